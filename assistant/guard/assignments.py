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
from assistant.guard.names import spelled
from assistant.guard.prefilter import NAME_LETTERS, is_code, is_harmless, name_at
from assistant.guard.value_spans import LONGEST, unwrapped, value_at
from assistant.guard.values import looks_random
from assistant.guard.verdict import Way, is_certain, is_secret

_BEFORE = 80  # characters before a name, in its own line, that tell how its value is written
_AFTER = 120  # characters of a value that are looked at together with what is before it
_REMEMBERED = 64  # windows
_TRIES = 8  # further names that are judged inside a value that was refused: bounds the work
_QUOTES = ("'", '"', "`")
_GETTERS = ("get", "read", "load", "fetch", "find")  # calls that are given the name of what they give


def assignments(text: str, lowered: str, literals: Literals) -> Iterator[Hit]:
    """Find every secret value of a secret name; `lowered` is `text` in lower case, character for character."""
    past = refused = 0  # where the last secret ended, and the last value that was none
    tries = 0
    harmless: set[str] = set()  # the last windows without a secret: a text may say the same over and over
    word_at = _word().match
    for found in assigned_names(lowered, literals):
        place, start = found.span()
        tries = tries + 1 if place < refused else 0
        if place < past or tries > _TRIES:
            continue
        word = word_at(text, start)
        certain = word is not None and _is_whole(text, start, word) and is_certain(word[1])
        if not certain and is_code(text, start):
            continue
        before = place - _BEFORE if place > _BEFORE else 0
        window = text[before : start + _AFTER]
        if not certain and before and window in harmless:
            continue
        name = name_at(text, place, found.end(1))
        if len(harmless) > _REMEMBERED:
            harmless.clear()
        if is_harmless(name, text, place, start):
            harmless.add(window)
            continue
        where = (place - before, found.end(1) - before, start - before)
        given = _judged(name, window, *where, word[1] if word and certain else "")
        if not certain and _is_cut(window, start - before, given.end) and before + len(window) < len(text):
            given = _judged(name, text[before : start + LONGEST], *where)
        elif not given.secret and not given.whole:
            harmless.add(window)
        if given.secret:
            start, end = before + given.start, before + given.end
            label, kind = label_of(given.name), spelled(given.name)
            yield Hit(start, end, "assignment", label, kind)
            for part in _parts(text, end):
                yield Hit(*part.span(1), "assignment", label, kind)
        if given.secret or given.whole:
            past = before + given.end
        else:
            refused = max(refused, before + given.end)


def _parts(text: str, end: int) -> Iterator[re.Match[str]]:
    """Give the strings that code joins to one that ends at `end`, where they are as random as it."""
    while part := _joined().match(text, end):
        if not looks_random(part[1]):
            return
        yield part
        end = part.end(1)


def _is_whole(text: str, start: int, word: re.Match[str]) -> bool:
    """Tell whether letters and digits are all of a value: alone, or between the same quotes, none of them doubled."""
    quote = word[2]
    if not word[1].isalnum():
        return False
    if quote not in _QUOTES:
        return word.start(1) == start
    return text[start] == quote != text[word.end() : word.end() + 1]


def _is_cut(window: str, start: int, end: int) -> bool:
    """Tell whether a value at `start` of a window that was found to end at `end` may go on behind the window."""
    if "\n" in window[start:]:
        return False
    return end >= len(window) - 3 or (
        window[start] in _QUOTES[:2] and window.count(window[start], start) == 1
    )


class _Given(NamedTuple):
    """A value in a window of text and the name it is given to; `whole`: nothing within it can be a secret."""

    start: int
    end: int
    name: str
    secret: bool
    whole: bool


def _judged(name: str, window: str, place: int, named: int, start: int, certain: str = "") -> _Given:
    """Judge the value at `start` of a window, for a name that ends at `named` and has its root at `place`.

    `certain` is the value where it is a secret for sure, "" where that is not known.
    """
    lowered = name.lower()
    called = window[named] == "("
    if lowered == "key" and _parent().search(window[:place]):
        name = f"secret_{name}"
    asked = lowered.rpartition(".")[2].startswith(_GETTERS)
    other = called and (asked or "user" in lowered or lowered.endswith("credentials"))
    if other or ("://" in window[:place] and _login().match(window[:place][::-1])):
        return _Given(start, start, name, secret=False, whole=False)
    spaced = window[named:start].isspace()
    way: Way = "quoted"
    if certain and not spaced:
        start = window.index(certain, start)
        end = start + len(certain)
    else:
        start, end, way = value_at(window, start, place)
        start, end = unwrapped(window, start, end)
    if start >= end or (window[start] == "?" and window[start - 1] == ":"):  # ${NAME:?what to say}
        return _Given(start, end, name, secret=False, whole=False)
    reference = window.startswith("arn:", start) or (
        window[place - 1 : place] == ":" and "arn:" in window[:place]
    )
    if called and " " in window[start:end] and not any(map(str.isdigit, window[start:end])):
        return _Given(start, end, name, secret=False, whole=False)  # what is said in a call
    if spaced and way == "bare":  # a sentence
        return _Given(start, end, name, secret=False, whole=False)
    secret = not reference and ((bool(certain) and not spaced) or is_secret(name, window[start:end], way))
    if (
        secret
        and "," in window[named:start]
        and _listed().match(window, named, start)
        and not _called(window[:place])
    ):
        value = window[start:end]
        two = are_chosen(value) and value[0].isupper() and "." not in value
        secret = looks_chosen(value) or looks_random(value) or two
    if lowered == "apikey" and "indexName" in window[end:]:  # of Algolia's search, which every page shows
        secret = False
    if secret and "(" in window[:place] and _hashed().search(window[:place].rstrip(NAME_LETTERS)[-20:]):
        secret = False
    return _Given(start, end, name, secret, reference)


def _called(before: str) -> bool:
    return before.rstrip(NAME_LETTERS).rstrip("\"'` \t").endswith("(")


def label_of(name: str) -> str:
    """Give a name as people are told it: as it stands there, unless it is very long."""
    return name if len(name) <= 40 else spelled(name)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[\"'`]?(\w{20,64})([\s\"'`]|$)", re.ASCII)


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(r"[\"'`]\s{0,40}(?:[+.]|\\)?\s{0,40}[\"'`]([^\s\"'`]{12,200})(?=[\"'`])")


@cache
def _parent() -> re.Pattern[str]:
    return re.compile(
        r"(?i)(?:jwt|token|sign|signing|crypt|encryption|secret)[\"']?\s{0,4}(?:=>|[:=])?\s{0,4}[\[{]\s{0,40}[\"']?$"
        r"|pragma\s$"
    )


@cache
def _login() -> re.Pattern[str]:
    return re.compile(r"[\w.-]{0,40}//:")  # backwards, the user of an address: "https://x-access-token:..."


@cache
def _hashed() -> re.Pattern[str]:
    return re.compile(r"(?i)(?:sha-?\d+|md5|hash|crypt)\([\"'`]$")  # what follows is the hash of an example


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(r"[^=:<>]*,[^=:<>]*$")  # two strings in a row: a pair, or a list of words
