"""The conversations on record, read back out of the ledger: which there are, the last one, how long answers are."""

import sqlite3

from assistant.reply import Ending
from assistant.store.columns import text_in, whole_in
from assistant.store.log import ANSWERED, found, newest
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A conversation on record: its number, when it began (ISO 8601 in UTC), its first question, how many turns it has.

    Only what stands is of it; a turn that was never answered counts for none.
    """

    number: int
    begun: str
    opening: str
    turns: int


def last_conversation_id(connection: sqlite3.Connection) -> int | None:
    """Give the conversation that was answered last, whether its words were kept or not, None where there is none."""
    turn = newest(connection, ANSWERED)
    return None if turn is None else turn.conversation


def conversation_with(connection: sqlite3.Connection, number: int) -> int | None:
    """Give the conversation that has this number, or has a turn of it; None where there is neither."""
    row = connection.execute(
        "SELECT conversation FROM turns WHERE (conversation = ?1 OR id = ?1) AND conversation > 0"
        " ORDER BY conversation = ?1 DESC LIMIT 1",
        (number,),
    ).fetchone()
    return whole_in(row[0]) if row else None


def conversations(
    connection: sqlite3.Connection, words: str = "", *, count: int = 20
) -> tuple[ConversationSummary, ...]:
    """Give the `count` conversations that were gone on with last, oldest first; those with `words`, "" is all."""
    if words.strip():
        hits = [hit.record for hit in found(connection, words, count=200)]
        standing = (hit.conversation for hit in hits if hit.conversation > 0 and not hit.withdrawn)
        numbers = list(dict.fromkeys(standing))
    else:
        latest = connection.execute(
            "SELECT conversation FROM turns WHERE prompt <> '' AND conversation > 0 AND withdrawn = 0"
            " GROUP BY conversation ORDER BY max(id) DESC LIMIT ?",
            (count,),
        )
        numbers = [whole_in(number) or 0 for (number,) in latest]
    return tuple(_summary(connection, number) for number in reversed(numbers[:count]))


def usual_output(connection: sqlite3.Connection, provider: str, model: str) -> int | None:
    """Give the median of the output tokens, thinking among them, of a model's latest 20 whole answers to questions.

    None where there is none among the latest 1,000 turns.
    """
    rows = connection.execute(
        "SELECT output_tokens FROM turns WHERE id > (SELECT max(id) FROM turns) - 1000"
        " AND provider = ? AND model = ? AND ending = ? AND output_tokens > 0"
        " AND conversation > 0 ORDER BY id DESC LIMIT 20",
        (provider, model, Ending.WHOLE.value),
    )
    counts = sorted(whole_in(count) or 0 for (count,) in rows)
    return counts[len(counts) // 2] if counts else None


def _summary(connection: sqlite3.Connection, number: int) -> ConversationSummary:
    _, begun, opening, turns = connection.execute(
        "SELECT min(id), asked_at, prompt, count(nullif(answer, '')) FROM turns WHERE conversation = ? AND withdrawn = 0",
        (number,),
    ).fetchone()
    return ConversationSummary(number, text_in(begun), text_in(opening), turns)
