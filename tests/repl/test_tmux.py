"""The same conversation in a real tmux."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repl.conftest import golden, slow
from tests.repl.terminal import HAS_TMUX, Tmux
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, stream, usage

pytestmark = pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")
Opened = Callable[..., Tmux]


def test_typing_and_an_answer(tmux: Opened, gateway: ScriptedGateway, request: pytest.FixtureRequest) -> None:
    gateway.answers(Scripted(stream("日本語 is Japanese.")))
    with tmux() as terminal:
        terminal.send("what is 日本語").keys("Enter").wait("out").wait(r"(?m)^›$").rest()
        golden("tmux-typing.80x24", terminal.text, request)


def test_a_paste_of_500_lines(tmux: Opened, gateway: ScriptedGateway) -> None:
    text = "\n".join(f"line {number} of the paste" for number in range(500))
    with tmux(columns=40, rows=15) as terminal:
        terminal.paste(text).wait("line 499").keys("Enter").wait("out")
    assert gateway.received[0].body["messages"][-1]["content"] == text


def test_ctrl_c_in_an_answer(tmux: Opened, gateway: ScriptedGateway, request: pytest.FixtureRequest) -> None:
    gateway.answers(slow(*events(delta("The first words "))[:1], 30.0))
    with tmux() as terminal:
        terminal.send("explain").keys("Enter").wait("first words").keys("C-c").wait(r"(?m)^›$").rest()
        golden("tmux-stopped.80x24", terminal.text, request)


def test_a_resize_in_an_answer(tmux: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(slow(*events(delta("Before "))[:1], 0.6, *events(delta("after."), finish(), usage(3, 4))))
    with tmux(columns=200, rows=50) as terminal:
        terminal.send("explain").keys("Enter").wait("Before")
        terminal.resize(80, 24)
        terminal.wait("Before after").wait(r"(?m)^›$")


def test_the_menu(tmux: Opened, request: pytest.FixtureRequest) -> None:
    with tmux(columns=200, rows=50) as terminal:
        terminal.send("/mo").wait("/model").keys("Tab").rest()
        golden("tmux-menu.200x50", terminal.text, request)


def test_a_file_attached(home: Path, tmux: Opened, gateway: ScriptedGateway) -> None:
    (home / "world.py").write_text("x = 1\n")
    with tmux() as terminal:
        terminal.send("/file world.py").rest().keys("Enter").wait(r"world.py \(Python, 1 line")
        terminal.send("why").keys("Enter").wait("out")
    assert "x = 1" in gateway.received[0].body["messages"][-1]["content"]


def test_up(tmux: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted(stream("```\na\n```\n")), Scripted(stream("```\nb\n```\n")))
    with tmux() as terminal:
        terminal.send("what is it").keys("Enter").wait("out").wait(r"(?m)^›$")
        terminal.send("/up").keys("Enter").wait(r"(?m)^\+b")
