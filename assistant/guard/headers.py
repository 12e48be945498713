"""What the headers of requests carry: ``Authorization: Bearer ...``, cookies that log in."""

import re
from base64 import b64decode
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from assistant.guard.crowds import Judge, may_be_password
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals, matches
from assistant.guard.made_up import made_up
from assistant.guard.names import label_and_kind, sense_of
from assistant.guard.randomness import looks_random
from assistant.guard.shapes import is_encoded_login
from assistant.guard.values import is_random_secret
from assistant.pattern import pattern

_BASIC = ("authorization", "Basic credentials", "BASIC_AUTH")  # rule; label; kind
_SHORTEST = 16  # characters of a credential that is no login
_LONGEST_NAME = 62  # characters of a cookie's name and the signs around it
_BEARERS = ("bearer ", "bearer%20", "bearer\\ ", "bearer:", "bearer=", 'bearer"')
_COOKIE_NAMES = ("cookie:", "cookie=", "cookie =", 'cookie"', "cookie'")
_JAR_SIGNS = ("\ttrue\t", "\tfalse\t")  # in each line of the file that curl, wget and yt-dlp keep cookies in
LITERALS = ("authorization", *_BEARERS, *_COOKIE_NAMES, *_JAR_SIGNS, "basic ")
_AUTHORIZATION = pattern(
    r"(?<![a-z])authorization(?:\\?[\"'\]]){0,3}\s{0,4}(?:=>|[:=,]|(?<=\s)(?=[\"']))\s{0,4}[rbf]?\\?[\"'`]?"
    r"(?:(basic|bearer|token|bot|key|apikey|splunk|geniekey|negotiate|oauth|sharedkey|ssws|pat"
    r"|[a-z]{2,20}+(?:-[a-z]{2,20}+){1,3}+)"
    r"\s{1,4}(?:token=)?[\"']?)?(?!aws4-hmac-)([a-z0-9\-._~+/:|]{8,}+={0,2})"
)
_BEARER = pattern(r"bearer(?:\\?\s{1,4}|%20|\"?\s?[:=]\s?\"?)([a-z0-9\-._~+/|]{16,}+={0,2})")
_COOKIES = pattern(  # in a line of them, or as JSON and code hold one
    r"(?i:cookie)(?::[ \t]{0,4}[\"'`]?|\s?=\s?[\"'`]|[\"'](?:\s?,\s{0,20}\"value\"\s?:|\s?(?:[:,]|=>))\s?[\"'])"
    r"([^\s\"'][^\n\"']{16,64000}+)"
)
_COOKIE = pattern(r"(?<=[ ;:\"'`])([\w.-]{2,60})=([\w%.~+/-]{16,}+)(?=[;\s]|$)")
_KEPT_COOKIE = pattern(r"\t(?:TRUE|FALSE)\t\d{1,12}\t([\w.-]{2,60})\t([^\s\"']{16,}+)")
_COOKIE_NAME = pattern(r"(?<=[ \"'`])(?![\w.-]*(?i:cookie)=)[\w.-]{2,60}=$")
_OTHER_COOKIE = pattern(r"([\w.-]{2,60})=([\w%.~+/-]*+([^;\s]*))(?:;\s?|$)")
_COUNTING = pattern(  # cookies of those who count the visitors of a page, or ask for their consent
    r"(?i:__?(?:ga|gid|gat|gac|gcl|utm|fb|hj|pk_|uet|ym_|clck|tt|scid|hs|mkto|vw)|ajs_|mp_|amp_|amplitude|optimizely|optanon"
    r"|hubspotutk|intercom-id|\w*consent)"
)
_NAMED = rb"[\w.@+-]{1,60}:"
_BASIC_LOGIN = pattern(r"basic ([a-z0-9+/]{8,}+={0,2})")


def headers(text: str, lowered: str, literals: Literals) -> Iterator[Hit]:
    """Find what the Authorization header carries, bearer tokens and Basic logins anywhere, and cookies that log in.

    `lowered` is `text` in lower case, character for character.
    """
    judge = Judge()
    judged: set[int] = set()  # where values begin that were looked at
    for found in matches(_AUTHORIZATION, lowered, literals.places_in_any_case("authorization")):
        start, end = found.span(2)
        if end - start >= _SHORTEST or found[1] == "basic":
            judged.add(start)
            yield from _credential(text, start, end, found[1] or "", judge)
    for found in matches(_BEARER, lowered, literals.places_of_any(_BEARERS)):
        if found.start(1) not in judged:
            yield from _credential(text, found.start(1), found.end(1), "bearer", judge)
    lines = [line.span(1) for line in matches(_COOKIES, text, literals.places_of_any(_COOKIE_NAMES))]
    cookies = [cookie for line in lines for cookie in _COOKIE.finditer(text, *line)]
    for found in chain(cookies, matches(_KEPT_COOKIE, text, literals.places_of_any(_JAR_SIGNS))):
        if _logs_in(found[1]) and judge.is_random_secret(found[2]):
            yield Hit(*found.span(2), "cookie", *label_and_kind(found[1]))
    for found in matches(_BASIC_LOGIN, lowered, literals.places_in_any_case("basic ")):
        if found.start(1) not in judged and judge.tells(
            text[slice(*found.span(1))], _is_login, may_be_password
        ):
            yield Hit(*found.span(1), *_BASIC)


def are_cookies_apart(text: str, start: int, end: int) -> bool:
    """Tell a list of cookies, the first of which may begin right before `start`: each that logs in is found alone."""
    first = _COOKIE_NAME.search(text, max(0, start - _LONGEST_NAME), start)
    past = first.start() if first else start
    while past < end and (found := _OTHER_COOKIE.match(text, past, end)):
        past = found.end()
        alone = _COUNTING.match(found[1]) or (_logs_in(found[1]) and not found[3])
        if not alone and looks_random(found[2]):
            return False
    return past == end


def _logs_in(name: str) -> bool:
    """Tell by its name a cookie that may log in."""
    return sense_of(name) != "nothing" and not _COUNTING.match(name)


def _is_login(value: str) -> bool:
    """Tell a base64 value that holds a login, in letters of any script, or a key."""
    return _is_plain(value) or (_is_opaque(value) and re.match(_NAMED, _decoded(value)) is not None)


@lru_cache(maxsize=256)
def _is_basic(value: str) -> bool:
    """Tell a base64 value that holds a login, a key, or no text at all."""
    return _is_plain(value) or _is_opaque(value)


def _is_plain(value: str) -> bool:
    """Tell a base64 value that holds a login, or a random key alone as OneSignal's."""
    return is_encoded_login(value) or is_random_secret(_decoded(value).decode("ascii", "ignore"))


def _is_opaque(value: str) -> bool:
    """Tell a base64 value that holds no text at all, but does not look made up either."""
    return not _decoded(value).isascii() and looks_random(value) and not made_up(value)


def _decoded(value: str) -> bytes:
    """Decode as much of a base64 value as is whole, or nothing of another value."""
    plain = value.rstrip("=")
    try:
        return b64decode(plain[: len(plain) // 4 * 4], validate=True)
    except ValueError:
        return b""


def _credential(text: str, start: int, end: int, scheme: str, judge: Judge) -> Iterator[Hit]:
    value = text[start:end]
    if scheme == "basic":
        if judge.tells(value, _is_basic, may_be_password):
            yield Hit(start, end, *_BASIC)
    elif judge.is_random_secret(value):
        yield Hit(start, end, "authorization", "Authorization header", "AUTH_TOKEN")
