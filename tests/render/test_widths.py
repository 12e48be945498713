"""Joined characters take the columns of one, and are never parted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from assistant.render.widths import columns_of, cut, fewest_columns_of, most_columns_of
from tests.render.screens import cut_at_random, played

FAMILY, FLAG, HEART, DEVELOPER, ACCENTED = "👨‍👩‍👧‍👦", "🇩🇪", "❤️", "👩🏽‍💻", "e\u0301"
VOICED = "か\u3099"
GRAPHEMES = [FAMILY, FLAG, HEART, DEVELOPER, ACCENTED, "a", "é", "宽", VOICED, "1️⃣", "क्षि", "→", " "]
TEXTS = st.lists(st.sampled_from(GRAPHEMES), max_size=20)


@pytest.mark.parametrize(
    ("text", "columns"),
    [(FAMILY, 2), (FLAG, 2), (HEART, 2), (DEVELOPER, 2), (ACCENTED, 1), ("宽", 2), ("x→", 2)],
)
def test_a_grapheme_takes_its_columns_once(text: str, columns: int) -> None:
    assert columns_of(text) == columns


@given(TEXTS)
def test_a_text_takes_what_wcwidth_says(graphemes: list[str]) -> None:
    assert columns_of("".join(graphemes)) == wcswidth("".join(graphemes))


@given(TEXTS)
def test_no_terminal_needs_more_than_the_most_or_less_than_the_fewest(graphemes: list[str]) -> None:
    text = "".join(graphemes)
    usual = wcswidth(text), sum(max(wcswidth(one), 0) for one in text)
    assert fewest_columns_of(text) <= min(usual)
    assert max(usual) <= most_columns_of(text)


@given(TEXTS, st.integers(0, 30))
def test_a_text_is_cut_between_graphemes(graphemes: list[str], columns: int) -> None:
    beginnings = ["".join(graphemes[:count]) for count in range(len(graphemes) + 1)]
    assert cut("".join(graphemes), columns) == [text for text in beginnings if wcswidth(text) <= columns][-1]


def test_the_cells_of_a_table_are_aligned_by_graphemes() -> None:
    body = "".join(f"| {cell} | x |\n" for cell in (FAMILY, FLAG, HEART, DEVELOPER, ACCENTED, "宽"))
    rows = [row for row in played(f"| a | b |\n|---|---|\n{body}").rows() if "│" in row]
    assert {wcswidth(row.partition("│")[0]) for row in rows} == {3}


@pytest.mark.parametrize("columns", [7, 20, 41])
def test_a_word_that_is_cut_is_cut_between_graphemes(columns: int) -> None:
    source = f"| a | b |\n|---|---|\n| {FAMILY * 30} | {VOICED * 30} |\n"
    shown = "".join(played(source, columns=columns).rows())
    assert (shown.count(FAMILY), shown.count("が")) == (30, 30)


@given(TEXTS, st.integers(0, 99))
@settings(max_examples=30)
def test_a_row_that_grows_within_a_grapheme_ends_as_if_it_came_at_once(
    graphemes: list[str], seed: int
) -> None:
    text = "".join(graphemes) * 3
    grown = played(text, cut_at_random(text, seed, sizes=(1, 2)), columns=20)
    assert grown.rows() == played(text, columns=20).rows()


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('a1️⃣1️⃣ax more }:mile:❤️"""\n\n\n*', "a1️⃣1️⃣ax more"),
        ('1️⃣x**1️⃣xa`❤️a**a"""❤️1️⃣', '1️⃣x1️⃣xa`❤️aa"""❤️1️⃣'),
    ],
)
def test_nothing_stays_of_a_row_that_gets_shorter_where_an_emoji_has_one_column(text: str, row: str) -> None:
    assert played(text, list(text), columns=20, height=3).rows()[0] == row


def test_a_grapheme_that_never_ends_is_cut_into_rows() -> None:
    voiced = "\uff9f" * 4_000  # each takes a column, and all are one grapheme
    assert columns_of(voiced) == 4_000
    rows = played(voiced, columns=40).rows()
    assert len(rows) <= 4_000 // 30
    assert "".join(rows).count("\uff9f") == 4_000
