"""What the tests share: a home of their own, the real command, and a loopback gateway that follows a script."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pexpect
import pytest
from hypothesis import HealthCheck, settings

from tests.scripted import ScriptedGateway

KEY = "sk-test-0123456789abcdef"
ASK = (sys.executable, "-m", "assistant")
ATTRIBUTES_ASKED, ATTRIBUTES = "\x1b[c", "\x1b[?62;22c"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--redraw", action="store_true", help="write the golden screens anew; look at the diff")


def pytest_configure() -> None:
    # under nohup, or started in the background by a script, our children would be deaf to these, as they should be
    for number in (signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # a machine that others use too is slow at times: no property is about that
    settings.register_profile(
        "untimed", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Most tests wait for a command half of their time; each worker takes 200 MB and reads all tests anew."""
    return min(2 * (os.cpu_count() or 1), 8)


def pytest_unconfigure() -> None:
    # an interrupt of the last two seconds still has its looks repeated, and Python at its end would die of one
    signal.setitimer(signal.ITIMER_REAL, 0)


@dataclass(frozen=True)
class Ran:
    """What a finished command left behind."""

    code: int
    out: str
    err: str
    raw: bytes


Run = Callable[..., Ran]
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment with a home of its own and no key."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path / "home" / ".config"),
        "XDG_DATA_HOME": str(tmp_path / "home" / ".local" / "share"),
        "XDG_STATE_HOME": str(tmp_path / "home" / ".local" / "state"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "LANG": "C.UTF-8",
    }


@pytest.fixture
def ask(environment: dict[str, str], tmp_path: Path) -> Run:
    """Run the real command; `stdin` is text, bytes or an open file, `env` is added to the environment, `cwd` a folder."""
    (tmp_path / "home").mkdir(exist_ok=True)

    def run(
        *arguments: str,
        stdin: object = subprocess.DEVNULL,
        env: dict[str, str] | None = None,
        timeout: float = 30,
        cwd: Path = tmp_path,
    ) -> Ran:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        feed = {"input": given} if isinstance(given, bytes) else {"stdin": given}
        done = subprocess.run(
            [*ASK, *arguments],
            env=environment | (env or {}),
            capture_output=True,
            timeout=timeout,
            cwd=cwd,
            **feed,  # type: ignore[call-overload]
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode(), done.stdout)

    return run


@pytest.fixture
def ask_in_pipes(environment: dict[str, str]) -> Start:
    """Start the real command with both outputs in pipes; `env` is added to the environment."""

    def start(*arguments: str, env: dict[str, str]) -> "subprocess.Popen[bytes]":
        command = [*ASK, *arguments]
        pipe, variables = subprocess.PIPE, environment | env
        return subprocess.Popen(command, env=variables, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe)

    return start


class OnTerminal(pexpect.spawn):
    """A command on a terminal of its own, which tells its attributes when it is asked, as terminals do."""

    def read_nonblocking(self, size: int = 1, timeout: float | None = -1) -> str:
        """Read what was written."""
        text: str = super().read_nonblocking(size, timeout)
        if ATTRIBUTES_ASKED in text:
            self.send(ATTRIBUTES)
        return text

    def ended(self) -> tuple[int, str]:
        """Wait until it has ended; gives its exit code and what was shown since it was last waited for."""
        self.expect(pexpect.EOF)
        self.close()
        return self.exitstatus, self.before


AskOnTerminal = Callable[..., OnTerminal]


@pytest.fixture
def ask_on_terminal(environment: dict[str, str], tmp_path: Path) -> AskOnTerminal:
    """Start the real command on a terminal; `env` is added to the environment."""
    (tmp_path / "home").mkdir(exist_ok=True)

    def start(*arguments: str, env: dict[str, str] | None = None) -> OnTerminal:
        command, *first = ASK
        variables = environment | {"TERM": "xterm"} | (env or {})
        return OnTerminal(
            command, [*first, *arguments], env=variables, cwd=str(tmp_path), timeout=60, encoding="utf-8"
        )

    return start


Configured = Callable[[str], dict[str, str]]


@pytest.fixture
def configured(tmp_path: Path) -> Configured:
    """Write a configuration; gives the variable that points the command at it."""

    def write(text: str) -> dict[str, str]:
        file = tmp_path / "config.toml"
        file.write_text(text)
        return {"ASK_CONFIG": str(file)}

    return write


@pytest.fixture
def gateway() -> Iterator[ScriptedGateway]:
    """A gateway on loopback that answers what the test tells it to."""
    with ScriptedGateway() as scripted:
        yield scripted


@pytest.fixture
def keyed(environment: dict[str, str], gateway: ScriptedGateway) -> dict[str, str]:
    """The environment's extra variables that point the command at the scripted gateway, with a key."""
    return {"ASK_BASE_URL": gateway.base_url, "GLOBAL_API_KEY": KEY}
