"""Part the words of a prompt from what is pasted into it: code, and rows alike, as of a log, a table or a list."""

import string
from itertools import groupby

from assistant.routing.material import is_code_line

_READ_BEFORE, _READ_BEHIND = 8_000, 4_000  # characters of a long text that are looked at
_ROWS = 5  # lines in a row with the same signs: a log, a table
_ITEMS = 15  # lines that begin alike: a list that is longer than one of demands
_SHORT = 40  # characters of a line that may be an item without a sign before it
_BULLETS = "-*+\u2022"
_SIGNS = 3  # of a line that are looked at, beyond letters, digits and blanks
_NO_SIGNS = dict.fromkeys(map(ord, f"{string.ascii_letters}{string.digits} \t"))


def apart(text: str) -> tuple[str, str]:
    """Part the words of a prompt from the material pasted into it: (instruction, pasted)."""
    if "\n" not in text:
        return text, ""
    if len(text) > _READ_BEFORE + _READ_BEHIND:
        text = f"{text[:_READ_BEFORE]}\n{text[-_READ_BEHIND:]}"
    lines = text.split("\n")
    said: list[str] = []
    pasted: list[str] = []
    fenced = False
    for line, is_row in zip(lines, _rows(lines), strict=True):
        if line.lstrip()[:3] in ("```", "~~~"):
            fenced = not fenced
        elif fenced or is_row or is_code_line(line):
            pasted.append(line)
        else:
            said.append(line)
    if len(pasted) < 2 and not fenced:
        return text, "\n".join(pasted) if len(pasted) == 1 and len(said) > 1 else ""
    return "\n".join(said), "\n".join(pasted)


def _rows(lines: list[str]) -> list[bool]:
    """Tell of each line whether it is one of many alike."""
    if len(lines) < _ROWS:
        return [False] * len(lines)
    rows: list[bool] = []
    for shape, alike in groupby(map(_shape, lines)):
        count = len(list(alike))
        rows += [bool(shape) and count >= (_ROWS if len(shape) > 2 else _ITEMS)] * count
    return rows


def _shape(line: str) -> str:
    """Give how a line begins and its first signs, as far as rows of one kind have them in common: "9--:" of a log."""
    begins = line.lstrip()[:1]
    signs = line[:_SHORT].translate(_NO_SIGNS)[:_SIGNS]
    if begins.isdigit():
        return f"9{signs}"
    if begins.isalpha():
        return f"a{signs}" if len(signs) > 1 else line[:2] if len(line) < _SHORT else ""
    return begins if begins in _BULLETS else begins + signs[1:]
