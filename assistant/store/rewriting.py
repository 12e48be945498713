"""A text takes the place of a file's: what stays of it stays byte for byte, what is new is written as the rest is."""

from io import StringIO

from assistant.errors import UsageError
from assistant.store.decoding import Decoded, decoded, parted_mark
from assistant.store.place import Place
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file's text as it was and as it would be, with a newline for whatever ends a line there; and its new bytes.

    `changes` are what changes in its lines, as a unified diff tells it.
    """

    before: str
    after: str
    content: bytes
    changes: tuple[list[tuple[str, int, int, int, int]], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str  # ended by a newline, if by anything
    end: str
    content: bytes


def rewritten(place: Place, text: str) -> Rewritten:
    """Give what a file would be with `text` for its own, in its encoding.

    The lines that stay are those that a unified diff of the two shows as such. A new one ends as the one whose place it
    takes, or the one before it; the last one is ended if the file's was. A new file, and an empty one, is as `text` is.
    Raises NotText for a binary, and UsageError where the encoding lacks a character of a new line.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - 2 ms, and a conversation opens without it

    old, name = place.content or b"", str(place.path)
    file, (mark, encoding) = decoded(old, name), parted_mark(old)
    encoding = encoding or file.encoding
    lines = _lines(old[len(mark) :], encoding, "\r" if _ends_with_returns(file.text) else "\n")
    text = text.encode(errors="replace").decode()  # half a surrogate is no character
    if lines:
        text = text.replace("\r\n", "\n")
        text = text.replace("\r", "\n") if _ends_with_returns(file.text) else text
        text = text.removesuffix("\n") + ("\n" if text and lines[-1].end else "")
    before, after = [line.text for line in lines], list(StringIO(text))
    ends = [line.end for line in lines if line.end] or ["\n"]
    content = [mark]
    matcher = SequenceMatcher(None, before, after)
    for kind, start, stop, *new in matcher.get_opcodes():
        if kind == "equal":
            content += (line.content for line in lines[start:stop])
            continue
        for number, line in enumerate(after[slice(*new)], start):
            end = ends[max(0, min(number, stop - 1, len(ends) - 1))]
            content.append(_encoded(line.replace("\n", end), encoding, file, name))
    return Rewritten("".join(before), text, b"".join(content), tuple(matcher.get_grouped_opcodes()))


def _ends_with_returns(text: str) -> bool:
    return "\r" in text and "\n" not in text


def _lines(content: bytes, encoding: str, end: str) -> list[_Line]:
    """Part bytes at `end`, and at a carriage return before it."""
    *ended, rest = _parted(content, mark := end.encode(encoding))
    lines = []
    for part in ended:
        text = part.decode(encoding, "replace")
        has_return = end == "\n" and text.endswith("\r")
        text = text.removesuffix("\r") if has_return else text
        lines.append(_Line(f"{text}\n", "\r\n" if has_return else end, part + mark))
    return [*lines, _Line(rest.decode(encoding, "replace"), "", rest)] if rest else lines


def _parted(content: bytes, separator: bytes) -> list[bytes]:
    """Split bytes at the separators that begin where a character of their size does."""
    parts, start, found = [], 0, content.find(separator)
    while found >= 0:
        if found % len(separator):
            found = content.find(separator, found + 1)
            continue
        parts.append(content[start:found])
        start = found + len(separator)
        found = content.find(separator, start)
    return [*parts, content[start:]]


def _encoded(text: str, encoding: str, file: Decoded, name: str) -> bytes:
    content = text.encode(encoding, "ignore")
    if content.decode(encoding, "replace") == text:
        return content
    lacking = next((sign for sign in text if sign.encode(encoding, "ignore").decode(encoding) != sign), text)
    raise UsageError(
        f'{name} is in {file.label}, which has no "{lacking}": nothing was written',
        hint="save the file in UTF-8 first (the answer is kept), or ask for code without it",
    )
