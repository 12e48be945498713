"""A question that was undone, or asked again in its place, stands no more: what takes up the last one passes it over."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run, Start
from tests.repl.scenes import READY
from tests.repl.terminal import Terminal
from tests.repl.test_reopening import TROUBLE, places, said
from tests.scripted import Scripted, ScriptedGateway, begun, delta, events, stream


def test_a_conversation_goes_on_from_the_answer_that_was_asked_for_one_tier_higher(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    cut = Scripted(events(delta("Po"))[:1])
    gateway.answers(cut, Scripted(stream("or.")), Scripted(stream("Better.")), Scripted(stream("End.")))
    assert ask("-0", "what is this", stdin="1\n2\n3\n", env=keyed).code == 5
    assert ask("resume", env=keyed).code == 0
    assert ask("up", env=keyed).code == 0
    once = said(gateway)
    assert (len(once), "1\n2\n3\n" in once[0]) == (1, True)
    assert ask("chat", "-c", stdin="and now\n", env=keyed).code == 0
    assert said(gateway) == [*once, "Better.", "and now"]
    assert ask("-c", "then", env=keyed).code == 0
    assert said(gateway) == [*once, "Better.", "and now", "End.", "then"]


def test_the_same_words_said_twice_are_two_questions(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(*(Scripted(stream(text)) for text in ("One.", "Two.", "Three.")))
    for arguments in (("-0", "go on"), ("-0", "-c", "go on"), ("up",)):
        assert ask(*arguments, env=keyed).code == 0
    assert said(gateway) == ["go on", "One.", "go on"]
    assert ask("-c", "so", env=keyed).code == 0
    assert said(gateway) == ["go on", "One.", "go on", "Three.", "so"]


def test_an_answer_stands_until_a_word_of_the_better_one_came_that_is_kept(
    ask: Run, ask_in_pipes: Start, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    first, end = Scripted(stream("```\nFirst.\n```\n")), Scripted(stream("End."))
    gateway.answers(first, TROUBLE, Scripted(begun("It")), end)
    assert ask("-0", "what is a pipe", env=keyed).code == 0
    assert ask("up", env=keyed).code == 4
    line = "turn 2 (what is a pipe) got no answer: this is turn 1: what is a pipe\n"
    assert ask("last", env=keyed).err == line
    assert ask("apply", "a.py", "--yes", env=keyed).code == 5
    with ask_in_pipes("up", env=keyed) as process:
        while len(gateway.received) < 3:
            time.sleep(0.01)
        process.kill()
    assert ask("up", "--no-log", env=keyed).code == 0
    assert said(gateway) == ["what is a pipe"]
    assert ask("-c", "and now", env=keyed).code == 0
    assert said(gateway) == ["what is a pipe", "```\nFirst.\n```\n", "and now"]


def test_what_was_undone_is_neither_gone_on_from_nor_asked_again(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], home: Path, opened: Callable[..., Terminal]
) -> None:
    env = keyed | places(home)
    gateway.answers(Scripted(stream("Old.")), Scripted(stream("New.")), TROUBLE, Scripted(stream("End.")))
    assert ask("-0", "what is a pipe", env=env).code == 0
    with opened("-m", "glm-5") as terminal:
        terminal.send("what is a fifo\r").wait("New").wait(READY)
        terminal.send("what is a socket\r").wait("answered 400").wait(READY).rest(0.2)
        terminal.send("\x15/undo\r").wait("forgotten; 1 turn before it").rest(0.2)
        terminal.send("\x15/undo\r").wait("forgotten; 0 turns before it").rest(0.2).send("\x15\x04").ended()
    told = "turn 3 (what is a socket) got no answer: {} turn 1: what is a pipe\n"
    ran = ask("last", env=env)
    assert (ran.code, ran.out, ran.err) == (0, "Old.\n", told.format("this is"))
    assert "going on" not in (ran := ask("-c", "--dry-run", "more", env=env)).err
    assert told.format("this goes on from") in ran.err
    assert ask("log", "delete", "3", env=env).code == 0
    assert "turn 2 (what is a fifo) was undone: this is turn 1: " in ask("last", env=env).err
    assert "asking turn 1 again, up from simple to code: what is a pipe" in ask("up", env=env).err
    assert said(gateway) == ["what is a pipe"]
    rows = reversed(ask("log", env=env).out.splitlines())
    assert [(row[:5].strip(), "set aside" in row) for row in rows] == [("1", True), ("2", True), ("4", False)]
    for turn, stands in (("1", False), ("2", False), ("4", True)):
        assert ("· undone, or asked again since\n" in ask("log", "show", turn, env=env).out) is not stands
    kept = map(json.loads, ask("log", "export", env=env).out.splitlines())
    assert [(one["id"], one["withdrawn"]) for one in kept] == [(1, True), (2, True), (4, False)]


def test_where_all_was_undone_it_is_said_and_nothing_is_sent(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], home: Path, opened: Callable[..., Terminal]
) -> None:
    env = keyed | places(home)
    with opened() as terminal:
        terminal.send("alpha\r").wait("Hello").wait(READY)
        terminal.send("/undo\r").wait("forgotten; 0 turns before it").rest(0.2).send("\x15\x04").ended()
    for arguments in (("-c", "beta"), ("chat", "-c"), ("up",), ("resume",), ("last",), ("apply", "a.py")):
        ran = ask(*arguments, stdin="x\n" if arguments[0] == "chat" else b"", env=env)
        told = "turn 1 (alpha) was undone, and there is nothing else to go on with\n"
        assert (ran.code, ran.out, told in ran.err) == (2, "", True), (arguments, ran)
    with opened() as terminal:
        for command in ("/log", "/log alpha"):
            terminal.send(f"{command}\r").wait("no conversation was found").wait(READY).send("\x0c").rest(0.2)
    assert "all of conversation 1 was undone" in ask("--conversation", "1", "beta", env=env).err
    assert "alpha" in ask("log", "show", "1", env=env).out
    assert len(gateway.received) == 1


def test_think_and_why_speak_of_the_last_answer_that_came_below_a_question_that_was_not_sent(
    gateway: ScriptedGateway, opened: Callable[..., Terminal]
) -> None:
    thought = Scripted([*events(delta("", reasoning_content="A plumber."))[:-1], *stream("Hello.")])
    gateway.answers(thought)
    with opened() as terminal:
        terminal.send("hi there\r").wait("Hello").wait(READY)
        terminal.send("/cap 0\r").wait("cap").wait(READY).send("what is a pipe\r").wait(
            "nothing was sent"
        ).rest(0.2)
        for undo in ("", "/undo"):
            terminal.send(f"\x15{undo}\r").wait("forgotten; 1 turn" if undo else "›").rest(0.2)
            terminal.send("\x15\x0c").rest(0.2)
            terminal.send("/think\r").wait("plumber").wait(READY)
            terminal.send("/why\r").wait(r"tier 0 simple, \d+% sure").wait(READY)
            if not undo:
                terminal.send("/up\r").wait("the last question has no answer yet").wait(READY)
