# ruff: noqa: D102, ARG002 - what the methods of a leaf do stands once, in the protocol
"""The blocks that hold text: each takes lines, gives rows that are final, and shows what it would be if it ended now."""

from typing import Protocol

from assistant.render.atoms import REACH, Ending
from assistant.render.flow import Flow
from assistant.render.highlight import Colouring, replaced
from assistant.render.inline import Inline
from assistant.render.lines import LONGEST, Kind, cell_count
from assistant.render.palette import HEADING, QUIET, TITLE, Palette
from assistant.render.prose import read, spans_of
from assistant.render.rows import Row, Span, row_columns
from assistant.render.settling import settled
from assistant.render.tables import Table
from assistant.render.widths import cut

HELD = 160  # characters of a paragraph that stay provisional: its underline may still make it a heading


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


class Paragraph:
    """Words that flow; final up to where no inline construct is open."""

    def __init__(self, palette: Palette, columns: int, edge: int) -> None:
        self.kind = Kind.PARAGRAPH
        self._palette = palette
        self._flow = Flow(columns, edge)
        self._text = ""
        self._break = ""
        self._length = 0
        self._settled = False
        self._candidate: str | None = None

    @property
    def header(self) -> str:
        """The last line, if it may head a table; else ""."""
        if self._candidate is not None:
            return self._candidate
        whole = not self._settled and self._length <= HELD and "\n" not in self._text
        return self._text if whole and "|" in self._text else ""

    @property
    def header_cells(self) -> int:
        """Cells of that line, 0 without one."""
        return cell_count(self.header) if self.header else 0

    @property
    def short(self) -> bool:
        """Whether nothing of it is final yet, so that it can still become a heading."""
        return not self._settled and self._length <= HELD

    def add(self, text: str) -> None:
        """Add text to the current line."""
        self._release()
        if self._break:
            text, self._break = self._break + text, ""
        self._text += text
        self._length += len(text)

    def add_candidate(self, line: str) -> None:
        """Add a whole line that starts with a pipe: the next line may make it a table's header."""
        self._release()
        self._candidate = line

    def end_line(self) -> None:
        """The current line is whole."""
        self._break = "\n"

    def drop_header(self) -> None:
        """Take the last line away: it heads a table."""
        if self._candidate is not None:
            self._candidate = None
        else:
            self._text, self._length = "", 0

    def take(self) -> list[Row]:
        if self._length <= HELD and not self._settled:
            return []
        self._settle()
        return self._flow.take()

    def tail(self, more: str, limit: int) -> list[Row]:
        text = self._text
        if self._candidate is not None:
            text = f"{text}\n{self._candidate}" if text else self._candidate
        if more:
            text = f"{text}\n{more}" if text else more
        return self._flow.rest(self._spans(text.rstrip(" "), Ending.OPEN))

    def end(self) -> list[Row]:
        self._release()
        self._flow.add(self._spans(self._text.rstrip(" \t"), Ending.FINAL))
        self._text = ""
        return self._flow.end()

    def end_as_heading(self, level: int) -> list[Row]:
        """Finish as a heading; `short` must hold."""
        flags = HEADING | (TITLE if level == 1 else 0)
        self._flow.add(read(self._text.strip(), self._palette, flags))
        return self._flow.end()

    def resize(self, columns: int, edge: int) -> None:
        self._flow.columns, self._flow.edge = columns, edge

    def _release(self) -> None:
        """What might have been a table's header is text after all."""
        if self._candidate is not None:
            line, self._candidate = self._candidate, None
            self.add(line)
            self.end_line()

    def _settle(self) -> None:
        if not self._text:
            return
        inline = Inline(self._text, Ending.FINAL).read()
        place = settled(inline)
        if place:
            self._flow.add(self._spans(self._text[:place], Ending.FINAL))
            self._text = self._text[place:]
            self._settled = True

    def _spans(self, text: str, ending: Ending) -> list[Span]:
        return spans_of(Inline(text, ending).read(), self._palette)


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
        """Whether this line ends the block: the fence's own sign, at least as often, and nothing else."""
        bare = line.strip()
        if not self.closer or not bare:
            return self.kind is Kind.MATH
        if self.kind is Kind.MATH:
            return bare == self.closer
        indent = len(line) - len(line.lstrip(" "))
        return indent < 4 and len(bare) >= len(self.closer) and not bare.strip(self.closer[0])

    def add_line(self, line: str) -> None:
        """Add a whole line; the fence's own indentation is stripped."""
        for _ in range(self.blanks):
            self._add("")
        self.blanks = 0
        self._add(self._shown(line))

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
        return [*self._held, (Span(self._shown(cut(more, 500))),)]

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

    def _shown(self, line: str) -> str:
        if self._indent:
            line = line[min(self._indent, len(line) - len(line.lstrip(" "))) :]
        return line.expandtabs(self._tab) if "\t" in line else line


class Html:
    """HTML shown as its source, quietly."""

    def __init__(self, palette: Palette, columns: int, edge: int, *, end: str) -> None:
        self.kind = Kind.HTML
        self.closer = end
        self._style = palette.style(QUIET)
        self._flow = Flow(columns, edge)

    def add_line(self, line: str) -> None:
        """Add a whole line."""
        self._flow.add([Span(line.replace("\t", "    ").rstrip() or "\n", self._style), Span("\n")])

    def take(self) -> list[Row]:
        return self._flow.take()

    def tail(self, more: str, limit: int) -> list[Row]:
        return self._flow.rest([Span(more.replace("\t", "    "), self._style)]) if more else []

    def end(self) -> list[Row]:
        return self._flow.end()

    def resize(self, columns: int, edge: int) -> None:
        self._flow.columns, self._flow.edge = columns, edge


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


def heading_rows(line: str, palette: Palette, columns: int, edge: int) -> list[Row]:
    """Give the rows of an ATX heading's line."""
    level = len(line) - len(line.lstrip("#"))
    text = line[level:].strip(" \t")
    bare = text.rstrip("#")
    if not bare or bare[-1] in " \t":
        text = bare.rstrip(" \t")
    flow = Flow(columns, edge)
    flow.add(read(text, palette, HEADING | (TITLE if level == 1 else 0)))
    return flow.end()


__all__ = ["LONGEST", "REACH", "Code", "Html", "Leaf", "Paragraph", "TableLeaf", "heading_rows"]
