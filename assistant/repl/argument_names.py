"""What a command's argument may be, for the completion."""

from collections.abc import Callable, Sequence

from assistant.catalog import Tier
from assistant.repl.commands.table import NAMES, Takes
from assistant.repl.session import Session


def names_for(session: Session) -> Callable[[Takes], Sequence[str]]:
    """Give what looks up the names that an argument of a kind may have in `session`."""

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
            case _:
                return ()

    return names
