"""`ask apply`: the code of the last answer takes the place of a file."""

from datetime import UTC, datetime

import click

from assistant import wiring
from assistant.cli.applying import apply as put_in_place
from assistant.cli.applying import chosen, target_at
from assistant.cli.choosing import display_from
from assistant.cli.guarding import agreed
from assistant.cli.last import last_answer
from assistant.cli.options import Count
from assistant.errors import UsageError
from assistant.reply import Ending
from assistant.shell import Shell


@click.command("apply")
@click.argument("path")
@click.argument("block", type=Count(), required=False)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_obj
def apply(shell: Shell, *, path: str, block: int | None, yes: bool) -> int:
    """Put the code of the last answer, or its Nth BLOCK, in the place of the file PATH.

    The difference is shown first and written after a yes; the file as it was is kept beside it as PATH~.
    """
    record = last_answer(shell)
    target = target_at(path)
    if target.content is not None and not yes:
        changed = datetime.fromtimestamp(target.path.stat().st_mtime, UTC)
        asked = datetime.fromisoformat(record.asked_at)
        if changed > (asked if asked.tzinfo else asked.replace(tzinfo=UTC)):
            raise UsageError(
                f"{path} has changed since the question was asked: nothing was written",
                hint="ask again, or: --yes",
            )
    if record.ending is not Ending.WHOLE and not yes:
        raise UsageError(
            "the last answer was cut: nothing was written", hint="ask resume · or all the same: --yes"
        )
    display = display_from(None, None, wiring.settings(shell).display)
    code = chosen(record.answer, block)
    return put_in_place(
        shell,
        target,
        code,
        display=display,
        sure=lambda question: yes or agreed(question),
    )
