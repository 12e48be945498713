"""Every reader of files, the ledger and what git says, given anything."""

import json
import os
import sqlite3
from contextlib import closing, suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.bench.blind_comparison import tallies
from assistant.bench.journal import Journal
from assistant.bench.page import page
from assistant.bench.table import standings
from assistant.bill import By
from assistant.cli.files import attached, difference
from assistant.cli.stdin import piped_text
from assistant.errors import AskError
from assistant.record import markdown_of, plain_record
from assistant.repl.history import entries_of
from assistant.store.bill import bill_of
from assistant.store.conversations import conversations, last_conversation_id
from assistant.store.cooldowns import CooldownList
from assistant.store.database import opened, opened_to_change, opened_to_read
from assistant.store.decoding import decoded
from assistant.store.key_file import keys_in
from assistant.store.limits import limits_of
from assistant.store.log import found, last_answer_turns, latest, since
from assistant.store.marks import marks_in
from assistant.store.swaps import last_swap
from assistant.store.trust import trusts_in
from assistant.store.unfinished import last_unfinished
from tests.safe.anything import ODD_TEXT, PLAIN, SCALAR, SOME, only_our_errors


@SOME
@given(
    st.binary(max_size=80)
    | ODD_TEXT.map(lambda text: text.encode("utf-16", "replace"))
    | ODD_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_can_be_piped_in_or_lie_in_a_file(content: bytes) -> None:
    only_our_errors(lambda: decoded(content, "x"))
    only_our_errors(lambda: piped_text(TextIOWrapper(BytesIO(content))))


@SOME
@given(
    st.binary(max_size=60)
    | PLAIN.map(lambda plain: json.dumps(plain).encode())
    | st.lists(PLAIN.map(json.dumps), max_size=4).map(lambda lines: "\n".join(lines).encode())
)
def test_any_bytes_can_lie_where_our_own_files_do(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "own"
    file.write_bytes(content)
    file.chmod(0o600)
    for read in (keys_in, trusts_in, lambda file: last_swap(file, file), marks_in):
        only_our_errors(lambda read=read: read(file))  # type: ignore[misc]
    cooldowns = CooldownList(file)
    cooldowns.left("x")
    cooldowns.begin("x", 1.0)
    entries_of(content)


@settings(SOME, max_examples=40)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=200), st.integers(0, 1))
def test_any_damage_to_the_ledger_is_an_error_of_ours_or_of_sqlite(
    tmp_path: Path, place: int, damage: bytes, cut: int
) -> None:
    path = tmp_path / "d" / "ledger.db"
    for file in path.parent.glob("*") if path.parent.exists() else ():
        file.unlink()
    opened(path).close()
    content = path.read_bytes()
    path.write_bytes(content[:place] if cut else content[:place] + damage + content[place + len(damage) :])
    with suppress(AskError, sqlite3.DatabaseError):
        with opened_to_change(path):
            pass
        connection = opened_to_read(path)
        if connection is not None:
            with closing(connection):
                list(latest(connection, 5))
                list(since(connection, "0000-00-00"))
                found(connection, "x y", count=20)
                bill_of(connection, "0000-00-00", "9999-12-31", By.MODEL)


RESULT = st.fixed_dictionaries(
    {"task": st.just("t"), "model": st.just("m"), "repeat": st.just(1), "ending": st.just("whole")},
    optional=dict.fromkeys(("answer", "correctness", "edges", "quality", "cost", "price", "elapsed", "output_tokens", "judge", "judge_spread", "note", "x"), SCALAR),
)  # fmt: skip
SAID = st.just(
    {
        "begun": "x",
        "tasks": ["t"],
        "models": ["m"],
        "demo": True,
        "repeats": 1,
        "max_tokens": 1,
        "contests": [],
    }
)
RUN_LINE = (
    SAID
    | RESULT
    | PLAIN
    | PLAIN.map(lambda plain: {"picked": plain})
    | PLAIN.map(lambda plain: {"begun": "x", "tasks": plain})
)


