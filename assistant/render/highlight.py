"""Colours for code, line by line. The lexers are loaded late: `colouring_for` costs nothing until a language is known."""

from functools import cache
from typing import NamedTuple, Protocol

from assistant.render.language import guessed, language_of, opening
from assistant.render.palette import Depth, Palette
from assistant.render.rows import Row, Span

_LOOK = 10  # lines that may show their language


class LastRows(NamedTuple):
    """The last rows of a block as they look now, the newest at the end; the last `open` of all may still change."""

    rows: list[Row]
    open: int


class Colouring(Protocol):
    """What colours the lines of one block of code."""

    def line(self, text: str) -> LastRows:
        """Take the next line."""

    def end(self) -> list[Row]:
        """The block is over: give its last rows for good, none if they were before."""


class Plain:
    """No colours."""

    def line(self, text: str) -> LastRows:
        """Give the line as it is."""
        return LastRows([_plain(text)], 0)

    def end(self) -> list[Row]:
        """Give nothing: all rows were final."""
        return []


class Guessing:
    """Shows lines plainly until they show their language, then all in its colours that can still change."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._colouring: Colouring | None = Plain() if _colourless(palette) else None
        self._lines: list[str] = []

    def line(self, text: str) -> LastRows:
        """Take the next line."""
        if self._colouring:
            return self._colouring.line(text)
        self._lines.append(text)
        language = guessed("\n".join(self._lines) + "\n") if text.strip() else ""
        if language or len(self._lines) == _LOOK:
            self._colouring, found = self._coloured(language)
            return found
        return LastRows([_plain(text)], len(self._lines))

    def end(self) -> list[Row]:
        """Give the last rows for good."""
        if self._colouring:
            return self._colouring.end()
        colouring, found = self._coloured("")
        return replaced(found.rows, colouring.end())

    def _coloured(self, language: str) -> tuple[Colouring, LastRows]:
        """Colour the lines so far in the language; in what their opening looks like, if there is none."""
        first = next((line for line in self._lines if line.strip()), "")
        colouring = colouring_for(language or opening(first), self._palette)
        rows: list[Row] = []
        still_open = 0
        for line in self._lines:
            lit = colouring.line(line)
            rows, still_open = [*replaced(rows, lit.rows[:-1]), lit.rows[-1]], lit.open
        return colouring, LastRows(rows, still_open)


def replaced(rows: list[Row], last: list[Row]) -> list[Row]:
    """Give the rows with the last ones replaced, as many as there are of both."""
    count = min(len(rows), len(last))
    return [*rows[: len(rows) - count], *last[len(last) - count :]]


def _plain(text: str) -> Row:
    return (Span(text),) if text else ()


def _colourless(palette: Palette) -> bool:
    return palette.depth in (Depth.NONE, Depth.DUMB)


def colouring_for(language: str, palette: Palette) -> Colouring:
    """Choose how the code of a language (a lexer's alias, "" for none) is coloured."""
    if not language or _colourless(palette):
        return Plain()
    from assistant.render.lexing import coloured  # noqa: PLC0415 - loads Pygments: 30 ms

    return coloured(language, palette) or Plain()


def preload() -> None:
    """Load what colouring needs, so that the first block of code does not wait for it."""
    from assistant.render import lexing  # noqa: F401, PLC0415


@cache
def prepare(palette: Palette, language: str) -> None:
    """Have the lexer of a language ready, "" for that of most answers: its rules are compiled when it runs first."""
    colouring_for(language_of(language) or "python", palette).line("x = 1")
