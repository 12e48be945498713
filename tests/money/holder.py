"""Another program that holds the ledger: run by the tests. Says "held", and lets go after some seconds or at the end of stdin."""

import fcntl
import select
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STATEMENTS = {
    "write": ("BEGIN EXCLUSIVE",),
    "read": ("BEGIN", "SELECT count(*) FROM turns"),
    "all": ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE"),
}


@contextmanager
def holding(file: Path, how: str, seconds: float = 3600) -> Iterator[None]:
    """Have a second process hold the file: to "write", to "read", for itself in "all", or whole as a "backup" does: it or its "index"."""
    command = [sys.executable, __file__, str(file), how, str(seconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin
        assert holder.stdout
        try:
            assert holder.stdout.readline() == b"held\n"
            yield
        finally:
            holder.stdin.close()


def _hold(file: str, how: str, seconds: float) -> None:
    if how in ("backup", "index"):
        with open(file if how == "backup" else f"{file}-shm", "ab") as opened:  # noqa: PTH123
            fcntl.lockf(opened, fcntl.LOCK_EX)
            _stay(seconds)
        return
    connection = sqlite3.connect(file, isolation_level=None)
    for statement in STATEMENTS[how]:
        connection.execute(statement).fetchall()
    _stay(seconds)
    connection.close()


def _stay(seconds: float) -> None:
    print("held", flush=True)
    select.select([sys.stdin], [], [], seconds)


if __name__ == "__main__":
    _hold(sys.argv[1], sys.argv[2], float(sys.argv[3]))
