"""How what was typed or pasted is shown in the input line: what a terminal would obey or hide stands as a symbol.

A tab stands as blanks: code that is pasted keeps its look.
"""

import re
from collections.abc import Iterator

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

from assistant.safe import visible

TAB = 4  # columns


class ShowControlCharacters(Processor):
    """Shows each dangerous character of a line as its symbol; the text itself stays as it is."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Give the line as it is to be shown, and where each of its characters stands in it."""
        fragments = transformation_input.fragments
        text = fragment_list_to_text(fragments)
        if "\t" not in text and (text.isascii() or visible(text) == text):
            return Transformation(fragments)
        shown: list[tuple[str, str]] = []
        places = [0]
        before = ""
        for style, piece in _pieces(fragments):
            end = places[-1]
            if piece == "\t":
                shown.append((style, " " * (TAB - end % TAB)))
            elif piece.isascii():  # prompt-toolkit has symbols for those
                shown.append((style, piece))
                places += range(end + 1, end + len(piece))
            else:
                shown.append((style, visible(before + piece)[len(visible(before)) :]))
            places.append(end + len(shown[-1][1]))
            before = piece[-1]
        return Transformation(
            list(shown),
            source_to_display=lambda place: (
                places[place] if place < len(places) else places[-1] + place - len(places) + 1
            ),
            display_to_source=lambda place: sum(start <= place for start in places[1:]),
        )


def _pieces(fragments: StyleAndTextTuples) -> Iterator[tuple[str, str]]:
    """Part a line at its tabs, and into its characters where there are others than those of ASCII."""
    for style, text, *_ in fragments:
        for piece in re.findall(r"\t|[^\t]+", text):
            if piece.isascii():
                yield style, piece
            else:
                yield from ((style, character) for character in piece)
