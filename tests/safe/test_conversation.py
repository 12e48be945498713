"""What comes into a conversation reaches the terminal harmless: answers, names, history, pastes, bytes that are no text."""

import json
import os
from pathlib import Path

import pytest

from tests.repl.terminal import Terminal
from tests.safe.hostile import ATTACKS, NAME, raw_on_terminal
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

WHOLE = "".join(ATTACKS.values())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "h"
    folder.mkdir()
    (folder / f"x{NAME}.py").write_text("x = 1\n")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text(f"ref: refs/heads/{NAME}\n")
    state = folder / ".local" / "state" / "ask"
    state.mkdir(parents=True)
    for file in (state / "history", state / "history.jsonl"):
        file.write_text(json.dumps(f"earlier {WHOLE}") + "\n")
    return folder


def test_nothing_in_a_conversation_steers_the_terminal(home: Path, gateway: ScriptedGateway) -> None:
    body = json.dumps({"error": {"message": WHOLE}}).encode()
    thinking = delta("", reasoning_content=WHOLE)
    gateway.answers(
        Scripted(events(thinking, delta(WHOLE), finish(WHOLE), usage(1, 1))),
        Scripted([body], 400, {"Content-Type": "application/json"}),
    )
    with Terminal(
        home, columns=160, rows=40, ASK_BASE_URL=gateway.base_url, GLOBAL_API_KEY="sk-0"
    ) as terminal:
        terminal.wait(r"(?m)^›").rest(0.15)
        terminal.send("hello\r").wait("out").rest(0.15)
        terminal.send("again\r").rest(0.2)
        for typed in (
            "/think\r",
            "@x",
            "\x15/files ",
            "\x15/model ",
            "\x15ear",
            "\x15\x1b[A",
            "\x15/log\r",
            "/log earlier\r",
        ):
            terminal.send(typed).rest(0.15)
        terminal.send("\x15").paste("a\u202eb\u2066c\U000e0041d\u200be\u2028f\u00adg\x9bh")
        terminal.wait(r"<U\+202E>b<U\+2066>c")
        terminal.send("\r").rest(0.2)
        terminal.send("\x15/file ").paste(f"x{NAME}.py").send("\r").rest(0.15)
        terminal.send("/files\r").rest(0.15)
        terminal.send("what is ").paste(f"@x{NAME}.py").send("\r").rest(0.2)
        terminal.send("\x15/nonsense\u202e\r").rest(0.15)
        terminal.send("\x15the end").wait("› the end").send("\x15\x04")
        assert terminal.ended() == 0
        written = terminal.written
    moves = {"\b", "\r"}  # how prompt-toolkit moves the cursor
    assert [raw for raw in raw_on_terminal(written) if raw not in moves] == []


def test_bytes_that_are_no_text_can_be_typed(home: Path, gateway: ScriptedGateway) -> None:
    with Terminal(
        home, columns=100, rows=30, ASK_BASE_URL=gateway.base_url, GLOBAL_API_KEY="sk-0"
    ) as terminal:
        terminal.wait(r"(?m)^›").rest(0.15)
        os.write(terminal.master, b"what is \xff\xfe\r")
        terminal.wait("Hello world").wait(r"(?m)^›$")
        terminal.send("\x15\x04")
        assert terminal.ended() == 0
    assert gateway.received


SECRET = "ghp_x7Kq2LmV9tRz4WcY8bNf3HdJ6sGp1QaE5uTk"


@pytest.mark.parametrize(("options", "kept"), [((), True), (("--no-log",), False)])
def test_a_secret_that_was_typed_lies_in_no_file(
    options: tuple[str, ...], kept: bool, tmp_path: Path, gateway: ScriptedGateway
) -> None:
    with Terminal(
        tmp_path, *options, columns=100, rows=30, ASK_BASE_URL=gateway.base_url, GLOBAL_API_KEY="sk-0"
    ) as terminal:
        terminal.wait(r"(?m)^›").rest(0.15)
        terminal.send(f"use {SECRET} here\r").wait("1 secret kept here").wait("Hello world").wait(r"(?m)^›$")
        terminal.send("\x15\x04")
        assert terminal.ended() == 0
    written = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert SECRET.encode() not in written
    assert (b"secret:" in written) is kept
    assert (tmp_path / ".local" / "state" / "ask" / "history").exists() is kept
