"""The one place that writes to the terminal: final rows are appended, the tail below them is updated by difference."""

from enum import Enum
from typing import TextIO

from assistant.interrupt import Uninterrupted
from assistant.render.rows import Row, Span, ansi, row_columns, row_text
from assistant.render.widths import certain_beginning, fewest_columns_of, joins, most_columns_of

# From the first cell of a row on; tmux would keep what one sequence erases from the first cell of its window on.
_ERASED_FROM_HERE = "\x1b[K\x1b[C\x1b[J\r"
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"  # synchronized output: no flicker where the terminal knows it


class Shrinking(Enum):
    """What a terminal that becomes narrower does to rows that no longer fit: nearly all (and tmux) wrap them.

    xterm.js wraps all but the one that the cursor is in. tmux takes a row to be as long as it ever was, until all of it
    is erased.
    """

    WRAPS = "wraps"
    WRAPS_OTHERS = "wraps others"
    WRAPS_ERASED = "wraps erased"
    CUTS = "cuts"

    @property
    def settling(self) -> float:
        """Seconds for which a new size is not certain: tmux tells of the second of two resizes up to 250 ms late."""
        return 0.4 if self is Shrinking.WRAPS_ERASED else 0.0


class Screen:
    """Rows on a terminal. Only the tail's own rows are ever written again.

    With an empty tail the cursor stands in column 0 of a fresh row, else behind the tail's last row.
    """

    def __init__(self, out: TextIO, shrinking: Shrinking) -> None:
        self._out = out
        self._shrinking = shrinking
        self._tail: list[Row] = []
        # Rows of a tail that stand above the window now, where nothing reaches them.
        self._scrolled: list[Row] = []
        self._writing = False
        encoding = getattr(out, "encoding", None) or "utf-8"
        self._encoding = None if encoding.lower().replace("-", "") == "utf8" else encoding

    def overhead(self, rows: list[Row]) -> int:
        """Characters written beyond the new text itself if `rows` took the tail's place."""
        new = sum(len(row_text(row)) + 1 for row in rows) - sum(len(row_text(row)) + 1 for row in self._tail)
        return len(self._change(rows, stays=bool(rows))) - max(new, 0)

    def show(self, final: list[Row], tail: list[Row]) -> None:
        """Write `final` rows for good, and `tail` below them until the next call."""
        with Uninterrupted():  # Ctrl-Z takes the tail off for which the text is reckoned
            text = self._change(self._not_scrolled(final) + tail, stays=bool(tail))
            self._tail = tail
            self._write(text)

    def resize(self, columns: int, height: int) -> None:
        """Take the tail off the screen, the terminal being `columns` wide and `height` rows high now.

        What a lower window, or one in which rows wrap, has scrolled away stays; it is not written again if it is final.
        """
        if not self._tail:
            return
        heights = [self._height_of(row, columns) for row in self._tail]
        if self._shrinking is Shrinking.WRAPS_OTHERS:
            heights[-1] = 1
        up = min(sum(heights), height) - 1
        reached = 0
        while self._tail and reached <= up:
            self._tail.pop()
            reached += heights.pop()
        self._scrolled, self._tail = self._scrolled or self._tail, []
        self._write((f"\x1b[{up}A" if up else "") + f"\r{_ERASED_FROM_HERE}")

    def _height_of(self, row: Row, columns: int) -> int:
        if self._shrinking is Shrinking.CUTS:
            return 1
        return max(-(-row_columns(row) // columns), 1)

    def recover(self) -> None:
        """If a write was interrupted, begin again on a fresh row, colours and links off."""
        if self._writing:
            self._tail = []
            self._write("\x1b\\\x1b[m\x1b]8;;\x1b\\\x1b[?2026l\n")

    def _not_scrolled(self, final: list[Row]) -> list[Row]:
        """Leave out the rows that stand above already."""
        if not self._scrolled or not final:
            return final
        same = _same_rows(self._scrolled, final)
        self._scrolled = self._scrolled[same:] if same == len(final) else []
        return final[same:]

    def _write(self, text: str) -> None:
        if not text:
            return
        with Uninterrupted():
            self._writing = True
            self._out.write(text if self._encoding is None else _written(text, self._encoding))
            self._out.flush()
            self._writing = False

    def _change(self, rows: list[Row], *, stays: bool) -> str:
        """Give what turns the tail on the screen into `rows`."""
        old = self._tail
        same = _same_rows(old, rows)
        if same == len(old):
            added = "\n".join(map(ansi, rows[same:]))
            return ("\n" if old and len(rows) > same else "") + added + ("\n" if rows and not stays else "")
        if same == len(rows) and stays:
            same -= 1  # the cursor must come to stand behind a row that did not change
        up = len(old) - 1 - same
        whole = self._shrinking is Shrinking.WRAPS_ERASED
        text = _moved(old, rows, same, whole=whole) + "\n".join(map(ansi, rows[same + 1 :]))
        if rows[same:] and not stays:
            text += "\n"
        return f"{_BEGIN}\x1b[{up}A{text}{_END}" if up else text


def _written(text: str, encoding: str) -> str:
    """Give the text with a question mark for each character the terminal's encoding lacks."""
    return text.encode(encoding, "replace").decode(encoding)


def _moved(old: list[Row], rows: list[Row], place: int, *, whole: bool) -> str:
    """Give what turns the row at `place` into its successor, the cursor being in it; erases what is below.

    With `whole` a row that gets shorter is erased from its start.
    """
    below = place < len(old) - 1
    new = rows[place] if place < len(rows) else ()
    before = row_text(old[place])
    same = _same_characters(old[place], new)
    more = "\n" if rows[place + 1 :] else ""
    added = _after(new, same)
    if added and joins(before[:same], added[0].text):
        same -= 1
    elif not below and same == len(before):
        return ansi(added) + more
    shorter = fewest_columns_of(row_text(new)) < most_columns_of(before)
    same = 0 if whole and shorter else len(certain_beginning(before[:same]))
    all_below = "\x1b[J" if same else _ERASED_FROM_HERE
    erase = all_below if below else "\x1b[K" if shorter else ""
    return "\r" + (f"\x1b[{same}C" if same else "") + erase + ansi(_after(new, same)) + more


def _same_rows(old: list[Row], new: list[Row]) -> int:
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return place
    return min(len(old), len(new))


def _same_characters(old: Row, new: Row) -> int:
    """Count the characters both rows begin with, in the same style."""
    same = 0
    for one, other in zip(old, new, strict=False):
        if one[1:] != other[1:]:
            return same
        if one.text != other.text:
            for left, right in zip(one.text, other.text, strict=False):
                if left != right:
                    break
                same += 1
            return same
        same += len(one.text)
    return same


def _after(row: Row, characters: int) -> Row:
    """Give the row without its first characters."""
    rest: list[Span] = []
    for span in row:
        if characters >= len(span.text):
            characters -= len(span.text)
            continue
        rest.append(Span(span.text[characters:], span.style, span.link))
        characters = 0
    return tuple(rest)
