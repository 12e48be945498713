"""Runs a runner in a sandbox: gives it its job, and reads what it reports until it ends or is stopped."""

import json
import os
import resource
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any

from assistant.bench.runner import BYTES, SECONDS
from assistant.values import dataclass

MOST_OUTPUT = 1 << 20  # bytes
_LOOK = 0.05  # seconds between two looks at the memory


class Restricted(Enum):
    """Who takes a runner's file descriptors and memory away."""

    BY_ITSELF = "itself"  # the runner itself, before it runs an answer's code
    BY_PARENT = "parent"  # whoever started it, once it says "ready"


@dataclass(frozen=True, slots=True)
class SandboxRun:
    """What a runner reported, as (what, text), and how it ended: `stopped` says why it was, "" where it was not."""

    said: tuple[tuple[str, str], ...]
    code: int
    stopped: str = ""

    @property
    def refused(self) -> str:
        """What was tried that no answer may, "" for nothing."""
        return next((text for what, text in self.said if what == "refused"), "")

    @property
    def cases(self) -> Mapping[int, str]:
        """What each case gave."""
        return {int(what): text for what, text in self.said if what.isdecimal()}


def run_sandboxed(command: Sequence[str], job: Mapping[str, Any], restricted: Restricted) -> SandboxRun:
    """Run `command` with no environment in an empty folder, for SECONDS at most. Its stdin is `job`, a JSON object."""
    with tempfile.TemporaryDirectory(prefix="ask-bench-") as folder:
        process = subprocess.Popen(  # noqa: S603 - our own runner
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd=folder,
            start_new_session=True,
        )
        child = _Child(process)
        try:
            if restricted is Restricted.BY_PARENT and child.until(b"\n"):
                _take_descriptors(process.pid)
            if not child.stopped:
                child.give(json.dumps(job).encode())
                child.until(None)
            with suppress(subprocess.TimeoutExpired):
                process.wait(0 if child.stopped else 1)
        finally:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            code = process.wait()
            child.close()
    stopped = child.stopped
    if not stopped and code in {-signal.SIGXCPU, -signal.SIGKILL}:
        stopped = f"stopped after {SECONDS:g} s"
    return SandboxRun(tuple(_reports(child.output)), code, stopped)


class _Child:
    """A process on two pipes: what it writes, how long it takes and how much memory."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("opened with pipes")
        self._stdin, self._stdout, self._pid = process.stdin, process.stdout, process.pid
        self._end = time.monotonic() + SECONDS
        self.output = b""
        self.stopped = ""

    def give(self, job: bytes) -> None:
        """Write the job and close the pipe; a process that has gone needs none."""
        with suppress(OSError):
            self._stdin.write(job)
        with suppress(OSError):
            self._stdin.close()
        self._end = time.monotonic() + SECONDS

    def until(self, mark: bytes | None) -> bool:
        """Read until `mark` was written (True), or the process has closed its end or must be stopped."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._stdout, selectors.EVENT_READ)
            while len(self.output) < MOST_OUTPUT:
                if mark is not None and mark in self.output:
                    return True
                left = self._end - time.monotonic()
                if _resident(self._pid) > BYTES:
                    self.stopped = f"stopped at {BYTES >> 20} MB"
                    return False
                if left <= 0:
                    self.stopped = f"stopped after {SECONDS:g} s"
                    return False
                if waiting.select(min(left, _LOOK)):
                    piece = os.read(self._stdout.fileno(), 1 << 16)
                    if not piece:
                        return False
                    self.output += piece
        return False

    def close(self) -> None:
        """Close both pipes."""
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError):
                pipe.close()


def _take_descriptors(pid: int) -> None:
    """Leave a process no file descriptor to spare: the kernel refuses it files and sockets. Linux alone can do that."""
    if hasattr(resource, "prlimit"):
        with suppress(OSError):
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (0, 0))
        with suppress(OSError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0))


def _resident(pid: int) -> int:
    """Give the bytes of memory a process uses; 0 where nobody tells."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _reports(content: bytes) -> list[tuple[str, str]]:
    found = []
    for line in content.splitlines():
        with suppress(ValueError, RecursionError):
            report = json.loads(line)
            if isinstance(report, list) and len(report) == 2:
                found.append((str(report[0]), str(report[1])))
    return found
