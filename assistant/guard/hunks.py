"""Lines of a private key in a difference that shows neither its beginning nor its end."""

from collections.abc import Iterator

from assistant.guard.finding import Hit
from assistant.guard.randomness import looks_random
from assistant.pattern import pattern

_OPENING = "@@ -"
_KEY = ("private-key", "private key", "PRIVATE_KEY")  # rule, label, kind
_FULL = (64, 70)  # characters of a line of a key, as OpenSSL and OpenSSH write it
_MARKS = "+- \t"  # what stands before a line
_SHORTER = 2  # lines, one of each side: the last of a key
# A search for a word is several times faster than one for where a line begins.
_HEADING = pattern(rf"{_OPENING}(?<![^\n]{_OPENING})[^@\n]{{1,40}}@@ ?+([^\n]*+)\n")
_KEY_HEAD = r"(?:[+ -]?[ \t]{0,40}(?:(?:Proc-Type|DEK-Info):[^\n]{0,99})?\r?\n){0,6}+"  # of an encrypted key
_KEY_LINE = r"[+ -][ \t]{0,40}[A-Za-z0-9+/]{4,70}={0,2}(?:\r?\n|\Z)"
_KEY_LINES = pattern(rf"{_KEY_HEAD}((?:{_KEY_LINE})++)(?![+ ]|-(?!-))")


def hunks(text: str) -> Iterator[Hit]:
    """Find the hunks that are nothing but lines of one key: an end of it would be seen, as it is a line of its own.

    A line of a key that heads a hunk, where git shows a function, is found too.
    """
    for heading in _HEADING.finditer(text):
        if _is_of_key(heading[1]):
            yield Hit(*heading.span(1), *_KEY)
        if hunk := _KEY_LINES.match(text, heading.end()):
            lines = [line[1:].strip() for line in hunk[1].splitlines()]
            full = [line for line in lines if len(line) in _FULL]
            if full and len(lines) - len(full) <= _SHORTER and all(map(_is_of_key, full)):
                start = hunk.start(1) + len(hunk[1]) - len(hunk[1].lstrip(_MARKS))
                yield Hit(start, hunk.start(1) + len(hunk[1].rstrip()), *_KEY)


def _is_of_key(line: str) -> bool:
    return len(line) in _FULL and line not in (line.lower(), line.upper()) and looks_random(line)
