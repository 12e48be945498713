"""A text without what a mail, an excerpt of a difference or a numbered listing puts before each line of it."""

from assistant.guard.shortened import Shortened
from assistant.pattern import pattern

_SHORT = 50_000  # characters: a longer text that is marked begins so
_MARK = r"(?:> ?)++|\+| {1,5}\d{1,6}(?:\t| {1,4}│ ?)|(?:[\w.-]*+/[\w./-]{1,100}+:)?\d{1,6}:(?!\d\d)"
_FIRST = pattern(_MARK)
_NEXT = pattern(rf"\n(?:{_MARK})")


def unmarked(text: str) -> Shortened:
    """Leave out what stands before the lines: the signs of a quotation, of lines that are added, a line's number."""
    shorter = Shortened(text)
    first = _FIRST.match(text)
    if first:
        shorter.leave_out(0, first.end())
    if first or len(text) < _SHORT:
        for mark in _NEXT.finditer(text):
            shorter.leave_out(mark.start() + 1, mark.end())
    return shorter
