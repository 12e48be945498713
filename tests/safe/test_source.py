"""The product's own source: nothing in it runs a text as a program."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

import assistant

ROOT = Path(assistant.__file__).parent
# `ask bench` runs the answers it scores, after a yes, in a process of their own that may do nothing else.
BENCH = ROOT / "bench" / "runner.py"
# The kernel's wall around that process takes a call that only ctypes makes.
WALL = ROOT / "bench" / "wall.py"
FILES = sorted(set(ROOT.rglob("*.py")) - {BENCH, WALL})
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "code", "codeop", "yaml", "ctypes", "imp", "runpy"}
SHELLS = {"system", "popen", "getoutput", "getstatusoutput", "create_subprocess_shell", "mktemp", "startfile"}
STARTS = (
    "exec",
    "spawn",
    "posix_spawn",
)  # what the functions of `os` and `pty` that become a program begin with
LAX = {"verify", "check_hostname", "shell"}

# Where the security rules of ruff are set aside, and what was looked at: nothing there comes from a model.
REVIEWED = {
    ("bench/blind_comparison.py", "S311"),  # a random order
    ("bench/judge.py", "S311"),
    ("bench/runner.py", "S102"),  # the one place that runs an answer: in a sandbox, after a yes
    ("bench/script.py", "S603"),  # node in a sandbox, after a yes
    ("bench/sandbox.py", "S603"),  # our own runner
    ("bench/wall.py", "S603"),  # itself
    ("cli/git.py", "S603"),  # the user's git, a revision never being an option
    ("gateway/client.py", "S311"),  # how long to wait
    ("repl/clipboard.py", "S603"),  # the desktop's own program; the text is its stdin
    ("repl/editor.py", "S603"),  # the user's editor
    ("store/key_command.py", "S603"),  # the user's own command
    ("store/processes.py", "S603"),  # the system's own ps, a number being its argument
    ("store/turn_row.py", "S608"),  # our own column names
    ("store/log.py", "S608"),  # the same
}


def test_every_security_rule_that_is_set_aside_was_reviewed() -> None:
    found = {
        (str(file.relative_to(ROOT)), rule)
        for file in ROOT.rglob("*.py")
        for line in file.read_text().splitlines()
        for noted in re.findall(r"# noqa: ([A-Z0-9, ]+)", line)
        for rule in re.findall(r"\bS\d{3}\b", noted)
    }
    assert found == REVIEWED


def test_the_security_rules_are_on_for_all_of_the_product() -> None:
    lint = tomllib.loads((ROOT.parent / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    assert "S" in lint["select"]
    off = [
        *lint["ignore"],
        *(
            rule
            for place, rules in lint["per-file-ignores"].items()
            if "assistant" in place
            for rule in rules
        ),
    ]
    assert [rule for rule in off if re.fullmatch(r"S\d*", rule)] == []


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
        "import yaml",
        "os.execvp(x, y)",
        "os.posix_spawn(x, y, z)",
        "httpx.Client(verify=False)",
        "context.check_hostname = False",
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
        case ast.Call(func=ast.Attribute(value=ast.Name(id="os" | "pty"), attr=name)) if name.startswith(
            STARTS
        ):
            return f"line {node.lineno}: {name}()"
        case ast.Call(keywords=keywords) if any(
            keyword.arg in LAX
            and isinstance(keyword.value, ast.Constant)
            and keyword.value.value in {True, False}
            and bool(keyword.value.value) is (keyword.arg == "shell")
            for keyword in keywords
        ):
            return f"line {node.lineno}: a shell, or a connection that is not checked"
        case ast.Assign(targets=[ast.Attribute(attr="check_hostname" | "verify_mode")]):
            return f"line {node.lineno}: a connection that is not checked"
        case ast.Call(keywords=keywords) if any(
            keyword.arg == "shell" and not _is_our_own(keyword.value) for keyword in keywords
        ):
            return f"line {node.lineno}: a shell"
        case _:
            return ""


GUARDS = {"visible", "visible_lines", "visible_on_one_line", "json_text", "feed", "close"}
# What commands write that is ours alone: figures, tables and pages made of guarded cells, and one line of a file.
OURS = {
    "bill.py: bill_picture", "cap.py: '\\n'.join", "cap.py: f'lifted", "cap.py: f'{wanted}", "complete.py: line.rstrip()", "completions.py: SCRIPTS[shell_name](tree())",
    "completions.py: f'{", "demo.py: f'{server.base_url}", "doctor.py: _line", "doctor.py: ', '.join", "log.py: f'deleted", "log.py: _line", "main.py: PAGES",
    "models.py: '\\n'.join((aligned", "models.py: '\\n'.join(aligned", "models.py: '\\n'.join(fitted", "dry_run.py:", "route.py: line", "show.py: text", "template.py: f'{name} stays", "theme.py: row",
}  # fmt: skip


def test_every_text_that_a_command_writes_is_guarded_or_ours() -> None:
    bare = []
    for file in sorted((ROOT / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(attr="write"), args=[argument]) if not isinstance(
                    argument, ast.Constant
                ):
                    calls = (call.func for call in ast.walk(argument) if isinstance(call, ast.Call))
                    named = {getattr(call, "id", "") or getattr(call, "attr", "") for call in calls}
                    bare += (
                        [] if named & GUARDS else [f"{file.name}: {ast.unparse(argument)}".replace('"', "'")]
                    )
    assert [text for text in bare if not text.startswith(tuple(OURS))] == []


# Beside the commands, whatever writes to a stream, and what guards it there.
WRITERS = {
    "__main__.py",  # the version, and an error of the system's
    "render/views.py", "render/piped.py",  # behind a passage: `TerminalText`, `PipeText`, `json_text`
    "render/terminal.py", "render/screen.py",  # behind `TerminalText`
    "render/event_view.py",  # JSON in ASCII
    "render/notes.py", "repl/session.py", "repl/thinking.py",  # `visible`
    "repl/modes.py", "render/background_query.py", "repl/clipboard.py",  # sequences of our own
}  # fmt: skip
STREAMS = {"os", "_out", "out", "stdout", "stderr", "terminal", "_terminal", "screen"}


def test_only_the_files_that_were_looked_at_write_to_a_stream() -> None:
    found = set()
    for file in sorted(ROOT.rglob("*.py")):
        name = str(file.relative_to(ROOT))
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.Call(func=ast.Name(id="print") | ast.Attribute(attr="echo" | "secho")) if (
                    name != "cli/parameters.py"
                ):
                    raise AssertionError(f"{name}, line {node.lineno}: {ast.unparse(node)}")
                case ast.Call(func=ast.Attribute(value=stream, attr="write" | "writelines")):
                    written = getattr(stream, "attr", None) or getattr(stream, "id", "")  # `os` among them
                    found |= {name} if written in STREAMS else set()
    files = {"repl/history.py", "bench/journal.py", "bench/runner.py", "store/files.py", "store/marks.py"}
    assert {name for name in found if not name.startswith("cli/")} - files == WRITERS
