"""A text without the sequences that colour it on a terminal, as they are or written out: they hide words."""

from assistant.guard.literals import matches
from assistant.guard.shortened import Shortened
from assistant.pattern import pattern

_COLOURED = pattern(r"\[[\d;]{1,30}m")
# A search for one of a set of characters is several times faster than one for the whole.
_OPENING = pattern(r"[\x1b\u241b\\\[](?:(?<=[\x1b\u241b])\[|(?<=\\)[uxeE0]|(?<=\[)\d)")
# What was copied from a terminal has lost its ESC, or shows it as a symbol. A reset holds no group.
_SEQUENCES = pattern(
    r"(?:(?:\x1b|\u241b|\\(?:u001[bB]|x1[bB]|[eE]|033))\[[0;?]{0,30}+([1-9])?+[\d;?]{0,30}+[A-Za-z]"
    r"|\[(?=\d)[0;]{0,30}+([1-9])?+[\d;]{0,30}+m(?!\]))+"
)


def uncoloured(text: str) -> Shortened:
    """Leave the colours out of a text."""
    shorter = Shortened(text)
    if "\x1b" in text or _COLOURED.search(text):
        places = [opening.start() for opening in _OPENING.finditer(text)]
        for colours in matches(_SEQUENCES, text, places):
            start, end = colours.span()
            begun = colours.lastindex and text[start - 1 : start].isalnum()  # a word of its own begins
            shorter.leave_out(start, end, " " if begun else "")
    return shorter
