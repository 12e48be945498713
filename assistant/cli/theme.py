"""`ask theme`: a page that shows every theme."""

import click

from assistant import showing
from assistant.cli.choosing import display_from
from assistant.cli.lenient_settings import lenient_settings
from assistant.cli.parameters import display_parameters
from assistant.render.views import writing
from assistant.shell import Shell, When


@click.command("theme", params=display_parameters()[:1])
@click.pass_obj
def theme(shell: Shell, *, color: When | None) -> None:
    """Show every theme: the built-in ones, and each Pygments style with a line of code."""
    display = display_from(color, None, lenient_settings(shell).display)
    with writing():
        for row in showing.theme_page(shell, display):
            shell.stdout.write(row + "\n")
