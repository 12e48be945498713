"""Tables: aligned by display width; too wide for the screen, the cells wrap; too wide for that, records."""

import re

from assistant.render.flow import Flow, longest_word
from assistant.render.palette import BOLD, QUIET, Palette
from assistant.render.prose import read
from assistant.render.rows import Row, Span, joined, row_columns, row_text
from assistant.render.widths import columns_of
from assistant.values import dataclass

_PIPE = re.compile(r"(?<!\\)\|")
_BETWEEN = " │ "
_WIDEST_WORD = 24  # columns: a longer word may be cut to keep a table a table


def cells_of(line: str) -> list[str]:
    """Split a table row into its cells' texts (GFM 4.10)."""
    bare = line.strip().removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(bare)]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's spans as one row, its width in columns, and its longest word's."""

    row: Row
    columns: int
    word: int


class Table:
    """A table that grows by rows."""

    def __init__(self, palette: Palette, header: str, delimiter: str) -> None:
        self._palette = palette
        self._aligns = [(cell.startswith(":"), cell.endswith(":")) for cell in cells_of(delimiter)]
        self._header = [self._cell(text, BOLD) for text in cells_of(header)]
        self._body: list[list[Cell]] = []
        self._widest = [cell.columns for cell in self._header]
        self._words = [cell.word for cell in self._header]

    def add(self, line: str) -> None:
        """Add a body row; missing cells are empty, cells too many go into the last."""
        texts = cells_of(line)
        count = len(self._header)
        if len(texts) > count:
            texts = [*texts[: count - 1], " | ".join(texts[count - 1 :])]
        cells = [self._cell(text) for text in texts + [""] * (count - len(texts))]
        self._body.append(cells)
        for place, cell in enumerate(cells):
            self._widest[place] = max(self._widest[place], cell.columns)
            self._words[place] = max(self._words[place], cell.word)

    def rows(self, columns: int, *, last: int | None = None) -> list[Row]:
        """Lay the table out in `columns` columns; with `last`, about so many rows from its end are enough."""
        body = self._body if last is None else self._body[max(len(self._body) - last, 0) :]
        widths = self._widths(columns)
        if widths is None:
            return self._records(body, columns)
        quiet = self._palette.style(QUIET)
        rule = (Span("─┼─".join("─" * width for width in widths), quiet),)
        rows = []
        if len(body) == len(self._body):
            rows = [*self._wrapped(self._header, widths, quiet), rule]
        wraps = sum(widths) < sum(self._widest)
        for number, cells in enumerate(body):
            if wraps and number:
                rows.append(rule)
            rows += self._wrapped(cells, widths, quiet)
        return rows

    def _cell(self, text: str, flags: int = 0) -> Cell:
        row = joined(read(text, self._palette, flags))
        plain = row_text(row)
        return Cell(row, max(map(columns_of, re.split(r"[\n\r\f]", plain))), longest_word(plain))

    def _widths(self, columns: int) -> list[int] | None:
        """Share the columns out; None if the words do not fit."""
        left = columns - len(_BETWEEN) * (len(self._widest) - 1)
        if sum(self._widest) <= left:
            return list(self._widest)
        widths = [max(min(word, _WIDEST_WORD), 1) for word in self._words]
        left -= sum(widths)
        if left < 0:
            return None
        while left:
            wanting = [place for place, width in enumerate(widths) if width < self._widest[place]]
            share = max(left // len(wanting), 1)
            for place in wanting:
                given = min(share, self._widest[place] - widths[place], left)
                widths[place] += given
                left -= given
        return widths

    def _wrapped(self, cells: list[Cell], widths: list[int], quiet: str) -> list[Row]:
        parts = [_wrap(cell.row, width) for cell, width in zip(cells, widths, strict=True)]
        rows: list[Row] = []
        for height in range(max(map(len, parts))):
            spans: list[Span] = []
            for place, part in enumerate(parts):
                if place:
                    spans.append(Span(_BETWEEN, quiet))
                spans += self._aligned(part[height] if height < len(part) else (), widths[place], place)
            rows.append(_trimmed(spans))
        return rows

    def _aligned(self, row: Row, width: int, place: int) -> list[Span]:
        left, right = self._aligns[place]
        space = max(width - row_columns(row), 0)
        before = space // 2 if left and right else space if right else 0
        return [Span(" " * before), *row, Span(" " * (space - before))]

    def _records(self, body: list[list[Cell]], columns: int) -> list[Row]:
        rows: list[Row] = []
        for number, cells in enumerate(body or [[]]):
            if number:
                rows.append(())
            for name, cell in zip(self._header, cells or [Cell((), 0, 0)] * len(self._header), strict=True):
                flow = Flow(columns, columns + 1)
                flow.add([*name.row, Span(": ") if name.row and cell.row else Span(""), *cell.row])
                rows += flow.end()
        return rows


def _wrap(row: Row, width: int) -> list[Row]:
    """Wrap a cell; a word wider than the cell is cut."""
    if "\n" not in row_text(row) and row_columns(row) <= width:
        return [row]
    flow = Flow(width, width, giant=width)
    flow.add(list(row))
    return flow.end() or [()]


def _trimmed(spans: list[Span]) -> Row:
    """Drop the padding at the row's end."""
    while spans and not spans[-1].text.strip(" "):
        spans.pop()
    return joined(spans)
