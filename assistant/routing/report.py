"""Sum up the user's own marks: how often the routing was right, how sure it was, and which reasons mislead."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from assistant.catalog import Tier
from assistant.routing.explain import shown_as
from assistant.values import dataclass

FEW = 30  # marks below which a report is no more than a hint
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A decision the user has judged: the tier chosen, how sure (0 to 1), the rules that spoke, the right tier.

    `decision` tells it from others, "" where that is not known.
    """

    chosen: Tier
    confidence: float
    rules: tuple[str, ...]
    verdict: Tier
    decision: str = ""

    @property
    def right(self) -> bool:
        """Tell whether the user found the choice right."""
        return self.chosen is self.verdict


@dataclass(frozen=True, slots=True)
class Band:
    """Decisions of like confidence: from `low` up to `high`, how many, the mean confidence, how many were right."""

    low: float
    high: float
    count: int
    mean: float
    right: int


@dataclass(frozen=True, slots=True)
class Misleading:
    """A rule that spoke for wrong choices: how often it spoke, how often that was wrong, and what was wanted."""

    rule: str
    count: int
    wrong: int
    wanted: Tier


@dataclass(frozen=True, slots=True)
class Report:
    """What the marks say: `tiers` holds (right, all) by the tier chosen; rules that mislead, the worst first."""

    count: int
    right: int
    tiers: tuple[tuple[Tier, int, int], ...]
    bands: tuple[Band, ...]
    misleading: tuple[Misleading, ...]


def report_of(marks: Iterable[Mark]) -> Report:
    """Sum up marks, given as they were made: a later one of the same decision takes the place of the earlier."""
    all_marks = tuple({mark.decision or place: mark for place, mark in enumerate(marks)}.values())
    tiers = tuple(
        (tier, sum(mark.right for mark in of), len(of))
        for tier in Tier
        if (of := [mark for mark in all_marks if mark.chosen is tier])
    )
    return Report(
        len(all_marks),
        sum(mark.right for mark in all_marks),
        tiers,
        _bands(all_marks),
        _misleading(all_marks),
    )


def _bands(marks: tuple[Mark, ...]) -> tuple[Band, ...]:
    found = []
    for low, high in pairwise(BANDS):
        of = [
            mark for mark in marks if low <= mark.confidence < high or (high == BANDS[-1] == mark.confidence)
        ]
        if of:
            mean = sum(mark.confidence for mark in of) / len(of)
            found.append(Band(low, high, len(of), mean, sum(mark.right for mark in of)))
    return tuple(found)


def _misleading(marks: tuple[Mark, ...]) -> tuple[Misleading, ...]:
    spoken = Counter(rule for mark in marks for rule in dict.fromkeys(mark.rules))
    wrong = Counter(rule for mark in marks if not mark.right for rule in dict.fromkeys(mark.rules))
    found = []
    for rule, count in wrong.items():
        wanted = Counter(mark.verdict for mark in marks if not mark.right and rule in mark.rules)
        found.append(
            Misleading(rule, spoken[rule], count, max(wanted, key=lambda tier: (wanted[tier], -tier)))
        )
    return tuple(sorted(found, key=lambda one: (-one.wrong / one.count, -one.wrong, one.rule)))


def lines_of(report: Report) -> tuple[str, ...]:
    """Give the lines that show a report to the user, plain text without colour."""
    if not report.count:
        return ("No decisions are marked yet: `ask route --feedback right` marks the last one.",)
    lines = [
        f"{report.right} of {report.count} marked decisions were right ({_percent(report.right, report.count)})."
    ]
    lines += [f"  {tier.label:9}  {right} of {count} right" for tier, right, count in report.tiers]
    lines.append("How sure it was, and how often that was right:")
    lines += [
        f"  {band.low:.1f}-{band.high:.1f}  said {band.mean:.0%}, was {_percent(band.right, band.count)} of {band.count}"
        for band in report.bands
    ]
    if report.misleading:
        lines.append("Reasons that mislead:")
        lines += [
            f"  {shown_as(one.rule)}: wrong {one.wrong} of {one.count} times, mostly {one.wanted.label} was wanted"
            for one in report.misleading[:10]
        ]
    if report.count < FEW:
        lines.append("These are few marks: read them as a hint.")
    return tuple(lines)


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}"
