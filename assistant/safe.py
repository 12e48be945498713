"""Text from outside made harmless to print: no control character of a model or a file name gets through.

Each character is judged alone, so that a text cut anywhere, into any chunks, gives the same. That decides:

- A carriage return is a symbol on a terminal, where it overwrites the line before it: whoever shows a text
  with CRLF line ends turns them into LF first. A pipe lets it pass (CRLF is text); `PipeText` shows a lone
  one.
- Joiners (U+200C, U+200D) and the emoji and text variation selectors (U+FE0F, U+FE0E) pass: Persian, Indic
  scripts and emoji are unreadable without them, and they reorder nothing. Every other character that is
  invisible by the Unicode property Default_Ignorable_Code_Point is shown, tags of regional flags among them.
"""

import re
from functools import cache

_KINDS = (
    # What a pipe lets pass but a reader should hear about; first and last code point.
    ("bidi", 0x061C, 0x061C), ("bidi", 0x200E, 0x200F), ("bidi", 0x202A, 0x202E), ("bidi", 0x2066, 0x2069),
    ("separator", 0x2028, 0x2029), ("annotation", 0xFFF9, 0xFFFB), ("tag", 0xE0000, 0xE007F),
    ("variation", 0x180B, 0x180D), ("variation", 0x180F, 0x180F), ("variation", 0xFE00, 0xFE0D),
    ("variation", 0xE0100, 0xE01EF),
    ("invisible", 0x00AD, 0x00AD), ("invisible", 0x034F, 0x034F), ("invisible", 0x115F, 0x1160),
    ("invisible", 0x17B4, 0x17B5), ("invisible", 0x180E, 0x180E), ("invisible", 0x200B, 0x200B),
    ("invisible", 0x2060, 0x2065), ("invisible", 0x206A, 0x206F), ("invisible", 0x3164, 0x3164),
    ("invisible", 0xFEFF, 0xFEFF), ("invisible", 0xFFA0, 0xFFA0), ("invisible", 0xFFF0, 0xFFF8),
    ("invisible", 0x1BCA0, 0x1BCA3), ("invisible", 0x1D173, 0x1D17A), ("invisible", 0xE0080, 0xE00FF),
    ("invisible", 0xE01F0, 0xE0FFF),
)  # fmt: skip
_SURROGATES = (0xD800, 0xDFFF)


def visible(text: str) -> str:
    """Make `text` safe for a terminal: each dangerous character becomes a symbol a reader can see.

    Newline and tab stay. Cutting a text anywhere changes nothing.
    """
    if text.isascii():
        return text.translate(_ASCII_ON_TERMINAL)
    return _terminal_dangers().sub(_shown, text)


def visible_on_one_line(text: str) -> str:
    """Make `text` safe where a line break would forge a line of ours: file names, model ids, headers.

    As `visible`, and newline and tab become symbols too.
    """
    return visible(text).replace("\n", "\u240a").replace("\t", "\u2409")


def visible_in_pipe(text: str) -> str:
    """Make `text` safe for a pipe that may end at a terminal: ESC, C0, DEL and C1 become symbols.

    Newline, tab, carriage return and all other characters pass; a lone surrogate, which no encoding can
    write, becomes U+FFFD.
    """
    if text.isascii():
        return text.translate(_ASCII_IN_PIPE)
    return _pipe_dangers().sub(_shown, text)


class PipeText:
    """A stream on its way into a pipe: as `visible_in_pipe`, and a CR without its LF is shown too.

    A carriage return at the end of a chunk waits for the next one. The sum of what is given does not depend
    on how the text was cut.
    """

    def __init__(self) -> None:
        self._waiting = ""

    def feed(self, chunk: str) -> str:
        """Give what of the text so far is safe to write."""
        text = self._waiting + chunk
        self._waiting = "\r" if text.endswith("\r") else ""
        return _in_pipe_with_lone_returns(text[: len(text) - len(self._waiting)])

    def close(self) -> str:
        """Give what was still waiting."""
        waiting, self._waiting = self._waiting, ""
        return _in_pipe_with_lone_returns(waiting)


def _in_pipe_with_lone_returns(text: str) -> str:
    if "\r" in text:
        text = "\r\n".join([part.replace("\r", "\u240d") for part in text.split("\r\n")])
    return visible_in_pipe(text)


def unseen(text: str) -> tuple[str, ...]:
    """Name the kinds of characters in `text` that a pipe passes but nobody sees, sorted; () for most texts.

    "bidi" (reorders what is read), "tag" and "variation" (can carry hidden text), "separator" (U+2028 and
    U+2029), "annotation" (U+FFF9 to U+FFFB) and "invisible" (zero width and fillers).
    """
    if text.isascii():
        return ()
    codes = {ord(character) for character in _unseen_characters().findall(text)}
    return tuple(sorted({kind for code in codes for kind, first, last in _KINDS if first <= code <= last}))


def _symbol(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if _SURROGATES[0] <= code <= _SURROGATES[1]:
        return "\ufffd"
    return f"<U+{code:04X}>"


def _shown(danger: re.Match[str]) -> str:
    return _symbol(ord(danger[0]))


_ASCII_IN_PIPE = {code: _symbol(code) for code in (*range(0x20), 0x7F) if code not in b"\n\t\r"}
_ASCII_ON_TERMINAL = _ASCII_IN_PIPE | {0x0D: _symbol(0x0D)}


def _one_of(*ranges: tuple[int, int]) -> re.Pattern[str]:
    spans = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return re.compile(f"[{spans}]")


@cache
def _unseen_characters() -> re.Pattern[str]:
    return _one_of(*((first, last) for _, first, last in _KINDS))


@cache
def _pipe_dangers() -> re.Pattern[str]:
    return _one_of((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), _SURROGATES)


@cache
def _terminal_dangers() -> re.Pattern[str]:
    unseen_ranges = ((first, last) for _, first, last in _KINDS)
    return _one_of((0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), _SURROGATES, *unseen_ranges)
