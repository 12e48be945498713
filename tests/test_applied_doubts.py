"""Code that takes a file's place after more than a yes ahead: much would go, another language, an unclear fence."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import AskOnTerminal, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish
from tests.test_apply import ONE, TWO, code


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        (
            "def a():\n    return 1\n\n\ndef b():\n    return 2\n",
            " " * 100_000,
            "1 of 2 definitions would go: b",
        ),
        (
            "def a():\n    return 1\n\n\ndef b():\n    return 2\n",
            f"{'*' * 99} " * 9,
            "1 of 2 definitions would go",
        ),
        (
            json.dumps(dict.fromkeys("abcdefghijklmn"), indent=0),
            '{"a": "' + r"\"\\" * 50_000,
            "13 of 14 keys would go",
        ),
    ],
)
def test_what_goes_is_told_beside_a_line_of_any_kind_and_length(
    file: str, line: str, told: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a").write_text(file)
    before = "" if line.startswith("{") else "def a():\n    return 1\n"
    gateway.answers(code(f"{before}{line}\n"))
    ran = ask("fix", "--apply", "a", "--yes", env=keyed)
    assert (ran.code, told in ran.err) == (5, True)


def test_a_file_that_changed_meanwhile_is_left_alone_but_for_a_yes(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, ask_on_terminal: AskOnTerminal
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 2\n"))
    ask("write it", env=keyed)
    os.utime(file, (4e9, 4e9))
    ran = ask("apply", str(file), env=keyed)
    assert (ran.code, file.read_text()) == (5, "a = 1\n")
    assert "it has changed since the question was asked: nothing was written" in ran.err
    assert "answer y on a terminal, or: --force" in ran.err
    ran = ask("apply", str(file), "--yes", env=keyed)
    assert (ran.code, file.read_text()) == (5, "a = 1\n")
    assert "asked: nothing was written to" in ran.err
    assert "--yes is not enough" in ran.err
    command = ask_on_terminal("apply", str(file))
    command.expect_exact("a.py? it has changed since the question was asked [y/N]")
    assert "-a = 1" in command.before
    command.sendline("y")
    command.ended()
    assert file.read_text() == "a = 2\n"


def test_the_way_out_of_a_doubt_is_one_where_the_file_has_changed_too(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, ask_on_terminal: AskOnTerminal
) -> None:
    file = tmp_path / "a.py"
    file.write_text(TWO)
    gateway.answers(Scripted(events(delta(f"```py\na\n```\n\n```py\n{ONE}```\n"), finish())))
    ask("fix f", env=keyed)
    os.utime(file, (4e9, 4e9))
    ran = ask("apply", "a.py", "2", "--yes")
    assert "to be asked: ask apply a.py 2 ·" in ran.err
    command = ask_on_terminal("apply", "a.py", "2")
    command.expect_exact("it has changed since the question was asked; 1 of 2 definitions would go: g [y/N]")
    command.sendline("y")
    command.ended()
    assert file.read_text() == ONE


DIFFERENCE = (
    "--- a/a.py\n+++ b/a.py\n@@ -1,9 +1,9 @@\n def f():\n-    return 1\n+    return 42\n \n \n def g():\n"
)


MANUAL = "# Tool\n\nIt counts.\n\n## Install\n\n```sh\npip install tool\n```\n\n## Licence\n\nMIT.\n"

SCRIPT = "#!/bin/sh\ncat > README.md <<EOF\n```sh\nmake\n```\nmade\nEOF\necho done\n"


def fenced(text: str, language: str, behind: str = "") -> Scripted:
    return Scripted(events(delta(f"Here:\n\n```{language}\n{text}```\n{behind}"), finish()))


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [("R.md", MANUAL, "markdown"), ("h.sh", SCRIPT, "sh"), ("R.md", MANUAL, "md")],
)
def test_a_file_with_fences_in_it_is_written_whole(
    name: str,
    text: str,
    language: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / name).write_text(text)
    new = f"{text}new\n"
    gateway.answers(fenced(new, language))
    ran = ask("change", "--apply", name, "--yes", env=keyed)
    assert (ran.code, (tmp_path / name).read_text()) == (0, new)
    assert "in one fence of 4 backticks, from" in gateway.received[-1].body["messages"][0]["content"]
    assert ask("-x", "change", name, env=keyed).out == new
    (tmp_path / name).write_text(text)
    assert ask("apply", name, "--yes", env=keyed).code == 0
    assert (tmp_path / name).read_text() == new


@pytest.mark.parametrize(
    ("name", "text", "language", "behind"),
    [
        ("R.md", MANUAL.replace("```sh", "```"), "markdown", ""),
        ("R.md", MANUAL.removesuffix("```\n\n## Licence\n\nMIT.\n"), "markdown", ""),
        ("a.py", f'"""{MANUAL}"""\n'.replace("```sh", "```"), "python", ""),
        ("R.md", MANUAL, "markdown", "\n```\nmake\n```\n"),
    ],
)
def test_where_a_fence_in_a_file_may_have_ended_it_yes_is_not_enough(
    name: str,
    text: str,
    language: str,
    behind: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / name).write_text(text)
    gateway.answers(fenced(f"new\n{text}", language, behind))
    for arguments in (("change", "--apply", name), ("apply", name)):
        ran = ask(*arguments, "--yes", env=keyed)
        assert (ran.code, (tmp_path / name).read_text()) == (5, text)
        assert "the fences of the answer leave open where its code ends: nothing was written" in ran.err
    if language == "markdown":
        for arguments in (("-x", "change", name), ("last", "-x")):
            ran = ask(*arguments, env=keyed)
            assert (ran.code, "new" in ran.out) == (5, True)
            assert "the fences of the answer leave open where its code ends" in ran.err
    assert ask("apply", name, "--force", env=keyed).code == 0


def test_code_that_most_of_the_file_is_not_in_takes_more_than_yes(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text(TWO)
    gateway.answers(code(ONE))
    ran = ask("fix f", "--apply", "a.py", "--yes", env=keyed)
    assert (ran.code, file.read_text()) == (5, TWO)
    assert "1 of 2 definitions would go: g: nothing was written to a.py, for --yes is not enough" in ran.err
    assert "to be asked: ask apply a.py · to write it all the same: --force" in ran.err
    ran = ask("apply", "a.py", "--yes")
    assert (ran.code, file.read_text()) == (5, TWO)
    assert ask("apply", "a.py", "--force").code == 0
    assert file.read_text() == ONE
    file.write_text(TWO)
    assert ask("fix f", "--apply", "a.py", "--force", env=keyed).code == 0
    assert file.read_text() == ONE


SMALL = {
    "c.js": "const fs = require('fs');\n\nfunction load(path) {\n  const text = fs.readFileSync(path, 'utf8');\n"
    "  return text.split('\\n');\n}\n\nfor (const line of load(process.argv[2])) {\n  console.log(line);\n}\n",
    "Makefile": "all:\n\tpython3 -m pytest src\n",
    "Dockerfile": "FROM python:3.12\nCOPY . /app\n",
    "conf.yaml": "host: localhost\nport: 8080\n",
    "todo.md": "# Notes\n\n- speed\nx\n",
}

SUM = "def total(xs):\n    return sum(xs)\n"


@pytest.mark.parametrize("name", SMALL)
def test_a_small_file_that_the_code_has_next_to_nothing_of_takes_more_than_yes(
    name: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text(SMALL[name])
    gateway.answers(Scripted(events(delta(f"```\n{SUM}```\n"), finish())))
    ran = ask("fix", "--apply", name, "--yes", env=keyed)
    assert (ran.code, file.read_text()) == (5, SMALL[name])
    assert "different words would be left: nothing was written to" in ran.err
    assert ask("apply", name, "--force").code == 0
    assert file.read_text() == SUM


@pytest.mark.parametrize("name", ["c.js", "Makefile", "todo.md", "new.js"])
def test_code_of_another_language_takes_more_than_yes(
    name: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / name
    if name in SMALL:
        file.write_text(SMALL[name])
    gateway.answers(code(SUM))
    for words in (("fix", "--apply", name), ("apply", name)):
        ran = ask(*words, "--yes", env=keyed)
        assert "the code is python, the file's name says" in ran.err
        assert ran.code == 5
    assert not file.exists() or file.read_text() == SMALL[name]
    assert ask("apply", name, "--force").code == 0


@pytest.mark.parametrize(
    ("name", "before", "after", "doubt"),
    [
        ("a.js", None, SUM, "the code is python, the file's name says javascript"),
        ("a.py", TWO, ONE, "1 of 2 definitions would go: g"),
    ],
)
def test_the_person_at_the_terminal_is_told_of_a_doubt(
    name: str,
    before: str | None,
    after: str,
    doubt: str,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
    ask_on_terminal: AskOnTerminal,
) -> None:
    if before is not None:
        (tmp_path / name).write_text(before)
    gateway.answers(code(after))
    command = ask_on_terminal("fix f", "--apply", name, env=keyed)
    command.expect_exact(f"Write {name}? {doubt} [y/N]")
    command.sendline("y")
    assert command.ended()[0] == 0
    assert (tmp_path / name).read_text() == after


def test_a_difference_takes_no_files_place_and_is_for_git(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    for language in ("diff", "patch", "py"):
        file.write_text(TWO)
        gateway.answers(Scripted(events(delta(f"```{language}\n{DIFFERENCE}```\n"), finish())))
        for words in (("fix", "--apply", "a.py"), ("apply", "a.py"), ("apply", "new.py")):
            ran = ask(*words, "--force", env=keyed)
            assert "is a difference and not the file: nothing was written" in ran.err
            assert ran.code == 5
            assert file.read_text() == TWO
    (tmp_path / "its.patch").write_text(ask("last", "-x").out)
    subprocess.run(["git", "apply", "--recount", "its.patch"], cwd=tmp_path, check=True)  # as is hinted
    assert file.read_text() == TWO.replace("1", "42")


def test_a_difference_takes_the_place_of_another(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "its.txt").write_text(DIFFERENCE)
    gateway.answers(Scripted(events(delta(f"```diff\n{DIFFERENCE}+b\n```\n"), finish())))
    for name in ("its.txt", "new.patch"):
        assert ask("fix", "--apply", name, "--yes", env=keyed).code == 0
        assert (tmp_path / name).read_text() == f"{DIFFERENCE}+b\n"
