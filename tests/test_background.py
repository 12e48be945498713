"""The terminal is asked for its background, nobody waits for one that is silent, and no key is lost to it."""

import fcntl
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.store.backgrounds import Backgrounds
from tests.conftest import ASK
from tests.repl.terminal import Terminal

WHITE, BLACK = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07"
ATTRIBUTES = b"\x1b[?62;22c"
QUERY = re.compile(rb"\x1b\]11;\?\x1b\\\x1b\[c")
KEYS_CAN_BE_GIVEN_BACK = Path("/proc/sys/dev/tty/legacy_tiocsti").read_text("utf-8") == "1\n"
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


@pytest.mark.parametrize("setting", ['background = "dark"', 'theme = "light"'])
def test_what_is_configured_is_not_asked_for(setting: str, environment: dict[str, str], page: str) -> None:
    config = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f"[display]\n{setting}\n", "utf-8")
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


class Late(Terminal):
    """A terminal that answers the question for its attributes when it is told to."""

    owes = answering = False
    behind = b""

    def _answer(self, text: str) -> None:
        if text.endswith("c"):
            self.owes = True
        elif self.answering:
            self.behind += text.encode()
        else:
            super()._answer(text)

    def wait_for_question(self) -> "Late":
        """Wait until it has to answer."""
        self.until(lambda: self.owes, "the question")
        return self

    def answer(self, *pieces: bytes, pause: float = 0.1) -> "Late":
        """Answer in pieces, between which a program has time to read."""
        self.wait_for_question().answering = True
        for piece in pieces:
            os.write(self.master, piece)
            self.go_on(pause)
        os.write(self.master, self.behind)
        self.answering = False
        return self

    def go_on(self, seconds: float) -> "Late":
        """Show what is written for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read()
        return self


PIECES = (b"\x1b]11;rgb:ff", b"ff/ffff/ffff\x1b", b"\\\x1b[?62", b";22c")


def test_a_late_reply_is_never_typed_into_the_input_line(tmp_path: Path) -> None:
    with Late(tmp_path, "--demo") as terminal:
        terminal.wait(r"(?m)^›").send("who").wait("who").rest(0.4)
        terminal.answer(b" ", PIECES[0], *PIECES[1:], b"are you").wait("(?m)^› who are you$")
        terminal.send(" today\r").wait("~\\$")
        assert "[?" not in terminal.scrolled
        assert "11;" not in terminal.scrolled


def test_keys_of_one_read_with_a_reply_reach_the_input_line(tmp_path: Path) -> None:
    with Late(tmp_path, "--demo") as terminal:
        terminal.answer(b"who" + WHITE + b" are" + ATTRIBUTES + b" you").wait("(?m)^› who are you$")


def test_a_reply_in_the_middle_of_a_paste_is_no_part_of_it(tmp_path: Path) -> None:
    with Late(tmp_path, "--demo") as terminal:
        terminal.wait(r"(?m)^›")
        terminal.answer(b"\x1b[200~one\rt", *PIECES, b"wo\x1b[201~ three").wait("(?m)^› one\n· two three$")


def test_a_reply_that_comes_while_an_answer_streams_is_no_key_of_the_next_line(tmp_path: Path) -> None:
    with Late(tmp_path, "--demo") as terminal:
        terminal.wait(r"(?m)^›").send("what is a monad\r").wait("tier 0").answer(*PIECES).send("so")
        terminal.wait("~\\$").wait("(?m)^› so$")


@pytest.mark.parametrize(
    ("command", "late", "variables"),
    [
        ("show page.md", 0.0, {"SSH_CONNECTION": "far"}),
        ("show page.md", 0.6, {}),
        ("show page.md", 2.4, {"SSH_CONNECTION": "far"}),
        ("--demo 'what is a monad'", 0.3, {}),
        ("--demo 'what is a monad'", 0.8, {"SSH_CONNECTION": "far"}),
    ],
)
def test_a_late_reply_is_not_left_to_the_shell_and_keys_typed_meanwhile_are(
    command: str, late: float, variables: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "page.md").write_text(SHOWN, "utf-8")
    with in_a_shell(tmp_path, command, **variables) as terminal:
        before = b"echo " if KEYS_CAN_BE_GIVEN_BACK else b""
        terminal.go_on(late).answer(before + WHITE + ATTRIBUTES, b"typed\r")
        terminal.wait("(?m)^typed$" if KEYS_CAN_BE_GIVEN_BACK else r"(?s)\n.*\n\$")
        assert "[?" not in terminal.scrolled
        assert "11;" not in terminal.scrolled


def test_a_kind_of_terminal_that_was_silent_once_is_not_asked_again(tmp_path: Path) -> None:
    with in_a_shell(tmp_path, "--demo -q hello") as terminal:
        terminal.wait(r"(?s)ask key set\.\n\$$")
    again = Late(tmp_path, command=["bash", "--norc", "-i"], PS1="$ ")
    with again:
        again.wait(r"\$").send(" ".join((*ASK, "--demo", "-q", "hello")) + "\r").wait(
            r"(?s)ask key set\.\n\$$"
        )
        assert not again.owes
    with in_a_shell(tmp_path, "--demo -q hello", COLORTERM="truecolor") as another:
        another.answer(WHITE + ATTRIBUTES)


def test_a_silent_terminal_of_a_kind_that_answers_is_not_asked_again_in_its_session(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(SHOWN, "utf-8")
    with in_a_shell(tmp_path, "show page.md") as terminal:
        terminal.answer(WHITE + ATTRIBUTES).wait(r"(?s)Title.*\n\$$")
    with in_a_shell(tmp_path, "show page.md") as terminal:
        terminal.wait(r"(?s)Title.*\n\$$").send(" ".join((*ASK, "show", "page.md")) + "\r")
        terminal.wait(r"(?s)Title.*Title.*\n\$$")
        assert len(QUERY.findall(terminal.written)) == 1
    with in_a_shell(tmp_path, "show page.md") as another:
        another.answer(WHITE + ATTRIBUTES)


LISTENING = """
import sys
from assistant.render.background_query import BackgroundQueryThread
thread = BackgroundQueryThread(sys.stdout, {"TERM": "xterm"}, lambda heard: print(heard), puts_back=lambda: False)
thread.background()
print("late")
thread.settle()
print("read", ascii(input()))
"""


@pytest.mark.parametrize("keys", ["e", "\x1b[A"])
def test_where_keys_cannot_be_put_back_they_are_left_alone_once_a_reply_is_late(
    keys: str, tmp_path: Path
) -> None:
    with Late(tmp_path, command=[sys.executable, "-c", LISTENING]) as terminal:
        terminal.wait("late").send(keys).wait("is_answered=False, is_slow=True").send("cho\r")
        terminal.wait(f"(?m)^read {re.escape(ascii(keys + 'cho'))}$")
        assert terminal.ended() == 0


def test_where_keys_cannot_be_put_back_a_late_reply_is_still_taken(tmp_path: Path) -> None:
    with Late(tmp_path, command=[sys.executable, "-c", LISTENING]) as terminal:
        terminal.wait("late").answer(WHITE + ATTRIBUTES, b"echo\r").wait("(?m)^read 'echo'$")


@pytest.mark.parametrize(("late", "variables"), [(0.0, {"SSH_CONNECTION": "far"}), (0.4, {})])
def test_what_a_slow_terminal_said_holds_in_its_session(
    late: float, variables: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "page.md").write_text(SHOWN, "utf-8")
    with in_a_shell(tmp_path, "show page.md", **variables) as terminal:
        terminal.go_on(late).answer(WHITE + ATTRIBUTES).wait(r"(?s)Title.*\n\$$")
        first = terminal.written
        terminal.send(" ".join((*ASK, "show", "page.md")) + "\r").wait(r"(?s)Title.*Title.*\n\$$")
        again = terminal.written[len(first) :]
        terminal.send(" ".join((*ASK, "--theme", "light", "show", "page.md")) + "\r")
        terminal.wait(r"(?s)Title.*Title.*Title.*\n\$$")
        as_light = terminal.written[len(first) + len(again) :]
    assert len(QUERY.findall(terminal.written)) == 1
    code = re.compile(rb"\n[^\n]*def[^\n]*\n")
    assert code.findall(again)[-1] == code.findall(as_light)[-1]


def test_what_was_told_is_forgotten_after_half_a_day(tmp_path: Path) -> None:
    now = 1_000_000.0
    backgrounds = Backgrounds(tmp_path, clock=lambda: now)
    backgrounds.remember("/dev/pts/1 7", "light")
    backgrounds.remember("/dev/pts/2 8", "")
    assert [backgrounds.told(f"/dev/pts/{number}") for number in ("1 7", "2 8", "1 8")] == ["light", "", None]
    backgrounds.remember("/dev/pts/1 7", "dark")
    now += 43_199
    assert backgrounds.told("/dev/pts/1 7") == "dark"
    now += 1
    assert backgrounds.told("/dev/pts/1 7") is None


def test_a_conversation_that_is_left_at_once_leaves_no_reply_to_the_shell(tmp_path: Path) -> None:
    with in_a_shell(tmp_path, "--demo", SSH_CONNECTION="far") as terminal:
        terminal.send("\x04").answer(WHITE + ATTRIBUTES)
        terminal.wait(r"(?s)leaves.*\n\$").send("echo typed\r").wait("(?m)^typed$")
        assert "[?" not in terminal.scrolled
        assert "11;" not in terminal.scrolled


def in_a_shell(home: Path, command: str, **variables: str) -> Late:
    """Type a command at a shell, and wait until it has asked the terminal."""
    terminal = Late(home, command=["bash", "--norc", "-i"], PS1="$ ", **variables)
    terminal.wait(r"\$").send(" ".join((*ASK, command)) + "\r")
    return terminal.wait_for_question()


def test_a_terminal_that_never_answers_is_waited_for_by_nobody_at_the_prompt(tmp_path: Path) -> None:
    with Late(tmp_path, "--demo") as terminal:
        terminal.wait(r"(?m)^›").send("what is a monad\r").wait("~\\$").wait(r"(?m)^›$").send("\x1bd\x04")
        assert terminal.ended() == 0
        assert terminal.is_sane
