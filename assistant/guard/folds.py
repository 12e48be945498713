"""A text without the ends of lines in the middle of a word: a shell reads on in the next one, and so does a reader.

A shell goes on behind a backslash; where lines end in CRLF, one that goes on loses its CR too: then it goes on as any
other. A terminal or a mail breaks what is too long for it at its edge.
"""

from collections.abc import Iterator

from assistant.guard.shortened import Shortened
from assistant.pattern import pattern

_BEFORE, _AFTER = r"[A-Za-z0-9_+/=-]{8}", r"[A-Za-z0-9_+/=]{8}"
_FOLDED = (
    ("\\\n", pattern(rf"(\\\n)(?<={_BEFORE}\\\n)(?={_AFTER})")),
    ("\\\r\n", pattern(rf"\\(?:(?<={_BEFORE}\\)\r\n(?={_AFTER})|(\r)(?=\n))")),
)
_LONGEST, _NARROWEST = 50_000, 60  # characters and columns of a text that may be broken at its edge
# The rest of a word of letters and digits that ends as a value does, and names no other one. Behind small letters alone,
# as commands end in, stands what they print.
_BROKEN = pattern(
    r"(?<=[\w+/=.~%-]{8})(?<![a-z/=.~%_-]{8})\n(?=(?:[A-Za-z]*+\d|[a-z]++[A-Z]|[A-Z]++[a-z]++[A-Z])[\w+/.~%-]*+={0,2}(?:[\"'`,;)\]}&\s]|\Z))"
)


def unfolded(text: str) -> Shortened:
    """Leave the ends of lines out that part a long word, and the CR of all that go on."""
    shorter = Shortened(text)
    folded = next((folded for sign, folded in _FOLDED if sign in text), None) if "\\" in text else None
    ends = (fold.span(fold.lastindex or 0) for fold in folded.finditer(text)) if folded else _edges(text)
    for start, end in ends:
        shorter.leave_out(start, end)
    return shorter


def _edges(text: str) -> Iterator[tuple[int, int]]:
    """Give where a word goes on behind the end of one of the longest lines."""
    if len(text) > _LONGEST:
        return
    lengths = list(map(len, text.split("\n")))
    longest = max(lengths)
    if longest < _NARROWEST or longest == len(text):
        return
    place = 0
    for length in lengths:
        place += length + 1
        if length == longest and (broken := _BROKEN.match(text, place - 1)):
            yield broken.span()
