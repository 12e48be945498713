"""Turns on record that can be taken up again: the last answer that is not whole, and the last question."""

import sqlite3
from collections.abc import Iterator

from assistant.conversation import GO_ON, Conversation
from assistant.record import Record, said_in
from assistant.store.columns import text_in
from assistant.store.log import PERSONS, STANDS, newest, turn_of, turns_of
from assistant.store.processes import lives

_ROWS = "SELECT id, ending, process, asked_at FROM turns WHERE"
_LEFT = (
    "coalesce(ending, '') <> 'whole' AND id = (SELECT max(kept.id) FROM turns AS kept"
    " WHERE kept.conversation = turns.conversation AND kept.withdrawn = 0)"
)
_UNFINISHED = f"{STANDS} AND {_LEFT}"


def last_unfinished(connection: sqlite3.Connection) -> Record | None:
    """Give the latest turn whose answer is not whole and that nothing followed, None where there is none.

    One that a living process is still hearing is none; one whose process was killed is.
    """
    return next((turn_of(connection, turn) for turn in _ended(connection, _UNFINISHED)), None)


def is_unfinished(connection: sqlite3.Connection, turn: int) -> bool:
    """Tell whether a turn is one of those of which `last_unfinished` gives the latest."""
    return turn in _ended(connection, _UNFINISHED)


def last_ended(connection: sqlite3.Connection) -> Record | None:
    """Give the latest turn that stands, whole or not, and is not still being heard."""
    return next((turn_of(connection, turn) for turn in _ended(connection, STANDS)), None)


def _ended(connection: sqlite3.Connection, condition: str) -> Iterator[int]:
    for turn, ending, process, asked_at in connection.execute(f"{_ROWS} {condition} ORDER BY id DESC"):
        if ending is not None or not lives(text_in(process), text_in(asked_at)):
            yield turn


def not_taken_up(connection: sqlite3.Connection) -> Record | None:
    """Give the turn asked last where nothing of it is taken up: it was undone, or no answer came and none is awaited."""
    last = newest(connection, PERSONS)
    if last is None or (last.was_heard and not last.withdrawn):
        return None
    return last if last.id == next(_ended(connection, PERSONS), None) else None


def last_asked(connection: sqlite3.Connection) -> Record | None:
    """Give the last question that stands, past what had its answer continued; None where there is none."""
    last = newest(connection, STANDS)
    if last is None or last.question != GO_ON:
        return last
    turns = turns_of(connection, last.conversation)
    return next((turn for turn in reversed(turns) if turn.question != GO_ON), None)


def system_of(connection: sqlite3.Connection, record: Record) -> str | None:
    """Give the standing instruction that a turn was asked with, None for the usual one."""
    found = connection.execute("SELECT system FROM turns WHERE id = ?", (record.id,)).fetchone()
    return None if found is None or found[0] is None else text_in(found[0])


def said_before(connection: sqlite3.Connection, record: Record) -> Conversation:
    """Give what was said in a turn's conversation before it."""
    turns = turns_of(connection, record.conversation)
    return said_in(tuple(turn for turn in turns if turn.id < record.id))
