"""Rows of text set in columns."""

from assistant.render.columns import aligned


def test_columns_line_up_by_what_a_terminal_shows() -> None:
    rows = [("模型", "9", "x"), ("a\x1b\n", "10", ""), ("gpt", "1", "yy")]
    assert aligned(rows, left=(0, 2)) == ["模型   9  x", "a␛␊   10", "gpt    1  yy"]


def test_no_rows_are_no_lines() -> None:
    assert aligned([], left=(0,)) == []
