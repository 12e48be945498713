"""Texts that say the same over and over: of a long stretch of that only the beginning and the end are looked at."""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.guard.finding import Hit
from assistant.guard.hordes import NEAR, SECRETS, joined
from assistant.guard.shortened import Shortened

_STEP = 16_000  # characters from one place at which a stretch is looked for to the next
_PROBE = 256  # characters that must come again
_LONGEST = (
    4_000  # characters after which they do; at every second place twice, at every fourth 4 times as many
)
_REACH = 4_200  # characters: hardly any rule looks farther to judge a value
_LEAD, _TAIL = 2 * _REACH, 3 * _REACH  # what stays before the first one looked at, and behind the last
_FIRST = 1_000  # characters that are compared at once


class _Cut(NamedTuple):
    """What is left out: `times` stretches of `unit` characters, the first at `start`, all the same as the one before."""

    start: int
    unit: int
    times: int


class Condensed:
    """A text without what only repeats it, and the way back to the places of the whole."""

    def __init__(self, text: str) -> None:
        self._cuts = tuple(_cuts(text))
        shorter = Shortened(text)
        for cut in self._cuts:
            shorter.leave_out(cut.start, cut.start + cut.unit * cut.times)
        self.text, self._place = shorter.text(), shorter.place

    def restored(self, found: list[Hit], *, by_stretch: bool) -> list[Hit]:
        """Give the hits of the shorter text where they stand in the whole, and again in what was left out.

        Where that makes them very many, they are given `by_stretch`.
        """
        hits = [self._moved(hit) for hit in found]
        for cut in self._cuts:
            pattern = [
                hit
                for hit in hits
                if cut.start - cut.unit <= hit.start < cut.start and hit.end - hit.start <= cut.unit
            ]
            if by_stretch and len(pattern) * cut.times >= SECRETS:
                pattern = joined(pattern, near=NEAR)
            for shift in range(cut.unit, cut.unit * cut.times + 1, cut.unit):
                hits += [
                    Hit(start + shift, end + shift, rule, label, kind)
                    for start, end, rule, label, kind in pattern
                ]
        return hits

    def _moved(self, hit: Hit) -> Hit:
        """Give a hit as it stands in the whole text; a short one goes on behind a cut as it did before."""
        start, last = self._place(hit.start), self._place(hit.end - 1)
        length = hit.end - hit.start
        if last - start >= length and length <= next(cut.unit for cut in self._cuts if cut.start > start):
            last = start + length - 1
        return hit._replace(start=start, end=last + 1)


def _cuts(text: str) -> Iterator[_Cut]:
    place = 0
    while place < len(text) - _STEP:
        step = place // _STEP
        farthest = place + _LONGEST * (step & -step) + _PROBE if step else len(text)
        again = text.find(text[place : place + _PROBE], place + 1, farthest)
        if again >= 0:
            period = again - place
            unit = -(-_REACH // period) * period
            end = _end_of_stretch(text, again, period)
            times = (end - place - _LEAD - _TAIL) // unit - 1
            if times > 0:
                yield _Cut(place + _LEAD + unit, unit, times)
                place = end
        place += _STEP


def _end_of_stretch(text: str, place: int, period: int) -> int:
    """Give a place up to which the text says what it said `period` characters before."""
    step = _FIRST
    while step >= _FIRST:
        same = text[place : place + step] == text[place - period : place - period + step]
        if same and place + step <= len(text):
            place, step = place + step, step * 2
        else:
            step //= 2
    return place
