"""The bill: what a period's questions cost, and what the same tokens would have cost on the baseline. Pure."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from assistant.catalog import BASELINE, Price, Tier
from assistant.cost import MILLION, Cost, decimal_text
from assistant.record import DRILL
from assistant.values import dataclass

# The field report's share of traffic on each tier, per cent: what the mix is held against.
PLANNED_MIX = {Tier.SIMPLE: 70, Tier.CODE: 25, Tier.REASONING: 5}


class By(Enum):
    """What the lines of a bill stand for."""

    TIER = "tier"
    MODEL = "model"
    PROVIDER = "provider"
    DAY = "day"
    CONVERSATION = "conversation"


class Priced(NamedTuple):
    """Sums over turns with a known price. `spent` is US$, `input` the tokens that it is also for.

    `guessed` is above 0 where tokens were estimated.
    """

    asks: int = 0
    input: int = 0
    output: int = 0
    spent: Decimal = Decimal(0)
    guessed: int = 0


class Trials(NamedTuple):
    """Sums over the turns of benchmarks and drills: they cost what they cost, and say nothing of what a user asks."""

    asks: int = 0
    output: int = 0
    thinking: int = 0
    input: int = 0


class Sums(NamedTuple):
    """Sums over turns.

    `unpriced` of the `asks` ended without a known cost, `uncounted` of these at a known price; `unfinished` never
    ended. `whole` are those that input was paid for, `free` those that cost nothing with their input, `bare` the
    others with a price, `without_price` tokens of input that have none. `estimated` is above 0 where a cost is an
    estimate. `trials` are a part of all of them. What was paid for and gave no answer is tokens and no ask.
    """

    asks: int = 0
    unpriced: int = 0
    uncounted: int = 0
    unfinished: int = 0
    input: int = 0
    output: int = 0
    thinking: int = 0
    whole: Priced = Priced()
    free: Priced = Priced()
    bare: Priced = Priced()
    estimated: int = 0
    without_price: int = 0
    trials: Trials = Trials()

    @property
    def spent(self) -> Decimal:
        """What they cost, US$."""
        return self.whole.spent + self.bare.spent

    @property
    def questions(self) -> int:
        """How many of the asks were the user's own."""
        return self.asks - self.trials.asks

    @property
    def without_known_price(self) -> int:
        """How many of the asks ended at a price that is not known."""
        return self.unpriced - self.uncounted

    @property
    def is_estimate(self) -> bool:
        """Whether what they cost has a guess or a missing part in it."""
        return self.estimated > 0 or self.unfinished > 0

    @property
    def cost(self) -> Cost:
        """What they cost, not known where it is of none of them that had tokens, but of requests that were refused."""
        something = self.unpriced + self.unfinished > 0 or self.input + self.output > 0
        tokens = sum(part.input + part.output for part in (self.whole, self.free, self.bare))
        unknown = something and not (self.spent > 0 or tokens + self.without_price > 0)
        return Cost(None if unknown else self.spent, self.is_estimate)


Row = TypeVar("Row", bound=tuple[Any, ...])


