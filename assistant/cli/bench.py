"""`ask bench`: the field report's benchmark, on your models."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from assistant import showing, wiring
from assistant.bench.blind_comparison import as_lines, tallies
from assistant.bench.checking import Execution
from assistant.bench.journal import Journal, begun, kept_runs, latest
from assistant.bench.mine import Contest, contests_from, suggestion
from assistant.bench.published import plain_published, published_lines, tenths
from assistant.bench.run import Cell, Result, cells_of, plain_result
from assistant.bench.table import (
    as_csv,
    as_markdown,
    as_text,
    axes_said,
    compared_lines,
    plain_standing,
    standings,
)
from assistant.bench.task import chosen, tasks_in
from assistant.catalog import Candidate
from assistant.cli.benching import (
    ModelCaller,
    Plan,
    Wanted,
    at_demo,
    forecast,
    models_named,
    play,
    runs_folder,
    served_by_demo,
)
from assistant.cli.guarding import agreed
from assistant.cli.judging import judge_forecast, judge_run, pick_run
from assistant.cli.mining import contest_cells, contests
from assistant.cli.names import named_model
from assistant.cli.parameters import Count, UsDollars
from assistant.errors import UsageError
from assistant.render.notes import Loudness
from assistant.safe import visible
from assistant.shell import Shell
from assistant.store.files import write_private
from assistant.store.settings import Settings


@click.group("bench", invoke_without_command=True)
@click.option(
    "--models", default="tiers", metavar="A,B|all|tiers", help="Which models (tiers: the first of each)."
)
@click.option("--tasks", default="all", metavar="A,B|all", help="Which tasks; see them: ask bench tasks.")
@click.option("--repeat", type=click.IntRange(1, 100), default=1, help="How often each is asked (1).")
@click.option("--parallel", type=click.IntRange(1, 64), default=4, help="Calls at a time (4).")
@click.option("--max-tokens", type=Count(), default=4096, help="Longest answer, for all (4096).")
@click.option("--judge", metavar="MODEL", help="Have this model judge what no check covers.")
@click.option("--blind", is_flag=True, help="Pick the better answer of two yourself, names hidden.")
@click.option(
    "--mine",
    type=click.IntRange(1, 100),
    metavar="N",
    help="Ask your own last N questions of each tier again.",
)
@click.option("--max-cost", type=UsDollars(), metavar="USD", help="Spend no more on the whole run.")
@click.option("--yes", is_flag=True, help="Do not ask before the run.")
@click.option("--no-run", is_flag=True, help="Run no code of an answer; what needs it is not scored.")
@click.option("--resume", is_flag=True, help="Go on with the last run: ask what has no answer yet.")
@click.option("--demo", is_flag=True, help="Ask the built-in gateway: no key, no network.")
@click.option("--published", is_flag=True, help="The field report's own table and task scores; asks nobody.")
@click.option("--compare", is_flag=True, help="Set the last run beside the field report; asks nobody.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--csv", "as_csv_lines", is_flag=True, help="Write comma-separated lines.")
@click.option("--md", "as_md", is_flag=True, help="Write Markdown.")
@click.option("--html", type=click.Path(dir_okay=False), help="Write one page with a chart and every answer.")
@click.pass_context
def bench(context: click.Context, /, **typed: Any) -> int:
    """Find out which model earns its price on your work.

    Says first how many calls it makes and what they can cost, and asks. Code of an answer is run to check it: apart, with
    no files, no network, 5 seconds and 256 MB.
    """
    shell: Shell = context.obj
    if context.invoked_subcommand is not None:
        return 0
    if typed["published"]:
        lines = [json.dumps(plain_published(), indent=1)] if typed["as_json"] else published_lines()
    elif typed["compare"]:
        journal = latest(runs_folder(shell))
        lines = compared_lines(journal.results())
    else:
        lines = _written(_run(shell, typed), typed)
    shell.stdout.write(visible("\n".join(lines)) + "\n")
    return 0


def _run(shell: Shell, typed: Mapping[str, Any]) -> Journal:
    settings, folder = wiring.settings(shell), runs_folder(shell)
    earlier = latest(folder) if typed["resume"] else None
    said: Mapping[str, Any] = earlier.settings() if earlier else {}
    plan = _plan(shell, typed, said, settings)
    cells = plan.cells
    if earlier:
        done = {result.key for result in earlier.results() if result.ending == "whole"}
        cells = tuple(cell for cell in cells if cell.key not in done)
    judge = _judge(typed["judge"] or said.get("judge"), settings, plan.wanted.demo)
    notes = showing.notes(shell, Loudness.USUAL, settings.display)
    for line in _takes(plan, cells, judge):
        notes.say(line)
    if (cells or judge) and not typed["yes"] and not agreed("go on? [y/N] "):
        raise UsageError("nothing was sent", hint="answer y on a terminal, or: --yes")
    journal = earlier or begun(
        folder, {**plan.plain(), "demo": plan.wanted.demo, "judge": judge.model.id if judge else ""}
    )
    caller = ModelCaller(shell, plan.wanted, settings, journal.number, notes)
    try:
        play(caller, cells, journal, notes)
        if judge is not None:
            judge_run(caller, journal, judge, plan.tasks, notes)
        if typed["blind"]:
            pick_run(journal, showing.columns(shell), notes)
    except KeyboardInterrupt:
        notes.say(f"stopped; run {journal.number} goes on with: ask bench --resume")
        raise
    return journal


def _takes(plan: Plan, cells: tuple[Cell, ...], judge: Candidate | None) -> Iterator[str]:
    """Give the lines that say what a run of `cells`, and then of the judge, takes."""
    max_tokens = plan.wanted.max_tokens
    if cells or judge is None:
        yield forecast(cells, max_tokens)
    if judge is not None:
        yield from judge_forecast(plan.cells, judge, max_tokens).splitlines()
    runs = sorted({cell.task.name for cell in cells if cell.task.runs})
    if runs and plan.wanted.execution is Execution.ALLOWED:
        yield f"the answers to {', '.join(runs)} are run here to check them, shut in; --no-run leaves it"


def _plan(shell: Shell, typed: Mapping[str, Any], said: Mapping[str, Any], settings: Settings) -> Plan:
    own = said.get("contests")
    demo = bool(said.get("demo") if said else typed["demo"])
    repeats = said.get("repeats", typed["repeat"])
    found: tuple[Contest, ...] = ()
    if own or typed["mine"]:
        found = contests_from(own) if own else contests(shell, typed["mine"], typed["models"], settings)
        cells = contest_cells(found, settings, repeats)
        tasks = {task.name: task for contest in found for task in contest.tasks}
    else:
        known = tasks_in(wiring.paths(shell).config.parent / "bench")
        picked = chosen(",".join(said["tasks"]) if said else typed["tasks"], known)
        tasks = {task.name: task for task in picked}
        models = models_named(",".join(said["models"]) if said else typed["models"], settings)
        cells = cells_of(picked, models, repeats)
    if demo:
        cells = served_by_demo(cells)
    wanted = Wanted(
        repeats,
        typed["parallel"],
        said.get("max_tokens", typed["max_tokens"]),
        typed["max_cost"],
        Execution.FORBIDDEN if typed["no_run"] else Execution.ALLOWED,
        demo,
    )
    return Plan(wanted, tasks, cells, found)


def _judge(name: str | None, settings: Settings, demo: bool) -> Candidate | None:
    if not name:
        return None
    candidate = named_model(name, settings)
    return at_demo((candidate,))[0] if demo else candidate


def _written(journal: Journal, typed: Mapping[str, Any]) -> list[str]:
    results, picks = journal.results(), tallies(journal.picks())
    found, axes = standings(results), axes_said(results)
    axes = axes_said(results)
    if typed["html"]:
        from assistant.bench.page import page

        drawn = page(journal.number, journal.settings(), found, results, axes)
        write_private(Path(typed["html"]), drawn)
    suggested = _suggestions(journal, results)
    if typed["as_json"]:
        plain = {
            "run": journal.number,
            **journal.settings(),
            "scored": axes,
            "models_ranked": [plain_standing(one) for one in found],
            "picked_blind": [asdict(one) for one in picks],
            "suggested": suggested,
            "results": [plain_result(result) for result in results],
        }
        return [json.dumps(plain, ensure_ascii=False, indent=1)]
    if typed["as_csv_lines"]:
        return as_csv(found)
    if typed["as_md"]:
        return as_markdown(found)
    return [*as_text(found), axes, *as_lines(picks), *suggested]


def _suggestions(journal: Journal, results: tuple[Result, ...]) -> list[str]:
    found = []
    for contest in contests_from(journal.settings().get("contests", [])):
        names = {task.name for task in contest.tasks}
        picks = tallies(pick for pick in journal.picks() if pick.task in names)
        found.append(suggestion(contest, standings([one for one in results if one.task in names]), picks))
    return found


@bench.command("report")
@click.pass_obj
def report(shell: Shell) -> None:
    """Show earlier runs, and how each model's score went from run to run."""
    trend: dict[str, list[str]] = {}
    lines = []
    for journal in kept_runs(runs_folder(shell)):
        said, results = journal.settings(), journal.results()
        spent = sum(float(result.cost or 0) for result in results)
        lines.append(
            f"run {journal.number}  {said['begun']}  {len(results)} calls  ${spent:.4f}"
            f"  {', '.join(said['tasks'])}{'  (demo)' if said['demo'] else ''}"
        )
        for one in standings(results):
            score = "-" if one.score is None else str(tenths(one.score))
            trend.setdefault(one.model, []).append(f"{journal.number}: {score}")
    lines += ["", "score by run", *(f"{model:<20} {'  '.join(scores)}" for model, scores in trend.items())]
    shell.stdout.write(visible("\n".join(lines)) + "\n")


@bench.command("tasks")
@click.pass_obj
def tasks(shell: Shell) -> None:
    """List the tasks: those that come with ask, and your own folders."""
    folder = wiring.paths(shell).config.parent / "bench"
    found = tasks_in(folder)
    for task in found.values():
        named = ", ".join(one.name for one in task.prompt.attachments) or "-"
        first = task.prompt.text.partition("\n")[0]
        own = " (yours)" if task.own else ""
        line = f"{task.name:<10} checked by {task.means:<8} {named:<9} {first}{own}"
        shell.stdout.write(visible(line) + "\n")
    shell.stdout.write(visible(f"add one: a folder with a prompt.txt under {folder}\n"))
