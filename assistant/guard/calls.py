"""Passwords among the arguments of calls that log in somewhere: ``FTP("host", "name", "password")``."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.guard.chosen import looks_chosen
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals
from assistant.guard.made_up import made_up
from assistant.guard.values import is_random_secret, looks_random, points_elsewhere

_WORDS = r"[A-Za-z\d]{4}(?: [A-Za-z\d]{4}){3}"  # how Google writes the passwords it makes for programs
# What ends the name of such a call.
_CALLS = (
    "uth(", "uthenticate(", "uthentication(", "uthProvider(", "ogin(", "ignIn(", "onnect(", "onnection(",
    "redentials(", "redential(", "redentialsProvider(", "pw_set(", "FTP(", "FTP_TLS(", "mysqli(",
    "DriverManager.getConnection(", "PDO(", "PDO->__construct(", "database(", "Sequelize(", "add_password(",
    "asswordToken(", "assword(", "redentials.basic(", "NewStaticV4(", "WithPassword(", "okens.basic(",
    "create_user(", "createUser(", "iFi.begin(", "ldap_bind(", "ient.bind(", "AndPassword(", "Client(",
    "getInstance(", "treeGateway(",
)  # fmt: skip
_SURE = frozenset(
    ("ogin(", "DriverManager.getConnection(", "uth(", "redential(", "PDO(")
)  # whose last string is it, whatever it looks like
_OPEN = frozenset(("Client(", "getInstance("))  # which take much else: only what is random is it
_QUOTES = frozenset("\"'`")
_LOGINS = frozenset(("onnect(", "onnection("))
_REACH = 600  # characters of a call that are looked at


LITERALS = _CALLS


def calls(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every string that is a later argument of such a call and looks like a password."""
    for name in _CALLS if "(" in text else ():
        past = 0
        for place in literals.places(name):
            if place + len(name) <= past:  # within the arguments of the last one
                continue
            inside = _arguments().match(text, place + len(name), place + _REACH)
            if not inside:
                continue
            past = inside.end()
            strings = list(_later_string().finditer(text, inside.start(), past))
            found = next((string for string in strings if " " in string[2] or looks_chosen(string[2])), None)
            if name == "treeGateway(":  # which takes ids first
                last = strings[-1:]
                found = next((each for each in last if is_random_secret(each[2])), None)
            if found and name in _OPEN and not looks_random(found[2]):
                continue
            if (
                not found
                and name in _SURE
                and strings
                and _ends(text[strings[-1].end() : past], strings[-1][2])
            ):
                found = strings[-1]
            if not found and name in _LOGINS and strings and text[strings[-1].start() - 1] in _QUOTES:
                found = strings[-1] if _numbered_word().fullmatch(strings[-1][2]) else None  # behind a name
            if found:
                yield Hit(found.start(2), found.end(2), "call", "login password", "LOGIN_PASSWORD")


def _ends(rest: str, value: str) -> bool:
    return (
        not rest.strip(" \t\r\n,)")
        and not made_up(value)
        and not points_elsewhere(value)
        and "/" not in value
    )


@cache
def _numbered_word() -> re.Pattern[str]:
    return re.compile(r"[a-z]{5,20}\d{2,4}")


@cache
def _arguments() -> re.Pattern[str]:
    return re.compile(r"(?:[^()\"'`;]++|\"[^\"\n]*+\"|'[^'\n]*+'|`[^`\n]*+`|\([^()\n]{0,80}+\)){1,60}+")


@cache
def _later_string() -> re.Pattern[str]:
    return re.compile(
        rf",\s{{0,40}}(?:Some\()?[A-Za-z@]{{0,2}}([\"'`])([^\"'`\s]{{6,100}}|{_WORDS})\1(?!\s{{0,4}}[:=])"
    )
