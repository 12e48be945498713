"""The turns on record, a row each, on a terminal."""

from pathlib import Path

import pytest

from assistant.render.widths import columns_of
from tests.repl.terminal import Terminal


@pytest.mark.parametrize(("columns", "rows"), [(40, 4), (80, 2), (110, 1)])
def test_the_words_of_a_turn_end_at_the_edge_and_stand_below_where_there_is_no_room(
    columns: int, rows: int, tmp_path: Path
) -> None:
    with Terminal(tmp_path, "--demo", "-q", "why 世界 " + "word " * 30) as asked:
        assert asked.ended() == 0
    with Terminal(tmp_path, "log", columns=columns) as terminal:
        assert terminal.ended() == 0
        shown = terminal.text.splitlines()
    assert len(shown) == rows
    assert "whole" in "".join(shown)
    assert "why 世界 word word" in shown[-1]
    assert columns_of(shown[-1]) <= columns
    assert len(terminal.written.splitlines()) == rows  # the terminal broke none of them


@pytest.mark.parametrize("command", [["models"], ["route", "who invented dijkstra and why does it deadlock"]])
def test_a_narrow_terminal_breaks_no_row_of_a_table(command: list[str], tmp_path: Path) -> None:
    with Terminal(tmp_path, *command, columns=40) as terminal:
        assert terminal.ended() == 0
        written = terminal.written.decode().splitlines()
    assert max(map(columns_of, written)) <= 40, written
    assert any("deepseek-v4-flash" in row for row in written)
