"""A turn as a row of `turns` and back: the one place that knows how its values are written down. Pure."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.catalog import Candidate, Price, Tier
from assistant.cost import from_picodollars, picodollars
from assistant.record import Attempt, Record
from assistant.reply import Ending, Reply
from assistant.routing.lineup import Route

# The columns of a record, in the order `record_of` reads them.
COLUMNS = (
    "id, conversation, asked_at, prompt, question, answer, tier, confidence, reasons, attempts, provider, model,"
    " price_output, price_input, price_entry, max_tokens, input_tokens, output_tokens, thinking_tokens,"
    " usage_estimated, cost_picodollars, cost_estimated, reserved_picodollars, first_token_microseconds,"
    " elapsed_microseconds, ending, cause"
)
_LARGEST = 2**62


def asked(route: Route) -> dict[str, Any]:
    """Give the columns that are known when a question is settled, apart from its text."""
    decision = route.decision
    return {
        "tier": int(decision.tier),
        "confidence": decision.confidence,
        "reasons": _json([str(reason) for reason in decision.reasons]),
        "max_tokens": route.max_tokens,
        **_served_by(route.first),
    }


def answered(reply: Reply) -> dict[str, Any]:
    """Give the columns that are known when an answer has ended, apart from its text."""
    usage, cost = reply.usage, reply.cost
    attempts = [[f.candidate.provider.name, f.candidate.model.id, f.why] for f in reply.failures]
    last = [reply.candidate.provider.name, reply.candidate.model.id]
    why = reply.ended.cause if reply.ended.ending is Ending.FAILED else ""
    return {
        **_served_by(reply.candidate),
        "attempts": _json([*attempts, [*last, why]]),
        "ending": reply.ended.ending.value,
        "cause": storable(reply.ended.cause),
        "input_tokens": _counted(usage.input),
        "output_tokens": _counted(usage.output),
        "thinking_tokens": _counted(usage.thinking),
        "usage_estimated": int(usage.estimated),
        "cost_picodollars": None if cost.amount is None else _counted(picodollars(cost.amount)),
        "cost_estimated": int(cost.estimated),
        "first_token_microseconds": _microseconds(reply.time_to_first_token),
        "elapsed_microseconds": _microseconds(reply.elapsed),
    }


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
        reasons=tuple(json.loads(row[8])),
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


def storable(text: str) -> str:
    """Give `text` as it can be written: bytes that were no characters on the command line become "?"."""
    return text.encode("utf-8", "replace").decode()


def _served_by(candidate: Candidate) -> dict[str, Any]:
    price = candidate.model.price
    return {
        "provider": candidate.provider.name,
        "model": candidate.model.id,
        "price_output": None if price.output is None else str(price.output),
        "price_input": None if price.input is None else str(price.input),
        "price_entry": int(price.entry),
    }


def _json(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _counted(number: int) -> int:
    return max(0, min(number, _LARGEST))


def _microseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1_000_000)


def _seconds(microseconds: int | None) -> float | None:
    return None if microseconds is None else microseconds / 1_000_000
