"""A turn as the columns of `turns`: how its values are written down. `records` reads them again."""

import json
from collections.abc import Callable
from typing import Any

from assistant.catalog import Candidate
from assistant.cost import Cost, picodollars
from assistant.reply import Ending, Reply
from assistant.routing.lineup import Route

_LARGEST = 10**9  # tokens of one answer: more is a gateway's mistake, and must not spoil the sums


def asked(route: Route) -> dict[str, Any]:
    """Give the columns that are known when a question is settled, apart from its text."""
    decision = route.decision
    return {
        "tier": int(decision.tier),
        "confidence": decision.confidence,
        "reasons": _json([[reason.rule, reason.text] for reason in decision.reasons]),
        "max_tokens": route.max_tokens,
        **_served_by(route.first),
    }


def answered(reply: Reply, recorded: Callable[[str], str]) -> dict[str, Any]:
    """Give the columns that are known when an answer has ended, apart from its text.

    `recorded` gives what a gateway said as it may be written: it may repeat the question.
    """
    usage, cost, cause = reply.spent, reply.cost, recorded(reply.ended.cause)
    attempts = [[f.candidate.provider.name, f.candidate.model.id, recorded(f.why)] for f in reply.failures]
    last = [reply.candidate.provider.name, reply.candidate.model.id]
    why = cause if reply.ended.ending is Ending.FAILED else ""
    other = [recorded(reply.served)] if reply.served else []
    return {
        **_served_by(reply.candidate),
        "attempts": _json([*attempts, [*last, why, *other]]),
        "shares": _parted(reply),
        "ending": reply.ended.ending.value,
        "cause": storable(cause),
        "input_tokens": _counted(usage.input),
        "output_tokens": _counted(usage.output),
        "thinking_tokens": _counted(usage.thinking),
        "usage_estimated": int(usage.estimated),
        "cost_picodollars": None if cost.amount is None else picodollars(cost.amount),
        **_still_reserved(reply),
        "cost_estimated": _certainty(cost),
        "first_token_microseconds": _microseconds(reply.time_to_first_token),
        "elapsed_microseconds": _microseconds(reply.elapsed),
    }


def _still_reserved(reply: Reply) -> dict[str, Any]:
    """Give what stays set aside: the most a cost can be that is not the whole, all that was where no price bounds it."""
    cost, most = reply.cost.amount, reply.most
    if most is None:
        return {} if cost is None else {"reserved_picodollars": None}
    return {"reserved_picodollars": None if cost is not None and most <= cost else picodollars(most)}


def storable(text: str) -> str:
    """Give `text` as UTF-8 can write it: a lone surrogate, as for a byte of a command line, becomes "?"."""
    return text.encode("utf-8", "replace").decode()


def _served_by(candidate: Candidate) -> dict[str, Any]:
    price = candidate.model.price
    return {
        "provider": candidate.provider.name,
        "model": storable(candidate.model.id),
        "price_output": None if price.output is None else str(price.output),
        "price_input": None if price.input is None else str(price.input),
        "price_entry": int(price.entry),
    }


def _parted(reply: Reply) -> str | None:
    """Give what each model had, where several did, as `shares` reads it."""
    shares = [share for share in reply.shares if share.usage.input or share.usage.output or share.cost.amount]
    if all(share.candidate == reply.candidate for share in shares):
        return None
    return _json(
        [
            [
                share.candidate.provider.name,
                share.candidate.model.id,
                _counted(share.usage.input),
                _counted(share.usage.output),
                _counted(share.usage.thinking),
                None if share.cost.amount is None else picodollars(share.cost.amount),
                _certainty(share.cost),
            ]
            for share in shares
        ]
    )


def _certainty(cost: Cost) -> int:
    return 2 if cost.without_input else int(cost.estimated)


def _json(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _counted(number: int) -> int:
    return max(0, min(number, _LARGEST))


def _microseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1_000_000)
