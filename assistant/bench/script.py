"""Checks an answer in JavaScript or TypeScript: its blocks of code are run under Node, in a sandbox, before a check."""

import json
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from assistant.bench import wall
from assistant.bench.checker import Case, ScriptChecker
from assistant.bench.sandbox import Restricted, SandboxRun, run_sandboxed
from assistant.bench.verdict import Outcome, Verdict, judged_cases, refused
from assistant.render.extraction import Block, code_blocks

_HERE = Path(__file__).parent / "scripts"
_TYPED = {"ts", "typescript", "tsx"}
MOST_CANDIDATES = 4  # blocks of an answer that are tried, each alone; then all of them as one
_OPTIONS = (
    *("--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom"),
    *("--noResolve", "--skipLibCheck", "--strict", "--pretty", "false"),
)
_ELSEWHERE = ("TS2307", "TS7016", "TS2792", "TS2580", "TS2591")  # a package or types that are not here
_NAMES = re.compile(r"(?:^|[\s;}])(?:function\*?|class|const|let|var)\s+([A-Za-z_$][\w$]*)")
_PATTERN_NAMES = {"world", "undefined"}
_IMPORTS = re.compile(
    r"""^[ \t]*import\s+(?:type\s+)?(?:(?P<what>[^'";]+?)\s+from\s+)?["'](?P<module>[^"'\n]+)["'][^\n;]*;?""",
    re.MULTILINE,
)
# No escape and no other writing makes the keyword, so what could be an import at run time is always this: it is given
# the name of a function of the world, for the promise of a real one would be an object from outside of it.
_IMPORT_CALL = re.compile(r"(?<![A-Za-z0-9_$])import(?=[\s\ufeff]*[(./<-])")
_EXPORT_LIST = re.compile(r"^[ \t]*export\s*(?:type\s*)?(?:\{[^}]*\}|\*)[^\n;]*;?", re.MULTILINE)
_EXPORT_DEFAULT = re.compile(
    r"^([ \t]*)export\s+default\s+(?!(?:async\s+)?function\b\*?\s*[\w$]|class\s+[\w$])", re.MULTILINE
)
_EXPORT = re.compile(r"^([ \t]*)export\s+(?:default\s+)?(?=[a-z])", re.MULTILINE)


def check_script(checker: ScriptChecker, answer: str) -> Verdict:
    """Run the answer's code; UNCHECKED, with the reason, where the tool for it is missing.

    An answer that shows several versions is as good as its best: nobody can know which is only quoted.
    """
    node = shutil.which("node")
    if node is None:
        return Verdict(Outcome.UNCHECKED, note="not scored: node is not installed")
    known = [block for block in code_blocks(answer) if block.language.lower() in checker.languages]
    blocks = [block for block in known if block.text.strip()]
    sources = _candidates(blocks, checker.needs)
    if not sources:
        lacking = f"no {checker.needs.pattern} in its code" if blocks else "no code in the answer"
        return judged_cases(checker.cases, {}, note=lacking)
    verdicts = []
    for typed, source in sources:
        compiled = _compiled(source) if typed else (source, "")
        if isinstance(compiled, Verdict):
            return compiled
        script, types = compiled
        verdicts.append(_judged(node, checker, script, types if checker.types else ""))
    return max(verdicts, key=_rank)


def fault_of_script(checker: ScriptChecker) -> str:
    """Say why a task's own script cannot be run, whatever the answer, "" where it can, or there is no Node to tell."""
    node = shutil.which("node")
    said = _run(node, checker, "").said if node else ()
    return next((text for what, text in said if what == "fault"), "")


def _rank(verdict: Verdict) -> tuple[bool, float, float]:
    return (
        verdict.outcome is Outcome.REFUSED,
        float(verdict.correctness or 0),
        float(verdict.edges or 0),
    )


def _candidates(blocks: Sequence[Block], wanted: re.Pattern[str]) -> list[tuple[bool, str]]:
    fitting = [block for block in blocks if wanted.search(block.text)][:MOST_CANDIDATES]
    found = [(block.language.lower() in _TYPED, block.text) for block in fitting]
    if len(blocks) > 1:
        found.append((any(b.language.lower() in _TYPED for b in blocks), "\n".join(b.text for b in blocks)))
    return found


def _run(node: str, checker: ScriptChecker, source: str, token: str = "") -> SandboxRun:
    job = {
        "world": (_HERE / "world.js").read_text("utf-8"),
        "check": checker.script,
        "source": _as_function(source),
        "cases": [{**case.call, "token": token} for case in checker.cases],
    }
    return run_sandboxed(command(node), job, Restricted.BY_PARENT)


