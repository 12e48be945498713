"""Files that a glob stands for: found one by one, so that a pattern over too much can be given up."""

import glob
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from assistant.errors import UsageError

MOST = 50  # files of one glob, or of a folder
PATIENCE = 3.0  # seconds


def files_of(pattern: str, *, patience: float = PATIENCE) -> list[str]:
    """Give the files a glob stands for, named as it is typed, sorted; "**" enters no hidden folder and follows no link.

    Raises UsageError for too many, and where they are not found within so many seconds.
    """
    files: set[str] = set()
    for name in _matching(re.sub(r"(?<![^/])(?:\*\*/)+", "**/", pattern), time.monotonic() + patience):
        if Path(name).is_file():
            files.add(name)
        if len(files) > MOST:
            raise UsageError(
                f"{pattern} stands for more than {MOST} files", hint="no more go with a question"
            )
    return sorted(files)


def beginning_of(pattern: Path) -> Path:
    """Give the folder that a glob begins with: what is in it is what the glob can stand for."""
    return next(above for above in pattern.parents if not glob.has_magic(str(above)))


def _matching(pattern: str, end: float) -> Iterator[str]:
    parts = pattern.split("/")
    if "**" not in parts:
        yield from glob.iglob(pattern)  # noqa: PTH207 - it gives names as they were typed
        return
    at = parts.index("**")
    beginning = "/".join(parts[:at]) + "/" * (at > 0)
    rest = "/".join(parts[at + 1 :]) if parts[at + 1 :] else "*"
    for start in _matching(beginning, end) if beginning.strip("/") else (beginning,):
        for folder in _folders(start):
            if time.monotonic() > end:
                hint = "begin it with a folder: src/**/*.py"
                raise UsageError(f"it takes too long to look for {pattern}", hint=hint)
            yield from _matching(os.path.join(glob.escape(folder), rest), end)  # noqa: PTH118


def _folders(start: str) -> Iterator[str]:
    """Give a folder and those in it, however deep."""
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        yield folder
        with suppress(OSError), os.scandir(folder or ".") as entries:
            waiting += [
                os.path.join(folder, entry.name)  # noqa: PTH118 - "" stays ""
                for entry in entries
                if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
            ]
