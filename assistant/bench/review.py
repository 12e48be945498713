"""Holds a code review against the faults that were planted in the code. Pure."""

import re
from collections.abc import Mapping
from decimal import Decimal

from assistant.bench.verdict import WRONG_AT_MOST, Outcome, Verdict, tenths

# A sentence that denies a fault does not name it.
_DENIES = re.compile(
    r"\b(no|not any|free of|without) ([\w-]+ ){0,3}(injection|risk|issue|problem|vulnerab\w+|leak\w*|xss|fault)s?\b"
    r"|\b(is|are|looks?|seems?) (\w+ )?(safe|secure|fine|correct|good|ok|okay)\b"
    r"|\b(not|n't|never) (vulnerable|affected|needed|necessary|a (problem|risk|concern))",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
LONGEST = 50_000  # characters of a review that are read


def judged_review(text: str, faults: Mapping[str, re.Pattern[str]]) -> Verdict:
    """Score the part of `faults` that `text` names; under half is wrong, and scores no more than 4."""
    sentences = [one for one in _SENTENCES.split(text[:LONGEST]) if not _DENIES.search(one)]
    missed = [name for name, pattern in faults.items() if not any(map(pattern.search, sentences))]
    named = len(faults) - len(missed)
    half = Decimal(len(faults)) / 2
    if named < half:
        score = 1 + (WRONG_AT_MOST - 1) * named / half
    else:
        score = WRONG_AT_MOST + (10 - WRONG_AT_MOST) * (named - half) / half
    note = f"{named}/{len(faults)} faults named" + (f"; missed: {', '.join(missed)}" if missed else "")
    return Verdict(Outcome.WRONG if named < half else Outcome.RIGHT, tenths(score), None, note)
