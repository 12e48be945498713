"""What shows at a glance that a value is no secret, before it is looked at closely; and the name it is given to."""

import re
import string
from functools import cache

from assistant.guard.names import Name, Sense, name_of
from assistant.guard.values import is_certain

# A name that is given a value, what it says, what opens its line, where its root stands; what stands between it and its
# value, and where that begins; and the word, group `WORD`, that is surely a secret.
Given = tuple[str, Name, str, int, str, int, re.Match[str] | None]
NAME_LETTERS = f"{string.ascii_letters}{string.digits}_-.$"
WORD = 2  # the group of `_at_a_glance` that is no code
_BEFORE = 80  # characters before the root of a name: the rest of it, and what it is an argument of
_GETTERS = ("get", "read", "load", "fetch", "find")  # calls that are given the name of what they give
_OTHERS = ("checksum/", "ublic ")  # before a name of no secret: "checksum/secret", "public key"


def given_names(text: str, found: list[re.Match[str]]) -> list[Given]:
    """Give those of the names that promise a secret and whose value may be one, at a glance."""
    glance = _at_a_glance().match
    seen = [glance(text, name.end()) for name in found]
    places = [
        (name.start(), name.end(1), name.end(), word)
        for name, word in zip(found, seen, strict=True)
        if not word or word.lastindex == WORD
    ]
    befores = [text[place - _BEFORE if place > _BEFORE else 0 : place] for place, _, _, _ in places]
    openings = [before.rstrip(NAME_LETTERS) for before in befores]
    names = [
        _name_at(before, before[len(opening) :] + text[place:end])
        for before, opening, (place, end, _, _) in zip(befores, openings, places, strict=True)
    ]
    said = [name_of(name) for name in names]
    return [
        (
            name,
            says,
            opening.rpartition("\n")[2],
            place,
            joint,
            start,
            word if word and _is_sure(word, joint) else None,
        )
        for name, says, before, opening, (place, end, start, word) in zip(
            names, said, befores, openings, places, strict=True
        )
        if not _is_harmless(name, says.sense, before, text, start)
        and not _is_of_no_value(name, opening, joint := text[end:start])
    ]


def _is_sure(word: re.Match[str], joint: str) -> bool:
    return is_certain(word[WORD]) and not joint.isspace()


def _is_of_no_value(name: str, opening: str, joint: str) -> bool:
    """Tell a call that gives what it is asked for, and the user in an address."""
    return (joint[0] == "(" and _is_asked_for(name.lower())) or opening.endswith("://")


def _is_asked_for(name: str) -> bool:
    """Tell the name of what a call gives: ``get_token("name")``, ``User("name")``."""
    return name.rpartition(".")[2].startswith(_GETTERS) or "user" in name or name.endswith("credentials")


def _is_harmless(name: str, sense: Sense, before: str, text: str, start: int) -> bool:
    """Tell at a glance most of what a closer look would refuse: a name that says nothing, or little of a short value.

    The value stands at `start`, and `before` the root of the name.
    """
    if sense == "nothing" or (name == "signingkey" and _fingerprint().match(text, start)):
        return True
    if sense == "maybe":
        if not _long().match(text, start):
            return "phrase" not in name.lower() and "mnemonic" not in name.lower()
        if _number().match(text, start) and not name.endswith("AUTH"):
            return True
    return before.endswith(_OTHERS)


def _name_at(before: str, rest: str) -> str:
    """Give the whole name of which `rest` begins with its root; a key within the secrets is one of them."""
    name = rest.strip("-.$")
    inside = len(name) == len("key") and name.lower() == "key" and _is_inside(before)
    return f"secret_{name}" if inside and _parent().search(before) else name


def _is_inside(before: str) -> bool:
    """Tell what stands before the first name in brackets, or in SQLite's PRAGMA."""
    bracket = before.rstrip("\"' \t\r\n")
    return bracket.endswith(("[", "{")) or before.lower().rstrip(" \t").endswith("pragma")


@cache
def _at_a_glance() -> re.Pattern[str]:
    """Compile what tells a long word of letters and digits, group `WORD`, from most of what is no secret.

    That is a variable, a call, an attribute or an example, whatever is around it; no rule takes so little for a secret.
    """
    return re.compile(
        r"([\"'`])?([A-Za-z0-9]{20,64})(?(1)\1(?!\1)|(?:\s|$))"
        r"|([\"'])?(?:[a-z_]{1,7}|\d{1,5})(?(3)\3(?!\3)|\s(?![a-z]{3}))"
        r"|[A-Za-z_]\w*+(?:(?:\.[A-Za-z_]\w*+)++[(\[]|[(\[](?:\)?[\s\"'.,;]|[a-z_]{0,15}[\s\"'.,]))"
        r"|[a-z_]++(?:\.[A-Za-z_]++)++[\s\"']"
    )


@cache
def _fingerprint() -> re.Pattern[str]:
    return re.compile(r"(?:[0-9A-F]{16}){1,2}(?:[0-9A-F]{8})?(?!\S)")  # of the key that Git signs with


@cache
def _parent() -> re.Pattern[str]:
    return re.compile(
        r"(?i)(?:jwt|token|sign|signing|crypt|encryption|secret)[\"']?\s{0,4}(?:=>|[:=])?\s{0,4}[\[{]\s{0,40}[\"']?$"
        r"|pragma\s$"
    )


@cache
def _long() -> re.Pattern[str]:
    return re.compile(r"\\{0,2}(?:[A-Za-z@$]{0,2}[\"'`])?[^\s\"'`\\]{18}")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"[\"'`]?[0-9a-fA-F-]{20,128}(?![\w=+/.-])")
