"""The texts that strings hold, without the escapes of JSON and most code: names and quotes are as elsewhere."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.guard.finding import Hit
from assistant.guard.shortened import Shortened
from assistant.pattern import pattern

if TYPE_CHECKING:
    import re

_SIGN = '\\"'
_BETWEEN = "\n\n"  # what stands between two such texts
_REST = pattern(r"(?:[^\"\\\n]++|\\.)*+")
_OPENING = pattern(r"\\(?:(?<![^\s:=,([{]\\)|(?<=\\[nrt]\\))\\*+\"[^\"\\]")
# Of texts up to three strings deep, and what each stands for; a search for what begins with a letter is fast.
_ESCAPES = (
    (pattern(r"\\(?<!\\\\)\\*+(?=[\"/])"), ""),  # from the first of them on: linear
    *(
        (pattern(rf"\\(?:\\(?:\\\\)?)?{letter}"), meant)
        for letter, meant in zip("nrt", "\n\r\t", strict=True)
    ),
)


def parted(text: str) -> "tuple[Shortened, Strings] | None":
    """Part a text into what is left without such strings, and these; None where there are none."""
    spans = list(_strings(text)) if _SIGN in text else []
    if not spans:
        return None
    rest, strings = Shortened(text), Shortened(text)
    past = 0
    for start, end in spans:
        rest.leave_out(start, end)
        strings.leave_out(past, start, _BETWEEN)
        past = end
    strings.leave_out(past, len(text))
    return rest, Strings(strings)


class Strings:
    """What such strings hold, and the way back to the places of the whole."""

    def __init__(self, strings: Shortened) -> None:
        self._strings = strings
        self._steps: list[tuple[str, re.Pattern[str], str]] = []
        self.text = strings.text()
        for escape, meant in _ESCAPES:
            if escape.search(self.text):
                self._steps.append((self.text, escape, meant))
                self.text = escape.sub(meant, self.text)

    def restored(self, found: list[Hit]) -> list[Hit]:
        """Give the hits in the text as they stand in the whole."""
        for text, escape, meant in reversed(self._steps) if found else ():
            shorter = Shortened(text)
            for one in escape.finditer(text):
                shorter.leave_out(*one.span(), meant)
            found = shorter.restored(found)
        return self._strings.restored(found)


def _strings(text: str) -> Iterator[tuple[int, int]]:
    """Give where each begins and ends; one in a line that shows no beginning or no end is what is there of it."""
    past = 0
    place = text.find(_SIGN)
    while place >= 0:
        start = 1 + max(past - 1, text.rfind('"', past, place), text.rfind("\n", past, place))
        rest = _REST.match(text, start)
        past = max(rest.end() if rest else 0, place + len(_SIGN))
        openings = _OPENING.finditer(text, start, past)
        if next(openings, None) and next(openings, None):  # a string that holds two of its own
            yield start, past
        place = text.find(_SIGN, past)
