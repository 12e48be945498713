"""Calls an answer's function where it can do no harm, and reports what came back. Started alone; others read its limits.

It knows inputs and no expected results, so nothing an answer prints, patches or writes here can make it right: what is
right is decided by whoever started it. Before the answer's code runs, this process has given up its privileges and can
open no file, no socket and no process; the first attempt ends it, and what gets past that meets the kernel's wall
(`wall.py`). stdin: one JSON object. stdout: one JSON line a case.
"""

import ast
import functools
import importlib
import json
import os
import resource
import sys
from collections.abc import Callable
from types import CodeType
from typing import Any

NOBODY = 65534
SECONDS, BYTES = 5, 256 << 20
LONGEST = 20_000  # characters of a result that are reported
REFUSED = 3  # the exit code that says so
CALLED = "answered"  # the name that a case calls the function by

# Modules an answer may import: they are loaded before the doors are shut.
HARMLESS = {
    "abc", "array", "bisect", "collections", "contextlib", "copy", "dataclasses", "datetime", "decimal", "doctest",
    "enum", "fractions", "functools", "heapq", "inspect", "itertools", "json", "math", "numbers", "operator", "os",
    "pprint", "random", "re", "statistics", "string", "sys", "textwrap", "time", "timeit", "types", "typing",
    "unittest", "warnings", "collections.abc",
}  # fmt: skip


def main() -> None:
    """Do the job on stdin."""
    job = json.loads(sys.stdin.buffer.read())
    code, wrong = _compiled(job["source"])
    for name in _wanted(job["source"]):
        importlib.import_module(name)
    raise_wall = _wall(job["wall"]) if job["wall"] else None
    report = _with_streams_closed()
    _restrict(report)
    if raise_wall:
        raise_wall()
    _make_heard()
    sys.meta_path[:] = [_ImportBlocker(report)]
    sys.addaudithook(_guard(report))
    _tell(report, "ready", "")
    if code is None:
        _tell(report, "broken", wrong)
        os._exit(0)
    namespace: dict[str, Any] = {"__name__": "answer"}
    sys.modules["answer"] = type(sys)("answer")
    try:
        exec(code, namespace)  # noqa: S102 - what this process is for
        function = _function(namespace, job["function"])
    except BaseException as error:  # noqa: BLE001 - a SystemExit too
        _tell(report, "broken", _named(error))
        os._exit(0)
    for number, call in enumerate(job["cases"]):
        try:
            case: dict[str, Any] = {"functools": functools, CALLED: function}
            exec(f"given = {calling(call)}", case)  # noqa: S102
            text = text_of(case["given"])
        except BaseException as error:  # noqa: BLE001
            text = f"!{type(error).__name__}"
        _tell(report, str(number), text[:LONGEST])
    os._exit(0)


def calling(call: str) -> str:
    """Give the expression of a case: `call` is what stands between the parentheses of the call."""
    return f"{CALLED}({call}\n)"


def text_of(given: object) -> str:
    """Give a result as Python writes it: what can be iterated is a list, a set a sorted one."""
    if isinstance(given, set | frozenset):
        return repr(sorted(given, key=repr))
    as_it_is = isinstance(given, str | bytes | dict) or not hasattr(given, "__iter__")
    return repr(given if as_it_is else list(given))  # type: ignore[call-overload]


def _compiled(source: str) -> tuple[CodeType | None, str]:
    """Give an answer's code, or what is wrong with it: for a word on that, Python looks for a file to quote from."""
    try:
        return compile(source, "answer", "exec"), ""
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return None, _named(error)


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def _wanted(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names & HARMLESS


def _wall(folder: str) -> Callable[[], None]:
    """Give what raises the kernel's wall, which lies in `folder`, and leave no name that leads to what it needs."""
    before = set(sys.modules)
    sys.path.insert(0, folder)
    module = importlib.import_module("wall")
    made: Callable[[], None] = module.wall(module.PYTHON)
    del sys.path[0]
    for name in set(sys.modules) - before:
        del sys.modules[name]
    return made


def _with_streams_closed() -> int:
    """Point the standard streams at nothing; gives the descriptor that was stdout."""
    report = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    return report


def _restrict(report: int) -> None:
    if os.geteuid() == 0:  # root's limits on processes do not bind
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, report + 1),  # none to spare: the kernel refuses files and sockets as well
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, BYTES),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # macOS knows no limit on addresses
            continue


def _make_heard() -> None:
    """Let what reaches files and processes without an audit event, or would load that again, only raise one."""
    silent = {"mkfifo", "mknod", "create_builtin", "create_dynamic", "setpriority"}
    silent |= {"sched_setaffinity", "sched_setparam", "sched_setscheduler"}
    for module in (os, sys.modules["posix"], sys.modules["_imp"]):
        for name in silent & vars(module).keys():
            tell = functools.partial(sys.audit, name)
            setattr(module, name, lambda *_, tell=tell, **__: tell())


def _tell(report: int, what: str, text: str) -> None:
    os.write(report, (json.dumps([what, text]) + "\n").encode())


class _ImportBlocker:
    """Finds no module: a harmless one is loaded already, and the rest of the standard library opens doors."""

    def __init__(self, report: int) -> None:
        self._report = report

    def find_spec(self, name: str, *_: object) -> None:
        if name.partition(".")[0] in sys.stdlib_module_names:
            _tell(self._report, "refused", f"import {name}")
            os._exit(REFUSED)


def _guard(report: int) -> Any:
    """Give an audit hook that looks nothing up which an answer could replace, and lets only what is listed pass."""

    def guard(
        event: str, arguments: Any, report: int = report, write: Any = os.write, leave: Any = os._exit
    ) -> None:
        if event not in {
            "import", "exec", "compile", "marshal.loads", "object.__getattr__", "sys._getframe",
            "sys._getframemodulename", "sys.excepthook", "sys.unraisablehook", "builtins.id", "builtins.input",
            "builtins.input/result", "array.__new__", "time.sleep", "_thread.start_new_thread",
            "_thread.start_joinable_thread",
        } and not (
            event == "object.__setattr__"
            and arguments[1] in {"__name__", "__qualname__", "__doc__", "__module__", "__annotations__"}
        ):  # fmt: skip
            write(report, b'["refused", "' + event.encode() + b'"]\n')
            leave(3)

    return guard


def _function(namespace: dict[str, Any], wanted: str) -> Any:
    found = {
        name: value
        for name, value in namespace.items()
        if callable(value) and getattr(value, "__module__", None) == "answer" and not isinstance(value, type)
    }
    near = [name for name in found if wanted in name.lower()]
    for name in (wanted, *near, *found):
        if name in found:
            return found[name]
    raise LookupError("no function")


if __name__ == "__main__":
    main()
