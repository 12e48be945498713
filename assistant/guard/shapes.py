"""Secrets that show by their own form: web tokens, webhooks, keys with a mark inside."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain, pairwise

from assistant.guard.addresses import is_password
from assistant.guard.crowds import Judge, may_be_password
from assistant.guard.finding import Hit, rule_of
from assistant.guard.key_blocks import BLOCKS, ENCODED_BLOCK, key_blocks
from assistant.guard.literals import Literals, matches
from assistant.guard.made_up import made_up
from assistant.guard.randomness import looks_random
from assistant.guard.shape_table import IN_TEXT, IN_WORDS, Shape
from assistant.guard.values import is_random_secret, points_elsewhere
from assistant.guard.words import LongWords
from assistant.pattern import pattern

_ENCODED_JSON = "eyJ"  # '{"' in base64, with which a web token begins
_BYTE = "0x"
_PAIRS = ("eypair", "olana", "secretkey", "private_key", "privatekey", "id.json")  # which tell of Solana's
_AWS_IDS = ("AKIA", "ASIA")  # what the ids of AWS keys begin with
LITERALS = (
    *BLOCKS, ENCODED_BLOCK, *(mark for shape in (*IN_WORDS, *IN_TEXT) for mark in shape.marks), *_AWS_IDS, *_PAIRS, _BYTE,
    _ENCODED_JSON,
)  # fmt: skip
_CHOSEN = frozenset(  # kinds in whose place a reference may stand
    ("JWT_SECRET", "PGPASS", "JAAS_PASSWORD", "USER_PASSWORD", "PLANNED_SECRET", "FIX_PASSWORD",
     "PGBOUNCER_PASSWORD", "NUGET_KEY")
)  # fmt: skip
_NEAR = 2_000  # characters from a mark in which the secret stands
_LONGEST = 64_000  # characters of a secret that goes on behind them
_HARMLESS_BYTES = ("pub", "test", "example", "rfc", "fips", "nist")
_SHORTEST_KEY, _LONGEST_KEY = 16, 64  # bytes
_NAMED = 120  # characters before the bytes of a key in which its name stands
_LEAST_NUMBERS = 44  # different ones of 64 that are random: seldom less than 50
_DOTTED = 59  # characters of the shortest token of a Discord bot, which two dots mark
_AWS_ID = 20  # characters
_AWS_NEAR = 200  # characters from an AWS key id in which its secret stands
# The documented payload of jwt.io ("1234567890", "John Doe"), in base64: any token that carries it is an example.
_EXAMPLE_PAYLOAD = "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIi"
_ATTRIBUTE = pattern(r"\w\.\w*(?:pass(?:wd|word|phrase)?|pwd|pw|secret)$", re.IGNORECASE)
# No letter, sign or dot comes first, and a hyphen only where it opens the word.
_BOT_TOKEN = pattern(
    r"[MNO](?<![\w.].)(?<!.-.)[A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])", re.ASCII
)
_BYTES = pattern(r"0x[0-9A-Fa-f]{2}(?:,\s{0,20}0x[0-9A-Fa-f]{2}){15,}+(?:(?P<more>,?\s{0,20}0x)|,)?")
_NUMBERS = pattern(r"\[\s{0,20}(\d{1,3}(?:,\s{0,20}\d{1,3}){63}),?\s{0,20}\]")
_AWS_SECRET = pattern(
    r"(?<![A-Za-z0-9+/=])(?=[A-Z0-9+/]{0,39}[a-z])(?=[a-z0-9+/]{0,39}[A-Z])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])"
)
_WEB_TOKEN = pattern(r"eyJ[A-Za-z0-9_.\-]+")


def shapes(text: str, words: LongWords, literals: Literals) -> Iterator[Hit]:
    """Find every secret that its own form gives away, in no special order."""
    yield from key_blocks(text, literals)
    yield from _web_tokens(text, literals.places(_ENCODED_JSON))
    if len(literals.places(_BYTE)) >= _SHORTEST_KEY:
        yield from _byte_arrays(text, literals.places(_BYTE))
    if any(map(literals.holds_in_any_case, _PAIRS)) or (text[:1] == "[" and _NUMBERS.match(text)):
        yield from _number_arrays(text)
    if any(map(literals.holds, _AWS_IDS)):
        yield from _aws_pairs(text, words)
    yield from _bot_tokens(words)
    for shape in IN_WORDS:
        first = words.joined.find(shape.marks[0]) if literals.holds(shape.marks[0]) else -1
        if first >= 0:
            near = first - _NEAR, words.joined.rfind(shape.marks[0]) + _NEAR
            yield from _hits(shape, words.joined, [near], words.place)
    for shape in IN_TEXT:
        places = sorted(place for mark in shape.marks for place in literals.places(mark))
        if places:
            yield from _hits(shape, text, _near(places), int)


def is_encoded_login(value: str) -> bool:
    """Tell whether a base64 value holds "name:password", with a password that is no example."""
    try:
        login = b64decode(value + "=" * (-len(value) % 4), validate=True).decode()
    except ValueError:
        return False
    name, colon, password = login.partition(":")
    return (
        bool(colon) and login.isprintable() and password != name and not made_up(password) and bool(password)
    )


def _near(marks: list[int]) -> list[tuple[int, int]]:
    """Give the stretches of a text that are near one of some places in order."""
    gaps = [(mark, ahead) for mark, ahead in pairwise(marks) if ahead - mark > 2 * _NEAR]
    begins = [marks[0], *(ahead for _, ahead in gaps)]
    ends = [*(mark for mark, _ in gaps), marks[-1]]
    return [(begin - _NEAR, end + _NEAR) for begin, end in zip(begins, ends, strict=True)]


def _hits(shape: Shape, text: str, near: list[tuple[int, int]], place: Callable[[int], int]) -> Iterator[Hit]:
    """Find a shape in stretches of `text`; `place` leads to the whole text."""
    judge, is_secret = Judge(), partial(_is_secret, shape.kind)
    whole = _pattern(shape.expression)
    search = whole.finditer
    for part in chain.from_iterable(search(text, max(0, low), high) for low, high in near):
        cut = part.end() == part.endpos < len(text)
        found = whole.match(text, part.start(), part.endpos + _LONGEST) if cut else part
        if not found:
            continue
        group = found.lastindex or 0
        value = found[group]
        if judge.tells(value, is_secret, may_be_password):
            start = place(found.start(group))
            yield Hit(start, start + len(value), rule_of(shape.kind), shape.label, shape.kind)


def _is_secret(kind: str, value: str) -> bool:
    if kind == "DOCKER_AUTH":
        return is_encoded_login(value)
    if kind == "DB_PASSWORD":
        return is_password(value) and not _ATTRIBUTE.search(value)
    if kind in _CHOSEN:
        return not made_up(value) and not points_elsewhere(value)
    if kind in ("PASSWORD_HASH", "WORDPRESS_KEY", "KEY_NUMBERS"):
        return True
    if kind in ("AZURE_SIGNATURE", "SLACK_WEBHOOK", "LINK_TOKEN"):
        return looks_random(value.replace("%", "").replace("/", "")) and not made_up(value)
    return not made_up(value)


def _bot_tokens(words: LongWords) -> Iterator[Hit]:
    """Find the tokens of Discord's bots: words of three parts."""
    for start, word in words:
        if len(word) >= _DOTTED and word.count(".") > 1:
            for found in _BOT_TOKEN.finditer(word):
                if not made_up(found[0]):
                    place, end = start + found.start(), start + found.end()
                    yield Hit(place, end, "discord-token", "Discord bot token", "DISCORD_TOKEN")


