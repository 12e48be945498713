"""A text without the sequences that colour it on a terminal, as they are or written out: they hide words."""

import re
from bisect import bisect_right
from functools import cache

from assistant.guard.finding import Hit


class Uncoloured:
    """A text without its colours, and the way back to the places of the coloured one."""

    def __init__(self, text: str) -> None:
        self._seams: list[int] = []  # where something was left out
        self._left_out = [0]  # characters that are left out before a seam
        self.text = self._without(text) if "\x1b" in text or _coloured().search(text) else text

    def restored(self, found: list[Hit]) -> list[Hit]:
        """Give hits as they stand in the coloured text."""
        if not self._seams:
            return found
        return [hit._replace(start=self._place(hit.start), end=self._place(hit.end - 1) + 1) for hit in found]

    def _without(self, text: str) -> str:
        pieces, past, length = [], 0, 0
        for colours in _sequences().finditer(text):
            start, end = colours.span()
            begun = colours.lastindex and text[start - 1 : start].isalnum()  # a word of its own begins
            pieces.append(f"{text[past:start]} " if begun else text[past:start])
            length += len(pieces[-1])
            past = end
            self._seams.append(length)
            self._left_out.append(end - length)
        return "".join([*pieces, text[past:]])

    def _place(self, place: int) -> int:
        return place + self._left_out[bisect_right(self._seams, place)]


@cache
def _coloured() -> re.Pattern[str]:
    return re.compile(r"\[[\d;]{1,30}m")


@cache
def _sequences() -> re.Pattern[str]:
    # What was copied from a terminal has lost its ESC, or shows it as a symbol. A reset holds no group.
    return re.compile(
        r"(?:(?:\x1b|\u241b|\\(?:u001[bB]|x1[bB]|[eE]|033))\[[0;?]{0,30}+([1-9])?+[\d;?]{0,30}+[A-Za-z]"
        r"|\[(?=\d)[0;]{0,30}+([1-9])?+[\d;]{0,30}+m(?!\]))+"
    )
