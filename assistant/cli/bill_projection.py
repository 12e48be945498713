"""`ask bill --project`: what a month of a team would cost, by the field report's figures or the user's own."""

from collections.abc import Mapping
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
from assistant.values import dataclass

OWN_DAYS, FEWEST = 30, 20  # days a user's own averages are taken of, and the asks that takes


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a month is projected from: `engineers` ask `per_day` questions each on `days` working days.

    `mix` is per cent on the tiers, as "70/25/5"; `out_tokens` are shown in an answer, `thinking` made for each shown on
    the reasoning tier. With `own` these three are the user's own, of the last OWN_DAYS.
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
    models = wiring.users_settings(shell).reported
    loads, source = _own_loads(shell, models) if assumed.own else _reported_loads(assumed, models)
    found = projected(loads, asks=assumed.engineers * assumed.per_day * assumed.days, models=models)
    return [json_text({"source": source, **_as_plain(found)})] if as_json else _lines(found, assumed, source)


def _reported_loads(assumed: Assumptions, models: Mapping[str, Model]) -> tuple[tuple[Load, ...], str]:
    loads = reported_loads(
        visible=assumed.out_tokens,
        multiple=Decimal(str(assumed.thinking)),
        mix=parsed_mix(assumed.mix),
        models=models,
    )
    return loads, "the field report's mix and models; your own: --own"


def _own_loads(shell: Shell, models: Mapping[str, Model]) -> tuple[tuple[Load, ...], str]:
    """Give the user's own mix and averages. Raises UsageError where there are too few asks to speak of one."""
    found = wiring.from_log(shell, lambda log: bill_of(log, first_of_last(OWN_DAYS), last_day()))
    asks = found.total.questions if found else 0
    if found and asks >= FEWEST:
        return own_loads(
            found, reported_loads(models=models)
        ), f"your own {asks:,} asks of the last {OWN_DAYS} days"
    raise UsageError(
        f"{counted(asks, 'ask')} in the last {OWN_DAYS} days: too few to project from, it takes {FEWEST}",
        hint="without --own the field report's averages are taken",
    )


def _lines(found: Projection, assumed: Assumptions, source: str) -> list[str]:
    people, days = counted(assumed.engineers, "engineer"), counted(assumed.days, "day")
    team = f"{people} x {counted(assumed.per_day, 'ask')} a day x {days}"
    lines = [
        f"{team} = {counted(found.asks, 'ask')} a month",
        f"from {source}",
    ]
    lines += [
        f"  {load.tier.label:<10}{load.share:>5.0%}  {load.model.id:<18} {load.visible:>6,.0f} tokens shown"
        + (f", {load.multiple:.1f} made for each" if load.multiple != 1 else "")
        for load in found.loads
    ]
    saved = saving(found.saved, "the tiers save", places=0)
    lines += [
        f"on the tiers       ${readable(found.tiers):>12}   ${exactly(round(found.blended, 4))}/M tokens shown",
        f"all on {BASELINE.id:<11} ${readable(found.baseline):>12}   {saved}",
        "",
        "all on one model:",
    ]
    lines += [
        f"  {model.id:<20}{'price unknown' if amount is None else f'${readable(amount)}':>14}"
        for model, amount in sorted(found.alone, key=lambda pair: (pair[1] is None, pair[1]))
    ]
    return [*lines, "", "Output tokens only: the report gives no input prices."]


def _as_plain(found: Projection) -> dict[str, object]:
    return {
        "asks": found.asks,
        "blended_usd_per_million": f"{found.blended.normalize():f}",
        "tiers_usd": f"{found.tiers:f}",
        "baseline_usd": f"{found.baseline:f}",
        "saved": None if found.saved is None else f"{found.saved:.4f}",
        "alone_usd": {model.id: decimal_text(amount) for model, amount in found.alone},
    }
