"""Answers as the real command shows them in a terminal."""

import re
from pathlib import Path

import pytest

from tests.render.kit import DOCUMENTS
from tests.render.playing import QUESTION, Pausing, Playing, answer
from tests.render.screens import cut_at_random
from tests.scripted import Scripted, ScriptedGateway

LOOK = {"COLORTERM": "truecolor", "VTE_VERSION": "7000"}


def key(gateway: ScriptedGateway) -> dict[str, str]:
    return {"ASK_BASE_URL": gateway.base_url, "GLOBAL_API_KEY": "k", **LOOK}


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [("review", 80, 24), ("emoji headings", 20, 24), ("wide table", 60, 1), ("escapes in text", 40, 10)],
)
def test_an_answer_in_pieces_looks_as_ask_show_shows_it(
    name: str, columns: int, rows: int, tmp_path: Path
) -> None:
    (tmp_path / "it.md").write_bytes(DOCUMENTS[name].encode())
    with ScriptedGateway() as gateway:
        gateway.answers(answer(*cut_at_random(DOCUMENTS[name], 3)))
        window = {"columns": columns, "rows": rows}
        with (
            Playing(tmp_path, "show", "it.md", **window, **LOOK) as shown,
            Playing(tmp_path, *QUESTION, **window, **key(gateway)) as asked,
        ):
            assert (shown.ended(), asked.ended()) == (0, 0)
            assert asked.all_rows == shown.all_rows
            assert (asked.faults, shown.faults) == ([], [])


BEFORE = (
    "# Title\n\n"
    + " ".join(f"a{n}" for n in range(60))
    + "\n\n| n | square |\n|--|--|\n| 1 | 1 |\n| 2 | 4 |\n"
)
AFTER = "| 3 | 9 |\n\n- " + " ".join(f"**b{n}**" for n in range(30)) + "\n\n```py\nx = 1\n```\n\nThe end.\n"


@pytest.mark.parametrize(
    "size",
    [(50, 24), (120, 24), (80, 8), (80, 40), (20, 24)],
    ids=["narrower", "wider", "lower", "higher", "20"],
)
def test_a_window_that_is_resized_in_mid_answer_shows_each_word_once(
    size: tuple[int, int], tmp_path: Path
) -> None:
    held = Pausing([cut_at_random(BEFORE, 1), cut_at_random(AFTER, 2)])
    with ScriptedGateway() as gateway:
        gateway.answers(Scripted(held))
        with Playing(tmp_path, *QUESTION, **key(gateway)) as asked:
            asked.wait("2 +│ 4").resize(*size)
            held.go_on()
            assert asked.ended() == 0
            letters = re.sub(r"\W", "", "".join(asked.all_rows))
            assert letters == re.sub(r"\W|py(?=\n)", "", BEFORE + AFTER)
            assert asked.faults == []


@pytest.mark.parametrize(
    "begun", ["some **bold [link](https://example.com/a", "| a | b |\n|--|--|\n| `c", "```py\ndef f("]
)
def test_an_answer_that_is_interrupted_leaves_the_terminal_in_order(begun: str, tmp_path: Path) -> None:
    held = Pausing([[begun], ["never"]])
    with ScriptedGateway() as gateway:
        gateway.answers(Scripted(held))
        with Playing(tmp_path, *QUESTION, **key(gateway)) as asked:
            asked.wait("bold link|a +│ b|def f").send("\x03")
            assert asked.ended() == 130
            assert asked.faults == []
            assert asked.is_sane
