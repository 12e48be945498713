"""What a terminal shows while the first token is awaited, and that nothing of it stays."""

import os
import pty
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.render.notes import WIPED
from tests.conftest import ASK, KEY
from tests.loopback import QuietHandler, serving

SPUN = re.compile(rb"[|/\\\\-] [0-9]+ s")
ANSWER = (
    b'data: {"choices":[{"index":0,"delta":{"content":"Here."},"finish_reason":null}]}\n\n'
    b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
    b"data: [DONE]\n\n"
)


class Slow(QuietHandler):
    """Answers after a while: with a stream, or with a refusal where the key is not ours."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(1.2)
        if self.headers["Authorization"] == f"Bearer {KEY}":
            self.send(200, ANSWER, "text/event-stream")
        else:
            self.send(401, b'{"error":{"message":"no such key"}}')


@pytest.fixture
def slow(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    Path(environment["HOME"]).mkdir(parents=True, exist_ok=True)
    with serving(Slow) as server:
        yield environment | {
            "ASK_BASE_URL": server.base_url,
            "GLOBAL_API_KEY": KEY,
            "TERM": "xterm-256color",
        }


def beside(environment: dict[str, str], *arguments: str) -> tuple[bytes, bytes]:
    """Give what a pipe got on stdout and a terminal on stderr."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*ASK, *arguments], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=slave
    ) as process:
        os.close(slave)
        out, _ = process.communicate(timeout=60)
    seen = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(master)
    return out, seen


def last_written(seen: bytes) -> list[bytes]:
    """Give the rows that stay: of each, what was written after it was last wiped."""
    return [row.rstrip(b"\r").rsplit(WIPED.encode(), 1)[-1] for row in seen.split(b"\n")]


def test_a_slow_first_token_is_counted_and_leaves_no_trace(slow: dict[str, str]) -> None:
    out, seen = beside(slow, "hello")
    assert out == b"Here.\n"
    assert SPUN.search(seen), seen
    assert not any(SPUN.search(row) for row in last_written(seen)), seen


def test_quiet_and_a_dumb_terminal_are_left_alone(slow: dict[str, str]) -> None:
    for run in (beside(slow, "-q", "hello"), beside(slow | {"TERM": "dumb"}, "hello")):
        assert run[0] == b"Here.\n"
        assert not SPUN.search(run[1]), run[1]


def test_a_refusal_writes_over_the_seconds(slow: dict[str, str]) -> None:
    out, seen = beside(slow | {"GLOBAL_API_KEY": "sk-another-0123456789"}, "hello")
    assert out == b""
    spun = list(SPUN.finditer(seen))
    assert spun, seen
    assert seen[spun[-1].end() :].startswith((b"\x1b[0m\r", b"\x1b[m\r")), seen
    assert b"key" in seen[spun[-1].end() :]
