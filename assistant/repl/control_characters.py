"""How what was typed or pasted is shown in the input line: what a terminal would obey or hide stands as a symbol.

A tab stands as blanks: code that is pasted keeps its look.
"""

from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments

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
        for style, character, *_ in explode_text_fragments(fragments):
            if character == "\t":
                symbol = " " * (TAB - places[-1] % TAB)
            elif character.isascii():
                symbol = character  # prompt-toolkit has symbols for those
            else:
                symbol = visible(before + character)[len(visible(before)) :]
            shown.append((style, symbol))
            places.append(places[-1] + len(shown[-1][1]))
            before = character
        return Transformation(
            list(shown),
            source_to_display=lambda place: (
                places[place] if place < len(places) else places[-1] + place - len(places) + 1
            ),
            display_to_source=lambda place: sum(start <= place for start in places[1:]),
        )
