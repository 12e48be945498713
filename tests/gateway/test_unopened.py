"""Thinking whose opening stands in the prompt, so that the answer begins in its midst and a lone tag ends it."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, stream, usage

THINKING = "Okay, the user wants hi.\n```python\nwrong()\n```\n"
ANSWER = "Answer:\n```python\nright()\n```"
NOTE = "what came before </think> is the model's thinking, and no part of the answer\n"


def test_what_a_lone_tag_ends_is_no_part_of_the_answer(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(THINKING, "</th", "ink>\n\n", ANSWER)))
    ran = ask("-q", "give code", env=keyed)
    assert (ran.code, ran.out, ran.err) == (0, f"{THINKING}</think>\n\n{ANSWER}\n", NOTE)
    assert json.loads(ask("--json", "give code", env=keyed).out)["answer"] == ANSWER
    *_, done = ask("--stream-json", "give code", env=keyed).out.splitlines()
    assert json.loads(done)["answer"] == ANSWER
    ask("-c", "go on", env=keyed)
    assert [
        said["content"] for said in gateway.received[-1].body["messages"] if said["role"] == "assistant"
    ] == [ANSWER]


def test_what_was_shown_before_a_lone_tag_stays_on_record(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(
        Scripted(events(delta(f"{THINKING}</think>\n\nAnswer:\n"), finish("length"), usage(20, 10))),
        Scripted(stream("```python\nright()\n```")),
    )
    assert ask("-q", "give code", env=keyed).code == 5
    shown = f"{THINKING}</think>\n\nAnswer:\n"
    assert ask("last").out == shown
    assert ask("resume", "-q", env=keyed).code == 0
    ran = ask("last")
    assert (ran.code, ran.out, ran.err) == (0, f"{shown}```python\nright()\n```\n", NOTE)
    assert f"\n---\n\n{shown}" in ask("log", "show", "1").out
    first = json.loads(ask("log", "export", "--json").out.splitlines()[0])
    assert (first["thought"], first["answer"]) == (f"{THINKING}</think>\n\n", "Answer:\n")
    last = ask("last", "-x")
    assert (last.code, last.out, last.err) == (0, "right()\n", "")


def test_what_was_shown_before_a_lone_tag_is_found_by_its_words(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(f"{THINKING}</think>\n\n{ANSWER}")))
    ask("-q", "give code", env=keyed)
    assert "Okay, the user wants hi." in ask("log", "search", "USER", "wants").out
    assert ask("log", "search", "user", "code").code == 0
    assert ask("log", "search", "user", "nowhere").code == 2


def test_code_of_such_thinking_is_told_and_not_written_over_a_file(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted(stream(f"{THINKING}</think>\n\n{ANSWER}")))
    ran = ask("-qx", "give code", env=keyed)
    assert (ran.code, ran.out) == (5, "wrong()\nright()\n")
    assert "that of the model's thinking too" in ran.err
    assert ask("last", "-x").out == "right()\n"
    (tmp_path / "a.py").write_text("old()\n")
    assert ask("--apply", "a.py", "--force", "give code", env=keyed).code == 0
    assert (tmp_path / "a.py").read_text() == "right()\n"
    ran = ask("-qx", "2", "give code", env=keyed)
    assert (ran.code, ran.out) == (0, "right()\n")
    assert (ask("-qx", "1", "give code", env=keyed).code, ask("-qx", "3", "give code", env=keyed).code) == (
        5,
        5,
    )
    gateway.answers(Scripted(stream(f"Hm.\n</think>\n\n{ANSWER}")))
    assert (ask("-qx", "give code", env=keyed).code, ask("last", "-x").out) == (0, "right()\n")


@pytest.mark.parametrize(
    "text",
    [
        "It closes with `</think>`.\n",
        "The tag </think> closes it.\n",
        "  </think>\n\nindented\n",
        "As XML:\n\n```xml\n</think>\n```\n\nDone.\n",
        "~~~~\n~~~\n</think>\n~~~~\nDone.\n",
        "1. So:\n\n   ```\n</think>\n   ```\n\nDone.\n",
        "```md\n  ```\n</think>\n```\nDone.\n",
        "It writes <think>, then\n</think>\n\nand goes on.\n",
        "It ends with\n</think>\n",
        "```\nnever closed\n</think>\n\nDone.\n",
    ],
)
def test_the_tag_in_an_answer_is_text(
    text: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(*text)))
    ran = ask("--json", "hi", env=keyed)
    assert (ran.code, json.loads(ran.out)["answer"]) == (0, text)
    assert ask("-q", "hi", env=keyed).err == ""


def test_the_tag_in_what_a_cut_answer_goes_on_with_is_text(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    opening, rest = "```python\nA = '''\n<|assistant|>", "\nthinks\n</think>\nanswer\n'''\n```\nDone."
    gateway.answers(Scripted(events(delta(opening), finish("length"), usage(20, 10))), Scripted(stream(rest)))
    assert ask("-q", "hi", env=keyed).code == 5
    assert (ask("resume", "-q", env=keyed).code, ask("last").out) == (0, f"{opening}{rest}\n")


def test_the_tag_behind_thinking_that_came_apart_is_text(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    text = "It ends with\n</think>\n\nas always.\n"
    apart = delta("", reasoning_content="Hm.")
    for pieces in ((apart, delta(text)), (delta(f"<think>Hm.</think>\n\n{text}"),)):
        gateway.answers(Scripted(events(*pieces, finish(), usage(20, 10))))
        assert json.loads(ask("--json", "hi", env=keyed).out)["answer"] == text
