"""The log: turns read back out of the ledger, found again by their words, rewritten and deleted."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator

from assistant.conversation import GO_ON
from assistant.errors import ConfigError
from assistant.record import Record
from assistant.reply import Ending
from assistant.store.busy_timeout import BUSY_TIMEOUT
from assistant.store.database import is_full, writing
from assistant.store.records import COLUMNS, record_of
from assistant.store.rows import storable
from assistant.store.turn_row import update
from assistant.values import dataclass

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SHOWN = "coalesce(turns.prompt, '') || char(10) || coalesce(turns.thought, '') || coalesce(turns.answer, '')"
_ANYWHERE = f"instr(folded({_SHOWN}), folded(?))"
_ACCENTS = re.compile("[\u0300-\u036f]+")
PERSONS = "conversation > 0"  # a benchmark's or drill's is below zero
STANDS = f"{PERSONS} AND withdrawn = 0"  # neither taken back nor asked again
ANSWERED = f"{STANDS} AND (answer <> '' OR (prompt IS NULL AND ending <> 'failed'))"  # with words that were kept or not
_TEXTS = ("system", "prompt", "question", "thought", "answer", "cause", "attempts")  # columns
_FEW = 5_000  # turns whose texts can be looked through in some 30 ms
_TURN_COLUMNS = ", ".join(f"turns.{name}" for name in COLUMNS)


@dataclass(frozen=True, slots=True)
class Found:
    """A turn that has the words: `extract` is the place in its question, answer or thinking."""

    record: Record
    extract: str


def latest(connection: sqlite3.Connection, count: int) -> tuple[Record, ...]:
    """Give the `count` turns asked last, newest first."""
    return tuple(_records(connection, "ORDER BY id DESC LIMIT ?", (count,)))


def newest(connection: sqlite3.Connection, which: str, *values: object) -> Record | None:
    """Give the turn asked last of those that `which` (PERSONS, STANDS, ANSWERED) holds for, None for none."""
    return next(_records(connection, f"WHERE {which} ORDER BY id DESC LIMIT 1", values), None)


def turn_of(connection: sqlite3.Connection, turn: int) -> Record | None:
    """Give the turn with this id, None where there is none."""
    return newest(connection, "id = ?", turn)


def last_answer_turns(connection: sqlite3.Connection) -> tuple[Record, ...]:
    """Give the turn that was answered last behind those that it continues, nothing where there is none."""
    last = newest(connection, ANSWERED)
    return () if last is None else continued(connection, last)


def continued(connection: sqlite3.Connection, last: Record) -> tuple[Record, ...]:
    """Give a turn behind those whose answers, cut off, it continues: oldest first, `last` itself at the end."""
    turns = [last]
    while turns[0].question == GO_ON:
        before = "conversation = ? AND id < ? AND withdrawn = ? AND answer <> ''"
        cut = newest(connection, before, last.conversation, turns[0].id, last.withdrawn)
        if cut is None or cut.ending is Ending.WHOLE:
            break
        turns.insert(0, cut)
    return tuple(turns)


def openings(connection: sqlite3.Connection, tier: int, count: int) -> tuple[Record, ...]:
    """Give the last `count` questions of a tier that began a conversation and were answered whole, newest first."""
    rest = (
        "WHERE tier = ? AND prompt <> '' AND ending = 'whole' AND conversation > 0 AND provider <> 'demo'"
        " AND NOT EXISTS (SELECT 1 FROM turns earlier WHERE earlier.conversation = turns.conversation"
        " AND earlier.id < turns.id) ORDER BY id DESC LIMIT ?"
    )
    return tuple(_records(connection, rest, (tier, count)))


def since(connection: sqlite3.Connection, day: str) -> Iterator[Record]:
    """Give every turn asked from `day` (YYYY-MM-DD) on, oldest first."""
    return _records(connection, "WHERE day >= ? ORDER BY id", (day,))


def turns_of(connection: sqlite3.Connection, conversation: int) -> tuple[Record, ...]:
    """Give the turns of a conversation that stand, oldest first."""
    return tuple(_records(connection, f"WHERE {STANDS} AND conversation = ? ORDER BY id", (conversation,)))


def found(connection: sqlite3.Connection, words: str, *, count: int) -> tuple[Found, ...]:
    """Give the turns that have all of `words` in question or answer, newest first.

    Where none has, the last word may be the beginning of one, or a part; where that finds none either, they are looked
    for in what was shown as thinking, too. Chinese and Japanese are written without spaces between words, so they are
    looked for anywhere in the text.
    """
    connection.create_function("folded", 1, _folded, deterministic=True)
    terms = tuple(storable(words).split())
    spaced = tuple(term for term in terms if not _UNSPACED.search(term) and any(map(str.isalnum, term)))
    anywhere = tuple(term for term in terms if term not in spaced)
    if not terms:
        return ()
    if not spaced:
        return _found_anywhere(connection, anywhere, count)
    match, whole = _phrases(spaced), _phrases(spaced[:-1])
    if exact := _found_words(connection, match, anywhere, count):
        return exact
    # a beginning that many words share takes longer than to look through a few turns
    if whole and _are_few(connection, whole):
        begun = _found_words(connection, whole, (*anywhere, spaced[-1]), count)
    else:
        begun = _found_words(connection, f"{match} *", anywhere, count)
    return begun or _found_anywhere(connection, terms, count, among="thought <> '' AND")


def delete(connection: sqlite3.Connection, turns: Iterable[int]) -> int:
    """Delete turns and give how many there were. What they cost still counts against limits; `wipe` takes their words."""
    with writing(connection):
        return sum(connection.execute("DELETE FROM turns WHERE id = ?", (turn,)).rowcount for turn in turns)


def purge(connection: sqlite3.Connection, before: str) -> int:
    """Delete every turn asked before `before` (YYYY-MM-DD) as `delete` does, and tell how many there were."""
    with writing(connection):
        return connection.execute("DELETE FROM turns WHERE day < ?", (before,)).rowcount


def rewrite(connection: sqlite3.Connection, conversation: int, recorded: Callable[[str], str]) -> None:
    """Write a conversation's texts as `recorded` gives them, and wipe what they were. Raises what `wipe` does."""
    rows = connection.execute(
        f"SELECT id, {', '.join(_TEXTS)} FROM turns WHERE conversation = ?",  # noqa: S608 - our own names
        (conversation,),
    ).fetchall()
    with writing(connection):
        for row, *texts in rows:
            rewritten = [text and storable(recorded(str(text))) for text in texts]
            if rewritten != texts:
                update(connection, row, dict(zip(_TEXTS, rewritten, strict=True)))
    wipe(connection)


