"""`ask theme`: a page that shows every theme."""

import click

from assistant import wiring
from assistant.render.views import writing
from assistant.shell import Shell


@click.command("theme")
@click.pass_obj
def theme(shell: Shell) -> None:
    """Show every theme: the built-in ones, and each Pygments style with a line of code."""
    with writing():
        for row in wiring.theme_page(shell, wiring.settings(shell).display):
            shell.stdout.write(row + "\n")
