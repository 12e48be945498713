"""Takes what a terminal answers out of what is read from it, in whatever pieces and however late it comes. Pure."""

import re

from assistant.render.palette import Background

_COLOUR = re.compile("\x1b\\]11;([ -~]{0,60})(?:\x07|\x1b\\\\)")
_ATTRIBUTES = re.compile("\x1b\\[\\?[0-9;]*c")
_BEGUN = re.compile("\x1b(?:\\](?:1(?:1(?:;[ -~]{0,60}\x1b?)?)?)?|\\[(?:\\?[0-9;]*)?)?\\Z")
_KEYS = ("\x1b", "\x1b]", "\x1b[")  # Escape, Alt-] and Alt-[: a reply may begin like a key
_SHARES = (0.2126, 0.7152, 0.0722)  # of red, green and blue in the lightness one sees (ITU-R BT.709)
_RGB = re.compile("rgba?:" + "/".join(["([0-9a-fA-F]{1,4})"] * 3))


class Replies:
    """Parts a terminal's replies to a query from the keys among which they are read.

    They are the colour of its background, where it knows that query, and then its attributes. `owed` is whether these
    are still to come; `background` is None until it is told.
    """

    def __init__(self) -> None:
        self.owed = False
        self.background: Background | None = None
        self._held = ""

    def expect(self) -> None:
        """Look out for replies from now on, until the last has come."""
        self.owed = True

    @property
    def begun(self) -> bool:
        """Whether what was read last may be the beginning of a reply."""
        return bool(self._held)

    def without(self, text: str) -> str:
        """Give what of `text` are keys; what may be the beginning of a reply is held back."""
        if not self.owed:
            return text
        text, self._held = self._held + text, ""
        if last := _ATTRIBUTES.search(text):
            self.owed = False
            return "".join(self._less_colours(text[: last.start()])) + text[last.end() :]
        *keys, text = self._less_colours(text)
        if begun := _BEGUN.search(text):
            text, self._held = text[: begun.start()], begun[0]
        return "".join((*keys, text))

    def give_back(self) -> str:
        """Give what is held back, unless no key begins so: for when nothing follows for a moment."""
        given, self._held = (self._held, "") if self._held in _KEYS else ("", self._held)
        return given

    def _less_colours(self, text: str) -> list[str]:
        """Note the colours that are told; gives what stands before, between and behind them."""
        parts = _COLOUR.split(text)
        for colour in parts[1::2]:
            self.background = _background(colour) or self.background
        return parts[::2]


def _background(colour: str) -> Background | None:
    found = _RGB.match(colour)
    if found is None:
        return None
    light = sum(
        share * int(part, 16) / (16 ** len(part) - 1)
        for share, part in zip(_SHARES, found.groups(), strict=True)
    )
    return Background.LIGHT if light > 0.5 else Background.DARK
