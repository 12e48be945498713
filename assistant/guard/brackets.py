# ruff: noqa: E501 - an expression reads best in one piece
"""Random values in the brackets that a name of more than one secret opens: lists of keys, tokens by user."""

from collections.abc import Container, Iterator

from assistant.guard.crowds import Judge
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals
from assistant.guard.names import label_and_kind, name_of
from assistant.guard.prefilter import NAME_LETTERS
from assistant.guard.randomness import is_wordy, looks_hexadecimal
from assistant.pattern import pattern

_SURE = ("secrets", "tokens", "passwords")  # of which a hexadecimal number is one as well
LITERALS = (*_SURE, "keys", "credentials")
_PROMISES = frozenset(("password", "secret", "token"))
_BEFORE = 30  # characters of a name before what it ends in
_SIGNED = 24  # characters of a value with signs in it
_INSIDE = 4_000  # characters in brackets that are looked at
# What the name of no secret ends in, or is.
_OTHERS = ("id", "arn", "sum", "hash", "name", "digest", "sha", "sha1", "sha256", "sha512", "commit", "revision", "etag",
           "address", "user", "version", "model", "image", "path", "url", "publickey", "public_key", "pubkey")  # fmt: skip
_NUMBERS = frozenset("enxy")  # of a public key
_WORDED = 0.35  # of a value with signs: of a name, more stands in words
# What opens a list or a map, as Go, Java and C# write them too.
_OPENING = pattern(
    r"(?:\[\])?[\"']?\]?[ \t]{0,4}(?::?=|=>|:)[ \t]{0,4}(?:\[\]string|map\[string\]string|new ?[\w<>, ]{0,40}(?:\[\]|\(\))?\s{0,4})?(?:(\[)|\{)"
)
_BASE58 = pattern(r"[1-9A-HJ-NP-Za-km-z]{43,44}")  # the public address of what chains call a token
_VALUE = pattern(
    r"(?:(?<![\w.@-])([\w.@-]{1,60}+)[\"']?\s{0,4}(?:=>|[:=])\s{0,4})?[\"']([\w+/=.~-]{16,}+)[\"'](?!\s{0,4}(?:=>|[:=]))"
)


def in_brackets(text: str, literals: Literals, known: Container[int]) -> Iterator[Hit]:
    """Find every random value in such brackets: a string of a list, or what a map gives to any name but an id's.

    None that begins where one is `known` is looked at.
    """
    judge = Judge()
    past = 0  # where the last brackets end
    for place, end in sorted(
        (place, place + len(head)) for head in LITERALS for place in literals.places_in_any_case(head)
    ):
        opened = _OPENING.match(text, end) if place >= past else None
        if not opened:
            continue
        before = text[max(0, place - _BEFORE) : place]
        name = before[len(before.rstrip(NAME_LETTERS)) :] + text[place:end]
        if name_of(name[:-1]).sense not in _PROMISES:
            continue
        start, furthest = opened.end(), opened.end() + _INSIDE
        close = text.find("]" if opened[1] else "}", start, furthest)
        past = close if close >= 0 else furthest
        sure = name.lower().endswith(_SURE)
        for found in _VALUE.finditer(text, start, past):
            key, value = found.groups()
            if found.start(2) in known or not any(map(str.isdigit, value)):
                continue
            if key and (opened[1] or key in _NUMBERS or key.lower().endswith(_OTHERS)):
                continue
            if not value.isalnum() and (
                len(value) < _SIGNED or value == value.lower() or is_wordy(value, _WORDED)
            ):
                continue
            if (looks_hexadecimal(value) and not sure) or _BASE58.fullmatch(value):
                continue
            if judge.is_random_secret(value):
                yield Hit(*found.span(2), "block", *label_and_kind(name))
