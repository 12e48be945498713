"""`ask bill --project`: what a month of a team would cost, by the field report's figures or the user's own."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from assistant import wiring
from assistant.catalog import BASELINE, Model
from assistant.cli.period import first_of_last, last_day
from assistant.cost import decimal_text, exactly, readable
from assistant.digits import counted
from assistant.errors import UsageError
from assistant.projection import Load, Projection, own_loads, parsed_mix, projected, reported_loads
from assistant.render.bill import saving
from assistant.safe import json_text
from assistant.shell import Shell
from assistant.store.bill import bill_of
from assistant.store.settings import Settings
from assistant.values import dataclass

OWN_DAYS, FEWEST = 30, 20  # days a user's own averages are taken of, and the asks that takes


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a month is projected from: `engineers` ask `per_day` questions each on `days` working days.

    `mix` is per cent on the tiers, as "70/25/5"; `out_tokens` are shown in an answer, `thinking` made for each shown on
    the reasoning tier. With `own` these three are the user's own, of the last OWN_DAYS, and the models those that are
    set.
    """

    engineers: int
    per_day: int
    days: int
    mix: str
    out_tokens: int
    thinking: float
    own: bool


def projection_lines(shell: Shell, assumed: Assumptions, *, as_json: bool) -> list[str]:
    """Give a month as lines, or as one line of JSON. Raises UsageError for a mix that is none, or too few asks."""
    settings = wiring.users_settings(shell)
    work = _own(shell, settings) if assumed.own else _reported(assumed, settings.reported)
    asks = assumed.engineers * assumed.per_day * assumed.days
    found = projected(work.loads, asks=asks, models=work.models, baseline=settings.baseline)
    return (
        [json_text({"source": work.source, **_as_plain(found)})] if as_json else _lines(found, assumed, work)
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """What is asked, where that is known from, and the models that could serve all of it."""

    loads: tuple[Load, ...]
    source: str
    models: tuple[Model, ...]


def _reported(assumed: Assumptions, models: Mapping[str, Model]) -> _Work:
    loads = reported_loads(
        visible=assumed.out_tokens,
        multiple=Decimal(str(assumed.thinking)),
        mix=parsed_mix(assumed.mix),
        models=models,
    )
    return _Work(
        loads,
        "the field report's mix and models; your own: --own",
        tuple(models.values()),
    )


def _own(shell: Shell, settings: Settings) -> _Work:
    """Give the user's own mix and averages, at the models that are set. Raises UsageError for too few asks."""
    found = wiring.from_log(shell, lambda log: bill_of(log, first_of_last(OWN_DAYS), last_day()))
    asks = found.total.sums.questions if found else 0
    if not found or asks < FEWEST:
        raise UsageError(
            f"{counted(asks, 'ask')} in the last {OWN_DAYS} days: too few to project from, it takes {FEWEST}",
            hint="without --own the field report's averages are taken",
        )
    lineups = {
        tier: [replace(each.model, id=each.spec) for each in lineup.candidates]
        for tier, lineup in settings.lineups.items()
    }
    return _Work(
        own_loads(found, {tier: models[0] for tier, models in lineups.items()}),
        f"your own {asks:,} asks of the last {OWN_DAYS} days, at the first model that each tier has now",
        tuple({model.id: model for models in lineups.values() for model in models}.values()),
    )


def _lines(found: Projection, assumed: Assumptions, work: _Work) -> list[str]:
    people, days = counted(assumed.engineers, "engineer"), counted(assumed.days, "day")
    team = f"{people} x {counted(assumed.per_day, 'ask')} a day x {days}"
    lines = [
        f"{team} = {counted(found.asks, 'ask')} a month",
        f"from {work.source}",
    ]
    lines += [
        f"  {load.tier.label:<10}{load.share:>5.0%}  {load.model.id:<18} {load.visible:>6,.0f} tokens shown"
        + (f", {load.multiple:.1f} made for each" if load.multiple != 1 else "")
        + (f", {load.given:,.0f} given" if load.given else "")
        + (", price unknown" if load.model.price.output is None else "")
        for load in found.loads
    ]
    blended = "" if found.blended is None else f"   ${exactly(round(found.blended, 4))}/M tokens shown"
    saved = saving(found.saved, "the tiers save", places=0)
    lines += [
        f"on the tiers       {_amount(found.tiers)}{blended}",
        f"all on {BASELINE.id:<11} {_amount(found.baseline)}   {saved}",
        "",
        "all on one model:",
    ]
    lines += [
        f"  {model.id:<20}{'price unknown' if amount is None else f'${readable(amount)}':>14}"
        for model, amount in sorted(found.alone, key=lambda pair: (pair[1] is None, pair[1]))
    ]
    return [*lines, "", _measure(found)]


def _measure(found: Projection) -> str:
    if found.given:
        return "Input tokens count too: where a model has no input_price, its sum is not known."
    if not any(load.given for load in found.loads):
        return "Output tokens only: the report gives no input prices."
    models = {load.model.id for load in found.loads if load.share and load.model.price.input is None}
    return f"Output tokens only: no input_price is known of {', '.join(sorted(models))}."


def _amount(amount: Decimal | None) -> str:
    return "price unknown" if amount is None else f"${readable(amount):>12}"


def _as_plain(found: Projection) -> dict[str, object]:
    return {
        "asks": found.asks,
        "with_input": bool(found.given),
        "blended_usd_per_million": found.blended and decimal_text(found.blended.normalize()),
        "tiers_usd": decimal_text(found.tiers),
        "baseline_usd": decimal_text(found.baseline),
        "saved": None if found.saved is None else f"{found.saved:.4f}",
        "alone_usd": {model.id: decimal_text(amount) for model, amount in found.alone},
    }
