"""Folders beside a question: what is too large is refused before it is read, and git may be slow or missing."""

import shutil
import signal
import subprocess
from pathlib import Path

import pexpect
import pytest

from tests.conftest import AskOnTerminal, Run
from tests.scripted import ScriptedGateway


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for programs that is all of PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("sign", ["/", "/*", "//", "/**/"])
def test_signs_alone_are_a_word_and_no_folder(
    sign: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("what", "is", "1", sign, "3", env=keyed)
    assert gateway.received[-1].question == f"what is 1 {sign} 3"


def test_a_folder_with_more_than_can_be_looked_at_is_refused_unread(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], programs: Path, tmp_path: Path
) -> None:
    called = tmp_path / "called"
    _program(programs / "git", f'echo "$@" >> {called}\n{shutil.which("git")} "$@"')
    folder = tmp_path / "large"
    for number in range(100):
        (folder / f"{number}" / "inner").mkdir(parents=True)
        for name in range(50):
            (folder / f"{number}" / f"{name}.py").touch()
    ran = ask("hi", f"{folder}/", env=keyed | {"PATH": f"{programs}:/bin"})
    assert (ran.code, gateway.received) == (2, [])
    assert f"{folder} holds more than 5,000 files and folders\n     50 at most go with a question" in ran.err
    assert "init" not in called.read_text()
    (folder / ".gitignore").write_text("/*\n!/7\n")
    assert ask("hi", f"{folder}/", env=keyed).code == 0
    assert f"{folder}/7/49.py" in gateway.received[-1].question


