"""Secrets that show by their own form: private key blocks, web tokens, webhooks, keys with a mark inside."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain, pairwise

from assistant.guard.crowds import Judge, may_be_password
from assistant.guard.finding import Hit, rule_of
from assistant.guard.literals import Literals, matches
from assistant.guard.made_up import made_up
from assistant.guard.randomness import looks_random
from assistant.guard.shape_table import IN_TEXT, IN_WORDS, Shape
from assistant.guard.values import is_random_secret, points_elsewhere
from assistant.guard.words import LongWords

_MAC = "Private-MAC"  # which ends the lines of PuTTY's keys
BLOCKS = ("PRIVATE KEY", "OpenVPN Static key", "OpenVPN tls-crypt-v2", "Private-Lines", _MAC)
_ENCODED_BLOCK = "LS0tLS1CRUdJTi"  # what a key block begins with in base64
_ENCODED_JSON = "eyJ"  # '{"' in base64, with which a web token begins
_BYTE = "0x"
_PAIRS = ("eypair", "olana", "secretkey", "private_key", "privatekey", "id.json")  # which tell of Solana's
_AWS_IDS = ("AKIA", "ASIA")  # what the ids of AWS keys begin with
LITERALS = (
    *BLOCKS, *(mark for shape in (*IN_WORDS, *IN_TEXT) for mark in shape.marks), *_AWS_IDS, *_PAIRS, _BYTE,
    _ENCODED_BLOCK, _ENCODED_JSON,
)  # fmt: skip
_NEAR = 2_000  # characters from a mark in which the secret stands
_HARMLESS_BYTES = ("pub", "test", "example", "rfc", "fips", "nist")
_SHORTEST_KEY, _LONGEST_KEY = 16, 64  # bytes
_LONGEST_BLOCK = 20_000  # characters of a key block
_LEAST_LETTERS = 40  # letters and digits of one
_LEAST_KINDS = 16  # different characters at its beginning
_LONG_LINE = 20  # characters of a line of a block
_SHORT_LINES = 3  # lines of one that may be shorter: the last, its checksum, and the first where it is cut
_BESIDE_LINES = " \t\r>#\"',+-"  # what a difference, a mail or code puts around them
_NAMED = 120  # characters before the bytes of a key in which its name stands
_LEAST_NUMBERS = 44  # different ones of 64 that are random: seldom less than 50
_DOTTED = 59  # characters of the shortest token of a Discord bot, which two dots mark
_AWS_ID = 20  # characters
_AWS_NEAR = 200  # characters from an AWS key id in which its secret stands
# The documented payload of jwt.io ("1234567890", "John Doe"), in base64: any token that carries it is an example.
_EXAMPLE_PAYLOAD = "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIi"


def shapes(text: str, words: LongWords, literals: Literals) -> Iterator[Hit]:
    """Find every secret that its own form gives away, in no special order."""
    if any(map(literals.holds, BLOCKS)):
        yield from _key_blocks(text)
        yield from _headless_blocks(text, literals)
    yield from _encoded_blocks(text, literals.places(_ENCODED_BLOCK))
    yield from _web_tokens(text, literals.places(_ENCODED_JSON))
    if len(literals.places(_BYTE)) >= _SHORTEST_KEY:
        yield from _byte_arrays(text, literals.places(_BYTE))
    if any(map(literals.holds_in_any_case, _PAIRS)) or (text[:1] == "[" and _numbers().match(text)):
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
    search = _pattern(shape.expression).finditer
    for found in chain.from_iterable(search(text, max(0, low), high) for low, high in near):
        group = found.lastindex or 0
        value = found[group]
        if judge.tells(value, is_secret, may_be_password):
            start = place(found.start(group))
            yield Hit(start, start + len(value), rule_of(shape.kind), shape.label, shape.kind)


def _is_secret(kind: str, value: str) -> bool:
    if kind == "DOCKER_AUTH":
        return is_encoded_login(value)
    if kind in ("DB_PASSWORD", "JWT_SECRET", "PGPASS", "JAAS_PASSWORD", "USER_PASSWORD", "PLANNED_SECRET"):
        return not made_up(value) and not points_elsewhere(value)
    if kind == "PASSWORD_HASH":
        return True
    if kind in ("AZURE_SIGNATURE", "SLACK_WEBHOOK", "LINK_TOKEN"):
        return looks_random(value.replace("%", "").replace("/", "")) and not made_up(value)
    return not made_up(value)


def _bot_tokens(words: LongWords) -> Iterator[Hit]:
    """Find the tokens of Discord's bots: words of three parts."""
    for start, word in words:
        if len(word) >= _DOTTED and word.count(".") > 1:
            for found in _bot_token().finditer(word):
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
        for secret in _aws_secret().finditer(text, max(past, start - _AWS_NEAR), stop):
            if is_random_secret(secret[0]) and not secret[0].isalpha():
                yield Hit(secret.start(), secret.end(), "aws-secret", "AWS secret key", "AWS_SECRET_KEY")
        past = stop