def _judged(node: str, checker: ScriptChecker, source: str, types: str) -> Verdict:
    token = f"k{secrets.token_hex(6)}"
    cases = checker.cases
    seen = _run(node, checker, source, token)
    if seen.refused:
        return refused(seen.refused)
    if not any(what == "ready" for what, _ in seen.said):
        return Verdict(Outcome.UNCHECKED, note="not scored: node does not start in its sandbox")
    given = {
        number: "ok" if _fits(case, text, token) else f"not: {text[:200]}"
        for number, text in seen.cases.items()
        if number < len(cases)
        for case in (cases[number],)
    }
    unscored = next((text for text in seen.cases.values() if text.startswith("unscored: ")), "")
    if unscored:
        return Verdict(Outcome.UNCHECKED, note=unscored)
    stopped = seen.stopped or ("stopped: it ran out of memory" if seen.code else "")
    held = [replace(case, gives=("ok",)) for case in cases]
    if types:
        held.append(Case("edges", None, ("ok",)))
        given[len(held) - 1] = "ok" if types == "ok" else f"not: {types}"
    missed = [
        text.removeprefix("not: ").removeprefix("!").partition("\n")[0][:80]
        for text in given.values()
        if text != "ok"
    ]
    note = f"type check: {types}" if types not in {"", "ok"} else next(iter(missed), "")
    return judged_cases(held, given, stopped=stopped, note=note)


def _fits(case: Case, text: str, token: str) -> bool:
    patterns = (pattern.replace("{token}", token) for pattern in case.gives)
    return any(re.search(pattern, text, re.MULTILINE | re.DOTALL) for pattern in patterns)


def _as_function(source: str) -> str:
    """Give a module's source as the body of a function: imports become calls, exports are left in a table."""
    source = _IMPORTS.sub(_required, source)
    source = _EXPORT_LIST.sub("", source)
    source = _EXPORT_DEFAULT.sub(r"\1module.exports = ", source)
    source = _EXPORT.sub(r"\1", source)
    names = dict.fromkeys(name for name in _NAMES.findall(source) if name not in _PATTERN_NAMES)
    table = ", ".join(f"{name}: typeof {name} === 'undefined' ? undefined : {name}" for name in names)
    whole = (
        "world.module = { exports: {} };\n"
        "(async function (exports, require, module, __filename, __dirname) {\n"
        f"{source}\n;try {{ world.answer = {{ {table} }}; }} catch {{ /* a name of an inner scope */ }}\n"
        "})(world.module.exports, globalThis.require, world.module, '/answer.js', '/');\n"
    )
    return _IMPORT_CALL.sub("imported", whole)


def _required(found: re.Match[str]) -> str:
    module, what = json.dumps(found["module"]), (found["what"] or "").strip()
    if not what:
        return f"require({module});"
    whole, _, named = what.partition("{")
    lines = [
        f"const {name.removeprefix('* as ').strip()} = require({module});"
        for name in (part.strip() for part in whole.split(","))
        if name
    ]
    if named:
        inner = re.sub(r"\btype\s+", "", named.rstrip("} \n")).replace(" as ", ": ")
        lines.append(f"const {{{inner}}} = require({module});")
    return " ".join(lines)


@cache
def command(node: str) -> tuple[str, ...]:
    """Give the command that runs scripts in a sandbox, with the name this Node has for its permission model."""
    flags = _said(node, "--help")
    permission = next(
        (f for f in ("--permission", "--experimental-permission") if f"{f} " in flags or f"{f}\n" in flags),
        "",
    )
    walled = [sys.executable, "-I", "-S", wall.__file__] if wall.stands() else []
    return (
        *walled,
        _said(node, "--print", "process.execPath").strip() or node,  # what a version manager's `node` starts
        *([permission] if permission else []),
        "--disallow-code-generation-from-strings",
        "--frozen-intrinsics",  # an error of this realm that an answer gets hold of changes nothing here
        "--max-old-space-size=160",
        "--no-warnings",
        "--eval",
        (_HERE / "sandbox.js").read_text("utf-8"),
    )


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603


def _compiled(source: str) -> tuple[str, str] | Verdict:
    """Give TypeScript as JavaScript and "ok", or the first fault of its types. UNCHECKED where there is no compiler."""
    compiler = shutil.which("tsc")
    if compiler is None:
        return Verdict(Outcome.UNCHECKED, note="not scored: tsc is not installed")
    with tempfile.TemporaryDirectory(prefix="ask-bench-") as folder:
        file = Path(folder) / "answer.ts"
        file.write_text(re.sub(r"^[ \t]*///.*$", "", source, flags=re.MULTILINE), encoding="utf-8")
        try:
            said = subprocess.run(  # noqa: S603
                [compiler, *_OPTIONS, str(file)],
                capture_output=True, text=True, check=False, cwd=folder, timeout=30, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Verdict(Outcome.UNCHECKED, note="not scored: tsc took longer than 30 s")
        script = file.with_suffix(".js")
        if not script.exists():
            return Verdict(Outcome.UNCHECKED, note=f"not scored: tsc gave nothing: {said.stdout[:100]}")
        faults = [
            fault
            for line in said.stdout.splitlines()
            if (fault := line.partition(": error ")[2]) and not fault.startswith(_ELSEWHERE)
        ]
        return script.read_text("utf-8"), faults[0][:100] if faults else "ok"
