"""The ledger as its owner meets it: one row a turn, private, and never in the way of an answer."""

import os
import resource
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answer import Assistant
from assistant.cost import Usage
from assistant.prompt import Attachment, Prompt
from assistant.reply import Delta, Ended, Ending
from assistant.request_options import Retention
from assistant.store.database import opened
from assistant.store.log import delete
from tests.money.scenes import CHOICES, Answering, Watching, a_ledger, a_reply, a_route, strict


def rows(folder: Path, columns: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "ask" / "ledger.db")) as connection:
        return connection.execute(f"SELECT {columns} FROM turns ORDER BY id").fetchall()  # noqa: S608


def test_a_turn_that_is_deleted_while_its_answer_comes_is_told(tmp_path):
    warnings = []
    ledger = a_ledger(tmp_path, warn=warnings.append)
    ledger.begin(Prompt("why?"), a_route())
    with closing(opened(tmp_path / "ask" / "ledger.db")) as connection:
        delete(connection, [1])
    ledger.settle(a_reply())
    assert warnings == ["this turn was deleted meanwhile: its answer is not kept"]
    assert rows(tmp_path, "id") == []


def test_a_turn_is_on_record_before_it_is_sent_and_whole_after_it_ended(tmp_path):
    ledger = a_ledger(tmp_path)
    ledger.begin(Prompt("why?"), a_route())
    assert rows(tmp_path, "id, conversation, prompt, answer, ending, tier, model, cost_picodollars") == [
        (1, 1, "why?", None, None, 0, "deepseek-v4-flash", None)
    ]
    ledger.settle(a_reply())
    assert rows(tmp_path, "answer, ending, input_tokens, output_tokens, cost_picodollars, attempts") == [
        (
            "Use a list comprehension.",
            "whole",
            12,
            100,
            25_000_000,
            '[["global-apis","deepseek-v4-flash",""]]',
        )
    ]


def test_turns_of_one_session_are_one_conversation(tmp_path):
    ledger = a_ledger(tmp_path)
    for words in ("one", "two"):
        ledger.begin(Prompt(words), a_route())
        ledger.settle(a_reply())
    ledger.close()
    other = a_ledger(tmp_path)
    other.begin(Prompt("three"), a_route())
    other.close()
    going_on = a_ledger(tmp_path, conversation=1)
    going_on.begin(Prompt("four"), a_route())
    assert rows(tmp_path, "conversation, prompt") == [(1, "one"), (1, "two"), (3, "three"), (1, "four")]


def test_without_texts_the_figures_are_kept_alone(tmp_path):
    ledger = a_ledger(tmp_path, keep=Retention.FIGURES)
    ledger.begin(Prompt("a secret", (Attachment("more of it", "key.txt"),)), a_route())
    ledger.settle(a_reply(text="a secret too"))
    assert rows(tmp_path, "prompt, question, answer, output_tokens") == [(None, None, None, 100)]
    ledger.close()
    assert b"secret" not in (tmp_path / "ask" / "ledger.db").read_bytes()


def test_a_ledger_that_keeps_nothing_leaves_no_file(tmp_path):
    ledger = a_ledger(tmp_path, keep=Retention.NOTHING)
    assert ledger.reserve(a_route(), (), choices=CHOICES) == a_route()
    ledger.begin(Prompt("why?"), a_route())
    ledger.settle(a_reply())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_folder_and_file_belong_to_their_owner_alone_whatever_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        opened(tmp_path / "ask" / "ledger.db").close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "ask").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "ask" / "ledger.db").stat().st_mode) == 0o600


def test_what_was_open_to_others_is_closed(tmp_path):
    (tmp_path / "ask").mkdir(mode=0o755)
    opened(tmp_path / "ask" / "ledger.db").close()
    (tmp_path / "ask" / "ledger.db").chmod(0o644)
    connection = opened(tmp_path / "ask" / "ledger.db")
    connection.execute("INSERT INTO limits VALUES ('day', -1, 1)")
    for path in (tmp_path / "ask").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    connection.close()


