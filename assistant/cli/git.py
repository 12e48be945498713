"""Runs git, which may not be there, and tells what a repository has it do otherwise."""

import os
import subprocess
from pathlib import Path

from assistant.errors import UsageError, cause_of


class NoGit(UsageError):
    """There is no git that could be run."""


def git(*arguments: str, seconds: float | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run git; no program that a folder from elsewhere names is to run for a look at it.

    Such are what watches its files, its hooks, and the ways to fetch what it has not. Raises NoGit, and
    subprocess.TimeoutExpired where it takes longer than `seconds`.
    """
    command = ["git", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", *arguments]
    environment = {**os.environ, "GIT_ALLOW_PROTOCOL": ""}  # none
    try:
        return subprocess.run(  # noqa: S603 - the user's git
            command, capture_output=True, check=False, timeout=seconds, env=environment
        )
    except FileNotFoundError as error:
        raise NoGit(
            "git is not installed", hint="install it, or pipe a diff in: ask review < x.diff"
        ) from error
    except OSError as error:
        raise NoGit(f"git could not be run: {cause_of(error)}") from error


def settings_of_repository(pattern: str) -> tuple[str, ...]:
    """Give the names of the settings that the repository makes, and not the user, whose names match."""
    found = b""
    for scope in ("--local", "--worktree"):
        found += git("config", scope, "--includes", "--name-only", "--get-regexp", pattern).stdout
    return tuple(found.decode(errors="replace").splitlines())


def has_foreign_work_tree() -> bool:
    """Tell whether the folder that a repository's `core.worktree` names holds no `.git` of this very repository.

    A submodule's does, and what the user says (`GIT_WORK_TREE`) counts before it.
    """
    if "GIT_WORK_TREE" in os.environ:
        return False
    repository = _path("--absolute-git-dir")
    there = _path("--resolve-git-dir", f"{_path('--show-toplevel')}/.git")
    return not (repository.exists() and there.exists() and repository.samefile(there))


def file_outside() -> str:
    """Give the name of a file that git's index has outside of the work tree, where no git puts one; "" for none."""
    listed = git("--no-literal-pathspecs", "ls-files", "-z", "--full-name", "--", ":/").stdout.split(b"\0")
    outside = (name for name in listed if name.startswith(b"/") or b".." in name.split(b"/"))
    return next(outside, b"").decode(errors="replace")


def _path(*question: str) -> Path:
    return Path(os.fsdecode(git("rev-parse", *question).stdout.removesuffix(b"\n")))
