"""A streamed answer on a terminal: text in any chunks, shown as it comes, the same screen however it was cut."""

import time
from collections.abc import Callable
from functools import partial
from typing import TextIO

from assistant.render import highlight
from assistant.render.document import Document
from assistant.render.layout import Viewport
from assistant.render.palette import Palette
from assistant.render.rows import cut_row
from assistant.render.screen import Screen, Shrinking
from assistant.render.veil import unveiled
from assistant.render.views import Passage, UnchangedText
from assistant.render.widths import unjoined
from assistant.safe import TerminalText

_OVERHEAD = 0.8  # characters for one of the source that may be spent on writing the tail again
_START = 1500  # characters that may be spent beyond that
_USUAL = (80, 24)  # columns and rows of a terminal that does not tell its size
_BRIEF = 0.0005  # seconds
_RATE, _FLOOD = 400, 300  # updates a second in the long run, and how many may come at once
# Times the size of a window that is being dragged may change before the end of an answer is shown.
_UNCERTAIN = 3
_STEP = 0.02  # seconds
_PATIENCE = 0.5  # seconds for which it is awaited whether a character is joined by the next
_PAUSE = 2  # an update that took a while is followed by a pause that many times as long


class TerminalRenderer:
    """Renders streamed Markdown to a terminal.

    `before` is what was shown of the text earlier.
    `restorer` puts secrets back into what was made safe, veiled. `size` gives (columns, rows) and is asked at every
    update; `tab` is the columns of a tab stop in code, `expected` the language it is likely to be in, "" for none.
    """

    def __init__(
        self,
        out: TextIO,
        restorer: Passage | None = None,
        *,
        before: str = "",
        size: Callable[[], tuple[int, int]],
        palette: Palette,
        shrinking: Shrinking = Shrinking.WRAPS,
        tab: int = 4,
        expected: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._out = out
        self._clock = clock
        self._size = size
        self._palette = palette
        self._columns, self._height = self._measured()
        self._viewport = Viewport(self._columns, palette, tab, self._height)
        self._document = Document(self._viewport)
        self._screen = Screen(out, shrinking)
        self._settling = shrinking.settling
        self._told, self._certain = (self._columns, self._height), 0.0  # a size, and when it is certain
        self._safe = TerminalText()
        self._restorer = restorer or UnchangedText()
        self._source = self._spent = 0
        self._stale = False
        self._joining, self._since = (
            "",
            0.0,
        )  # what may be but the beginning of a joined emoji, and since when
        self._closed = False
        self._next = 0.0
        self._updates, self._counted = float(_FLOOD), 0.0
        self._column = 0
        self._document.pass_over(self._restorer.feed(self._safe.feed(before)))
        self._ahead = iter((highlight.preload, partial(highlight.prepare, palette, expected)))

    def write(self, text: str) -> None:
        """Take a piece of the text, however it was cut, and show what can be shown."""
        if self._closed or not text:
            return
        text = self._restorer.feed(self._safe.feed(text))
        self._source += len(text)
        if self._palette.dumb:
            self._plain(text)
            return
        self._document.feed(self._unjoined(text))
        self._update()

    def tick(self) -> None:
        """Show what was held back; before the first words, load what code needs.

        Called while nothing comes, about every 30 ms.
        """
        if self._joining and self._clock() - self._since >= _PATIENCE:
            self._document.feed(self._joining)
            self._joining, self._stale = "", True
        if self._stale and not self._closed:
            self._update()
        elif not self._source and (step := next(self._ahead, None)):
            step()

    def leave(self) -> None:
        """Take off the screen what is not final: another program may write there before it is shown again."""
        self._screen.resize(*self._measured())
        self._stale = True

    def close(self) -> None:
        """Finish, whatever happened: cursor in column 0, colours and links off. May be called again."""
        if self._closed:
            return
        self._closed = True
        rest = self._restorer.feed(self._safe.close()) + self._restorer.close()
        if self._palette.dumb:
            self._plain(rest)
            self._plain("\n" if self._column else "")
            return
        self._screen.recover()
        end = self._clock() + _UNCERTAIN * self._settling
        while (now := self._clock()) < end and not self._is_certain(now):
            time.sleep(_STEP)
        self._resize()
        self._document.feed(self._joining + rest)
        self._joining = ""
        self._document.end()
        self._screen.show(self._document.take(), [])

    def _unjoined(self, text: str) -> str:
        """Hold back what the next character may join."""
        text = self._joining + text
        whole = unjoined(text)
        if self._joining or len(whole) < len(text):
            self._joining, self._since = text[len(whole) :], self._clock()
        return whole

    def _update(self) -> None:
        begun = self._clock()
        self._updates = min(self._updates + (begun - self._counted) * _RATE, _FLOOD)
        self._counted = begun
        if begun < self._next or self._updates < 1 or not self._is_certain(begun):
            self._stale = True
            return
        self._updates -= 1
        self._resize()
        final = self._document.take()
        limit = self._viewport.tail_rows
        tail = self._document.tail(limit)[-limit:] if self._columns > 1 else []
        tail = [cut_row(row, self._columns - 1) for row in tail]
        overhead = 0 if final else self._screen.overhead(tail)
        self._stale = self._spent + overhead > _OVERHEAD * self._source + _START
        if final or not self._stale:
            self._spent += overhead
            self._stale = False
            self._screen.show(final, tail)
        took = self._clock() - begun
        self._next = begun + took * (1 + _PAUSE) if took > _BRIEF else 0.0

    def _is_certain(self, now: float) -> bool:
        if self._settling and (told := self._measured()) != self._told:
            self._told, self._certain = told, now + self._settling
        return now >= self._certain

    def _resize(self) -> None:
        columns, height = self._measured()
        if columns != self._columns or height < self._height:
            self._screen.resize(columns, height)
        if (columns, height) != (self._columns, self._height):
            self._columns, self._height = columns, height
            self._document.resize(columns, height)

    def _measured(self) -> tuple[int, int]:
        columns, rows = self._size()
        return (columns, rows) if columns > 0 and rows > 0 else _USUAL

    def _plain(self, text: str) -> None:
        if shown := unveiled(text):
            self._out.write(shown)
            self._out.flush()
            self._column = 0 if shown.endswith("\n") else 1
