"""A Markdown text that grows: text goes in, rows that are final and a provisional tail come out. Knows no terminal."""

from dataclasses import dataclass
from enum import Enum

from assistant.render.highlight import Guessing, colouring_for
from assistant.render.language import language_of, names_none
from assistant.render.leaves import TASKS, Code, Html, Paragraph, TableLeaf, heading_rows
from assistant.render.lines import LONGEST, Container, Kind, Line, Open, Reading
from assistant.render.palette import QUIET, Palette
from assistant.render.rows import Row, Span, row_columns
from assistant.render.scan import scan

_HEAD = 2 * LONGEST + 200  # characters of an unfinished line that are looked at
_BOOK = 100  # columns: prose is not set wider
_BULLETS = "•◦▪"
_SHOWN = 1000  # characters of an unfinished line that are shown


class Marks(Enum):
    """Whether list marks that are due are shown, or spaces in their place."""

    SHOWN = "shown"
    SPACES = "spaces"


@dataclass(slots=True)
class Sheet:
    """What the rows are made for: the terminal's columns, the palette, the columns of a tab stop in code."""

    columns: int
    palette: Palette
    tab: int = 4

    @property
    def measure(self) -> int:
        """Columns of prose: one is left free, so that a row never wraps by itself."""
        return max(min(self.columns - 1, _BOOK), 10)


