"""Reads a bill out of the ledger: SQLite adds up whole picodollars, day by day, from an index alone."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from assistant.bill import Bill, By, Cell, billed
from assistant.catalog import BASELINE, Price, Tier
from assistant.cost import from_picodollars
from assistant.store.columns import text_in, tier_in, whole_in

# {group} is the columns a cell stands for: constants of this file.
_CELLS = """
SELECT {group}, count(*),
    count(ending) - count(CASE WHEN ending IS NOT NULL THEN cost_picodollars END),
    count(*) - count(ending),
    sum(input_tokens), sum(output_tokens), sum(thinking_tokens),
    sum(CASE WHEN cost_picodollars IS NOT NULL THEN input_tokens ELSE 0 END),
    sum(CASE WHEN cost_picodollars IS NOT NULL THEN output_tokens ELSE 0 END),
    coalesce(sum(cost_picodollars), 0), max(cost_estimated)
FROM turns INDEXED BY turns_by_day WHERE day BETWEEN ? AND ? AND provider <> 'demo' GROUP BY {group}
"""


def bill_of(
    connection: sqlite3.Connection,
    first: str,
    last: str,
    by: By = By.TIER,
    *,
    baseline: Price = BASELINE.price,
) -> Bill:
    """Give the bill of the days `first` to `last` (YYYY-MM-DD, both included), held against the price `baseline`."""
    return billed(cells_of(connection, first, last, by), first=first, last=last, by=by, baseline=baseline)


def cells_of(
    connection: sqlite3.Connection, first: str, last: str, by: By = By.TIER, *, tier: Tier | None = None
) -> tuple[Cell, ...]:
    """Give the sums a bill of these days is made of, those of one tier or of all."""
    group = "day, tier, provider, model" + (", conversation" if by is By.CONVERSATION else "")
    rows = connection.execute(_CELLS.format(group=group), (first, last))
    cells = (_cell(row) for row in rows)
    return tuple(cell for cell in cells if tier in (None, cell.tier))


def _cell(row: Sequence[Any]) -> Cell:
    day, tier, provider, model, *conversation = row[:-10]
    figures: list[Any] = [whole_in(figure) or 0 for figure in row[-10:]]
    *counts, spent, estimated = figures
    spending: dict[str, Any] = {"spent": from_picodollars(spent), "estimated": bool(estimated)}
    return Cell(
        text_in(day),
        tier_in(tier),
        text_in(provider),
        text_in(model),
        whole_in(conversation[0]) if conversation else None,
        *counts,
        **spending,
    )
