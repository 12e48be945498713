"""Checks an answer by its task's checker: code is run apart, with no more rights than a calculator."""

import json
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any

from assistant.bench.review import judged_review
from assistant.bench.runner import REFUSED
from assistant.bench.task import Task
from assistant.bench.verdict import Outcome, Verdict, judged_cases, refused

RUNNER = Path(__file__).parent / "runner.py"
SECONDS = 5.0
MOST_OUTPUT = 1 << 20  # bytes
_FENCE = re.compile(r"^(`{3,}|~{3,})[ \t]*([\w+.-]*)[^\n]*\n(.*?)^\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)


class Execution(Enum):
    """Whether code of an answer may be run."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


def check(task: Task, answer: str, execution: Execution = Execution.ALLOWED) -> Verdict:
    """Check `answer`; UNCHECKED, with the reason, where that cannot be done."""
    checker: Any = task.check
    if checker is None:
        return Verdict(Outcome.UNCHECKED, note="no checker for this task")
    if checker["kind"] == "review":
        return judged_review(answer, checker["faults"])
    if execution is Execution.FORBIDDEN:
        return Verdict(Outcome.UNCHECKED, note="not run")
    code = code_in(answer, checker["function"])
    if not code:
        return judged_cases(checker["cases"], {}, note="no Python code in the answer")
    return _run(code, checker["function"], checker["cases"])


def code_in(answer: str, function: str) -> str:
    """Give the Python code of an answer: its first block that defines `function`, else all of them; "" for none."""
    blocks = [
        code
        for _, language, code in _FENCE.findall(answer)
        if language.lower() in {"", "py", "python", "python3"}
    ]
    defining = re.compile(rf"^\s*(async )?def \w*{re.escape(function)}", re.MULTILINE | re.IGNORECASE)
    if not blocks and defining.search(answer):
        return answer
    return next(filter(defining.search, blocks), "\n".join(blocks))


def _run(code: str, function: str, cases: Sequence[Any]) -> Verdict:
    job = json.dumps({"source": code, "function": function, "cases": [case["call"] for case in cases]})
    with tempfile.TemporaryDirectory(prefix="ask-bench-") as folder:
        process = subprocess.Popen(  # noqa: S603 - our own runner
            [sys.executable, "-I", "-S", str(RUNNER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd=folder,
            start_new_session=True,
        )
        try:
            lines, late = _heard(process, job.encode())
            with suppress(subprocess.TimeoutExpired):
                process.wait(0 if late else 1)
        finally:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            code_left = process.wait()
    said = [line for line in lines if isinstance(line, list) and len(line) == 2]
    for what, text in said:
        if what == "refused":
            return refused(str(text))
    if code_left == REFUSED:
        return refused("something that is not allowed")
    given = {int(what): str(text) for what, text in said if isinstance(what, str) and what.isdecimal()}
    broken = next((str(text) for what, text in said if what == "broken"), "")
    stopped = ""
    if late or code_left in {-signal.SIGXCPU, -signal.SIGKILL}:
        stopped = f"stopped after {SECONDS:g} s"
    elif "MemoryError" in broken or "!MemoryError" in given.values():
        stopped = "stopped at 256 MB"
    elif code_left:
        broken = broken or "it crashed"
    return judged_cases(cases, given, stopped=stopped, note=broken)


def _heard(process: "subprocess.Popen[bytes]", job: bytes) -> tuple[list[Any], bool]:
    """Give the job to `process` and read its lines until it ends, says too much, or is late (True)."""
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("opened with pipes")
    with suppress(OSError):
        process.stdin.write(job)
    with suppress(OSError):
        process.stdin.close()
    end, heard, late = time.monotonic() + SECONDS, b"", False
    with selectors.DefaultSelector() as waiting, process.stdout as out:
        waiting.register(out, selectors.EVENT_READ)
        while len(heard) < MOST_OUTPUT:
            if not waiting.select(max(end - time.monotonic(), 0)):
                late = True
                break
            piece = os.read(out.fileno(), 1 << 16)
            if not piece:
                break
            heard += piece
    lines = []
    for line in heard.splitlines():
        with suppress(ValueError, RecursionError):
            lines.append(json.loads(line))
    return lines, late