@SOME
@given(st.lists(RUN_LINE.map(lambda plain: json.dumps(plain).encode()) | st.binary(max_size=20), max_size=5))
def test_any_bytes_can_lie_in_the_file_of_a_run(tmp_path: Path, lines: list[bytes]) -> None:
    file = tmp_path / "0001.jsonl"
    file.write_bytes(b"\n".join(lines))
    file.chmod(0o600)
    with suppress(AskError):
        run = Journal(file).read()
        page(1, run.setup, standings(run.results), run.results, "axes")
        tallies(run.picks)


COLUMN = st.sampled_from([
    "conversation", "asked_at", "day", "tier", "confidence", "reasons", "provider", "model", "attempts", "max_tokens", "reserved_picodollars", "ending", "cause",
    "input_tokens", "output_tokens", "thinking_tokens", "cost_picodollars", "cost_estimated", "price_output", "price_input", "first_token_microseconds",
    "elapsed_microseconds", "process", "prompt", "question", "thought", "answer", "withdrawn",
])  # fmt: skip
CELL = (
    st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.binary(max_size=9) | PLAIN.map(json.dumps)
    | ODD_TEXT.map(lambda text: text.encode(errors="replace").decode())
)  # fmt: skip


@settings(SOME, max_examples=150)
@given(st.dictionaries(COLUMN, CELL, min_size=1, max_size=3), st.booleans())
def test_any_value_can_lie_in_any_column_of_the_ledger(
    tmp_path: Path, cells: dict[str, object], limited: bool
) -> None:
    path = tmp_path / "d" / "ledger.db"
    with closing(opened(path)) as connection, suppress(sqlite3.Error):
        connection.execute("DELETE FROM turns")
        connection.execute("DELETE FROM limits")
        row = {"conversation": 1, "asked_at": "2026-11-01T10:00:00Z", "day": "2026-11-01", "tier": 0, "confidence": 1.0,
               "provider": "p", "model": "m", "max_tokens": 1, "prompt": "x y", "answer": "z", "ending": "whole"} | cells  # fmt: skip
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO turns ({columns}) VALUES ({marks})", (*row.values(),))  # noqa: S608 - our own names
        if limited:
            connection.execute("INSERT INTO limits VALUES (?, ?, ?)", (*cells.values(), "day", 0, 1)[:3])
        for record in (*latest(connection, 5), *since(connection, "0000-00-00")):
            json.dumps(plain_record(record))
            markdown_of(record)
        for read in (last_conversation_id, last_unfinished, last_answer_turns, limits_of, conversations):
            with suppress(sqlite3.Error):
                read(connection)
        with suppress(sqlite3.Error):
            found(connection, "x y", count=20)
        for by in By:
            with suppress(sqlite3.Error):
                bill_of(connection, "0000-00-00", "9999-12-31", by)


GIT = """#!/bin/sh
cat "$SAID/out"
cat "$SAID/err" >&2
exit "$(cat "$SAID/code")"
"""


@settings(SOME, max_examples=10)
@given(st.binary(max_size=200), st.binary(max_size=100), st.sampled_from([0, 1, 128]))
def test_any_bytes_can_be_what_git_says(tmp_path: Path, out: bytes, err: bytes, code: int) -> None:
    git = tmp_path / "git"
    git.write_text(GIT)
    git.chmod(0o700)
    for name, content in (("out", out), ("err", err), ("code", str(code).encode())):
        (tmp_path / name).write_bytes(content)
    before = {name: os.environ.get(name, "") for name in ("PATH", "SAID")}
    os.environ.update(PATH=f"{tmp_path}:{before['PATH']}", SAID=str(tmp_path))
    try:
        only_our_errors(lambda: difference("HEAD"))
        only_our_errors(lambda: attached((str(tmp_path),), print))
    finally:
        os.environ.update(before)
