"""`ask last`: the last answer again."""

import click

from assistant import wiring
from assistant.cli.choosing import display_from
from assistant.cli.options import display_parameters
from assistant.cli.show import put
from assistant.errors import UsageError
from assistant.shell import Shell
from assistant.store.log import last_answered


@click.command("last", params=display_parameters())
@click.pass_obj
def last(shell: Shell, *, color: str | None, theme: str | None) -> None:
    """Show the last answer again; in a pipe the text passes as it is."""
    connection = wiring.log(shell)
    record = last_answered(connection) if connection else None
    if record is None:
        raise UsageError("there is no answer on record yet")
    put(shell, record.answer, display_from(color, theme, wiring.settings(shell).display))
