"""A text without the backslashes that end a line in the middle of a word: a shell reads on in the next one.

Where lines end in CRLF, one that goes on loses its CR too: then it goes on as any other.
"""

from assistant.guard.shortened import Shortened
from assistant.pattern import pattern

_BEFORE, _AFTER = r"[A-Za-z0-9_+/=-]{8}", r"[A-Za-z0-9_+/=]{8}"
_FOLDED = (
    ("\\\n", pattern(rf"(\\\n)(?<={_BEFORE}\\\n)(?={_AFTER})")),
    ("\\\r\n", pattern(rf"\\(?:(?<={_BEFORE}\\)\r\n(?={_AFTER})|(\r)(?=\n))")),
)


def unfolded(text: str) -> Shortened:
    """Leave the ends of lines out that part a long word, and the CR of all that go on."""
    shorter = Shortened(text)
    folded = next((folded for sign, folded in _FOLDED if sign in text), None) if "\\" in text else None
    for fold in folded.finditer(text) if folded else ():
        shorter.leave_out(*fold.span(fold.lastindex or 0))
    return shorter
