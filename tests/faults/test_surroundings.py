"""Hostile surroundings, and what one run leaves to the next, played on the real command."""

import subprocess
from pathlib import Path

import pytest

from .play import LIMIT, Shell, ask_command, environment_of
from .server import Act, FaultGateway, Script
from .transport import full
from .wording import DONE, ROLE, WHOLE, chunk, delta, finish, head, response

GOOD = (head(), WHOLE)
GONE = (response(404, "no"),)


def _line(home: Path, line: str, script: Script, **extra: str) -> subprocess.CompletedProcess[bytes]:
    gateway = FaultGateway(lambda _index, _received: script)
    environment = environment_of(home, f"http://127.0.0.1:{gateway.port}/v1", extra)
    environment = {name: value for name, value in environment.items() if value != "UNSET"}
    try:
        return subprocess.run(
            ["bash", "-c", line.replace("ASK", ask_command())],
            env=environment,
            capture_output=True,
            timeout=LIMIT,
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
        ("ASK -0 hi < /dev/zero; test $? -eq 2", None, b"", b"larger than 256 MB"),
        ("ASK chat < /dev/zero; test $? -eq 2", None, b"", b"longer than 8 MB"),
        ("ASK chat 0> /dev/null; test $? -eq 2", None, b"", b"Bad file descriptor"),
        ("printf '\\xff\\xfehi\\n' | LC_ALL=en_US.UTF-8 ASK chat -0", None, b"Hello world\n", None),
        ("ASK show /dev/zero; test $? -eq 2", None, b"", b"larger than 256 MB"),
        ("cd /tmp && mkdir -p gone-$$ && cd gone-$$ && rmdir ../gone-$$ && ASK -0 hi < /dev/null", None, b"Hello world\n", None),
        ("ASK -0 $'h\\xff\\xfei' < /dev/null", None, b"Hello world\n", None),
    ],
)  # fmt: skip
def test_streams_that_are_closed_full_or_odd_end_well(
    tmp_path: Path, line: str, script: Script | None, out: bytes, said: bytes | None
) -> None:
    done = _line(tmp_path, line, script or GOOD)
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
    done = _line(tmp_path, "ASK -0 hi < /dev/null", script, **extra)
    assert (done.returncode, done.stdout.decode()) == (0, "Hello wörld\n"), done.stderr


def test_a_home_that_cannot_be_written_costs_no_failover(tmp_path: Path) -> None:
    code, out, err = Shell(tmp_path, GONE, GOOD, XDG_STATE_HOME="/proc/state").ask("-0", "hi")
    assert (code, out) == (0, "Hello world\n")
    assert "has no model deepseek-v4-flash" in err


CHUNKED = [head(200, "Transfer-Encoding: chunked"), chunk(WHOLE), b"0\r\n\r\n"]


def test_a_conversation_uses_its_connection_again(tmp_path: Path) -> None:
    shell = Shell(tmp_path, [*CHUNKED, Act.NEXT])
    code, _, err = shell.ask("chat", lines=b"one\ntwo\nthree\n")
    assert code == 0, err
    assert [each.connection for each in shell.gateway.received] == [0, 0, 0]


def test_a_connection_that_went_stale_is_opened_anew(tmp_path: Path) -> None:
    code, out, _ = Shell(tmp_path, CHUNKED).ask("chat", lines=b"one\ntwo\n")
    assert (code, out.count("Hello world")) == (0, 2)


def test_a_model_that_failed_is_passed_over_by_the_next_run(tmp_path: Path) -> None:
    shell = Shell(tmp_path, GONE, GOOD)
    for count in (2, 3):
        code, _, err = shell.ask("-0", "hi")
        assert (code, len(shell.gateway.received)) == (0, count), err
    assert "failed a moment ago; asking qwen3-32b" in err
    file = tmp_path / "state" / "ask" / "cooldowns.json"
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert "sk-test" not in file.read_text()


def test_a_damaged_rest_list_is_none(tmp_path: Path) -> None:
    file = tmp_path / "state" / "ask" / "cooldowns.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\xff{[")
    assert Shell(tmp_path, GOOD).ask("-0", "hi")[1] == "Hello world\n"


RESOLVER = """
import socket
found = socket.getaddrinfo

def getaddrinfo(host, port, *how, **more):
    if host in ("localhost", b"localhost"):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, int(port))) for each in ("127.0.0.2", "127.0.0.1")]
    return found(host, port, *how, **more)

socket.getaddrinfo = getaddrinfo
"""


def test_the_second_address_of_a_host_is_tried_where_the_first_is_dead(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(RESOLVER)
    shell = Shell(tmp_path, GOOD, PYTHONPATH=str(tmp_path))
    port = shell.gateway.port
    shell.environment["ASK_BASE_URL"] = f"http://localhost:{port}/v1"
    kept = full("127.0.0.2", port)
    code, out, err = shell.ask("-0", "hi")
    for each in kept:
        each.close()
    assert (code, out) == (0, "Hello world\n"), err
