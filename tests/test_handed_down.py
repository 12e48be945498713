"""What a shell hands down to its children: pipes that do not block, a strange clock, little memory."""

import os
import resource
import shutil
import subprocess
import time

import pytest

from tests.conftest import ASK, Run
from tests.scripted import Scripted, ScriptedGateway, stream

LINES = 60_000  # more than a pipe has room for


def test_what_comes_late_through_a_pipe_that_does_not_block_is_waited_for(
    gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with subprocess.Popen([*ASK, "-0", "explain this"], stdin=reading, env=environment | keyed) as process:
        os.close(reading)
        for part in (b"first\n", b"second\n"):
            os.write(writing, part)
            time.sleep(0.5)
        os.close(writing)
    assert process.returncode == 0
    assert "first\nsecond\n" in gateway.received[0].question


def test_an_answer_into_a_pipe_that_does_not_block_is_whole(
    gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("a line\n" * LINES)))
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with subprocess.Popen([*ASK, "-0", "hi"], stdout=writing, env=environment | keyed) as process:
        os.close(writing)
        time.sleep(1)  # the pipe fills
        with os.fdopen(reading, "rb") as pipe:
            assert pipe.read().count(b"a line\n") == LINES
    assert process.returncode == 0


@pytest.mark.parametrize("zone", ["XXX+24", "XXX-24:59:59", "Nonsense/Place", ":"])
def test_a_clock_of_any_zone_will_do(zone: str, ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("-0", "hi", env=keyed | {"TZ": zone})
    assert (ran.code, ran.out, "bug" in ran.err) == (0, "Hello world\n", False)
    assert "hi" in ask("log", env={"TZ": zone}).out


def test_a_little_memory_is_enough_for_a_little_stdin(
    keyed: dict[str, str], environment: dict[str, str]
) -> None:
    ran = subprocess.run(
        [*ASK, "-0", "hi"],
        input=b"x = 1\n",
        env=environment | keyed,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (240 << 20, 240 << 20)),
    )
    assert (ran.returncode, ran.stdout) == (0, b"Hello world\n"), ran.stderr


@pytest.mark.parametrize(
    ("limit", "most", "lines", "told"),
    [
        (resource.RLIMIT_AS, 120 << 20, 12 << 20, "there is not enough memory for this"),
        pytest.param(
            resource.RLIMIT_NPROC,
            1,
            1,
            "the system allows no more threads: ",
            marks=pytest.mark.skipif(os.geteuid() == 0, reason="no limit holds for root"),
        ),
    ],
)
def test_a_machine_that_has_too_little_is_no_bug(
    limit: int,
    most: int,
    lines: int,
    told: str,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    environment: dict[str, str],
) -> None:
    ran = subprocess.run(
        [*ASK, "-0", "hi"],
        input=b"x = 1\n" * lines,
        env=environment | keyed,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(limit, (most, most)),
    )
    assert (ran.returncode, ran.stdout, gateway.received) == (4, b"", [])
    assert f"ask: {told}".encode() in ran.stderr


def test_a_user_without_a_home_is_told_to_set_one(environment: dict[str, str]) -> None:
    nobody = ("unshare", "--user", "--map-user=54321")
    if shutil.which("unshare") is None or subprocess.run([*nobody, "true"], capture_output=True).returncode:
        pytest.skip("no other user can be made here")
    bare = {name: value for name, value in environment.items() if not name.startswith(("HOME", "XDG"))}
    ran = subprocess.run([*nobody, *ASK, "--demo", "hi"], env=bare, capture_output=True, text=True)
    told = "ask: could not find your home folder\n     set HOME\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", told)
