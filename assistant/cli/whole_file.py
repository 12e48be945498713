"""How long an answer may be whose code takes a file's place: as long as the file, with a margin, or nothing is sent."""

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation import NOTHING_SAID, tokens_for
from assistant.errors import UsageError
from assistant.routing.lineup import Lineup
from assistant.tokens import estimated_tokens

if TYPE_CHECKING:
    from assistant.cli.question import Question
    from assistant.store.place import Place


def with_room(question: "Question", target: "Place", typed: int | None) -> "Question":
    """Give a question whose answer has room for the whole of a file; `typed` is the limit that the user gave it.

    Raises UsageError where that is too small for any answer to be whole.
    """
    choices, tokens = question.choices, estimated_tokens(target.text)
    least = 0 if question.before else tokens * 3 // 4  # the estimate may be a quarter too high
    if typed and typed < least:
        raise UsageError(
            f"{target.path} has ~{tokens:,} tokens and its answer {typed:,} at most: nothing was sent",
            hint="without --max-tokens it has room for the whole file",
        )
    sent = tokens_for(question.prompt, NOTHING_SAID)
    lineups = {
        tier: _with_room(
            replace(lineup, candidates=(choices.only,)) if choices.only else lineup, tokens, sent
        )
        for tier, lineup in choices.lineups.items()
    }
    return replace(question, choices=replace(choices, lineups=lineups, least=least))


def _with_room(lineup: Lineup, tokens: int, sent: int) -> Lineup:
    """Give a line-up with room for a file, and half of the usual for words and thinking where its windows have it."""
    needed = tokens * 5 // 4
    wanted = max(lineup.max_tokens, needed + lineup.max_tokens // 2)
    free = [known.model.window - sent for known in lineup.candidates if known.model.window]
    return replace(lineup, max_tokens=max(needed, min(wanted, *free)) if free else wanted)
