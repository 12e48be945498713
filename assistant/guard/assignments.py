"""Values given to names that sound secret, in any syntax: YAML, JSON, shell, XML, TOML and the languages' own."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.guard.assigned_names import assigned_names
from assistant.guard.chosen import looks_chosen
from assistant.guard.finding import Hit
from assistant.guard.labels import are_chosen
from assistant.guard.literals import Literals
from assistant.guard.names import label_of, spelled
from assistant.guard.prefilter import NAME_LETTERS, WORD, at_a_glance, is_harmless, name_at
from assistant.guard.randomness import looks_random
from assistant.guard.value_spans import unwrapped, value_at
from assistant.guard.values import is_certain
from assistant.guard.verdict import is_secret

_BEFORE = 80  # characters before the root of a name: the rest of it, and what it is an argument of
_AFTER = 120  # characters behind a value in which its neighbours stand
_TRIES = 4  # further names that are judged inside a value that was refused: bounds the work
_LONG = 500  # characters of a value for which a name inside it counts as one more of them
_QUOTES = ("'", '"', "`")
_GIVEN = frozenset("=:<>")  # signs behind a name that is given a value
_STRINGS = ('("', "('", "(`")  # what a call of a string begins with
_HASHES = ("md5", "hash", "crypt")  # and the names of those that give the hash of one
_GETTERS = ("get", "read", "load", "fetch", "find")  # calls that are given the name of what they give


def assignments(text: str, lowered: str, literals: Literals) -> Iterator[Hit]:
    """Find every secret value of a secret name; `lowered` is `text` in lower case, character for character."""
    past = refused = 0  # where the last secret ended, and the last value that was none
    tries = 0
    seen_at = at_a_glance().match
    for found in assigned_names(lowered, literals):
        place, start = found.span()
        tries = tries + 1 + (refused - place) // _LONG if place < refused else 0
        if place < past or tries > _TRIES:
            continue
        seen = seen_at(text, start)
        if seen and seen.lastindex != WORD:
            continue
        named = found.end(1)
        before, joint = text[max(0, place - _BEFORE) : place], text[named:start]
        name = name_at(before, text[place:named])
        if is_harmless(name, before, text, start) or _is_of_no_value(name, before, joint):
            continue
        start, end, secret = _judged(text, name, place, start, joint, seen)
        if text.startswith("arn:", start) or (before[-1:] == ":" and "arn:" in before):
            past = end  # nothing within it can be a secret
        elif not secret or _is_excused(text, name, before, joint, start, end):
            refused = max(refused, end)
        else:
            past = end
            label, kind = label_of(name), spelled(name)
            yield Hit(start, end, "assignment", label, kind)
            for part in _parts(text, end) if text.startswith(_QUOTES, end) else ():
                past = part.end(1)
                yield Hit(part.start(1), past, "assignment", label, kind)


def _parts(text: str, end: int) -> Iterator[re.Match[str]]:
    """Give the strings that code joins to one that ends at `end`, where they are as random as it."""
    while part := _joined().match(text, end):
        if not looks_random(part[1]):
            return
        yield part
        end = part.end(1)


def _is_of_no_value(name: str, before: str, joint: str) -> bool:
    """Tell a call that gives what it is asked for, and the user in an address."""
    if joint[0] == "(" and _is_asked_for(name.lower()):
        return True
    return "://" in before and before.rstrip(NAME_LETTERS).endswith("://")


def _judged(
    text: str, name: str, place: int, start: int, joint: str, seen: re.Match[str] | None
) -> tuple[int, int, bool]:
    """Judge the value at `start`, for a name that has its root at `place`: its begin and its end, and if it is secret.

    `seen` is the long word of letters and digits that it is, if it is one.
    """
    if seen and is_certain(seen[WORD]) and not joint.isspace():
        return *seen.span(WORD), True
    start, end, way = value_at(text, start, place)
    if way == "bare" and joint.isspace():  # a sentence
        return start, start, False
    start, end = unwrapped(text, start, end)
    value = text[start:end]
    if not value or (value[0] == "?" and text[start - 1] == ":"):  # ${NAME:?what to say}
        return start, end, False
    if joint[0] == "(" and " " in value and not any(map(str.isdigit, value)):  # what is said in a call
        return start, start, False
    return start, end, is_secret(name, value, way)


def _is_excused(text: str, name: str, before: str, joint: str, start: int, end: int) -> bool:
    """Tell a word of a list, the hash of an example, and the key of Algolia's search, which every page shows."""
    opening = before.rstrip(NAME_LETTERS) if "," in joint or "(" in before else ""
    if "," in joint and _GIVEN.isdisjoint(joint) and not opening.rstrip("\"'` \t").endswith("("):
        value = text[start:end]  # of two strings in a row
        two = value[0].isupper() and "." not in value and are_chosen(value)
        if not (two or looks_random(value) or looks_chosen(value)):
            return True
    if opening.endswith(_STRINGS):
        call = opening[:-2].lower()
        if call.endswith(_HASHES) or call.rstrip("0123456789").endswith(("sha", "sha-")):
            return True
    return name.lower() == "apikey" and text.find("indexName", end, start + _AFTER) >= 0


def _is_asked_for(name: str) -> bool:
    """Tell the name of what a call gives: ``get_token("name")``, ``User("name")``."""
    return name.rpartition(".")[2].startswith(_GETTERS) or "user" in name or name.endswith("credentials")


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(r"[\"'`]\s{0,40}(?:[+.]|\\)?\s{0,40}[\"'`]([^\s\"'`]{12,200})(?=[\"'`])")
