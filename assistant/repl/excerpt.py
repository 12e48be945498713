"""Shows a part of what fills many screens: around the cursor as it is typed, since it is laid out again at each key."""

from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import fragment_list_len
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

LONG = 12_000  # characters of a line from which only a part is laid out
AROUND = 4_000  # characters at least that are shown on either side of the cursor
STEP = 2_000  # characters by which the part moves, so that it stands still at most keys
MARK = "…"


class Excerpt(Processor):
    """Cuts a long line to the part around the cursor, a mark where something is left out; the whole when it is sent."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Give the part of the line that is to be laid out."""
        fragments = transformation_input.fragments
        length = fragment_list_len(fragments)
        if length < LONG or get_app().is_done:
            return Transformation(fragments)
        document = transformation_input.document
        here = transformation_input.lineno == document.cursor_position_row
        cursor = transformation_input.source_to_display(document.cursor_position_col) if here else 0
        middle = cursor // STEP * STEP
        start, end = max(middle - AROUND, 0), min(middle + STEP + AROUND, length)
        before = MARK if start else ""
        after = MARK if end < length else ""
        part = [("", before), *_between(fragments, start, end), ("", after)]
        shift = len(before) - start
        return Transformation(
            part,
            source_to_display=lambda place: min(max(place, start), end) + shift,
            display_to_source=lambda place: min(max(place - shift, start), end),
        )


def both_ends(text: str, rows: int) -> str:
    """Give an entry as it is to stay on a screen of so many rows: of one with more lines than that, both ends."""
    lines = text.split("\n")
    if len(lines) < max(rows, 4):
        return text
    kept = rows // 4
    left_out = f"{MARK} {len(lines) - 2 * kept:,} lines {MARK}"
    return "\n".join((*lines[:kept], left_out, *lines[len(lines) - kept :]))


def _between(fragments: StyleAndTextTuples, start: int, end: int) -> StyleAndTextTuples:
    found: StyleAndTextTuples = []
    place = 0
    for style, text, *_ in fragments:
        if place < end and place + len(text) > start:
            found.append((style, text[max(start - place, 0) : end - place]))
        place += len(text)
    return found
