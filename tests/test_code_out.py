"""The code alone, and the events of an answer, for programs."""

import json

from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish

ANSWER = ["Two ", "files:\n\n``", "`js\nlet a\n``", "`\n\nand\n\n~~~ c++\nint b;\n~~~\nDone.\n"]


def scripted() -> Scripted:
    return Scripted(events(*(delta(piece) for piece in ANSWER), finish()))


def test_x_writes_the_code_of_every_block(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    gateway.answers(scripted())
    ran = ask("-x", "fix this", env=keyed)
    assert (ran.code, ran.out) == (0, "let a\nint b;\n")
    assert gateway.received[0].body["messages"][-1]["content"] == "fix this"


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
    assert "the answer holds 2 code blocks, no number 3" in ran.err


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


def test_an_answer_has_one_form(ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("-x", "--json", "fix this", env=keyed)
    assert ran.code == 2
    assert "one form" in ran.err


def test_the_code_of_the_last_answer_is_given_again(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(scripted())
    ask("fix this", env=keyed)
    assert ask("last", "--code", "2").out == "int b;\n"
    assert ask("last", "-x").out == "let a\nint b;\n"
    ran = ask("last", "--code", "3")
    assert (ran.code, ran.out) == (2, "")
    assert "holds 2 code blocks, no number 3" in ran.err
