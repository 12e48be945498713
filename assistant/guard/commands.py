"""Passwords where a known command or call wants one: ``curl -u name:password``, ``enable secret ...``."""

import re
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

from assistant.guard.command_row import Command
from assistant.guard.command_table import COMMANDS, FOLD
from assistant.guard.crowds import CROWD
from assistant.guard.finding import Hit
from assistant.guard.generated import end_of_run
from assistant.guard.labels import are_chosen, say_labels
from assistant.guard.literals import Literals
from assistant.guard.made_up import made_up
from assistant.guard.phrases import is_sentence
from assistant.guard.randomness import looks_random
from assistant.guard.values import is_sure, points_elsewhere
from assistant.guard.verdict import is_secret
from assistant.pattern import pattern

_FOLDED = "\\\n"  # the end of a line that goes on
LITERALS = tuple(word for command in COMMANDS for word in (*command.names, command.gate, *command.parts))
_REACH = 700  # characters behind a name in which its password stands
_SLASHES = 3  # in a value of base64; a path has more, or words
_NEIGHBOURS = 3  # how often the name may come again in its own arguments ("mysql -h mysql.internal -p...")
_WEIGHED = frozenset(
    ("PRINTED_SECRET", "KEY_FILE", "TYPED_PASSWORD", "FIELD_SECRET", "NODE_COOKIE")
)  # kinds whose values may as well be words
# An option or a header.
_NEXT = pattern(r"--?[A-Za-z][A-Za-z-]*[=:]?|[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*:")
_LONG = 200  # characters from which on a row of the table looks no further
_QUOTED_REST = pattern(r"[^\s\"']*+(?=[\"'])")
_REST = pattern(r"[\w+/=.~-]*+")
_WORD_AND_DIGIT = pattern(r"[A-Za-z]+\d|v?\d[\w.-]*")
_IN_BRACKETS = pattern(r"[A-Z][a-z]{2,14}[(\[][A-Z][a-z]{2,14}[)\]]\d{1,4}")


def commands(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every password that stands where a known command or call wants one."""
    folded: bool | None = None  # whether a line goes on: looked for once, if any command is there
    for command in COMMANDS:
        for name in filter(literals.holds_in_any_case, command.names):
            # The name in its own letters comes last: to tell where it stands so takes time.
            if all(map(literals.holds_in_any_case, (command.gate, *command.parts))) and literals.holds(name):
                stretches = _stretches(text, command.parts, len(name), literals.places(name))
                if stretches:
                    # Where no line goes on, a repeat of one set of characters does, in a third of the time.
                    folded = _FOLDED in text if folded is None else folded
                    rest = command.rest if folded else command.rest.replace(FOLD, "")
                    yield from _hits(text, command, _pattern(rest), stretches)


def _hits(
    text: str, command: Command, rest: re.Pattern[str], stretches: list[tuple[int, int]]
) -> Iterator[Hit]:
    kept = 0
    bounded = "last" in rest.groupindex
    for start, end in stretches:
        found = rest.match(text, start, end)
        if found and found.lastindex and not (bounded and _is_far(found, command.most)):
            value = found[found.lastindex].rstrip("\\")
            if not _NEXT.fullmatch(value) and (kept > CROWD or is_password_of(command.kind, value)):
                kept += 1
                begin = found.start(found.lastindex)
                past = end_of_run(text, begin, begin + len(value))
                past = _end_of_long(text, begin, past) if len(value) >= _LONG else past
                yield Hit(begin, past, "command", command.label, command.kind)


def _end_of_long(text: str, start: int, end: int) -> int:
    """Give where a long value ends of which the first characters, up to `end`, are known: at its quote, if it has one."""
    rest = (_QUOTED_REST if text[start - 1] in "\"'" else _REST).match(text, end)
    return rest.end() if rest else end


def _is_far(found: re.Match[str], most: int) -> bool:
    """Tell what stands behind more than so many characters of other arguments."""
    return found.start("last") - found.start("first") > most


def _stretches(text: str, parts: tuple[str, ...], length: int, places: list[int]) -> list[tuple[int, int]]:
    """Give where arguments that hold all `parts` begin and end, behind names of `length` characters at `places`."""
    crowded = (_NEIGHBOURS + 1) * length  # hardly more than the name over and over
    stretches = [
        (place + length, ahead if ahead - place < _REACH else place + _REACH)
        for place, ahead in zip_longest(places, places[_NEIGHBOURS:], fillvalue=len(text) + _REACH)
        if ahead - place >= crowded
    ]
    for part in parts:
        stretches = [(start, end) for start, end in stretches if text.find(part, start, end) >= 0]
    return stretches


def is_password_of(kind: str, value: str) -> bool:
    """Tell a password from what is made up, points elsewhere or, where anything may stand, weighs too little."""
    if made_up(value.strip("\\\"'")) or (kind == "ENCODED_SECRET" and _greets(value)):
        return False
    if kind in _WEIGHED or (kind == "LINE_PASSWORD" and not any(map(str.isdigit, value))):
        return _is_weighty(value)
    if kind == "AUTH_PASSWORD":
        plain = _WORD_AND_DIGIT.fullmatch(value) or say_labels(value)
        return not plain and is_secret("password", value, "quoted")
    if kind == "TOLD_PASSWORD" and value.isalnum() and say_labels(value):
        return False
    return (
        is_sure(value, promised=True)
        or not points_elsewhere(value)
        or (kind == "LOGIN_PASSWORD" and are_chosen(value))
    )


def _greets(value: str) -> bool:
    """Tell whether a base64 value holds plain words: "Hello, World!"."""
    try:
        plain = b64decode(value + "=" * (-len(value) % 4)).decode().strip()
    except ValueError:
        return False
    return made_up(plain) or not any(map(str.isdigit, plain))


def _is_weighty(value: str) -> bool:
    """Tell a password, also one of words, from what else a file or a line of output holds."""
    if say_labels(value) or value.endswith(":"):
        return False
    if "/" in value:
        return "." not in value and value[0] != "/" and looks_random(value) and value.count("/") <= _SLASHES
    if " " in value:
        return is_sentence(value, 2, alone=True)
    if _IN_BRACKETS.fullmatch(value):
        return True
    mixed = sum((any(map(str.isdigit, value)), any(map(str.isupper, value)), any(map(str.islower, value))))
    signed = any(map("!#$%&*+=?@^~(_".__contains__, value[1:]))
    return (
        (mixed + signed >= 3 and is_secret("password", value, "quoted"))
        or looks_random(value)
        or are_chosen(value)
    )


@cache
def _pattern(rest: str) -> re.Pattern[str]:
    return re.compile(rest)
