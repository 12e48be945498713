"""A connection that waits for a locked ledger in short naps, so that an interrupt is heard at once, and gives up."""

import os
import sqlite3
import threading
import time
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from assistant.errors import ConfigError

SHORT_BUSY_TIMEOUT = 0.25  # seconds that a question waits before it is sent
BUSY_TIMEOUT = 2.0  # seconds that whatever else waits
LONGEST = 8  # times as long are others waited for that are at work
_NAPS = (0.001, 0.002, 0.005, 0.01)  # seconds, before those of _NAP
_NAP = 0.02


class LedgerLocked(ConfigError, sqlite3.OperationalError):
    """Another program holds the ledger, and did not let go of it."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY


class BusyTimeoutConnection(sqlite3.Connection):
    """Waits for a lock until `file` has not changed for `busy_timeout` seconds.

    So shells that write take turns, however many there are; one that holds the lock without writing is not waited for.
    """

    file: Path
    busy_timeout: float

    def execute(self, statement: str, values: Any = (), /) -> sqlite3.Cursor:
        """Run a statement. Raises LedgerLocked, or another sqlite3.Error."""
        began = changed = time.monotonic()
        state: object = None
        for nap in chain(_NAPS, repeat(_NAP)):
            try:
                return super().execute(statement, values)
            except sqlite3.OperationalError as error:
                code = error.sqlite_errorcode & 0xFF
                if code == sqlite3.SQLITE_PROTOCOL:  # it has waited ten seconds of its own accord
                    break
                if code != sqlite3.SQLITE_BUSY:
                    raise
            now, last, state = time.monotonic(), state, self._state()
            if state != last:
                changed = now
            if now - changed > self.busy_timeout or now - began > LONGEST * self.busy_timeout:
                break
            time.sleep(nap)
        raise LedgerLocked(
            f"another program has locked the ledger ({self.file})", hint="again, once it lets go"
        )

    def look_first(self) -> None:
        """Read from the file for the first time. Raises LedgerLocked where that takes too long.

        SQLite retries for ten seconds by itself, deaf to signals, where the index beside the file is locked: a thread
        sits that out, and is the last to hold the connection then.
        """
        looking = threading.Thread(target=self._look, daemon=True)
        try:
            looking.start()
        except RuntimeError:  # there is no thread to be had
            return
        looking.join(max(self.busy_timeout, SHORT_BUSY_TIMEOUT))
        if looking.is_alive():
            raise LedgerLocked(
                f"another program has locked the ledger, or its disk is slow ({self.file})",
                hint="again, once it lets go",
            )

    def _look(self) -> None:
        with suppress(sqlite3.Error):  # the next statement says it
            super().execute("PRAGMA user_version").fetchone()

    def _state(self) -> object:
        """Give what is another whenever somebody has written."""
        return [_stamp(f"{self.file}{ending}") for ending in ("", "-wal")]


def _stamp(name: str) -> object:
    try:
        status = os.stat(name)  # noqa: PTH116 - a name, and many times a second
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
