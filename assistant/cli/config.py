"""`ask config`: where the configuration is, what it comes to, and changing it."""

import click

from assistant import wiring
from assistant.catalog import COMMON_DIALECT, Dialect, Provider
from assistant.cli.editing import edit_file
from assistant.cli.group import Group
from assistant.cli.sample_config import SAMPLE_CONFIG
from assistant.errors import UsageError
from assistant.presets import PRESETS
from assistant.safe import visible
from assistant.shell import Shell
from assistant.store.files import write_private
from assistant.store.settings import Settings


@click.group("config", cls=Group, default="show")
def config() -> None:
    """Show or change the configuration: a commented TOML file."""


@config.command("path")
@click.pass_obj
def path(shell: Shell) -> None:
    """Print where the file is, or would be."""
    shell.stdout.write(visible(f"{wiring.paths(shell).config}\n"))


@config.command("show")
@click.pass_obj
def show(shell: Shell) -> None:
    """Print what is in force: the file and the environment over the defaults. No key is shown."""
    settings = wiring.settings(shell)
    file = wiring.paths(shell).config
    there = "" if file.exists() else " (not there: all of this is the default)"
    lines = [f"# {file}{there}", f'default_provider = "{settings.default_provider}"', ""]
    shell.stdout.write(visible("\n".join((*lines, *_in_force(settings)))) + "\n")


@config.command("init")
@click.pass_obj
def init(shell: Shell) -> None:
    """Write a commented file with the defaults; one that is there stays."""
    file = wiring.paths(shell).config
    if file.exists():
        raise UsageError(f"{file} is there already", hint="change it: ask config edit")
    write_private(file, SAMPLE_CONFIG)
    shell.stdout.write(visible(f"wrote {file}\n"))


@config.command("edit")
@click.pass_obj
def edit(shell: Shell) -> None:
    """Open the file in $VISUAL or $EDITOR, then check it."""
    file = wiring.paths(shell).config
    if not file.exists():
        write_private(file, SAMPLE_CONFIG)
    edit_file(file, shell)
    wiring.users_settings(shell)
    shell.stdout.write(visible(f"{file} is fine\n"))


def _in_use(settings: Settings) -> list[Provider]:
    """Give the default provider, those of the line-ups, and those the file changes; not the other presets."""
    asked = {
        candidate.provider.name for lineup in settings.lineups.values() for candidate in lineup.candidates
    }
    return [
        provider
        for name, provider in settings.providers.items()
        if name in asked or name == settings.default_provider or provider != PRESETS.get(name)
    ]


def _said_otherwise(dialect: Dialect) -> list[str]:
    lines = [] if dialect.limit == COMMON_DIALECT.limit else [f'limit = "{dialect.limit}"']
    lines += [] if dialect.stream_options else ["stream_options = false"]
    lines += [] if dialect.usual_temperature else ["usual_temperature = false"]
    return lines + ([f'model_prefix = "{dialect.model_prefix}"'] if dialect.model_prefix else [])


def _in_force(settings: Settings) -> list[str]:
    lines = []
    for provider in _in_use(settings):
        lines += [f"[providers.{provider.name}]", f'base_url = "{provider.base_url}"']
        if provider.key_variable:
            lines.append(f'key_env = "{provider.key_variable}"')
        if provider.key_command:
            lines.append(f'key_command = "{provider.key_command}"')
        lines += _said_otherwise(provider.dialect)
        lines.append("")
    for tier, lineup in settings.lineups.items():
        models = ", ".join(f'"{settings.spec_of(candidate)}"' for candidate in lineup.candidates)
        lines += [
            f"[tiers.{tier.label}]",
            f"models = [{models}]",
            f"max_tokens = {lineup.max_tokens}",
            f"temperature = {lineup.temperature}",
            f"first_token = {lineup.patience:g}",
            "",
        ]
    deadlines = settings.deadlines
    return [*lines, "[timeouts]", f"connect = {deadlines.connect:g}", f"stall = {deadlines.stall:g}"]
