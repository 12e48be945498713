"""Documents played through the real command, against a real event stream, in a pty with an emulator behind it."""

import re
import threading
from collections.abc import Iterator, Sequence

import pyte

from tests.glass import Narrowing
from tests.repl.terminal import PATIENCE, Terminal
from tests.scripted import Scripted, delta, events, finish, stream, usage

OURS = re.compile(
    r"\x1b\[[0-9;]*[mAJKC]|\x1b\[\?2026[hl]|\x1b\]8;;[!-~]*\x1b\\|\r?\n|\r|\x1b\]11;\?(?:\x1b\\|\x07)|\x1b\[c"
)
LINK = re.compile(r"\x1b\]8;;([!-~]*)\x1b\\")
QUESTION = ("-q", "--no-log", "question")


class Playing(Terminal):
    """The command in a window whose rows wrap when it gets narrower."""

    narrowing = Narrowing.WRAPS

    @property
    def all_rows(self) -> list[str]:
        """What can be seen, the scrollback first."""
        return self.screen.rows()

    @property
    def faults(self) -> list[str]:
        """What is not as an answer should leave it: the cursor, colours, links, and escape sequences not ours."""
        written, cursor = self.written.decode("utf-8", "replace"), self.screen.cursor
        links = LINK.findall(written)
        found = {
            "the cursor is not in column 0": cursor.x != 0,
            "the cursor is hidden": cursor.hidden,
            "a colour is on": cursor.attrs != pyte.screens.Char(" ")._replace(data=cursor.attrs.data),
            "a link is open": bool(links and links[-1]),
            "a control character came through": bool(
                re.search(r"[\x00-\x1f\x7f-\x9f]", OURS.sub("", written))
            ),
        }
        return [fault for fault, holds in found.items() if holds]


def answer(*chunks: str) -> Scripted:
    """A whole answer in these chunks."""
    return Scripted(stream(*chunks))


class Pausing:
    """An answer whose chunks stop before each pause until `go_on` is called."""

    def __init__(self, parts: Sequence[Sequence[str]]) -> None:
        self._parts = parts
        self._gate = threading.Semaphore(0)

    def go_on(self) -> None:
        """Have the next part sent."""
        self._gate.release()

    def __iter__(self) -> Iterator[bytes]:
        first, *others = self._parts
        yield from events(*map(delta, first))[:-1]
        for part in others:
            if not self._gate.acquire(timeout=PATIENCE):
                return
            yield from events(*map(delta, part))[:-1]
        yield from events(finish(), usage(20, 10))
