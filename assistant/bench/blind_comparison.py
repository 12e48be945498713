"""Answers side by side without names, for a person to pick from. Pure."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from assistant.bench.run import Key, Result, rounds_of
from assistant.render.widths import columns_of, cut
from assistant.safe import visible
from assistant.values import dataclass

NARROWEST = 40  # columns of a side; on a narrower terminal the answers stand below each other
_GAP = " │ "


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers to the same question, in the order they are shown."""

    left: Result
    right: Result


@dataclass(frozen=True, slots=True)
class Pick:
    """What a person picked in a round: `better` and `worse` are models; a tie is of the two in any order."""

    task: str
    better: str
    worse: str
    tie: bool = False
    repeat: int = 1

    @property
    def cells(self) -> frozenset[Key]:
        """What names the two answers within their run."""
        return frozenset((self.task, model, self.repeat) for model in (self.better, self.worse))


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a model was picked, passed over, or found equal."""

    model: str
    won: int
    lost: int
    tied: int


def pick_from(plain: Mapping[str, Any]) -> Pick:
    """Read a pick of a run's file. Raises TypeError for anything else."""
    pick = Pick(**plain)
    texts = (pick.task, pick.better, pick.worse)
    if not all(isinstance(name, str) for name in texts) or not isinstance(pick.repeat, int):
        raise TypeError("no pick")
    return pick


def pairs_of(results: Iterable[Result], seed: int) -> tuple[Pair, ...]:
    """Give every two answers to the same task of the same round, sides and order shuffled."""
    drawn = random.Random(seed)  # noqa: S311 - an order, no secret
    pairs = [Pair(*drawn.sample(two, 2)) for kept in rounds_of(results) for two in combinations(kept, 2)]
    drawn.shuffle(pairs)
    return tuple(pairs)


def tallies(picks: Iterable[Pick]) -> tuple[Tally, ...]:
    """Give how each model fared, the most picked first."""
    kept = tuple(picks)
    models = dict.fromkeys(name for pick in kept for name in (pick.better, pick.worse))
    found = [
        Tally(
            model,
            sum(pick.better == model and not pick.tie for pick in kept),
            sum(pick.worse == model and not pick.tie for pick in kept),
            sum(pick.tie and model in {pick.better, pick.worse} for pick in kept),
        )
        for model in models
    ]
    return tuple(sorted(found, key=lambda one: (one.lost - one.won, one.model)))


def as_lines(found: Iterable[Tally]) -> list[str]:
    """Give the tallies as lines."""
    return [
        f"{one.model:<20} picked {one.won} of {one.won + one.lost + one.tied}"
        + (f", {one.tied} equal" if one.tied else "")
        for one in found
    ]


def side_by_side(pair: Pair, columns: int) -> Iterator[str]:
    """Give both answers as rows of at most `columns` columns: 1 on the left or above, 2 on the right or below."""
    width = (columns - len(_GAP)) // 2
    if width < NARROWEST:
        for number, result in enumerate((pair.left, pair.right), 1):
            yield f"── {number} ".ljust(max(columns, 8), "─")
            yield from wrapped(result.answer, columns)
        return
    left, right = wrapped(pair.left.answer, width), wrapped(pair.right.answer, width)
    yield _row("1", "2", width)
    for number in range(max(len(left), len(right))):
        yield _row(
            left[number] if number < len(left) else "", right[number] if number < len(right) else "", width
        )


def _row(left: str, right: str, width: int) -> str:
    return f"{left}{' ' * (width - columns_of(left))}{_GAP}{right}".rstrip()


def wrapped(text: str, columns: int) -> Sequence[str]:
    """Give a text made harmless as rows of at most `columns` columns, broken at spaces where there are any."""
    rows = []
    for line in visible(text).expandtabs(4).splitlines():
        rest = line
        while columns_of(rest) > columns:
            head = cut(rest, columns) or rest[:1]
            space = head.rfind(" ")
            if space > len(head) // 2:
                head = head[:space]
            rows.append(head)
            rest = rest[len(head) :].removeprefix(" ")
        rows.append(rest)
    return rows
