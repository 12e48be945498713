"""Signals, Ctrl-Z and lost terminals: the terminal is the shell's again, and an answer goes on after fg."""

import os
import re
import signal
import termios
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from tests.repl.terminal import PROGRAM, Terminal
from tests.scripted import HELD, Scripted, ScriptedGateway, begun, delta, events, stream

Opened = Callable[..., Terminal]


def test_an_answer_goes_on_after_ctrl_z_and_fg(home: Path, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted([*begun("Before ", until=(stopped := Event())), *stream("after.")]))
    shell = ["bash", "--norc", "-i"]
    with Terminal(home, command=shell, ASK_BASE_URL=gateway.base_url, PS1="$ ") as terminal:
        terminal.wait(r"\$").send(" ".join(PROGRAM) + "\r").wait(r"(?m)^›").rest()
        terminal.send("explain\r").wait("Before").send("\x1a").wait("Stopped").rest()
        assert not terminal.screen.cursor.hidden
        terminal.send("echo in the shell\r").wait(r"(?m)^in the shell")
        stopped.set()
        terminal.send("fg\r").wait(r"after\.").wait("out").wait(r"(?m)^›$")


@pytest.mark.parametrize("arguments", ["-q hello", ""], ids=["one question", "a conversation"])
def test_a_row_that_ctrl_z_cuts_is_shown_once_and_whole_after_fg(
    arguments: str, home: Path, gateway: ScriptedGateway
) -> None:
    went_on = [Event(), Event()]
    first, *rest = (*events(delta("Above.\n\n- the `row under"), delta(" way` of")), *stream(" **it** all."))
    gateway.answers(Scripted([first, went_on[0], rest[0], went_on[1], *rest[2:]]))
    shell = ["bash", "--norc", "-i"]
    with Terminal(home, command=shell, ASK_BASE_URL=gateway.base_url, PS1="$ ") as terminal:
        terminal.wait(r"\$").send(" ".join((*PROGRAM, arguments)) + "\r")
        if not arguments:
            terminal.wait("(?m)^›").send("hello\r")
        for event in went_on:
            terminal.wait("row under").send("\x1a").wait("Stopped").send("echo in the shell\r")
            terminal.wait("(?m)^in the shell").send("clear\r").until(
                lambda: "Stopped" not in terminal.text, "clear"
            )
            event.set()
            terminal.send("fg\r").wait("row under way")
        terminal.wait("all\\.").rest()
        assert terminal.scrolled.count("row under") == 1, terminal.scrolled
        assert re.search("(?m)^• the row under way of it all\\.$", terminal.scrolled), terminal.scrolled


@pytest.mark.parametrize("arguments", ["hello", ""], ids=["one question", "a conversation"])
def test_the_seconds_that_are_counted_are_gone_while_it_is_stopped(
    arguments: str, home: Path, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted([answers := Event(), *stream("Hello.")]))
    counted = r"(?m)^(\^Z|[|/\\-] )\d+ s$"
    shell = ["bash", "--norc", "-i"]
    with Terminal(home, command=shell, ASK_BASE_URL=gateway.base_url, PS1="$ ") as terminal:
        terminal.wait(r"\$").send(" ".join((*PROGRAM, arguments)) + "\r")
        if not arguments:
            terminal.wait("(?m)^›").send("hello\r")
        for _ in range(2):
            terminal.wait(counted).send("\x1a").wait("Stopped").rest()
            assert not re.search(counted, terminal.scrolled), terminal.scrolled
            terminal.send("clear\r").until(lambda: "Stopped" not in terminal.text, "clear")
            terminal.send("fg\r")
        terminal.wait(counted)
        answers.set()
        terminal.wait("Hello").rest()
        assert not re.search(counted, terminal.scrolled), terminal.scrolled


