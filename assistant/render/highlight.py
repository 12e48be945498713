"""Colours for code, line by line. The lexers are loaded late: `colouring_for` costs nothing until a language is known."""

from typing import NamedTuple, Protocol

from assistant.render.language import guessed
from assistant.render.palette import Depth, Palette
from assistant.render.rows import Row, Span


class Lit(NamedTuple):
    """The last rows of a block as they look now, the newest at the end; the last `open` of all may still change."""

    rows: list[Row]
    open: int


class Colouring(Protocol):
    """What colours the lines of one block of code."""

    def line(self, text: str) -> Lit:
        """Take the next line."""

    def end(self) -> list[Row]:
        """The block is over: give its last rows for good, none if they were before."""


class Plain:
    """No colours."""

    def line(self, text: str) -> Lit:
        """Give the line as it is."""
        return Lit([(Span(text),) if text else ()], 0)

    def end(self) -> list[Row]:
        """Give nothing: all rows were final."""
        return []


class Guessing:
    """Waits for the first line with text, and takes the language that it shows."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._colouring: Colouring | None = None
        self._blank = 0

    def line(self, text: str) -> Lit:
        """Give the next line in the colours of the language guessed."""
        if self._colouring is None:
            if not text.strip():
                return Lit([()], 0)
            self._colouring = colouring_for(guessed(text), self._palette)
        return self._colouring.line(text)

    def end(self) -> list[Row]:
        """Give the last rows for good."""
        return self._colouring.end() if self._colouring else []


def colouring_for(language: str, palette: Palette) -> Colouring:
    """Choose how the code of a language (a lexer's alias, "" for none) is coloured."""
    if not language or palette.depth in (Depth.NONE, Depth.DUMB):
        return Plain()
    from assistant.render.lexing import coloured  # noqa: PLC0415 - loads Pygments: 30 ms

    return coloured(language, palette) or Plain()


def warm() -> None:
    """Load what colouring needs, so that the first block of code does not wait for it."""
    from assistant.render import lexing  # noqa: PLC0415

    lexing.warm()
