"""Text from outside made harmless to print: no control character of a model or a file name gets through.

- A carriage return is a symbol on a terminal, where it overwrites the line before it, and so is one in a pipe that
  no newline follows. `TerminalText` and `PipeText`, which take a text in any chunks, let the CRLF of a text be.
- Joiners (U+200C, U+200D) and the emoji and text variation selectors (U+FE0F, U+FE0E) pass behind a character that
  they can join or vary: Persian, Indic scripts and emoji are unreadable without them. Anywhere else they are shown,
  as is every other character that is invisible by the Unicode property Default_Ignorable_Code_Point, tags of
  regional flags among them. All other characters are judged alone.
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
    ("joiner", 0x200C, 0x200D), ("variation", 0xFE0E, 0xFE0F),  # only where there is nothing to join or to vary
)  # fmt: skip
_SURROGATES = (0xD800, 0xDFFF)
_JOINERS, _STYLES = "\u200c\u200d", "\ufe0e\ufe0f"
CONTEXT = 2  # characters before one that decide on it
# What may stand before a joiner: letters and marks of the scripts that join, and emoji.
_JOINING = (
    (0x0591, 0x061B), (0x061D, 0x109F), (0x1700, 0x17B3), (0x17B6, 0x180A), (0x1810, 0x18AF), (0x1900, 0x1CFF),
    (0x231A, 0x2BFF), (0xA840, 0xABFF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC), (0x10A00, 0x11FFF),
    (0x1E900, 0x1EEFF), (0x1F000, 0x1FAFF),
)  # fmt: skip
# What may stand before U+FE0E and U+FE0F: the bases of emoji-variation-sequences.txt, in spans.
_VARYING = (
    (0x23, 0x23), (0x2A, 0x2A), (0x30, 0x39), (0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049),
    (0x2122, 0x2122), (0x2139, 0x2139), (0x2194, 0x2BFF), (0x3030, 0x303D), (0x3297, 0x3299), (0x1F000, 0x1FAFF),
)  # fmt: skip


def visible(text: str) -> str:
    """Make `text` safe for a terminal: each dangerous character becomes a symbol a reader can see.

    Newline and tab stay. A text that comes in chunks goes through `TerminalText`.
    """
    if text.isascii():
        return text.translate(_ASCII_ON_TERMINAL)
    return _terminal_dangers().sub(_shown_where_wrong, text)


def visible_on_one_line(text: str) -> str:
    """Make `text` safe where a line break would forge a line of ours: file names, model ids, headers.

    As `visible`, and newline and tab become symbols too.
    """
    return visible(text).replace("\n", "\u240a").replace("\t", "\u2409")


def visible_lines(*lines: str) -> str:
    """Make lines of ours safe to write, each ended, whatever they quote: as `visible_on_one_line`."""
    return "".join(f"{visible_on_one_line(line)}\n" for line in lines)


def visible_in_a_row(text: str) -> str:
    """Make `text` safe and one line of words: as `visible`, and every run of blanks and line ends becomes one space.

    Only after the rest has become symbols: Python takes some control characters for blanks.
    """
    return " ".join(visible(text.replace("\r\n", "\n")).split())


def visible_in_pipe(text: str) -> str:
    """Make `text` safe for a pipe that may end at a terminal: ESC, C0, DEL and C1 become symbols.

    Newline, tab, carriage return and all other characters pass; a lone surrogate, which no encoding can
    write, becomes U+FFFD.
    """
    if text.isascii():
        return text.translate(_ASCII_IN_PIPE)
    return _pipe_dangers().sub(_shown, text)


def lines_of(text: str) -> list[str]:
    """Give the lines of a text as an editor counts them; Python parts it at ten more characters, and drops those."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