def answer_despite(tmp_path: Path) -> list[str]:
    """Ask one question with a ledger that fails, and give what it complained of."""
    warnings: list[str] = []
    view = Watching()
    ledger = a_ledger(tmp_path, warn=warnings.append)
    assistant = Assistant(Answering(), ledger, budget=ledger)
    for _ in range(2):
        assert assistant.answer(Prompt("why?"), view, choices=CHOICES).text == "Use a set."
    assert [reply.text for reply in view.replies] == ["Use a set."] * 2
    return warnings


def test_a_damaged_file_costs_one_line_and_no_answer(tmp_path):
    (tmp_path / "ask").mkdir()
    (tmp_path / "ask" / "ledger.db").write_bytes(b"this is no database at all" * 500)
    (warning,) = answer_despite(tmp_path)
    assert warning == (
        f"the ledger could not be written: file is not a database ({tmp_path / 'ask' / 'ledger.db'}),"
        " and whether a limit on spending is set cannot be seen"
    )


def test_a_home_that_cannot_be_written_costs_one_line_and_no_answer(tmp_path):
    (tmp_path / "ask").write_text("a file where the folder should be")
    (warning,) = answer_despite(tmp_path)
    assert warning.startswith("the ledger could not be written: ")


def test_a_newer_file_is_left_as_it_is(tmp_path):
    path = tmp_path / "ask" / "ledger.db"
    with closing(opened(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    (warning,) = answer_despite(tmp_path)
    assert "newer release" in warning
    assert rows(tmp_path, "*") == []


def test_a_full_disk_costs_one_line_and_no_answer(tmp_path):
    ledger = a_ledger(tmp_path)
    ledger.begin(Prompt("the first"), a_route())
    ledger.settle(a_reply())
    ledger.close()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        (warning,) = answer_despite(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert warning.startswith("the ledger could not be written: ")
    assert rows(tmp_path, "prompt") == [("the first",)]


def test_an_answer_that_outgrows_the_disk_still_reaches_the_user(tmp_path):
    warnings: list[str] = []
    view = Watching()
    ledger = a_ledger(tmp_path, warn=warnings.append)
    ledger.begin(Prompt("warm"), a_route())
    ledger.settle(a_reply())
    long = "word " * 400_000
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, before[1]))
    try:
        gateway = Answering((Delta(long), Usage(5, 400_000), Ended(Ending.WHOLE)))
        reply = Assistant(gateway, ledger, budget=ledger).answer(Prompt("why?"), view, choices=CHOICES)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert reply.text == long
    assert view.replies == [reply]
    assert len(warnings) == 1
    assert rows(tmp_path, "prompt, ending") == [("warm", "whole"), ("why?", None)]


def test_a_prompt_of_bytes_that_are_no_characters_is_kept(tmp_path):
    ledger = a_ledger(tmp_path)
    ledger.begin(Prompt("caf\udce9 \x00 ok"), a_route())
    ledger.settle(a_reply(text="\udcff"))
    assert rows(tmp_path, "prompt, answer") == [("caf? \x00 ok", "?")]


def test_absurd_figures_of_a_gateway_do_not_lose_the_turn(tmp_path):
    ledger = a_ledger(tmp_path)
    ledger.begin(Prompt("why?"), a_route())
    ledger.settle(a_reply(usage=Usage(-5, 10**30)))
    assert rows(tmp_path, "input_tokens, ending") == [(0, "whole")]


class Closing(Watching):
    """A view whose reader goes away in the middle."""

    def show(self, event):
        if isinstance(event, Delta):
            raise BrokenPipeError(32, "Broken pipe")


def test_a_turn_whose_reader_went_away_is_settled(tmp_path):
    ledger = a_ledger(tmp_path, warn=strict)
    with pytest.raises(BrokenPipeError):
        Assistant(Answering(), ledger, budget=ledger).answer(Prompt("why?"), Closing(), choices=CHOICES)
    assert rows(tmp_path, "answer, ending, cause") == [
        ("Use a set.", "stopped", "the output was closed: Broken pipe")
    ]
