"""Keys and logins that people tell: "the token for CI is ...", "API密钥：...", "credentials are NAME:..."."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from assistant.guard.chosen import looks_chosen
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals, matches
from assistant.guard.made_up import made_up
from assistant.guard.names import PROMISES, label_and_kind, name_of
from assistant.guard.randomness import looks_hexadecimal
from assistant.guard.values import is_random_secret, is_sure
from assistant.guard.words import LongWords
from assistant.pattern import pattern

_OWNED = tuple(f"{root} {of}" for root in ("secret", "token", "key") for of in ("for", "of", "für", "von"))
_KEYS = ("api key ", "access key ", "license key ", "app key ", "secret key ", "auth token ")
_LOGINS = tuple(f"{creds} {end} " for creds in ("credentials", "creds") for end in ("are", "for"))
_GIVEN_LOGINS = ("login: ", "credentials: ", "creds: ")
_NOTED = ("secret (", "token (", "key (")
# "API key", "access key" and "token" in French, Spanish, Portuguese, Italian, German, Dutch, Polish, Russian, Chinese,
# Japanese, Korean.
_FOREIGN = (
    "clé api", "clé d'api", "clé d’api", "jeton", "clave", "clave api", "clave de api", "clave de acceso", "chave api",
    "chave de api", "chave de acesso", "chiave api", "api-schlüssel", "schlüssel für die api", "zugriffsschlüssel",
    "api-sleutel", "klucz api", "token api", "token de la api", "ключ api", "api-ключ", "токен", "密钥", "密鑰", "令牌",
    "apiキー", "アクセスキー", "トークン", "api 키", "시크릿", "토큰",
)  # fmt: skip
LITERALS = (*_OWNED, *_KEYS, *_LOGINS, *_GIVEN_LOGINS, *_NOTED, *_FOREIGN)
_BEFORE = 30  # characters in which the word before such a name stands
_REACH = 150  # characters from there to the key
_LEAST_DIGITS = 32  # of a hexadecimal key that nothing but a blank gives
_WORDS = r"(?:[^\s:=\"`(){}\[\]]{1,30}[ \t]){0,6}?[^\s:=\"`(){}\[\]]{1,30}"
_GIVEN = pattern(
    rf"(\w{{3,6}}) \w{{2,3}} {_WORDS}"
    r"(?:[ \t]?[:=][ \t]{1,3}|[ \t](?:is|was|ist|lautet)(?: [a-zü]{2,9})?:?[ \t]{1,3})"
    r"[`\"']?([A-Za-z0-9_+/=.~-]{20,200}+)(?=[`\"',;)]|\s|$)"
)
_ALONE = pattern(r"(\w{3,7} \w{3,5}) [`\"']?([A-Za-z0-9_-]{24,200}+)(?=[`\"',;.)]|\s|$)")
_VALUE = r"(?:\([^()\n]{1,30}\)[^\S\n]?)?[:=]{1,2}>?\s{0,2}[`\"']?([A-Za-z0-9_+/=.~-]{20,200}+)(?=[`\"',;)]|[^!-~]|$)"
_NOTED_VALUE = pattern(rf"(\w{{3,6}}) (?=\(){_VALUE}")
_FOREIGN_VALUE = pattern(rf"((?:[^\W_]|[ '’-]){{2,22}}?)[\"'`*]{{0,3}}[^\S\n]?{_VALUE}")
_LOGIN = pattern(
    rf"\w{{5,11}}(?::| (?:for {_WORDS}[ \t])?are:?)[ \t]{{1,3}}[`\"']?[\w.@+-]{{2,60}}"
    r"(?::([^\s`\"'<>]{6,80}+)|/([^\s`\"'<>:/]{6,80}+)(?![:/]))"
)


def told_keys(text: str, lowered: str, words: LongWords, literals: Literals) -> Iterator[Hit]:
    """Find every key, token and login that a sentence tells; `lowered` is `text` in lower case."""
    for found in matches(_GIVEN, text, _owned(words, literals)):
        name = _whole_name(lowered, found)
        value = found[2].rstrip(".")
        if name_of(name).sense in PROMISES and _is_key(value):
            yield Hit(found.start(2), found.start(2) + len(value), "spoken", *label_and_kind(name))
    for found in matches(_NOTED_VALUE, text, literals.places_of_any(_NOTED)):
        name = _whole_name(lowered, found)
        if name_of(name).sense in PROMISES and not _is_id(found[2]) and _is_key(found[2]):
            yield Hit(*found.span(2), "spoken", *label_and_kind(name))
    for found in matches(_FOREIGN_VALUE, text, literals.places_of_any(_FOREIGN)):
        within = found[1][0] <= "\u024f" and lowered[found.start() - 1 : found.start()].isalpha()
        if not within and not _is_id(found[2]) and _is_key(found[2]):
            yield Hit(*found.span(2), "spoken", found[1], "API_KEY")
    for found in matches(_ALONE, text, literals.places_of_any(_KEYS)):
        if not _is_id(found[2]) and _is_key(found[2]):
            yield Hit(*found.span(2), "spoken", *label_and_kind(found[1]))
    for found in matches(_LOGIN, text, literals.places_of_any((*_LOGINS, *_GIVEN_LOGINS))):
        start, end = found.span(found.lastindex or 0)
        value = text[start:end].rstrip(".,;:?)")
        if looks_chosen(value):
            yield Hit(start, start + len(value), "spoken", "password", "PASSWORD")


def _whole_name(lowered: str, found: re.Match[str]) -> str:
    """Give the name of a key that is found with the word before it."""
    before = lowered[max(0, found.start() - _BEFORE) : found.start()].rpartition("\n")[2].split()[-1:]
    return " ".join([*before, found[1]])


def _owned(words: LongWords, literals: Literals) -> list[int]:
    """Give where such names stand right before a long word, which is what they give: few texts hold many."""
    places = literals.places_of_any(_OWNED) if words.joined else []
    before = [(start, bisect_left(places, start)) for start, _ in words] if places else []
    return sorted({places[at - 1] for start, at in before if at and start - places[at - 1] < _REACH})


def _is_id(value: str) -> bool:
    """Tell what names a key as often as it is one: a short hexadecimal number, a UUID."""
    return looks_hexadecimal(value) and (len(value) < _LEAST_DIGITS or "-" in value)


def _is_key(value: str) -> bool:
    return not made_up(value) and (is_sure(value, promised=True) or is_random_secret(value))
