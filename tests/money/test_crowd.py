"""Many shells at one ledger at once, and shells that are killed."""

import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path

from assistant.store.database import opened

ROOT = Path(__file__).parents[2]


def shell(what: str, folder: Path, amount: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.money.crowd", what, str(folder), str(amount)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def all_end_well(shells: "list[subprocess.Popen[str]]") -> None:
    for one in shells:
        _, errors = one.communicate(timeout=500)
        assert (one.returncode, errors) == (0, "")


def read(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "ask" / "ledger.db")) as connection:
        return connection.execute(query).fetchall()


def test_every_turn_of_every_shell_is_whole_in_a_file_that_was_not_there(tmp_path):
    shells, turns = 12, 60
    all_end_well([shell("write", tmp_path, turns) for _ in range(shells)])
    assert read(tmp_path, "SELECT count(*), count(DISTINCT id) FROM turns") == [(shells * turns,) * 2]
    assert read(tmp_path, "SELECT DISTINCT ending, answer, cost_picodollars FROM turns") == [
        ("whole", "Use a set.", 25_000_000)
    ]
    assert read(tmp_path, "SELECT count(*) FROM turns GROUP BY conversation") == [(turns,)] * shells
    assert read(tmp_path, "SELECT sum(picodollars) FROM spending") == [
        (shells * turns * 28_000_000,)
    ]  # input too
    assert read(tmp_path, "SELECT count(*) FROM turns_words WHERE turns_words MATCH 'set'") == [
        (shells * turns,)
    ]
    assert read(tmp_path, "PRAGMA integrity_check") == [("ok",)]


def test_twenty_shells_that_meet_a_missing_file_make_it_once(tmp_path):
    failures: list[Exception] = []

    def meet() -> None:
        try:
            opened(tmp_path / "ask" / "ledger.db").close()
        except Exception as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    threads = [threading.Thread(target=meet) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert read(tmp_path, "PRAGMA journal_mode") == [("wal",)]


def test_a_cap_is_never_passed_by_shells_that_race(tmp_path):
    all_end_well([shell("race", tmp_path, "0.2") for _ in range(12)])
    ((spent,),) = read(tmp_path, "SELECT sum(cost_picodollars) FROM turns")
    limit = 200_000_000_000
    ((counted,),) = read(
        tmp_path, "SELECT sum(picodollars) FROM spending"
    )  # 200 tokens of input at the output's price
    assert limit - (64 + 200) * 250_000 < counted <= limit
    assert limit - 2 * 10**9 < spent < counted
    assert read(tmp_path, "SELECT count(*) FROM turns WHERE ending IS NULL") == [(0,)]


def test_a_killed_shell_leaves_a_sound_file_with_every_turn_that_was_sent(tmp_path):
    kills = 40
    randomness = random.Random(kills)
    told: Counter[str] = Counter()
    for _ in range(kills):
        one = shell("write", tmp_path, 100_000)
        assert one.stdout
        lines = [one.stdout.readline()]
        killer = threading.Timer(randomness.uniform(0, 0.06), one.send_signal, [signal.SIGKILL])
        killer.start()
        lines += one.stdout.readlines()
        one.communicate()
        assert one.returncode == -signal.SIGKILL
        told.update(line.split()[0] for line in lines if line.endswith("\n"))
        assert read(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    ((whole,),) = read(tmp_path, "SELECT count(*) FROM turns WHERE ending = 'whole'")
    ((started,),) = read(tmp_path, "SELECT count(*) FROM turns")
    assert told["asked"] <= whole
    assert told["sent"] <= started <= told["sent"] + kills
    assert started - whole <= kills
    assert read(tmp_path, "SELECT count(*) FROM turns_words WHERE turns_words MATCH 'set'") == [(whole,)]
