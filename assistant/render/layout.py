"""The layout of rows: each behind the marks of its containers, blank rows as the source has them."""

from dataclasses import dataclass
from enum import Enum

from assistant.render.lines import Container
from assistant.render.palette import QUIET, Palette
from assistant.render.rows import Row, Span, row_columns

_WIDEST_PROSE = 100  # columns
_BULLETS = "•◦▪"


class Marks(Enum):
    """Whether list marks that are due are shown, or spaces in their place."""

    SHOWN = "shown"
    SPACES = "spaces"


@dataclass(slots=True)
class Viewport:
    """What the rows are laid out for: the terminal's columns, the palette, the columns of a tab stop in code.

    `height` are the terminal's rows, where it has a height.
    """

    columns: int
    palette: Palette
    tab: int = 4
    height: int = 24

    @property
    def tail_rows(self) -> int:
        """Rows that may change: half a window of them, so that they can be taken off one that is half as large."""
        return max(self.height // 2, 1)

    @property
    def prose_columns(self) -> int:
        """Columns of prose: one is left free, so that a row never wraps by itself."""
        return max(min(self.columns - 1, _WIDEST_PROSE), 10)


class Layout:
    """The rows that are final and not taken yet, within the containers that are open."""

    def __init__(self, viewport: Viewport) -> None:
        self.viewport = viewport
        self.containers: list[Container] = []
        self._rows: list[Row] = []
        self._blank: list[Container] | None = None  # a blank line is due, within these containers
        self._started = False

    def take(self) -> list[Row]:
        """Give the rows, once."""
        rows, self._rows = self._rows, []
        return rows

    def add(self, rows: list[Row]) -> None:
        """Give rows out, each behind its containers' marks."""
        for row in rows:
            self._add_blank()
            self._rows.append(_stripped((*self._prefix(self.containers), *row)))
            self._started = True
            for container in self.containers:
                container.due = False

    def add_code(self, rows: list[Row]) -> None:
        """Give rows of code out: from column 0, so that they can be copied."""
        for row in rows:
            self.add_bare_marks()
            self._add_blank()
            self._rows.append(row)
            self._started = True

    def add_rule(self) -> None:
        """Give a rule out, as wide as prose."""
        columns = max(self.viewport.prose_columns - row_columns(self._prefix(self.containers)), 3)
        self.add([(Span("─" * columns, self.viewport.palette.style(QUIET)),)])

    def add_bare_marks(self) -> None:
        """Give out the marks of items that have nothing of their own before what follows."""
        if any(container.due for container in self.containers):
            self.add([()])

    def add_blank_later(self) -> None:
        """Have a blank row come before the next one."""
        self._blank = list(self.containers)

    def with_blank(self, rows: list[Row]) -> list[Row]:
        """Give rows that are only shown for now, behind the blank one that is due."""
        return [self._blank_row(), *rows] if rows and self._blank is not None and self._started else rows

    def marked(self, rows: list[Row], containers: list[Container]) -> list[Row]:
        """Put the containers' marks before rows that are only shown for now."""
        first, others = self._prefix(containers), self._prefix(containers, Marks.SPACES)
        return [_stripped((*(others if number else first), *row)) for number, row in enumerate(rows)]

    def widths(self) -> tuple[int, int]:
        """Columns for words behind the containers' marks, and where the terminal wraps."""
        used = row_columns(self._prefix(self.containers))
        return max(self.viewport.prose_columns - used, 5), max(self.viewport.columns - used, 5)

    def _add_blank(self) -> None:
        if self._blank is not None and self._started:
            self._rows.append(self._blank_row())
        self._blank = None

    def _blank_row(self) -> Row:
        """Give the blank row that is due: the bars of the quotes that go on across it."""
        pairs = zip(self._blank or [], self.containers, strict=False)
        return _stripped(self._prefix([one for one, other in pairs if one is other], Marks.SPACES))

    def _prefix(self, containers: list[Container], marks: Marks = Marks.SHOWN) -> Row:
        """Give what stands before a row: bars of quotes, marks or indentation of items; at most half of the row."""
        quiet = self.viewport.palette.style(QUIET)
        spans: list[Span] = []
        left = self.viewport.prose_columns // 2
        for depth in range(len(containers) - 1, -1, -1):
            container = containers[depth]
            text = _mark_of(containers, depth)
            if container.sign != ">" and not (container.due and marks is Marks.SHOWN):
                text = " " * len(text)
            left -= len(text)
            if left < 0:
                break
            spans.append(Span(text, quiet if text.strip() and not container.box else ""))
        return tuple(reversed(spans))


def _mark_of(containers: list[Container], depth: int) -> str:
    """Give the mark of the container at `depth`: a bar, a bullet by its level, a number, a task's box."""
    container = containers[depth]
    if container.sign == ">":
        return "│ "
    box = f"{container.box} " if container.box else ""
    if container.sign in ".)":
        return f"{container.number}{container.sign} {box}"
    if box:
        return box
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
