"""Shows a model's thinking as one dim line that tells its latest words, and what it came to when the answer starts."""

import shutil
import time
from contextlib import suppress
from typing import TextIO

from wcwidth import wcwidth

from assistant.answer import View
from assistant.render.footer import seconds
from assistant.render.notes import DIM, PLAIN, WIPED, rows, terminal_columns
from assistant.reply import Delta, Idle, Reply, Thinking, Waiting
from assistant.safe import visible_in_a_row
from assistant.tokens import estimated_tokens
from assistant.turn import Event, FailedOver

PACE = 0.05  # seconds between two looks at the line


class ThinkingView:
    """Another view, before which thinking is kept to one line: the only line that is ever written over.

    On a `dumb` terminal, which prints escapes as they are, it is told once it is over. Behind the first word none is: it
    would write over the answer.
    """

    def __init__(self, inner: View, out: TextIO, *, dumb: bool) -> None:
        self._inner = inner
        self._out = out
        self._dumb = dumb
        self._answers = False
        self._pieces: list[str] = []
        self._begun = 0.0
        self._shown = 0.0

    def show(self, event: Event) -> None:
        """Show one event."""
        match event:
            case Thinking(text) if not self._answers:
                self._think(text)
            case Idle() if self._pieces:
                self._draw()
            case _:
                self._answers = self._answers or isinstance(event, Delta)
                if isinstance(event, Delta | FailedOver | Waiting):
                    self.settle()
                self._inner.show(event)

    def finish(self, reply: Reply) -> None:
        """Show the end of an answer."""
        self.settle()
        self._inner.finish(reply)

    def settle(self) -> None:
        """End the line of a thinking that is over; the rest of it is not shown."""
        if not self._pieces:
            return
        tokens = estimated_tokens("".join(self._pieces))
        took = seconds(time.monotonic() - self._begun)
        self._pieces = []
        told = rows(f"thought for {took}, ~{tokens:,} tokens · /think shows it", self._columns())
        dim, plain, wiped = ("", "", "") if self._dumb else (DIM, PLAIN, WIPED)
        self._write(wiped + "".join(f"{dim}{row}{plain}\n" for row in told))

    def _think(self, text: str) -> None:
        if not self._pieces:
            self._begun = time.monotonic()
        self._pieces.append(text)
        self._draw()

    def _draw(self) -> None:
        now = time.monotonic()
        if self._dumb or now - self._shown < PACE:
            return
        self._shown = now
        took = f"{now - self._begun:.0f} s · "
        words = visible_in_a_row("".join(self._pieces[-200:])[-800:])
        room = self._columns() - 1 - len(took)
        self._write(f"{WIPED}{DIM}{took}{tail(words, room)}{PLAIN}\r")

    def _columns(self) -> int:
        return terminal_columns(self._out) or shutil.get_terminal_size().columns

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._out.write(text)
            self._out.flush()


def tail(line: str, columns: int) -> str:
    """Give the end of a line that fits into so many columns."""
    taken, start = 0, len(line)
    while start and (taken := taken + max(wcwidth(line[start - 1]), 0)) <= columns:
        start -= 1
    return line[start:]
