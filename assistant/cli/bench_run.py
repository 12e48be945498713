"""Plays a run of the benchmark: says what it may cost, asks, and keeps every result as it comes."""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from assistant import wiring
from assistant.answer import Assistant
from assistant.bench.checking import check
from assistant.bench.contest import Contest
from assistant.bench.journal import Journal
from assistant.bench.run import Cell, Named, Result, RunBudget, played
from assistant.bench.setup import TEMPERATURE, Setup
from assistant.bench.task import Task
from assistant.bench.verdict import Outcome, Verdict, written
from assistant.catalog import Tier
from assistant.cli.bench_options import BenchOptions, listed
from assistant.cli.guarding import Guard
from assistant.cli.names import named_model
from assistant.cost import readable
from assistant.digits import counted
from assistant.errors import AskError, OverCap, UsageError
from assistant.prompt import Prompt
from assistant.render.notes import Notes
from assistant.reply import Charge, Reply
from assistant.routing.lineup import Choices, Lineup
from assistant.shell import Shell
from assistant.store.settings import Settings
from assistant.turn import Capped, Event
from assistant.values import dataclass

FIRST_TOKEN_TIMEOUT = 90.0  # seconds


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
        )


def models_asked(models: str, settings: Settings) -> tuple[Named, ...]:
    """Give the models of "a,b", "all" or "tiers" (the first of each tier). Raises UsageError."""
    if models == "tiers":
        found = [lineup.candidates[0] for lineup in settings.lineups.values()]
    else:
        found = [named_model(name, settings) for name in listed(models, settings.models)]
    if not found:
        raise UsageError("no model is named", hint="--models a,b · all · tiers")
    return models_named(dict.fromkeys(map(settings.spec_of, found)), settings)


def models_named(names: Iterable[str], settings: Settings) -> tuple[Named, ...]:
    """Give the models that go by these names in a run. Raises UsageError."""
    return tuple(Named(name, named_model(name, settings)) for name in names)


def forecast(cells: tuple[Cell, ...], max_tokens: int) -> str:
    """Say how many calls a run makes and what they can cost at most."""
    worst = [(cell.model.name, cell.worst(max_tokens)) for cell in cells]
    known = sum((amount for _, amount in worst if amount is not None), Decimal(0))
    unbounded = dict.fromkeys(name for name, amount in worst if amount is None)
    line = f"{counted(len(cells), 'call')}, at most ${readable(known)} for their output"
    return line + (f", and what {', '.join(unbounded)} may cost: no price bounds it" if unbounded else "")


def play(caller: "ModelCaller", cells: tuple[Cell, ...], journal: Journal, notes: Notes) -> None:
    """Ask every cell and write its result to `journal` as it comes."""
    started = time.monotonic()
    results = played(cells, caller.result, parallel=caller.options.parallel, stop=caller.stop)
    for number, result in enumerate(results, 1):
        journal.add(result)
        left = (time.monotonic() - started) / number * (len(cells) - number)
        what = f"{written(result.score)} {result.note}" if result.answered else f"no answer: {result.cause}"
        notes.mention(
            f"{number}/{len(cells)} {result.task} · {result.model} · {what} · "
            f"${readable(caller.spent)} so far · {left:.0f} s left"
        )


class OverBudget(OverCap):
    """The worst case of a call no longer fits the run's --max-cost."""


