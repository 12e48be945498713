"""Secrets in sentences: ``the password is ...``, ``with password `...` ``, what a server prints when it starts first."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.guard.finding import Hit
from assistant.guard.names import spelled
from assistant.guard.verdict import Way, is_secret, looks_chosen
from assistant.guard.words import Vocabulary

_TOLD = ("login", "credential", "creds", "account", "zugang", "anmeld", "user", "admin", "pass",
         "mailbox", "@")  # fmt: skip
_HEADINGS = (": ", ":\n", ":\r\n", ":\t")
_NAMES = ("password", "passphrase", "passwort", "passcode")


def spoken(text: str, lowered: str, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Find every password that a sentence gives away; `lowered` is `text` in lower case, character for character."""
    said = filter(vocabulary.may_hold, _NAMES)
    named = any(f"{name} " in lowered or f"{name}\t" in lowered for name in said)
    headed = named and ":" in lowered and any(map(lowered.__contains__, _HEADINGS))
    for found in _sentence(headed=headed).finditer(lowered) if named else ():
        name, (start, end) = found[0], found.span("given")
        value = text[start:end].rstrip(".,;:?)`\"'")
        digits = any(map(str.isdigit, value))
        if headed and found["told"] and not looks_chosen(value):
            continue
        if digits and not value.isdigit() and is_secret(name, value, Way.QUOTED):
            yield Hit(start, start + len(value), "spoken", name, spelled(name))
    for place in vocabulary.places("ogin"):
        given = _slashed().match(text, place)
        value = given[1].rstrip(".,;") if given else ""
        if given and looks_chosen(value):
            yield Hit(given.start(1), given.start(1) + len(value), "spoken", "password", "PASSWORD")
    for place in vocabulary.places("pw "):
        given = _short().match(text, place)
        if given and any(map(str.isdigit, given[1])) and is_secret("pw", given[1], Way.QUOTED):
            yield Hit(given.start(1), given.end(1), "spoken", "password", "PASSWORD")
    for place in vocabulary.places("PIN "):
        pin = _pin().match(text, place)
        if pin and pin[1] not in "0123456789" and len(set(pin[1])) > 2:
            yield Hit(pin.start(1), pin.end(1), "spoken", "PIN", "PIN")
    for found in _titled().finditer(text) if "assword is" in text else ():
        yield Hit(found.start(1), found.end(1), "spoken", "password", "PASSWORD")
    for found in _pair().finditer(text) if "/" in text and " / " in text else ():
        line = lowered.rfind("\n", 0, found.start()) + 1
        told = any(hint in lowered[line : found.end() + 40] for hint in _TOLD)
        if told and looks_chosen(found[1]):
            yield Hit(found.start(1), found.end(1), "spoken", "password", "PASSWORD")
    for found in _said().finditer(text) if named else ():
        name = f"pass{found[1]}"
        if is_secret(name, found[2], Way.QUOTED):
            yield Hit(found.start(2), found.end(2), "spoken", name, spelled(name))


@cache
def _slashed() -> re.Pattern[str]:
    return re.compile(r"ogin(?: is|:)? [\w.@-]{2,60} ?/ ?([^\s/\"'<>]{6,60})(?=[\s.,;]|$)")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(r"pw (?<!\w...)(?:is |ist |= )?[`\"']?([^\s`\"'<>,;]{6,60})(?=[\s`\"',.;]|$)")


@cache
def _pin() -> re.Pattern[str]:
    return re.compile(r"PIN (?<!\w....)(?:code )?(?:is |ist |: ?)(\d{4,8})(?![\d.])")


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(r"assword is:? ((?:[A-Z][a-z]{2,12} ){1,3}\d{1,4})(?!\w)")


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(r" / (?<=[\w] / )([^\s/\"'<>,;()]{6,60})")  # a name and its password


@cache
def _said() -> re.Pattern[str]:
    # No sentence goes on with such a word: "and password d3moUser-7".
    return re.compile(
        r"ass(?<=[Pp]ass)(word|phrase|wort|code) (?=[^\sA-Z]{0,40}[A-Z])(?=\D{0,40}\d\D{0,40}\d)(?=[^\sa-z]{0,40}[a-z])"
        r"([A-Za-z0-9!#%&*+=?@^_~-]{8,40})(?=[\s.,;]|$)"
    )


_IS = r"[ \t](?:is|was|to|ist|lautet|(?:for|für|of|zu|zum) [\w@.' -]{1,40}(?: is| ist|:))[ \t:]{1,3}|[ \t]{1,2}(?=`)"
_FOR = r"[ \t](?P<told>[^\n:=]{1,60}):[ \t]{1,3}"
_HEAD = r"[ \t][^\n:=]{0,100}:[ \t]{0,8}\r?\n\s{0,20}"


@cache
def _sentence(*, headed: bool) -> re.Pattern[str]:
    """Find what is given; `headed`: in the line after a colon too, a search that a text without one is spared."""
    ways = f"{_HEAD}|{_IS}|{_FOR}" if headed else _IS
    return re.compile(rf"pass(?:word|phrase|wort|code)(?=(?:{ways})[`\"']?(?P<given>[^\s`\"'<>]{{5,100}}))")
