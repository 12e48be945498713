"""What each model had of a turn that several were paid for: written beside the turn, and read for the bill by itself.

A turn's own columns are the sum. On a bill it is taken back, and each model's share entered at its own name.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from assistant.bill import By, Cell, Priced, Trials
from assistant.cost import from_picodollars
from assistant.store.columns import count_in, text_in, tier_in, whole_in

_PARTED = """
SELECT day, tier, conversation, provider, model, input_tokens, output_tokens, thinking_tokens, cost_picodollars,
    cost_estimated, shares
FROM turns INDEXED BY turns_parted WHERE day BETWEEN ? AND ? AND shares IS NOT NULL AND provider <> 'demo'
"""


class Share(NamedTuple):
    """A model's tokens and picodollars (None is not known); `certainty` is as the column `cost_estimated`."""

    provider: str
    model: str
    input: int
    output: int
    thinking: int
    picodollars: int | None
    certainty: int


def shares_in(value: object) -> tuple[Share, ...]:
    """Read the column `shares`, nothing where it holds none."""
    try:
        plain = json.loads(value) if isinstance(value, str) else []
    except (ValueError, RecursionError):
        return ()
    return tuple(_share(each) for each in plain if isinstance(each, list) and len(each) == len(Share._fields))


def _share(plain: list[Any]) -> Share:
    provider, model, given, written, thinking, cost, certainty = plain
    return Share(
        text_in(provider),
        text_in(model),
        count_in(given),
        count_in(written),
        count_in(thinking),
        whole_in(cost),
        count_in(certainty),
    )


def entries(connection: sqlite3.Connection, first: str, last: str, by: By) -> Iterator[Cell]:
    """Give what sets the sums of turns right that several models had a share of: nothing in all."""
    for day, tier, conversation, *sums, shares in connection.execute(_PARTED, (first, last)):
        number = whole_in(conversation)
        blank = _blank(text_in(day), tier, number if by is By.CONVERSATION else None)
        whole, parts = _share(sums), shares_in(shares)
        if parts:
            yield _entry(blank, whole, sign=-1)
        for part in parts:  # beside a cost that is not known, nothing is known to be free
            known = part if whole.picodollars is not None else part._replace(picodollars=None)
            yield _entry(blank, known, sign=1)


def _blank(day: str, tier: object, conversation: int | None) -> Cell:
    none = Priced(0, 0, 0, from_picodollars(0), guessed=False)
    return Cell(
        day, tier_in(tier), "", "", conversation, 0, 0, 0, 0, 0, 0, 0, none, none, none, False, 0, Trials()
    )


def _entry(blank: Cell, share: Share, *, sign: int) -> Cell:
    given, written, thinking = (sign * count for count in (share.input, share.output, share.thinking))
    without_input = share.certainty == 2
    cell = replace(
        blank,
        provider=share.provider,
        model=share.model,
        input=given,
        output=written,
        thinking=thinking,
        estimated=sign > 0 and share.certainty > 0,
        without_price=given if without_input else 0,
    )
    if share.picodollars is None:
        return cell
    spent = from_picodollars(sign * share.picodollars)
    if without_input or not share.input:
        return replace(cell, bare=replace(cell.bare, output=written, spent=spent))
    priced = replace(cell.whole, input=given, output=written, spent=spent)
    return replace(cell, whole=priced) if share.picodollars else replace(cell, free=priced)
