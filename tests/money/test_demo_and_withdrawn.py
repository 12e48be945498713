"""A demonstration is on no bill and against no cap, in old files too; what was taken back is not sent again."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from assistant.store.database import opened
from assistant.store.schema import MIGRATIONS
from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, stream


def test_a_demonstration_counts_against_no_cap(ask: Run) -> None:
    assert ask("cap", "0.0000001/day").code == 0
    for _ in range(2):
        assert ask("--demo", "--no-stream", "flatten a list in python").code == 0
    assert "$0.00000010 left" in ask("cap").out


def test_a_demonstration_is_told_as_one_by_bill_and_log(ask: Run) -> None:
    assert ask("--demo", "--no-stream", "flatten a list in python").code == 0
    assert ask("bill", "--day").out.startswith("Nothing but demonstrations (1) was asked from ")
    (line,) = ask("log").out.splitlines()
    assert ("demo  whole" in line, "$" in line) == (True, False)
    assert "(demo)" in ask("log", "show", "1").out


def test_a_calls_own_limit_holds_in_a_demonstration_too(ask: Run) -> None:
    ran = ask("--demo", "--max-cost", "0.0000001", "prove that p is not np")
    assert ran.code == 6
    assert not ran.out


def test_the_last_turn_is_shown_question_and_answer(ask: Run) -> None:
    assert ask("log", "last").code == 2
    assert ask("--demo", "--no-stream", "flatten a list in python").code == 0
    shown = ask("log", "last")
    assert shown.code == 0
    assert "flatten a list in python" in shown.out
    assert "def flatten" in shown.out


def test_an_old_file_is_brought_up_to_date_with_its_demonstrations_off_the_limits(tmp_path: Path) -> None:
    path = tmp_path / "a" / "ledger.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.executescript(MIGRATIONS[0])
        row = (
            "INSERT INTO turns (conversation, asked_at, day, tier, confidence, provider, model, max_tokens,"
            " cost_picodollars) VALUES (1, '', '2026-11-24', 0, 1, ?, 'm', 1, ?)"
        )
        old.execute(row, ("demo", 700))
        old.execute(row, ("global-apis", 30))
        old.execute("PRAGMA user_version = 1")
        old.commit()
    with closing(opened(path)) as connection:
        assert connection.execute("SELECT day, tier, picodollars FROM spending").fetchall() == [
            ("2026-11-24", 0, 30)
        ]
        assert connection.execute("SELECT count(*) FROM turns WHERE withdrawn").fetchone() == (0,)
        connection.execute("UPDATE turns SET cost_picodollars = 5000 WHERE provider = 'demo'")
        assert connection.execute("SELECT sum(picodollars) FROM spending").fetchone() == (30,)


def test_a_month_can_be_reckoned_from_ones_own_averages(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("ok")))
    assert ask("bill", "--project", "--own").code == 2
    assert ask("--tier", "code", "fix it", env=keyed).code == 0
    alone = ask("bill", "--project", "--engineers", "1", "--per-day", "1", "--days", "1").out
    assert alone.startswith("1 engineer x 1 ask a day x 1 day = 1 ask a month\n")
    assert ", 1 turn, " in ask("doctor", "--offline", env=keyed).out
    few = ask("bill", "--project", "--own")
    assert few.code == 2
    assert "1 ask in the last 30 days: too few to project from" in few.err
    with closing(sqlite3.connect(next(Path(ask("config", "path").out.strip()).parents[2].rglob("ledger.db")))) as connection:  # fmt: skip
        columns = ", ".join(
            name for _, name, *_ in connection.execute("PRAGMA table_info(turns)") if name != "id"
        )
        for _ in range(30):
            connection.execute(f"INSERT INTO turns ({columns}) SELECT {columns} FROM turns WHERE id = 1")  # noqa: S608
        connection.execute("UPDATE turns SET tier = 0, output_tokens = 7 WHERE id = 1")
        connection.commit()
    own = ask("bill", "--project", "--own")
    assert "your own 31 asks" in own.out, own.err
    assert "code        97%" in own.out
    assert re.search(r"\$0\.\d{2,4}/M tokens shown", own.out), own.out
    assert "field report" in ask("bill", "--project").out
