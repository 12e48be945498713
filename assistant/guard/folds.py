"""A text without the backslashes that end a line in the middle of a word: a shell reads on in the next one."""

from assistant.guard.shortened import Shortened
from assistant.pattern import pattern

_FOLD = "\\\n"
_FOLDED = pattern(r"\\\n(?<=[A-Za-z0-9_+/=-]{8}\\\n)(?=[A-Za-z0-9_+/=]{8})")


def unfolded(text: str) -> Shortened:
    """Leave the ends of lines out that part a long word."""
    shorter = Shortened(text)
    if "\\" in text and _FOLD in text:
        for fold in _FOLDED.finditer(text):
            shorter.leave_out(*fold.span())
    return shorter
