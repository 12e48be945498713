"""Tokens and money: what was used, what it cost, what it would have cost elsewhere; all of it exact or marked."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.catalog import Price

MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one answer. `output` is all that was generated, `thinking` the part of it that was not shown.

    `estimated` is true where the gateway did not say. `reported_cost` is the US$ a provider put into its answer.
    """

    input: int
    output: int
    thinking: int = 0
    estimated: bool = False
    reported_cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """US$ of one answer: None is unknown, and `estimated` marks a figure with a guess or a missing part in it."""

    amount: Decimal | None
    estimated: bool = False


def cost_of(usage: Usage, price: Price) -> Cost:
    """Price a usage: output tokens (thinking among them) at the output price, input where its price is known.

    A provider's own figure wins. Without an input price the input is left out and the sum marked as an estimate;
    without an output price the cost is unknown.
    """
    if usage.reported_cost is not None:
        return Cost(usage.reported_cost)
    if price.output is None:
        return Cost(None, estimated=True)
    spent = usage.output * price.output / MILLION
    if price.input is not None:
        spent += usage.input * price.input / MILLION
    return Cost(spent, estimated=usage.estimated or price.entry or (price.input is None and usage.input > 0))


def dollars(cost: Cost) -> str:
    """Write a cost for a person: two significant digits below a dollar, never $0.00 or 1.5e-4; "~" marks an estimate."""
    if cost.amount is None:
        return "price unknown"
    mark = "~" if cost.estimated else ""
    return f"{mark}${readable(cost.amount)}"


def readable(amount: Decimal) -> str:
    """Write US$ without a sign of currency: cents from a dollar up, two significant digits below, "0" for nothing."""
    if amount == 0:
        return "0"
    digits = 2 if abs(amount) >= 1 else 1 - amount.adjusted()
    rounded = round(amount, digits)
    digits = 2 if abs(rounded) >= 1 else max(digits, 2)
    return f"{rounded:,.{digits}f}"


def estimated_tokens(text: str) -> int:
    """Guess how many tokens a text has, without a tokenizer: a function of the text alone.

    Four characters of ASCII are about a token, a CJK character is about two thirds of one, any other about half.
    """
    ascii_count = len(text.encode("ascii", "ignore"))
    rest = len(text) - ascii_count
    wide = sum(1 for character in text if character >= "\u2e80") if rest else 0
    return round(ascii_count / 4 + wide * 0.66 + (rest - wide) * 0.5) if text else 0
