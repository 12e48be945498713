"""`--copy`: a whole answer, or its code, goes on the clipboard; what became of it is said."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from assistant.digits import counted
from assistant.errors import AnswerUnused
from assistant.render.notes import Notes, is_terminal
from assistant.repl.clipboard import copied
from assistant.safe import lines_of
from assistant.shell import Shell


def copy_answer(
    shell: Shell, answer: str, *, code: int | None, restored: Callable[[str], str], notes: Notes
) -> int:
    """Copy an answer: its text, or with `code` its code: that of block `code`, of all for 0. Gives the exit code.

    `restored` puts secrets back into what is copied.
    """
    what = "the answer"
    if code is not None:
        from assistant.cli.blocks import code_of

        answer = code_of(answer, code)
        what = "the code"
    text = restored(answer)
    with _terminal(shell) as terminal:
        how = copied(text, shell.environment, terminal)
    if not how:
        notes.say(
            "nothing was copied: there is no clipboard program and no terminal (wl-copy, xclip, xsel, pbcopy)"
        )
        return AnswerUnused.exit_code
    notes.say(f"copied {what}, {counted(len(lines_of(text)), 'line')} {how}")
    return 0


@contextmanager
def _terminal(shell: Shell) -> Iterator[TextIO | None]:
    """Give the terminal to ask: that of stdout or stderr, else the one that started us, else none."""
    for stream in (shell.stdout, shell.stderr):
        if is_terminal(stream):
            yield stream
            return
    try:
        terminal = open("/dev/tty", "w", encoding="utf-8")  # noqa: SIM115, PTH123 - closed below
    except OSError:
        yield None
        return
    with terminal:
        yield terminal
