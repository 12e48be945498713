"""Text from outside made harmless to print: no control character of a model, a file name or a header gets through."""

from collections.abc import Mapping

_PICTURES: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_C1: dict[int, str] = dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_SURROGATES: dict[int, str] = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_KEPT = (0x09, 0x0A)
_PIPE: Mapping[int, str] = {
    code: sign for code, sign in (_PICTURES | _C1).items() if code not in (*_KEPT, 0x0D)
}
_BIDI: dict[int, str] = {
    code: f"<U+{code:04X}>"
    for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
_TAGS: dict[int, str] = {code: f"<U+{code:04X}>" for code in range(0xE0000, 0xE0080)}
_TERMINAL: Mapping[int, str] = (
    _PICTURES | _C1 | _SURROGATES | _BIDI | _TAGS | {code: chr(code) for code in _KEPT}
)


def visible(text: str) -> str:
    """Make `text` safe for a terminal: each dangerous character becomes a symbol a reader can see.

    Newline and tab stay. The function works character by character, so cutting a text anywhere changes nothing.
    """
    return text.translate(_TERMINAL)


def visible_in_pipe(text: str) -> str:
    """Make `text` safe for a pipe that may end at a terminal: ESC, C0, DEL and C1 become symbols, all else passes."""
    return text.translate(_PIPE)