class TerminalText:
    """A stream on its way to a terminal: as `visible`, and CRLF becomes a newline.

    A carriage return at the end of a chunk waits for the next one. The sum of what is given does not depend
    on how the text was cut.
    """

    def __init__(self) -> None:
        self._before = ""
        self._waiting = ""

    def feed(self, chunk: str) -> str:
        """Give what of the text so far is safe to show."""
        text = self._waiting + chunk
        self._waiting = "\r" if text.endswith("\r") else ""
        return self._shown(text[: len(text) - len(self._waiting)].replace("\r\n", "\n"))

    def close(self) -> str:
        """Give what was still waiting."""
        waiting, self._waiting = self._waiting, ""
        return self._shown(waiting)

    def _shown(self, text: str) -> str:
        before, self._before = self._before, (self._before + text)[-CONTEXT:]
        if text[:1] not in _JOINERS + _STYLES:
            return visible(text)
        return visible(before + text)[len(visible(before)) :]


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
    U+2029), "annotation" (U+FFF9 to U+FFFB), "joiner" (one that joins nothing) and "invisible" (zero width and
    fillers).
    """
    return () if text.isascii() else tuple(sorted(_kinds_in(text, 0)))


def _kinds_in(text: str, start: int) -> set[str]:
    found = _unseen_characters().finditer(text, start)
    codes = {ord(character[0]) for character in found if not _is_right(character)}
    return {kind for code in codes for kind, first, last in _KINDS if first <= code <= last}


class Unseen:
    """The kinds of unseen characters in a text that comes in chunks; `what` it is begins the notice."""

    def __init__(self, what: str = "the answer") -> None:
        self._what = what
        self._kinds: set[str] = set()
        self._before = ""

    def feed(self, chunk: str) -> None:
        """Take a piece into account."""
        if not chunk.isascii():
            self._kinds.update(_kinds_in(self._before + chunk, len(self._before)))
        self._before = (self._before + chunk)[-CONTEXT:]

    @property
    def notice(self) -> str:
        """What to tell a reader; "" where there is nothing."""
        kinds = ", ".join(sorted(self._kinds))
        return f"{self._what} holds characters that nobody sees: {kinds}" if kinds else ""


def spreadsheet_text(text: str) -> str:
    """Make a name safe for a spreadsheet: what it would take for a formula begins with an apostrophe."""
    harmless = visible_on_one_line(text)
    return f"'{harmless}" if harmless.startswith(("=", "+", "-", "@")) else harmless


def json_text(plain: object, *, indent: int | None = None) -> str:
    """Write plain values as JSON in which every dangerous character stands as its escape: the value is the same."""
    import json  # noqa: PLC0415 - most launches write none

    text = json.dumps(plain, ensure_ascii=False, indent=indent)
    if text.isascii() and "\x7f" not in text:
        return text
    return _json_dangers().sub(
        lambda danger: json.dumps(danger[0])[1:-1] if danger[0] != "\x7f" else "\\u007f", text
    )


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


def _shown_where_wrong(danger: re.Match[str]) -> str:
    return danger[0] if _is_right(danger) else _symbol(ord(danger[0]))


def _is_right(character: re.Match[str]) -> bool:
    """Tell whether it is a joiner or a selector behind something that it can join or vary."""
    text, before = character.string, character.start() - 1
    if before < 0 or character[0] not in _JOINERS + _STYLES:
        return False
    if character[0] in _STYLES:
        return _varying().match(text, before) is not None
    if text[before] == _STYLES[1] and before:  # an emoji and its selector
        return _varying().match(text, before - 1) is not None
    return _joining().match(text, before) is not None


_ASCII_IN_PIPE = {code: _symbol(code) for code in (*range(0x20), 0x7F) if code not in b"\n\t\r"}
_ASCII_ON_TERMINAL = _ASCII_IN_PIPE | {0x0D: _symbol(0x0D)}


def _one_of(*ranges: tuple[int, int]) -> re.Pattern[str]:
    spans = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return re.compile(f"[{spans}]")


@cache
def _unseen_characters() -> re.Pattern[str]:
    return _one_of(*((first, last) for _, first, last in _KINDS))


@cache
def _joining() -> re.Pattern[str]:
    return _one_of(*_JOINING)


@cache
def _varying() -> re.Pattern[str]:
    return _one_of(*_VARYING)


@cache
def _json_dangers() -> re.Pattern[str]:
    return _one_of((0x7F, 0x9F), _SURROGATES, *((first, last) for _, first, last in _KINDS))


@cache
def _pipe_dangers() -> re.Pattern[str]:
    return _one_of((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), _SURROGATES)


@cache
def _terminal_dangers() -> re.Pattern[str]:
    unseen_ranges = ((first, last) for _, first, last in _KINDS)
    return _one_of((0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), _SURROGATES, *unseen_ranges)
