"""What a team's questions would cost in a month: on the tiers, on each model alone, on the baseline. Pure.

The measure is the *visible* output token: a model that thinks makes, and charges for, several tokens for each of them.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from assistant.bill import PLANNED_MIX, Bill, Cell, Comparison, compared
from assistant.catalog import BASELINE, LINEUPS, MODELS, Model, Price, Tier
from assistant.cost import MILLION
from assistant.errors import UsageError
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """One tier's part of the work: its share of asks (0 to 1), its model, and an average answer.

    `visible` is shown output tokens an ask, `multiple` what is made for each of them with thinking (1 is none).
    """

    tier: Tier
    share: Decimal
    model: Model
    visible: Decimal
    multiple: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Projection:
    """A month in US$. `blended` is US$ a million visible tokens; `alone` has None where a model's price is unknown."""

    asks: int
    loads: tuple[Load, ...]
    blended: Decimal
    tiers: Decimal
    baseline: Decimal
    alone: tuple[tuple[Model, Decimal | None], ...]

    @property
    def saved(self) -> Decimal | None:
        """The part of the baseline's cost the tiers save, below 0 where they cost more, None where it costs nothing."""
        return Comparison(spent=self.tiers, elsewhere=self.baseline).saved


def parsed_mix(words: str) -> dict[Tier, Decimal]:
    """Read shares as they are typed ("70/25/5", simple first, per cent); raises UsageError."""
    parts = words.replace("%", "").split("/")
    hint = "write it like 70/25/5: simple, code, reasoning, adding up to 100"
    if len(parts) != len(Tier) or not all(part.strip().replace(".", "", 1).isdecimal() for part in parts):
        raise UsageError(f'"{words}" is not a mix', hint=hint)
    shares = {tier: Decimal(part.strip()) for tier, part in zip(Tier, parts, strict=True)}
    if sum(shares.values()) != 100:
        raise UsageError(f'"{words}" adds up to {sum(shares.values())}, not 100', hint=hint)
    return {tier: share / 100 for tier, share in shares.items()}


def reported_loads(
    *,
    visible: int = 800,
    multiple: Decimal = Decimal(1),
    mix: Mapping[Tier, Decimal] | None = None,
    models: Mapping[str, Model] = MODELS,
) -> tuple[Load, ...]:
    """Give the field report's loads: its mix and first models, `visible` tokens an ask, `multiple` on the third tier.

    `models` has those models at the prices that hold.
    """
    shares = mix or {tier: Decimal(share) / 100 for tier, share in PLANNED_MIX.items()}
    return tuple(
        Load(
            tier,
            shares[tier],
            models[LINEUPS[tier][0]],
            Decimal(visible),
            multiple if tier is Tier.REASONING else Decimal(1),
        )
        for tier in Tier
    )


def own_loads(bill: Bill, fallback: tuple[Load, ...]) -> tuple[Load, ...]:
    """Give the loads of the user's own bill; a tier nobody asked keeps its average answer from `fallback`."""
    lines = {line.name: line for line in bill.tiers}
    loads = []
    for load in fallback:
        line = lines.get(load.tier.label)
        output = line.output - line.trials.output if line else 0
        thinking = line.thinking - line.trials.thinking if line else 0
        shown = output - thinking
        if line is None or shown <= 0:
            loads.append(Load(load.tier, bill.share(load.tier), load.model, load.visible, load.multiple))
            continue
        multiple = Decimal(output) / shown
        loads.append(
            Load(load.tier, bill.share(load.tier), load.model, Decimal(shown) / line.questions, multiple)
        )
    return tuple(loads)


def projected(loads: tuple[Load, ...], *, asks: int, models: Mapping[str, Model] = MODELS) -> Projection:
    """Reckon a month of `asks` questions; a model without a price makes its tier's part count as nothing.

    `models` are the field report's, at the prices that hold.

    A model that serves one of the loads thinks as much alone as it does there; the baseline is taken not to think.
    """
    visible = sum((load.share * load.visible for load in loads), Decimal(0))
    made = sum(
        (load.share * load.visible * load.multiple * _output(load.model.price) for load in loads), Decimal(0)
    )
    multiples = {load.model.id: load.multiple for load in loads}

    def alone(model: Model) -> Decimal | None:
        if model.price.output is None:
            return None
        return asks * visible * multiples.get(model.id, Decimal(1)) * model.price.output / MILLION

    return Projection(
        asks=asks,
        loads=loads,
        blended=made / visible if visible else Decimal(0),
        tiers=asks * made / MILLION,
        baseline=asks * visible * _output(models[BASELINE.id].price) / MILLION,
        alone=tuple((model, alone(model)) for model in models.values()),
    )


@dataclass(frozen=True, slots=True)
class Repriced:
    """The same asks at another price, US$. `unpriced` asks had no known cost and are in neither sum.

    Neither are `left` asks: input was paid for, and has no known price there.
    """

    asks: int
    unpriced: int
    left: int
    was: Decimal
    would_be: Decimal | None


def repriced(cells: Iterable[Cell], price: Price) -> Repriced:
    """Reckon what the asks of `cells` would have cost at `price`, for the same tokens; None where it is unknown.

    At an entry price that is the least it would have been.
    """
    kept = tuple(cells)
    comparison = compared(kept, price)
    would_be = None if price.output is None else comparison.elsewhere
    spent = sum((cell.spent for cell in kept), Decimal(0))
    return Repriced(
        asks=sum(cell.asks for cell in kept),
        unpriced=sum(cell.unpriced + cell.unfinished for cell in kept),
        left=0 if would_be is None else comparison.left,
        was=spent if would_be is None else comparison.spent,
        would_be=would_be,
    )


def _output(price: Price) -> Decimal:
    return price.output or Decimal(0)
