"""A text in the place of a file's: what the difference does not show is not touched, to the byte."""

import re
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.render.difference import difference
from assistant.store.decoding import NotText, decoded, parted_mark
from assistant.store.place import Place
from assistant.store.rewriting import rewritten

MARKED = {
    "utf-8": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "utf-32-le": b"\xff\xfe\0\0",
    "utf-32-be": b"\0\0\xfe\xff",
}
SIGNS = st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"])
# In UTF-16 the last one holds the bytes of a newline where none stands.
WORDS = st.text(st.sampled_from("ab\t\x0c\u2028é→€日") | SIGNS, max_size=4) | st.just("\u0a05\u0100\u0a05")
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw a file: lines of text that end in all ways, in an encoding with a mark or one to be guessed; or any bytes."""
    lines = draw(st.lists(st.tuples(WORDS, ENDS | st.just("\n"))))
    text = "".join(map("".join, lines)) + draw(WORDS)
    encoding = draw(st.sampled_from([*MARKED, "unmarked", "latin-1", "cp932", "any"]))
    if encoding in MARKED:
        return MARKED[encoding] + text.encode(encoding)
    if encoding == "any":
        return draw(st.binary())
    return text.encode("utf-8" if encoding == "unmarked" else encoding, "ignore")


def lines_in(content: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """Give the encoding of a file and its lines, each as text that is ended by a newline, and as bytes."""
    mark, encoding = parted_mark(content)
    encoding = encoding or decoded(content, "a").encoding
    body = content[len(mark) :]
    size = len("\n".encode(encoding))
    units = [body[start : start + size] for start in range(0, len(body), size)]
    end = "\n" if "\n".encode(encoding) in units else "\r"
    lines = [b""]
    for unit in units:
        lines[-1] += unit
        if unit == end.encode(encoding):
            lines.append(b"")
    return encoding, [(as_text(line, encoding, end), line) for line in lines if line]


def as_text(line: bytes, encoding: str, end: str) -> str:
    last = end.encode(encoding)
    whole = len(line) % len(last) == 0 and line.endswith(last)
    text = line.removesuffix(last).decode(encoding, "replace") if whole else line.decode(encoding, "replace")
    return f"{text.removesuffix(chr(13)) if end == chr(10) else text}\n" if whole else text


def applied(shown: list[str], lines: list[tuple[str, bytes]]) -> list[str | bytes]:
    """Apply a unified diff; gives what stays as bytes, what is new as text."""
    made: list[str | bytes] = []
    done = 0
    for number, line in enumerate(shown[2:], 2):
        text = line[1:] + ("" if shown[number + 1 : number + 2] == [r"\ No newline at end of file"] else "\n")
        if found := re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+\S+ @@", line):
            start = int(found[1]) - (found[2] != "0")
            made += [content for _, content in lines[done:start]]
            done = start
        elif line[0] == "+":
            made.append(text)
        elif line[0] in " -":
            assert lines[done][0] == text
            made += [lines[done][1]] if line[0] == " " else []
            done += 1
    return made + [content for _, content in lines[done:]]


@settings(max_examples=400)
@given(files(), st.data())
def test_the_difference_that_is_shown_makes_the_file_that_is_written(
    content: bytes, data: st.DataObject
) -> None:
    try:
        decoded(content, "a")
    except NotText:
        assume(False)
    encoding, lines = lines_in(content)
    mark = parted_mark(content)[0]
    known = st.sampled_from([text.removesuffix("\n") for text, _ in lines] or [""])
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    kept = [text.removesuffix("\n") for text, _ in lines if data.draw(st.integers(0, 3))]
    new = data.draw(st.lists(st.tuples(st.integers(0, len(kept)), known | WORDS)))
    for at, line in new:
        kept.insert(at, line)
    answer = end.join(kept) + data.draw(st.sampled_from(["", end]))
    try:
        made = rewritten(Place(Path("a"), -1, content), answer)
    except UsageError as error:
        lacking = error.message.split('"')[1]
        assert lacking.encode(encoding, "ignore").decode(encoding) != lacking
        return
    assert made.before == "".join(text for text, _ in lines)
    shown = difference(made.before, made.after, names=("a", "a"), changes=made.changes)
    assert shown == difference(made.before, made.after, names=("a", "a"))
    parts = applied(shown, lines) if shown else [line for _, line in lines]
    rest = made.content.removeprefix(mark)
    for part in parts:
        ways = [part] if isinstance(part, bytes) else written_ways(part, encoding)
        way = next((way for way in ways if rest.startswith(way)), None)
        assert way is not None, (part, rest)
        rest = rest[len(way) :]
    assert (made.content.startswith(mark), rest) == (True, b"")


def written_ways(line: str, encoding: str) -> list[bytes]:
    ends = ["\r\n", "\n", "\r"] if line.endswith("\n") else [""]
    return [(line.removesuffix("\n") + end).encode(encoding) for end in ends]
