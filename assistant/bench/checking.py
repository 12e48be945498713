"""Checks an answer by its task's checker: code is run in a sandbox."""

import re
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from assistant.bench import wall
from assistant.bench.checker import Case, PythonChecker, ReviewChecker, ScriptChecker
from assistant.bench.review import judged_review
from assistant.bench.runner import BYTES, REFUSED
from assistant.bench.sandbox import Restricted, SandboxRun, run_sandboxed
from assistant.bench.script import check_script, fault_of_script
from assistant.bench.task import Task
from assistant.bench.verdict import Outcome, Verdict, judged_cases, refused
from assistant.render.extraction import code_blocks

RUNNER = Path(__file__).parent / "runner.py"
_PYTHON = {"", "py", "python", "python3"}


class Execution(Enum):
    """Whether code of an answer may be run."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


def check(task: Task, answer: str, execution: Execution = Execution.ALLOWED) -> Verdict:
    """Check `answer`; UNCHECKED, with the reason, where that cannot be done."""
    match task.checker:
        case None:
            return Verdict(Outcome.UNCHECKED, note="no checker for this task")
        case ReviewChecker(faults):
            return judged_review(answer, faults)
        case _ if execution is Execution.FORBIDDEN:
            return Verdict(Outcome.UNCHECKED, note="not run")
        case ScriptChecker() as checker:
            return check_script(checker, answer)
        case PythonChecker(function, cases):
            code = code_in(answer, function)
            if not code:
                return judged_cases(cases, {}, note="no Python code in the answer")
            return _judged(code, function, cases)


def fault_of(task: Task) -> str:
    """Say why a task's check cannot be run, whatever the answer, "" where it can."""
    match task.checker:
        case ScriptChecker() as checker:
            return fault_of_script(checker)
        case PythonChecker(_, cases):
            seen = _run("def stand_in(*_, **__): return None", "", cases)
            raised = next((number for number, text in seen.cases.items() if text.startswith("!")), None)
            if raised is not None:
                return f"the call of case {raised + 1} raises {seen.cases[raised][1:]}"
            if seen.refused or seen.stopped:
                tried = f"tried {seen.refused}" if seen.refused else f"was {seen.stopped}"
                return f"the call of case {len(seen.cases) + 1} {tried}"
    return ""


def code_in(answer: str, function: str) -> str:
    """Give the Python code of an answer: its first block that defines `function`, else all of them; "" for none."""
    blocks = [block.text for block in code_blocks(answer) if block.language.lower() in _PYTHON]
    defining = re.compile(rf"^\s*(async )?def \w*{re.escape(function)}", re.MULTILINE | re.IGNORECASE)
    if not blocks and defining.search(answer):
        return answer
    return next(filter(defining.search, blocks), "\n".join(blocks))


def _run(code: str, function: str, cases: Sequence[Case]) -> SandboxRun:
    calls, folder = [case.call for case in cases], str(RUNNER.parent) if wall.stands() else ""
    job = {"source": code, "function": function, "cases": calls, "wall": folder}
    # to show a warning, Python looks for a file to quote from, which no answer may
    return run_sandboxed([sys.executable, "-I", "-S", "-W", "ignore", str(RUNNER)], job, Restricted.BY_ITSELF)


def _judged(code: str, function: str, cases: Sequence[Case]) -> Verdict:
    seen = _run(code, function, cases)
    if seen.refused or seen.code == REFUSED:
        return refused(seen.refused or "something that is not allowed")
    broken = next((text for what, text in seen.said if what == "broken"), "")
    stopped = seen.stopped
    if not stopped and ("MemoryError" in broken or "!MemoryError" in seen.cases.values()):
        stopped = f"stopped at {BYTES >> 20} MB"
    if not stopped and seen.code:
        broken = broken or "it crashed"
    return judged_cases(cases, seen.cases, stopped=stopped, note=broken)
