"""How much of a text that still grows reads the same whatever follows."""

import re

from assistant.render.inline import Inline


def settled(inline: Inline) -> int:
    """Give the place up to which the text reads the same whatever follows: at a word's start, or 0."""
    text, place = inline.text, inline.open_at
    spans = sorted(inline.closed, reverse=True)
    place = _boundary(text, place)
    for start, end in spans:
        if start < place < end:
            place = _boundary(text, start)
    return place


_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")


def _boundary(text: str, place: int) -> int:
    """Give the last place up to `place` where a word starts, or where a very long one may be cut."""
    for candidate in range(min(place, len(text) - 1), max(place - 300, 0), -1):
        before, after = text[candidate - 1], text[candidate]
        if before in " \t\n" and after not in " \t\n":
            return candidate
        if (
            not before.isascii()
            and not after.isascii()
            and before.isalpha()
            and after.isalpha()
            and _WIDE.match(before)
        ):
            return candidate
    for candidate in range(min(place, len(text)) - 32, max(place - 300, 0), -1):
        if (
            text[candidate - 1].isalnum()
            and text[candidate].isalnum()
            and not text.startswith(("http://", "https://"), candidate)  # in a word it is no address
        ):
            return candidate
    return 0
