"""What shows at a glance that a value is no secret, before it is looked at closely; and the name it is given to."""

import re
import string
from functools import cache

from assistant.guard.names import sense_of

NAME_LETTERS = f"{string.ascii_letters}{string.digits}_-.$"
WORD = 2  # the group of `at_a_glance` that is no code
_OTHERS = ("checksum/", "ublic ")  # before a name of no secret: "checksum/secret", "public key"


def is_harmless(name: str, before: str, text: str, start: int) -> bool:
    """Tell at a glance most of what a closer look would refuse: a name that says nothing, or little of a short value.

    The value stands at `start`, and `before` the root of the name.
    """
    sense = sense_of(name)
    if sense == "nothing" or (name == "signingkey" and _fingerprint().match(text, start)):
        return True
    if sense == "maybe":
        if not _long().match(text, start):
            return "phrase" not in name.lower() and "mnemonic" not in name.lower()
        if _number().match(text, start) and not name.endswith("AUTH"):
            return True
    return before.endswith(_OTHERS)


def name_at(before: str, rest: str) -> str:
    """Give the whole name of which `rest` begins with its root; a key within the secrets is one of them."""
    name = (before[len(before.rstrip(NAME_LETTERS)) :] + rest).strip("-.$")
    inside = len(name) == len("key") and name.lower() == "key" and _is_inside(before)
    return f"secret_{name}" if inside and _parent().search(before) else name


def _is_inside(before: str) -> bool:
    """Tell what stands before the first name in brackets, or in SQLite's PRAGMA."""
    bracket = before.rstrip("\"' \t\r\n")
    return bracket.endswith(("[", "{")) or before.lower().rstrip(" \t").endswith("pragma")


@cache
def at_a_glance() -> re.Pattern[str]:
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
    return re.compile(r"(?:[0-9A-F]{16}){1,2}(?:[0-9A-F]{8})?\s")  # of the key that Git signs with


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
