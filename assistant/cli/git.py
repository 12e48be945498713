"""Runs git, which may not be there."""

import subprocess

from assistant.errors import UsageError, cause_of


class NoGit(UsageError):
    """There is no git that could be run."""


def git(*arguments: str, seconds: float | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run git; a folder that came from elsewhere may name a program that watches it, which is not to run for a look.

    Raises NoGit, and subprocess.TimeoutExpired where it takes longer than `seconds`.
    """
    command = ["git", "-c", "core.fsmonitor=false", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=seconds)  # noqa: S603 - the user's git
    except FileNotFoundError as error:
        raise NoGit(
            "git is not installed", hint="install it, or pipe a diff in: ask review < x.diff"
        ) from error
    except OSError as error:
        raise NoGit(f"git could not be run: {cause_of(error)}") from error
