"""The turns on record, a row each, on a terminal."""

from pathlib import Path

import pytest

from assistant.render.widths import columns_of
from tests.repl.terminal import Terminal


@pytest.mark.parametrize(("columns", "rows"), [(80, 2), (110, 1)])
def test_the_words_of_a_turn_end_at_the_edge_and_stand_below_where_there_is_no_room(
    columns: int, rows: int, tmp_path: Path
) -> None:
    with Terminal(tmp_path, "--demo", "-q", "why 世界 " + "word " * 30) as asked:
        assert asked.ended() == 0
    with Terminal(tmp_path, "log", columns=columns) as terminal:
        assert terminal.ended() == 0
        shown = terminal.text.splitlines()
    assert len(shown) == rows
    assert "whole" in shown[0]
    assert "why 世界 word word" in shown[-1]
    assert columns_of(shown[-1]) <= columns