def added(rows: Sequence[Row], nothing: Row) -> Row:
    """Add sums up, part by part; `nothing` are those of no turn."""
    if len(rows) == 1:
        return rows[0]
    columns = zip(nothing, *rows, strict=True)
    return type(nothing)(
        *(added(parts, none) if isinstance(none, tuple) else sum(parts, none) for none, *parts in columns)
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """Sums over the turns of one day, tier, provider, model and (where asked for) conversation."""

    day: str
    tier: Tier
    provider: str
    model: str
    conversation: int | None
    sums: Sums


def sums_of(cells: Iterable[Cell]) -> Sums:
    """Add cells up."""
    return added([cell.sums for cell in cells], Sums())


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `asks` cost (`spent`, US$) and would have cost for the same tokens at another price (`elsewhere`).

    Input counts on both sides or on neither. `left` asks are on none: input was paid for, and has no known price there.
    `elsewhere` is None where that leaves none of them.
    """

    asks: int = 0
    left: int = 0
    spent: Decimal = Decimal(0)
    elsewhere: Decimal | None = Decimal(0)
    estimated: bool = False

    @property
    def saved(self) -> Decimal | None:
        """The part of `elsewhere` that was not spent (1 is all of it, below 0 it cost more), None without one."""
        return 1 - self.spent / self.elsewhere if self.elsewhere else None


def compared(sums: Sums, price: Price) -> Comparison:
    """Hold what turns cost against what the same tokens cost at `price`, whose output price is known."""
    without_input = price.input is None
    held = added((sums.bare, sums.free) if without_input else (sums.bare, sums.free, sums.whole), Priced())
    elsewhere = held.output * (price.output or 0) + held.input * (price.input or 0)
    return Comparison(
        asks=held.asks,
        left=sums.whole.asks if without_input else 0,
        spent=held.spent,
        elsewhere=None if sums != Sums() and not held.asks else elsewhere / MILLION,
        estimated=held.guessed > 0 or sums.without_price > 0 or (without_input and held.input > 0),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bill, `baseline` what its asks with a known cost are held against."""

    name: str
    sums: Sums
    baseline: Comparison = Comparison()


@dataclass(frozen=True, slots=True)
class Bill:
    """Everything asked from day `first` to day `last` (YYYY-MM-DD, both included).

    `demonstrations` is how many there were, which are in no line, where nothing else was asked.
    """

    first: str
    last: str
    by: By
    total: Line
    lines: tuple[Line, ...]
    days: tuple[Line, ...]
    tiers: tuple[Line, ...]
    demonstrations: int = 0

    def share(self, tier: Tier) -> Decimal:
        """The tier's part of the user's own asks, 0 to 1."""
        asks = sum(line.sums.questions for line in self.tiers if line.name == tier.label)
        return Decimal(asks) / self.total.sums.questions if self.total.sums.questions else Decimal(0)


_KEYS: dict[By, Callable[[Cell], str]] = {
    By.TIER: lambda cell: cell.tier.label,
    By.MODEL: lambda cell: cell.model,
    By.PROVIDER: lambda cell: cell.provider,
    By.DAY: lambda cell: cell.day,
    By.CONVERSATION: lambda cell: conversation_name(cell.conversation or 0),
}


def conversation_name(number: int) -> str:
    """Give a conversation's number, and what asked where it is below zero: a drill, or a run of the benchmark."""
    if number == DRILL:
        return "drill"
    return f"bench {-number}" if number < 0 else str(number)


def billed(cells: Iterable[Cell], *, first: str, last: str, by: By, baseline: Price) -> Bill:
    """Add `cells` up to a bill: tiers and days in their order, the other lines dearest first.

    `baseline` is the price that everything is held against.
    """
    kept = tuple(cells)
    lines = _lines(kept, by, baseline)
    if by in (By.MODEL, By.PROVIDER, By.CONVERSATION):
        lines = tuple(sorted(lines, key=lambda line: (-line.sums.spent, -line.sums.asks, line.name)))
    return Bill(
        first,
        last,
        by,
        total=_line("total", kept, baseline),
        lines=lines,
        days=_lines(kept, By.DAY, baseline),
        tiers=_lines(kept, By.TIER, baseline),
    )


def _lines(cells: tuple[Cell, ...], by: By, baseline: Price) -> tuple[Line, ...]:
    key = _KEYS[by]
    order: Callable[[Cell], tuple[int, str]] = (
        (lambda cell: (int(cell.tier), "")) if by is By.TIER else (lambda cell: (0, key(cell)))
    )
    return tuple(
        _line(name, tuple(group), baseline) for name, group in groupby(sorted(cells, key=order), key=key)
    )


def _line(name: str, cells: tuple[Cell, ...], baseline: Price) -> Line:
    sums = sums_of(cells)
    return Line(name, sums, compared(sums, baseline))


def plain_line(line: Line) -> dict[str, object]:
    """Give a line for JSON and CSV: money as decimal text in US$, `saved` as a part of 1 with four digits."""
    sums, baseline = line.sums, line.baseline
    return {
        "name": line.name,
        "asks": sums.asks,
        "price_unknown": sums.without_known_price,
        "unfinished": sums.unfinished,
        "input_tokens": sums.input,
        "output_tokens": sums.output,
        "thinking_tokens": sums.thinking,
        "spent_usd": decimal_text(sums.cost.amount),
        "baseline_usd": decimal_text(baseline.elsewhere),
        "saved": None if baseline.saved is None else f"{baseline.saved:.4f}",
        "estimated": sums.is_estimate,
        "baseline_estimated": baseline.estimated,
        "not_compared": baseline.left,
        "input_tokens_without_price": sums.without_price,
        "cost_unknown": sums.uncounted,
    }


def plain_bill(bill: Bill) -> dict[str, object]:
    """Give a bill as plain data for JSON."""
    return {
        "first_day": bill.first,
        "last_day": bill.last,
        "baseline_model": BASELINE.id,
        "total": plain_line(bill.total),
        "by": bill.by.value,
        "lines": [plain_line(line) for line in bill.lines],
        "days": [
            {"day": line.name, "asks": line.sums.asks, "spent_usd": decimal_text(line.sums.cost.amount)}
            for line in bill.days
        ],
        "mix": {
            tier.label: {"share": f"{bill.share(tier):.4f}", "planned": f"{Decimal(planned) / 100:f}"}
            for tier, planned in PLANNED_MIX.items()
        },
    }
