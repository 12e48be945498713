"""The product's own source: nothing in it runs a text as a program."""

import ast
from pathlib import Path

import pytest

import assistant

ROOT = Path(assistant.__file__).parent
# `ask bench` runs the answers it scores, after a yes, in a process of their own that may do nothing else.
BENCH = ROOT / "bench" / "runner.py"
FILES = sorted(set(ROOT.rglob("*.py")) - {BENCH})
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "code", "codeop"}
SHELLS = {"system", "popen", "getoutput", "getstatusoutput", "create_subprocess_shell"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_text_is_run_as_a_program(file: Path) -> None:
    assert [fault for node in ast.walk(ast.parse(file.read_text())) if (fault := fault_in(node))] == []


@pytest.mark.parametrize(
    "source",
    [
        "eval('1')",
        "exec(x)",
        "import pickle",
        "from marshal import loads",
        "os.system(x)",
        "run(x, shell=True)",
    ],
)
def test_each_way_to_run_a_text_is_seen(source: str) -> None:
    assert any(fault_in(node) for node in ast.walk(ast.parse(source)))


def _is_our_own(value: ast.expr) -> bool:
    """Whether a `shell` is the value that surrounds the program here: its environment and streams."""
    return isinstance(value, ast.Name) and value.id == "shell"


def fault_in(node: ast.AST) -> str:
    match node:
        case ast.Import(names=names) if UNSAFE_MODULES & {name.name.split(".")[0] for name in names}:
            return f"line {node.lineno}: {ast.unparse(node)}"
        case ast.ImportFrom(module=str(module)) if module.split(".")[0] in UNSAFE_MODULES:
            return f"line {node.lineno}: {ast.unparse(node)}"
        case ast.Call(func=ast.Name(id=name)) if name in RUNS_TEXT:
            return f"line {node.lineno}: {name}()"
        case ast.Call(func=ast.Attribute(attr=name)) if name in SHELLS:
            return f"line {node.lineno}: {name}()"
        case ast.Call(keywords=keywords) if any(
            keyword.arg == "shell" and not _is_our_own(keyword.value) for keyword in keywords
        ):
            return f"line {node.lineno}: a shell"
        case _:
            return ""
