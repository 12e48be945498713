"""Signals and hostile surroundings, played on the real command."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import OnTerminal

from .play import ask_command, environment_of
from .server import Act, FaultGateway, Received, Script
from .transport import BLACKHOLE
from .wording import DONE, HELLO, ROLE, WHOLE, chunk, delta, finish, head, response

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
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_an_answer_and_keeps_what_came(start: Start, number: int, code: int) -> None:
    run = start([head(), HELLO, Act.HOLD])
    run.shown(b"Hello world")
    ended, out, err = run.ended_by(number)
    assert (ended, out) == (code, "Hello world\n")
    assert "stopped after" in err


@pytest.mark.parametrize(
    "script", [[Act.HOLD], [head(), Act.HOLD], [head(), delta(reasoning_content="hm"), Act.HOLD]], ids=str
)
def test_ctrl_c_ends_the_wait_for_a_word(start: Start, script: Script) -> None:
    run = start(script)
    run.asked()
    code, out, err = run.ended_by(signal.SIGINT)
    assert (code, out) == (130, "")
    assert "Traceback" not in err


def test_ctrl_c_ends_a_back_off(start: Start) -> None:
    run = start([response(429, "", "Retry-After: 19")])
    run.asked()
    code, _, err = run.ended_by(signal.SIGINT)
    assert code == 130
    assert "Traceback" not in err


@pytest.mark.parametrize("url", [BLACKHOLE, "https://slow-name.invalid/v1"])
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
    code, _, err = run.ended_by(signal.SIGINT)
    if code == 130:
        assert "Traceback" not in err
    else:  # the interpreter was still starting, and may end in a traceback of its own
        assert code in {-signal.SIGINT, 1}
        assert ", in main\n" not in err


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


GOOD = (head(), WHOLE)


def _shell(home: Path, line: str, script: Script = GOOD, **extra: str) -> subprocess.CompletedProcess[bytes]:
    gateway = FaultGateway(lambda _index, _received: script)
    environment = environment_of(home, f"http://127.0.0.1:{gateway.port}/v1", extra)
    environment = {name: value for name, value in environment.items() if value != "UNSET"}
    try:
        return subprocess.run(
            ["bash", "-c", line.replace("ASK", ask_command())],
            env=environment,
            capture_output=True,
            timeout=20,
        )
    finally:
        gateway.close()


LONG = (head(), ROLE, *[delta(content=f"line {n}\n") for n in range(2000)], finish(), DONE)


@pytest.mark.parametrize(
    ("line", "script", "out", "said"),
    [
        ("ASK -0 hi < /dev/null | head -1", LONG, b"line 0\n", None),
        ("ASK -0 hi < /dev/null >&-; test $? -eq 141", None, b"", None),
        ("ASK -0 hi <&-", None, b"Hello world\n", None),
        ("ASK -0 hi < /dev/null 2>&-", None, b"Hello world\n", None),
        ("ASK -0 hi < /dev/null 2>/dev/full", None, b"Hello world\n", None),
        ("ASK -0 hi < /dev/null > /dev/full; test $? -eq 5", None, b"", b"No space left"),
        ("ASK -0 --json hi < /dev/null > /dev/full; test $? -eq 5", None, b"", b"No space left"),
        ("ASK --version >&-; test $? -eq 141", None, b"", None),
        ("ASK --version > /dev/full; test $? -eq 5", None, b"", b"No space left"),
        ("ASK --help > /dev/full; test $? -eq 5", None, b"", b"No space left"),
        ("ASK models > /dev/full; test $? -eq 5", None, b"", b"No space left"),
        ("ASK models | true; test ${PIPESTATUS[0]} -eq 141", None, b"", None),
        ("ASK -0 hi < /dev/zero; test $? -eq 2", None, b"", b"more than 256 MB"),
        ("ASK chat < /dev/zero; test $? -eq 2", None, b"", b"longer than 8 MB"),
        ("ASK chat 0> /dev/null; test $? -eq 2", None, b"", b"Bad file descriptor"),
        ("printf '\\xff\\xfehi\\n' | LC_ALL=en_US.UTF-8 ASK chat -0", None, b"Hello world\n", None),
        ("ASK show /dev/zero; test $? -eq 2", None, b"", b"more than 256 MB"),
        ("cd /tmp && mkdir -p gone-$$ && cd gone-$$ && rmdir ../gone-$$ && ASK -0 hi < /dev/null", None, b"Hello world\n", None),
        ("ASK -0 $'h\\xff\\xfei' < /dev/null", None, b"Hello world\n", None),
    ],
)  # fmt: skip
def test_streams_that_are_closed_full_or_odd_end_well(
    tmp_path: Path, line: str, script: Script | None, out: bytes, said: bytes | None
) -> None:
    done = _shell(tmp_path, line, script or (head(), WHOLE))
    assert done.returncode == 0, done.stderr
    assert done.stdout == out
    assert b"Traceback" not in done.stderr
    assert said is None or said in done.stderr


@pytest.mark.parametrize(
    "extra",
    [
        {"HOME": "UNSET", "XDG_CONFIG_HOME": "UNSET", "XDG_STATE_HOME": "UNSET", "XDG_DATA_HOME": "UNSET"},
        {"HOME": "/nonexistent", "XDG_STATE_HOME": "/nonexistent/s", "XDG_CONFIG_HOME": "/nonexistent/c"},
        {"HOME": "/proc", "XDG_STATE_HOME": "/proc/state", "XDG_DATA_HOME": "/proc/data", "XDG_CONFIG_HOME": "/proc/c"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"TERM": "UNSET"},
        {"COLUMNS": "0", "LINES": "0"},
    ],
    ids=str,
)  # fmt: skip
def test_surroundings_that_lack_something_do_not_matter(tmp_path: Path, extra: dict[str, str]) -> None:
    script = (head(), delta(content="Hello wörld"), finish(), DONE)
    done = _shell(tmp_path, "ASK -0 hi < /dev/null", script, **extra)
    assert (done.returncode, done.stdout.decode()) == (0, "Hello wörld\n"), done.stderr


def test_a_home_that_cannot_be_written_costs_no_failover(tmp_path: Path) -> None:
    gateway = FaultGateway(lambda index, _received: ([response(404, "no")], (head(), WHOLE))[min(index, 1)])
    environment = environment_of(
        tmp_path, f"http://127.0.0.1:{gateway.port}/v1", {"XDG_STATE_HOME": "/proc/state"}
    )
    done = subprocess.run(
        [ask_command(), "-0", "hi"], env=environment, capture_output=True, stdin=subprocess.DEVNULL
    )
    assert (done.returncode, done.stdout) == (0, b"Hello world\n")
    assert b"has no model deepseek-v4-flash" in done.stderr


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
    assert "\r\x1b[K" in last.partition("Hello")[0]


def test_a_conversation_uses_its_connection_again(tmp_path: Path) -> None:
    whole = [head(200, "Transfer-Encoding: chunked"), chunk(WHOLE), b"0\r\n\r\n", Act.NEXT]
    gateway = FaultGateway(lambda _index, _received: whole)
    environment = environment_of(tmp_path, f"http://127.0.0.1:{gateway.port}/v1")
    done = subprocess.run(
        [ask_command(), "chat"], env=environment, input=b"one\ntwo\nthree\n", capture_output=True, timeout=20
    )
    assert done.returncode == 0, done.stderr
    assert [each.connection for each in gateway.received] == [0, 0, 0]


def test_a_connection_that_went_stale_is_opened_anew(tmp_path: Path) -> None:
    whole = [head(200, "Transfer-Encoding: chunked"), chunk(WHOLE), b"0\r\n\r\n"]
    gateway = FaultGateway(lambda _index, _received: whole)
    environment = environment_of(tmp_path, f"http://127.0.0.1:{gateway.port}/v1")
    done = subprocess.run(
        [ask_command(), "chat"], env=environment, input=b"one\ntwo\n", capture_output=True, timeout=20
    )
    assert (done.returncode, done.stdout.count(b"Hello world")) == (0, 2)


def test_a_model_that_failed_is_passed_over_by_the_next_run(tmp_path: Path) -> None:
    def choose(_index: int, received: Received) -> Script:
        return [response(404, "no")] if b"deepseek-v4-flash" in received.body else [head(), WHOLE]

    gateway = FaultGateway(choose)
    environment = environment_of(tmp_path, f"http://127.0.0.1:{gateway.port}/v1")
    for count in (2, 3):
        done = subprocess.run(
            [ask_command(), "-0", "hi"], env=environment, capture_output=True, stdin=subprocess.DEVNULL
        )
        assert (done.returncode, len(gateway.received)) == (0, count), done.stderr
    assert b"failed a moment ago; asking qwen3-32b" in done.stderr
    file = tmp_path / "state" / "ask" / "cooldowns.json"
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert "sk-test" not in file.read_text()


def test_a_damaged_rest_list_is_none(tmp_path: Path) -> None:
    file = tmp_path / "state" / "ask" / "cooldowns.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\xff{[")
    assert _shell(tmp_path, "ASK -0 hi < /dev/null").stdout == b"Hello world\n"
