"""Sum up the user's own marks: how often the routing was right, how sure it was, and which reasons mislead."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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


def report_of(marks: Iterable[Mark]) -> Iterator[str]:
    """Give the lines that sum up marks, given as they were made: a later one of a decision takes the earlier's place."""
    kept = tuple({mark.decision or place: mark for place, mark in enumerate(marks)}.values())
    if not kept:
        yield "No decisions are marked yet: `ask route --feedback right` marks the last one."
        return
    yield f"{_right(kept)} of {len(kept)} marked decisions were right ({_percent(kept)})."
    for tier in Tier:
        if of := [mark for mark in kept if mark.chosen is tier]:
            yield f"  {tier.label:9}  {_right(of)} of {len(of)} right"
    yield "How sure it was, and how often that was right:"
    for low, high in pairwise(BANDS):
        if of := [mark for mark in kept if low <= mark.confidence < high or mark.confidence == high == 1]:
            mean = sum(mark.confidence for mark in of) / len(of)
            yield f"  {low:.1f}-{high:.1f}  said {mean:.0%}, was {_percent(of)} of {len(of)}"
    if misleading := _misleading(kept):
        yield "Reasons that mislead:"
        yield from misleading[:10]
    if len(kept) < FEW:
        yield "These are few marks: read them as a hint."


def _misleading(marks: Sequence[Mark]) -> list[str]:
    """Give a line for each rule that spoke for wrong choices: how often that was so, and what was wanted; worst first."""
    spoken = Counter(rule for mark in marks for rule in set(mark.rules))
    wrong = Counter(rule for mark in marks if not mark.right for rule in set(mark.rules))
    found = []
    for rule, count in sorted(wrong.items(), key=lambda one: (-one[1] / spoken[one[0]], -one[1], one[0])):
        wanted = Counter(mark.verdict for mark in marks if not mark.right and rule in mark.rules)
        most = max(wanted, key=lambda tier: (wanted[tier], -tier))
        times = f"wrong {count} of {spoken[rule]} times"
        found.append(f"  {shown_as(rule)}: {times}, mostly {most.label} was wanted")
    return found


def _right(marks: Sequence[Mark]) -> int:
    return sum(mark.right for mark in marks)


def _percent(marks: Sequence[Mark]) -> str:
    return f"{_right(marks) / len(marks):.0%}"
