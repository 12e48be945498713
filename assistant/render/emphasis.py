"""Emphasis: delimiter runs and how they pair (CommonMark 0.31 section 6.2, the algorithm of its appendix)."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(slots=True)
class Delimiter:
    """A run of `*`, `_` or `~~`: `start` in the text, `size` characters of which `count` are not used up yet."""

    sign: str
    start: int
    size: int
    count: int
    opens: bool
    closes: bool
    node: int = 0


def delimiter_at(text: str, start: int) -> Delimiter:
    """Read the run at `start` and judge by its neighbours whether it can open and close."""
    sign = text[start]
    end = start
    while end < len(text) and text[end] == sign:
        end += 1
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    space_before, space_after = before.isspace(), after.isspace()
    sign_before, sign_after = _punctuation(before), _punctuation(after)
    left = not space_after and (not sign_after or space_before or sign_before)
    right = not space_before and (not sign_before or space_after or sign_after)
    if sign == "_":
        opens, closes = left and (not right or sign_before), right and (not left or sign_after)
    else:
        opens, closes = left, right
    return Delimiter(sign, start, end - start, end - start, opens, closes)


def pair(delimiters: list[Delimiter], reach: int) -> Iterator[tuple[Delimiter, Delimiter, int]]:
    """Give (opener, closer, how many signs) of each pair, inner ones first; no pair is wider than `reach`."""
    stack: list[Delimiter] = []
    floors: dict[tuple[str, bool, int], int] = {}  # below this start, no opener for such a closer
    for closer in delimiters:
        while closer.closes and closer.count:
            kind = (closer.sign, closer.opens, closer.size % 3)
            floor = max(floors.get(kind, 0), closer.start - reach)
            index = _opener(stack, closer, floor)
            if index < 0:
                floors[kind] = closer.start
                break
            opener = stack[index]
            count = 2 if opener.count > 1 and closer.count > 1 else 1
            del stack[index + 1 :]
            yield opener, closer, count
            opener.count -= count
            closer.count -= count
            if not opener.count:
                stack.pop()
        if closer.opens and closer.count:
            stack.append(closer)


def _opener(stack: list[Delimiter], closer: Delimiter, floor: int) -> int:
    for index in range(len(stack) - 1, -1, -1):
        opener = stack[index]
        if opener.start < floor:
            return -1
        if opener.sign == closer.sign and _fit(opener, closer):
            return index
    return -1


def _fit(opener: Delimiter, closer: Delimiter) -> bool:
    if opener.sign == "~":
        return True
    odd = (opener.closes or closer.opens) and (opener.size + closer.size) % 3 == 0
    return not odd or (opener.size % 3 == 0 and closer.size % 3 == 0)


def _punctuation(character: str) -> bool:
    if character.isascii():
        return not character.isalnum() and not character.isspace()
    return unicodedata.category(character)[0] in "PS"
