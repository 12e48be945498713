"""What a gateway counts: the tokens of an answer, and its own figure for the cost, in every dialect known. Pure."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from assistant.cost import Usage

_COUNT_LIMIT = 10**7  # tokens: no model's window is larger
_COSTS = (Decimal("1e-12"), Decimal("1e6"))  # US$ of one answer that can be believed


def usage_of(usage: object, cost: object = None) -> Usage | None:
    """Read a usage object (tokens, cost in US$); None where it tells neither what was written nor a cost.

    `cost` is what stands beside it, for a provider that does not put it inside. Figures that contradict each other are
    an estimate, as are those of which one is missing: it is 0.
    """
    if not isinstance(usage, dict):
        return None
    details = usage.get("completion_tokens_details") or usage.get("output_tokens_details")
    details = details if isinstance(details, dict) else {}
    given = _count(usage.get("prompt_tokens", usage.get("input_tokens")))
    total = _count(usage.get("total_tokens"))
    told = usage.get("completion_tokens", usage.get("output_tokens"))
    written, reported, fee = _count(told), *_charged(usage, cost)
    if total is not None and told is None:
        written = None if given is None else _count(total - given)
    elif total is not None and given is None and written is not None:
        given = _count(total - written)
    thought = _count(details.get("reasoning_tokens", usage.get("reasoning_tokens"))) or 0
    together = (total or 0) if given is None and told is None else 0
    if written is None and reported is None and not together:
        return None
    missing = given is None or written is None
    given, written = given or 0, written or 0
    untold = 0 if total is None or missing else max(total - given - written, 0)
    cached, beside = _cached(usage, given, untold)
    if untold >= beside:
        untold -= beside
    # Some providers count thinking beside the completion instead of in it, and some only in the total.
    hidden = untold if total is not None else thought if thought > written else 0
    written, thought = written + hidden, max(thought, hidden)
    doubtful = missing or thought > written or (total is not None and total < given + written)
    given += beside
    return Usage(given, max(written, thought), thought, doubtful, reported, min(cached, given), fee, together)


def _cached(usage: Mapping[str, object], given: int, untold: int) -> tuple[int, int]:
    """Give the input that comes out of a cache or goes into one, and what of it stands beside the input that was told.

    By Anthropic's names it does (https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching), unless a gateway
    adds it to OpenAI's `prompt_tokens`; `untold` is what only the total tells.
    """
    details = usage.get("prompt_tokens_details") or usage.get("input_tokens_details")
    part = _count(details.get("cached_tokens")) if isinstance(details, dict) else None
    part = part or _count(usage.get("prompt_cache_hit_tokens", usage.get("cached_tokens"))) or 0
    names = ("cache_read_input_tokens", "cache_creation_input_tokens")
    named = sum(_count(usage.get(name)) or 0 for name in names)
    is_beside = named > given or named == untold or ("prompt_tokens" not in usage and not part)
    return max(part, named), named if is_beside else 0


def _charged(usage: Mapping[str, object], beside: object) -> tuple[Decimal | None, Decimal | None]:
    """Give what an answer cost, or the fee alone where a vendor asks more that is not told: with a key of the user's own
    there, OpenRouter's `cost` is its fee (https://openrouter.ai/docs/use-cases/usage-accounting).
    """
    inside = _cost(usage.get("cost"))
    cost = _cost(beside) if inside is None else inside
    if usage.get("is_byok") is not True:
        return cost, None
    details, fee = usage.get("cost_details"), cost or Decimal(0)
    vendors = _cost(details.get("upstream_inference_cost")) if isinstance(details, dict) else None
    return (None, fee) if cost is None or vendors is None else (fee + vendors, None)


def _cost(value: object) -> Decimal | None:
    amount = _amount(value)
    smallest, greatest = _COSTS
    return amount if amount is not None and (amount == 0 or smallest <= amount <= greatest) else None


def _count(value: object) -> int | None:
    amount = _amount(value)
    return int(amount) if amount is not None and amount <= _COUNT_LIMIT and amount == int(amount) else None


def _amount(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None
