"""Passwords among the arguments of calls that log in somewhere: ``FTP("host", "name", "password")``."""

import re
from collections.abc import Iterator

from assistant.guard.chosen import is_dotted, looks_chosen
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals
from assistant.guard.made_up import made_up
from assistant.guard.phrases import MAIL_WORDS
from assistant.guard.randomness import looks_hexadecimal
from assistant.guard.values import is_random_secret, points_elsewhere
from assistant.pattern import pattern

# What ends the name of such a call, in any case.
_CALLS = (
    "authenticate(", "authentication(", "provider(", "signin(", "credentials(", "pw_set(", "ftp(", "ftp_tls(", "mysqli(",
    "pdo->__construct(", "database(", "sequelize(", "password(", "passwordtoken(", ".basic(", "newstaticv4(",
    "create_user(", "createuser(", "ftphost(", "imap_open(", "authorization_basic(", "credentials::new(",
    "ldap_bind(", "client.bind(", "outletdevice(", "bulbdevice(", "coverdevice(", "identitytoken(", "runas(",
    "set_with_value(",
)  # fmt: skip
# Those whose last string it is, whatever it looks like.
_SURE = (
    "login(", "drivermanager.getconnection(", "auth(", "credential(", "pdo(", "dbi->connect(", "dbi.connect(",
    "wifi.begin(", "pgp_sym_encrypt(", "pgp_sym_decrypt(",
)  # fmt: skip
_CONNECTS = ("connect(", "connection(")  # in which it stands behind a name
# Those which take much else: only what is random is it.
_OPEN = ("client(", "getinstance(", "treegateway(", "headervalue(")
LITERALS = (*_CALLS, *_SURE, *_CONNECTS, *_OPEN)
_QUOTES = frozenset("\"'`")
_REACH = 600  # characters of a call that are looked at
_DOMAIN = pattern(r"[A-Z]{2,15}")
_NUMBERED_WORD = pattern(r"[a-z]{5,20}\d{2,4}")
_SNAKE = pattern(r"[a-z]+(?:_[a-z]+)+")  # the name of a field
_ARGUMENTS = pattern(r"(?:[^()\"'`;]++|\"[^\"\n]*+\"|'[^'\n]*+'|`[^`\n]*+`|\([^()\n]{0,80}+\)){1,60}+")
_LATER_STRING = pattern(
    rf",\s{{0,40}}(?:Some\()?[A-Za-z@]{{0,2}}([\"'`])([^\"'`\s]{{6,}}+|{MAIL_WORDS})\1(?!\s{{0,4}}[:=])"
)


def calls(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every string that is a later argument of such a call and looks like a password."""
    for name in LITERALS:
        past = 0
        for place in literals.places_in_any_case(name):
            start = place + len(name)
            # Not within the arguments of the last one.
            inside = _ARGUMENTS.match(text, start, place + _REACH) if start > past else None
            if not inside:
                continue
            past = inside.end()
            strings = list(_LATER_STRING.finditer(text, start, past))
            if name == "credential(" and strings and _is_domain(strings[-1], start):
                strings.pop()
            found = _password(name, text, strings, past) if strings else None
            if found:
                yield Hit(found.start(2), found.end(2), "call", "login password", "LOGIN_PASSWORD")


def _is_domain(string: re.Match[str], start: int) -> bool:
    """Tell the third argument of a login to Windows that begins at `start` from the second, the password."""
    return bool(_DOMAIN.fullmatch(string[2])) and "," in string.string[start : string.start()]


def _password(name: str, text: str, strings: list[re.Match[str]], end: int) -> re.Match[str] | None:
    """Choose the string that is the password, of those behind the first argument of a call that ends at `end`."""
    last = strings[-1]
    if name in _OPEN:
        return next((string for string in reversed(strings) if is_random_secret(string[2])), None)
    if name in _SURE and _is_last(text[last.end() : end], last[2]):
        return last
    for string in strings:
        if " " in string[2] or (looks_chosen(string[2]) and not _is_id(text[string.end() : end], string[2])):
            return string
    named = name in _CONNECTS and text[last.start() - 1] in _QUOTES and _NUMBERED_WORD.fullmatch(last[2])
    return last if named else None


def _is_id(rest: str, value: str) -> bool:
    """Tell a UUID that another argument follows: of whom the password is."""
    return "-" in value and looks_hexadecimal(value) and rest.lstrip().startswith(",")


def _is_last(rest: str, value: str) -> bool:
    """Tell a value that may be a password, with nothing but blanks, brackets and options in the rest of the call."""
    return (
        rest.strip(" \t\r\n,)")[:1] in ("", "[", "{")
        and not made_up(value)
        and (is_dotted(value) or not points_elsewhere(value))
        and "/" not in value
        and not _SNAKE.fullmatch(value)
    )