@pytest.mark.parametrize("outer", [False, True])
def test_repositories_in_a_folder_are_left_out_and_named(
    outer: bool, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    for name in ("a", "b"):
        subprocess.run(["git", "init", "-q", f"src/{name}"], cwd=tmp_path, check=True)
        (tmp_path / "src" / name / "m.py").write_text(f"{name} = 1\n")
    if outer:
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    told = "left out, repositories of their own: src/a/, src/b/; name one to send it\n"
    ran = ask("what is this", "src/", env=keyed)
    assert (ran.code, ran.err) == (2, f"{told}ask: there is no file in src\n")
    (tmp_path / "src" / "top.py").write_text("top = 1\n")
    assert told in ask("what is this", "src/", env=keyed).err
    assert "a = 1" not in gateway.received[-1].question
    assert told not in ask("what is this", "src/", "src/a/", env=keyed | {"PATH": ""}).err
    assert "a = 1" in gateway.received[-1].question


def test_backups_in_a_folder_do_not_go(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    for name in ("b.py", "b.py~", "b.py.~1~"):
        (tmp_path / "src").mkdir(exist_ok=True)
        (tmp_path / "src" / name).write_text(f"name = '{name}'\n")
    for first in (("init", "-q"), ("add", ".")):  # those that git knows, too
        assert ask("why", "src/", env=keyed).code == 0
        assert gateway.received[-1].question.count("name = ") == 1
        subprocess.run(["git", *first], cwd=tmp_path / "src", check=True)
    assert ask("why", "src/b.py~", env=keyed).code == 0
    assert "name = 'b.py~'" in gateway.received[-1].question


def test_what_takes_git_long_is_told_and_ctrl_c_ends_it(
    ask_on_terminal: AskOnTerminal, programs: Path, tmp_path: Path
) -> None:
    stopped = tmp_path / "stopped"
    _program(programs / "git", f"trap 'echo > {stopped}; exit' INT\nwhile :; do /bin/sleep 0.05; done")
    folder = tmp_path / "slow"
    folder.mkdir()
    run = ask_on_terminal("--demo", "hi", f"{folder}/", env={"PATH": str(programs)})
    run.expect_exact("looking for files in")
    run.sendintr()
    run.expect(pexpect.EOF)
    assert run.wait() == 128 + signal.SIGINT
    assert stopped.exists()


def test_what_takes_git_too_long_is_refused(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], programs: Path, tmp_path: Path
) -> None:
    _program(programs / "git", "exec /bin/sleep 60")
    folder = tmp_path / "slow"
    folder.mkdir()
    ran = ask("hi", f"{folder}/", env=keyed | {"PATH": str(programs)})
    assert (ran.code, gateway.received) == (2, [])
    assert f"looking for files in {folder} …\n" in ran.err
    assert f"{folder} takes more than 5 s to look through" in ran.err


def test_without_git_a_folder_is_read_and_a_difference_is_refused(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], programs: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "project"
    (folder / "inner" / ".hidden").mkdir(parents=True)
    (folder / "inner" / "own.py").write_text("own = 1\n")
    (folder / "inner" / ".hidden" / "b.py").write_text("hidden = 1\n")
    without = keyed | {"PATH": str(programs)}
    ran = ask("why so", f"{folder}/", env=without)
    assert gateway.received[-1].question == f"why so\n\n{folder}/inner/own.py:\n```python\nown = 1\n```"
    assert "gitignore" not in ran.err
    (folder / "inner" / ".gitignore").write_text("own.py\n")
    assert (
        "git is not installed: what .gitignore names is not left out"
        in ask("why so", f"{folder}/", env=without).err
    )
    ran = ask("review", "--diff", env=without)
    assert (ran.code, len(gateway.received)) == (2, 2)
    assert ran.err == "ask: git is not installed\n     install it, or pipe a diff in: ask review < x.diff\n"


def test_a_difference_outside_of_a_repository_is_refused(ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("review", "--diff", env=keyed | {"GIT_CEILING_DIRECTORIES": "/"})
    assert (ran.code, "there is no git repository here" in ran.err) == (2, True)


def _program(file: Path, script: str) -> None:
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.mark.parametrize("repository", [True, False])
def test_a_link_that_leads_out_is_left_out_and_named(
    repository: bool, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "private.txt").write_text("nobody's business\n")
    tree = tmp_path / "tree"
    (tree / "src").mkdir(parents=True)
    for name in ("src/a.py", "b.py"):
        (tree / name).write_text(f"x = '{name}'\n")
    (tree / "src" / "out.txt").symlink_to(tmp_path / "private.txt")
    (tree / "src" / "me.txt").symlink_to(
        "/proc/self/environ" if Path("/proc/self").exists() else "/etc/passwd"
    )
    (tree / "src" / "b.py").symlink_to("../b.py")
    if repository:
        subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
    ran = ask("why", "tree/src/", env=keyed)
    assert "left out, links that lead elsewhere: tree/src/" in ran.err
    sent = str(gateway.received[0].body)
    assert "src/a.py" in sent
    assert ("x = 'b.py'" in sent) is repository
    assert "nobody's business" not in sent
    assert "PATH=" not in sent
    ran = ask("why", "tree/src/out.txt", env=keyed)
    assert f"tree/src/out.txt is a link to {(tmp_path / 'private.txt').resolve()}" in " ".join(
        ran.err.split()
    )
    assert "nobody's business" in str(gateway.received[1].body)


def test_a_globs_links_that_lead_out_are_left_out_and_named(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "private.txt").write_text("nobody's business\n")
    tree = tmp_path / "tree"
    (tree / "src").mkdir(parents=True)
    (tree / "b.py").write_text("x = 'b.py'\n")
    (tree / "src" / "a.py").write_text("x = 'a.py'\n")
    (tree / "src" / "b.py").symlink_to("../b.py")
    (tree / "src" / "out.txt").symlink_to(tmp_path / "elsewhere" / "private.txt")
    (tree / "docs").symlink_to(tmp_path / "elsewhere")
    subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
    for glob, links in {"tree/src/*": "tree/src/out.txt", "tree/*/*.txt": "tree/docs/private.txt"}.items():
        ran = ask("why", glob, "-f", "tree/src/a.py", "-f", "tree/b.py", env=keyed)
        assert f"left out, links that lead elsewhere: {links}" in ran.err
    assert "x = 'b.py'" in gateway.received[0].question
    assert "nobody's business" not in str([request.body for request in gateway.received])


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A repository of which a folder has become a link to one outside, which git still lists what was in."""
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "notes.txt").write_text("nobody's business\n")
    tree = tmp_path / "tree"
    (tree / "docs").mkdir(parents=True)
    (tree / "a.py").write_text("x = 'a.py'\n")
    (tree / "docs" / "notes.txt").write_text("a note\n")
    subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
    subprocess.run(["git", "add", "."], cwd=tree, check=True)
    shutil.rmtree(tree / "docs")
    (tree / "docs").symlink_to("../private")
    return tree


@pytest.mark.parametrize("named", ["tree/", "tree/*/*.txt"])
def test_what_lies_behind_a_link_to_a_folder_is_left_out_and_named(
    named: str, linked: Path, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("what does it do", named, str(linked / "a.py"), env=keyed)
    assert "left out, links that lead elsewhere: tree/docs/notes.txt" in ran.err
    assert "nobody's business" not in str([request.body for request in gateway.received])
    assert (ran.code, len(gateway.received)) == ((0, 1) if named == "tree/" else (2, 0))


@pytest.mark.parametrize("repository", [True, False])
@pytest.mark.parametrize("named", ["docs/", "docs/*.txt", "docs/notes.txt"])
def test_a_link_that_is_named_goes_and_where_it_leads_is_said(
    named: str, repository: bool, linked: Path, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    if not repository:
        shutil.rmtree(linked / ".git")
    ran = ask("what does it do", f"tree/{named}", env=keyed)
    assert f"tree/docs is a link to {linked.parent.resolve() / 'private'}" in " ".join(ran.err.split())
    assert "nobody's business" in str(gateway.received[0].body)
