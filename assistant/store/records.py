"""A row of `turns` as a record: how what `rows` wrote down is read again."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.catalog import Price, Tier
from assistant.cost import from_picodollars
from assistant.record import Attempt, Record
from assistant.reply import Ending
from assistant.routing.decision import Reason

# The columns of a record, in the order `record_of` reads them.
COLUMNS = (
    "id, conversation, asked_at, prompt, question, answer, tier, confidence, reasons, attempts, provider, model,"
    " price_output, price_input, price_entry, max_tokens, input_tokens, output_tokens, thinking_tokens,"
    " usage_estimated, cost_picodollars, cost_estimated, reserved_picodollars, first_token_microseconds,"
    " elapsed_microseconds, ending, cause"
)


def record_of(row: Sequence[Any]) -> Record:
    """Read a row of COLUMNS."""
    prompt = row[3] or ""
    return Record(
        id=row[0],
        conversation=row[1],
        asked_at=row[2],
        prompt=prompt,
        question=prompt if row[4] is None else row[4],
        answer=row[5] or "",
        tier=Tier(row[6]),
        confidence=row[7],
        reasons=tuple(_reason(values) for values in json.loads(row[8])),
        attempts=tuple(Attempt(*attempt) for attempt in json.loads(row[9])),
        provider=row[10],
        model=row[11],
        price=Price(_decimal(row[12]), _decimal(row[13]), entry=bool(row[14])),
        max_tokens=row[15],
        input_tokens=row[16],
        output_tokens=row[17],
        thinking_tokens=row[18],
        usage_estimated=bool(row[19]),
        cost=None if row[20] is None else from_picodollars(row[20]),
        cost_estimated=bool(row[21]),
        reserved=None if row[22] is None else from_picodollars(row[22]),
        time_to_first_token=_seconds(row[23]),
        elapsed=_seconds(row[24]),
        ending=None if row[25] is None else Ending(row[25]),
        cause=row[26],
    )


def _reason(values: str | list[str]) -> Reason:
    """Read a reason: its parts, or, in a row written before they were kept apart, its words alone."""
    return Reason("", values) if isinstance(values, str) else Reason(*values)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _seconds(microseconds: int | None) -> float | None:
    return None if microseconds is None else microseconds / 1_000_000
