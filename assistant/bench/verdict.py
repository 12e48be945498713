"""What a check found: the scores of the axes it covers, and what it saw. Pure."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from assistant.bench.checker import Case
from assistant.values import dataclass

WRONG_AT_MOST = Decimal(4)  # on correctness


class Outcome(Enum):
    """How a check ended."""

    RIGHT = "right"
    WRONG = "wrong"
    STOPPED = "stopped"  # took too long or too much memory
    REFUSED = "refused"  # tried what no answer may: a file, a socket, a process
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Scores from 1 to 10, None where the check does not cover the axis. `note` is a line for a person."""

    outcome: Outcome
    correctness: Decimal | None = None
    edges: Decimal | None = None
    note: str = ""


def tenths(amount: Decimal) -> Decimal:
    """Round to one decimal as people do: halves up."""
    return amount.quantize(Decimal("0.1"), ROUND_HALF_UP)


def written(score: Decimal | None) -> str:
    """Write a score or a value to one decimal, "-" where there is none."""
    return "-" if score is None else f"{tenths(score)}"


def refused(what: str) -> Verdict:
    """Give the verdict on an answer that tried `what`."""
    return Verdict(Outcome.REFUSED, Decimal(1), Decimal(1), f"tried {what}")


def judged_cases(
    cases: Sequence[Case], given: Mapping[int, str], *, stopped: str = "", note: str = ""
) -> Verdict:
    """Hold what came back (case number to text) against what was to come; `stopped` says why not all did."""
    passed = [_accepted(case.gives, given.get(number)) for number, case in enumerate(cases)]
    correct = [one for one, case in zip(passed, cases, strict=True) if case.axis == "correctness"]
    edges = [one for one, case in zip(passed, cases, strict=True) if case.axis == "edges"]
    right = all(correct)
    outcome = Outcome.STOPPED if stopped else Outcome.RIGHT if right else Outcome.WRONG
    seen = f"{sum(correct)}/{len(correct)} cases, {sum(edges)}/{len(edges)} edge cases"
    return Verdict(
        outcome,
        Decimal(10) if right else _part(sum(correct), len(correct), WRONG_AT_MOST),
        _part(sum(edges), len(edges), Decimal(10)) if edges else None,
        "; ".join(filter(None, (stopped, note, seen))),
    )


def _part(passed: int, of: int, top: Decimal) -> Decimal:
    return tenths(1 + (top - 1) * passed / of)


def _accepted(accepted: tuple[str, ...], text: str | None) -> bool:
    if text is None or text in {"!MemoryError", "!SystemExit", "!KeyboardInterrupt"}:
        return False
    return any(
        text == one or (one == "*" and not text.startswith("!")) or (one == "!" and text.startswith("!"))
        for one in accepted
    )
