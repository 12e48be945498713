"""Terminals that did not answer in time when they were asked something: they are not asked again in their session."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from assistant.errors import ConfigError
from assistant.store.files import own_text, write_own

REMEMBERED = 50  # terminals


class SilentTerminals:
    """The terminals in a file, a line each, the latest last. One that cannot be read or written is as an empty one."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "silent-terminals"

    def __contains__(self, terminal: object) -> bool:
        return terminal in self._names()

    def add(self, terminal: str) -> None:
        """Remember a terminal."""
        with suppress(ConfigError):
            write_own(
                self._file, "".join(f"{name}\n" for name in (*self._names()[1 - REMEMBERED :], terminal))
            )

    def _names(self) -> list[str]:
        with suppress(ConfigError):
            return (own_text(self._file, "the list of terminals", errors="replace") or "").splitlines()
        return []


def session_of(terminal: TextIO) -> str:
    """Name a terminal in its session, "" where it is none; another window may get its device, but not its session."""
    with suppress(OSError, ValueError):
        return f"{os.ttyname(terminal.fileno())} {os.getsid(0)}"
    return ""