class Document:
    """Markdown text in, rows out. Feed it sanitised text without carriage returns."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._containers: list[Container] = []
        self._leaf: Paragraph | Code | Html | TableLeaf | None = None
        self._rows: list[Row] = []
        self._blank: list[Container] | None = None  # a blank line is due, within these containers
        self._started = False
        self._pieces: list[str] = []  # of the unfinished line
        self._head = ""
        self._streams = False
        self._pending: Line | None = None  # what the unfinished line will be, as far as it is known

    def feed(self, text: str) -> None:
        """Take more text."""
        *whole, last = text.split("\n")
        for piece in whole:
            self._piece(piece)
            self._end_line()
        if last:
            self._piece(last)

    def take(self) -> list[Row]:
        """Give the rows that can no longer change, once."""
        if self._leaf:
            self._emit(self._leaf.take())
        rows, self._rows = self._rows, []
        return rows

    def tail(self, limit: int) -> list[Row]:
        """Give the rows of what is not final yet; about the last `limit` are enough."""
        rows = self._leaf_tail(limit) + self._line_tail()
        if rows and self._blank is not None and self._started:
            rows.insert(0, self._blank_row())
        return rows

    def end(self) -> None:
        """The text is whole: what was open is closed."""
        if self._pieces or self._streams:
            self._end_line()
        self._close(0)

    def resize(self, columns: int) -> None:
        """Go on in another width; rows already given stay as they are."""
        self._sheet.columns = columns
        if self._leaf:
            self._leaf.resize(*self._widths())

    def _piece(self, piece: str) -> None:
        if self._streams and isinstance(self._leaf, Paragraph):
            self._leaf.add(piece)
            return
        self._pieces.append(piece)
        if len(self._head) < _HEAD:
            self._head += piece
            if self._pending is None:
                self._look()

    def _look(self) -> None:
        """Decide, as soon as it is certain, what the unfinished line is."""
        line = scan(self._head[:_HEAD], self._open(), Reading.BEGINNING)
        if line is None:
            return
        if line.whole:
            self._pending = line
            if self._decided_late(line):
                self._pending = None
            return
        rest = "".join(self._pieces)[len(self._head[:_HEAD]) :]
        self._forget_line()
        self._apply(line, rest)
        self._streams = True

    def _decided_late(self, line: Line) -> bool:
        """Whether more of the line may still show that it streams after all (an inline code span, a long line)."""
        return line.kind in (Kind.FENCE, Kind.PIPES, Kind.HEADING, Kind.ROW, Kind.HTML, Kind.MATH)

    def _end_line(self) -> None:
        if self._streams:
            self._streams = False
            if isinstance(self._leaf, Paragraph):
                self._leaf.end_line()
            return
        text = "".join(self._pieces)
        self._forget_line()
        line = scan(text, self._open(), Reading.WHOLE)
        if line:
            self._apply(line, "")
            if isinstance(self._leaf, Paragraph) and line.kind in (Kind.PARAGRAPH, Kind.LAZY):
                self._leaf.end_line()

    def _forget_line(self) -> None:
        self._pieces, self._head, self._pending = [], "", None

    def _open(self) -> Open:
        leaf = self._leaf
        if leaf is None:
            return Open(self._containers, None)
        if isinstance(leaf, Paragraph):
            return Open(self._containers, Kind.PARAGRAPH, header_cells=leaf.header_cells)
        return Open(self._containers, leaf.kind, html_end=leaf.closer if isinstance(leaf, Html) else "")

    def _apply(self, line: Line, rest: str) -> None:
        """Do what a line says."""
        content = line.content + rest
        if line.kind is Kind.LAZY and isinstance(self._leaf, Paragraph):
            self._leaf.add(content)
            return
        if line.matched < len(self._containers):
            self._close(line.matched, line.new[0] if line.new else None)
        if line.new:
            self._close_leaf()
        self._containers += line.new
        if line.kind is not Kind.BLANK:
            for container in self._containers:
                container.empty = False
        match line.kind:
            case Kind.BLANK:
                self._blank_line()
            case Kind.PARAGRAPH | Kind.LAZY:
                self._paragraph().add(content)
            case Kind.PIPES:
                self._paragraph().add_candidate(content)
            case Kind.UNDERLINE:
                self._underline(content)
            case Kind.DELIMITER:
                self._table(content)
            case Kind.CODE | Kind.INDENTED | Kind.HTML | Kind.ROW | Kind.FENCE | Kind.MATH:
                self._block_line(line, content)
            case Kind.HEADING:
                self._close_leaf()
                self._emit(heading_rows(content, self._sheet.palette, *self._widths()))
            case Kind.RULE:
                self._close_leaf()
                self._rule()

    def _block_line(self, line: Line, content: str) -> None:
        """A line of a block that takes lines whole, or its first."""
        leaf, kind = self._leaf, line.kind
        if (
            isinstance(leaf, Code)
            and kind in (Kind.CODE, Kind.INDENTED)
            and (kind is Kind.CODE or leaf.kind is kind)
        ):
            if leaf.closes(content):
                if leaf.kind is Kind.MATH and content.strip():
                    leaf.add_line(content)
                    self._emit_code(leaf.take())
                self._close_leaf()
                if not content.strip():
                    self._blank_line()
            else:
                leaf.add_line(content)
                self._emit_code(leaf.take())
            return
        if isinstance(leaf, TableLeaf) and kind is Kind.ROW:
            leaf.add_line(content)
            return
        if not (isinstance(leaf, Html) and kind is Kind.HTML):
            self._close_leaf()
            leaf = self._new_block(line, content)
        if isinstance(leaf, Html):
            leaf.add_line(content)
            self._emit(leaf.take())
            if leaf.closer and leaf.closer in content.lower():
                self._close_leaf()
        elif isinstance(leaf, Code) and kind is Kind.INDENTED:
            leaf.add_line(content)
            self._emit_code(leaf.take())

    def _new_block(self, line: Line, content: str) -> Html | Code:
        palette, tab = self._sheet.palette, self._sheet.tab
        leaf: Html | Code
        if line.kind is Kind.HTML:
            leaf = Html(palette, *self._widths(), end=line.detail)
        elif line.kind is Kind.FENCE:
            info = content[len(line.detail) :]
            colouring = Guessing(palette) if names_none(info) else colouring_for(language_of(info), palette)
            leaf = Code(Kind.FENCE, colouring, tab, end=line.detail, indent=line.inset)
            self._bare_marks()
        elif line.kind is Kind.MATH:
            leaf = Code(Kind.MATH, colouring_for("", palette), tab, end=line.detail)
            leaf.add_line(content)
            self._emit_code(leaf.take())
        else:
            leaf = Code(Kind.INDENTED, Guessing(palette), tab)
        self._leaf = leaf
        return leaf

    def _paragraph(self) -> Paragraph:
        if not isinstance(self._leaf, Paragraph):
            self._close_leaf()
            item = bool(self._containers) and self._containers[-1].due
            self._leaf = Paragraph(self._sheet.palette, *self._widths(), tasks=TASKS if item else None)
        return self._leaf

    def _underline(self, content: str) -> None:
        leaf = self._leaf
        if isinstance(leaf, Paragraph) and leaf.short:
            self._emit(leaf.end_as_heading(1 if content[0] == "=" else 2))
            self._leaf = None
        else:
            self._close_leaf()
            self._rule()

    def _table(self, delimiter: str) -> None:
        leaf = self._leaf
        if not isinstance(leaf, Paragraph):
            return
        header = leaf.header
        leaf.drop_header()
        self._close_leaf()
        self._leaf = TableLeaf(self._sheet.palette, self._table_columns(), header, delimiter)

    def _rule(self) -> None:
        columns = max(self._sheet.measure - row_columns(self._prefix(self._containers)), 3)
        self._emit([(Span("─" * columns, self._sheet.palette.style(QUIET)),)])

    def _blank_line(self) -> None:
        if isinstance(self._leaf, Code) and self._leaf.kind is Kind.INDENTED:
            self._leaf.blanks += 1
            return
        self._close_leaf()
        self._blank = list(self._containers)

    def _close(self, depth: int, sibling: Container | None = None) -> None:
        """Close the containers from `depth` on; a `sibling` that follows the closed item counts on from it."""
        self._close_leaf()
        self._bare_marks()
        if sibling and sibling.sign in ".)" and self._containers[depth].sign == sibling.sign:
            sibling.number = self._containers[depth].number + 1
        del self._containers[depth:]

    def _close_leaf(self) -> None:
        leaf, self._leaf = self._leaf, None
        if leaf:
            self._emit(leaf.end())
            if isinstance(leaf, Code) and leaf.kind is Kind.INDENTED and leaf.blanks:
                self._blank = list(self._containers)

    def _emit(self, rows: list[Row]) -> None:
        """Give rows out, each behind its containers' marks."""
        for row in rows:
            self._emit_blank()
            self._rows.append(_stripped((*self._prefix(self._containers), *row)))
            self._marks_are_out()

    def _emit_code(self, rows: list[Row]) -> None:
        """Give rows of code out: from column 0, so that they can be copied."""
        for row in rows:
            self._bare_marks()
            self._emit_blank()
            self._rows.append(row)
            self._started = True

    def _emit_blank(self) -> None:
        if self._blank is not None and self._started:
            self._rows.append(self._blank_row())
        self._blank = None

    def _bare_marks(self) -> None:
        """Give out the marks of items that have nothing of their own before what follows."""
        if any(container.due for container in self._containers):
            self._emit([()])

    def _marks_are_out(self) -> None:
        self._started = True
        for container in self._containers:
            container.due = False

    def _blank_row(self) -> Row:
        """Give the blank row that is due: the bars of the quotes that go on across it."""
        common = [
            one for one, other in zip(self._blank or [], self._containers, strict=False) if one is other
        ]
        return _stripped(self._prefix(common, Marks.SPACES))

    def _prefix(self, containers: list[Container], marks: Marks = Marks.SHOWN) -> Row:
        """Give what stands before a row: bars of quotes, marks or indentation of items; at most half of the row."""
        quiet = self._sheet.palette.style(QUIET)
        spans: list[Span] = []
        left = self._sheet.measure // 2
        for depth in range(len(containers) - 1, -1, -1):
            container = containers[depth]
            text = mark_of(containers, depth)
            if container.sign != ">" and not (container.due and marks is Marks.SHOWN):
                text = " " * len(text)
            left -= len(text)
            if left < 0:
                break
            spans.append(Span(text, quiet if text.strip() else ""))
        return tuple(reversed(spans))

    def _widths(self) -> tuple[int, int]:
        """Columns for words behind the containers' marks, and where the terminal wraps."""
        used = row_columns(self._prefix(self._containers))
        return max(self._sheet.measure - used, 5), max(self._sheet.columns - used, 5)

    def _table_columns(self) -> int:
        return self._widths()[1] - 1

    def _framed(self, rows: list[Row], containers: list[Container]) -> list[Row]:
        """Put the containers' marks before rows that are only shown for now."""
        first, others = self._prefix(containers), self._prefix(containers, Marks.SPACES)
        return [_stripped((*(others if number else first), *row)) for number, row in enumerate(rows)]

    def _leaf_tail(self, limit: int) -> list[Row]:
        """Give what the open block shows, with the unfinished line if that belongs to it."""
        leaf = self._leaf
        if leaf is None:
            return []
        rows = leaf.tail(self._more(), limit)
        return rows if isinstance(leaf, Code) else self._framed(rows, self._containers)

    def _more(self) -> str:
        """Give the unfinished line's text if it goes on with the open block."""
        line = self._unfinished()
        if line and line.matched == len(self._containers) and not line.new and self._goes_on(line.kind):
            return line.content
        return ""

    def _goes_on(self, kind: Kind) -> bool:
        match self._leaf:
            case Paragraph():
                return kind is Kind.PIPES
            case Code() as code:
                return kind is Kind.CODE or kind is code.kind is Kind.INDENTED
            case Html():
                return kind is Kind.HTML
            case TableLeaf():
                return kind is Kind.ROW
        return False

    def _line_tail(self) -> list[Row]:
        """Give what the unfinished line shows if it begins something new."""
        line = self._unfinished()
        if line is None or self._more():
            return []
        containers = self._containers[: line.matched] + line.new
        palette, (columns, edge) = self._sheet.palette, self._widths()
        content = line.content
        match line.kind:
            case Kind.HEADING:
                return self._framed(heading_rows(content, palette, columns, edge), containers)
            case Kind.PIPES | Kind.HTML:
                return self._framed(Paragraph(palette, columns, edge).tail(content, 0), containers)
            case Kind.INDENTED:
                return [(Span(content.expandtabs(self._sheet.tab)),)] if content.strip() else []
        return []

    def _unfinished(self) -> Line | None:
        """Read the unfinished line as far as it is known."""
        if self._streams or not self._pieces:
            return None
        return scan(self._head[:_SHOWN], self._open(), Reading.BEGINNING)


def mark_of(containers: list[Container], depth: int) -> str:
    """Give the mark of the container at `depth`: a bar, a bullet by its level, a number."""
    container = containers[depth]
    if container.sign == ">":
        return "│ "
    if container.sign in ".)":
        return f"{container.number}{container.sign} "
    level = sum(1 for outer in containers[:depth] if outer.sign in "-+*")
    return f"{_BULLETS[level % len(_BULLETS)]} "


def _stripped(row: Row) -> Row:
    """Drop the spaces at a row's end."""
    while row and not row[-1].text.rstrip(" "):
        row = row[:-1]
    return (
        (*row[:-1], row[-1]._replace(text=row[-1].text.rstrip(" ")))
        if row and row[-1].text.endswith(" ")
        else row
    )
