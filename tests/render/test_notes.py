"""The lines beside an answer, parted where the terminal is narrow."""

from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from assistant.render.notes import SEPARATOR, Loudness, Notes, rows
from assistant.render.widths import columns_of

PARTS = st.lists(st.text("ab漢é~$.", min_size=1, max_size=30), min_size=1, max_size=8)


@given(PARTS, st.integers(1, 200))
def test_a_line_is_parted_between_its_parts_alone(parts: list[str], columns: int) -> None:
    first, *others = rows(SEPARATOR.join(parts), columns)
    assert SEPARATOR.join((first, *(row.removeprefix("  ") for row in others))) == SEPARATOR.join(parts)
    assert all(columns_of(row) <= columns for row in (first, *others) if SEPARATOR in row)


@given(PARTS)
def test_where_there_is_no_terminal_a_line_stays_a_line(parts: list[str]) -> None:
    assert rows(SEPARATOR.join(parts), 0) == [SEPARATOR.join(parts)]


def test_a_part_that_is_too_long_is_parted_between_its_words() -> None:
    line = "  check the network and http://127.0.0.1:9/v1/that/is/long"
    assert rows(line, 20) == ["  check the network", "  and", "  http://127.0.0.1:9/v1/that/is/long"]
    assert rows("漢字 漢字 漢字", 9) == ["漢字 漢字", "  漢字"]


def test_a_line_stays_one_whatever_it_quotes_and_a_text_keeps_its_lines() -> None:
    out = StringIO()
    notes = Notes(out, Loudness.USUAL, styled=False)
    notes.say("there is no file a\ntier 0")
    notes.mention("read a\ntier 0")
    notes.show("a\n\tb\x1b\n")
    assert out.getvalue() == "there is no file a␊tier 0\nread a␊tier 0\na\n\tb␛\n"
