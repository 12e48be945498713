"""Rows of text set in columns."""

from collections.abc import Container, Sequence

from assistant.render.widths import columns_of
from assistant.safe import visible_on_one_line


def fitted(
    rows: Sequence[Sequence[str]], *, left: Container[int], width: int, spare: Sequence[int]
) -> list[str]:
    """Give the rows as `aligned` does, without columns of `spare`, the first first, where they are wider than `width`.

    0 is any width.
    """
    for dropped in range(len(spare) + 1):
        kept = [place for place in range(len(rows[0])) if place not in spare[:dropped]]
        lines = aligned(
            [[row[place] for place in kept] for row in rows],
            left=[number for number, place in enumerate(kept) if place in left],
        )
        if not width or max(map(columns_of, lines)) <= width:
            break
    return lines


def aligned(rows: Sequence[Sequence[str]], *, left: Container[int]) -> list[str]:
    """Give the rows as lines whose columns line up, made harmless; those in `left` (from 0) are set flush left."""
    cells = [[visible_on_one_line(cell) for cell in row] for row in rows]
    widths = [max(map(columns_of, column)) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        padded = []
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - columns_of(cell))
            padded.append(f"{cell}{space}" if number in left else f"{space}{cell}")
        lines.append("  ".join(padded).rstrip())
    return lines
