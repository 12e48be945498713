"""The texts that strings hold, without the escapes of JSON and most code: names and quotes are as elsewhere."""

from collections.abc import Iterator

from assistant.guard.shortened import Shortened
from assistant.pattern import pattern

_SIGN = '\\"'
_LEAST = 4  # signs of a string that holds a text with two strings of its own
_BETWEEN = "\n\n"  # what stands between two such texts
_MEANT = {"n": "\n", "r": "\r", "t": "\t"}
_REST = pattern(r"(?:[^\"\\\n]++|\\.)*+")
_ESCAPE = pattern(r"\\([\"\\/nrt])")


def unescaped(text: str) -> Shortened | None:
    """Leave out all but such texts, and their backslashes; give None where there are none."""
    spans = list(_strings(text)) if _SIGN in text else []
    if not spans:
        return None
    shorter = Shortened(text)
    past = 0
    for start, end in spans:
        shorter.leave_out(past, start, _BETWEEN)
        for escape in _ESCAPE.finditer(text, start, end):
            meant = _MEANT.get(escape[1])
            shorter.leave_out(escape.start(), escape.end() if meant else escape.start(1), meant or "")
        past = end
    shorter.leave_out(past, len(text))
    return shorter


def _strings(text: str) -> Iterator[tuple[int, int]]:
    """Give where each begins and ends; one in a line that shows no beginning or no end is what is there of it."""
    past = 0
    place = text.find(_SIGN)
    while place >= 0:
        start = 1 + max(past - 1, text.rfind('"', past, place), text.rfind("\n", past, place))
        rest = _REST.match(text, start)
        past = max(rest.end() if rest else 0, place + len(_SIGN))
        if text.count(_SIGN, start, past) >= _LEAST:
            yield start, past
        place = text.find(_SIGN, past)
