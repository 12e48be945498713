"""What terminals said of their background that are slow to answer, and which kinds of terminal never answer.

A slow one is not asked again in its session, one of a silent kind for a week. A kind that has answered is not taken for
silent: a program that plays a terminal may call itself as the user's own does.
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from assistant.digits import number_in
from assistant.errors import ConfigError
from assistant.store.changing import SHORT_PATIENCE, changing
from assistant.store.files import kept_text, write_kept

REMEMBERED = 50  # terminals
SESSION = 12 * 3600  # seconds; then another session may well have the same terminal and number
KIND = 7 * 24 * 3600  # seconds
SILENT, ANSWERS = "", "answers"


class Backgrounds:
    """The backgrounds in a file, a line each: when it was told, what, "-" for nothing, and the terminal or its kind.

    A file that cannot be read or written is as an empty one.
    """

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._file = folder / "backgrounds"
        self._clock = clock

    def told(self, terminal: str, *, kept: float = SESSION) -> str | None:
        """Give what a terminal said at most `kept` seconds ago, "" for nothing, None where it is to be asked."""
        said = None
        for line in self._lines():
            when, background, name = line.split(" ", 2)
            if name == terminal and 0 <= self._clock() - (number_in(when) or 0) < kept:
                said = background.strip("-")
        return said

    def remember(self, terminal: str, background: str) -> None:
        """Remember what a terminal said, "" where it said nothing."""
        line = f"{int(self._clock())} {background or '-'} {terminal}"
        with suppress(ConfigError), changing(self._file, patience=SHORT_PATIENCE):
            write_kept(self._file, "".join(f"{each}\n" for each in (*self._lines()[1 - REMEMBERED :], line)))

    def _lines(self) -> list[str]:
        with suppress(ConfigError):
            text = kept_text(self._file, "the list of terminals", errors="replace") or ""
            return [line for line in text.splitlines() if line.count(" ") >= 2]
        return []


def session_of(terminal: TextIO) -> str:
    """Name a terminal in its session, "" where it is none; another window may get its device, but not its session."""
    with suppress(OSError, ValueError):
        return f"{os.ttyname(terminal.fileno())} {os.getsid(0)}"
    return ""


def kind_of(environment: Mapping[str, str]) -> str:
    """Name the kind of terminal that an environment tells of, and whether it is at the other end of a network."""
    told = (environment.get(name, "") for name in ("TERM", "TERM_PROGRAM", "COLORTERM"))
    return ascii((*told, bool(environment.get("SSH_CONNECTION"))))
