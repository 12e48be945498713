"""Plays a run of the benchmark: asks, checks the answers, and keeps every result as it comes."""

import threading
import time
from dataclasses import replace
from decimal import Decimal

from assistant import wiring
from assistant.answer import Assistant
from assistant.bench.checking import check
from assistant.bench.journal import Journal
from assistant.bench.run import Cell, Result, RunBudget, played
from assistant.bench.setup import TEMPERATURE
from assistant.bench.task import Task
from assistant.bench.verdict import Outcome, Verdict, written
from assistant.catalog import Tier
from assistant.cli.bench_options import BenchOptions
from assistant.cli.guarding import Guard
from assistant.cost import readable
from assistant.errors import AskError, OverCap
from assistant.gateway.payload import ending_of
from assistant.prompt import Prompt
from assistant.render.notes import Notes
from assistant.reply import Charge, Ending, Reply
from assistant.routing.lineup import Choices, Lineup
from assistant.shell import Shell
from assistant.store.settings import Settings
from assistant.turn import Capped, Event

FIRST_TOKEN_TIMEOUT = 90.0  # seconds


def play(caller: "ModelCaller", cells: tuple[Cell, ...], journal: Journal, notes: Notes) -> None:
    """Ask every cell and write its result to `journal` as it comes."""
    started = time.monotonic()
    results = played(cells, caller.result, parallel=caller.options.parallel, stop=caller.stop)
    for number, result in enumerate(results, 1):
        journal.add(result)
        left = (time.monotonic() - started) / number * (len(cells) - number)
        notes.mention(
            f"{number}/{len(cells)} {result.task} · {result.model} · {_came(result)} · "
            f"${readable(caller.spent)} so far · {left:.0f} s left"
        )


def _came(result: Result) -> str:
    cause = result.cause.removeprefix("no answer came: ")
    if result.cut:
        return f"cut, so not scored: {cause}"
    return f"{written(result.score)} {result.note}" if result.answered else f"no answer: {cause}"


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
            ending = "unasked" if isinstance(error, OverCap) else Ending.FAILED.value
            return Result(*cell.key, ending, error.message, price=candidate.model.price.output)
        checked = reply.text and reply.ended.ending is Ending.WHOLE
        verdict = self._verdict(cell.task, reply.text) if checked else Verdict(Outcome.UNCHECKED)
        return _result(cell, reply, verdict)

    def reply(self, prompt: Prompt, lineup: Lineup, worst: Decimal | None) -> Reply:
        """Ask the one model of `lineup`. Raises OverCap where `worst` does not fit, AskError where no answer comes."""
        if not self._budget.take(worst, self.stop):
            if self.stop.is_set():
                raise KeyboardInterrupt
            raise OverCap(
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
    ended = reply.ended
    # a model may think up to the limit before it says a word
    at_limit = ending_of(ended.finish_reason or "") is Ending.LENGTH
    return Result(
        *cell.key,
        (Ending.LENGTH if at_limit else ended.ending).value,
        ended.cause,
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
