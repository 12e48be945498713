"""What a team's questions would cost in a month: on the tiers, on each model alone, on the baseline. Pure.

The measure is the *visible* output token: a model that thinks makes, and charges for, several tokens for each of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from assistant.bill import PLANNED_MIX, Bill, Comparison, Sums
from assistant.catalog import BASELINE, LINEUPS, MODELS, Model, Price, Tier
from assistant.cost import MILLION
from assistant.errors import UsageError
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """One tier's part of the work: its share of asks (0 to 1), its model, and an average answer.

    `visible` is shown output tokens an ask, `multiple` what is made for each of them with thinking (1 is none), `given`
    input tokens an ask.
    """

    tier: Tier
    share: Decimal
    model: Model
    visible: Decimal
    multiple: Decimal = Decimal(1)
    given: Decimal = Decimal(0)

    @property
    def shown(self) -> Decimal:
        """Its visible tokens in the average ask of all tiers."""
        return self.share * self.visible

    @property
    def made(self) -> Decimal:
        """Its output tokens in the average ask of all tiers."""
        return self.shown * self.multiple


@dataclass(frozen=True, slots=True)
class Projection:
    """A month in US$, None where it takes a price that is not known. `blended` is US$ a million visible tokens.

    `given` is the month's input tokens, which are in all sums, or 0.
    """

    asks: int
    loads: tuple[Load, ...]
    given: Decimal
    blended: Decimal | None
    tiers: Decimal | None
    baseline: Decimal | None
    alone: tuple[tuple[Model, Decimal | None], ...]

    @property
    def saved(self) -> Decimal | None:
        """The part of the baseline's cost the tiers save, below 0 where they cost more, None without either cost."""
        return None if self.tiers is None else Comparison(spent=self.tiers, elsewhere=self.baseline).saved


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


def own_loads(bill: Bill, models: Mapping[Tier, Model]) -> tuple[Load, ...]:
    """Give the loads of the user's own bill, at each tier's one of `models`.

    A tier that answered nobody keeps the report's average answer.
    """
    tiers = {line.name: line.sums for line in bill.tiers}
    loads = []
    for usual in reported_loads():
        load = replace(usual, share=bill.share(usual.tier), model=models[usual.tier])
        sums = tiers.get(usual.tier.label, Sums())
        if sums.questions:
            load = replace(load, given=Decimal(sums.input - sums.trials.input) / sums.questions)
        output = sums.output - sums.trials.output
        shown = output - (sums.thinking - sums.trials.thinking)
        if shown > 0:
            load = replace(load, visible=Decimal(shown) / sums.questions, multiple=Decimal(output) / shown)
        loads.append(load)
    return tuple(loads)


def projected(
    loads: tuple[Load, ...],
    *,
    asks: int,
    models: Iterable[Model] = tuple(MODELS.values()),
    baseline: Price = BASELINE.price,
) -> Projection:
    """Reckon a month of `asks` questions, and what it would cost on each of `models` alone.

    A model that serves loads thinks as much alone as it does there; the baseline is taken not to think. Input counts in
    all sums, where each tier that is asked has a price for it, or in none.
    """
    asked = [load for load in loads if load.share]
    counted = asks if all(load.model.price.input is not None for load in asked) else 0
    given = counted * sum((load.share * load.given for load in asked), Decimal(0))
    visible = asks * sum((load.shown for load in loads), Decimal(0))
    parts = [_cost(load.model.price, counted * load.share * load.given, asks * load.made) for load in asked]
    known = [part for part in parts if part is not None]
    tiers = sum(known, Decimal(0)) if len(known) == len(parts) else None

    def alone(model: Model) -> Decimal | None:
        served = [load for load in loads if load.model.id == model.id]
        shown, made = sum(load.shown for load in served), sum(load.made for load in served)
        multiple = made / shown if shown else max((load.multiple for load in served), default=Decimal(1))
        return _cost(model.price, given, visible * multiple)

    return Projection(
        asks=asks,
        loads=loads,
        given=given,
        blended=None if tiers is None else tiers * MILLION / visible,
        tiers=tiers,
        baseline=_cost(baseline, given, visible),
        alone=tuple((model, alone(model)) for model in models),
    )


def _cost(price: Price, given: Decimal, made: Decimal) -> Decimal | None:
    if price.output is None or (given and price.input is None):
        return None
    paid = given * price.input if given and price.input else 0
    return (made * price.output + paid) / MILLION
