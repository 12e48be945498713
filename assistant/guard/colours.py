"""A text without the sequences that colour it on a terminal, as they are or written out: they hide words."""

import re
from functools import cache

from assistant.guard.literals import matches
from assistant.guard.shortened import Shortened


def uncoloured(text: str) -> Shortened:
    """Leave the colours out of a text."""
    shorter = Shortened(text)
    if "\x1b" in text or _coloured().search(text):
        places = [opening.start() for opening in _opening().finditer(text)]
        for colours in matches(_sequences, text, places):
            start, end = colours.span()
            begun = colours.lastindex and text[start - 1 : start].isalnum()  # a word of its own begins
            shorter.leave_out(start, end, " " if begun else "")
    return shorter


@cache
def _coloured() -> re.Pattern[str]:
    return re.compile(r"\[[\d;]{1,30}m")


@cache
def _opening() -> re.Pattern[str]:
    # A search for one of a set of characters is several times faster than one for the whole.
    return re.compile(r"[\x1b\u241b\\\[](?:(?<=[\x1b\u241b])\[|(?<=\\)[uxeE0]|(?<=\[)\d)")


@cache
def _sequences() -> re.Pattern[str]:
    # What was copied from a terminal has lost its ESC, or shows it as a symbol. A reset holds no group.
    return re.compile(
        r"(?:(?:\x1b|\u241b|\\(?:u001[bB]|x1[bB]|[eE]|033))\[[0;?]{0,30}+([1-9])?+[\d;?]{0,30}+[A-Za-z]"
        r"|\[(?=\d)[0;]{0,30}+([1-9])?+[\d;]{0,30}+m(?!\]))+"
    )
