"""Private keys: their blocks between a first line and a last, also where one is cut off, and in base64 as a whole."""

import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import islice

from assistant.guard.finding import Hit
from assistant.guard.literals import Literals, matches
from assistant.pattern import pattern

_MAC = "Private-MAC"  # which ends the lines of PuTTY's keys
BLOCKS = ("PRIVATE KEY", "OpenVPN Static key", "OpenVPN tls-crypt-v2", "Private-Lines", _MAC)
ENCODED_BLOCK = "LS0tLS1CRUdJTi"  # what a key block begins with in base64
_LONGEST_BLOCK = 20_000  # characters of a key block
_LEAST_LETTERS = 40  # letters and digits of one
_LEAST_KINDS = 16  # different characters at its beginning
_LONG_LINE = 20  # characters of a line of a block
_SHORT_LINES = 3  # lines of one that may be shorter: the last, its checksum, and the first where it is cut
_BESIDE_LINES = " \t\r>#\"',+-"  # what a difference, a mail or code puts around them
_BLOCK_HEAD = pattern(
    r"BEGIN (?:(?<=-----BEGIN )(?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
    r"|OpenVPN (?:Static key V1|tls-crypt-v2 \w{6} key)-----)"
    r"|(?<=---- BEGIN )SSH2 ENCRYPTED PRIVATE KEY ----)"
)
_LINES_HEAD = pattern(r"Private-Lines: \d{1,4}")
_SPACE = pattern(r"(?:\s|\\[nr])*+")
_BLOCK_BODY = pattern(r"(?:[\s>#\"',A-Za-z0-9+/=]++|\\[nr])*+", re.ASCII)
_ENDING = pattern(r"(?:\s|[nr]\\|[+>-]\n)*+")  # backwards
_BLOCK_END = pattern(
    r"----(?:-END (?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?|OpenVPN (?:Static key V1|tls-crypt-v2 \w{6} key))-----"
    r"| END SSH2 ENCRYPTED PRIVATE KEY ----)"
)
_LINES_END = pattern(rf"{_MAC}: ")
_LINE_OF_BLOCK = pattern(r"(?:\n|\\[nr])*+((?:[^\\\n]|\\(?![nr]))*+)")
_BASE64 = pattern(r"[A-Za-z0-9+/=]+")
_ENCODED_BLOCK = pattern(rf"{ENCODED_BLOCK}[A-Za-z0-9+/]+={{0,2}}")


def key_blocks(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every private key, in no special order."""
    if any(map(literals.holds, BLOCKS)):
        yield from _whole_blocks(text)
        yield from _headless_blocks(text, literals)
    yield from _encoded_blocks(text, literals.places(ENCODED_BLOCK))


def _whole_blocks(text: str) -> Iterator[Hit]:
    """Find the bodies of private keys, between the first line and the last, or as far as they look like one."""
    end = -2  # where the next "-----END" stands: -2 not looked for yet, -1 there is none
    past = 0
    heads = [
        *_BLOCK_HEAD.finditer(text),
        *(_LINES_HEAD.finditer(text) if "Private-Lines" in text else ()),
    ]
    for head in sorted(heads, key=re.Match[str].start):
        if head.start() < past:
            continue
        if end != -1 and end < head.end():
            end = text.find("-----END", head.end())
        body = _BLOCK_BODY.match(text, head.end())
        stop = body.end() if body else head.end()
        if end != -1 and end - head.end() <= _LONGEST_BLOCK and text.find("-----BEGIN", head.end(), end) < 0:
            stop = end
        start = min(stop, _SPACE.match(text, head.end()).end())  # type: ignore[union-attr]
        stop = max(start, start + len(_trimmed(text[start:stop])))
        past = stop
        yield from _key_in(text, start, stop)


def _headless_blocks(text: str, literals: Literals) -> Iterator[Hit]:
    """Find the lines of private keys of which only the end is there, from the last one up."""
    ends = [*_BLOCK_END.finditer(text), *matches(_LINES_END, text, literals.places(_MAC))]
    past = 0
    for end in sorted(ends, key=re.Match[str].start):
        low = max(past, end.start() - _LONGEST_BLOCK)
        past = end.end()
        if any(head.search(text, low, end.start()) for head in (_BLOCK_HEAD, _LINES_HEAD)):
            continue
        start, stop, short = 0, 0, _SHORT_LINES
        for line in reversed([*_LINE_OF_BLOCK.finditer(text, low, end.start())]):
            body = line[1].strip(_BESIDE_LINES)
            if body:
                short -= len(body) < _LONG_LINE
                if short < 0 or not _BASE64.fullmatch(body):
                    break
                start = text.index(body, line.start(1))
                stop = stop or start + len(body)
        yield from _key_in(text, start, stop)


def _key_in(text: str, start: int, stop: int) -> Iterator[Hit]:
    letters = islice(filter(str.isalnum, text[start:stop]), _LEAST_LETTERS - 1, None)
    if any(letters) and len(set(text[start : start + 200])) >= _LEAST_KINDS:
        yield Hit(start, stop, "private-key", "private key", "PRIVATE_KEY")


def _trimmed(body: str) -> str:
    """Leave out line ends, also written as such, and what a difference or a mail puts before the last line."""
    shorter = body.rstrip().removesuffix("\nPrivate")
    return shorter[: len(shorter) - _ENDING.match(shorter[::-1]).end()]  # type: ignore[union-attr]


def _encoded_blocks(text: str, places: list[int]) -> Iterator[Hit]:
    """Find private keys that are base64 as a whole, where `places` say that one may begin."""
    for found in matches(_ENCODED_BLOCK, text, places):
        try:
            head = b64decode(found[0][:64])
        except ValueError:
            continue
        if b"PRIVATE KEY" in head and len(found[0]) > 120:
            yield Hit(found.start(), found.end(), "private-key", "private key", "PRIVATE_KEY")
