"""What a run asks, and whom, and what that can cost: tasks, or the user's own questions out of the ledger, to models."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from assistant import wiring
from assistant.bench.checking import Execution, fault_of
from assistant.bench.contest import Contest, tasks_of
from assistant.bench.journal import Kept
from assistant.bench.run import Cell, Named, Result, cells_of
from assistant.bench.setup import Setup, edited
from assistant.bench.task import Shelf, Task, chosen, tasks_in
from assistant.catalog import Tier
from assistant.cli.bench_options import BenchOptions, listed
from assistant.cli.guarding import Guard
from assistant.cli.names import named_model
from assistant.cost import readable
from assistant.digits import counted
from assistant.errors import UsageError
from assistant.render.notes import Notes
from assistant.routing.lineup import Choices, Lineup
from assistant.shell import Shell
from assistant.store.log import openings
from assistant.store.settings import Settings
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """A run before it is played: the tasks by name, every call, and the contests of the user's own questions."""

    tasks: Mapping[str, Task]
    cells: tuple[Cell, ...]
    contests: tuple[Contest, ...]

    def guarded(self, guard: Guard, judge: Named | None) -> "Plan":
        """Give the plan as it may be sent: without the secrets in the user's own tasks. Raises UsageError."""
        if not any(task.own for task in self.tasks.values()):
            return self
        asked = (*(cell.model for cell in self.cells), *([judge] if judge else []))
        providers = [each.candidate.provider for each in asked]
        for provider in {each.name: each for each in providers}.values():
            guard.expect(provider)
        tasks = {
            name: replace(task, prompt=guard.outgoing(task.prompt)) if task.own else task
            for name, task in self.tasks.items()
        }
        cells = tuple(replace(cell, task=tasks[cell.task.name]) for cell in self.cells)
        return replace(self, tasks=tasks, cells=cells)

    def without(self, results: Iterable[Result]) -> tuple[Cell, ...]:
        """Give the calls that none of `results` is of."""
        done = {result.key for result in results}
        return tuple(cell for cell in self.cells if cell.key not in done)

    def setup(self, options: BenchOptions, judge: Named | None, default_provider: str) -> Setup:
        """Give the setup of a run that begins now."""
        return Setup(
            time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            tuple(self.tasks),
            tuple(dict.fromkeys(cell.model.name for cell in self.cells)),
            options.repeats,
            options.max_tokens,
            contests=self.contests,
            demo=options.demo,
            judge=judge.name if judge else "",
            default_provider=default_provider,
            editions=tuple(task.edition for task in self.tasks.values()),
        )


def shelf_of(shell: Shell, options: BenchOptions, notes: Notes) -> Shelf:
    """Give the tasks there are; of those that a new run leaves out, being broken, a line says so."""
    shelf = tasks_in(wiring.paths(shell).tasks)
    if options.resume or options.mine:
        return shelf
    if options.execution is Execution.ALLOWED:
        shelf = shelf.tried(listed(options.tasks, shelf.tasks), fault_of)
    for broken in shelf.broken.values() if options.tasks == "all" else ():
        notes.say(f"left out: {broken.message}")
    return shelf


def plan_of(
    shell: Shell, options: BenchOptions, setup: Setup | None, settings: Settings, shelf: Shelf
) -> Plan:
    """Give the plan of what was typed, or of a run to go on with. Raises UsageError."""
    found = setup.contests if setup else ()
    if options.mine and not found:
        found = contests(shell, options.mine, options.models, settings)
    if found:
        tasks = {task.name: task for contest in found for task in contest.tasks}
        cells = contest_cells(found, settings, options.repeats)
    else:
        picked = chosen(setup.tasks if setup else listed(options.tasks, shelf.tasks), shelf)
        models = models_named(setup.models, settings) if setup else models_asked(options.models, settings)
        tasks = {task.name: task for task in picked}
        cells = cells_of(picked, models, options.repeats)
    return Plan(tasks, served_by_demo(cells) if options.demo else cells, found)


def refuse_changed(shell: Shell, options: BenchOptions, kept: Kept, settings: Settings, shelf: Shelf) -> None:
    """Refuse what was typed where a run to go on with is set up otherwise; only its limit may grow. Raises UsageError."""
    if options.typed:
        asked = plan_of(shell, replace(options, demo=False), None, settings, shelf)
        setup = asked.setup(options, None, settings.default_provider)
        for name, option in options.typed.items():
            grows = name == "max_tokens" and setup.max_tokens > kept.setup.max_tokens
            if getattr(setup, name) != getattr(kept.setup, name) and not grows:
                raise UsageError(
                    f"{option} is another in run {kept.number}",
                    hint="leave it out, or --resume for a new run",
                )


