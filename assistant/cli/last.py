"""`ask last`: the last answer again."""

import click

from assistant import showing, wiring
from assistant.cli.choosing import display_from
from assistant.cli.options import display_parameters
from assistant.cli.show import put
from assistant.errors import UsageError
from assistant.shell import Shape, Shell
from assistant.store.log import last_answered

CODE = click.Option(
    ["-x", "--code"], type=click.IntRange(0, 99), metavar="[N]", help="Only the code; of block N."
)


@click.command("last", params=[CODE, *display_parameters()])
@click.pass_obj
def last(shell: Shell, *, code: int | None, color: str | None, theme: str | None) -> None:
    """Show the last answer again, or only its code; in a pipe the text passes as it is."""
    connection = wiring.log(shell)
    record = last_answered(connection) if connection else None
    if record is None:
        raise UsageError("there is no answer on record yet")
    if code is not None:
        _put_code(shell, record.answer, code)
        return
    put(shell, record.answer, display_from(color, theme, wiring.settings(shell).display))


def _put_code(shell: Shell, answer: str, number: int) -> None:
    """Write the code of every block (0), or of one. Raises UsageError where there is no such block."""
    from assistant.render.extraction import code_blocks

    blocks = code_blocks(answer)
    if not blocks or number > len(blocks):
        wanted = f", no number {number}" if blocks else ""
        raise UsageError(f"the last answer holds {counted(len(blocks))}{wanted}")
    chosen = blocks if number == 0 else blocks[number - 1 : number]
    passage = showing.passage(shell, Shape.FITTING)
    shell.stdout.write(passage.feed("".join(block.text for block in chosen)) + passage.close())


def counted(blocks: int) -> str:
    """Say how many code blocks there are."""
    return "no code block" if blocks == 0 else "1 code block" if blocks == 1 else f"{blocks} code blocks"
