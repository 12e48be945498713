"""Pygments behind one door: the lexer of a language, and the colour of a token."""

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from assistant.render.highlight import Colouring, LastRows
from assistant.render.incremental import LineLexer, Piece
from assistant.render.language import NEAREST
from assistant.render.palette import Palette
from assistant.render.rows import Row, Span, joined
from assistant.render.tokens import Painter


class Coloured:
    """The lines of one block in the colours of its language."""

    def __init__(self, lexer: LineLexer, painter: Painter) -> None:
        self._lexer = lexer
        self._painter = painter

    def line(self, text: str) -> LastRows:
        """Take the next line."""
        newest = self._lexer.line(text)
        return LastRows([self._row(line) for line in newest.lines], newest.open)

    def end(self) -> list[Row]:
        """The block is over: give its last rows for good."""
        return [self._row(line) for line in self._lexer.end()]

    def _row(self, line: list[Piece]) -> Row:
        return joined([Span(part, self._painter.style(kind)) for kind, part in line])


def coloured(language: str, palette: Palette) -> Colouring | None:
    """Give the colouring of a language, None if Pygments does not know it."""
    try:
        lexer_class = find_lexer_class_by_name(language)
    except ClassNotFound:
        return coloured(NEAREST[language], palette) if language in NEAREST else None
    return Coloured(LineLexer(lexer_class(stripnl=False, ensurenl=False)), Painter(palette))
