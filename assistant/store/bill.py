"""Reads a bill out of the ledger: SQLite adds up whole picodollars, day by day, from an index alone."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from assistant.bill import Bill, By, Cell, Priced, Sums, Trials, billed
from assistant.catalog import BASELINE, DEFAULT_PROVIDER, Price, Tier, spec_of
from assistant.cost import from_picodollars
from assistant.store.columns import text_in, tier_in, whole_in
from assistant.store.shares import entries

# Costs are added in two parts, since a sum above 2**63 picodollars is an error to SQLite.
# {group} is the columns a cell stands for: constants of this file, as is what tells that input is in a cost.
_WHOLE = "cost_picodollars > 0 AND input_tokens > 0 AND cost_estimated < 2"
_FREE = "cost_picodollars = 0 AND input_tokens > 0 AND cost_estimated < 2"
_BARE = "cost_picodollars IS NOT NULL AND (input_tokens = 0 OR cost_estimated = 2)"
_CELLS = """
SELECT {group}, count(*),
    count(ending) - count(CASE WHEN ending IS NOT NULL THEN cost_picodollars END),
    count(*) - count(ending),
    sum(input_tokens), sum(output_tokens), sum(thinking_tokens),
    count(cost_picodollars), sum(CASE WHEN cost_picodollars IS NOT NULL THEN output_tokens END),
    count(CASE WHEN {whole} THEN 1 END), sum(CASE WHEN {whole} THEN input_tokens END),
    sum(CASE WHEN {whole} THEN output_tokens END), max(CASE WHEN {whole} THEN usage_estimated END),
    count(CASE WHEN {free} THEN 1 END), sum(CASE WHEN {free} THEN input_tokens END),
    sum(CASE WHEN {free} THEN output_tokens END), max(CASE WHEN {free} THEN usage_estimated END),
    max(CASE WHEN {bare} THEN usage_estimated END),
    max(cost_estimated),
    sum(cost_picodollars / 1000000), sum(cost_picodollars % 1000000),
    sum(CASE WHEN {whole} THEN cost_picodollars / 1000000 END),
    sum(CASE WHEN {whole} THEN cost_picodollars % 1000000 END),
    sum(CASE WHEN cost_estimated = 2 THEN input_tokens END),
    sum(conversation < 0), sum(CASE WHEN conversation < 0 THEN output_tokens END),
    sum(CASE WHEN conversation < 0 THEN thinking_tokens END), sum(CASE WHEN conversation < 0 THEN input_tokens END)
FROM turns INDEXED BY turns_by_day WHERE day BETWEEN ? AND ? AND provider <> 'demo' GROUP BY {group}
"""
# Few rows are of a price that is known and of no known cost, and only theirs are read beside the index.
_UNCOUNTED = """
SELECT {group}, count(*) FROM turns INDEXED BY turns_by_day
WHERE day BETWEEN ? AND ? AND provider <> 'demo'
    AND ending IS NOT NULL AND cost_picodollars IS NULL AND price_output IS NOT NULL GROUP BY {group}
"""
_FIGURES = 27  # columns that are no part of {group}


def bill_of(
    connection: sqlite3.Connection,
    first: str,
    last: str,
    by: By = By.TIER,
    *,
    baseline: Price = BASELINE.price,
    provider: str = DEFAULT_PROVIDER.name,
) -> Bill:
    """Give the bill of the days `first` to `last` (YYYY-MM-DD, both included), held against the price `baseline`.

    The models of `provider` go by their id alone.
    """
    cells = cells_of(connection, first, last, by)
    named = (replace(cell, model=spec_of(cell.model, cell.provider, default=provider)) for cell in cells)
    bill = billed(named, first=first, last=last, by=by, baseline=baseline)
    return bill if cells else replace(bill, demonstrations=_demonstrations(connection, first, last))


def _demonstrations(connection: sqlite3.Connection, first: str, last: str) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM turns INDEXED BY turns_by_day WHERE day BETWEEN ? AND ? AND provider = 'demo'",
        (first, last),
    ).fetchone()
    return whole_in(count) or 0


def cells_of(
    connection: sqlite3.Connection, first: str, last: str, by: By = By.TIER, *, tier: Tier | None = None
) -> tuple[Cell, ...]:
    """Give the sums a bill of these days is made of, those of one tier or of all."""
    group = "day, tier, provider, model" + (", conversation" if by is By.CONVERSATION else "")
    uncounted = {
        tuple(row[:-1]): row[-1] for row in connection.execute(_UNCOUNTED.format(group=group), (first, last))
    }
    rows = connection.execute(_CELLS.format(group=group, whole=_WHOLE, free=_FREE, bare=_BARE), (first, last))
    sums = (_cell(row, uncounted.get(row[:-_FIGURES], 0)) for row in rows)
    cells = chain(sums, entries(connection, first, last, by))
    return tuple(cell for cell in cells if tier in (None, cell.tier))


def _cell(row: Sequence[Any], uncounted: int) -> Cell:
    day, tier, provider, model, *conversation = row[:-_FIGURES]
    figures = [whole_in(figure) or 0 for figure in row[-_FIGURES:]]
    asks, unpriced, unfinished, given, written, thinking, priced, output, *rest = figures
    whole, whole_input, whole_output, whole_guessed, *others = rest
    free, free_input, free_output, free_guessed, bare_guessed, *more = others
    estimated, spent, spent_rest, whole_spent, whole_rest, left_out, *trials = more
    spent, whole_spent = spent * 10**6 + spent_rest, whole_spent * 10**6 + whole_rest
    sums = Sums(
        asks,
        unpriced,
        uncounted,
        unfinished,
        given,
        written,
        thinking,
        whole=Priced(whole, whole_input, whole_output, from_picodollars(whole_spent), whole_guessed),
        free=Priced(free, free_input, free_output, guessed=free_guessed),
        bare=Priced(
            priced - whole - free,
            0,
            output - whole_output - free_output,
            from_picodollars(spent - whole_spent),
            bare_guessed,
        ),
        estimated=estimated,
        without_price=left_out,
        trials=Trials(*trials),
    )
    number = whole_in(conversation[0]) if conversation else None
    return Cell(text_in(day), tier_in(tier), text_in(provider), text_in(model), number, sums)
