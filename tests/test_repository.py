"""A repository that came from elsewhere is looked at, and none of the programs that it names runs."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ASK, Run
from tests.scripted import ScriptedGateway


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that leaves a sign of having run."""
    file = tmp_path / "program"
    file.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    file.chmod(0o700)
    return file


def git(*arguments: str, at: Path) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@a.invalid", "-c", "commit.gpgsign=false"]
    return subprocess.run([*command, *arguments], cwd=at, check=True, capture_output=True, text=True).stdout


def repository(folder: Path) -> Path:
    """Make a repository with a file that has changed since the last commit; gives the file."""
    folder.mkdir(exist_ok=True)
    file = folder / "a.py"
    file.write_text("x = 1\n")
    git("init", "-q", at=folder)
    git("add", "a.py", at=folder)
    git("commit", "-q", "-m", "one", at=folder)
    file.write_text("x = 22\n")
    return file


def looked_at(ask: Run, folder: Path) -> None:
    """Have the folder read, which always works."""
    assert ask("--demo", "--no-stream", "hi", f"{folder}/").code == 0


def test_what_watches_and_compares_files_and_the_hooks_do_not_run(
    ask: Run, program: Path, tmp_path: Path
) -> None:
    file = repository(tmp_path)
    for name in ("core.fsmonitor", "diff.external", "diff.py.textconv"):
        git("config", name, str(program), at=tmp_path)
    (tmp_path / ".gitattributes").write_text("*.py diff=py\n")
    (tmp_path / ".git" / "hooks" / "post-index-change").symlink_to(program)
    assert ask("--demo", "--no-stream", "--diff", "hi").code == 0
    file.write_text("x = 1\n")  # as it was, but for its time, which git would note in the index
    assert ask("--demo", "--no-stream", "--diff", "hi").code == 2
    looked_at(ask, tmp_path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("scope", ["--local", "--worktree"])
@pytest.mark.parametrize("name", ["filter.f=x.clean", "filter.f=x.process"])
def test_a_filter_of_the_repository_is_named_and_does_not_run(
    name: str, scope: str, ask: Run, program: Path, tmp_path: Path
) -> None:
    repository(tmp_path)
    git("config", "extensions.worktreeConfig", "true", at=tmp_path)
    git("config", scope, name, str(program), at=tmp_path)
    (tmp_path / ".gitattributes").write_text("*.py filter=f=x\n")
    ran = ask("--demo", "--no-stream", "--diff", "hi")
    assert ran.code == 2
    assert f"git diff would run a program that this repository names: {name}" in ran.err
    looked_at(ask, tmp_path)
    assert not (tmp_path / "ran").exists()


def test_a_filter_of_the_users_own_runs(
    ask: Run, program: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    repository(tmp_path)
    (Path(environment["HOME"]) / ".gitconfig").write_text(f'[filter "f"]\n\tclean = {program}\n')
    (tmp_path / ".gitattributes").write_text("*.py filter=f\n")
    assert ask("--demo", "--no-stream", "--diff", "hi").code == 0
    assert (tmp_path / "ran").exists()


def test_no_filter_of_a_submodule_runs(ask: Run, program: Path, tmp_path: Path) -> None:
    repository(tmp_path)
    inner = repository(tmp_path / "inner").parent
    git("add", "inner", at=tmp_path)
    git("config", "filter.f.clean", str(program), at=inner)
    git("config", "core.fsmonitor", str(program), at=inner)
    git("config", "diff.submodule", "diff", at=tmp_path)
    (inner / ".gitattributes").write_text("* filter=f\n")
    assert ask("--demo", "--no-stream", "--diff", "hi").code == 0
    looked_at(ask, tmp_path)
    assert not (tmp_path / "ran").exists()


def test_nothing_is_fetched_for_a_look(ask: Run, program: Path, tmp_path: Path) -> None:
    repository(tmp_path)
    number = git("rev-parse", "HEAD:a.py", at=tmp_path).strip()
    (tmp_path / ".git" / "objects" / number[:2] / number[2:]).unlink()
    for name, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "o"),
        ("remote.o.promisor", "true"),
        ("remote.o.url", "ssh://host.invalid/x"),
        ("core.sshCommand", str(program)),
        ("protocol.ssh.allow", "always"),
    ):
        git("config", name, value, at=tmp_path)
    ran = ask("--demo", "--no-stream", "--diff", "hi")
    assert ran.code == 2
    assert "git diff: " in ran.err
    looked_at(ask, tmp_path)
    assert not (tmp_path / "ran").exists()


