"""Secrets in sentences: ``the password is ...``, ``with password `...` ``, what a server prints when it starts first."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.guard.finding import Hit
from assistant.guard.names import spelled
from assistant.guard.verdict import Way, is_secret

_NAMES = ("password", "passphrase", "passwort", "passcode")


def spoken(text: str, lowered: str) -> Iterator[Hit]:
    """Find every password that a sentence gives away; `lowered` is `text` in lower case, character for character."""
    for name in _NAMES:
        if name not in lowered:
            continue
        for found in _sentence(name).finditer(lowered):
            start, end = found.span(1)
            value = text[start:end].rstrip(".,;:!?)`\"'")
            digits = any(map(str.isdigit, value))
            if digits and not value.isdigit() and is_secret(name, value, Way.QUOTED):
                yield Hit(start, start + len(value), "spoken", name, spelled(name))

        for found in _said().finditer(text):
            if is_secret(name, found[1], Way.QUOTED):
                yield Hit(found.start(1), found.end(1), "spoken", name, spelled(name))


@cache
def _said() -> re.Pattern[str]:
    # No sentence goes on with such a word: "and password d3moUser-7".
    return re.compile(
        r"[Pp]ass(?:word|phrase|wort|code) (?=\D{0,40}\d\D{0,40}\d)(?=[^\sA-Z]{0,40}[A-Z])(?=[^\sa-z]{0,40}[a-z])"
        r"([A-Za-z0-9!#%&*+=?@^_~-]{8,40})(?=[\s.,;]|$)"
    )


@cache
def _sentence(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"{name}(?:[ \t][^\n:=]{{0,100}}:[ \t]{{0,8}}\r?\n\s{{0,20}}"
        rf"|[ \t](?:is|was|ist|lautet|for [\w@.' -]{{1,40}}(?: is|:))[ \t:]{{1,3}}|[ \t]{{1,2}}(?=`))"
        r"[`\"']?([^\s`\"'<>]{5,100})[`\"']?"
    )
