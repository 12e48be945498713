"""Signals and a terminal's keys, played on the real command."""

import fcntl
import re
import signal
import subprocess
import termios
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.render.notes import WIPED
from tests.conftest import OnTerminal

from .play import Shell, ask_command, environment_of
from .server import Act, FaultGateway, Script
from .transport import BLACKHOLE
from .wording import DONE, HELLO, WHOLE, delta, finish, head, response, say

AT_ONCE = 12.0  # seconds from a signal to the end on a busy machine; every wait that it cuts short is longer
Start = Callable[..., "Run"]


class Run:
    """The command, running in a pipe against a gateway that plays one script."""

    def __init__(self, home: Path, script: Script, *arguments: str, **extra: str) -> None:
        self.gateway = FaultGateway(lambda _index, _received: script)
        url = f"http://127.0.0.1:{self.gateway.port}/v1"
        self.process = subprocess.Popen(
            [ask_command(), *(arguments or ("-0", "hi"))],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment_of(home, url, extra),
            bufsize=0,
        )
        self.out = b""

    def asked(self) -> None:
        """Wait until the gateway was asked."""
        while not self.gateway.received:
            assert self.process.poll() is None
            time.sleep(0.01)

    def shown(self, text: bytes) -> None:
        """Wait until a text was written to stdout."""
        assert self.process.stdout
        while text not in self.out:
            piece = self.process.stdout.read(100)
            assert piece
            self.out += piece

    def ended_by(self, number: int) -> tuple[int, str, str]:
        """Send a signal that ends the wait for whatever is awaited; gives the exit code and both outputs."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> tuple[int, str, str]:
        """Wait until it has ended; gives the exit code and both outputs."""
        out, err = self.process.communicate(timeout=AT_ONCE)
        self.gateway.close()
        return self.process.returncode, (self.out + out).decode(), err.decode()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    runs = []

    def begin(script: Script, *arguments: str, **extra: str) -> Run:
        runs.append(Run(tmp_path, script, *arguments, **extra))
        return runs[-1]

    yield begin
    for run in runs:
        if run.process.poll() is None:
            run.process.kill()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, 130),
        (signal.SIGTERM, 143),
        (signal.SIGHUP, 129),
        (signal.SIGQUIT, 131),
        (signal.SIGUSR1, 128 + signal.SIGUSR1),
        (signal.SIGUSR2, 128 + signal.SIGUSR2),
    ],
)
def test_a_signal_ends_an_answer_and_keeps_what_came(
    start: Start, tmp_path: Path, number: int, code: int
) -> None:
    run = start([head(), HELLO, Act.HOLD])
    run.shown(b"Hello world")
    ended, out, err = run.ended_by(number)
    assert (ended, out) == (code, "Hello world\n")
    assert "stopped after" in err
    assert Shell(tmp_path).ask("last")[1] == "Hello world\n"


SOME = 4096  # bytes
LONG = say("a word and another one\n" * 10_000)  # more than a pipe takes that nobody reads


def stalled(run: Run) -> None:
    """Wait until the pipe of stdout takes no more; what stands before an answer is less than `SOME`."""
    assert run.process.stdout
    waiting, before = array("i", [0]), -1
    while waiting[0] != before or before < SOME:
        before = waiting[0]
        time.sleep(0.2)
        fcntl.ioctl(run.process.stdout, termios.FIONREAD, waiting)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
@pytest.mark.parametrize("shape", ["", "--raw", "-x", "--stream-json", "--color=always"])
def test_a_signal_ends_an_answer_that_nobody_reads_on(
    start: Start, tmp_path: Path, number: int, code: int, shape: str
) -> None:
    run = start([head(), say("```\n"), LONG, Act.HOLD], "-0", *shape.split(), "hi")
    stalled(run)
    run.process.send_signal(number)
    assert run.process.wait(timeout=AT_ONCE) == code
    _, _, err = run.ended()
    assert "Traceback" not in err
    assert "── stopped after" in err
    run.gateway.close()
    kept = Shell(tmp_path).ask("last")[1]
    assert kept.count("another") == 10_000


def test_a_signal_ends_an_answer_on_a_terminal_that_takes_no_more(tmp_path: Path) -> None:
    gateway = FaultGateway(lambda _index, _received: [head(), LONG, Act.HOLD])
    environment = environment_of(tmp_path, f"http://127.0.0.1:{gateway.port}/v1")
    child = OnTerminal(ask_command(), ["-0", "hi"], env=environment, encoding="utf-8")
    child.expect("another")
    time.sleep(1.0)
    child.kill(signal.SIGTERM)
    end = time.monotonic() + AT_ONCE
    while child.isalive() and time.monotonic() < end:
        time.sleep(0.05)
    assert (child.isalive(), child.exitstatus) == (False, 143)
    gateway.close()


@pytest.mark.parametrize("arguments", [("-0", "hi"), ("-0", "--json", "hi"), ("last",)], ids=str)
def test_ctrl_c_ends_what_is_left_to_write_and_a_second_one_does_no_harm(
    start: Start, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert Shell(tmp_path, [head(), LONG, finish(), DONE]).ask("-0", "hi")[0] == 0
    run = start([head(), LONG, finish(), DONE], *arguments)
    stalled(run)
    for _ in range(2):
        run.process.send_signal(signal.SIGINT)
        time.sleep(0.02)
    assert run.process.wait(timeout=AT_ONCE) == 130
    assert "Traceback" not in run.ended()[2]


@pytest.mark.parametrize(
    "script", [[Act.HOLD], [head(), Act.HOLD], [head(), delta(reasoning_content="hm"), Act.HOLD]], ids=str
)
def test_ctrl_c_ends_the_wait_for_a_word(start: Start, script: Script) -> None:
    run = start(script)
    run.asked()
    code, out, err = run.ended_by(signal.SIGINT)
    assert (code, out) == (130, "")
    assert "── stopped before the first word: interrupted" in err


@pytest.mark.parametrize("thinking", [(), (delta(reasoning_content="hm"),)], ids=str)
def test_events_that_are_stopped_have_an_end_where_something_came(
    start: Start, thinking: tuple[bytes, ...]
) -> None:
    run = start([head(), *thinking, Act.HOLD], "-0", "--stream-json", "hi")
    run.shown(b'"thinking"' if thinking else b'"routed"')
    run.asked()
    code, out, err = run.ended_by(signal.SIGTERM)
    assert code == 143
    assert ("thinking" in out, "done" in out) == (bool(thinking), bool(thinking))
    assert "── stopped before the first word: ended by SIGTERM" in err


def test_ctrl_c_ends_a_back_off(start: Start) -> None:
    run = start([response(429, "", "Retry-After: 19")])
    run.asked()
    code, _, err = run.ended_by(signal.SIGINT)
    assert code == 130
    assert "Traceback" not in err


@pytest.mark.parametrize("url", [BLACKHOLE, "https://slow-name.invalid/v1"], ids=["connect", "name"])
def test_ctrl_c_ends_a_connect_and_a_name_look_up(start: Start, url: str) -> None:
    run = start([], ASK_BASE_URL=url, ASK_CONNECT_TIMEOUT="30")
    assert run.process.stderr
    assert run.process.stderr.readline().startswith(b"tier 0")  # said before it connects
    code, _, err = run.ended_by(signal.SIGINT)
    assert code == 130 or "name" in err  # a resolver may have answered before
    assert "Traceback" not in err


@pytest.mark.parametrize("wait", [0.01, 0.03, 0.06, 0.1, 0.15])
def test_ctrl_c_while_starting_shows_no_traceback(start: Start, wait: float) -> None:
    run = start([head(), Act.HOLD])
    time.sleep(wait)
    try:
        code, _, err = run.ended_by(signal.SIGINT)
    except subprocess.TimeoutExpired as lost:  # by the interpreter's own start-up, which tells so and goes on
        if b"Failed checking if argv[0] is an import path entry" in (lost.stderr or b""):
            return
        raise
    if code == 130:
        assert "Traceback" not in err
    else:  # the interpreter was still starting, and may end in a traceback of its own
        assert code in {-signal.SIGINT, 1}
        assert not re.search(r"__main__\.py.*, in main\n", err)


@pytest.mark.parametrize("module", ["ipaddress", "sqlite3"])
def test_ctrl_c_while_a_class_is_made_ends_as_anywhere(start: Start, tmp_path: Path, module: str) -> None:
    shadow = tmp_path / "shadow"  # one module is loaded before the command line is read, the other after it
    shadow.mkdir()
    (shadow / f"{module}.py").write_text(
        "class Cut:\n"
        "    def __set_name__(self, owner, name):\n"
        "        raise KeyboardInterrupt\n"
        "class Made:\n"
        "    member = Cut()\n"
    )
    run = start([head(), say("hello"), DONE], PYTHONPATH=str(shadow))
    code, out, err = run.ended()
    assert (code, out) == (130, ""), err
    assert "Traceback" not in err
    assert "bug" not in err


def test_ctrl_z_and_back_loses_nothing(start: Start) -> None:
    run = start([head(), HELLO, 3.0, finish(), DONE], ASK_STALL_TIMEOUT="2")
    run.shown(b"Hello world")
    run.process.send_signal(signal.SIGSTOP)
    time.sleep(2.5)
    run.process.send_signal(signal.SIGCONT)
    code, out, err = run.ended()
    assert (code, out) == (0, "Hello world\n"), err


def test_a_sighup_that_is_ignored_stays_ignored(start: Start) -> None:
    old = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        run = start([head(), HELLO, 1.0, finish(), DONE])
    finally:
        signal.signal(signal.SIGHUP, old)
    run.shown(b"Hello world")
    code, out, _ = run.ended_by(signal.SIGHUP)
    assert (code, out) == (0, "Hello world\n")


@pytest.mark.parametrize("size", [(1, 1), (0, 0), (2, 3), (24, 80), (500, 1000)])
def test_a_terminal_of_any_size_does(tmp_path: Path, size: tuple[int, int]) -> None:
    gateway = FaultGateway(lambda _index, _received: [head(), WHOLE])
    environment = environment_of(tmp_path, f"http://127.0.0.1:{gateway.port}/v1")
    child = OnTerminal(ask_command(), ["-0", "hi"], env=environment, dimensions=size, encoding="utf-8")
    code, shown = child.ended()
    assert code == 0
    assert "Traceback" not in shown


def test_ctrl_c_on_a_terminal_keeps_what_came(tmp_path: Path) -> None:
    gateway = FaultGateway(
        lambda _index, _received: [head(), delta(content="Hello world\n\nmore\n\n"), Act.HOLD]
    )
    environment = environment_of(tmp_path, f"http://127.0.0.1:{gateway.port}/v1")
    child = OnTerminal(ask_command(), ["-0", "hi"], env=environment, timeout=AT_ONCE, encoding="utf-8")
    child.expect("world")
    child.sendintr()
    assert child.ended()[0] == 130


def test_a_wait_is_counted_down_on_a_terminal_and_leaves_no_trace(tmp_path: Path) -> None:
    scripts = ([response(429, "", "Retry-After: 2")], [head(), WHOLE])
    gateway = FaultGateway(lambda index, _received: scripts[min(index, 1)])
    environment = environment_of(tmp_path, f"http://127.0.0.1:{gateway.port}/v1")
    child = OnTerminal(ask_command(), ["-0", "hi"], env=environment, encoding="utf-8")
    child.expect("trying again in 2 s")
    child.expect("trying again in 1 s")
    code, shown = child.ended()
    assert code == 0
    last = shown.rpartition("trying again")[2]
    assert WIPED in last.partition("Hello")[0]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_drill_before_the_next_tier(start: Start, number: int, code: int) -> None:
    run = start([head(), Act.HOLD], "drill")
    run.asked()
    assert run.ended_by(number)[:2] == (code, "")
    assert len(run.gateway.received) == 1