PRIVATE = "nobody's business"


@pytest.fixture
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that lies in no repository, with a file named as one that the repositories have."""
    folder = tmp_path_factory.mktemp("private")
    (folder / "a.py").write_text(f"{PRIVATE}\n")
    return folder


def sent(gateway: ScriptedGateway) -> str:
    return str([request.body for request in gateway.received])


@pytest.mark.parametrize("scope", ["--local", "--worktree"])
def test_no_folder_elsewhere_is_a_repositorys_because_it_says_so(
    scope: str, private: Path, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    repository(tmp_path)
    git("config", "extensions.worktreeConfig", "true", at=tmp_path)
    named = ("/", str(private), str(tmp_path.parent), f"{private}/none")
    repository(private)  # a repository, and another one
    (private / "a.py").write_text(f"{PRIVATE}\n")
    for tree in named:
        git("config", scope, "core.worktree", tree, at=tmp_path)
        ran = ask("-q", "--diff", "explain", env=keyed)
        assert (ran.code, gateway.received) == (2, [])
        assert "show files outside of this repository, which it names: core.worktree" in ran.err
    git("config", scope, "core.worktree", str(private), at=tmp_path)
    ask("-q", "explain", "./", env=keyed)
    assert PRIVATE not in sent(gateway)
    assert ask("--diff", "explain", env=keyed | {"GIT_WORK_TREE": "."}).code == 0
    assert "+x = 22" in gateway.received[-1].question


def test_worktrees_submodules_and_what_the_user_names_are_compared(
    environment: dict[str, str], tmp_path: Path
) -> None:
    first = repository(tmp_path / "first").parent
    git("worktree", "add", "-q", "../second", at=first)
    outer = tmp_path / "outer"
    outer.mkdir()
    git("init", "-q", at=outer)
    git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(first), "inner", at=outer)
    assert git("config", "core.worktree", at=outer / "inner")
    for folder in (tmp_path / "second", outer / "inner"):
        (folder / "a.py").write_text("x = 22\n")
    named = {"GIT_DIR": str(first / ".git"), "GIT_WORK_TREE": str(tmp_path / "third")}
    (tmp_path / "third" / "deep").mkdir(parents=True)
    shutil.copy(first / "a.py", tmp_path / "third")
    for folder, variables in {
        tmp_path / "second": {},
        outer / "inner": {},
        tmp_path / "third" / "deep": named,
    }.items():
        ran = subprocess.run(
            [*ASK, "--dry-run", "--diff", "hi"],
            cwd=folder, env=environment | variables, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (ran.returncode, "+x = 22" in ran.stdout) == (0, True)


@pytest.mark.parametrize("beginning", ["/", "../"])
def test_a_file_that_the_index_has_outside_of_the_tree_is_not_sent(
    beginning: str, private: Path, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    repository(tmp_path)
    outside = os.path.relpath(private / "a.py", tmp_path) if beginning == "../" else str(private / "a.py")
    git("mv", "a.py", "b.py", at=tmp_path)
    number = git("rev-parse", "HEAD:a.py", at=tmp_path).strip()
    stand_in = outside.replace(beginning, "!" * len(beginning), 1)
    git("update-index", "--add", "--cacheinfo", f"100644,{number},{stand_in}", at=tmp_path)
    index = tmp_path / ".git" / "index"
    forged = index.read_bytes()[:-20].replace(stand_in.encode(), outside.encode())
    index.write_bytes(forged + hashlib.sha1(forged, usedforsecurity=False).digest())
    assert outside in git("ls-files", at=tmp_path).splitlines()
    for named in ("--diff", "--diff=HEAD"):
        ran = ask("-q", named, "explain", env=keyed)
        assert (ran.code, gateway.received) == (2, [])
        assert f"git diff would show a file outside of this repository: {outside}" in " ".join(
            ran.err.split()
        )
    assert "left out, links that lead elsewhere: " in ask("explain", "./", env=keyed).err
    assert "x = 22" in sent(gateway)
    assert PRIVATE not in sent(gateway)
