"""Values of variables that are set by a command, given with a flag, or stand in lines such as ``NAME=value``."""

import re
import string
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, zip_longest

from assistant.guard.assigned_names import EXAMPLE
from assistant.guard.commands import is_password_of
from assistant.guard.crowds import CROWD, Judge, may_be_secret, value_in_crowd
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals, holds_any
from assistant.guard.made_up import made_up
from assistant.guard.names import label_and_kind, name_of, spelled
from assistant.guard.numbered import is_dated
from assistant.guard.prefilter import NAME_LETTERS
from assistant.guard.randomness import looks_hexadecimal
from assistant.guard.value_spans import before_root, unwrapped, value_at
from assistant.guard.values import is_random_secret, points_elsewhere
from assistant.guard.verdict import is_secret
from assistant.pattern import pattern

_TRIES = 4  # flags that are judged inside the value of another one: bounds the work
_KEY_SIZE = 48  # hexadecimal digits of a key that no hash has
_NAME_REACH = 70  # characters of a line before the sign that ends its name
_HARMLESS = ("HASH", "SHA", "CHECKSUM", "VERSION", "COMMIT", "URL", "URI", "PATH", "PUBLIC", "PUB_", "DIGEST", "HOST",
             "NAME", "IMAGE", "TAG", "REF", "BUCKET", "REGION", "REV", "BUILD", "ARN", "FLAGS", "SITE_KEY",
             "RELEASE", "REPO_", "REPOSITORY", "TRACEPARENT")  # fmt: skip
_SHORTEST = 20  # characters of a value whose name says nothing
_ENDS = frozenset("'\"\n")  # what a value ends before
# What sets one thing; programs that are given several; those that set what may be random, or keep secrets of any name.
_SETTERS = (
    "ENV ",
    "setenv ",
    "SetEnv ",
    "setx ",
    "set -",
    "config set ",
    "header ",
    "Header ",
    "header_up ",
    "_param ",
)
_PROGRAMS = ("http ", "https ", "op item ")
_SETTINGS = ("config:set", "env:set", "env set", "variable set", "variables --set")
_KEEPERS = (
    "secret set",
    "secrets set",
    "set --secret",
    "secret generic",
    "kv put",
    "kv patch",
    "vault write",
)
LITERALS = (*_SETTERS, *_PROGRAMS, *_SETTINGS, *_KEEPERS)
_NAMED = pattern(
    r"(?:\w{1,3} (?:-\w )?)?[ \t]{0,8}[\"']?([A-Za-z][\w.:-]{2,60})[\"']?"
    r"[ \t]{1,8}[\"']?([^\s\"'=<>|$-][^\s\"'=]{2,}[^\s\"'=;])"
)
_ARGUMENTS = pattern(r"(?:[^\n]|(?<=\\)\n){0,600}+")
_PAIR = pattern(r"(?<=[\s\"'=])([A-Za-z][\w.\[\]-]{1,60})=[\"']?([^\s\"'=$<{][^\s\"'=]{5,}+={0,2})")
_HYPHEN = pattern(r"-(?<![\w-]-)[a-z-]")  # what every flag begins with
_FLAG = pattern(
    r"-(?<![\w-]-)-?((?:[a-z]{1,20}+-){0,4}+[a-z]{0,14}?"
    r"(?:pass(?:word|wd|phrase)?|pwd|token|secret|key|(?<=secret-)string))"
    # No variable in quotes, and not where the line goes on.
    r"(?:[ \t]{1,8}|=)(?=[^\s\\-]|\\(?!\r?\n))(?!([\"'])\$\{?\w{1,40}\}?\2)"
)
_GIVEN = pattern(rf"=(?<=[A-Z0-9_]{{3}}=)(?!{EXAMPLE})[\"']?[^\s\"'=]{{{_SHORTEST}}}")
_CAPITALS = f"{string.ascii_uppercase}{string.digits}_"
_BEFORE = frozenset(" \t\r\n\"',{")  # what a name follows
_VALUE = pattern(r"=[\"']?((?:[^\s\"'=,$]|\$(?![A-Z]{2})){20,}+={0,2})(?![^\s\"',}])")


def variables(text: str, lowered: str, literals: Literals, known: Mapping[int, int]) -> Iterator[Hit]:
    """Find every secret among them but those that are found already: `known` says where they begin and end.

    `lowered` is `text` in lower case, character for character.
    """
    yield from _set(text, literals)
    yield from _flags(text, lowered, known)
    if "=" in text:
        yield from _environment(text, known)


def _set(text: str, literals: Literals) -> Iterator[Hit]:
    """Find what commands and directives set: ``setx NAME value``, ``fly secrets set NAME=value OTHER=value``."""
    for command in filter(literals.holds_in_any_case, LITERALS):
        places = literals.places(command)
        for place, ahead in zip_longest(places, places[1:], fillvalue=len(text)):
            start = place + len(command)
            first = _NAMED.match(text, start)
            arguments = None if command in _SETTERS else _ARGUMENTS.match(text, start, ahead)
            pairs = _PAIR.finditer(text, start - 1, arguments.end()) if arguments else ()
            for found in chain(filter(None, (first,)), pairs):
                name, value = found[1], found[2]
                if is_secret(name, value, "line") or _is_kept(command, name, value):
                    yield Hit(*found.span(2), "assignment", *label_and_kind(name))


def _is_kept(command: str, name: str, value: str) -> bool:
    """Tell a secret by the command that keeps it: its name need not say so."""
    if command in (*_SETTERS, *_PROGRAMS) or _is_harmless(name.upper()) or is_dated(value):
        return False
    return is_random_secret(value) or (command in _KEEPERS and is_password_of("FIELD_SECRET", value))


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
        value = text[start:end]
        if start < end and (
            is_secret(name, value, "line" if way == "bare" else way)
            or (name.endswith("passphrase") and way == "quoted" and _is_phrase(value))
        ):
            yield Hit(start, end, "command", f"--{name}", spelled(name))


def _is_phrase(value: str) -> bool:
    """Tell words with a digit: what a flag gives as a passphrase is no label, whatever they say."""
    spaced = " " in value and any(map(str.isdigit, value))
    return spaced and not made_up(value) and not points_elsewhere(value)


def _environment(text: str, known: Mapping[int, int]) -> Iterator[Hit]:
    """Find random values in lines such as ``STRIPE=...`` whose name says nothing."""
    judge = Judge()
    for given in map(re.Match[str].end, _GIVEN.finditer(text)):
        end = known.get(given - _SHORTEST)
        if end is not None and text[end : end + 1] in _ENDS:  # a known secret is all there is
            continue
        place = text.rfind("=", 0, given)
        before = text[max(0, place - _NAME_REACH) : place]
        opening = before.rstrip(_CAPITALS)
        name = before[len(opening) :]
        if not name[0].isalpha() or not _BEFORE.issuperset(opening[-1:]) or _is_harmless(name):
            continue
        found = _VALUE.match(text, place)
        if (
            found
            and not (looks_hexadecimal(found[1]) and len(found[1]) != _KEY_SIZE)
            and not is_dated(found[1])
            and "/" not in found[1][:-20]
            and judge.is_random_secret(found[1])
        ):
            yield Hit(*unwrapped(text, *found.span(1)), "assignment", *label_and_kind(name))


@lru_cache(maxsize=1024)
def _is_harmless(name: str) -> bool:
    is_id = name.endswith("ID") and not name.endswith(("GRID", "ROID"))
    return is_id or name.endswith("REPO") or holds_any(name, _HARMLESS)
