# ruff: noqa: E501 - an expression reads best in one piece
"""Random values in the brackets that a name of more than one secret opens: lists of keys, tokens by user."""

import re
from collections.abc import Container, Iterator

from assistant.guard.crowds import CROWD, Judge, may_be_random
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals, matches
from assistant.guard.names import PROMISES, label_and_kind, name_of
from assistant.guard.plurals import PLURALS, SURE, is_one, names_none
from assistant.guard.prefilter import NAME_LETTERS
from assistant.guard.randomness import looks_hexadecimal
from assistant.pattern import pattern

_MAP = "map $"
LITERALS = (*PLURALS, _MAP)
_BEFORE = 30  # characters of a name before what it ends in
_INSIDE = 4_000  # characters in brackets that are looked at
# What opens a list or a map, as Go, Java and C# write them too.
_OPENING = pattern(
    r"(?:\[\])?[\"']?\]?[ \t]{0,4}(?::?=|=>|:)[ \t]{0,4}(?:\[\]string|map\[string\]string|new ?[\w<>, ]{0,40}(?:\[\]|\(\))?\s{0,4})?(?:(\[)|\{)"
)
_BASE58 = pattern(r"[1-9A-HJ-NP-Za-km-z]{43,44}")  # the public address of what chains call a token
_VALUE = pattern(
    r"(?:(?<![\w.@-])([\w.@-]{1,60}+)[\"']?\s{0,4}(?:=>|[:=])\s{0,4})?[\"']([\w+/=.~-]{16,}+)[\"'](?!\s{0,4}(?:=>|[:=]))"
)
# What nginx looks up of a request; each line inside is a value of it and what that is told as.
_LOOKED_UP = pattern(
    r"map \$(\w{0,40}?(?:auth|key|token|secret|passw|signature)\w{0,20})[ \t]{1,8}\$\w{1,60}\s{0,8}\{",
    re.IGNORECASE,
)
_MAPPED = pattern(r"(?<=[\s;{])[\"']?(?:~[*^]{0,2})?([\w+/=.~@!#%&-]{8,}+)\$?[\"']?[ \t]{1,20}[^\s;]{1,80};")


def in_brackets(text: str, literals: Literals, known: Container[int]) -> Iterator[Hit]:
    """Find every random value in such brackets: a string of a list, or what a map gives to any name but an id's.

    None that begins where one is `known` is looked at.
    """
    judge = Judge()
    past = 0  # where the last brackets end
    judged = 0
    for place, end in sorted(
        (place, place + len(head)) for head in PLURALS for place in literals.places_in_any_case(head)
    ):
        opened = _OPENING.match(text, end) if place >= past else None
        if not opened:
            continue
        before = text[max(0, place - _BEFORE) : place]
        name = before[len(before.rstrip(NAME_LETTERS)) :] + text[place:end]
        judged += 1
        if judged <= CROWD and name_of(name[:-1]).sense not in PROMISES:
            continue
        start, furthest = opened.end(), opened.end() + _INSIDE
        close = text.find("]" if opened[1] else "}", start, furthest)
        past = close if close >= 0 else furthest
        sure = name.lower().endswith(SURE)
        label, kind = label_and_kind(name)
        for found in _VALUE.finditer(text, start, past):
            key, value = found.groups()
            if found.start(2) in known or not any(map(str.isdigit, value)):
                continue
            if key and (opened[1] or names_none(key)):
                continue
            if (looks_hexadecimal(value) and not sure) or _BASE58.fullmatch(value):
                continue
            if judge.tells(value, is_one, may_be_random):
                yield Hit(*found.span(2), "block", label, kind)


def in_maps(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every secret that nginx knows by a map of what a request carries as one."""
    judge = Judge()
    past = 0  # where the last map ends
    for opened in matches(_LOOKED_UP, text, literals.places(_MAP)):
        start = opened.end()
        if start < past:
            continue
        close = text.find("}", start, start + _INSIDE)
        past = close if close >= 0 else start + _INSIDE
        for found in _MAPPED.finditer(text, start, past):
            if judge.is_secret(name_of("token"), opened[1], found[1]):
                yield Hit(*found.span(1), "block", *label_and_kind(opened[1]))