class ModelCaller:
    """Asks one thing at a time in each of several threads, with an assistant and a ledger of the thread's own.

    `guard` keeps secrets out of what is written down; `spent` is US$ so far, where the cost is known; `faults` are why
    there was no answer; setting `stop` ends every call.
    """

    def __init__(
        self, shell: Shell, options: BenchOptions, settings: Settings, run: int, *, notes: Notes, guard: Guard
    ) -> None:
        self.options = options
        self.stop = threading.Event()
        self.spent = Decimal(0)
        self.faults: list[AskError] = []
        self._shell = shell
        self._settings = settings
        self._run = run
        self._notes = notes
        self._recorded = guard.recorded
        self._budget = RunBudget(options.max_cost)
        self._own = threading.local()
        self._adding = threading.Lock()
        self._checks = threading.BoundedSemaphore(2)
        self._known: dict[tuple[str, str], Verdict] = {}

    def result(self, cell: Cell) -> Result:
        """Ask a cell, and check what came. A model that does not answer costs its own cell only."""
        came, kept = self._result(cell), self._recorded
        return replace(came, answer=kept(came.answer), cause=kept(came.cause), note=kept(came.note))

    def _result(self, cell: Cell) -> Result:
        worst = cell.worst(self.options.max_tokens)
        candidate = cell.model.candidate
        lineup = Lineup((candidate,), self.options.max_tokens, TEMPERATURE, FIRST_TOKEN_TIMEOUT)
        try:
            reply = self.reply(cell.task.prompt, lineup, worst)
        except AskError as error:
            self.faults.append(error)
            ending = "unasked" if isinstance(error, OverBudget) else "failed"
            return Result(*cell.key, ending, error.message, price=candidate.model.price.output)
        verdict = self._verdict(cell.task, reply.text) if reply.text else Verdict(Outcome.UNCHECKED)
        return _result(cell, reply, verdict)

    def reply(self, prompt: Prompt, lineup: Lineup, worst: Decimal | None) -> Reply:
        """Ask the one model of `lineup`. Raises OverBudget where `worst` does not fit, AskError where no answer comes."""
        if not self._budget.take(worst):
            raise OverBudget(
                "over --max-cost, nothing was sent", hint="allow more, or ask fewer: --models, --tasks"
            )
        listener = _Listener(self.stop)
        try:
            reply = self._assistant().answer(prompt, listener, choices=self._choices(lineup))
        except AskError:
            self._spend(worst, listener.most, listener.spent)
            raise
        cost = reply.cost.amount
        self._spend(worst, cost if cost is None else max(cost, reply.most or cost), cost)
        return reply

    def _spend(self, worst: Decimal | None, most: Decimal | None, cost: Decimal | None) -> None:
        self._budget.settle(worst, most)
        with self._adding:
            self.spent += cost or 0

    def _choices(self, lineup: Lineup) -> Choices:
        only = lineup.candidates[0]
        tiers = [
            tier
            for tier, known in self._settings.lineups.items()
            if any(each.model.id == only.model.id for each in known.candidates)
        ]
        return Choices(dict.fromkeys(Tier, lineup), tier=tiers[0] if tiers else Tier.SIMPLE, only=only)

    def _assistant(self) -> Assistant:
        made: Assistant | None = getattr(self._own, "assistant", None)
        if made is None:
            # a number below zero: a run is no conversation to go on with
            ledger = wiring.ledger(
                self._shell,
                keep=self._settings.keep,
                notes=self._notes,
                conversation=-self._run,
                recorded=self._recorded,
            )
            made = self._own.assistant = wiring.assistant(self._shell, ledger, self._settings)
        return made

    def _verdict(self, task: Task, answer: str) -> Verdict:
        with self._checks:
            known = self._known.get((task.name, answer))
            if known is None:
                known = self._known[task.name, answer] = check(task, answer, self.options.execution)
        return known


class _Listener:
    """The view of a call: shows nothing, and ends it when the run is stopped or its answer would be cut short.

    `spent` is US$ that are known to have gone into requests without an answer, `most` what those can have cost.
    """

    def __init__(self, stop: threading.Event) -> None:
        self.spent = self.most = Decimal(0)
        self._stop = stop

    def show(self, event: Event) -> None:
        """Look at one event."""
        if self._stop.is_set():
            raise KeyboardInterrupt
        if isinstance(event, Charge):
            self.spent += event.cost.amount or 0
            self.most += event.most or 0
        if isinstance(event, Capped):
            raise OverCap("over a limit on spending, nothing was sent")

    def finish(self, reply: Reply) -> None:
        """Show nothing."""


def _result(cell: Cell, reply: Reply, verdict: Verdict) -> Result:
    return Result(
        *cell.key,
        reply.ended.ending.value,
        reply.ended.cause,
        reply.text,
        verdict.outcome.value,
        verdict.note,
        verdict.correctness,
        verdict.edges,
        reply.cost.amount,
        reply.cost.estimated,
        cell.model.candidate.model.price.output,
        reply.usage.output,
        reply.usage.thinking,
        reply.time_to_first_token,
        reply.elapsed,
    )


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
