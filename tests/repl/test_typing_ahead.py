"""Keys typed before the prompt stands mean what they mean at the prompt, each once and in order."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from tests.repl.terminal import PROGRAM, Terminal
from tests.scripted import Scripted, ScriptedGateway, begun, stream

Opened = Callable[..., Terminal]
BURST = "one\r/tier 2\rtwo\rand so"
ANSWERED = (Scripted(stream("Hello world")),)
PASTE = "a line of the paste, 世界\r" * 1_000 + "its end"
BEGIN, END = "\x1b[200~", "\x1b[201~"
PASTES_ARE_MARKED = 2004 << 5  # as pyte numbers private modes


def test_at_launch(home: Path, gateway: ScriptedGateway) -> None:
    with Terminal(home, ASK_BASE_URL=gateway.base_url) as terminal:
        terminal.send(BURST).wait(r"(?m)^› and so$")
        assert asked(gateway) == ["one", "two"]
        assert len([row for row in terminal.rows if "and so" in row]) == 1


def test_at_launch_behind_an_editor_while_the_terminal_owes_a_reply(
    home: Path, gateway: ScriptedGateway
) -> None:
    with Silent(home, ASK_BASE_URL=gateway.base_url, EDITOR="true") as terminal:
        terminal.send(f"/edit\r{BURST}").wait(r"(?m)^› and so$")
    assert asked(gateway) == ["one", "two"]


def test_ctrl_d_at_launch(home: Path, gateway: ScriptedGateway) -> None:
    with Terminal(home, ASK_BASE_URL=gateway.base_url) as terminal:
        terminal.send("\x04")
        assert terminal.ended() == 0
        assert terminal.is_sane


def test_during_an_answer(opened: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted([*begun("Begun ", until=(typed := Event())), *stream("and ended.")]), *ANSWERED)
    with opened() as terminal:
        terminal.send("first\r").wait("Begun").send(f"\x1c{BURST}")
        typed.set()
        terminal.wait(r"(?m)^› and so$")
    assert asked(gateway) == ["first", "one", "two"]


def test_a_paste_during_an_answer(opened: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted([*begun("Begun ", until=(typed := Event())), *stream("and ended.")]), *ANSWERED)
    with opened() as terminal:
        terminal.send("first\r").wait("Begun")
        assert PASTES_ARE_MARKED in terminal.screen.mode
        terminal.paste("1\r2\r3")
        typed.set()
        terminal.wait(r"(?m)^· 3$").send("\x03").wait(r"(?m)^›$").send("/quit\r")
        assert terminal.ended() == 0
        assert PASTES_ARE_MARKED not in terminal.screen.mode
    assert asked(gateway) == ["first"]


def test_behind_ctrl_c(opened: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted(begun("Begun ")), *ANSWERED)
    with opened() as terminal:
        terminal.send("first\r").wait("Begun").send("\x03").wait("interrupted")
        terminal.send(BURST).wait(r"(?m)^› and so$")
    assert asked(gateway) == ["first", "one", "two"]


def test_before_ctrl_c_it_stands_on_the_next_line_and_is_not_sent(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(begun("Begun ")))
    with opened() as terminal:
        terminal.send("first\r").wait("Begun").send("one\rtwp\x7fo\r").rest().send("\x03")
        terminal.wait(r"(?ms)interrupted.*^› one\n· two$").rest()
        assert asked(gateway) == ["first"]
        terminal.send("\x03").wait(r"(?m)^›$")


@pytest.mark.parametrize(
    "typed", [f"{BEGIN}{PASTE}{END}\x03", f"{BEGIN}{PASTE[:9_000]}\x03{PASTE[9_000:]}{END}"]
)
def test_before_ctrl_c_it_may_be_more_than_a_terminal_keeps(
    typed: str, opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(begun("Begun ")), *ANSWERED)
    with opened() as terminal:
        terminal.send("first\r").wait("Begun").send(typed)
        terminal.wait(r"(?s)interrupted.*· its end\n").send("\r").wait("Hello world")
    assert asked(gateway) == ["first", PASTE.replace("\r", "\n")]


def test_before_ctrl_z_it_is_not_the_shells(home: Path, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted([*begun("Begun ", until=(typed := Event())), *stream("and ended.")]))
    shell = ["bash", "--norc", "-i"]
    with Terminal(home, command=shell, ASK_BASE_URL=gateway.base_url, PS1="$ ") as terminal:
        terminal.wait(r"\$").send(" ".join(PROGRAM) + "\r").wait(r"(?m)^›").rest()
        terminal.send("first\r").wait("Begun").send("touch typed\r").rest().send("\x1a").wait(
            "Stopped"
        ).rest()
        typed.set()
        terminal.send("fg\r").wait(r"(?m)^› touch typed$")
    assert not (home / "typed").exists()


def test_while_a_program_has_the_terminal(home: Path, opened: Opened, gateway: ScriptedGateway) -> None:
    editor = home / "editor"
    editor.write_text(f'#!/bin/sh\necho opened\n{waiting_for("typed")}\nprintf "no " > "$1"\n')
    editor.chmod(0o755)
    with opened(EDITOR=str(editor)) as terminal:
        terminal.send("/edit\r").wait("opened").send(BURST).wait("(?m)^and so$")
        (home / "typed").touch()
        terminal.wait(r"(?m)^› and so$")
    assert asked(gateway) == ["no one", "two"]


@pytest.mark.parametrize("moment", ["prompt", "answer"])
def test_before_fg(moment: str, home: Path, gateway: ScriptedGateway) -> None:
    held = Scripted([*begun("Begun ", until=(typed := Event())), *stream("and ended.")])
    gateway.answers(held, *ANSWERED)
    shell = ["bash", "--norc", "-i"]
    with Terminal(home, command=shell, ASK_BASE_URL=gateway.base_url, PS1="$ ") as terminal:
        terminal.wait(r"\$").send(" ".join(PROGRAM) + "\r").wait(r"(?m)^›").rest()
        if moment == "answer":
            terminal.send("first\r").wait("Begun")
        terminal.send("\x1a").wait("Stopped").rest()
        terminal.send(f"{waiting_for('typed')}; fg\r").rest().send(BURST).wait("(?m)^and so$")
        (home / "typed").touch()
        typed.set()
        terminal.wait(r"(?m)^› and so$")
    assert asked(gateway)[-2:] == ["one", "two"]


def test_at_a_question_about_secrets(opened: Opened, gateway: ScriptedGateway) -> None:
    secret = "AKIA" + "Q3EGRKV7LN5OPZ2W"
    with opened("chat", "--guard", "ask") as terminal:
        terminal.send(f"is {secret} mine\r").wait("P/s/n").send(f"no\r{BURST}").wait(r"(?m)^› and so$")
        assert "nothing was sent" in terminal.scrolled
    assert asked(gateway) == ["one", "two"]


@pytest.mark.parametrize("leaving", ["\x04", "/quit\r", "first\r/quit\r"])
def test_behind_the_last_line_they_are_the_shells(leaving: str, home: Path, gateway: ScriptedGateway) -> None:
    shell = ["bash", "--norc", "-i"]
    with Terminal(home, command=shell, ASK_BASE_URL=gateway.base_url, PS1="$ ") as terminal:
        terminal.wait(r"\$").send(" ".join(PROGRAM) + "\r").wait(r"(?m)^›").rest()
        terminal.send(f"{leaving}echo one\recho two\r").wait("(?ms)^one$.*^two$")


class Silent(Terminal):
    """A terminal that answers no question."""

    def _answer(self, text: str) -> None:
        pass


def test_the_toolbar_stands_on_a_terminal_that_answers_no_question(
    home: Path, gateway: ScriptedGateway
) -> None:
    with Silent(home, ASK_BASE_URL=gateway.base_url) as terminal:
        terminal.send("what is a monad").wait("0 simple").send("\r").wait("out").wait(r"(?m)^›$")
        terminal.wait("Enter sends").rest()
        assert b"\x1b[6n" not in terminal.written


def waiting_for(file: str) -> str:
    return f"until [ -e {file} ]; do sleep 0.05; done"


def asked(gateway: ScriptedGateway) -> list[str]:
    return [received.question for received in gateway.received]
