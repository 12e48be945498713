"""Runs the real command against a gateway that plays a scenario, in a pipe or on a terminal."""

import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pexpect

from tests.conftest import OnTerminal

from .server import FaultGateway, Received, Script

KEY = "sk-test-4f9a7c31e8b2d605x9Qf3a2"
LIMIT = 60  # seconds after which a run counts as hung
BUSY = 3  # times as long a busy machine may take as an idle one; what waits for a wrong deadline takes longer still
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\r")


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the gateway does, request by request (the last script repeats), and what must come of it."""

    name: str
    scripts: Sequence[Script] | Mapping[str, Script]  # in order of the requests, or by model
    out: str = "Hello world\n"
    code: int = 0
    says: tuple[str, ...] = ()  # regular expressions that stderr must match
    unsaid: tuple[str, ...] = ()  # and those it must not
    models: tuple[str, ...] = ()  # the models asked, in order
    requests: int | None = None
    within: float = 12.0  # seconds of the whole run on an idle machine, the interpreter's start included
    arguments: tuple[str, ...] = ("-0", "hi")
    environment: Mapping[str, str] = field(default_factory=dict)
    configuration: str = ""
    stdin: bytes | None = None
    tls: ssl.SSLContext | None = None
    memory: int = 0  # MB at most; 0 is not looked at


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. On a terminal `out` holds both streams."""

    code: int
    out: str
    err: str
    seconds: float
    received: tuple[Received, ...]
    memory: int = 0

    @property
    def models(self) -> tuple[str, ...]:
        """The models asked, in order."""
        return tuple(json.loads(each.body)["model"] for each in self.received if each.line.startswith("POST"))


def ask_command() -> str:
    """Give the path of the command under test."""
    beside = Path(sys.executable).with_name("ask")
    return str(beside) if beside.exists() else str(shutil.which("ask"))


def environment_of(home: Path, base_url: str, extra: Mapping[str, str] = {}) -> dict[str, str]:
    """Give an environment with a home of its own."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "TERM": "xterm-256color",
        "ASK_BASE_URL": base_url,
        "GLOBAL_API_KEY": KEY,
        "no_proxy": "*",
        **extra,
    }


class Shell:
    """The command, run again and again in one home against a gateway that plays one script after the other."""

    def __init__(self, home: Path, *scripts: Script, **extra: str) -> None:
        self.gateway = FaultGateway(lambda index, _received: scripts[min(index, len(scripts) - 1)])
        self.environment = environment_of(home, f"http://127.0.0.1:{self.gateway.port}/v1", extra)

    def ask(self, *arguments: str, lines: bytes | None = None) -> tuple[int, str, str]:
        """Run once, `lines` through stdin; gives the exit code and both outputs."""
        feed = {"stdin": subprocess.DEVNULL} if lines is None else {"input": lines}
        command = [ask_command(), *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, timeout=LIMIT, **feed)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start it, and give it while it runs."""
        command, pipe = [ask_command(), *arguments], subprocess.PIPE
        return subprocess.Popen(
            command, env=self.environment, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe
        )

    def sent(self, number: int = -1) -> dict:
        """Give a request's body."""
        return json.loads(self.gateway.received[number].body)


def gateway_for(scenario: Scenario) -> FaultGateway:
    """Start the gateway that plays a scenario."""

    def choose(index: int, received: Received) -> Script:
        if isinstance(scenario.scripts, Mapping):
            model = json.loads(received.body)["model"] if received.body else ""
            return scenario.scripts.get(model) or scenario.scripts[""]
        return scenario.scripts[min(index, len(scenario.scripts) - 1)]

    return FaultGateway(choose, tls=scenario.tls)


def play(scenario: Scenario, home: Path, *, terminal: bool) -> Outcome:
    """Run a scenario once."""
    home.mkdir(parents=True, exist_ok=True)
    gateway = gateway_for(scenario)
    scheme = "https" if scenario.tls else "http"
    base_url = f"{scheme}://127.0.0.1:{gateway.port}/v1"
    extra = {name: value.replace("PORT", str(gateway.port)) for name, value in scenario.environment.items()}
    environment = environment_of(home, base_url, extra)
    if scenario.configuration:
        folder = home / "config" / "ask"
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text(scenario.configuration.replace("PORT", str(gateway.port)))
    run = _on_terminal if terminal else _in_pipe
    start = time.monotonic()
    try:
        code, out, err, memory = run(scenario, environment)
    finally:
        gateway.close()
    return Outcome(code, out, err, time.monotonic() - start, tuple(gateway.received), memory)


