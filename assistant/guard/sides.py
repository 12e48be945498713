"""The sides of a difference, without the marks before their lines: what stands on two lines is as in the file itself."""

from bisect import bisect_right
from collections.abc import Callable, Iterator

from assistant.guard.finding import Hit
from assistant.guard.shortened import Shortened
from assistant.pattern import pattern

_OPENING = "@@ -"
_HUNK = pattern(rf"{_OPENING}(?<![^\n]{_OPENING})\d[^@\n]{{1,40}}@@[^\n]*+((?:\n[ +\\-][^\n]*+)++)")
_OLD, _NEW = " -", " +"  # what stands before the lines of a side


class Side:
    """What is left of a text where the lines of a side alone are taken of some parts of it, and the way back."""

    def __init__(self, text: str) -> None:
        self._whole = text
        self._pieces: list[str] = []
        self._length = 0
        self._begins: list[int] = []  # where each piece begins
        self._parts: list[
            tuple[int, int, str]
        ] = []  # what each is of, and what stands before the lines that it has

    def add(self, start: int, end: int, marks: str = "") -> None:
        """Add a part of the text: all of it, or of its lines those with one of some marks, without it."""
        piece = self._whole[start:end]
        if marks:
            piece = "".join([f"\n{line[1:]}" for line in _lines(piece) if line[0] in marks])
        self._begins.append(self._length)
        self._parts.append((start, end, marks))
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

    def _places_in(self, start: int, end: int, marks: str) -> Callable[[int], int]:
        left = Shortened(self._whole)
        left.leave_out(0, start)
        at = start  # of the end of a line before
        for line in _lines(self._whole[start:end]) if marks else ():
            if line[0] in marks:
                left.leave_out(at + 1, at + 2)
            else:
                left.leave_out(at, at + 1 + len(line))
            at += 1 + len(line)
        return left.place


def sides(text: str) -> tuple[Side, ...]:
    """Give the sides of a difference, none where there is none.

    The first is all of it with what each hunk becomes, the second what those were that become something else.
    """
    hunks = list(_HUNK.finditer(text)) if _OPENING in text else []
    if not hunks:
        return ()
    new, old = Side(text), Side(text)
    past = 0
    for hunk in hunks:
        start, end = hunk.span(1)
        new.add(past, start)
        if "\n+" not in hunk[1]:
            new.add(start, end, _OLD)
        else:
            new.add(start, end, _NEW)
            for gone in _gone(hunk[1], start) if "\n-" in hunk[1] else ():
                old.add(*gone, _OLD)
        past = end
    new.add(past, len(text))
    return new, old


def _gone(hunk: str, start: int) -> Iterator[tuple[int, int]]:
    """Give where lines begin and end that are gone, each with the two before that did not change: these may name it."""
    place = before = two_before = begin = start
    end = -1
    for line in _lines(hunk):
        mark, past = line[0], place + 1 + len(line)
        if mark == "-":
            if end != place:
                if end >= 0:
                    yield begin, end
                begin = two_before
            end = past
        two_before, before = (before, place) if mark == " " else (past, past)
        place = past
    yield begin, end


def _lines(part: str) -> list[str]:
    return part[1:].split("\n")
