"""The words of a text lead to every place of a literal, wherever the pieces end in which they are kept."""

import re

import pytest

from assistant.guard.words import LongWords, Vocabulary

PIECE = 32_000  # characters


def places(text: str, literal: str) -> list[int]:
    return Vocabulary(text, text.lower(), LongWords(text)).places(literal)


@pytest.mark.parametrize(
    "literal", ["ogin(", "redentials.basic(", "sqlplus", "net use", "mc ", "]:", "PASSWORD FOR "]
)
def test_a_literal_is_found_at_every_place_around_the_end_of_a_piece(literal: str) -> None:
    for before in range(PIECE - len(literal) - 3, PIECE + 3):
        text = f"{'a.' * (before // 2)}{' ' * (before % 2)}{literal}x {literal}" + " b" * 20_000 + literal
        assert places(text, literal) == [found.start() for found in re.finditer(re.escape(literal), text)]


def test_a_literal_that_stands_in_many_places_is_found_in_all() -> None:
    text = "login( logout assword " * 30_000
    assert len(places(text, "ogin(")) == len(places(text, "assword")) == 30_000
