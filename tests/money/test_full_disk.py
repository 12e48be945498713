"""A ledger on a disk without room: a command that changes it says so, and what to do."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ASK, Run
from tests.scripted import ScriptedGateway

MAKE_ROOM = "make room on its disk, then try again"


@pytest.fixture
def disk(environment: dict[str, str]) -> Iterator[Path]:
    """A disk of 2 MB that holds what is recorded."""
    folder = Path(environment["XDG_DATA_HOME"])
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "none", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, *, but: int) -> None:
    """Fill a disk, all of it `but` so many bytes."""
    status = os.statvfs(disk)
    (disk / "filling").write_bytes(b"x" * (status.f_bavail * status.f_frsize - but))


def test_what_cannot_be_written_is_as_it_was(ask: Run, disk: Path) -> None:
    assert ask("--demo", "--no-stream", "hello").code == 0
    fill(disk, but=0)
    for arguments in (("log", "delete", "1"), ("log", "purge", "--before", "9999-01-01"), ("cap", "2/day")):
        ran = ask(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert "ask: the ledger could not be written: database or disk is full" in ran.err
        assert MAKE_ROOM in ran.err
    assert "hello" in ask("log").out
    (disk / "filling").unlink()
    assert ask("log", "delete", "1").out == "deleted 1 of 1\n"


def test_the_record_of_an_older_release_that_cannot_be_brought_up_to_date_is_read(
    ask: Run, disk: Path, keyed: dict[str, str], gateway: ScriptedGateway
) -> None:
    assert ask("an old question", env=keyed).code == 0
    with closing(sqlite3.connect(disk / "ask" / "ledger.db")) as old:
        old.execute("DROP INDEX turns_parted")
        for column in ("thought", "system", "shares"):
            old.execute(f"ALTER TABLE turns DROP COLUMN {column}")
        old.execute("PRAGMA user_version = 4")
    fill(disk, but=0)
    for arguments in (("last",), ("log",), ("log", "show", "1"), ("log", "export"), ("bill",), ("cap",)):
        ran = ask(*arguments, env=keyed)
        assert (ran.code, ran.err) == (0, ""), arguments
    assert ask("last", env=keyed).out == "Hello world\n"
    ran = ask("-c", "and more", env=keyed)
    assert "── going on from turn 1: an old question\n" in ran.err
    assert "the ledger could not be written" in ran.err
    assert [part["content"] for part in gateway.received[-1].body["messages"]][1:] == [
        "an old question",
        "Hello world",
        "and more",
    ]


def test_words_that_could_not_be_wiped_for_want_of_room_are_wiped_once_there_is_some(
    ask: Run, disk: Path
) -> None:
    for question in ("what is an aardvark?", "bumblebee " * 30_000):
        assert ask("--demo", stdin=question).code == 0
    with closing(sqlite3.connect(disk / "ask" / "ledger.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    fill(disk, but=200_000)
    ran = ask("log", "delete", "1")
    assert (ran.code, ran.out) == (2, "deleted 1 of 1\n")
    assert "words of what was deleted may still lie in the ledger's file" in ran.err
    assert "again, once its disk has room" in ran.err
    assert "aardvark" not in ask("log").out
    (disk / "filling").unlink()
    assert ask("log", "delete", "1").code == 2
    assert b"aardvark" not in b"".join(file.read_bytes() for file in disk.glob("ask/*"))


def test_nothing_older_is_given_for_the_last_answer_where_the_log_cannot_be_read(
    ask: Run, environment: dict[str, str]
) -> None:
    assert ask("--demo", "hello").code == 0
    for command in ("last", "log", "bill", "cap"):
        ran = subprocess.run(
            ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *ASK, command], env=environment, capture_output=True
        )
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert b"its latest turns are in its log" in ran.stderr
    assert ask("last").out
