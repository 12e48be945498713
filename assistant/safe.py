"""Text from outside made harmless to print: no control character of a model or a file name gets through.

- A carriage return is a symbol on a terminal, where it overwrites the line before it, and so is one in a pipe that
  no newline follows. `TerminalText` and `PipeText`, which take a text in any chunks, let the CRLF of a text be.
- Joiners (U+200C, U+200D) and the emoji and text variation selectors (U+FE0F, U+FE0E) pass behind a character that
  they can join or vary: Persian, Indic scripts and emoji are unreadable without them. Behind a digit a selector passes
  where both make a keycap, and tags pass in the three flags that Unicode has of them. Anywhere else they are shown, as
  is every other character that is invisible by the Unicode property Default_Ignorable_Code_Point, or that only arranges
  hieroglyphs. All other characters are judged alone.
"""

import re

from assistant.pattern import pattern

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
    ("invisible", 0x13430, 0x1343F), ("invisible", 0x1BCA0, 0x1BCA3), ("invisible", 0x1D173, 0x1D17A),
    ("invisible", 0xE0080, 0xE00FF), ("invisible", 0xE01F0, 0xE0FFF),
    ("joiner", 0x200C, 0x200D), ("variation", 0xFE0E, 0xFE0F),  # only where there is nothing to join or to vary
)  # fmt: skip
_FIRST_UNSEEN = "\u034f"  # the first character that Python would print and nobody would see
_SURROGATES = (0xD800, 0xDFFF)
_JOINERS, _STYLES = "\u200c\u200d", "\ufe0e\ufe0f"
_NON_JOINER, _KEYCAP, _KEYS = "\u200c", "\u20e3", "#*0123456789"
_BLACK_FLAG = "\U0001f3f4"
_FLAGS = tuple(  # of England, Scotland and Wales
    f"{_BLACK_FLAG}{''.join(chr(0xE0000 + ord(letter)) for letter in region)}\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)
_FLAG_TAGS = 6
CONTEXT = 2  # characters before one that decide on it
# The scripts that join, letters and marks; and emoji, by the Unicode property Emoji.
_SCRIPTS = (
    (0x0591, 0x061B), (0x061D, 0x109F), (0x1700, 0x17B3), (0x17B6, 0x180A), (0x1810, 0x18AF), (0x1900, 0x1CFF),
    (0xA840, 0xABFF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC), (0x10A00, 0x11FFF), (0x1E900, 0x1EEFF),
)  # fmt: skip
_EMOJI = (
    r"\xA9\xAE\u203C\u2049\u2122\u2139\u2194-\u2199\u21A9\u21AA\u231A\u231B\u2328\u23CF\u23E9-\u23F3\u23F8-\u23FA\u24C2"
    r"\u25AA\u25AB\u25B6\u25C0\u25FB-\u25FE\u2600-\u2604\u260E\u2611\u2614\u2615\u2618\u261D\u2620\u2622\u2623\u2626\u262A"
    r"\u262E\u262F\u2638-\u263A\u2640\u2642\u2648-\u2653\u265F\u2660\u2663\u2665\u2666\u2668\u267B\u267E\u267F\u2692-\u2697"
    r"\u2699\u269B\u269C\u26A0\u26A1\u26A7\u26AA\u26AB\u26B0\u26B1\u26BD\u26BE\u26C4\u26C5\u26C8\u26CE\u26CF\u26D1\u26D3\u26D4"
    r"\u26E9\u26EA\u26F0-\u26F5\u26F7-\u26FA\u26FD\u2702\u2705\u2708-\u270D\u270F\u2712\u2714\u2716\u271D\u2721\u2728\u2733"
    r"\u2734\u2744\u2747\u274C\u274E\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27A1\u27B0\u27BF\u2934\u2935\u2B05-\u2B07"
    r"\u2B1B\u2B1C\u2B50\u2B55\u3030\u303D\u3297\u3299\U0001F000-\U0001FAFF"
)


def visible(text: str) -> str:
    """Make `text` safe for a terminal: each dangerous character becomes a symbol a reader can see.

    Newline and tab stay. A text that comes in chunks goes through `TerminalText`.
    """
    if text.isascii():
        return text.translate(_ASCII_ON_TERMINAL)
    # "·": most launches need the expression for nothing else
    if text.isprintable() and max(text) < _FIRST_UNSEEN:
        return text
    return _TERMINAL_DANGER.sub(_shown_where_wrong, text)


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


def opening(question: str) -> str:
    """Give what a question begins with, safe and on one line; an ellipsis ends it where it goes on."""
    row = visible_in_a_row(question)
    return row if len(row) <= 60 else f"{row[:59].rstrip()}…"


def visible_in_pipe(text: str) -> str:
    """Make `text` safe for a pipe that may end at a terminal: ESC, C0, DEL and C1 become symbols.

    Newline, tab, carriage return and all other characters pass; a lone surrogate, which no encoding can
    write, becomes U+FFFD.
    """
    if text.isascii():
        return text.translate(_ASCII_IN_PIPE)
    return _PIPE_DANGER.sub(_shown, text)


def lines_of(text: str) -> list[str]:
    """Give the lines of a text as an editor counts them; Python parts it at ten more characters, and drops those."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


class TerminalText:
    """A stream on its way to a terminal: as `visible`, and CRLF becomes a newline.

    What the next chunk decides on waits for it. The sum of what is given does not depend on how the text was cut.
    """

    def __init__(self) -> None:
        self._before = ""
        self._waiting = ""

    def feed(self, chunk: str) -> str:
        """Give what of the text so far is safe to show."""
        text = self._waiting + chunk
        self._waiting = _waiting(self._before + text)
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
    found = _UNSEEN_CHARACTER.finditer(text, start)
    codes = {ord(character[0]) for character in found if not _is_right(character)}
    return {kind for code in codes for kind, first, last in _KINDS if first <= code <= last}


class Unseen:
    """The kinds of unseen characters in a text that comes in chunks; `what` it is begins the notice."""

    def __init__(self, what: str = "the answer") -> None:
        self._what = what
        self._kinds: set[str] = set()
        self._before = ""
        self._waiting = ""

    def feed(self, chunk: str) -> None:
        """Take a piece into account."""
        text = self._waiting + chunk
        self._waiting = _waiting(self._before + text)
        text = text[: len(text) - len(self._waiting)]
        if not text.isascii():
            self._kinds.update(_kinds_in(self._before + text, len(self._before)))
        self._before = (self._before + text)[-CONTEXT:]

    @property
    def notice(self) -> str:
        """What to tell a reader; "" where there is nothing."""
        last = _kinds_in(self._before + self._waiting, len(self._before))
        kinds = ", ".join(sorted(self._kinds | last))
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
    return _JSON_DANGER.sub(
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
    """Tell whether it is a joiner or a selector behind something that it can join or vary, or a flag's tag."""
    text, before = character.string, character.start() - 1
    if text.startswith(_FLAGS, _flag_before(text, character.start())):
        return True
    if before < 0 or character[0] not in _JOINERS + _STYLES:
        return False
    if character[0] in _STYLES:
        if text[before] in _KEYS:
            return text.startswith(_KEYCAP, character.end())
        return _OF_EMOJI.match(text, before) is not None
    if character[0] == _NON_JOINER:
        return _OF_SCRIPT.match(text, before) is not None
    if text[before] == _STYLES[1] and before:  # an emoji and its selector
        return _OF_EMOJI.match(text, before - 1) is not None
    return (_OF_SCRIPT.match(text, before) or _OF_EMOJI.match(text, before)) is not None


def _flag_before(text: str, end: int) -> int:
    """Give where the black flag is whose tags may stand before `end`, or `end` where none is."""
    place = text.rfind(_BLACK_FLAG, max(end - _FLAG_TAGS, 0), end)
    return end if place < 0 else place


def _waiting(text: str) -> str:
    """Give the end of a chunk that what follows decides on: a carriage return, a keycap's selector, or part of a flag."""
    flag = text[_flag_before(text, len(text)) :]
    if flag and any(each.startswith(flag) for each in _FLAGS):
        return flag
    last, before = text[-1:], text[-2:-1]
    return last if last == "\r" or (last and before and last in _STYLES and before in _KEYS) else ""


_ASCII_IN_PIPE = {code: _symbol(code) for code in (*range(0x20), 0x7F) if code not in b"\n\t\r"}
_ASCII_ON_TERMINAL = _ASCII_IN_PIPE | {0x0D: _symbol(0x0D)}


def _one_of(*ranges: tuple[int, int]) -> re.Pattern[str]:
    spans = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return pattern(f"[{spans}]")


_UNSEEN = tuple((first, last) for _, first, last in _KINDS)
_UNSEEN_CHARACTER = _one_of(*_UNSEEN)
_OF_SCRIPT = _one_of(*_SCRIPTS)
_OF_EMOJI = pattern(f"[{_EMOJI}]")
_JSON_DANGER = _one_of((0x7F, 0x9F), _SURROGATES, *_UNSEEN)
_PIPE_DANGER = _one_of((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), _SURROGATES)
_TERMINAL_DANGER = _one_of((0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), _SURROGATES, *_UNSEEN)
