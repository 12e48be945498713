"""What a command's argument may be, for the completion."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from assistant.catalog import Tier
from assistant.errors import AskError
from assistant.repl.commands.table import NAMES, Takes
from assistant.repl.session import Session
from assistant.safe import visible_in_a_row


def names_for(session: Session) -> Callable[[Takes], Sequence[str]]:
    """Give what looks up the names that an argument of a kind may have in `session`; a conversation's is its number."""

    def names(takes: Takes) -> Sequence[str]:
        match takes:
            case Takes.TIERS:
                return (*(tier.label for tier in Tier), "auto")
            case Takes.MODELS:
                return (*session.context.models, "auto")
            case Takes.ATTACHED:
                return [attachment.name for attachment in session.attached]
            case Takes.THEMES:
                return (*session.context.themes(), "auto")
            case Takes.COMMANDS:
                return list(NAMES)
            case Takes.CONVERSATIONS:
                return _conversations(session)
            case _:
                return ()

    return names


def _conversations(session: Session) -> Sequence[str]:
    """Give the numbers of the latest conversations, the newest first, each with its first question behind it."""
    records = session.context.records
    with suppress(AskError):  # it is said when one is opened
        found = () if records is None else records.recent("")
        return [f"{past.number} {visible_in_a_row(past.opening)[:60]}" for past in reversed(found)]
    return ()
