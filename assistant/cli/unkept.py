"""Turns on record whose words were not kept: none of them can be taken up again, nor another one in its place."""

from assistant.errors import UsageError
from assistant.record import Record


def refuse_unkept(turn: Record) -> None:
    """Refuse a turn whose words were not kept. Raises UsageError."""
    if not turn.question:
        raise UsageError(
            f"the words of turn {turn.id} were not kept",
            hint="earlier ones: ask log show N · ask --conversation N · [ledger] store_text = true keeps the next ones",
        )
