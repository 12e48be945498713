"""The log: turns come back as they went in, and are found by their words."""

from contextlib import closing

import pytest

from assistant.errors import ConfigError
from assistant.prompt import Attachment, Prompt
from assistant.record import Attempt, markdown_of, plain_record
from assistant.reply import Ending
from assistant.store import log
from assistant.store.database import opened
from assistant.store.unfinished import last_unfinished
from tests.money.scenes import a_ledger, a_reply, a_route


@pytest.fixture
def connection(tmp_path):
    ledger = a_ledger(tmp_path)
    for prompt, answer in (
        (Prompt("Flatten a nested list"), "Use recursion and `yield from`."),
        (Prompt("And without recursion?", (Attachment("x = 1\n", "a.py", "python"),)), "Keep a stack."),
        (Prompt("循环怎么写"), "用 for 循环。 Ärger, Привет"),
    ):
        ledger.begin(prompt, a_route())
        ledger.settle(a_reply(text=answer))
    ledger.begin(Prompt("never ended"), a_route())
    ledger.close()
    connection = opened(tmp_path / "ask" / "ledger.db")
    yield connection
    connection.close()


def test_turns_come_back_newest_first_as_they_went_in(connection):
    records = log.latest(connection, 10)
    assert [record.id for record in records] == [4, 3, 2, 1]
    assert [record.ending for record in records] == [None, *[Ending.WHOLE] * 3]
    second = records[2]
    assert second.question == "And without recursion?\n\na.py:\n```python\nx = 1\n```"
    assert second.attempts == (Attempt("global-apis", "deepseek-v4-flash"),)
    assert plain_record(second)["cost_usd"] == "0.000025"
    assert "Keep a stack." in markdown_of(second)
    assert " · deepseek-v4-flash · 12 in / 100 out · ~$0.000025\n" in markdown_of(second)
    assert " out" not in markdown_of(records[0])  # nobody knows yet what it takes


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("recursion", [2, 1]),
        ("RECURSION stack", [2]),
        ("recurs", [2, 1]),
        ("循环", [3]),
        ("for ärg", [3]),
        ("for ARG", [3]),
        ("for ПРИВ", [3]),
        ("循环 ärger", [3]),
        ("never", []),
        ("", []),
        ('" OR *', []),
        ("recursion \udcff", [2]),  # a byte of a command line, kept as "?"
    ],
)
def test_turns_are_found_by_all_their_words(connection, words, ids):
    assert [found.record.id for found in log.found(connection, words, count=20)] == ids


def test_the_last_answer_is_that_of_the_last_turn_that_has_one(connection):
    assert [turn.id for turn in log.last_answer_turns(connection)] == [3]


def test_a_turn_that_was_taken_back_is_not_gone_on_with(tmp_path):
    ledger = a_ledger(tmp_path)
    for answer in ("It is", "It was"):
        ledger.begin(Prompt("why?"), a_route())
        ledger.settle(a_reply(text=answer, ending=Ending.CUT))
    with closing(opened(tmp_path / "ask" / "ledger.db")) as connection:
        for left in ("It was", "It is"):
            record = last_unfinished(connection)
            assert record is not None
            assert record.answer == left
            ledger.withdraw(record.id)
        assert last_unfinished(connection) is None
    ledger.close()


def test_what_is_deleted_is_not_found_again_and_its_id_is_not_used_again(connection, tmp_path):
    assert log.delete(connection, [1, 4, 77]) == 2
    assert log.turn_of(connection, 1) is None
    assert [found.record.id for found in log.found(connection, "recursion", count=20)] == [2]
    ledger = a_ledger(tmp_path)
    ledger.begin(Prompt("next"), a_route())
    ledger.close()
    assert log.latest(connection, 1)[0].id == 5
    assert log.purge(connection, "9999-01-01") == 3
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_nothing_of_what_is_deleted_is_left_in_the_files(connection, tmp_path):
    def left(word):
        return any(word in file.read_bytes().lower() for file in tmp_path.rglob("ledger.db*"))

    ledger = a_ledger(tmp_path)
    for word in ("aardvark", "bumblebee", "chinchilla"):
        ledger.begin(Prompt(f"what is a {word}"), a_route())
        ledger.settle(a_reply(text=f"a {word} " * 2000))
    ledger.close()
    newest = log.latest(connection, 3)
    assert left(b"aardvark")
    assert log.delete(connection, [newest[2].id]) == 1
    log.wipe(connection)
    assert not left(b"aardvark")
    assert left(b"bumblebee")
    log.purge(connection, "9999-01-01")
    log.wipe(connection)
    assert not left(b"bumblebee")
    assert not left(b"chinchilla")


def test_words_that_could_not_be_wiped_are_said(connection, tmp_path):
    other = opened(tmp_path / "ask" / "ledger.db")
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM turns").fetchone()
    connection.execute("PRAGMA busy_timeout = 10")
    log.delete(connection, [1])
    with pytest.raises(ConfigError, match="may still lie"):
        log.wipe(connection)
    assert log.turn_of(connection, 1) is None
    other.close()