def _in_pipe(scenario: Scenario, environment: Mapping[str, str]) -> tuple[int, str, str, int]:
    process = subprocess.Popen(
        [ask_command(), *scenario.arguments],
        stdin=subprocess.DEVNULL if scenario.stdin is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(environment),
    )
    peak = _watch(process.pid) if scenario.memory else None
    try:
        out, err = process.communicate(scenario.stdin, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        return 999, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"), 0
    return process.returncode, out.decode(), err.decode(), peak() if peak else 0


def _watch(pid: int):
    """Note the peak of a process's memory until it ends; gives the reader of the figure in MB."""
    import threading

    peak = [0]

    def look() -> None:
        with suppress(OSError, ValueError):
            while True:
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith("VmHWM"):
                        peak[0] = max(peak[0], int(line.split()[1]) // 1024)
                time.sleep(0.02)
                if not Path(f"/proc/{pid}").exists():
                    return

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    return lambda: peak[0]


def _on_terminal(scenario: Scenario, environment: Mapping[str, str]) -> tuple[int, str, str, int]:
    child = OnTerminal(
        ask_command(),
        list(scenario.arguments),
        env=dict(environment),
        dimensions=(24, 100),
        timeout=LIMIT,
        encoding="utf-8",
        codec_errors="replace",
    )
    try:
        code, text = child.ended()
    except pexpect.TIMEOUT:
        child.kill(9)
        return 999, child.before or "", "", 0
    return 128 + child.signalstatus if code is None else code, text, text, 0


def faults_in(scenario: Scenario, outcome: Outcome, *, terminal: bool) -> list[str]:
    """Give what is not as it must be, in words."""
    faults = []
    if outcome.code != scenario.code:
        faults.append(f"exit {outcome.code}, not {scenario.code}")
    plain = ESCAPES.sub("", outcome.err)
    if terminal:
        words = scenario.out.split()
        if not _in_order(words, ESCAPES.sub("", outcome.out)):
            faults.append(f"the screen lacks {scenario.out[:80]!r}")
    elif outcome.out != scenario.out:
        faults.append(f"stdout is {outcome.out[:120]!r}, not {scenario.out[:120]!r}")
    flat = " ".join(plain.split())
    faults += [f"stderr does not say {said!r}" for said in scenario.says if not re.search(said, flat)]
    faults += [f"stderr says {unsaid!r}" for unsaid in scenario.unsaid if re.search(unsaid, flat)]
    everything = outcome.out + outcome.err
    if "Traceback" in everything or "bug in ask" in everything:
        faults.append("a traceback, or a bug")
    if any(KEY[start : start + 12] in everything for start in range(len(KEY) - 11)):
        faults.append("the key is shown")
    if scenario.code not in {0, 130, 141} and not outcome.err.strip():
        faults.append("not a word on stderr")
    if scenario.models and outcome.models != scenario.models:
        faults.append(f"asked {outcome.models}, not {scenario.models}")
    if scenario.requests is not None and len(outcome.models) != scenario.requests:
        faults.append(f"{len(outcome.models)} requests, not {scenario.requests}")
    if outcome.seconds > BUSY * scenario.within:
        faults.append(f"took {outcome.seconds:.1f} s, more than {BUSY * scenario.within:g}")
    if scenario.memory and not terminal and outcome.memory > scenario.memory:
        faults.append(f"took {outcome.memory} MB, more than {scenario.memory}")
    return faults


def _in_order(words: Sequence[str], text: str) -> bool:
    """Tell whether the words stand in the text one after the other, wherever lines were broken."""
    flat = "".join(text.split())
    position = 0
    for word in words:
        found = flat.find(word, position)
        if found < 0:
            return False
        position = found + len(word)
    return True