def wipe(connection: sqlite3.Connection) -> None:
    """Take all that was ever deleted out of the file: of itself SQLite leaves it in free pages, the index and the log.

    Raises ConfigError where that cannot be done.
    """
    trouble, once = "another program is reading it", "no other ask is running"
    try:
        connection.execute("INSERT INTO turns_words (turns_words) VALUES ('optimize')")
        connection.execute("VACUUM")
        if _log_emptied(connection):
            return
    except sqlite3.Error as error:
        trouble, once = str(error), "its disk has room" if is_full(error) else once
    raise ConfigError(
        f"words of what was deleted may still lie in the ledger's file: {trouble}",
        hint=f"again, once {once}",
    )


def _log_emptied(connection: sqlite3.Connection) -> bool:
    """Take the log over into the file and cut it; tells whether nobody read from it for long."""
    until = time.monotonic() + BUSY_TIMEOUT
    while True:
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy or time.monotonic() > until:
            return not busy
        time.sleep(0.02)


def _records(connection: sqlite3.Connection, rest: str, wanted: tuple[object, ...]) -> Iterator[Record]:
    for row in connection.execute(f"SELECT {_TURN_COLUMNS} FROM turns {rest}", wanted):  # noqa: S608 - constants of this file
        yield record_of(row)


def _folded(text: str) -> str:
    """Give a text in small letters without accents, much as FTS5 compares words (SQLite's `lower` knows ASCII alone)."""
    if text.isascii():
        return text.lower()
    from unicodedata import normalize  # noqa: PLC0415 - only a search needs it

    return _ACCENTS.sub("", normalize("NFD", text.lower()))


def _phrases(terms: tuple[str, ...]) -> str:
    """Give terms as FTS5 takes them to the letter: https://sqlite.org/fts5.html#fts5_strings."""
    return " ".join('"' + term.replace('"', '""') + '"' for term in terms)


def _are_few(connection: sqlite3.Connection, match: str) -> bool:
    rows = connection.execute(
        "SELECT rowid FROM turns_words WHERE turns_words MATCH ? LIMIT ?", (match, _FEW + 1)
    )
    return len(rows.fetchall()) <= _FEW


def _found_words(
    connection: sqlite3.Connection, match: str, anywhere: tuple[str, ...], count: int
) -> tuple[Found, ...]:
    also = f" AND {_ANYWHERE}" * len(anywhere)
    rows = connection.execute(
        f"SELECT {_TURN_COLUMNS}, snippet(turns_words, -1, '', '', '…', 12)"  # noqa: S608 - constants of this file
        " FROM turns_words JOIN turns ON turns.id = turns_words.rowid"
        f" WHERE turns_words MATCH ?{also} ORDER BY turns_words.rowid DESC LIMIT ?",
        (match, *anywhere, count),
    )
    return tuple(Found(record_of(row), row[-1]) for row in rows)


def _found_anywhere(
    connection: sqlite3.Connection, terms: tuple[str, ...], count: int, *, among: str = ""
) -> tuple[Found, ...]:
    conditions = " AND ".join(_ANYWHERE for _ in terms)
    records = _records(connection, f"WHERE {among} {conditions} ORDER BY id DESC LIMIT ?", (*terms, count))
    return tuple(Found(record, _extract(f"{record.prompt}\n{record.shown}", terms)) for record in records)


def _extract(text: str, terms: tuple[str, ...]) -> str:
    """Give the text from shortly before the first of `terms` in it."""
    lower = text.lower()
    start = max(min((place for term in terms if (place := lower.find(term.lower())) >= 0), default=0) - 20, 0)
    return text[start : start + 80]
