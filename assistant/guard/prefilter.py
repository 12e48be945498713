"""What shows at a glance that a value is no secret, before it is looked at closely; and the name it is given to."""

import re
import string
from functools import cache

from assistant.guard.names import Name, name_of
from assistant.guard.values import is_certain
from assistant.pattern import pattern

# A name that is given a value, what it says, what opens its line, where its root stands; what stands between it and its
# value, and where that begins; and the word, group `WORD`, that is surely a secret.
Given = tuple[str, Name, str, int, str, int, re.Match[str] | None]
NAME_LETTERS = f"{string.ascii_letters}{string.digits}_-.$"
WORD = 2  # the group of `_at_a_glance` that is no code
_BEFORE = 80  # characters before the root of a name: the rest of it, and what it is an argument of
_GETTERS = ("get", "read", "load", "fetch", "find")  # calls that are given the name of what they give
_BLANKS = "\"' \t\r\n"  # between a bracket and the first name in it
_JOINT = f"{_BLANKS}:=>"  # between the name of what is in brackets and these
_PRAGMA = ("pragma ", "pragma\t")
_PARENTS = ("jwt", "token", "sign", "signing", "crypt", "encryption", "secret")  # whose key is a secret
# What stands before "key" where it is no key of a table.
_KEYED = ("api ", "API ", "Api ", "ccess ", "icense ", "icence ", "ecret ", "ubscription ", "re-shared ",
          "re-Shared ")  # fmt: skip
_OTHERS = ("checksum/", "ublic ")  # before a name of no secret: "checksum/secret", "public key"
_FINGERPRINT = pattern(r"(?:[0-9A-F]{16}){1,2}(?:[0-9A-F]{8})?(?!\S)")  # of the key that Git signs with
# The first of several arguments: of whom the secret is.
_FIRST_ID = pattern(
    r"([\"'`])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\1\s{0,4},\s{0,40}[\w\"'`@]"
)
_LONG = pattern(r"\\{0,2}(?:[A-Za-z@$]{0,2}[\"'`])?[^\s\"'`\\]{18}")
_NUMBER = pattern(r"[\"'`]?[0-9a-fA-F-]{20,128}(?![\w=+/.-])")


def given_names(text: str, found: list[re.Match[str]], *, crowded: bool = False) -> list[Given]:
    """Give those of the names that promise a secret and whose value may be one, at a glance.

    Among `crowded` ones no word is looked at closely.
    """
    glance = _at_a_glance(crowded=crowded).match
    seen = [glance(text, name.end()) for name in found]
    places = [
        (name.start(), name.end(1), name.end(), word)
        for name, word in zip(found, seen, strict=True)
        if not word or word.lastindex == WORD
    ]
    befores = [text[place - _BEFORE if place > _BEFORE else 0 : place] for place, _, _, _ in places]
    openings = [before.rstrip(NAME_LETTERS) for before in befores]
    names = [
        text[place - len(before) + len(opening) : end].strip("-.$")
        for before, opening, (place, end, _, _) in zip(befores, openings, places, strict=True)
    ]
    names = [
        name if len(name) != len("key") else _whole(name, before)
        for name, before in zip(names, befores, strict=True)
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
            word if word and not crowded and is_certain(word[WORD]) and not joint.isspace() else None,
        )
        for name, says, before, opening, (place, end, start, word) in zip(
            names, said, befores, openings, places, strict=True
        )
        if says.sense != "nothing"
        and not (says.sense == "maybe" and _is_little(name, text, start))
        and not before.endswith(_OTHERS)
        and not opening.endswith("://")  # the user in an address
        and not (name == "signingkey" and _FINGERPRINT.match(text, start))
        and not (
            (joint := text[end:start])[0] == "("
            and (_is_asked_for(name.lower(), joint) or _FIRST_ID.match(text, start))
        )
    ]


def _is_asked_for(name: str, joint: str) -> bool:
    """Tell the name of what a call gives: ``get_token("name")``, ``User("name")``."""
    if "return" in joint or ")" in joint:  # what the function itself gives
        return False
    return name.rpartition(".")[2].startswith(_GETTERS) or "user" in name or name.endswith("credentials")


def _is_little(name: str, text: str, start: int) -> bool:
    """Tell at a glance a value, at `start`, that is too short or a number, for a name that may promise a secret."""
    if not _LONG.match(text, start):
        return "phrase" not in name.lower() and "mnemonic" not in name.lower()
    return not name.endswith("AUTH") and _NUMBER.match(text, start) is not None


def _whole(name: str, before: str) -> str:
    """Say of a key within the secrets that it is one of them, and of an "API key" that it is one."""
    if name.lower() != "key":
        return name
    if before.endswith(_KEYED):
        return f"{before.rsplit(maxsplit=1)[-1]} {name}"
    return f"secret_{name}" if _is_inside(before) else name


def _is_inside(before: str) -> bool:
    """Tell what stands before the first name within a parent, in brackets or below it, or in SQLite's PRAGMA."""
    opening = before.rstrip(_BLANKS)
    if opening.endswith(("[", "{")) or (opening.endswith(":") and "\n" in before[len(opening) :]):
        return opening[:-1].rstrip(_JOINT).lower().endswith(_PARENTS)
    return before.lower().endswith(_PRAGMA)


@cache
def _at_a_glance(*, crowded: bool) -> re.Pattern[str]:
    """Compile what tells a long word of letters and digits, group `WORD`, from most of what is no secret.

    That is nothing, the next name, a variable, a call, an attribute or an example, whatever is around it; no rule takes
    so little for a secret. Unless they are `crowded`, it is a quotation without an end too.
    """
    endless = "" if crowded else r"\"(?![^\"\\\n]{0,4000}+[^\n])|'(?![^'\\\n]{0,4000}+[^\n])|"
    return re.compile(
        r"([\"'`])?+([A-Za-z0-9]{20,64}+)(?(1)\1(?!\1)|(?:\s|$))"
        rf"|(?<!\[)(?:{endless}"
        r"\"\"(?!\")|''(?!')|\\\r?\n|[,;][A-Za-z][\w-]{2,31}+ ?[:=]{1,2}>?[\s;,\"'])"
        r"|([\"'])?+(?:[a-z_]{1,7}+|\d{1,5}+)(?(3)\3(?!\3)|\s(?!(?:[a-z]|(?<= )[A-Z])[a-z]{2}))"
        r"|(?<=\":)[a-z]{1,7}+[,}\]]"
        r"|[A-Za-z_]\w*+(?:(?:\.[A-Za-z_]\w*+)++[(\[]|[(\[](?:\)?[\s\"'.,;]|[a-z_]{0,15}+[\s\"'.,]))"
        r"|[a-z_]++(?:\.[A-Za-z_]++)++[\s\"']"
    )
