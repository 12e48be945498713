"""`ask template`: which templates there are, and what stands in them."""

import click

from assistant import wiring
from assistant.cli.choosing import template_from
from assistant.safe import visible
from assistant.shell import Shell
from assistant.store.templates import template_names


@click.group("template")
def template() -> None:
    """List and show the templates that `ask -t NAME` takes."""


@template.command("list")
@click.pass_obj
def listed(shell: Shell) -> None:
    """List every template and what it is for."""
    paths = wiring.paths(shell)
    for name in template_names(paths.config.parent / "templates"):
        about = template_from(name, paths).about
        shell.stdout.write(visible(f"{name:<12}{about}").rstrip() + "\n")


@template.command("show")
@click.argument("name")
@click.pass_obj
def shown(shell: Shell, *, name: str) -> None:
    """Show the text of one template, and its arguments with their defaults."""
    found = template_from(name, wiring.paths(shell))
    for argument, default in found.arguments.items():
        shell.stdout.write(visible(f"{argument}={default}\n"))
    shell.stdout.write(visible(found.text))
