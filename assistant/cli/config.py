"""`ask config`: where the configuration is, what it comes to, and changing it."""

import os

import click
import tomlkit

from assistant import wiring
from assistant.cli.editing import edit_file
from assistant.cli.effective_settings import effective_settings
from assistant.cli.group import Group
from assistant.cli.sample_config import SAMPLE_CONFIG
from assistant.errors import UsageError
from assistant.safe import visible, visible_lines
from assistant.shell import Shell
from assistant.store.files import write_own


@click.group("config", cls=Group, default="show")
def config() -> None:
    """Show or change the configuration: a commented TOML file."""


@config.command("path")
@click.pass_obj
def path(shell: Shell) -> None:
    """Print where the file is, or would be."""
    shell.stdout.write(visible_lines(f"{wiring.paths(shell).config}"))


@config.command("show")
@click.pass_obj
def show(shell: Shell) -> None:
    """Print what is in force: the file and the environment over the defaults. No key is shown."""
    settings = wiring.settings(shell)
    file = wiring.paths(shell).config
    there = "" if os.path.lexists(file) else " (not there: all of this is the default)"
    shell.stdout.write(
        visible_lines(f"# {file}{there}") + visible(tomlkit.dumps(effective_settings(settings)))
    )


@config.command("init")
@click.pass_obj
def init(shell: Shell) -> None:
    """Write a commented file with the defaults; one that is there stays."""
    file = wiring.paths(shell).config
    if os.path.lexists(file):
        raise UsageError(f"{file} already exists", hint="change it: ask config edit")
    write_own(file, SAMPLE_CONFIG)
    shell.stdout.write(visible_lines(f"wrote {file}"))


@config.command("edit")
@click.pass_obj
def edit(shell: Shell) -> None:
    """Open the file in $VISUAL or $EDITOR, then check it."""
    file = wiring.paths(shell).config
    if not os.path.lexists(file):
        write_own(file, SAMPLE_CONFIG)
    edit_file(file, shell)
    wiring.users_settings(shell)
    shell.stdout.write(visible_lines(f"{file} is fine"))
