"""`ask bill`: what was spent, what it would have cost on one model, and a month projected."""

import csv
from dataclasses import replace
from typing import Any

import click
from click.core import ParameterSource

from assistant import showing, wiring
from assistant.bill import Bill, By, plain_bill, plain_line
from assistant.cli.bill_projection import Assumptions, projection_lines
from assistant.cli.parameters import Count, Real, Word
from assistant.cli.period import first_day, last_day, latest_day, named_day
from assistant.errors import UsageError
from assistant.render.bill import Ink, bill_picture
from assistant.render.notes import is_terminal
from assistant.safe import json_text, spreadsheet_text, visible
from assistant.shell import Display, Shell
from assistant.store.bill import bill_of

MILLION = 1_000_000
MEASURED = ("mix", "out_tokens", "thinking")  # which --own takes from the record


@click.command("bill")
@click.option("--day", is_flag=True, help="Today.")
@click.option("--week", is_flag=True, help="The last seven days.")
@click.option("--month", is_flag=True, help="This month (default).")
@click.option("--since", metavar="DAY", help="From this day on, as 2026-11-01.")
@click.option("--until", metavar="DAY", help="With --since: up to this day, which counts (today).")
@click.option("--by", type=Word(By), default=By.TIER, help="What a line stands for.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Write comma-separated lines.")
@click.option("--project", is_flag=True, help="Project a team's month instead.")
@click.option("--engineers", type=Count(MILLION), default=20, help="With --project (20).")
@click.option("--per-day", type=Count(MILLION), default=500, help="Asks a day of each, with --project (500).")
@click.option("--days", type=Count(31), default=22, help="Working days, with --project (22).")
@click.option("--mix", default="70/25/5", help="Per cent on simple/code/reasoning, with --project (70/25/5).")
@click.option("--out-tokens", type=Count(MILLION), default=800, help="Shown tokens an ask (800).")
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
@click.pass_context
def bill(
    context: click.Context,
    /,
    *,
    day: bool,
    week: bool,
    month: bool,
    since: str | None,
    until: str | None,
    by: By,
    as_json: bool,
    as_csv: bool,
    project: bool,
    **assumed: Any,
) -> None:
    """Show what was asked and spent, and what the same tokens would have cost on the baseline.

    A day is that of the clock where it was asked, as in the log and for a limit, whatever zone it is read in.
    """
    shell: Shell = context.obj
    for option in context.command.params:
        name = option.name or ""
        told = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if told and name not in ("project", "as_json") and (name in assumed) is not project:
            raise click.UsageError(f"{option.opts[0]} {'does not go' if project else 'goes'} with --project")
        if told and assumed["own"] and name in MEASURED:
            raise click.UsageError(f"{option.opts[0]} does not go with --own, which takes your own")
    if project:
        lines = projection_lines(shell, Assumptions(**assumed), as_json=as_json)
        shell.stdout.write(visible("\n".join(lines)) + "\n")
        return
    if sum((day, week, month, since is not None)) > 1:
        raise UsageError("choose one of --day, --week, --month and --since")
    if as_json and as_csv:
        raise UsageError("choose one of --json and --csv")
    if until is not None and since is None:
        raise UsageError("--until goes with --since", hint="ask bill --since 2026-11-01 --until 2026-11-30")
    last = latest_day() if until is None else named_day(until)
    first = first_day(day=day, week=week, since=since)
    if last < first:
        raise UsageError("--since is a day to come" if until is None else "--until is before --since")
    settings = wiring.users_settings(shell)
    baseline, provider = settings.baseline, settings.default_provider
    found = wiring.on_record(
        shell, lambda log: bill_of(log, first, last, by, baseline=baseline, provider=provider)
    )
    if until is None:  # where it was tomorrow already, only what was asked tells of it
        found = replace(found, last=max(first, last_day(), *(each.name for each in found.days)))
    if as_json:
        shell.stdout.write(json_text(plain_bill(found)) + "\n")
    elif as_csv:
        _write_csv(shell, found)
    else:
        width, ink = showing.columns(shell), _ink(shell, settings.display)
        shell.stdout.write(bill_picture(found, width=width, ink=ink).rstrip("\n") + "\n")


def _ink(shell: Shell, display: Display) -> Ink:
    if not is_terminal(shell.stdout):
        return Ink.SIGNS
    coloured = showing.styled(shell, display)
    return Ink.COLOURS if coloured else Ink.BLOCKS


def _write_csv(shell: Shell, found: Bill) -> None:
    rows = [plain_line(line) for line in found.lines]
    writer = csv.DictWriter(shell.stdout, list(plain_line(found.total)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"name": spreadsheet_text(str(row["name"]))} for row in rows)
