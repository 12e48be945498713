"""What each model had of a turn that several were paid for: written beside the turn, and read for the bill by itself.

A turn's own columns are the sum. On a bill it is taken back, and each model's share entered at its own name.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from assistant.bill import By, Cell, Priced, Sums
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
        number = whole_in(conversation) if by is By.CONVERSATION else None
        whole, parts = _share(sums), shares_in(shares)
        if whole.picodollars is None:  # beside a cost that is not known, nothing is known to be free
            parts = tuple(part._replace(picodollars=None) for part in parts)
        for sign, share in ((-1, whole), *((1, part) for part in parts)) if parts else ():
            yield Cell(
                text_in(day), tier_in(tier), share.provider, share.model, number, _entered(share, sign)
            )


def _entered(share: Share, sign: int) -> Sums:
    given, written, thinking = (sign * count for count in (share.input, share.output, share.thinking))
    without_input = share.certainty == 2
    sums = Sums(
        input=given,
        output=written,
        thinking=thinking,
        estimated=int(sign > 0 and share.certainty > 0),
        without_price=given if without_input else 0,
    )
    if share.picodollars is None:
        return sums
    spent = from_picodollars(sign * share.picodollars)
    if without_input or not share.input:
        return sums._replace(bare=Priced(output=written, spent=spent))
    priced = Priced(input=given, output=written, spent=spent)
    return sums._replace(whole=priced) if share.picodollars else sums._replace(free=priced)