def _byte_arrays(text: str, places: list[int]) -> Iterator[Hit]:
    """Find keys that code gives byte by byte, the first of them at one of `places`."""
    for found in matches(_bytes, text, places):
        if found["more"] or found[0].count(_BYTE) > _LONGEST_KEY:
            continue
        before = text[max(0, found.start() - _NAMED) : found.start()].lower()
        named = "key" in before or "secret" in before
        if named and not any(map(before.__contains__, _HARMLESS_BYTES)):
            yield Hit(found.start(), found.end(), "byte-array", "key in bytes", "KEY_BYTES")


def _number_arrays(text: str) -> Iterator[Hit]:
    """Find Solana's pairs of keys: the numbers of 64 random bytes."""
    for found in _numbers().finditer(text):
        numbers = [int(number) for number in found[1].split(",")]
        if len(set(numbers)) >= _LEAST_NUMBERS and 200 < max(numbers) < 256:
            yield Hit(*found.span(1), "byte-array", "key in bytes", "KEY_BYTES")


def _key_blocks(text: str) -> Iterator[Hit]:
    """Find the bodies of private keys, between the first line and the last, or as far as they look like one."""
    end = -2  # where the next "-----END" stands: -2 not looked for yet, -1 there is none
    past = 0
    heads = [
        *_block_head().finditer(text),
        *(_lines_head().finditer(text) if "Private-Lines" in text else ()),
    ]
    for head in sorted(heads, key=re.Match[str].start):
        if head.start() < past:
            continue
        if end != -1 and end < head.end():
            end = text.find("-----END", head.end())
        body = _block_body().match(text, head.end())
        stop = body.end() if body else head.end()
        if end != -1 and end - head.end() <= _LONGEST_BLOCK and text.find("-----BEGIN", head.end(), end) < 0:
            stop = end
        start = min(stop, _space().match(text, head.end()).end())  # type: ignore[union-attr]
        stop = max(start, start + len(_trimmed(text[start:stop])))
        past = stop
        yield from _key_in(text, start, stop)


def _headless_blocks(text: str, literals: Literals) -> Iterator[Hit]:
    """Find the lines of private keys of which only the end is there, from the last one up."""
    ends = [*_block_end().finditer(text), *matches(_lines_end, text, literals.places(_MAC))]
    past = 0
    for end in sorted(ends, key=re.Match[str].start):
        low = max(past, end.start() - _LONGEST_BLOCK)
        past = end.end()
        if any(head.search(text, low, end.start()) for head in (_block_head(), _lines_head())):
            continue
        start, stop, short = 0, 0, _SHORT_LINES
        for line in reversed([*_line_of_block().finditer(text, low, end.start())]):
            body = line[1].strip(_BESIDE_LINES)
            if body:
                short -= len(body) < _LONG_LINE
                if short < 0 or not _base64().fullmatch(body):
                    break
                start = text.index(body, line.start(1))
                stop = stop or start + len(body)
        yield from _key_in(text, start, stop)


