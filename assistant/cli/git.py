"""Runs git, which may not be there."""

import os
import subprocess

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
