"""A row of `turns` as a record: how what `rows` wrote down is read again."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.catalog import Price
from assistant.cost import from_picodollars
from assistant.record import Attempt, Record
from assistant.routing.decision import Reason
from assistant.store.columns import count_in, ending_in, price_in, share_in, text_in, tier_in, whole_in

# The columns of a record, in the order `record_of` reads them.
COLUMNS = (
    "id, conversation, asked_at, prompt, question, answer, tier, confidence, reasons, attempts, provider, model,"
    " price_output, price_input, price_entry, max_tokens, input_tokens, output_tokens, thinking_tokens,"
    " usage_estimated, cost_picodollars, cost_estimated, first_token_microseconds,"
    " elapsed_microseconds, ending, cause"
)


def record_of(row: Sequence[Any]) -> Record:
    """Read a row of COLUMNS; what is not of a column's type counts as little as can be."""
    prompt = text_in(row[3])
    return Record(
        id=count_in(row[0]),
        conversation=whole_in(row[1]) or 0,
        asked_at=text_in(row[2]),
        prompt=prompt,
        question=prompt if row[4] is None else text_in(row[4]),
        answer=text_in(row[5]),
        tier=tier_in(row[6]),
        confidence=share_in(row[7]),
        reasons=tuple(map(_reason, _list_in(row[8]))),
        attempts=tuple(map(_attempt, _list_in(row[9]))),
        provider=text_in(row[10]),
        model=text_in(row[11]),
        price=Price(price_in(row[12]), price_in(row[13]), entry=bool(row[14])),
        max_tokens=count_in(row[15]),
        input_tokens=count_in(row[16]),
        output_tokens=count_in(row[17]),
        thinking_tokens=count_in(row[18]),
        usage_estimated=bool(row[19]),
        cost=_dollars(row[20]),
        cost_estimated=bool(row[21]),
        time_to_first_token=_seconds(row[22]),
        elapsed=_seconds(row[23]),
        ending=ending_in(row[24]),
        cause=text_in(row[25]),
    )


def _list_in(value: object) -> list[Any]:
    try:
        plain = json.loads(text_in(value))
    except (ValueError, RecursionError):
        return []
    return plain if isinstance(plain, list) else []


def _reason(plain: object) -> Reason:
    """Read a reason: its parts, or, in a row written before they were kept apart, its words alone."""
    match plain:
        case [rule, text]:
            return Reason(str(rule), str(text))
        case _:
            return Reason("", str(plain))


def _attempt(plain: object) -> Attempt:
    parts = [*map(str, plain)] if isinstance(plain, list) else [str(plain)]
    return Attempt(*(*parts, "", "")[:3])


def _dollars(value: object) -> Decimal | None:
    picodollars = whole_in(value)
    return None if picodollars is None else from_picodollars(picodollars)


def _seconds(value: object) -> float | None:
    microseconds = whole_in(value)
    return None if microseconds is None else microseconds / 1_000_000
