"""The terminal is asked for its background, nobody waits for one that is silent, and no key is lost to it."""

import fcntl
import os
import pty
import re
import select
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ASK
from tests.repl.terminal import Terminal

WHITE, BLACK = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07"
ATTRIBUTES = b"\x1b[?62;22c"
QUERY = re.compile(rb"\x1b\]11;\?\x1b\\\x1b\[c")
SHOWN = "# Title\n\n```python\ndef f(): return 'x'\n```\n"


class Played:
    """A run at a terminal that answers `reply` to the question for its background."""

    def __init__(self, descriptor: int, reply: bytes) -> None:
        self.descriptor, self.reply = descriptor, reply
        self.seen = b""
        self.asked = 0

    def read(self, until: Callable[[], bool] = lambda: False, patience: float = 20.0) -> bytes:
        """Read until the run is over, or `until` holds."""
        end = time.monotonic() + patience
        while not until() and time.monotonic() < end:
            if not select.select([self.descriptor], [], [], 0.02)[0]:
                continue
            try:
                self.seen += os.read(self.descriptor, 10_000)
            except OSError:
                break
            if len(QUERY.findall(self.seen)) > self.asked:
                self.asked += 1
                os.write(self.descriptor, self.reply)
        return self.seen


@contextmanager
def played(environment: dict[str, str], *arguments: str, reply: bytes, **variables: str) -> Iterator[Played]:
    process, descriptor = pty.fork()
    if process == 0:
        os.execve(ASK[0], [*ASK, *arguments], {**environment, "TERM": "xterm-256color", **variables})  # noqa: S606
    try:
        yield Played(descriptor, reply)
    finally:
        os.close(descriptor)
        os.waitpid(process, 0)


@pytest.fixture
def page(tmp_path: Path) -> str:
    file = tmp_path / "page.md"
    file.write_text(SHOWN, "utf-8")
    return str(file)


def shown(environment: dict[str, str], page: str, reply: bytes, **variables: str) -> bytes:
    with played(environment, "show", page, reply=reply, **variables) as run:
        return QUERY.sub(b"", run.read())


def test_the_colours_are_those_for_the_background_the_terminal_tells(
    environment: dict[str, str], page: str
) -> None:
    light = shown(environment, page, WHITE + ATTRIBUTES)
    dark = shown(environment, page, BLACK + ATTRIBUTES)
    assert b"def" in light
    assert light != dark
    assert light == shown(environment, page, ATTRIBUTES, COLORFGBG="0;15")
    assert dark == shown(environment, page, ATTRIBUTES)
    assert dark == shown(environment, page, b"")
    assert dark == shown(environment, page, b"\x1b]11;nonsense\x07" + ATTRIBUTES)
    assert b"11;rgb" not in light + dark


@pytest.mark.parametrize("variables", [{"TERM": "dumb"}, {"TERM": "linux"}, {"NO_COLOR": "1"}])
def test_a_terminal_that_shows_no_background_is_not_asked(
    environment: dict[str, str], page: str, variables: dict[str, str]
) -> None:
    with played(environment, "show", page, reply=WHITE + ATTRIBUTES, **variables) as run:
        run.read()
    assert run.asked == 0


def test_what_is_configured_is_not_asked_for(environment: dict[str, str], page: str) -> None:
    config = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[display]\nbackground = "dark"\n', "utf-8")
    with played(environment, "show", page, reply=WHITE + ATTRIBUTES) as run:
        run.read()
    assert run.asked == 0


@pytest.mark.parametrize("arguments", [("--demo", "hello"), ("hello",)])
@pytest.mark.parametrize("reply", [WHITE + ATTRIBUTES, ATTRIBUTES, b""])
def test_an_answer_and_a_failure_leave_the_terminal_as_it_was(
    environment: dict[str, str], reply: bytes, arguments: tuple[str, ...]
) -> None:
    descriptor, slave = os.openpty()
    before = termios.tcgetattr(slave)
    with subprocess.Popen(
        [*ASK, *arguments],
        stdin=slave, stdout=slave, stderr=slave,
        env={**environment, "TERM": "xterm-256color"},
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no thread of ours runs
    ) as process:  # fmt: skip
        run = Played(descriptor, reply)
        run.read(lambda: process.poll() is not None)
        assert run.asked == 1
        assert termios.tcgetattr(slave) == before
    os.close(slave)
    os.close(descriptor)


def test_keys_typed_while_the_terminal_is_listened_to_reach_the_input_line(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--demo") as terminal:
        answers = [lambda text: os.write(terminal.master, b"who" + WHITE + b" are" + text.encode() + b" you")]

        def answer(text: str) -> None:
            reply = (
                answers.pop()
                if answers and text.endswith("c")
                else lambda text: os.write(terminal.master, text.encode())
            )
            reply(text)

        terminal.screen.write_process_input = answer  # type: ignore[method-assign]
        terminal.wait("who are you")
        terminal.send(" today\r").wait("~\\$")
