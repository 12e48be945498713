"""Secrets within base64, wherever it stands: addresses with a password, the logins of registries."""

import re
import string
from base64 import b64decode
from collections.abc import Iterator

from assistant.guard.addresses import addresses
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals
from assistant.guard.made_up import made_up
from assistant.pattern import pattern

_SIGNS = (  # in base64, by how many bytes are before it: "://", and '"auths":' of Docker's settings
    "Oi8v", "ovL", "6Ly", "dXRocyI6", "ImF1dGhzI",
)  # fmt: skip
LITERALS = tuple(map(str.lower, _SIGNS))
_BEFORE = 100  # characters of base64 before such a sign
_LETTERS = f"{string.ascii_letters}{string.digits}+/"
_WORD = pattern(r"[A-Za-z0-9+/]{20,}+={0,2}")
_LOGIN = pattern(r"\"(?:password|auth|identitytoken)\"\s{0,4}:\s{0,4}\"([^\"]{4,})\"")


def encoded(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every word of base64 that holds such an address or such a login."""
    past = 0
    for place in literals.places_of_any(LITERALS):
        if place < past or not text.startswith(_SIGNS, place):
            continue
        before = text[max(past, place - _BEFORE) : place]
        word = _WORD.match(text, place - len(before) + len(before.rstrip(_LETTERS)))
        if not word:
            continue
        past = word.end()
        plain = _decoded(word)
        if any(not made_up(login[1]) for login in _LOGIN.finditer(plain)):
            yield Hit(*word.span(), "address", "registry login", "REGISTRY_LOGIN")
        elif any(True for _ in addresses(plain)):
            yield Hit(*word.span(), "address", "password in an address", "URL_PASSWORD")


def _decoded(word: re.Match[str]) -> str:
    """Give the text that a word of base64 holds, or none."""
    letters = word[0].rstrip("=")
    try:
        return b64decode(letters + "=" * (-len(letters) % 4)).decode()
    except ValueError:
        return ""
