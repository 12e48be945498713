"""The sides of a difference, without the marks before their lines: what stands on two lines is as in the file itself."""

from bisect import bisect_right
from collections.abc import Callable
from itertools import compress

from assistant.guard.finding import Hit
from assistant.guard.shortened import Shortened
from assistant.pattern import pattern

_OPENING = "@@ -"
_HUNK = pattern(rf"{_OPENING}(?<![^\n]{_OPENING})\d[^@\n]{{1,40}}@@[^\n]*+((?:\n[ +\\-][^\n]*+)++)")
_MANY = 2_000  # hunks, from which on they are taken together with what is between them
_LARGE = 50_000  # characters of a hunk, from which on all of its old side is looked at
_MARKS = " -+"  # what stands before a line: of both sides, of the old one, of the new one
_Pick = Callable[[list[str]], list[bool]]


class Side:
    """What is left of a text where some parts of it are without the lines of the other side, and the way back."""

    def __init__(self, text: str) -> None:
        self._whole = text
        self._pieces: list[str] = []
        self._length = 0
        self._begins: list[int] = []  # where each piece begins
        # What each is of, and which of its lines are left.
        self._parts: list[tuple[int, int, _Pick | None]] = []

    def add(self, start: int, end: int, pick: _Pick | None = None) -> None:
        """Add a part of the text: all of it, or those of its lines that `pick` tells, without their marks."""
        piece = self._whole[start:end]
        if pick:
            lines = _lines(piece)
            kept = compress(lines, pick(lines))
            piece = "".join([f"\n{line[1:] if line[:1] in _MARKS else line}" for line in kept])
        self._begins.append(self._length)
        self._parts.append((start, end, pick))
        self._pieces.append(piece)
        self._length += len(piece)

    def text(self) -> str:
        """Give what is left."""
        return "".join(self._pieces)

    def restored(self, found: list[Hit]) -> list[Hit]:
        """Give the hits of what is left as they stand in the whole."""
        places: dict[int, Callable[[int], int]] = {}

        def place(at: int) -> int:
            index = bisect_right(self._begins, at) - 1
            if index not in places:
                places[index] = self._places_in(*self._parts[index])
            return places[index](at - self._begins[index])

        return [Hit(place(start), place(end - 1) + 1, *told) for start, end, *told in found]

    def _places_in(self, start: int, end: int, pick: _Pick | None) -> Callable[[int], int]:
        left = Shortened(self._whole)
        left.leave_out(0, start)
        at = start  # of the end of a line before
        lines = _lines(self._whole[start:end]) if pick else []
        for line, kept in zip(lines, pick(lines) if pick else (), strict=True):
            if not kept:
                left.leave_out(at, at + 1 + len(line))
            elif line and line[0] in _MARKS:
                left.leave_out(at + 1, at + 2)
            at += 1 + len(line)
        return left.place


def sides(text: str) -> tuple[Side, ...]:
    """Give the sides of a difference, none where there is none.

    The first is all of it with what each hunk becomes, the second what those were that become something else.
    """
    hunks = [hunk.span(1) for hunk in _HUNK.finditer(text)] if _OPENING in text else []
    if not hunks:
        return ()
    if len(hunks) > _MANY:
        hunks = [(hunks[0][0], hunks[-1][1])]
    new, old = Side(text), Side(text)
    past = 0
    for start, end in hunks:
        hunk = text[start:end]
        new.add(past, start)
        if "\n+" not in hunk:
            new.add(start, end, _old)
        else:
            new.add(start, end, _new)
            if "\n-" in hunk:
                old.add(start, end, _gone if end - start < _LARGE else _old)
        past = end
    new.add(past, len(text))
    return new, old


def _old(lines: list[str]) -> list[bool]:
    return [line[:1] != "+" for line in lines]


def _new(lines: list[str]) -> list[bool]:
    return [line[:1] != "-" for line in lines]


def _gone(lines: list[str]) -> list[bool]:
    """Tell which lines are gone, and the two before that did not change: one of these may name what is gone."""
    kept = [line[:1] == "-" for line in lines]
    for place in [place for place, gone in enumerate(kept) if gone]:
        for before in range(place - 1, max(place - 3, -1), -1):
            if lines[before][:1] != " ":
                break
            kept[before] = True
    return kept


def _lines(part: str) -> list[str]:
    return part[1:].split("\n")
