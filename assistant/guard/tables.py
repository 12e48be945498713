"""Secrets in the columns of tables: CSV and Markdown whose header names a password, a key or a token."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.guard.finding import Hit
from assistant.guard.names import Sense, sense_of, spelled
from assistant.guard.verdict import Way, is_secret

_NAMES = ("password", "secret", "token", "passphrase", "pwd", "api key", "access key")
_ROWS = 200  # rows below a header that are looked at
_CELLS = 40  # columns


def tables(text: str, lowered: str) -> Iterator[Hit]:
    """Find every secret below a header that names it; `lowered` is `text` in lower case, character for character."""
    past = 0
    for name in _NAMES:
        if name not in lowered:
            continue
        for head in _header(name).finditer(lowered):
            if head.start() >= past:
                yield from _below(text, head.start(), head.end(), head[1])


def _below(text: str, start: int, end: int, separator: str) -> Iterator[Hit]:
    header = text[start:end].split(separator)
    if not 2 <= len(header) <= _CELLS or not all(
        _title().fullmatch(cell.strip()) for cell in header if cell.strip()
    ):
        return
    columns = [place for place, cell in enumerate(header) if _sense(cell) is not Sense.NOTHING]
    line = end + 1
    for _ in range(_ROWS):
        stop = text.find("\n", line)
        stop = len(text) if stop < 0 else stop
        cells = text[line:stop].split(separator, _CELLS)
        if len(cells) != len(header):
            return
        for column in columns:
            cell = cells[column]
            value = cell.strip(" \t\r\"'`")
            if value and not set(value) <= set("-:") and is_secret(_name(header[column]), value, Way.QUOTED):
                at = line + sum(map(len, cells[:column])) + column * len(separator) + cell.index(value)
                yield Hit(at, at + len(value), "table", _name(header[column]), spelled(_name(header[column])))
        line = stop + 1
        if line >= len(text):
            return


def _sense(cell: str) -> Sense:
    return sense_of(_name(cell)) if cell.strip() else Sense.NOTHING


def _name(cell: str) -> str:
    return cell.strip(" \t\r\"'`*").replace(" ", "_")


@cache
def _title() -> re.Pattern[str]:
    return re.compile(r"([\"'`*]{0,2})[A-Za-z][\w .-]{0,38}\1")


@cache
def _header(name: str) -> re.Pattern[str]:
    cell = r"[\w \"'`*.-]"
    return re.compile(
        rf"^(?=[^\n]{{0,400}}{name})[ \t]{{0,8}}(?:{cell}{{0,40}}([|,;\t])){cell}{{1,40}}(?:\1{cell}{{0,40}}){{0,40}}$",
        re.MULTILINE,
    )
