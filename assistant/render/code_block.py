# ruff: noqa: D102, ARG002 - what the methods of a leaf do stands once, in its protocol, see `leaves`
"""Code as it is: unwrapped, from column 0, coloured line by line."""

from assistant.render.highlight import Colouring, replaced
from assistant.render.lines import Kind, ends_block
from assistant.render.rows import Row, Span, row_columns
from assistant.render.veil import unveiled
from assistant.render.widths import cut


class Code:
    """Lines shown as they are, unwrapped, coloured one by one: fenced and indented code, and formulas.

    A row is held back while the lines after it may change its colours, if it fits into one of the terminal's.
    """

    def __init__(
        self, kind: Kind, colouring: Colouring, tab: int, edge: int, *, end: str = "", indent: int = 0
    ) -> None:
        self.kind = kind
        self.closer = end
        self.blanks = 0
        self._colouring = colouring
        self._tab = tab
        self._indent = indent
        self._edge = edge
        self._rows: list[Row] = []
        self._held: list[Row] = []

    def closes(self, line: str) -> bool:
        """Whether this line ends the block."""
        return ends_block(line, self.kind, self.closer)

    def add_line(self, line: str) -> None:
        """Add a whole line; the fence's own indentation is stripped."""
        for _ in range(self.blanks):
            self._add("")
        self.blanks = 0
        for shown in self._shown(line):
            self._add(shown)

    def settle(self, room: int) -> None:
        """Let no more than `room` rows change."""
        while len(self._held) > room:
            self._rows.append(self._held.pop(0))

    def take(self) -> list[Row]:
        rows, self._rows = self._rows, []
        return rows

    def tail(self, more: str, limit: int) -> list[Row]:
        if not more or (self.closer and not more.strip(self.closer[0] + " ")):
            return list(self._held)
        return [*self._held, *((Span(cut(shown, 500)),) for shown in self._shown(more))]

    def end(self) -> list[Row]:
        self._held = replaced(self._held, self._colouring.end())
        self.settle(0)
        return self.take()

    def resize(self, columns: int, edge: int) -> None:
        self._edge = edge
        if any(row_columns(row) >= edge for row in self._held):
            self.settle(0)

    def _add(self, line: str) -> None:
        lit = self._colouring.line(line)
        self._held = [*replaced(self._held, lit.rows[:-1]), lit.rows[-1]]
        self.settle(lit.open if row_columns(lit.rows[-1]) < self._edge else 0)

    def _shown(self, line: str) -> list[str]:
        """Give a line as it is shown: several where a secret in it has them."""
        if self._indent:
            line = line[min(self._indent, len(line) - len(line.lstrip(" "))) :]
        line = unveiled(line)
        return (line.expandtabs(self._tab) if "\t" in line else line).split("\n")
