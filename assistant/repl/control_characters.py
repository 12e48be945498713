"""How what was typed or pasted is shown in the input line: what a terminal would obey or hide stands as a symbol.

A tab stands as blanks: code that is pasted keeps its look.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

from assistant.safe import visible

TAB = 4  # columns
_LINES = 4  # that are remembered: at a key each is laid out several times
_JOINER, _BREAK = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"), "\u200b"

Fragments = tuple[tuple[str, str], ...]


class ShowControlCharacters(Processor):
    """Shows each dangerous character of a line as its symbol; the text itself stays as it is."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Give the line as it is to be shown, and where each of its characters stands in it."""
        fragments = transformation_input.fragments
        text = fragment_list_to_text(fragments)
        if "\t" not in text and (text.isascii() or visible(text) == text):
            return Transformation(fragments)
        shown, places = _laid_out(tuple((style, text) for style, text, *_ in fragments))
        return Transformation(
            list(shown),
            source_to_display=lambda place: (
                places[place] if place < len(places) else places[-1] + place - len(places) + 1
            ),
            display_to_source=lambda place: bisect_right(places, place, 1) - 1,
        )


class PartJoinedEmoji(Processor):
    """Shows joined emoji beside each other: terminals differ in whether they join them, and in the columns that takes."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Give the line with a break of no width, which nothing joins across, in the place of each joiner of emoji."""
        return Transformation(
            [
                (style, _JOINER.sub(_BREAK, text) if "\u200d" in text else text)
                for style, text, *_ in transformation_input.fragments
            ]
        )


@lru_cache(_LINES)
def _laid_out(fragments: Fragments) -> tuple[Fragments, list[int]]:
    """Give a line as it is shown, and where each of its characters, and what follows the last, stands in that."""
    shown: list[tuple[str, str]] = []
    places = [0]
    for style, piece, seen in _pieces(fragments):
        end = places[-1]
        stands = seen or " " * (TAB - end % TAB)
        if len(stands) == len(piece):
            places += range(end + 1, end + len(piece) + 1)
        else:
            places.append(end + len(stands))
        shown.append((style, stands))
    return tuple(shown), places


def _pieces(fragments: Fragments) -> Iterator[tuple[str, str, str]]:
    """Part a line at its tabs; gives with each piece how it is shown, "" for a tab.

    It is shown with as many characters as it has, or is a single one.
    """
    before = ""
    for style, text in fragments:
        for piece in re.findall(r"\t|[\x00-\x08\x0a-\x1f\x7f]+|[^\x00-\x1f\x7f]+", text):
            if piece == "\t":
                yield style, piece, ""
            elif piece.isascii():  # prompt-toolkit has symbols for those
                yield style, piece, piece
            elif len(seen := _seen(before, piece)) == len(piece):
                yield style, piece, seen
            else:
                for last, character in pairwise((before, *piece)):
                    yield style, character, character if character.isascii() else _seen(last, character)
            before = piece[-1]


def _seen(before: str, piece: str) -> str:
    """Give how a piece is shown; what stands `before` it may make its first character harmless."""
    return visible(before + piece)[len(visible(before)) :]
