"""Passwords inside addresses: ``postgres://user:password@host``, ``https://token@host``."""

import re
import string
from collections.abc import Iterator
from functools import cache
from itertools import chain

from assistant.guard.chosen import looks_chosen
from assistant.guard.crowds import Judge, may_be_password, may_be_random
from assistant.guard.finding import Hit
from assistant.guard.labels import are_chosen
from assistant.guard.made_up import made_up
from assistant.guard.randomness import looks_random
from assistant.guard.values import points_elsewhere
from assistant.pattern import pattern

_DATABASES = (
    "postgres", "mysql", "mariadb", "mongodb", "redis", "amqp", "mssql", "sqlserver", "cockroach", "clickhouse",
    "oracle", "couchdb", "influxdb", "cassandra", "neo4j", "bolt", "snowflake", "db2", "sqlite", "ldap", "jdbc",
)  # fmt: skip
_SIGNS = ("://", r":\/\/")  # behind a scheme, also as JSON may escape it
_SCHEME_LETTERS = f"{string.ascii_letters}{string.digits}+.-:"
_LONGEST = 120  # characters of a name and a password before "@"
_SHORTEST_PASSWORD, _LONGEST_PASSWORD = 6, 60  # characters of one without a scheme before its name
_NO_PASSWORD = frozenset(" \n\"'/")  # begin none of these
_SHORTEST_OF_ALL = 3  # characters of one behind a scheme
_LOOK_BACK = 120  # characters before an address in which the name it is assigned to is looked for
# Backwards: the password, a colon and the name, where no address of mail or image begins.
_LOGIN = pattern(r"([^\s:/@\"'<>`\\,;|&=(){}\[\]]{6,60}+):(?!otliam)[\w.-]{1,40}(?=[\s\"'=`]|//(?!:)|$)")
_HOST = pattern(r"(?!sha\d)[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){0,5}(?::\d{2,5}|(?=[/\s\"'`]|$))")
_PLAIN = pattern(r"[\w.]{6,}")  # no address holds the attribute of an object
# Backwards: the scheme, a sign and the name.
_ASSIGNED_NAME = pattern(
    r"[A-Za-z0-9+.:-]{2,30}[\"']?\s{0,3}[:=]\s{0,3}[\"']?((?:[A-Z0-9]+_)+[A-Z0-9]*[A-Z])\b"
)


def addresses(text: str) -> Iterator[Hit]:
    """Find every password or token in the user part of an address."""
    yield from _without_scheme(text)
    judge = Judge()
    signs = [sign for sign in _SIGNS if sign in text] if "@" in text else []
    for found in chain.from_iterable(_address(sign).finditer(text) for sign in signs):
        user, password = found[1] or "", found[2]
        if password is None:
            lone = (
                judge.tells(user, _is_token, may_be_random)
                and "sentry" not in text[found.end() : found.end() + 60]
            )
            if lone:
                yield Hit(found.start(1), found.end(1), "address", "token in an address", "URL_TOKEN")
            continue
        if password == user or not judge.tells(password, is_password, may_be_password):
            continue
        before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
        scheme = before[len(before.rstrip(_SCHEME_LETTERS)) :]
        database = scheme.lower().removeprefix("jdbc:").startswith(_DATABASES)
        kind, what = (
            ("DB_PASSWORD", "database password") if database else ("URL_PASSWORD", "password in an address")
        )
        named = _ASSIGNED_NAME.match(before[::-1])
        yield Hit(found.start(2), found.end(2), "address", named[1][::-1] if named else what, kind)


def _is_token(user: str) -> bool:
    return looks_random(user) and not made_up(user)


def is_password(password: str) -> bool:
    """Tell a password before an "@": no attribute of an object stands there."""
    if len(password) < _SHORTEST_OF_ALL or made_up(password):
        return False
    return not points_elsewhere(password) or _PLAIN.fullmatch(password) is not None or are_chosen(password)


def _without_scheme(text: str) -> Iterator[Hit]:
    """Find the passwords in ``name:password@host`` alone, where they look like one."""
    place = text.find("@") if ":" in text else -1
    while place >= 0:
        colon = text.rfind(":", max(0, place - _LONGEST_PASSWORD - 1), place)
        if 0 <= colon < place - _SHORTEST_PASSWORD and text[colon + 1] not in _NO_PASSWORD:
            yield from _login_before(text, place)
        place = text.find("@", place + 1)


def _login_before(text: str, place: int) -> Iterator[Hit]:
    found = _LOGIN.match(text[max(0, place - _LONGEST) : place][::-1])
    if found and _HOST.match(text, place + 1):
        password = found[1][::-1]
        signed = not password.isalnum() or not (password.islower() or password.isupper())
        if signed and looks_chosen(password):
            yield Hit(place - len(password), place, "address", "password in an address", "URL_PASSWORD")


@cache
def _address(sign: str) -> re.Pattern[str]:
    user = r"((?:[A-Z][A-Z\d-]{0,20}\\{1,2})?[^\s:/@\"'<>`\\]{0,100}+)"  # a domain of Windows and a name
    # Of several "@" the last one before a slash, a quote or a blank ends the password.
    return re.compile(
        rf"{re.escape(sign)}{user}(?::([^\s\"'<>`/\\]{{1,64000}}|(?!\d{{1,5}}/)[^\s\"'<>`@\\]{{1,256}}))?@(?=[\w\[.$*%{{(/-])"
    )
