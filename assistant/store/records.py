"""A row of `turns` as a record: how what `rows` wrote down is read again."""

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.catalog import Price
from assistant.cost import Cost, Usage, from_picodollars
from assistant.record import Attempt, Record
from assistant.routing.decision import Reason
from assistant.store.columns import count_in, ending_in, price_in, share_in, text_in, tier_in, whole_in
from assistant.store.shares import Share, shares_in

# The columns of a record, in the order of a row that `record_of` reads.
COLUMNS = (
    "id", "conversation", "asked_at", "prompt", "question", "thought", "answer", "tier", "confidence", "reasons",
    "attempts", "provider", "model", "price_output", "price_input", "price_entry", "max_tokens", "input_tokens",
    "output_tokens", "thinking_tokens", "usage_estimated", "cost_picodollars", "cost_estimated",
    "first_token_microseconds", "elapsed_microseconds", "ending", "cause", "withdrawn", "shares",
)  # fmt: skip


def record_of(row: Sequence[Any]) -> Record:
    """Read a row of COLUMNS; what is not of a column's type counts as little as can be."""
    of = dict(zip(COLUMNS, row, strict=False))  # what is found by its words has an extract behind
    prompt, shares = text_in(of["prompt"]), shares_in(of["shares"])
    return Record(
        id=count_in(of["id"]),
        conversation=whole_in(of["conversation"]) or 0,
        asked_at=text_in(of["asked_at"]),
        prompt=prompt,
        question=prompt if of["question"] is None else text_in(of["question"]),
        answer=text_in(of["answer"]),
        thought=text_in(of["thought"]),
        tier=tier_in(of["tier"]),
        confidence=share_in(of["confidence"]),
        reasons=tuple(map(_reason, _list_in(of["reasons"]))),
        attempts=tuple(_attempt(plain, shares) for plain in _list_in(of["attempts"])),
        provider=text_in(of["provider"]),
        model=text_in(of["model"]),
        price=Price(price_in(of["price_output"]), price_in(of["price_input"]), entry=bool(of["price_entry"])),
        max_tokens=count_in(of["max_tokens"]),
        usage=Usage(
            count_in(of["input_tokens"]),
            count_in(of["output_tokens"]),
            count_in(of["thinking_tokens"]),
            bool(of["usage_estimated"]),
        ),
        cost=Cost(_dollars(of["cost_picodollars"]), bool(of["cost_estimated"])),
        time_to_first_token=_seconds(of["first_token_microseconds"]),
        elapsed=_seconds(of["elapsed_microseconds"]),
        ending=ending_in(of["ending"]),
        cause=text_in(of["cause"]),
        withdrawn=bool(of["withdrawn"]),
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


def _attempt(plain: object, shares: tuple[Share, ...]) -> Attempt:
    parts = [*map(str, plain)] if isinstance(plain, list) else [str(plain)]
    provider, model, why, answered_by = (*parts, "", "", "", "")[:4]
    attempt = Attempt(provider, model, why, answered_by)
    of = next((each for each in shares if each[:2] == (attempt.provider, attempt.model)), None)
    if of is None:
        return attempt
    return replace(attempt, usage=Usage(of.input, of.output, of.thinking), cost=_dollars(of.picodollars))


def _dollars(value: object) -> Decimal | None:
    picodollars = whole_in(value)
    return None if picodollars is None else from_picodollars(picodollars)


def _seconds(value: object) -> float | None:
    microseconds = whole_in(value)
    return None if microseconds is None else microseconds / 1_000_000
