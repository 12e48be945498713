"""The lines beside an answer, on stderr: quiet if wished, dim on a terminal, harmless always."""

import os
from contextlib import suppress
from enum import Enum
from typing import TextIO

from assistant.interrupt import Uninterrupted, before_stopping
from assistant.render.widths import columns_of, cut, most_columns_of
from assistant.safe import TerminalText, lines_of, visible, visible_on_one_line

DIM, PLAIN = "\x1b[2m", "\x1b[0m"
# Not by one sequence: tmux keeps what is erased from the first cell of its window on.
WIPED = "\r\x1b[C\x1b[J\r\x1b[K"
SEPARATOR = " · "


class Loudness(Enum):
    """Which lines are wanted beside an answer."""

    USUAL = "usual"
    QUIET = "quiet"  # no tier line and no receipt


class Notes:
    """Writes whole lines to stderr. What cannot be written there is not worth losing an answer over."""

    def __init__(self, out: TextIO | None, loudness: Loudness, *, styled: bool) -> None:
        self._out = out
        self._loudness = loudness
        self._styled = styled
        self._thinking_text = TerminalText()
        self._held: list[str] | None = None
        self._passes_by = False

    def say(self, line: str) -> None:
        """Write a line that is always wanted; a line break in a name does not make it two."""
        self._write(visible_on_one_line(line))

    def say_in_a_row(self, line: str) -> None:
        """Write a line that is always wanted; it ends at the terminal's edge, with an ellipsis where it goes on."""
        row, columns = visible_on_one_line(line), terminal_columns(self._out)
        fits = not columns or columns_of(row) <= columns
        self._write(row if fits else f"{cut(row, columns - 1).rstrip(' …')}…")

    def show(self, text: str) -> None:
        """Write a text, line by line."""
        for line in lines_of(text):
            self._write(visible(line))

    def mention(self, line: str) -> None:
        """Write a line that --quiet drops."""
        if self._loudness is Loudness.USUAL:
            self.say(line)

    def hold(self) -> None:
        """Keep what is written from now on until it is released."""
        self._held = []

    @property
    def are_held(self) -> bool:
        """Whether something is kept."""
        return bool(self._held)

    def release(self) -> None:
        """Write what was kept."""
        held, self._held = self._held or [], None
        for text in held:
            self._put(text)

    def _write(self, line: str) -> None:
        for row in rows(line, terminal_columns(self._out)):
            self._put(f"{DIM}{row}{PLAIN}\n" if self._styled else f"{row}\n")

    @property
    def rewrites(self) -> bool:
        """Whether a line can be written over: on a terminal that takes escapes."""
        return self._out is not None and self._styled

    @property
    def spins(self) -> bool:
        """Whether a wait may be shown: where a line can be written over and --quiet does not forbid it."""
        return self.rewrites and self._loudness is not Loudness.QUIET

    def write_over(self, line: str) -> None:
        """Write `line` over the one that passed by before it; "" leaves no trace. Only where `rewrites`.

        The cursor waits in column 0, so that whatever is written next, by whomever, writes over the line, all rows of it
        where a narrower window has wrapped it. Ctrl-Z takes it off before it stops the program.
        """
        columns = terminal_columns(self._out) or 80
        shown = cut(visible_on_one_line(line), columns - 1, most_columns_of)
        with Uninterrupted():
            if line and not self._passes_by:
                before_stopping(self._make_way)
            self._passes_by = bool(line)
            self._put(f"{WIPED}{DIM}{shown}{PLAIN}\r" if line else WIPED)

    def _make_way(self) -> None:
        if self._passes_by:
            self.write_over("")

    def write_thinking(self, text: str) -> None:
        """Write a piece of thinking as it comes, dim, on a terminal only."""
        if self.spins:
            self._put(f"{DIM}{self._thinking_text.feed(text)}{PLAIN}")

    def _put(self, text: str) -> None:
        if self._held is not None:
            self._held.append(text)
        elif self._out is not None:
            with suppress(OSError, ValueError):
                self._out.write(text)
                self._out.flush()


def rows(line: str, columns: int, indent: str = "  ") -> list[str]:
    """Part a line into rows of at most `columns` columns, at its separators or else between words; 0 is any width.

    A word that is wider stays whole.
    """
    first, *parts = line.split(SEPARATOR)
    parted = [first]
    for part in parts:
        longer = f"{parted[-1]}{SEPARATOR}{part}"
        if columns and columns_of(longer) > columns:
            parted.append(indent + part)
        else:
            parted[-1] = longer
    return [row for part in parted for row in _between_words(part, columns, indent)]


def _between_words(line: str, columns: int, indent: str) -> list[str]:
    if not columns or columns_of(line) <= columns:
        return [line]
    words = line.lstrip(" ").split(" ")
    found = [line[: len(line) - len(line.lstrip(" "))] + words[0]]
    for word in words[1:]:
        longer = f"{found[-1]} {word}"
        if columns_of(longer) > columns:
            found.append(indent + word)
        else:
            found[-1] = longer
    return found


def terminal_columns(stream: TextIO | None) -> int:
    """Ask for the width of the terminal a stream ends at; 0 where it ends elsewhere."""
    with suppress(OSError, ValueError, AttributeError):
        return os.get_terminal_size(stream.fileno()).columns if stream is not None else 0
    return 0


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream ends at a terminal."""
    with suppress(OSError, ValueError, AttributeError):
        return stream is not None and os.isatty(stream.fileno())
    return False
