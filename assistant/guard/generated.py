"""Where what a generator of passwords made ends that stands without quotes, with other signs than those of words."""

import re

from assistant.guard.randomness import is_generated
from assistant.pattern import pattern

BEFORE = 80  # characters of a line before a name or a value that are looked at
QUOTES = frozenset("\"'`\\&")  # one of which a value in quotes begins with, or has behind a letter or two
_BESIDES = ("user", "uid", "server", "host", "source", "database", "catalog", "driver", "provider",
            "endpoint", "dsn")  # fmt: skip
_IN_ELEMENT = pattern(r"[^\s<]{12,64}+(?=</)")
_IN_CONNECTION = pattern(
    r"(?:(?![&,]\w{1,30}=)(?:[^\s;\"'\\]|\\(?![nrt\"']))){12,64}+(?=[;\"']|\r?$)", re.MULTILINE
)
_IN_STRING = pattern(r"(?:(?![&,]\w{1,30}=)(?:[^\s\"'\\]|\\(?![nrt\"']))){12,64}+(?=[\"'])")
_AMONG_OTHERS = pattern(
    r"(?:(?![,;&][\w.%\[\]-]{1,40}=|[,;]\w{1,30}:)(?:[^\s\"'`\\]|\\(?![nrt\"']))){12,64}+(?=[\s,;&]|\Z)"
)
# What no password holds: a type, a call of a call, an object, a function.
_CODE = pattern(r"^[A-Z][a-z]+<|\)\(|\}=|\w\.\w+\)|\{\w+:|=>|\(\d,|;\w+\(")
_LONGEST_FIELD = 34  # characters of the name of a field and what is around it
_FIELD = pattern(r"[{ ][A-Z]\w{1,30}:\Z")  # as Go prints a struct
_COMPARISONS = ("==", "!=", "<=", ">=", "::")
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
_PARTING = frozenset("&)]}<>#(")  # signs that end a word without quotes where no password goes on
_CLOSING = ")]}>,;.:"
_REST_OF_RUN = pattern(
    r"(?:(?![,;&][\w.%\[\]-]{1,40}=|[,;]\w{1,30}:|&&|[)\]}>]{0,3}[,;.(]|</|<[A-Za-z]\w*[\s/>]|&\w{2,6};)[^\s\"'`\\|]){1,64}+"
)


def end_of_generated(text: str, start: int, opening: str) -> int:
    """Give where what a generator made ends in an element, a string or a connection string; or `start`."""
    if text[start - 1] == ">":
        word = _IN_ELEMENT.match(text, start)
    elif text[start - 2 : start] in _COMPARISONS:
        return start
    elif ";" in opening and text[start - 1] == "=":
        word = _IN_CONNECTION.match(text, start) if is_connection(opening) else None
    elif text[start - 1] == "=" and ('"' in opening or "'" in opening):
        word = _IN_STRING.match(text, start)
    elif (
        text[start - 1] == "="
        or text[start - 2 : start] == ": "
        or _FIELD.search(text[max(0, start - _LONGEST_FIELD) : start])
    ):
        word = _AMONG_OTHERS.match(text, start)
        made = _own(text, start, word[0].rstrip(",;")) if word and not _CODE.search(word[0]) else ""
        return start + len(made) if is_generated(made) else start
    else:
        return start
    return word.end() if word and is_generated(word[0]) else start


def end_of_run(text: str, start: int, end: int) -> int:
    """Give where a secret without quotes ends: what goes on behind a sign that ends other words may be more of it."""
    sign, before = text[end : end + 1], text[start - 1]
    if sign not in _PARTING or before in QUOTES or (sign in "<>" and before not in "=:"):
        return end
    rest = _REST_OF_RUN.match(text, end)
    word = _own(text, start, text[start : rest.end()].rstrip(_CLOSING)) if rest else ""
    return start + len(word) if len(word) > end - start and is_generated(word) else end


def _own(text: str, start: int, word: str) -> str:
    """Leave out of a word at `start` what begins with a bracket that closes an earlier one, or parts an address."""
    before = text[max(0, start - BEFORE) : start].rpartition("\n")[2]
    parting = "&#)" if "://" in before.rpartition(" ")[2] else ""
    for place, sign in enumerate(word):
        opening = _BRACKETS.get(sign, "")
        within = word.count(opening, 0, place) - word.count(sign, 0, place) if opening else 0
        closes = opening and within <= 0 and before.count(opening) > before.count(sign)
        if closes and not word[place + 1 : place + 2].isalnum():
            return word[:place]
        if sign in parting:
            return word[:place]
    return word


def is_connection(opening: str) -> bool:
    """Tell a connection string by what else it names: code behind a semicolon names none of it."""
    return any(map(opening.lower().__contains__, _BESIDES))
