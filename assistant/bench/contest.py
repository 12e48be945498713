"""A user's own questions as tasks, and what the answers to them say for a swap. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from assistant.bench.blind_comparison import Tally
from assistant.bench.table import Standing
from assistant.bench.task import Task
from assistant.bench.verdict import written
from assistant.catalog import Tier
from assistant.cost import readable
from assistant.digits import counted
from assistant.errors import UsageError
from assistant.prompt import Prompt
from assistant.record import Record
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Contest:
    """The questions of one tier, and who answers them: the model it has and the one that may take its place."""

    tier: Tier
    tasks: tuple[Task, ...]
    incumbent: str
    challenger: str


def tasks_of(tier: Tier, records: Iterable[Record]) -> tuple[Task, ...]:
    """Give the questions of a tier's `records` as tasks that no check covers."""
    return tuple(
        Task(f"{tier.label}-{record.id}", Prompt(record.question or record.prompt), None, own=True)
        for record in records
    )


def plain_contests(found: tuple[Contest, ...]) -> list[dict[str, object]]:
    """Give contests for the run's file."""
    return [
        {
            "tier": contest.tier.label,
            "questions": {task.name: task.prompt.text for task in contest.tasks},
            "incumbent": contest.incumbent,
            "challenger": contest.challenger,
        }
        for contest in found
    ]


def contests_from(plain: Sequence[object]) -> tuple[Contest, ...]:
    """Read what `plain_contests` wrote. Raises UsageError for anything else."""
    return tuple(map(_contest, plain))


def _contest(plain: object) -> Contest:
    match plain:
        case {
            "tier": str(label),
            "questions": {**questions},
            "incumbent": str(incumbent),
            "challenger": str(challenger),
        } if label.upper() in Tier.__members__ and all(isinstance(text, str) for text in questions.values()):
            tasks = tuple(
                Task(str(name), Prompt(str(text)), None, own=True) for name, text in questions.items()
            )
            return Contest(Tier[label.upper()], tasks, incumbent, challenger)
        case _:
            raise UsageError(
                "the run's own questions cannot be read", hint="start a new run, without --resume"
            )


def suggestion(contest: Contest, found: Sequence[Standing], picks: Sequence[Tally]) -> str:
    """Give a line with the figures of a contest, and the swap they speak for, if any.

    For a swap: not picked less often, no lower score where a judge gave any, and cheaper; or better at no higher cost.
    Figures of which some are missing speak for none.
    """
    standing = {one.model: one for one in found}
    picked = {one.model: one for one in picks}
    old, new = standing.get(contest.incumbent), standing.get(contest.challenger)
    if old is None or new is None:
        return f"{contest.tier.label}: no answers to compare"
    figures = "; ".join(_figures(one, picked) for one in (old, new))
    line = f"{contest.tier.label}, {counted(len(contest.tasks), 'question')}: {figures}"
    missing = sum(one.cut + one.unanswered for one in (old, new))
    if missing:
        return f"{line}. No word on a swap: {counted(missing, 'answer')} cut or missing"
    quality = _sign(new.score, old.score), _wins(contest, picked)
    price = _sign(new.cost, old.cost)
    judged = any(sign is not None for sign in quality)
    better = [sign for sign in quality if sign]
    no_worse = judged and all(sign > 0 for sign in better)
    if price is None or not no_worse or not (price < 0 or (price == 0 and better)):
        return f"{line}. {'No' if judged else 'Not judged: no'} reason to swap"
    return f"{line}. Suggested: ask swap {contest.tier.label} {contest.challenger}"


def _figures(one: Standing, picked: Mapping[str, Tally]) -> str:
    tally = picked.get(one.model)
    parts = [one.model]
    if tally is not None:
        parts.append(f"picked {tally.won} of {tally.won + tally.lost + tally.tied}")
    if one.score is not None:
        parts.append(f"score {written(one.score)}")
    parts.append("cost unknown" if one.cost is None else f"${readable(one.cost)} an answer")
    return " ".join((parts[0], ", ".join(parts[1:])))


def _wins(contest: Contest, picked: Mapping[str, Tally]) -> int | None:
    new, old = picked.get(contest.challenger), picked.get(contest.incumbent)
    return None if new is None or old is None else _sign(Decimal(new.won), Decimal(old.won))


def _sign(one: Decimal | None, other: Decimal | None) -> int | None:
    return None if one is None or other is None else (one > other) - (one < other)