def test_a_yes_or_no_waits_over_ctrl_z_and_fg(home: Path, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted(stream("```py\nnew = 1\n```\n")))
    (home / "a.py").write_text("old = 1\n")
    shell = ["bash", "--norc", "-i"]
    with Terminal(home, command=shell, ASK_BASE_URL=gateway.base_url, PS1="$ ") as terminal:
        terminal.wait(r"\$").send(" ".join(PROGRAM) + "\r").wait(r"(?m)^›").rest()
        terminal.send("how\r").wait("out").wait(r"(?m)^›$").send("/save 1 a.py\r").wait(r"\[y/N\]").rest(0.1)
        terminal.send("\x1a").wait("Stopped").send("echo in the shell\r").wait(r"(?m)^in the shell")
        terminal.send("fg\r").wait(r"(?s)in the shell.*\[y/N\]").rest(0.1).send("y\r").wait("wrote a.py")


def test_whoever_ends_the_program_in_an_answer_is_told_how_to_go_on_in_the_shell(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(begun("Before ")))
    with opened() as terminal:
        terminal.send("explain\r").wait("Before")
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert "ended by SIGTERM · ask resume" in terminal.text


def test_ctrl_z_in_an_answer_gives_the_terminal_back_as_it_was_found(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(begun("Before ")))
    with opened() as terminal:
        terminal.send("explain\r").wait("Before")
        os.kill(terminal.process.pid, signal.SIGTSTP)
        terminal.until(lambda: termios.tcgetattr(terminal.slave)[:4] == terminal.found[:4], "its mode")
        assert terminal.is_sane
        os.kill(terminal.process.pid, signal.SIGCONT)
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert terminal.is_sane


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("typed", ["/edit\r", "x\x18\x05"])
def test_a_signal_while_the_editor_is_open_ends_both(
    number: signal.Signals, typed: str, home: Path, opened: Opened
) -> None:
    with opened(EDITOR=_editor(home, "stty raw -echo; echo opened; exec sleep 30")) as terminal:
        terminal.send(typed).wait("opened")
        os.kill(terminal.process.pid, number)
        assert terminal.ended() == 128 + number
        assert terminal.is_sane


def test_ctrl_c_is_the_editors_while_it_is_open(home: Path, opened: Opened) -> None:
    editor = _editor(home, "trap 'echo kept > \"$1\"; exit 0' INT; echo opened; while :; do sleep 0.1; done")
    with opened(EDITOR=editor) as terminal:
        terminal.send("/edit\r").wait("opened").send("\x03").wait("› kept")


def test_an_editor_that_is_missing_is_told_of_and_no_word_is_lost(opened: Opened) -> None:
    with opened(EDITOR="/nowhere/editor") as terminal:
        terminal.send("half a question\x18\x05").wait("could not be used").wait("(?m)^› half a question$")
        terminal.send("\x03").wait(r"(?m)^›$").send("\x04")
        assert terminal.ended() == 0
        assert terminal.is_sane


def test_ctrl_c_leaves_the_search_for_a_line(opened: Opened) -> None:
    with opened() as terminal:
        terminal.send("\x12abc").wait("I-search").send("\x03").wait(r"\A(?s:(?!.*I-search))")


def test_the_count_of_seconds_leaves_the_line_to_what_is_thought(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted([1.0, *events(delta("", reasoning_content="hmm let me think"))[:1], HELD]))
    with opened() as terminal:
        terminal.send("explain\r").wait("hmm let me think")
        for _ in range(40):
            terminal.read(0.02)
        assert "hmm let me think" in terminal.text


def test_a_signal_ends_the_session_at_a_yes_or_no_question(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(stream("```py\nnew = 1\n```\n")))
    (home / "there.py").write_text("old = 1\n")
    with opened() as terminal:
        terminal.send("what\r").wait("out").wait(r"(?m)^›$").send("/save 1 there.py").rest().send("\r").wait(
            "y/N"
        )
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert terminal.is_sane


def test_a_signal_that_interrupts_clears_the_line(opened: Opened) -> None:
    with opened() as terminal:
        terminal.send("half a question").wait("half a question")
        os.kill(terminal.process.pid, signal.SIGINT)
        terminal.wait(r"(?m)^›$").send("\x04")
        assert terminal.ended() == 0


def _editor(home: Path, script: str) -> str:
    file = home / "editor"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)