def _aws_pairs(text: str, words: LongWords) -> Iterator[Hit]:
    """Find the secret of an AWS key beside its id, whatever stands between: 40 characters of base64."""
    past = 0
    for start, word in words:
        if len(word) != _AWS_ID or not word.startswith(_AWS_IDS):
            continue
        stop = start + _AWS_ID + _AWS_NEAR
        for secret in _AWS_SECRET.finditer(text, max(past, start - _AWS_NEAR), stop):
            if is_random_secret(secret[0]) and not secret[0].isalpha():
                yield Hit(secret.start(), secret.end(), "aws-secret", "AWS secret key", "AWS_SECRET_KEY")
        past = stop


def _byte_arrays(text: str, places: list[int]) -> Iterator[Hit]:
    """Find keys that code gives byte by byte, the first of them at one of `places`."""
    for found in matches(_BYTES, text, places):
        if found["more"] or found[0].count(_BYTE) > _LONGEST_KEY:
            continue
        before = text[max(0, found.start() - _NAMED) : found.start()].lower()
        named = "key" in before or "secret" in before
        if named and not any(map(before.__contains__, _HARMLESS_BYTES)):
            yield Hit(found.start(), found.end(), "byte-array", "key in bytes", "KEY_BYTES")


def _number_arrays(text: str) -> Iterator[Hit]:
    """Find Solana's pairs of keys: the numbers of 64 random bytes."""
    for found in _NUMBERS.finditer(text):
        numbers = [int(number) for number in found[1].split(",")]
        if len(set(numbers)) >= _LEAST_NUMBERS and 200 < max(numbers) < 256:
            yield Hit(*found.span(1), "byte-array", "key in bytes", "KEY_BYTES")


def _web_tokens(text: str, places: list[int]) -> Iterator[Hit]:
    """Find signed web tokens, of three parts, and encrypted ones, of five, where `places` say that one may begin."""
    for found in matches(_WEB_TOKEN, text, places):
        value = found[0].rstrip(".-")
        parts = value.split(".")
        if (
            len(parts) not in (3, 5)
            or min(len(parts[0]), len(parts[-1])) < 10
            or found[0][3:6] == _ENCODED_JSON
        ):
            continue
        if (
            (parts[1].startswith(_ENCODED_JSON) or len(parts) == 5)
            and _EXAMPLE_PAYLOAD not in value
            and not made_up(parts[-1])
        ):
            yield Hit(found.start(), found.start() + len(value), "jwt", "web token", "JWT")


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.ASCII)
