"""A run: every task to every model, again and again; what each call gave, and what the whole may cost."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from decimal import Decimal
from math import isfinite
from queue import Empty, SimpleQueue
from threading import Condition, Event
from typing import Any, TypeVar

from assistant.bench.task import Task
from assistant.cap import most_input_tokens, worst_case
from assistant.catalog import Candidate
from assistant.conversation import NOTHING_SAID, messages_for
from assistant.cost import decimal_text
from assistant.interrupt import Uninterrupted
from assistant.values import dataclass

LOOKING = 0.1  # seconds between two looks for an interrupt

Key = tuple[str, str, int]
Asked = TypeVar("Asked")
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Named:
    """A model of a run, and its name there: as a person types it, behind its provider's where that is not the default."""

    name: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Cell:
    """One call: a task put to a model for the `repeat`-th time (1 is the first)."""

    task: Task
    model: Named
    repeat: int

    @property
    def key(self) -> Key:
        """What names the cell within its run."""
        return self.task.name, self.model.name, self.repeat

    def worst(self, max_tokens: int) -> Decimal | None:
        """Give the most US$ the call can cost, None where no price bounds it."""
        tokens = most_input_tokens(messages_for(self.task.prompt, NOTHING_SAID))
        return worst_case(self.model.candidate, input_tokens=tokens, max_tokens=max_tokens)


@dataclass(frozen=True, slots=True)
class Result:
    """What a call gave. Scores are 1 to 10, None where not scored; money is US$, times are seconds.

    `ending` is "whole" for an answer that is; `cause` says why there is none, or not all of it: what came of a cut one is
    kept, and no score is given for it, which would be the limit's or the network's. `judge` scored what no
    check covers, `judge_spread` is the most by which its two orders differed on an axis; it and `model` are names in the
    run.
    """

    task: str
    model: str
    repeat: int
    ending: str
    cause: str = ""
    answer: str = ""
    outcome: str = ""
    note: str = ""
    correctness: Decimal | None = None
    edges: Decimal | None = None
    cost: Decimal | None = None
    cost_estimated: bool = False
    price: Decimal | None = None
    output_tokens: int = 0
    thinking_tokens: int = 0
    time_to_first_token: float | None = None
    elapsed: float | None = None
    quality: Decimal | None = None
    documentation: Decimal | None = None
    judge: str = ""
    judge_spread: Decimal | None = None

    @property
    def key(self) -> Key:
        """What names the cell within its run."""
        return self.task, self.model, self.repeat

    @property
    def answered(self) -> bool:
        """Whether the model gave an answer, and all of it."""
        return bool(self.answer) and self.ending == "whole"

    @property
    def cut(self) -> bool:
        """Whether an answer came that is not the whole."""
        return bool(self.answer) and self.ending != "whole"

    @property
    def asked(self) -> bool:
        """Whether anything was sent for it, or tried to."""
        return self.ending != "unasked"

    @property
    def score(self) -> Decimal | None:
        """The mean of the axes that were scored, each of the same weight."""
        axes = (self.correctness, self.edges, self.quality, self.documentation)
        scored = [axis for axis in axes if axis is not None and self.answered]
        return sum(scored, Decimal(0)) / len(scored) if scored else None


def rounds_of(results: Iterable[Result]) -> Iterator[list[Result]]:
    """Give the answers to the same task of the same round together."""
    rounds: dict[tuple[str, int], list[Result]] = {}
    for result in results:
        if result.answered:
            rounds.setdefault((result.task, result.repeat), []).append(result)
    yield from rounds.values()


_DECIMALS = ("correctness", "edges", "quality", "documentation", "judge_spread", "cost", "price")
_TYPES = {
    "repeat": int, "output_tokens": int, "thinking_tokens": int, "cost_estimated": bool,
    "time_to_first_token": int | float, "elapsed": int | float,
}  # fmt: skip
_MAY_LACK = {*_DECIMALS, "time_to_first_token", "elapsed"}


def plain_result(result: Result) -> dict[str, Any]:
    """Give a result for JSON: decimals as text."""
    plain = asdict(result)
    return plain | {name: decimal_text(plain[name]) for name in _DECIMALS}


def result_from(plain: dict[str, Any]) -> Result:
    """Read what `plain_result` wrote. Raises TypeError, ArithmeticError for anything else."""
    found = Result(**plain | {name: plain.get(name) and Decimal(plain[name]) for name in _DECIMALS})
    for name, value in asdict(found).items():
        allowed = _TYPES.get(name, Decimal if name in _DECIMALS else str)
        finite = not isinstance(value, float | Decimal) or isfinite(value)
        if not (isinstance(value, allowed) and finite) and not (value is None and name in _MAY_LACK):
            raise TypeError(f"{name} cannot be {value!r}")
    return found


def cells_of(tasks: Iterable[Task], models: Iterable[Named], repeats: int) -> tuple[Cell, ...]:
    """Give the cells of a run, one round of all tasks and models after the other."""
    kept = tuple(models), tuple(tasks)
    return tuple(
        Cell(task, model, repeat) for repeat in range(1, repeats + 1) for task in kept[1] for model in kept[0]
    )


class RunBudget:
    """Keeps a run within `most` US$ (None is without limit): each call sets its worst case aside first."""

    def __init__(self, most: Decimal | None) -> None:
        self._most = most
        self._spent = self._aside = Decimal(0)
        self._given_back = Condition()

    def take(self, worst: Decimal | None, stop: Event) -> bool:
        """Set `worst` aside, where it must be once calls under way have given back what they did not need.

        False where it does not fit whatever they need, where it has no bound, and once `stop` is set.
        """
        if self._most is None:
            return True
        with self._given_back:
            while worst is not None and self._spent + worst <= self._most and not stop.is_set():
                if self._spent + self._aside + worst <= self._most:
                    self._aside += worst
                    return True
                self._given_back.wait(LOOKING)
        return False

    def settle(self, worst: Decimal | None, spent: Decimal | None) -> None:
        """Give back what of `worst` was not spent; an unknown cost keeps all of it."""
        if self._most is not None and worst is not None:
            with self._given_back:
                self._aside -= worst
                self._spent += worst if spent is None else spent
                self._given_back.notify_all()


def played(
    cells: Iterable[Asked], ask: Callable[[Asked], Given], *, parallel: int, stop: Event
) -> Iterator[Given]:
    """Ask every cell, `parallel` at a time, and give results as they come. An interrupt sets `stop` and goes on up."""
    given: SimpleQueue[Future[Given]] = SimpleQueue()  # no lock of it is held where an interrupt is raised
    futures: list[Future[Given]] = []
    with ThreadPoolExecutor(parallel, "bench") as pool:
        try:
            for cell in cells:
                with Uninterrupted():  # or an interrupt may leave a lock of the pool closed for good
                    futures.append(pool.submit(ask, cell))
                    futures[-1].add_done_callback(given.put)
            for _ in futures:
                yield _next(given).result()
        except BaseException:
            stop.set()
            for future in futures:
                future.cancel()
            raise


def _next(given: "SimpleQueue[Future[Given]]") -> "Future[Given]":
    """Wait for a result. A signal that comes just before a wait without a limit is not seen until that ends."""
    while True:
        with suppress(Empty):
            return given.get(timeout=LOOKING)
