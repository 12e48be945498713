"""A repository that came from elsewhere is looked at, and none of the programs that it names runs."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run


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
