"""Opens the ledger's file: private to its owner, shared by any number of shells, its tables brought up to date once."""

import os
import sqlite3
import stat
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import __version__
from assistant.errors import ConfigError, cause_of, quoted
from assistant.store.busy_timeout import BUSY_TIMEOUT, BusyTimeoutConnection, LedgerLocked
from assistant.store.files import NotTheUsersAlone, keep_own_file, make_own_file, make_own_folder
from assistant.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator


UPDATE = f"update this one, which is {__version__}: the newer goes on with the record and its limits"
_LONG_LOG = 2_000_000  # bytes: of small turns it has half as many, and each shell that comes reads it again


class LedgerNewer(sqlite3.DatabaseError):
    """The file was written by a later release than this one."""


def opened(path: Path, *, busy_timeout: float = BUSY_TIMEOUT) -> BusyTimeoutConnection:
    """Open the ledger at `path`, made if missing: folder 0700, file 0600 whatever the umask.

    The connection commits every statement by itself outside of `writing`, and waits `busy_timeout` seconds for locks.
    Raises sqlite3.Error and OSError.
    """
    made_private(path)
    connection = sqlite3.connect(
        path, timeout=0, isolation_level=None, factory=BusyTimeoutConnection, check_same_thread=False
    )
    connection.file, connection.busy_timeout = path, busy_timeout
    connection.look_first()
    try:
        _bring_up_to_date(connection)
        # In WAL mode NORMAL loses at most the last turns when the *machine* dies, and never the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        # A shell may leave without closing: the next one reads at most this many pages of log again (1 MB).
        connection.execute("PRAGMA wal_autocheckpoint = 250")
    except BaseException:
        connection.close()
        raise
    return connection


def made_private(path: Path) -> tuple[str, ...]:
    """See that the ledger is the user's alone; gives a line for each thing that others could change until now.

    Raises OSError for a symbolic link, and for what belongs to another user.
    """
    kept = (make_own_folder(path.parent), make_own_file(path))
    beside = (Path(f"{path}-wal"), Path(f"{path}-shm"))
    return tuple(filter(None, (*kept, *(keep_own_file(file) for file in beside if file.is_file()))))


def opened_to_read(path: Path, *, busy_timeout: float = BUSY_TIMEOUT) -> sqlite3.Connection | None:
    """Open the ledger to read from it, None where there is none yet. Works in a folder that may not be written to.

    Raises ConfigError where it cannot be read or is not the user's alone, and where another program has locked it for
    longer than `busy_timeout`.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ConfigError(f"the ledger could not be opened: {cause_of(error)} ({path})") from error
    with readable(path):
        try:
            return opened(path, busy_timeout=busy_timeout)
        except LedgerLocked:
            raise
        except sqlite3.OperationalError:
            pass
        except OSError as error:
            if isinstance(error, NotTheUsersAlone) or not path.is_file():
                raise ConfigError(f"the ledger could not be opened: {cause_of(error)}") from error
        found = _open_with_log(path) if _in_log(path) else _open_read_only(path)
        version = _version(found)
        if version == 0:  # the disk was full when it was to be made
            found.close()
            return None
        return _brought_up_to_date(found) if version < len(MIGRATIONS) else found


@contextmanager
def readable(path: Path) -> "Iterator[None]":
    """Turn what SQLite finds wrong with the ledger while it is read into a ConfigError."""
    try:
        yield
    except LedgerLocked:
        raise
    except sqlite3.Error as error:
        raise ConfigError(
            f"the ledger could not be read: {error} ({path})",
            hint=way_out(path, error) or moved_away(path),
        ) from error


def moved_away(path: Path) -> str:
    """Say how a ledger that is damaged is put away."""
    return f"move it away, and a new one begins: mv {quoted(path)} {quoted(path)}.old"


def way_out(path: Path, error: Exception) -> str:
    """Say what to do about a ledger that cannot be opened or written, "" where that shows in what it says."""
    if isinstance(error, LedgerNewer):
        return UPDATE
    if is_full(error):
        return "make room on its disk, then try again"
    damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
    return moved_away(path) if damaged else ""


def _open_with_log(path: Path) -> sqlite3.Connection:
    """Open a ledger whose latest turns lie in its log. Raises ConfigError where that cannot be read."""
    found = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        _version(found)
    except sqlite3.Error as error:
        found.close()
        raise ConfigError(
            f"the ledger could not be read: {error} ({path})",
            hint="its latest turns are in its log, which is read where its folder can be written",
        ) from error
    return found


def _open_read_only(path: Path) -> sqlite3.Connection:
    # A WAL file of its own kind: without write access SQLite reads it only when told that nobody else writes.
    source = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(source, uri=True, isolation_level=None)


def _brought_up_to_date(found: sqlite3.Connection) -> sqlite3.Connection:
    """Give a copy, in memory, of a file that an older release wrote and that cannot be written."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with closing(found):
        found.backup(copy)
    _bring_up_to_date(copy)
    return copy


def mark_of_limits(path: Path) -> Path:
    """Give the file that stands beside the ledger while a limit is set: it outlasts a ledger that is lost."""
    return path.with_name("limited")


def were_limits_set(path: Path) -> bool:
    """Tell whether limits were set, whatever became of the ledger they stand in."""
    return os.path.lexists(mark_of_limits(path))


def limits_on_disk(path: Path) -> bool | None:
    """Tell whether limits are set in a file that cannot be opened as usual; None where that cannot be seen."""
    return were_limits_set(path) or _limits_in(path)


def _limits_in(path: Path) -> bool | None:
    if not os.path.lexists(path):
        return False
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with closing(_open_read_only(path)) as connection:
            if not _version(connection) and not _in_log(path):
                return False  # the disk was full when it was to be made
            return connection.execute("SELECT 1 FROM limits").fetchone() is not None or None
    except (sqlite3.Error, OSError):
        return None


def _in_log(path: Path) -> bool:
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


@contextmanager
def opened_to_change(path: Path) -> "Iterator[sqlite3.Connection]":
    """Open the ledger for a command that changes it. Raises ConfigError where it cannot be opened or written."""
    try:
        connection = opened(path)
    except LedgerLocked:
        raise
    except (OSError, sqlite3.Error) as error:
        said = f"the ledger could not be opened: {cause_of(error)} ({path})"
        raise ConfigError(said, hint=way_out(path, error)) from error
    try:
        with closing(connection):
            yield connection
    except LedgerLocked:
        raise
    except sqlite3.Error as error:
        said = f"the ledger could not be written: {error} ({path})"
        raise ConfigError(said, hint=way_out(path, error)) from error


def is_full(error: Exception) -> bool:
    """Tell whether it is the disk that had no room."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


@contextmanager
def writing(connection: sqlite3.Connection) -> "Iterator[None]":
    """Run the body in one transaction that nobody else writes during: all of it happens, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def cut_log(connection: BusyTimeoutConnection) -> None:
    """Take a log that a large turn made long over into the file and cut it; one that others read from stays for now."""
    with suppress(sqlite3.Error, OSError):  # all is written, and the next turn tries again
        if Path(f"{connection.file}-wal").stat().st_size > _LONG_LOG:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("PRAGMA journal_mode = WAL")
    with writing(connection):
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise LedgerNewer("it was written by a newer release of ask")
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> "Iterator[str]":
    pending = ""
    for part in script.split(";"):
        pending += part + ";"
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
