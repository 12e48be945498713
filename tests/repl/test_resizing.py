"""A window that changes its size at the prompt: the line stands there once, and what is above it is whole."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from tests.glass import Narrowing
from tests.repl.terminal import Terminal, Tmux
from tests.scripted import Scripted, ScriptedGateway, delta, events, stream

ANSWER = "\n\n".join(f"Paragraph {number} of what was said." for number in range(1, 9))
ONE_ROW = "why is the sky blue in the day and 赤い at dusk"
TWO_ROWS = "in one row of the window no such question stands, 世界の行 nor any that is as long as this"
LINES = f"{ONE_ROW}\n{TWO_ROWS}\nand the last"
SIZES = [(60, 24), (44, 24), (43, 20), (100, 24), (61, 30), (41, 12), (80, 24)]
START, MIDDLE = "\x1b[H", "\x1b[D" * 50


class Wrapping(Terminal):
    narrowing = Narrowing.WRAPS


class WrappingOthers(Terminal):
    narrowing = Narrowing.WRAPS_OTHERS


KINDS = pytest.mark.parametrize(
    ("kind", "variables"),
    [
        (Terminal, {"XTERM_VERSION": "XTerm(380)"}),
        (Wrapping, {}),
        (WrappingOthers, {"TERM_PROGRAM": "vscode"}),
    ],
    ids=["cuts", "wraps", "wraps-others"],
)


@KINDS
@pytest.mark.parametrize(("typed", "moved"), [(ONE_ROW, ""), (TWO_ROWS, MIDDLE), (LINES, ""), (LINES, START)])
def test_the_line_stands_once_below_all_that_was_said(
    typed: str,
    moved: str,
    kind: type[Terminal],
    variables: dict[str, str],
    home: Path,
    gateway: ScriptedGateway,
) -> None:
    gateway.answers(Scripted(stream(ANSWER)))
    with kind(home, ASK_BASE_URL=gateway.base_url, **variables) as terminal:
        terminal.wait(r"(?m)^›")
        resized(terminal, typed, moved)


@pytest.mark.parametrize(
    "variables", [{"TMUX": "/nowhere,1,0"}, {"TERM": "tmux-256color"}], ids=["here", "ssh"]
)
@pytest.mark.parametrize("typed", [ONE_ROW, TWO_ROWS], ids=["one-row", "two-rows"])
def test_the_line_stands_once_where_tmux_tells_of_a_resize_late(
    typed: str, variables: dict[str, str], home: Path, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(stream(ANSWER)))
    with Wrapping(home, ASK_BASE_URL=gateway.base_url, **variables) as terminal:
        terminal.wait(r"(?m)^›").send("go on\r").wait("kimi").wait(r"(?m)^›$").paste(typed)
        terminal.wait("tier . ").rest(0.1).resize(20, 24)
        terminal.screen.resize(24, 70)
        terminal.read(0.1)
        terminal.resize(70, 24).rest(1.0)
        assert stands_once(typed, terminal.scrolled), terminal.scrolled
        assert "kimi" in terminal.scrolled


def test_a_row_that_got_shorter_wraps_in_tmux_as_it_was(
    tmux: Callable[..., Tmux], gateway: ScriptedGateway
) -> None:
    row = "so many words that they come close to the edge of a window of eighty columns"
    pieces = [
        *events(delta(f"**{row} ab"))[:1],
        0.5,
        *events(delta("cdef and"))[:1],
        narrowed := Event(),
        *stream(" more** so."),
    ]
    gateway.answers(Scripted(pieces))
    with tmux() as terminal:
        terminal.send("go on\r").wait(r"(?m)^abcdef").resize(77, 24)
        narrowed.set()
        terminal.wait("kimi")
        assert terminal.scrolled.count(row[:40]) == 1, terminal.scrolled


def test_a_thinking_that_wraps_is_wiped_whole(home: Path, gateway: ScriptedGateway) -> None:
    thought = delta("", reasoning_content="hmm let me think of it " * 20)
    gateway.answers(Scripted([*events(thought)[:1], narrowed := Event(), *stream("It is so.")]))
    with Wrapping(home, ASK_BASE_URL=gateway.base_url) as terminal:
        terminal.wait(r"(?m)^›").send("go on\r").wait("hmm let me")
        os.kill(
            terminal.process.pid, signal.SIGSTOP
        )  # it draws ten times a second, and nothing is to be under way
        terminal.rest(0.1).resize(30, 24)
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.rest(0.3, most=0.5)
        narrowed.set()
        terminal.wait("kimi")
        assert "hmm" not in terminal.scrolled


def test_a_thinking_that_tmux_wraps_leaves_no_row_at_each_look(
    tmux: Callable[..., Tmux], gateway: ScriptedGateway
) -> None:
    thought = [
        delta("", reasoning_content=f"step {number} of all that is to be thought of, ")
        for number in range(60)
    ]
    pieces = [piece for each in events(*thought)[:-1] for piece in (each, 0.06)]
    gateway.answers(Scripted([*pieces, *stream("It is so.")]))
    with tmux(columns=200, rows=20) as terminal:
        terminal.wait("(?m)^›").send("go on\r").wait("1 s · ").resize(66, 20).wait(
            r"[3-9] s · .*step 5"
        ).rest()
        assert terminal.scrolled.count(" s · ") <= 1, terminal.scrolled


@pytest.mark.parametrize("typed", [ONE_ROW, TWO_ROWS, LINES], ids=["one-row", "two-rows", "many-lines"])
def test_the_line_stands_once_in_tmux(
    typed: str, tmux: Callable[..., Tmux], gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(stream(ANSWER)))
    with tmux() as terminal:
        resized(terminal, typed, "")


@KINDS
def test_a_yes_or_no_question_stands_once(
    kind: type[Terminal], variables: dict[str, str], home: Path, gateway: ScriptedGateway
) -> None:
    name = f"{'a-long-name-' * 6}.py"
    (home / name).write_text("old = 1\n")
    gateway.answers(Scripted(stream("```py\nnew = 1\n```\n")))
    with kind(home, ASK_BASE_URL=gateway.base_url, **variables) as terminal:
        terminal.wait(r"(?m)^›").send("go on\r").wait("kimi").wait(r"(?m)^›$").send(f"/save {name}").rest()
        terminal.send("\r").wait(r"\[y/N]").send("ye").wait(r"\] ye$")
        for columns, rows in SIZES:
            terminal.resize(columns, rows).rest(0.1)
            terminal.wait(r"\]\s*ye$")
            assert terminal.scrolled.count("write over") == 1, terminal.scrolled
        terminal.send("s\r").wait(r"(?m)^›$")
    assert (home / name).read_text() == "new = 1\n"


def resized(terminal: Terminal | Tmux, typed: str, moved: str) -> None:
    """Type behind an answer, and give the window one size after the other."""
    terminal.send("go on\r").wait("kimi").wait(r"(?m)^›$").paste(typed)
    terminal.until(lambda: stands_once(typed, terminal.scrolled), "the line").send(moved).rest(0.1)
    for columns, rows in SIZES:
        terminal.resize(columns, rows)
        terminal.until(lambda: stands_once(typed, terminal.scrolled), f"the line in {columns} columns")


def stands_once(typed: str, shown: str) -> bool:
    screen, line = letters(shown), letters(typed)
    counts = {
        screen.count(letters(ANSWER)),
        screen.count(line),
        screen.count(line[:8]),
        shown.count("Enter sends") or 1,
    }
    return counts == {1}


def letters(text: str) -> str:
    """What is shown, without the marks and the spaces that wrapping adds or takes."""
    return re.sub(r"\W", "", text)
