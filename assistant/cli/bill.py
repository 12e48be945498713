"""`ask bill`: what was spent, what it would have cost on one model, and a month projected."""

import csv
from collections.abc import Mapping
from contextlib import closing
from decimal import Decimal
from typing import Any

import click

from assistant import showing, wiring
from assistant.bill import By, plain_bill, plain_line
from assistant.catalog import BASELINE
from assistant.cli.parameters import Count, Real, Word
from assistant.cli.period import first_day, first_of_last, last_day
from assistant.cost import readable
from assistant.errors import UsageError
from assistant.projection import Load, Projection, own_loads, parsed_mix, projected, reported_loads
from assistant.render.bill import Ink, bill_picture
from assistant.render.notes import is_terminal
from assistant.safe import json_text, visible
from assistant.shell import Shell
from assistant.store.bill import bill_of

OWN_DAYS, FEWEST = 30, 20  # days a user's own averages are taken of, and the asks that takes


@click.command("bill")
@click.option("--day", is_flag=True, help="Today.")
@click.option("--week", is_flag=True, help="The last seven days.")
@click.option("--month", is_flag=True, help="This month (default).")
@click.option("--since", metavar="DAY", help="From this day on, as 2026-11-01.")
@click.option("--by", type=Word(By), default=By.TIER, help="What a line stands for.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Write comma-separated lines.")
@click.option("--project", is_flag=True, help="Project a team's month instead.")
@click.option("--engineers", type=Count(), default=20, help="With --project (20).")
@click.option("--per-day", type=Count(), default=500, help="Asks a day of each, with --project (500).")
@click.option("--days", type=Count(), default=22, help="Working days, with --project (22).")
@click.option("--mix", default="70/25/5", help="Per cent on simple/code/reasoning, with --project (70/25/5).")
@click.option("--out-tokens", type=Count(), default=800, help="Shown tokens an ask (800).")
@click.option(
    "--thinking",
    type=Real(1, 1000),
    default=1,
    help="Tokens made for each shown, on reasoning (1).",
)
@click.option(
    "--own",
    is_flag=True,
    help="With --project: your own mix and averages of the last 30 days, not the report's.",
)
@click.pass_obj
def bill(
    shell: Shell, /, *, day: bool, week: bool, month: bool, since: str | None, by: By, **wanted: Any
) -> None:
    """Show what was asked and spent, and what the same tokens would have cost on the baseline."""
    if wanted["project"]:
        loads, source = _own_loads(shell) if wanted["own"] else _reported_loads(wanted)
        shell.stdout.write(visible("\n".join(_projection(wanted, loads, source))) + "\n")
        return
    if sum((day, week, month, since is not None)) > 1:
        raise UsageError("choose one of --day, --week, --month and --since")
    connection = wiring.log(shell)
    if connection is None:
        raise UsageError("nothing is on record yet", hint='ask something first: ask --demo "hello"')
    found = bill_of(connection, first_day(day=day, week=week, since=since), last_day(), by)
    if wanted["as_json"]:
        shell.stdout.write(json_text(plain_bill(found)) + "\n")
    elif wanted["as_csv"]:
        rows = [plain_line(line) for line in found.lines]
        writer = csv.DictWriter(shell.stdout, list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(
                {name: visible(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
            )
    else:
        ink = Ink.SIGNS
        if is_terminal(shell.stdout):
            coloured = showing.styled(shell, wiring.users_settings(shell).display)
            ink = Ink.COLOURS if coloured else Ink.BLOCKS
        shell.stdout.write(bill_picture(found, width=showing.columns(shell), ink=ink).rstrip("\n") + "\n")


def _reported_loads(wanted: Mapping[str, Any]) -> tuple[tuple[Load, ...], str]:
    loads = reported_loads(
        visible=wanted["out_tokens"],
        multiple=Decimal(str(wanted["thinking"])),
        mix=parsed_mix(wanted["mix"]),
    )
    return loads, "the field report's mix and models; your own: --own"


def _own_loads(shell: Shell) -> tuple[tuple[Load, ...], str]:
    """Give the user's own mix and averages. Raises UsageError where there are too few asks to speak of one."""
    connection = wiring.log(shell)
    asks = 0
    if connection is not None:
        with closing(connection):
            found = bill_of(connection, first_of_last(OWN_DAYS), last_day())
        asks = found.total.asks
        if asks >= FEWEST:
            return own_loads(found, reported_loads()), f"your own {asks:,} asks of the last {OWN_DAYS} days"
    raise UsageError(
        f"{asks} asks in the last {OWN_DAYS} days are too few to project from; it takes {FEWEST}",
        hint="without --own the field report's averages are taken",
    )


def _projection(wanted: Mapping[str, Any], loads: tuple[Load, ...], source: str) -> list[str]:
    engineers, per_day, days = (wanted[name] for name in ("engineers", "per_day", "days"))
    found = projected(loads, asks=engineers * per_day * days)
    if wanted["as_json"]:
        return [json_text({"source": source, **_as_plain(found)})]
    lines = [
        f"{engineers:,} engineers x {per_day:,} asks a day x {days} days = {found.asks:,} asks a month",
        f"from {source}",
    ]
    lines += [
        f"  {load.tier.label:<10}{load.share:>5.0%}  {load.model.id:<18} {load.visible:>6,.0f} tokens shown"
        + (f", {load.multiple:.1f} made for each" if load.multiple != 1 else "")
        for load in found.loads
    ]
    lines += [
        f"on the tiers       ${readable(found.tiers):>12}   ${found.blended.normalize():f}/M tokens shown",
        f"all on {BASELINE.id:<11} ${readable(found.baseline):>12}   the tiers save {found.saved:.0%}",
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
        "saved": f"{found.saved:.4f}",
        "alone_usd": {model.id: None if amount is None else f"{amount:f}" for model, amount in found.alone},
    }
