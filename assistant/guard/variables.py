"""Values of variables that are set by a command, given with a flag, or stand in lines such as ``NAME=value``."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from assistant.guard.assigned_names import EXAMPLE
from assistant.guard.crowds import CROWD, Judge, may_be_secret, value_in_crowd
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals, holds_any
from assistant.guard.names import label_and_kind, name_of, spelled
from assistant.guard.prefilter import NAME_LETTERS
from assistant.guard.randomness import looks_hexadecimal
from assistant.guard.value_spans import before_root, unwrapped, value_at
from assistant.guard.verdict import is_secret
from assistant.pattern import pattern

_TRIES = 4  # flags that are judged inside the value of another one: bounds the work
_KEY_SIZE = 48  # hexadecimal digits of a key that no hash has
_NAME_REACH = 70  # characters of a line before the sign that ends its name
_HARMLESS = ("HASH", "SHA", "CHECKSUM", "VERSION", "COMMIT", "URL", "URI", "PATH", "PUBLIC", "PUB_", "DIGEST", "HOST",
             "NAME", "IMAGE", "TAG", "REF", "BUCKET", "REGION", "REV", "BUILD", "ARN", "FLAGS", "SITE_KEY")  # fmt: skip
_SHORTEST = 20  # characters of a value whose name says nothing
_ENDS = frozenset("'\"\n")  # what a value ends before
_SETTERS = ("ENV ", "setenv ", "SetEnv ", "setx ", "set -", "config set ")
LITERALS = _SETTERS
_HYPHEN = pattern(r"-(?<![\w-]-)[a-z-]")  # what every flag begins with
_FLAG = pattern(
    r"-(?<![\w-]-)-?((?:[a-z]{1,20}+-){0,4}+[a-z]{0,14}?(?:pass(?:word|wd|phrase)?|pwd|token|secret|key))"
    # No variable in quotes, and not where the line goes on.
    r"(?:[ \t]{1,8}|=)(?=[^\s\\-]|\\(?!\r?\n))(?!([\"'])\$\{?\w{1,40}\}?\2)"
)
_GIVEN = pattern(rf"=(?<=[A-Z0-9_]{{3}}=)(?!{EXAMPLE})[\"']?[^\s\"'=]{{{_SHORTEST}}}")
_ENVIRONMENT_LINE = pattern(
    r"[ \t+-]{0,8}(?:export |ENV |ARG )?([A-Z][A-Z0-9_]{2,50})=[\"']?([^\s\"'=]{20,}+={0,2})[\"']?[ \t]*(?=\r?\n|$)"
)


def variables(text: str, lowered: str, literals: Literals, known: Mapping[int, int]) -> Iterator[Hit]:
    """Find every secret among them but those that are found already: `known` says where they begin and end.

    `lowered` is `text` in lower case, character for character.
    """
    yield from _spaced(text, literals)
    yield from _flags(text, lowered, known)
    if "=" in text:
        yield from _environment(text, known)


def _spaced(text: str, literals: Literals) -> Iterator[Hit]:
    for command in _SETTERS:
        for place in literals.places(command):
            found = _setting(command).match(text, place)
            if found and is_secret(found[1], found[2], "line"):
                yield Hit(found.start(2), found.end(2), "assignment", *label_and_kind(found[1]))


def _flags(text: str, lowered: str, known: Mapping[int, int]) -> Iterator[Hit]:
    if "-" not in text or not _HYPHEN.search(lowered):
        return
    past = tries = 0  # where the last value ended, and how many flags within it were looked at
    for number, found in enumerate(_FLAG.finditer(lowered)):
        tries = tries + 1 if found.start() < past else 0
        if tries > _TRIES:
            continue
        if number > CROWD and found.end() in known:
            continue
        name = text[found.start(1) : found.end(1)]
        if number > CROWD:
            span = value_in_crowd(text, found.end())
            if span and may_be_secret(name_of(name), text[slice(*span)]):
                past = max(past, span[1])
                yield Hit(*span, "command", f"--{name}", spelled(name))
            continue
        opening = before_root(text, found.start()).rstrip(NAME_LETTERS)
        start, end, way = value_at(text, found.end(), found.start(), opening)
        past = max(past, end)
        start, end = unwrapped(text, start, end)
        if start < end and is_secret(name, text[start:end], "line" if way == "bare" else way):
            yield Hit(start, end, "command", f"--{name}", spelled(name))


def _environment(text: str, known: Mapping[int, int]) -> Iterator[Hit]:
    """Find random values in lines such as ``STRIPE=...`` whose name says nothing."""
    judge = Judge()
    for given in map(re.Match[str].end, _GIVEN.finditer(text)):
        end = known.get(given - _SHORTEST)
        if end is not None and text[end : end + 1] in _ENDS:  # a known secret is all there is
            continue
        place = text.rfind("=", 0, given)
        line = text.rfind("\n", max(0, place - _NAME_REACH), place) + 1
        if (not line and place >= _NAME_REACH) or _is_harmless(text[line:place]):
            continue
        found = _ENVIRONMENT_LINE.match(text, line)
        if not found or found.end(1) != place:
            continue
        name, value = found[1], found[2]
        if (
            not (looks_hexadecimal(value) and len(value) != _KEY_SIZE)
            and judge.is_random_secret(value)
            and "/" not in value[:-20]
        ):
            start, end = unwrapped(text, *found.span(2))
            yield Hit(start, end, "assignment", *label_and_kind(name))


@lru_cache(maxsize=1024)
def _is_harmless(name: str) -> bool:
    return name.endswith("ID") or holds_any(name, _HARMLESS)


@cache
def _setting(command: str) -> re.Pattern[str]:
    return re.compile(
        rf"{command}(?:\w{{1,3}} (?:-\w )?)?[ \t]{{0,8}}[\"']?([A-Za-z][\w.:-]{{2,60}})[\"']?"
        r"[ \t]{1,8}[\"']?([^\s\"'=]{4,}+)"
    )
