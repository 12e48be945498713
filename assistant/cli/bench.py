"""`ask bench`: the field report's benchmark, on your models."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from assistant import showing, wiring
from assistant.bench import wall
from assistant.bench.blind_comparison import Pick, as_lines, tallies
from assistant.bench.checking import Execution, fault_of
from assistant.bench.contest import Contest, suggestion
from assistant.bench.journal import Kept, kept_runs, latest, new_journal
from assistant.bench.published import plain_published, published_cells, published_lines
from assistant.bench.run import Cell, Named, Result, plain_result
from assistant.bench.setup import plain_setup
from assistant.bench.table import (
    HEADER,
    as_csv,
    as_markdown,
    as_text,
    axes_said,
    compared,
    compared_lines,
    plain_compared,
    plain_standing,
    rows,
    standings,
)
from assistant.bench.task import tasks_in
from assistant.bench.verdict import written
from assistant.cli.asking import agreed, ask_terminal, has_terminal
from assistant.cli.bench_judging import judge_forecast, judge_run, pick_run
from assistant.cli.bench_options import BenchOptions, Form, bench_options_from, refuse_ignored
from assistant.cli.bench_plan import forecast, judge_of, plan_of, refuse_changed, refuse_edited, shelf_of
from assistant.cli.bench_run import ModelCaller, play
from assistant.cli.guarding import guard_from
from assistant.cli.parameters import Count, UsDollars, Whole
from assistant.cost import readable
from assistant.digits import counted
from assistant.errors import AnswerCut, AnswerUnused, AskError, ConfigError, GatewayError, UsageError
from assistant.reply import Ending
from assistant.safe import json_text, visible, visible_lines
from assistant.shell import Shell
from assistant.store.files import refuse_unwritable, write_private
from assistant.store.keys import KeyLookup

HTML_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("bench", invoke_without_command=True)
@click.option(
    "--models", default="tiers", metavar="A,B|all|tiers", help="Which models (tiers: the first of each)."
)
@click.option("--tasks", default="all", metavar="A,B|all", help="Which tasks; see them: ask bench tasks.")
@click.option("--repeat", "repeats", type=Whole(1, 100), default=1, help="How often each is asked (1).")
@click.option("--parallel", type=Whole(1, 64), default=4, help="Calls at a time (4).")
@click.option("--max-tokens", type=Count(), default=4096, help="Longest answer, for all (4096).")
@click.option("--judge", metavar="MODEL", help="Have this model judge what no check covers.")
@click.option("--blind", is_flag=True, help="Pick the better answer of two yourself, names hidden.")
@click.option(
    "--mine",
    type=Whole(1, 100),
    metavar="N",
    help="Ask your own last N questions of each tier again.",
)
@click.option("--max-cost", type=UsDollars(), metavar="USD", help="Spend no more on the whole run.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@click.option("--no-run", is_flag=True, help="Do not run answers' code; what needs it is not scored.")
@click.option("--resume", is_flag=True, help="Continue the last run: ask what has no whole answer yet.")
@click.option("--demo", is_flag=True, help="Ask the built-in gateway: no key, no network.")
@click.option(
    "--published", is_flag=True, help="The field report's own table and task scores; sends nothing."
)
@click.option("--compare", is_flag=True, help="Compare the last run with the field report; sends nothing.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Write comma-separated lines.")
@click.option("--md", "as_md", is_flag=True, help="Write Markdown.")
@click.option("--html", type=HTML_FILE, help="Write one page with a chart and every answer.")
@click.pass_context
def bench(context: click.Context, /, *, published: bool, compare: bool, **typed: Any) -> int:
    """Find out which model earns its price on your work.

    It says how many calls it makes and what they can cost, and asks for confirmation. Answers' code is run to check
    it, in a sandbox: no files, no network, 5 seconds, 256 MB.
    """
    shell: Shell = context.obj
    refuse_ignored(context)
    if context.invoked_subcommand is not None:
        return 0
    options = bench_options_from(context, **typed)
    if published:
        lines = _formed(options.form, plain_published(), published_cells(), published_lines())
    elif compare:
        kept = latest(wiring.paths(shell).runs).read()
        results, judge = kept.results, kept.setup.judge
        plain = plain_compared(results, judge)
        lines = _formed(options.form, plain, compared(results), compared_lines(results, judge))
    else:
        return _played(shell, options)
    shell.stdout.write(visible("\n".join(lines)) + "\n")
    return 0


def _played(shell: Shell, options: BenchOptions) -> int:
    """Play a run and write what came of it: the page, which may fail, last."""
    if options.blind and not has_terminal():
        raise UsageError("--blind needs a terminal", hint="--judge MODEL asks a model")
    if options.html:
        refuse_unwritable(options.html)
    run, faults = _run(shell, options)
    shell.stdout.write(visible("\n".join(_written(run, options))) + "\n")
    if options.html:
        _write_page(options.html, run, options.judge or run.setup.judge)
    if run.results and not any(result.answered for result in run.results):
        raise _in_vain(run, faults)
    return 0


def _in_vain(run: Kept, faults: list[AskError]) -> AskError:
    """Give the error of a run without a whole answer: what stopped every call, where that was the same."""
    if not faults or any(result.cut for result in run.results):
        return AnswerCut("no model gave a whole answer", hint="what came is in --json and --html FILE")
    if len({fault.exit_code for fault in faults}) == 1:
        return faults[0]
    return GatewayError("no model gave an answer", hint="ask those again: ask bench --resume")


def _run(shell: Shell, typed: BenchOptions) -> tuple[Kept, list[AskError]]:
    """Play a run; gives what is kept of it, and why calls got no answer."""
    settings, folder = wiring.settings(shell), wiring.paths(shell).runs
    earlier = latest(folder) if typed.resume else None
    kept = earlier.read() if earlier else None
    setup = kept.setup if kept else None
    if setup and setup.default_provider:  # its names are read as they were written
        settings = replace(settings, default_provider=setup.default_provider)
    notes = showing.notes(shell, settings.display)
    shelf = shelf_of(shell, typed, notes)
    if kept:
        refuse_changed(shell, typed, kept, settings, shelf)
    options = typed.going_on(setup) if setup else typed
    keys = KeyLookup(lambda provider: wiring.secret(provider, shell))
    guard = guard_from(settings, shell.environment, notes, ask_terminal, keys)
    judge = judge_of(options, settings)
    plan = plan_of(shell, options, setup, settings, shelf).guarded(guard, judge)
    done = [result for result in kept.results if result.answered] if kept else []
    cells = plan.without(done)
    unjudged = plan.without(result for result in done if result.judge == judge.name) if judge else ()
    if kept and (cells or unjudged):
        refuse_edited(kept, plan)
    remarks = dict.fromkeys(remark for cell in cells for remark in cell.task.remarks)
    for line in (*remarks, *_takes(cells, unjudged, judge, options)):
        notes.say(line)
    if (cells or unjudged) and not options.yes and not agreed("go on? [y/N] "):
        raise UsageError("nothing was sent", hint="answer y on a terminal, or: --yes")
    journal = earlier or new_journal(folder, plan.setup(options, judge, settings.default_provider))
    if setup and options.max_tokens > setup.max_tokens:
        journal.add_limit(options.max_tokens)
    caller = ModelCaller(shell, options, settings, journal.number, notes=notes, guard=guard)
    try:
        play(caller, cells, journal, notes)
        if judge is not None:
            judge_run(caller, journal, judge, plan.tasks, notes)
        if options.blind:
            pick_run(journal, showing.columns(shell), notes)
    except KeyboardInterrupt:
        notes.say(f"stopped; run {journal.number} goes on with: ask bench --resume")
        raise
    run = journal.read()
    if left := _left(run, judge):
        notes.say(left)
    return run, caller.faults


def _left(run: Kept, judge: Named | None) -> str:
    """Say what of a run is not done, and what does it; "" where all is."""
    cut = sum(result.cut for result in run.results)
    silent = sum(not result.answer for result in run.results)
    unjudged = sum(result.answered and result.judge != judge.name for result in run.results) if judge else 0
    found = (
        (cut, "answer", "cut"),
        (silent, "call", "without an answer"),
        (unjudged, "answer", "not judged"),
    )
    told = ", ".join(f"{counted(number, what)} {how}" for number, what, how in found if number)
    way = "ask bench --resume"
    if any(result.ending == Ending.LENGTH.value for result in run.results):
        way += f" --max-tokens {run.setup.max_tokens * 2}"
    if unjudged and judge and judge.name != run.setup.judge:
        way += f" --judge {judge.name}"
    return f"{told}; go on with: {way}" if told else ""


def _takes(
    cells: tuple[Cell, ...], unjudged: tuple[Cell, ...], judge: Named | None, options: BenchOptions
) -> Iterator[str]:
    """Give the lines that say what a run of `cells`, and then of the judge of those `unjudged`, takes."""
    if cells or not unjudged:
        yield forecast(cells, options.max_tokens)
    if judge and unjudged:
        yield from judge_forecast(unjudged, judge, options.max_tokens).splitlines()
    runs = sorted({cell.task.name for cell in cells if cell.task.runs})
    if runs and options.execution is Execution.ALLOWED:
        where = (
            "in a sandbox" if wall.stands() else "in a sandbox without a filter of system calls (none here)"
        )
        yield f"the answers to {', '.join(runs)} are run here to check them, {where}; --no-run skips that"


def _written(run: Kept, options: BenchOptions) -> list[str]:
    results, picks = run.results, tallies(run.picks)
    found, axes = standings(results), axes_said(results, options.judge or run.setup.judge)
    suggested = _suggestions(run.setup.contests, results, run.picks)
    plain = {
        "run": run.number,
        **plain_setup(run.setup),
        "scored": axes,
        "models_ranked": [plain_standing(one) for one in found],
        "picked_blind": [asdict(one) for one in picks],
        "suggested": suggested,
        "results": [plain_result(result) for result in results],
    }
    lines = [*as_text(found), axes, *as_lines(picks), *suggested]
    return _formed(options.form, plain, [HEADER, *rows(found)], lines)


def _formed(
    form: Form, plain: Mapping[str, object], cells: Sequence[Sequence[str]], lines: list[str]
) -> list[str]:
    """Give what there is in the form that was asked for: a JSON object, the cells of a table, or lines to read."""
    match form:
        case Form.JSON:
            return [json_text(plain, indent=1)]
        case Form.CSV:
            return as_csv(cells)
        case Form.MARKDOWN:
            return as_markdown(cells)
        case Form.TEXT:
            return lines


def _write_page(file: Path, run: Kept, judge: str) -> None:
    from assistant.bench.page import page

    results = run.results
    try:
        write_private(
            file, page(run.number, run.setup, standings(results), results, axes_said(results, judge))
        )
    except ConfigError as error:
        hint = "the run is kept, and nothing is asked again: ask bench --resume --html FILE"
        raise AnswerUnused(error.message, hint=hint) from error


def _suggestions(
    contests: tuple[Contest, ...], results: tuple[Result, ...], picked: tuple[Pick, ...]
) -> list[str]:
    found = []
    for contest in contests:
        names = {task.name for task in contest.tasks}
        picks = tallies(pick for pick in picked if pick.task in names)
        found.append(suggestion(contest, standings([one for one in results if one.task in names]), picks))
    return found


@bench.command("report")
@click.pass_obj
def report(shell: Shell) -> None:
    """Show earlier runs, and how each model's score went from run to run."""
    trend: dict[str, list[str]] = {}
    lines = []
    for journal in kept_runs(wiring.paths(shell).runs):
        try:
            run = journal.read()
        except AskError as error:
            lines.append(f"run {journal.number}  {error.message}")
            continue
        setup, spent = run.setup, sum((result.cost or Decimal(0) for result in run.results), Decimal(0))
        calls = counted(sum(result.asked for result in run.results), "call")
        lines.append(
            f"run {run.number}  {setup.begun}  {calls}  ${readable(spent)}"
            f"  {', '.join(setup.tasks)}{'  (demo)' if setup.demo else ''}"
        )
        for one in standings(run.results):
            trend.setdefault(one.model, []).append(f"{run.number}: {written(one.score)}")
    lines += ["", "score by run", *(f"{model:<20} {'  '.join(scores)}" for model, scores in trend.items())]
    shell.stdout.write(visible_lines(*lines))


@bench.command("tasks")
@click.pass_obj
def tasks(shell: Shell) -> None:
    """List the tasks: those that come with ask, and your own folders."""
    folder = wiring.paths(shell).tasks
    known = tasks_in(folder)
    shelf = known.tried(known.tasks, fault_of)
    for task in shelf.tasks.values():
        named = ", ".join(one.name for one in task.prompt.attachments) or "-"
        first = task.prompt.text.splitlines()[0]
        own = " (yours)" if task.own else ""
        line = f"{task.name:<10} checked by {task.means:<8} {named:<9} {first}{own}"
        shell.stdout.write(visible_lines(line))
    for broken in shelf.broken.values():
        shell.stdout.write(visible_lines(f"left out: {broken.message}"))
    shell.stdout.write(visible_lines(f"add one: a folder with a prompt.txt under {folder}"))
