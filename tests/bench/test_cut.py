"""An answer that was cut is kept and shown as cut: no score of it is passed off as the model's."""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, stream, usage

RIGHT = "```python\ndef flatten(x):\n out = []\n for i in x:\n  out.extend(flatten(i)) if isinstance(i, list) else out.append(i)\n return out\n```\n"
BROKEN = Scripted(events(delta(RIGHT))[:-1])
TOO_LONG = Scripted(events(delta("Let me think about it."), finish("length"), usage(20, 4096)))
ASKED = ("bench", "--models", "glm-5,kimi-k2.5", "--tasks", "flatten", "--parallel", "1", "--yes")


@pytest.mark.parametrize("cut", [BROKEN, TOO_LONG])
def test_a_cut_answer_is_marked_wherever_the_run_is_shown(
    cut: Scripted, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(cut, Scripted(stream(RIGHT)))
    ran = ask(*ASKED, "--html", "page.html", env=keyed)
    assert ran.code == 0
    assert "1/2 flatten · glm-5 · cut, so not scored: " in ran.err
    assert "1 answer cut; go on with: ask bench --resume" in ran.err
    assert ("--max-tokens 8192" in ran.err) == (cut is TOO_LONG)
    rows = {row.split()[1]: row.split() for row in ran.out.splitlines()}
    assert (rows["kimi-k2.5"][0], rows["kimi-k2.5"][-1]) == ("1", "-")
    assert (rows["glm-5"][:3], rows["glm-5"][-1]) == (["-", "glm-5", "-"], "1")
    assert ran.out.splitlines()[0].endswith("cut")
    assert ran.out.endswith("; 1 answer was cut: not scored\n")
    page = (tmp_path / "page.html").read_text()
    assert "<summary>flatten · glm-5 · 1 · not scored · cut: " in page
    assert "1 answer was cut: not scored" in page
    gateway.answers(cut, Scripted(stream(RIGHT)))
    again = list(csv.DictReader(ask(*ASKED, "--csv", env=keyed).out.splitlines()))
    assert [(row["model"], row["score"], row["cut"]) for row in again] == [
        ("kimi-k2.5", "9.3", "-"),
        ("glm-5", "-", "1"),
    ]


def test_a_cut_answer_is_asked_again_with_room_for_more(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(TOO_LONG)
    ran = ask(*ASKED, "--json", env=keyed)
    assert (ran.code, "no model gave a whole answer" in ran.err) == (5, True)
    results = json.loads(ran.out)["results"]
    assert [(one["ending"], one["answer"], one["correctness"]) for one in results] == [
        ("length", "Let me think about it.", None)
    ] * 2
    gateway.received.clear()
    gateway.answers(Scripted(stream(RIGHT)))
    ran = ask("bench", "--resume", "--max-tokens", "9000", "--yes", "--json", env=keyed)
    run = json.loads(ran.out)
    assert (ran.code, run["max_tokens"]) == (0, 9000)
    assert [received.body["max_tokens"] for received in gateway.received] == [9000, 9000]
    assert [one["cut"] for one in run["models_ranked"]] == [0, 0]
    assert "go on with" not in ran.err


def test_a_cut_answer_is_neither_judged_nor_compared(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(BROKEN, BROKEN)
    ran = ask(*ASKED, "--judge", "deepseek-r1", "--json", env=keyed)
    assert (ran.code, len(gateway.received)) == (5, 2)


def test_what_got_no_answer_is_told_with_the_way_on(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(
        Scripted([b'{"error": {"message": "no such model"}}'], status=404), Scripted(stream(RIGHT))
    )
    ran = ask(*ASKED, env=keyed)
    assert "1 call without an answer; go on with: ask bench --resume\n" in ran.err


def test_a_model_that_thinks_up_to_the_limit_is_told_to_need_more(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    thought = {"choices": [{"index": 0, "delta": {"reasoning_content": "hm " * 9}, "finish_reason": None}]}
    gateway.answers(
        Scripted(events(thought, finish("length"), usage(20, 4096, 4096))), Scripted(stream(RIGHT))
    )
    ran = ask(*ASKED, env=keyed)
    assert "--max-tokens 8192" in ran.err, ran.err
