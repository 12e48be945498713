# ruff: noqa: D102, ARG002 - what the methods of a leaf do stands once, in the protocol
"""The blocks that hold text: each takes lines, gives rows that are final, and shows what it would be if it ended now."""

from typing import Protocol

from assistant.render.flow import Flow
from assistant.render.lines import Kind
from assistant.render.palette import QUIET, Palette
from assistant.render.rows import Row, Span
from assistant.render.tables import Table
from assistant.render.veil import unveiled_in_words


class Leaf(Protocol):
    """An open block of text."""

    kind: Kind

    def take(self) -> list[Row]:
        """Give the rows that can no longer change, once."""

    def tail(self, more: str, limit: int) -> list[Row]:
        """Give the rows of what is not final, `more` being an unfinished line; about the last `limit` are enough."""

    def end(self) -> list[Row]:
        """Finish; give all rows not taken yet."""

    def resize(self, columns: int, edge: int) -> None:
        """Go on in another width."""


class Html:
    """HTML shown as its source, quietly."""

    def __init__(self, palette: Palette, columns: int, edge: int, *, end: str) -> None:
        self.kind = Kind.HTML
        self.closer = end
        self._style = palette.style(QUIET)
        self._flow = Flow(columns, edge)

    def add_line(self, line: str) -> None:
        """Add a whole line."""
        self._flow.add([self._shown(line.rstrip()), Span("\n")])

    def take(self) -> list[Row]:
        return self._flow.take()

    def tail(self, more: str, limit: int) -> list[Row]:
        return self._flow.rest([self._shown(more)]) if more else []

    def end(self) -> list[Row]:
        return self._flow.end()

    def resize(self, columns: int, edge: int) -> None:
        self._flow.columns, self._flow.edge = columns, edge

    def _shown(self, line: str) -> Span:
        shown = unveiled_in_words(line).expandtabs(4)
        return Span(
            f"\r{shown}" if shown.startswith(" ") else shown, self._style
        )  # as a row begins it is set in


class TableLeaf:
    """A table: final only when it ends, for its widths need all rows."""

    def __init__(self, palette: Palette, columns: int, header: str, delimiter: str) -> None:
        self.kind = Kind.ROW
        self._table = Table(palette, header, delimiter)
        self._columns = columns
        self._shown: list[Row] | None = None

    def add_line(self, line: str) -> None:
        """Add a row."""
        self._table.add(line)
        self._shown = None

    def take(self) -> list[Row]:
        return []

    def tail(self, more: str, limit: int) -> list[Row]:
        if self._shown is None:
            self._shown = self._table.rows(self._columns, last=limit)
        return self._shown

    def end(self) -> list[Row]:
        return self._table.rows(self._columns)

    def resize(self, columns: int, edge: int) -> None:
        self._columns = edge - 1
        self._shown = None
