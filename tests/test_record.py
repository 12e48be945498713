"""What is kept of the turns, and what it is good for: the bill, the cap, the log, marks on the router."""

import json
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant import __version__
from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage


def ledger_file(environment: dict[str, str]) -> Path:
    return Path(environment["XDG_DATA_HOME"]) / "ask" / "ledger.db"


def test_every_turn_is_on_record_and_private(
    ask: Run, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    ask("what is a monad", env=keyed)
    assert stat.S_IMODE(ledger_file(environment).stat().st_mode) == 0o600
    assert "what is a monad" in ask("log", "list").out
    assert ask("last").out == "Hello world\n"
    assert ask("log", "search", "monad").code == 0
    assert "no turn on record has these words" in ask("log", "search", "nowhere").err
    (line,) = ask("log", "export").out.splitlines()
    assert json.loads(line)["answer"] == "Hello world"
    assert ask("log", "delete", str(json.loads(line)["id"])).code == 0
    assert ask("log", "export").out == ""


def test_a_search_that_does_not_show_all_says_so(ask: Run) -> None:
    for number in range(3):
        assert ask("--demo", "--no-stream", "-q", f"zebra number {number}").code == 0
    ran = ask("log", "search", "-n", "2", "zebra")
    assert [line.split()[-1] for line in ran.out.splitlines()] == ["2", "1"]
    assert ran.err == "more turns than these 2 have these words: -n 4 shows older ones too\n"
    assert ask("log", "search", "zebra").err == ""


def test_days_are_those_of_the_users_clock(ask: Run, keyed: dict[str, str]) -> None:
    # this far apart, UTC has another day than one of them at any moment
    for zone in ("Etc/GMT+12", "Etc/GMT-14"):
        elsewhere = keyed | {"TZ": zone}
        ask("what is a monad", env=elsewhere)
        day = datetime.now(ZoneInfo(zone)).date()
        (turn,) = map(json.loads, ask("log", "export", env=elsewhere).out.splitlines())
        assert turn["asked_at"].endswith("Z")
        shown = [ask("log", *more, env=elsewhere).out for more in (("list",), ("last",), ("export", "--md"))]
        assert all(f"{day} " in text for text in shown)
        assert [line["day"] for line in json.loads(ask("bill", "--json", env=elsewhere).out)["days"]] == [
            str(day)
        ]
        assert ask("log", "purge", "--before", str(day), env=elsewhere).out == "deleted 0\n"
        assert (
            ask("log", "purge", "--before", str(day + timedelta(days=1)), env=elsewhere).out == "deleted 1\n"
        )


def test_log_and_bill_agree_on_the_day_in_whatever_zone_they_are_read(
    ask: Run, keyed: dict[str, str]
) -> None:
    asked, read = keyed | {"TZ": "Etc/GMT+12"}, keyed | {"TZ": "Etc/GMT-14"}
    ask("what is a monad", env=asked)
    now = datetime.now(ZoneInfo("Etc/GMT+12"))
    shown = [ask("log", *more, env=read).out for more in (("list",), ("last",), ("export", "--md"))]
    assert all(f"{now.date()} {now:%H:}" in text or now.minute == 0 for text in shown)
    (turn,) = map(json.loads, ask("log", "export", "--since", str(now.date()), env=read).out.splitlines())
    assert turn["asked_at"].startswith(f"{now.astimezone(UTC):%Y-%m-%d}T")
    assert turn["asked_at"].endswith("Z")
    days = [day["day"] for day in json.loads(ask("bill", "--json", env=read).out)["days"]]
    assert days == [str(now.date())]


def test_what_was_asked_where_it_is_tomorrow_is_on_a_bill_without_an_end(
    ask: Run, keyed: dict[str, str]
) -> None:
    ask("what is a monad", env=keyed | {"TZ": "Etc/GMT-14"})
    day, today = (str(datetime.now(ZoneInfo(f"Etc/GMT{zone}")).date()) for zone in ("-14", "+12"))
    for arguments in ((), ("--day",), ("--since", day)):
        found = json.loads(ask("bill", "--json", *arguments, env=keyed | {"TZ": "Etc/GMT+12"}).out)
        assert (found["last_day"], found["total"]["asks"]) == (day, 1)
    ended = ask("bill", "--since", today, "--until", today, env=keyed | {"TZ": "Etc/GMT+12"}).out
    assert f"Nothing was asked from {today}" in ended


def test_a_day_that_is_none_is_refused(ask: Run, keyed: dict[str, str]) -> None:
    ask("what is a monad", env=keyed)
    for arguments in (("export", "--since", "yesterday"), ("purge", "--before", "2026-02-30")):
        ran = ask("log", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert "is not a date" in ran.err
    assert len(ask("log", "export", "--since", "2020-01-01").out.splitlines()) == 1


def test_no_log_keeps_nothing(ask: Run, keyed: dict[str, str], environment: dict[str, str]) -> None:
    ask("--no-log", "hello", env=keyed)
    assert not ledger_file(environment).exists()


def test_the_bill_is_the_sum_of_what_the_receipts_said(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta("x"), finish(), usage(10, 1000))))
    ask("-0", "one", env=keyed)
    ask("-1", "two", env=keyed)
    bill = json.loads(ask("bill", "--json").out)
    spent = {line["name"]: line["spent_usd"] for line in bill["lines"]}
    assert spent == {"simple": "0.00025", "code": "0.00035"}