def refuse_edited(kept: Kept, plan: Plan) -> None:
    """Refuse to go on with a run one of whose tasks is another now. Raises UsageError."""
    for name in edited(kept.setup, plan.tasks):
        raise UsageError(
            f"the task {name} was changed after run {kept.number} asked it",
            hint="begin a new run, without --resume",
        )


def judge_of(options: BenchOptions, settings: Settings) -> Named | None:
    """Give the model that judges, None for none. Raises UsageError."""
    if not options.judge:
        return None
    candidate = named_model(options.judge, settings)
    judge = Named(candidate.spec, candidate)
    return at_demo((judge,))[0] if options.demo else judge


def models_asked(models: str, settings: Settings) -> tuple[Named, ...]:
    """Give the models of "a,b", "all" or "tiers" (the first of each tier). Raises UsageError."""
    if models == "tiers":
        found = [lineup.candidates[0] for lineup in settings.lineups.values()]
    else:
        found = [named_model(name, settings) for name in listed(models, settings.models)]
    if not found:
        raise UsageError("no model is named", hint="--models a,b · all · tiers")
    return models_named(dict.fromkeys(one.spec for one in found), settings)


def models_named(names: Iterable[str], settings: Settings) -> tuple[Named, ...]:
    """Give the models that go by these names in a run. Raises UsageError."""
    return tuple(Named(name, named_model(name, settings)) for name in names)


def contests(shell: Shell, count: int, models: str, settings: Settings) -> tuple[Contest, ...]:
    """Give a contest for each tier with questions: its first model against its second, or between the two in `models`.

    Raises UsageError where there are no questions, or no two models.
    """
    named = [one.name for one in models_asked(models, settings)] if models != "tiers" else []
    asked = wiring.from_log(shell, lambda log: {tier: openings(log, int(tier), count) for tier in Tier})
    if asked is None:
        raise UsageError("there are no questions on record yet", hint="ask something first")
    found = []
    for tier, lineup in settings.lineups.items():
        tasks = tasks_of(tier, asked[tier])
        names = named or [candidate.spec for candidate in lineup.candidates[:2]]
        if tasks and len(names) == 2:
            found.append(Contest(tier, tasks, *names))
        elif tasks:
            raise UsageError(
                f"comparing models on tier {tier.label} takes two of them", hint="name them: --models a,b"
            )
    if not found:
        raise UsageError(
            "no question on record can be asked again",
            hint="they are kept unless --no-log or [ledger] store_text says otherwise",
        )
    return tuple(found)


def contest_cells(found: tuple[Contest, ...], settings: Settings, repeats: int) -> tuple[Cell, ...]:
    """Give the calls that contests need."""
    return tuple(
        cell
        for contest in found
        for cell in cells_of(
            contest.tasks, models_named((contest.incumbent, contest.challenger), settings), repeats
        )
    )


def forecast(cells: tuple[Cell, ...], max_tokens: int) -> str:
    """Say how many calls a run makes and what they can cost at most."""
    worst = [(cell.model.name, cell.worst(max_tokens)) for cell in cells]
    known = sum((amount for _, amount in worst if amount is not None), Decimal(0))
    unbounded = dict.fromkeys(name for name, amount in worst if amount is None)
    line = f"{counted(len(cells), 'call')}, at most ${readable(known)}"
    return line + (f", and what {', '.join(unbounded)} may cost: no price bounds it" if unbounded else "")


def served_by_demo(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Give the same calls to the gateway that is built in."""
    asked = tuple(dict.fromkeys(cell.model for cell in cells))
    known = dict(zip(asked, at_demo(asked), strict=True))
    return tuple(replace(cell, model=known[cell.model]) for cell in cells)


def at_demo(models: tuple[Named, ...]) -> tuple[Named, ...]:
    """Give the same models at the gateway that is built in."""
    lineup = Lineup(tuple(model.candidate for model in models))
    served = wiring.demo(Choices({Tier.SIMPLE: lineup})).lineups[Tier.SIMPLE].candidates
    return tuple(Named(model.name, candidate) for model, candidate in zip(models, served, strict=True))
