# ruff: noqa: E501 - tables read best with a row on a line
"""How many columns a text takes on a terminal: the sum over its characters, so that cutting a text changes nothing."""

from functools import cache

# Ranges known to be one column wide, so that ordinary prose never pays for loading wcwidth (20 ms).
_NARROW = ((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x2010, 0x2027), (0x2030, 0x205E), (0x2190, 0x2319),
           (0x2400, 0x2426), (0x2500, 0x25FC), (0xFFFD, 0xFFFD))  # fmt: skip


@cache
def _cell(character: str) -> int:
    code = ord(character)
    if any(first <= code <= last for first, last in _NARROW):
        return 1
    from wcwidth import wcwidth  # noqa: PLC0415 - wanted only for characters outside the ranges above

    return max(wcwidth(character), 0)


def columns_of(text: str) -> int:
    """Columns `text` takes on a terminal that gives each character its own cells."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def cut(text: str, columns: int) -> str:
    """Give the longest beginning of `text` that takes at most `columns` columns."""
    if text.isascii():
        return text[: max(columns, 0)]
    used = 0
    for index, character in enumerate(text):
        used += _cell(character)
        if used > columns:
            return text[:index]
    return text


@cache
def _certain(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _NARROW)


def certain_beginning(text: str) -> str:
    """Give the beginning of `text` whose width every terminal agrees on."""
    if text.isascii():
        return text
    for index, character in enumerate(text):
        if not _certain(character):
            return text[:index]
    return text