def test_a_cap_is_a_wall(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    ran = ask("--max-cost", "0.000001", "-2", "hello", env=keyed)
    assert ran.code == 6
    assert gateway.received == []
    assert ask("cap", "0.000001/day").code == 0
    assert ask("hello", env=keyed).code == 6
    assert gateway.received == []
    assert ask("cap", "off").code == 0
    assert ask("hello", env=keyed).code == 0


def test_the_limits_of_a_tier_are_told_alone(ask: Run) -> None:
    assert ask("cap", "--tier", "code").out == (
        "no limit is set on code alone; set one: ask cap 2/day --tier code\n"
    )
    for arguments in (("2/day",), ("1/month", "--tier", "code"), ("0.5/day", "--tier", "code")):
        assert ask("cap", *arguments).code == 0
    assert (
        ask("cap", "--tier", "code").out
        == "$0.50 a day on code: $0.50 left\n$1.00 a month on code: $1.00 left\n"
    )
    assert ask("cap", "--tier", "simple").out.startswith("no limit is set on simple alone;")
    assert len(ask("cap").out.splitlines()) == 3


def test_an_unwritable_ledger_costs_one_line_and_no_answer(
    ask: Run, keyed: dict[str, str], tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    ran = ask("hello", env={**keyed, "XDG_DATA_HOME": str(blocked)})
    assert (ran.code, ran.out) == (0, "Hello world\n")
    assert "ledger" in ran.err


def test_the_reports_month_is_reckoned_again(ask: Run) -> None:
    told = json.loads(ask("bill", "--project", "--json").out)
    assert told["blended_usd_per_million"] == "0.3875"
    assert round(float(told["saved"]), 2) == 0.87
    assert "the tiers save 70%" in ask("bill", "--project", "--thinking", "5").out


def test_a_record_of_a_newer_ask_is_left_to_it(
    ask: Run, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    assert ask("what is a monad", env=keyed).code == 0
    with closing(sqlite3.connect(ledger_file(environment))) as connection:
        connection.execute("PRAGMA user_version = 99")
    for arguments in (
        ("last",),
        ("log",),
        ("cap",),
        ("cap", "1/day"),
        ("-c", "and more"),
        ("log", "delete", "1"),
    ):
        ran = ask(*arguments, env=keyed)
        assert (ran.code, "mv " in ran.err) == (2, False)
        assert f"update this one, which is {__version__}: " in ran.err, arguments


def test_a_question_whose_limit_a_newer_ask_keeps_tells_to_update(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    assert ask("cap", "2/day").code == 0
    with closing(sqlite3.connect(ledger_file(environment))) as connection:
        connection.execute("PRAGMA user_version = 99")
    for arguments in (("what is a monad",), ("--no-log", "what is a monad")):
        ran = ask(*arguments, env=keyed)
        assert (ran.code, gateway.received, "ask cap" in ran.err) == (6, [], False)
        assert f"update this one, which is {__version__}: " in ran.err


def test_marks_on_the_router_add_up_to_a_report(ask: Run, keyed: dict[str, str]) -> None:
    assert ask("route", "--feedback", "right").code == 2
    ask("what is a mutex", env=keyed)
    assert ask("route", "--feedback", "right").code == 0
    assert "code is right" in ask("route", "--feedback", "code").out
    assert ask("route", "--feedback", "nonsense").code == 2
    assert ask("route", "--report").out.startswith("0 of 1 marked decisions were right (0%).")
    assert ask("route", "--feedback", "right").code == 0
    assert ask("route", "--report").out.startswith("1 of 1 marked decisions were right (100%).")
    for verdict, words in (
        ("right", "what is a monad"),
        ("code", "what is a monad"),
        ("right", "fix the race"),
    ):
        assert ask("route", "--feedback", verdict, words).code == 0
    report = ask("route", "--report").out
    assert report.startswith("2 of 3 marked decisions were right (67%).")
    assert "  “…” asks for a fact: wrong 1 of 1 times, mostly code was wanted\n" in report


def test_a_mark_behind_one_that_was_cut_counts(ask: Run, environment: dict[str, str]) -> None:
    assert ask("route", "--feedback", "right", "fix the race").code == 0
    (marks,) = Path(environment["HOME"]).rglob("marks.jsonl")
    whole = marks.read_text()
    marks.write_text(whole + whole[:40])
    assert ask("route", "--feedback", "right", "what is a monad").code == 0
    assert ask("route", "--report").out.startswith("2 of 2 marked decisions were right")
    assert marks.read_text().startswith(whole + whole[:40] + "\n{")


@pytest.mark.parametrize(
    "options",
    [
        ("--json", "--report"),
        ("--jsonl", "--report"),
        ("--feedback", "right", "--report"),
        ("--json", "--feedback", "right"),
        ("--jsonl", "--feedback", "right"),
    ],
)
def test_of_what_route_does_one_is_chosen(options: tuple[str, ...], ask: Run, keyed: dict[str, str]) -> None:
    ask("what is a mutex", env=keyed)
    ran = ask("route", *options, stdin='{"prompt": "a"}')
    assert (ran.code, ran.out) == (2, "")
    assert "choose one of --json, --jsonl, --feedback and --report" in ran.err
    assert "marked" not in ask("route", "--report").out.replace("marked yet", "")


def test_a_mark_behind_a_resumed_answer_is_the_questions(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta("A mutex is"))[:1]), Scripted(events(delta(" a lock."), finish())))
    assert ask("what is a mutex", env=keyed).code == 5
    assert ask("resume", env=keyed).code == 0
    assert "marked: “what is a mutex” (asked last) went to simple" in ask("route", "--feedback", "right").out
    assert "resume" not in ask("route", "--report").out


def test_a_decision_that_was_only_looked_at_can_be_marked(ask: Run, keyed: dict[str, str]) -> None:
    ask("what is a mutex", env=keyed)
    words = "prove that the algorithm is optimal"
    assert ask("route", words).out.startswith("tier 2 reasoning")
    marked = ask("route", "--feedback", "simple", words)
    assert marked.out == f"marked: “{words}” goes to reasoning, simple is right\n"
    assert "“what is a mutex” (asked last) went to simple" in ask("route", "--feedback", "right").out
    assert ask("route", "--report").out.startswith("1 of 2 marked")


def test_what_the_demo_answered_is_on_no_bill(ask: Run) -> None:
    ask("--demo", "--no-stream", "flatten a list")
    assert json.loads(ask("bill", "--json").out)["lines"] == []
