"""A conversation as a person has it, in a pty with an emulator behind it."""

import json
import os
import signal
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from assistant.conversation import CUT
from tests.repl.terminal import PROGRAM, Terminal, environment
from tests.scripted import Scripted, ScriptedGateway, begun, delta, events, finish, stream, usage

Opened = Callable[..., Terminal]
HELD = Scripted(begun("The first words "))


def test_the_toolbar_tells_the_tier_while_the_question_is_typed(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    with opened() as terminal:
        terminal.send("what is a monad").wait("0 simple").rest()
        assert not gateway.received


def test_a_paste_of_500_lines_arrives_whole(opened: Opened, gateway: ScriptedGateway) -> None:
    lines = [f"line {number} of the paste" for number in range(500)]
    with opened() as terminal:
        terminal.paste("\n".join(lines)).wait("line 499").rest()
        assert not gateway.received
        terminal.send("\r").wait("out")
    assert gateway.received[0].question == "\n".join(lines)


def test_an_open_fence_and_a_backslash_go_on(opened: Opened, gateway: ScriptedGateway) -> None:
    with opened() as terminal:
        terminal.send("look\\\rat\x0athis\r").wait("out").rest()
        terminal.send("why\r```py\rx\r```\r").wait(r"(?s)out.*out")
    said = [received.question for received in gateway.received]
    assert said[0] == "look\nat\nthis"
    assert said[1] == "why"


def test_a_tab_that_is_pasted_stands_as_blanks_and_is_sent_as_it_is(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    with opened() as terminal:
        terminal.paste("if x:\n\ty\tz = 1").wait(r"(?m)^·     y   z = 1$")
        terminal.send("\x1b[D!").wait("y   z = !1").send("\r").wait("out")
    assert gateway.received[0].question == "if x:\n\ty\tz = !1"


def test_ctrl_c_ends_an_answer_and_keeps_what_came(opened: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(HELD, Scripted(stream("Second.")))
    with opened() as terminal:
        terminal.send("explain\r").wait("first words").send("\x03").wait("(?s)interrupted.*Enter sends").rest(
            0.3
        )
        terminal.send("go on\r").wait("Second")
    roles = [(each["role"], each["content"]) for each in gateway.received[1].body["messages"][1:]]
    assert roles == [("user", "explain"), ("assistant", f"The first words {CUT}"), ("user", "go on")]


def test_an_answer_that_came_up_to_its_limit_is_continued_by_words(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(events(delta("Half of"), finish("length"))), Scripted(stream("the rest")))
    with opened(columns=100) as terminal:
        terminal.send("tell all\r").wait('── cut off at ~2 tokens.*· "go on" continues it').wait(r"(?m)^›$")
        terminal.send("go on\r").wait("the rest")
    assert "[the answer was cut off here]" in gateway.received[1].body["messages"][-2]["content"]


def test_ctrl_c_clears_the_line_and_ctrl_d_leaves(opened: Opened, gateway: ScriptedGateway) -> None:
    with opened() as terminal:
        terminal.send("never sent").wait("never sent").send("\x03").wait(r"(?m)^›$")
        assert "never sent" not in terminal.text
        terminal.send("\x04")
        assert terminal.ended() == 0
        assert terminal.is_sane
    assert not gateway.received


def test_what_is_typed_during_an_answer_waits_for_the_next_line(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted([*begun("One ", until=(typed := Event())), *stream("two.")]))
    with opened() as terminal:
        terminal.send("first\r").wait("One").send("typed ahead")
        typed.set()
        terminal.wait("out").wait("(?m)^› typed ahead")
        assert "One two." in terminal.text


def test_a_resize_in_an_answer_harms_nothing(opened: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted([*begun("Before ", until=(resized := Event())), *stream("after.")]))
    with opened() as terminal:
        terminal.send("first\r").wait("Before")
        terminal.resize(60, 20).rest(0.1)
        resized.set()
        terminal.wait("after").wait("out").wait(r"(?m)^›$")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("moment", ["prompt", "answer"])
def test_a_signal_leaves_the_terminal_sane(
    number: signal.Signals, moment: str, opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(HELD)
    with opened() as terminal:
        if moment == "answer":
            terminal.send("explain\r").wait("first words")
        os.kill(terminal.process.pid, number)
        assert terminal.ended() == 128 + number
        assert terminal.is_sane


def test_the_terminal_is_the_shells_while_suspended_and_ours_after_fg(
    home: Path, gateway: ScriptedGateway
) -> None:
    shell = ["bash", "--norc", "-i"]
    with Terminal(home, command=shell, ASK_BASE_URL=gateway.base_url, PS1="$ ") as terminal:
        terminal.wait(r"\$").send(" ".join(PROGRAM) + "\r").wait(r"(?m)^›").rest()
        terminal.send("half a question\x1a").wait("Stopped").rest()
        terminal.send("echo in the shell\r").wait(r"(?m)^in the shell").send("fg\r").rest()
        terminal.send(" more\r").wait("Hello world")
    assert gateway.received[0].question == "half a question more"


def test_vi_keys_are_a_matter_of_configuration(home: Path, opened: Opened, gateway: ScriptedGateway) -> None:
    folder = home / ".config" / "ask"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[chat]\nkeys = "vi"\n')
    with opened() as terminal:
        terminal.send("one two").rest(0.1)
        terminal.send("\x1b").rest(0.8)
        terminal.send("0dwA three\r").wait("out")
    assert gateway.received[0].question == "two three"


def test_a_file_goes_along_and_is_named(home: Path, opened: Opened, gateway: ScriptedGateway) -> None:
    (home / "q.py").write_text("".join(f"x{n} = {n}\n" for n in range(1, 60)))
    with opened() as terminal:
        terminal.send("why is @q.py:4-5 slow").rest().send("\r").wait(r"q.py:4-5 \(Python, 2 lines").wait(
            "out"
        )
    assert "q.py, lines 4 to 5:\n```python\nx4 = 4\nx5 = 5\n```" in (gateway.received[0].question)


def test_up_asks_one_tier_higher_and_shows_the_difference(opened: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted(stream("```\na\nb\n```\n")), Scripted(stream("```\na\nc\n```\n")))
    with opened() as terminal:
        terminal.send("what is it\r").wait("out").wait(r"(?m)^›$").send("/up\r").wait(r"\+c").rest()
        assert "-b" in terminal.text
        assert [received.body["model"] for received in gateway.received] == [
            "deepseek-v4-flash",
            "qwen3-coder-30b",
        ]
        assert len(gateway.received[1].body["messages"]) == 2
        gateway.answers(Scripted(stream("no more")))
        terminal.send("/tier 0\rso\r").wait("no more").wait(r"(?m)^›$").send("/up\r").wait(
            "neither answer has code"
        )


def test_thinking_collapses_to_one_line_and_is_shown_when_asked(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    thought = [delta("", reasoning_content=f"step {n}. ") for n in range(60)]
    gateway.answers(Scripted(events(*thought, delta("So: 42."), finish(), usage(3, 90, 80))))
    with opened() as terminal:
        terminal.send("why\r").wait("So: 42").wait(r"(?m)^›$")
        assert "thought for" in terminal.text
        assert "step 59" not in terminal.text
        terminal.send("/think\r").wait("step 59")


def test_thinking_amid_an_answer_writes_over_none_of_it(opened: Opened, gateway: ScriptedGateway) -> None:
    hm, but = (delta("", reasoning_content=text) for text in ("hm", "but wait"))
    first, second, third = events(hm, delta("One and "), but)[:3]
    gateway.answers(Scripted([first, second, 0.3, third, 0.3, *events(delta("two."), finish())]))
    with opened() as terminal:
        terminal.send("why\r").wait(r"(?m)^One and two\.$").wait(r"(?m)^›$")
        assert terminal.text.count("thought for") == 1
        terminal.send("/think\r").wait("hmbut wait")


def test_a_block_is_saved_and_nothing_is_written_over_unasked(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(stream("```py\nnew = 1\n```\n")))
    (home / "there.py").write_text("old = 1\n")
    (home / "crlf.py").write_bytes(b"old = 1\r\n")
    with opened() as terminal:
        terminal.send("what\r").wait("out").wait(r"(?m)^›$")
        terminal.send("/save 1 there.py").rest().send("\r").wait(r"\+new = 1").wait("y/N").send("n\r")
        terminal.wait("was not changed")
        terminal.send("/save here.py").rest().send("\r").wait("wrote here.py")
        terminal.send("/save here.py").rest().send("\r").wait("here.py already has that text")
        terminal.send("/save crlf.py").rest().send("\r").wait(r"\+new = 1").wait("y/N").send("y\r")
        terminal.wait("wrote crlf.py")
    assert (home / "crlf.py").read_bytes() == b"new = 1\r\n"
    assert (home / "there.py").read_text() == "old = 1\n"
    assert (home / "here.py").read_text() == "new = 1\n"


def test_the_editor_writes_the_question(home: Path, opened: Opened, gateway: ScriptedGateway) -> None:
    editor = home / "editor"
    editor.write_text('#!/bin/sh\nprintf "from the editor" > "$1"\n')
    editor.chmod(0o755)
    with opened(EDITOR=str(editor)) as terminal:
        terminal.send("/edit\r").wait("› from the editor").send("\r").wait("out")
        terminal.wait(r"(?m)^›$").send("x\x18\x05").wait(r"(?s)out.*› from the editor").send("\r").wait(
            "(?s)out.*out"
        )
    assert {each.question for each in gateway.received} == {"from the editor"}


def test_commands_say_what_they_did(opened: Opened, gateway: ScriptedGateway) -> None:
    with opened(columns=200, rows=50) as terminal:
        for entry, said in (
            ("/why", "there is no answer yet"),
            ("/teir 2", "did you mean /tier"),
            ("/tier 2", "tier 2 reasoning"),
            ("/tier auto", "goes to the tier it needs"),
            ("/model deepseek-coder", "(?m)^model deepseek-coder"),
            ("/model auto", "each tier's own"),
            ("/model nothing", "/model PROVIDER:nothing"),
            ("/help nothing", "there is no /nothing"),
            ("/log", "no conversation was found"),
            ("/cost", "nothing was spent yet"),
            ("/cap 0", r"cap is \$0"),
            ("does it fit", "nothing was sent"),
            ("/cap off", "this session has no cap"),
            ("/undo 2", "/undo takes no words"),
            ("/quit now", "/quit takes no words"),
            ("/undo", "0 turns before it"),
        ):
            # a Ctrl-C before the prompt stands would be a signal, and take the next entry for what it interrupts
            terminal.wait("Enter sends").send("\x03").wait(r"(?m)^›$").send(f"{entry}\r").wait(said)
        terminal.wait("Enter sends").send("\r").wait("out").send("/help\r").wait("/quit")
    assert len(gateway.received) == 1


def test_history_is_kept_for_the_next_terminal_and_for_its_owner_only(home: Path, opened: Opened) -> None:
    with opened() as terminal:
        terminal.send("remember this\r").wait("out")
    file = home / ".local" / "state" / "ask" / "history"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with opened() as terminal:
        terminal.send("\x1b[A").wait("› remember this")


@pytest.mark.parametrize("name", ["dumb", "unknown"])
def test_a_dumb_terminal_has_no_toolbar_and_gets_no_escape(opened: Opened, name: str) -> None:
    with opened(TERM=name) as terminal:
        terminal.send("hi\r").wait("Hello world").wait("out")
        terminal.send("/exit\r").ended()
        assert "session" not in terminal.text
        assert b"\x1b" not in terminal.written


def test_a_thinking_on_a_dumb_terminal_is_told_without_an_escape(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    thinking = delta("", reasoning_content="so it is")
    gateway.answers(Scripted(events(thinking, delta("Hello world"), finish(), usage(3, 90, 80))))
    with opened(TERM="dumb") as terminal:
        terminal.send("hi\r").wait("thought for").wait("Hello world").wait("out")
        assert b"\x1b" not in terminal.written


def test_without_a_terminal_each_line_is_a_question(home: Path, gateway: ScriptedGateway) -> None:
    done = subprocess.run(
        [*PROGRAM, "chat", "-q"],
        env=environment(home, ASK_BASE_URL=gateway.base_url),
        input="one\n\ntwo\n",
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert (done.returncode, done.stdout) == (0, "Hello world\nHello world\n")
    assert len(gateway.received[1].body["messages"]) == 4


def test_the_oldest_turn_leaves_a_full_window_and_the_screen_says_so(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    folder = home / ".config" / "ask"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(
        'system = ""\n[models.deepseek-v4-flash]\nwindow = 300\n[tiers.simple]\nmodels = ["deepseek-v4-flash"]\n'
        "max_tokens = 100\n"
    )
    with opened() as terminal:
        terminal.send("one " + "apple " * 120 + "\r").wait("out").wait(r"(?m)^›$")
        terminal.send("two " + "pear " * 120).wait(r"window 4\d%")  # of what will be sent
        terminal.send("\r").wait("oldest turn no longer fit").wait("(?s)out.*out")
    assert [message["content"][:3] for message in gateway.received[1].body["messages"]] == ["two"]
    assert json.dumps(gateway.received[1].body).count("apple") == 0
