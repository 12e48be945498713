"""The row of the turn under way, or what counts for one that is not kept, and whether limits do, as the ledger has it."""

import sqlite3
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from assistant.conversation import GO_ON


class Turn(NamedTuple):
    """The turn under way: its row, or the time (as `written`), tier and reserve (picodollars) of one that is not kept."""

    row: int | None
    asked_at: str
    tier: int
    reserved: int


def on_own_clock(moment: datetime) -> datetime:
    """Give a moment in the time zone of this process, as it is where that has an offset of a day or more."""
    with suppress(ValueError):
        return moment.astimezone()
    return moment


def written(moment: datetime) -> str:
    """Give a moment as a row has it: 2026-05-20T12:00:00.000+02:00."""
    return moment.isoformat(timespec="milliseconds")


def holds_limits(connection: sqlite3.Connection) -> bool:
    """Tell whether the file sets limits on spending."""
    return connection.execute("SELECT 1 FROM limits LIMIT 1").fetchone() is not None


def count(connection: sqlite3.Connection, turn: Turn, amount: int) -> None:
    """Count `amount` picodollars (below zero gives some back) against the day of a turn that has no row."""
    connection.execute(
        "INSERT INTO spending VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars",
        (turn.asked_at[:10], turn.tier, turn.asked_at[23:], amount),
    )


def insert(connection: sqlite3.Connection, columns: dict[str, Any]) -> int | None:
    """Write the row of a turn, that of a new conversation where its conversation is 0; gives its id."""
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    row = connection.execute(
        f"INSERT INTO turns ({names}) VALUES ({marks})",  # noqa: S608 - our own column names
        tuple(columns.values()),
    ).lastrowid
    if not columns["conversation"]:
        connection.execute("UPDATE turns SET conversation = id WHERE id = ?", (row,))
    return row


def update(connection: sqlite3.Connection, row: int | None, columns: dict[str, Any]) -> bool:
    """Write columns of the row with this id; tells whether there is one."""
    settings = ", ".join(f"{name} = ?" for name in columns)
    changed = connection.execute(
        f"UPDATE turns SET {settings} WHERE id = ?",  # noqa: S608 - our own column names
        (*columns.values(), row),
    )
    return changed.rowcount > 0


def withdraw(connection: sqlite3.Connection, row: int) -> None:
    """Take a question and what continues its answer out of their conversation: they stay on the bill and in the log."""
    connection.execute(
        "UPDATE turns SET withdrawn = 1 WHERE conversation = (SELECT conversation FROM turns WHERE id = ?1)"
        " AND id >= ?1 AND NOT EXISTS (SELECT 1 FROM turns AS asked WHERE asked.conversation = turns.conversation"
        " AND asked.id > ?1 AND asked.id <= turns.id AND coalesce(asked.question, asked.prompt, '') <> ?2)",
        (row, GO_ON),
    )
