"""The addresses in a line of an answer that hold placeholders: to open one would send the secret on."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.guard.finding import any_placeholder

REACH = 1000  # characters: what opened longer ago is no code
# An address begins with one.
SIGN = re.compile(r"[/\\]{2}|\][(:]|<[a-z]|(?:https?|ftp|mailto):|www\.", re.IGNORECASE)
LONGEST_SIGN = 7  # characters
_LONGEST = 2000  # characters of an address that is known again
_CODE = re.compile(rf"\\.|(?<!`)(`+)(?!`)[^|]{{1,{REACH}}}?(?<!`)\1(?!`)|`+", re.DOTALL)
_IN_ANSWER = re.compile(
    r"(?:\]\(|^[ >]*\[[^\]]+\]:)\s*(?:<(?P<angled>[^>]*)|(?P<target>\S*))"
    r"|<[a-z][^<>]*?\s(?:href|src|srcset|poster|data|action|ping|background|content)\s*=\s*[\"']?(?P<attribute>[^<>]*)"
    r"|(?P<bare>(?:(?:https?|ftp|mailto):|(?<=<)[a-z][\w+.-]{1,31}://|(?<![:\w/\\])[/\\]{2}|www\.)\S*)",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(r"//[^\s\"'<>`]*")
_SCHEME = re.compile(r"(?:[A-Za-z][\w+.-]*:)?//")
_HOST = re.compile(r"[^/\\?#]*")
_BEHIND = ".,;:!?*)]}|\"'`<>"  # what of a sentence, or of code, may stand right behind a host


class Led(NamedTuple):
    """A placeholder in an address: where it stands, and the address up to it and its host, "" a very long one."""

    start: int
    placeholder: str
    address: str


def led_in_answer(line: str, paragraph: str) -> Iterator[Led]:
    """Give the placeholders in the links and addresses of a line of prose behind what its paragraph had before.

    Code between backticks holds none, where its line alone tells the same as the paragraph.
    """
    alone, behind = _without_code(line), _without_code(paragraph + line)[len(paragraph) :]
    for found in _IN_ANSWER.finditer(alone if alone == behind else line):
        kind = found.lastgroup or "bare"
        yield from _led(found[kind], found.start(kind))


def addresses_in(text: str) -> Iterator[str]:
    """Give the addresses of a text that hold placeholders, up to each of them, as `led_in_answer` does."""
    for found in _IN_TEXT.finditer(text):
        for led in _led(found[0], 0):
            if led.address:
                yield led.address


def _without_code(text: str) -> str:
    return _CODE.sub(lambda found: "`" * len(found[0]) if found[1] else found[0], text)


def _led(written: str, place: int) -> Iterator[Led]:
    scheme = _SCHEME.match(written)
    begin = scheme.end() if scheme else 0
    host = _HOST.match(written, begin)
    end = host.end() if host else begin
    for sign in any_placeholder().finditer(written):
        if not sign.start() and not written[sign.end() :].strip(_BEHIND):
            return  # the secret is the whole address
        past = max(sign.end(), end)
        address = written[begin:past] if past - begin <= _LONGEST else ""
        yield Led(place + sign.start(), sign[0], address.rstrip(_BEHIND))