def _key_in(text: str, start: int, stop: int) -> Iterator[Hit]:
    letters = sum(map(str.isalnum, text[start:stop]))
    if letters >= _LEAST_LETTERS and len(set(text[start : start + 200])) >= _LEAST_KINDS:
        yield Hit(start, stop, "private-key", "private key", "PRIVATE_KEY")


def _trimmed(body: str) -> str:
    """Leave out line ends, also written as such, and what a difference or a mail puts before the last line."""
    shorter = body.rstrip().removesuffix("\nPrivate")
    return shorter[: len(shorter) - _ending().match(shorter[::-1]).end()]  # type: ignore[union-attr]


def _encoded_blocks(text: str, places: list[int]) -> Iterator[Hit]:
    """Find private keys that are base64 as a whole, where `places` say that one may begin."""
    for found in matches(_encoded_block, text, places):
        try:
            head = b64decode(found[0][:64])
        except ValueError:
            continue
        if b"PRIVATE KEY" in head and len(found[0]) > 120:
            yield Hit(found.start(), found.end(), "private-key", "private key", "PRIVATE_KEY")


def _web_tokens(text: str, places: list[int]) -> Iterator[Hit]:
    """Find signed web tokens, of three parts, and encrypted ones, of five, where `places` say that one may begin."""
    for found in matches(_web_token, text, places):
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


@cache
def _bot_token() -> re.Pattern[str]:
    # No letter, sign or dot comes first, and a hyphen only where it opens the word.
    return re.compile(
        r"[MNO](?<![\w.].)(?<!.-.)[A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])", re.ASCII
    )


@cache
def _bytes() -> re.Pattern[str]:
    return re.compile(r"0x[0-9A-Fa-f]{2}(?:,\s{0,20}0x[0-9A-Fa-f]{2}){15,}+(?:(?P<more>,?\s{0,20}0x)|,)?")


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(r"\[\s{0,20}(\d{1,3}(?:,\s{0,20}\d{1,3}){63}),?\s{0,20}\]")


@cache
def _aws_secret() -> re.Pattern[str]:
    return re.compile(
        r"(?<![A-Za-z0-9+/=])(?=[A-Z0-9+/]{0,39}[a-z])(?=[a-z0-9+/]{0,39}[A-Z])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])"
    )


@cache
def _block_head() -> re.Pattern[str]:
    return re.compile(
        r"BEGIN (?:(?<=-----BEGIN )(?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
        r"|OpenVPN (?:Static key V1|tls-crypt-v2 \w{6} key)-----)"
        r"|(?<=---- BEGIN )SSH2 ENCRYPTED PRIVATE KEY ----)"
    )


@cache
def _lines_head() -> re.Pattern[str]:
    return re.compile(r"Private-Lines: \d{1,4}")


@cache
def _space() -> re.Pattern[str]:
    return re.compile(r"(?:\s|\\[nr])*+")


@cache
def _block_body() -> re.Pattern[str]:
    return re.compile(r"(?:\\[nr]|[\s+>#\"',]|[A-Za-z0-9+/=])*+", re.ASCII)


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(r"(?:\s|[nr]\\|[+>-]\n)*+")  # backwards


@cache
def _block_end() -> re.Pattern[str]:
    return re.compile(
        r"----(?:-END (?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?|OpenVPN (?:Static key V1|tls-crypt-v2 \w{6} key))-----"
        r"| END SSH2 ENCRYPTED PRIVATE KEY ----)"
    )


@cache
def _lines_end() -> re.Pattern[str]:
    return re.compile(rf"{_MAC}: ")


@cache
def _line_of_block() -> re.Pattern[str]:
    return re.compile(r"(?:\n|\\[nr])*+((?:[^\\\n]|\\(?![nr]))*+)")


@cache
def _base64() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z0-9+/=]+")


@cache
def _encoded_block() -> re.Pattern[str]:
    return re.compile(rf"{_ENCODED_BLOCK}[A-Za-z0-9+/]+={{0,2}}")


@cache
def _web_token() -> re.Pattern[str]:
    return re.compile(r"eyJ[A-Za-z0-9_.\-]+")
