"""The bill: what a period's questions cost, and what the same tokens would have cost on the baseline. Pure."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import Enum
from itertools import groupby

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


@dataclass(frozen=True, slots=True)
class Priced:
    """Sums over turns with a known price. `spent` is US$, `input` the tokens that it is also for.

    `guessed` marks estimated tokens.
    """

    asks: int
    input: int
    output: int
    spent: Decimal
    guessed: bool


@dataclass(frozen=True, slots=True)
class Trials:
    """Sums over the turns of benchmarks and drills: they cost what they cost, and say nothing of what a user asks."""

    asks: int = 0
    output: int = 0
    thinking: int = 0
    input: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """Sums over the turns of one day, tier, provider, model and (where asked for) conversation.

    `unpriced` of the `asks` ended without a known cost, `uncounted` of these at a known price; `unfinished` never
    ended. `whole` are those that input was paid for, `free` those that cost nothing with their input, `bare` the
    others with a price, `without_price` tokens of input that have none. `estimated` marks an estimated cost.
    `trials` are a part of all of them.
    """

    day: str
    tier: Tier
    provider: str
    model: str
    conversation: int | None
    asks: int
    unpriced: int
    uncounted: int
    unfinished: int
    input: int
    output: int
    thinking: int
    whole: Priced
    free: Priced
    bare: Priced
    estimated: bool
    without_price: int
    trials: Trials

    @property
    def spent(self) -> Decimal:
        """What they cost, US$."""
        return self.whole.spent + self.bare.spent

    @property
    def of_tokens(self) -> int:
        """The tokens at a known price, and those without one beside them."""
        return (
            sum(part.input + part.output for part in (self.whole, self.free, self.bare)) + self.without_price
        )


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


def compared(cells: Iterable[Cell], price: Price) -> Comparison:
    """Hold what `cells` cost against what the same tokens cost at `price`, whose output price is known."""
    kept, parts, left = tuple(cells), [], 0
    for cell in kept:
        parts += [cell.bare, cell.free]
        if price.input is None:
            left += cell.whole.asks
        else:
            parts.append(cell.whole)
    asks, given = sum(part.asks for part in parts), sum(part.input for part in parts)
    elsewhere = sum(part.output for part in parts) * (price.output or 0) + given * (price.input or 0)
    return Comparison(
        asks=asks,
        left=left,
        spent=sum((part.spent for part in parts), Decimal(0)),
        elsewhere=None if kept and not asks else elsewhere / MILLION,
        estimated=any(part.guessed for part in parts)
        or any(cell.without_price for cell in kept)
        or (price.input is None and given > 0),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bill. Money is US$; `baseline` is of the asks with a known cost only, `trials` a part of all.

    `unpriced` and `uncounted` are as in `Cell`. `is_of_tokens` tells that what they cost is of any tokens, and not only
    of requests that were refused. A model that was paid for and gave no answer has a line with the tokens and no ask.
    """

    name: str
    asks: int = 0
    unpriced: int = 0
    uncounted: int = 0
    unfinished: int = 0
    input: int = 0
    output: int = 0
    thinking: int = 0
    without_price: int = 0
    spent: Decimal = Decimal(0)
    estimated: bool = False
    baseline: Comparison = Comparison()
    trials: Trials = Trials()
    is_of_tokens: bool = False

    @property
    def questions(self) -> int:
        """How many of the asks were the user's own."""
        return self.asks - self.trials.asks

    @property
    def without_known_price(self) -> int:
        """How many of the asks ended at a price that is not known."""
        return self.unpriced - self.uncounted

    @property
    def cost(self) -> Cost:
        """What they cost, not known where it is of none of them that had tokens."""
        something = self.unpriced + self.unfinished > 0 or self.input + self.output > 0
        unknown = something and not self.is_of_tokens
        return Cost(None if unknown else self.spent, self.estimated)


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
        asks = sum(line.questions for line in self.tiers if line.name == tier.label)
        return Decimal(asks) / self.total.questions if self.total.questions else Decimal(0)


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
        lines = tuple(sorted(lines, key=lambda line: (-line.spent, -line.asks, line.name)))
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
    spent = sum((cell.spent for cell in cells), Decimal(0))
    return Line(
        name=name,
        asks=sum(cell.asks for cell in cells),
        unpriced=sum(cell.unpriced for cell in cells),
        uncounted=sum(cell.uncounted for cell in cells),
        unfinished=sum(cell.unfinished for cell in cells),
        input=sum(cell.input for cell in cells),
        output=sum(cell.output for cell in cells),
        thinking=sum(cell.thinking for cell in cells),
        without_price=sum(cell.without_price for cell in cells),
        spent=spent,
        estimated=any(cell.estimated or cell.unfinished for cell in cells),
        baseline=compared(cells, baseline),
        trials=Trials(
            sum(cell.trials.asks for cell in cells),
            sum(cell.trials.output for cell in cells),
            sum(cell.trials.thinking for cell in cells),
            sum(cell.trials.input for cell in cells),
        ),
        is_of_tokens=spent > 0 or sum(cell.of_tokens for cell in cells) > 0,
    )


def plain_line(line: Line) -> dict[str, object]:
    """Give a line for JSON and CSV: money as decimal text in US$, `saved` as a part of 1 with four digits."""
    baseline = line.baseline
    return {
        "name": line.name,
        "asks": line.asks,
        "price_unknown": line.without_known_price,
        "unfinished": line.unfinished,
        "input_tokens": line.input,
        "output_tokens": line.output,
        "thinking_tokens": line.thinking,
        "spent_usd": decimal_text(line.cost.amount),
        "baseline_usd": decimal_text(baseline.elsewhere),
        "saved": None if baseline.saved is None else f"{baseline.saved:.4f}",
        "estimated": line.estimated,
        "baseline_estimated": baseline.estimated,
        "not_compared": baseline.left,
        "input_tokens_without_price": line.without_price,
        "cost_unknown": line.uncounted,
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
            {"day": line.name, "asks": line.asks, "spent_usd": decimal_text(line.cost.amount)}
            for line in bill.days
        ],
        "mix": {
            tier.label: {"share": f"{bill.share(tier):.4f}", "planned": f"{Decimal(planned) / 100:f}"}
            for tier, planned in PLANNED_MIX.items()
        },
    }
