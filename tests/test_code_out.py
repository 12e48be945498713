"""The code alone, and the events of an answer, for programs."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

ANSWER = ["Two ", "files:\n\n``", "`js\nlet a\n``", "`\n\nand\n\n~~~ c++\nint b;\n~~~\nDone.\n"]


def scripted() -> Scripted:
    return Scripted(events(*(delta(piece) for piece in ANSWER), finish()))


def test_x_writes_the_code_of_every_block(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    gateway.answers(scripted())
    ran = ask("-x", "fix this", env=keyed)
    assert (ran.code, ran.out) == (0, "let a\nint b;\n")
    assert gateway.received[0].question == "fix this"


def test_the_code_of_several_blocks_is_told(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    note = "the code is of 2 blocks, one after the other; -x N gives one (of this answer: ask last -x N)\n"
    gateway.answers(scripted())
    assert note in ask("-x", "fix this", env=keyed).err
    assert ask("-qx", "fix this", env=keyed).err == note
    assert ask("last", "-x").err == note
    for words in (("-qx", "1", "fix this"), ("last", "-x", "1")):
        assert ask(*words, env=keyed).err == ""
    gateway.answers(Scripted(events(delta("```\na\n```\n"), finish())))
    assert ask("-qx", "fix this", env=keyed).err == ""


def test_x_with_a_number_writes_that_block(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    for arguments in (("-x", "2", "fix this"), ("--code=2", "fix this"), ("-qx", "2", "fix this")):
        gateway.answers(scripted())
        ran = ask(*arguments, env=keyed)
        assert (ran.code, ran.out) == (0, "int b;\n")


def test_an_answer_without_that_code_stands_on_stderr(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(scripted())
    ran = ask("-x", "3", "fix this", env=keyed)
    assert (ran.code, ran.out) == (5, "")
    assert "int b;" in ran.err
    assert "the answer has 2 code blocks, no block 3" in ran.err


def test_code_that_is_cut_is_kept_and_not_passed_off_as_whole(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta("```py\nx = 1\ny = "))[:1]))
    ran = ask("-x", "fix this", env=keyed)
    assert (ran.code, ran.out) == (5, "x = 1\ny = \n")
    assert "cut off" in ran.err


def test_events_are_written_one_object_a_line(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(scripted())
    ran = ask("--stream-json", "fix this", env=keyed)
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [line["event"] for line in lines] == ["routed", *["delta"] * len(ANSWER), "done"]
    assert "".join(line["text"] for line in lines if line["event"] == "delta") == "".join(ANSWER)
    assert lines[-1]["answer"] == "".join(ANSWER)
    assert lines[-1]["ending"] == "whole"


ROUTED = {"tier", "confidence", "reasons", "provider", "model"}
COUNTED = {"prompt_tokens", "completion_tokens", "reasoning_tokens", "estimated"}
DONE = {
    *ROUTED, "answered_by", "answer", "finish_reason", "usage", "cost_usd", "cost_is_estimate", "ttft_s", "elapsed_s", "ending",
}  # fmt: skip
FIELDS = {
    "routed": ROUTED,
    "failed_over": {"why", "provider", "model"},
    "thinking": {"text"},
    "delta": {"text"},
    "usage": COUNTED,
    "done": DONE,
}
BUSY = Scripted([b"no JSON"], status=500)
WAYS = {
    "a thought": ([Scripted(events(delta("", reasoning_content="hm"), delta("a"), finish(), usage(3, 9, 4)))], "whole"),
    "another model": ([BUSY, BUSY, BUSY, Scripted(events(delta("a"), finish(), usage(3, 9)))], "whole"),
    "a lost end": ([Scripted(events(delta("\u2028\x1b\ud800"))[:1])], "cut"),
    "an error": ([Scripted(events(delta("a"), {"error": {"message": "boom"}}))], "cut"),
    "a limit": ([Scripted(events(delta("a"), finish("length"), usage(3, 9)))], "length"),
    "a refusal": ([Scripted([b"{}"], status=401)], None),
    "no model": ([BUSY], None),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_event_is_a_line_with_the_fields_that_are_documented(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], way: str
) -> None:
    replies, ending = WAYS[way]
    gateway.answers(*replies)
    ran = ask("--stream-json", "fix this", env=keyed | {"ASK_MAX_BACKOFF": "0"})
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert all(FIELDS[line["event"]] == set(line) - {"event"} for line in lines)
    assert lines[0]["event"] == "routed"
    assert [line["ending"] for line in lines if "ending" in line] == ([ending] if ending else [])
    assert (lines[-1]["event"] == "done") == (ending is not None)
    assert set(lines[-1].get("usage", COUNTED)) == COUNTED


def test_the_readme_tells_the_fields_of_the_json() -> None:
    rows = (Path(__file__).parent.parent / "README.md").read_text().splitlines()
    (whole,) = (row for row in rows if row.startswith("| `--json` "))
    (lines,) = (row for row in rows if row.startswith("| `--stream-json` "))
    assert set(re.findall(r"`(\w+)`", whole)) == DONE
    assert set(re.findall(r"`(\w+)`", lines)) == {*FIELDS, "event", "why", "text"}


def test_an_answer_has_one_form(ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("-x", "--json", "fix this", env=keyed)
    assert ran.code == 2
    assert "choose one of -x, --json and --stream-json" in ran.err


def test_the_code_of_the_last_answer_is_given_again(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(scripted())
    ask("fix this", env=keyed)
    assert ask("last", "--code", "2").out == "int b;\n"
    assert ask("last", "-x").out == "let a\nint b;\n"
    ran = ask("last", "--code", "3")
    assert (ran.code, ran.out) == (2, "")
    assert "has 2 code blocks, no block 3" in ran.err
