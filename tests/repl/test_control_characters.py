"""What stands in the input line for a tab and for what a terminal would obey, however the line is cut into pieces."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Transformation

from assistant.repl.control_characters import ShowControlCharacters
from assistant.safe import visible
from tests.repl.scenes import READY
from tests.repl.terminal import Tmux

JOINED = "👩\u200d💻"
LINES = st.lists(
    st.sampled_from(
        ["a", " ", "\t", "é", "世", JOINED, "\u200d", "\u202e", "\x01", "\x7f", "\x80", "\ufe0f"]
    ),
    min_size=1,
    max_size=40,
).map("".join)


def shown(*pieces: str) -> Transformation:
    line: Any = SimpleNamespace(fragments=[("", piece) for piece in pieces])
    return ShowControlCharacters().apply_transformation(line)


@given(LINES, st.integers(0, 40))
def test_a_line_is_shown_the_same_in_one_piece_and_in_two(line: str, cut: int) -> None:
    whole, parted = shown(line), shown(line[:cut], line[cut:])
    assert fragment_list_to_text(whole.fragments) == fragment_list_to_text(parted.fragments)
    places = range(len(line) + 2)
    assert [*map(whole.source_to_display, places)] == [*map(parted.source_to_display, places)]


@given(LINES)
def test_each_character_stands_where_it_is_said_to(line: str) -> None:
    laid_out = shown(f"\t{line}")
    text = fragment_list_to_text(laid_out.fragments)
    places = [laid_out.source_to_display(place) for place in range(len(line) + 2)]
    for number, character in enumerate(line, 1):
        stands = text[places[number] : places[number + 1]]
        if character == "\t":
            assert (stands.strip(" "), places[number + 1] % 4, len(stands) <= 4) == ("", 0, True)
        elif character.isascii():
            assert stands == character
        else:
            assert stands in (character, visible(character))
        for place in range(places[number], places[number + 1]):
            assert laid_out.display_to_source(place) == number


def test_what_joins_stays_and_what_turns_the_line_around_is_a_symbol_of_several_characters() -> None:
    laid_out = shown(f"\té{JOINED} \u202ex\tz")
    assert fragment_list_to_text(laid_out.fragments) == f"    é{JOINED} <U+202E>x  z"
    assert laid_out.source_to_display(7) == 17
    assert laid_out.display_to_source(16) == 6


def test_what_is_typed_behind_joined_emoji_stands_right_behind_them(tmux: Callable[..., Tmux]) -> None:
    with tmux() as terminal:
        for joined in (JOINED, "👩\u200d👩\u200d👧", "👩\u200d❤\ufe0f\u200d👨"):
            terminal.paste(joined).wait("👩")
            for key in "xyz":
                terminal.send(key).wait(key).rest(0.1)
            terminal.wait(r"(?m)^› \S+xyz$").send("\x03").wait(READY)
