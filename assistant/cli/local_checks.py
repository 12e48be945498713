"""The checks of `ask doctor` for this machine: the terminal, the record, the clock."""

import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant import showing, wiring
from assistant.cli.cap import LOST, accounts, are_lost
from assistant.cli.check_result import CheckResult, State
from assistant.digits import counted
from assistant.errors import ConfigError, OverCap, cause_of
from assistant.render.footer import seconds
from assistant.render.notes import is_terminal
from assistant.shell import Display, Shell
from assistant.store.database import moved_away
from assistant.store.files import make_own_file, make_own_folder

CLOCK = 120.0  # seconds between our clock and a gateway's that are still the network's
LEAST_ROOM = 50 << 20  # bytes left on the disk of the record
TIMEOUT = 2.0  # seconds for looking through the record
_STEPS = 10_000  # of SQLite's machine, between two looks at the time


def terminal(shell: Shell, display: Display) -> CheckResult:
    """Tell what the terminal can show, as answers will use it."""
    from assistant.render.capabilities import palette_of

    palette = palette_of(shell.environment, showing.detected(shell, display).display())
    encoding = getattr(shell.stdout, "encoding", "") or "?"
    if not is_terminal(shell.stdout):
        return CheckResult(
            State.OK, "terminal", f"stdout is no terminal: answers pass as they are, in {encoding}"
        )
    width, height = showing.size(shell)
    said = (
        f"{shell.environment.get('TERM', '') or 'TERM is not set'}, {width}x{height}, {palette.depth.value} colours, "
        f"{palette.background.value}, links {palette.links.value}, {encoding}"
    )
    if palette.dumb:
        return CheckResult(
            State.WARN, "terminal", f"{said}: no colours, nothing rendered", "set TERM to what it is"
        )
    if encoding.lower().replace("-", "") != "utf8":
        return CheckResult(State.WARN, "terminal", said, "export LANG=C.UTF-8")
    return CheckResult(State.OK, "terminal", said)


def clock(ahead: Sequence[float]) -> CheckResult:
    """Tell how far this machine's clock is from the gateways', given by how many seconds it is ahead of each."""
    furthest = max(ahead, key=abs)
    if abs(furthest) <= CLOCK:
        return CheckResult(State.OK, "clock", "as the gateways' clocks")
    which = "ahead of" if furthest > 0 else "behind"
    said = f"{_span(abs(furthest))} {which} a gateway's: caps go by the day here, certificates by the hour"
    return CheckResult(State.WARN, "clock", said, "set it: timedatectl set-ntp true")


def _span(apart: float) -> str:
    """Write seconds for a person, in years, days or hours from two of them up."""
    for unit, length in (("year", 365 * 86400), ("day", 86400), ("hour", 3600)):
        if apart >= 2 * length:
            return counted(round(apart / length), unit)
    return seconds(apart)


def record(shell: Shell) -> Iterator[CheckResult]:
    """Tell whether the ledger is whole, and whether there is room for more."""
    file = wiring.paths(shell).ledger
    try:
        folder = _folder_of(file)
    except OSError as error:
        said, fix = f"nothing can be recorded: {cause_of(error)}", "make it a folder and a file of your own"
        yield CheckResult(State.FAIL, "record", said, fix, 2)
        return
    try:
        yield _ledger(shell, file)
        if are_lost(shell, accounts(shell)):
            yield CheckResult(State.FAIL, "limit", *LOST, OverCap.exit_code)
    except ConfigError as error:
        yield CheckResult(State.FAIL, "record", error.message, error.hint, 2)
    except (sqlite3.Error, OSError) as error:
        yield _broken(file, f"cannot be read: {error}")
    free = shutil.disk_usage(folder).free
    if free < LEAST_ROOM:
        said = f"{free >> 20} MB are left in {folder}"
        yield CheckResult(State.WARN, "disk", said, "make room: ask log purge --before DATE")


def _folder_of(file: Path) -> Path:
    """Give the folder that the ledger lies in, or the one it would be made below. Raises OSError where it cannot be."""
    folder = next(one for one in file.parents if os.path.lexists(one))
    if folder == file.parent:
        make_own_folder(folder)
    if os.path.lexists(file):
        make_own_file(file)
    if not os.access(folder, os.W_OK | os.X_OK):  # nor is that so of what is no folder
        raise PermissionError(errno.EACCES, f"{folder} cannot be written")
    return folder


def _broken(file: Path, why: str) -> CheckResult:
    return CheckResult(State.FAIL, "record", f"{file} {why}", moved_away(file), 2)


def _health(log: sqlite3.Connection) -> tuple[str, str]:
    """Give what SQLite finds wrong, "ok" for nothing, and how many turns there are, "many" where that takes too long."""
    end = time.monotonic() + TIMEOUT
    log.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        count = log.execute("SELECT count(*) FROM turns").fetchone()[0]
        return str(log.execute("PRAGMA quick_check(1)").fetchone()[0]), counted(count, "turn")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return "ok", "many turns"


def _ledger(shell: Shell, file: Path) -> CheckResult:
    found = wiring.from_log(shell, _health)
    if found is None:
        return CheckResult(State.OK, "record", f"none yet ({file})")
    health, turns = found
    if health != "ok":
        return _broken(file, f"is damaged: {health}")
    return CheckResult(State.OK, "record", f"{file}, {turns}, {file.stat().st_size / 1e6:.1f} MB")
