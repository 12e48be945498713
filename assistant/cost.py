"""Tokens and money: what was used, what it cost, what it would have cost elsewhere; all of it exact or marked."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from assistant.catalog import Price
from assistant.values import dataclass

MILLION = Decimal(1_000_000)
LARGEST_AMOUNT = Decimal(9_000_000)  # US$; what is more is a slip, and fits no ledger

# Money is counted in whole picodollars (10^-12 US$): a token at a price of up to six decimals a million is a whole
# number of them, so sums stay exact, and nine million dollars fit into 64 bits.
PICODOLLAR = Decimal("1E-12")


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one answer. `output` is all that was generated, `thinking` the part of it that was not shown.

    `estimated` is true where the gateway did not say. `reported_cost` is the US$ a provider put into its
    answer, an amount that can be believed. `cached` is the part of `input` that the provider had kept, or keeps now, and
    asks another price for.
    `fee` is the US$ that a gateway asked for passing the answer on from a vendor whose own charge it did not tell.
    `together` is what was told of input and output where they were not told apart.
    """

    input: int
    output: int
    thinking: int = 0
    estimated: bool = False
    reported_cost: Decimal | None = None
    cached: int = 0
    fee: Decimal | None = None
    together: int = 0

    def __str__(self) -> str:
        """Write it for a person: "59 in / 163 out + 40 thinking"; "~" marks what nobody counted."""
        mark = "~" if self.estimated else ""
        thinking = f" + {mark}{self.thinking:,} thinking" if self.thinking else ""
        return f"{mark}{self.input:,} in / {mark}{self.output - self.thinking:,} out{thinking}"

    @property
    def tells_cost(self) -> bool:
        """Whether the gateway counted all of its tokens, or told what they cost."""
        return not self.estimated or self.reported_cost is not None

    def completing(self, earlier: "Usage") -> "Usage":
        """Give what was told of one answer, which takes nothing from what was told `earlier` where a part is missing."""
        cost = earlier.reported_cost if self.reported_cost is None else self.reported_cost
        if not self.estimated:
            return replace(self, reported_cost=cost)
        return replace(
            self,
            input=max(self.input, earlier.input),
            output=max(self.output, earlier.output),
            thinking=max(self.thinking, earlier.thinking),
            reported_cost=cost,
        )

    def plus(self, other: "Usage") -> "Usage":
        """Add the tokens of two answers."""
        return Usage(
            self.input + other.input,
            self.output + other.output,
            self.thinking + other.thinking,
            self.estimated or other.estimated,
            cached=self.cached + other.cached,
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """US$ of one answer: None is unknown, and `estimated` marks a figure with a guess or a missing part in it.

    `without_input` tells that the missing part is the input, whose price is not known.
    """

    amount: Decimal | None
    estimated: bool = False
    without_input: bool = False


NOTHING = Cost(Decimal(0))


def cost_of(usage: Usage, price: Price) -> Cost:
    """Price a usage: output tokens (thinking among them) at the output price, input where its price is known.

    A provider's own figure wins. Without an input price the input is left out and the sum marked as an estimate, as is
    one with a fee beside a vendor's own price; without an output price the cost is unknown, but of nothing. No part is
    smaller than a picodollar.
    """
    if usage.reported_cost is not None:
        return Cost(_whole_picodollars(usage.reported_cost))
    if not (usage.input or usage.output or usage.fee):
        return Cost(Decimal(0), usage.estimated)
    if price.output is None:
        return Cost(None, estimated=True)
    spent = usage.output * price.output / MILLION
    if price.input is not None:
        spent += usage.input * price.input / MILLION
    without_input = price.input is None and usage.input > 0
    at_another = usage.cached > 0 and bool(price.input)  # a price that is not known
    if usage.fee is not None:
        spent += usage.fee
    estimated = usage.estimated or price.entry or without_input or at_another or usage.fee is not None
    return Cost(_whole_picodollars(spent), estimated, without_input)


def summed(costs: Iterable[Cost]) -> Cost:
    """Add costs: what is not known leaves the sum an estimate, and alone, or beside nothing, a cost that is not known."""
    parts = tuple(costs)
    known = sum((part.amount for part in parts if part.amount is not None), Decimal(0))
    unknown = any(part.amount is None for part in parts)
    return Cost(
        None if unknown and not known else known,
        unknown or any(part.estimated for part in parts),
        any(part.without_input for part in parts),
    )


def _whole_picodollars(amount: Decimal) -> Decimal:
    exponent = amount.as_tuple().exponent
    return amount if isinstance(exponent, int) and exponent >= -12 else amount.quantize(PICODOLLAR)


def picodollars(amount: Decimal) -> int:
    """Give US$ as a whole number of picodollars (10^-12 US$), the largest that the ledger holds where it is more."""
    return min(int(amount.scaleb(12).to_integral_value()), 2**63 - 1)


def from_picodollars(count: int) -> Decimal:
    """Give a whole number of picodollars as US$, exactly and without zeros at the end."""
    whole, rest = divmod(abs(count), 10**12)
    digits = f"{whole}.{rest:012d}".rstrip("0").rstrip(".")
    return Decimal(f"-{digits}" if count < 0 else digits)


def decimal_text(amount: Decimal | None) -> str | None:
    """Write an amount for a program: all of its digits and no exponent; None where it is unknown."""
    return None if amount is None else f"{amount:f}"


def dollars(cost: Cost, *, unknown: str = "price unknown") -> str:
    """Write a cost for a person: two significant digits below a dollar, never $0.00 or 1.5e-4; "~" marks an estimate."""
    if cost.amount is None:
        return unknown
    mark = "~" if cost.estimated else ""
    return f"{mark}${readable(cost.amount)}"


def readable(amount: Decimal, rounding: str = ROUND_HALF_EVEN) -> str:
    """Write US$ without a sign of currency: cents from a dollar up, two significant digits below, "0" for nothing."""
    if amount == 0:
        return "0"
    digits = 2 if abs(amount) >= 1 else 1 - amount.adjusted()
    rounded = amount.quantize(Decimal(1).scaleb(-digits), rounding)
    digits = 2 if abs(rounded) >= 1 else max(digits, 2)
    return f"{rounded:,.{digits}f}"


def exactly(amount: Decimal) -> str:
    """Write US$ as `readable` does, with more digits where it has more."""
    shown = readable(amount)
    return shown if Decimal(shown.replace(",", "")) == amount else f"{amount.normalize():,f}"
