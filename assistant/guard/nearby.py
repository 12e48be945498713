"""Random words in quotes that stand beside a word such as "token": the arguments of a call that logs in somewhere."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.guard.finding import Hit
from assistant.guard.names import spelled
from assistant.guard.values import looks_hexadecimal, looks_random, made_up, points_elsewhere
from assistant.guard.words import LongWords

_BEFORE = (
    120  # characters before a random word, in its own line, in which the word that makes it a secret stands
)
_QUOTES = "\"'`"


def nearby(text: str, words: LongWords) -> Iterator[Hit]:
    """Find every random word in quotes that a word before it in its line makes a secret."""
    for start, word in words:
        end = start + len(word)
        quote = text[start - 1 : start]
        if (
            len(word) < 24
            or len(word) > 200
            or not quote
            or quote not in _QUOTES
            or text[end : end + 1] != quote
        ):
            continue
        line = text.rfind("\n", max(0, start - _BEFORE), start) + 1 or max(0, start - _BEFORE)
        before = text[line : start - 1]
        hint = _hint().search(before)
        if (
            hint is None
            or _harmless().search(before)
            or not looks_random(word)
            or (looks_hexadecimal(word) and "-" in word)
        ):
            continue
        if not made_up(word) and not points_elsewhere(word):
            yield Hit(start, end, "nearby", "a random value", spelled(hint[0]))


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(
        r"secret|token|passw|credential|oauth|auth(?!or)|api_?key|login|signin|algolia|twilio|client\(",
        re.IGNORECASE,
    )


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile(
        r"sha\d|sha-|hash|integrity|checksum|digest|etag|commit|\brev|uuid|nonce|fingerprint|public|md5|cache|trace|cursor|version"
        r"|\bkid\b|url|uri|https?:|encrypted|signature|example|\bid\b|_id\b|Id\b|assert|expect|state|page|class|test|src|href|pk_|address|contract|next|algorithm",
        re.IGNORECASE,
    )
