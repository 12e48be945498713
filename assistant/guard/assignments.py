"""Values given to names that sound secret, in any syntax: YAML, JSON, shell, XML, TOML and the languages' own."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.guard.assigned_names import assigned_names
from assistant.guard.chosen import looks_chosen
from assistant.guard.finding import Hit
from assistant.guard.labels import are_chosen
from assistant.guard.literals import Literals
from assistant.guard.names import label_of, spelled
from assistant.guard.prefilter import NAME_LETTERS, is_code, is_harmless, name_at
from assistant.guard.randomness import looks_random
from assistant.guard.value_spans import unwrapped, value_at
from assistant.guard.values import is_certain
from assistant.guard.verdict import is_secret

_BEFORE = 80  # characters before a name, in its own line, that tell how its value is written
_AFTER = 120  # characters behind a value in which its neighbours stand
_TRIES = 8  # further names that are judged inside a value that was refused: bounds the work
_QUOTES = ("'", '"', "`")
_GETTERS = ("get", "read", "load", "fetch", "find")  # calls that are given the name of what they give


def assignments(text: str, lowered: str, literals: Literals) -> Iterator[Hit]:
    """Find every secret value of a secret name; `lowered` is `text` in lower case, character for character."""
    past = refused = 0  # where the last secret ended, and the last value that was none
    tries = 0
    word_at = _word().match
    for found in assigned_names(lowered, literals):
        place, start = found.span()
        tries = tries + 1 if place < refused else 0
        if place < past or tries > _TRIES:
            continue
        named = found.end(1)
        word = None if text[named:start].isspace() else word_at(text, start)
        certain = word.span(2) if word and is_certain(word[2]) else None
        if not certain and is_code(text, start):
            continue
        name = name_at(text, place, named)
        if is_harmless(name, text, place, start):
            continue
        given = _judged(text, name, place, named, start, certain)
        if given.secret:
            label, kind = label_of(name), spelled(name)
            yield Hit(given.start, given.end, "assignment", label, kind)
            for part in _parts(text, given.end) if text.startswith(_QUOTES, given.end) else ():
                yield Hit(*part.span(1), "assignment", label, kind)
        if given.secret or given.whole:
            past = given.end
        else:
            refused = max(refused, given.end)


def _parts(text: str, end: int) -> Iterator[re.Match[str]]:
    """Give the strings that code joins to one that ends at `end`, where they are as random as it."""
    while part := _joined().match(text, end):
        if not looks_random(part[1]):
            return
        yield part
        end = part.end(1)


class _Given(NamedTuple):
    """A value in a text; `whole`: nothing within it can be a secret."""

    start: int
    end: int
    secret: bool = False
    whole: bool = False


def _judged(
    text: str, name: str, place: int, named: int, start: int, certain: tuple[int, int] | None
) -> _Given:
    """Judge the value at `start`, for a name that ends at `named` and has its root at `place`.

    `certain` is where the value begins and ends if it is a secret for sure.
    """
    before, joint = text[max(0, place - _BEFORE) : place], text[named:start]
    called = joint[0] == "("
    if (called and _is_asked_for(name.lower())) or ("://" in before and _login().match(before[::-1])):
        return _Given(start, start)
    if certain:
        start, end = certain
        value, secret = text[start:end], True
    else:
        start, end, way = value_at(text, start, place)
        if way == "bare" and joint.isspace():  # a sentence
            return _Given(start, start)
        start, end = unwrapped(text, start, end)
        value = text[start:end]
        if not value or (value[0] == "?" and text[start - 1] == ":"):  # ${NAME:?what to say}
            return _Given(start, start)
        if called and " " in value and not any(map(str.isdigit, value)):  # what is said in a call
            return _Given(start, start)
        secret = is_secret(name, value, way)
    if value.startswith("arn:") or (before[-1:] == ":" and "arn:" in before):
        return _Given(start, end, whole=True)
    if secret and "," in joint and _listed().fullmatch(joint) and not _called(before):
        two = value[0].isupper() and "." not in value and are_chosen(value)
        secret = two or looks_random(value) or looks_chosen(value)
    if secret and "(" in before and _hashed().search(before.rstrip(NAME_LETTERS)[-20:]):
        secret = False
    # of Algolia's search, which every page shows
    shown = secret and name.lower() == "apikey" and text.find("indexName", end, start + _AFTER) >= 0
    return _Given(start, end, secret and not shown)


def _is_asked_for(name: str) -> bool:
    """Tell the name of what a call gives: ``get_token("name")``, ``User("name")``."""
    return name.rpartition(".")[2].startswith(_GETTERS) or "user" in name or name.endswith("credentials")


def _called(before: str) -> bool:
    return before.rstrip(NAME_LETTERS).rstrip("\"'` \t").endswith("(")


@cache
def _word() -> re.Pattern[str]:
    # Letters and digits alone, or between the same quotes, none of them doubled.
    return re.compile(r"([\"'`])?([A-Za-z\d]{20,64})(?(1)\1(?!\1)|(?:\s|$))", re.ASCII)


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(r"[\"'`]\s{0,40}(?:[+.]|\\)?\s{0,40}[\"'`]([^\s\"'`]{12,200})(?=[\"'`])")


@cache
def _login() -> re.Pattern[str]:
    return re.compile(r"[\w.-]{0,40}//:")  # backwards, the user of an address: "https://x-access-token:..."


@cache
def _hashed() -> re.Pattern[str]:
    return re.compile(r"(?i)(?:sha-?\d+|md5|hash|crypt)\([\"'`]$")  # what follows is the hash of an example


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(r"[^=:<>]*,[^=:<>]*")  # two strings in a row: a pair, or a list of words
