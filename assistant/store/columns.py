"""Values of the ledger's columns as what they should be: SQLite keeps any type in any column, whoever wrote it there."""

from decimal import Decimal, InvalidOperation
from math import isfinite

from assistant.catalog import Tier
from assistant.reply import Ending

_LARGEST = 2**63 - 1  # what an INTEGER holds


def text_in(value: object) -> str:
    """Give a text, "" for nothing."""
    match value:
        case str():
            return value
        case bytes():
            return value.decode(errors="replace")
        case _:
            return "" if value is None else str(value)


def whole_in(value: object) -> int | None:
    """Give a whole number, None for what is none."""
    if isinstance(value, float) and isfinite(value) and abs(value) <= _LARGEST:
        return int(value)
    return value if isinstance(value, int) else None


def count_in(value: object) -> int:
    """Give a number of something, 0 for what is none."""
    return max(whole_in(value) or 0, 0)


def share_in(value: object) -> float:
    """Give a number from 0 to 1."""
    return min(max(float(value), 0.0), 1.0) if isinstance(value, int | float) else 0.0


def price_in(value: object) -> Decimal | None:
    """Give US$ per million tokens, written as text; None for what is no price."""
    try:
        price = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return price if price is not None and price.is_finite() and 0 <= price <= _LARGEST else None


def tier_in(value: object) -> Tier:
    """Give a tier, the cheapest for what is none."""
    number = whole_in(value)
    return Tier(number) if number in list(Tier) else Tier.SIMPLE


def ending_in(value: object) -> Ending | None:
    """Give how an answer ended, None where it does not say or nothing known."""
    return next((ending for ending in Ending if ending.value == value), None)
