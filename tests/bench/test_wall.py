"""The kernel's wall around an answer: what a process behind it can do, were the answer to own all of that process."""

import errno
import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bench import wall
from assistant.bench.checking import check
from assistant.bench.task import tasks_in
from assistant.bench.verdict import Outcome
from tests.conftest import ASK

pytestmark = pytest.mark.skipif(not wall.stands(), reason="this system gives no filter of system calls")
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

HARNESS = """
import json, os, resource, signal, socket, sys, threading, time
sys.path.insert(0, sys.argv[1])
import wall
kind, other, folder = sys.argv[2], int(sys.argv[3]), sys.argv[4]
kept, link = folder + "/kept", folder + "/link"
door = socket.socket()
wall.wall(getattr(wall, kind), (11, 12))()
found = {}
def tried(name, call, *given):
    try:
        call(*given)
        found[name] = 0
    except OSError as error:
        found[name] = error.errno
    except RuntimeError:
        found[name] = -1
tried("read", os.open, kept, os.O_RDONLY)
tried("write", os.open, kept, os.O_WRONLY)
tried("make", os.open, link, os.O_CREAT | os.O_RDWR)
tried("unlink", os.unlink, kept)
tried("rename", os.rename, kept, link)
tried("link", os.symlink, kept, link)
tried("folder", os.mkdir, link)
tried("mode", os.chmod, kept, 0o777)
tried("pipe", os.mkfifo, link)
tried("stat", os.stat, kept)
tried("list", os.listdir, folder)
tried("socket", socket.socket)
tried("a socket of two", socket.socketpair)
tried("connect", door.connect, ("127.0.0.1", 9))
tried("bind", door.bind, ("127.0.0.1", 0))
tried("fork", os.fork)
tried("exec", os.execv, "/bin/true", ["true"])
tried("spawn", os.posix_spawn, "/bin/true", ["true"], {})
tried("kill", os.kill, other, signal.SIGTERM)
tried("kill all", os.kill, -1, 0)
tried("kill the group", os.killpg, 0, 0)
tried("kill by a descriptor", os.pidfd_open, other)
tried("priority", os.setpriority, os.PRIO_PROCESS, other, 19)
tried("affinity", os.sched_setaffinity, other, {0})
tried("whose affinity", os.sched_getaffinity, other)
tried("limits", resource.prlimit, other, resource.RLIMIT_NOFILE)
tried("another's clock", time.clock_gettime, ~other << 3 | 2)
tried("memory file", os.memfd_create, "x")
tried("namespace", getattr(os, "unshare", lambda flags: os.fork()), 0x10000000)
tried("signal itself", os.kill, os.getpid(), 0)
tried("sleep", time.sleep, 0.001)
tried("clock", time.clock_gettime, time.CLOCK_PROCESS_CPUTIME_ID)
tried("chance", os.urandom, 8)
tried("memory", bytearray, 1 << 25)
tried("thread", lambda: threading.Thread(target=int).start())
print(json.dumps(found))
"""
HARMLESS = {"signal itself", "sleep", "clock", "chance", "memory"}
STARTS = {"read", "stat", "thread"}  # what Node may do to start, and is stopped from by its limits afterwards


@pytest.fixture
def other() -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        yield process
        alive = process.poll() is None
        process.kill()
    assert alive


@pytest.mark.parametrize("kind", ["PYTHON", "NODE"])
def test_behind_the_wall_nothing_is_reached(
    kind: str, other: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    (tmp_path / "kept").write_text("as it was")
    command = [sys.executable, "-I", "-S", "-c", HARNESS, str(Path(wall.__file__).parent), kind]
    said = subprocess.run(
        [*command, str(other.pid), str(tmp_path)], capture_output=True, text=True, timeout=30, check=True
    )
    found = json.loads(said.stdout)
    allowed = HARMLESS | (STARTS if kind == "NODE" else set())
    assert {name for name, code in found.items() if code == 0} == allowed
    assert {name: code for name, code in found.items() if name not in allowed | {"thread"}} == {
        name: errno.EPERM for name in found if name not in allowed | {"thread"}
    }
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").read_text() == "as it was"


@needs_node
def test_behind_the_wall_node_itself_reaches_nothing(
    other: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    (tmp_path / "kept").write_text("as it was")
    script = f"""
    const fs = require('fs'), os = require('os'), net = require('net'), children = require('child_process');
    const found = {{}}, kept = {str(tmp_path / "kept")!r};
    const tried = (name, call) => {{ try {{ call(); found[name] = '' }} catch (e) {{ found[name] = e.info?.code ?? e.code }} }};
    tried('kill', () => process.kill({other.pid}, 'SIGTERM'));
    tried('priority', () => os.setPriority({other.pid}, 19));
    tried('a program', () => children.execFileSync('/bin/true'));
    tried('write', () => fs.writeFileSync(kept, 'x'));
    tried('unlink', () => fs.unlinkSync(kept));
    tried('rename', () => fs.renameSync(kept, kept + '2'));
    tried('folder', () => fs.mkdirSync(kept + '2'));
    net.connect(9, '127.0.0.1').on('error', (e) => {{
      found.connect = e.code;
      net.createServer().on('error', (e) => {{ found.listen = e.code; console.log(JSON.stringify(found)) }}).listen(0);
    }});
    """
    command = [sys.executable, "-I", "-S", wall.__file__, shutil.which("node") or "", "--eval", script]
    said = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    found = json.loads(said.stdout)
    assert {"kill", "priority", "a program", "connect", "listen"} <= found.keys()
    assert set(found.values()) == {"EPERM"}
    assert (tmp_path / "kept").read_text() == "as it was"


def test_a_program_is_started_with_the_key_alone() -> None:
    held = decided(wall.steps(wall.NODE, "x86_64", 7, (11, 12)), 59, 0, 0, 0, 11, 12)
    guessed = decided(wall.steps(wall.NODE, "x86_64", 7, (11, 12)), 59, 0, 0, 0, 11, 13)
    assert (held, guessed) == (ALLOWED, REFUSED)


ALLOWED, REFUSED, ENDED = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000


def decided(
    steps: list[wall.Step], number: int, *arguments: int, architecture: int = wall.MACHINES["x86_64"][1]
) -> int:
    """Play a filter as the kernel does, on a system call."""
    given = {0: number, 4: architecture} | {16 + 8 * place: value for place, value in enumerate(arguments)}
    place = held = 0
    while True:
        code, yes, no, operand = steps[place]
        place += 1
        match code:
            case 0x20:
                held = given.get(operand, 0)
            case 0x54:
                held &= operand
            case 0x15:
                place += yes if held == operand else no
            case 0x06:
                return operand


@pytest.mark.parametrize("machine", wall.MACHINES)
@pytest.mark.parametrize("calls", [wall.PYTHON, wall.NODE], ids=["python", "node"])
def test_on_each_machine_only_what_is_listed_passes(machine: str, calls: wall.Calls) -> None:
    column, architecture = wall.MACHINES[machine]
    steps = wall.steps(calls, machine, 7, (11, 12))
    listed = {numbers[column] for numbers in calls.values()}
    others = [number for number in [*range(600), 0x40000001, 0xFFFFFFFF] if number not in listed]
    assert {decided(steps, number, architecture=architecture) for number in others} == {REFUSED}
    assert {decided(steps, number, architecture=1) for number in range(600)} == {ENDED}
    kill = calls["kill"][column] or 0
    assert [decided(steps, kill, pid, 9, architecture=architecture) for pid in (7, 8, 0, 0xFFFFFFFF)] == [
        ALLOWED,
        *[REFUSED] * 3,
    ]


@pytest.mark.parametrize(
    "way",
    [
        "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
        "os.sched_setaffinity(os.getppid(), {0})",
        "sys.modules['posix'].setpriority(0, os.getppid(), 19)",
    ],
)
def test_an_answer_that_reaches_for_another_process_is_refused(way: str) -> None:
    task = tasks_in(Path("/nowhere")).tasks["flatten"]
    answer = f"```python\nimport os, sys\ndef flatten(x):\n {way}\n return x\n```\n"
    assert check(task, answer).outcome is Outcome.REFUSED


def test_what_the_wall_is_made_with_is_not_left_to_an_answer() -> None:
    task = tasks_in(Path("/nowhere")).tasks["flatten"]
    left = "{'ctypes', '_ctypes', 'wall', 'subprocess', 'struct'} & set(sys.modules)"
    code = f"import sys\nassert not {left}\ndef flatten(x):\n return [l for i in x for l in (flatten(i) if isinstance(i, list) else [i])]"
    assert check(task, f"```python\n{code}\n```\n").outcome is Outcome.RIGHT


@pytest.mark.skipif(
    platform.machine() != "x86_64" or shutil.which("setarch") is None, reason="needs to look like another one"
)
def test_where_there_is_no_wall_a_run_says_so_and_still_checks(environment: dict[str, str]) -> None:
    words = (
        "bench",
        "--demo",
        "--models",
        "ga-standard,kimi-k2.5",
        "--tasks",
        "flatten,race",
        "--yes",
        "--json",
    )
    walled, bare = (
        subprocess.run([*before, *ASK, *words], env=environment, capture_output=True, text=True, timeout=60)
        for before in ((), ("setarch", "linux32"))
    )
    assert "are run here to check them, in a sandbox; --no-run" in walled.stderr
    assert "in a sandbox without a filter of system calls (none here); --no-run" in bare.stderr
    outcomes = [
        {(one["task"], one["model"]): one["outcome"] for one in json.loads(ran.stdout)["results"]}
        for ran in (walled, bare)
    ]
    assert outcomes[0] == outcomes[1]
    assert outcomes[0]["flatten", "ga-standard"] == "refused"
