"""A turn as it is on record: what was asked, where it went, what came back and what it cost."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from assistant.catalog import Price, Tier
from assistant.conversation import Conversation, Message
from assistant.reply import Ending


class Keep(Enum):
    """What of a turn is kept: its texts and figures, the figures, or nothing but what counts against a limit."""

    EVERYTHING = "everything"
    FIGURES = "figures"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One model that was asked; `why` says in words why it did not answer, "" for the one that did."""

    provider: str
    model: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the ledger.

    `prompt` is the user's words, `question` the same with the attachments as it was sent; both are "" where texts are
    not kept. `asked_at` is ISO 8601 in UTC. `cost` is US$, None where the price is unknown or the turn never ended;
    `ending` is None for a turn that is under way or whose process was killed. Times are seconds.
    """

    id: int
    conversation: int
    asked_at: str
    prompt: str
    question: str
    answer: str
    tier: Tier
    confidence: float
    reasons: tuple[str, ...]
    attempts: tuple[Attempt, ...]
    provider: str
    model: str
    price: Price
    max_tokens: int
    input_tokens: int = 0
    output_tokens: int = 0
    thinking_tokens: int = 0
    usage_estimated: bool = False
    cost: Decimal | None = None
    cost_estimated: bool = False
    reserved: Decimal | None = None
    time_to_first_token: float | None = None
    elapsed: float | None = None
    ending: Ending | None = None
    cause: str = ""


def conversation_of(records: tuple[Record, ...]) -> Conversation:
    """Give what was said in `records`, oldest first; turns without an answer are left out."""
    said = Conversation()
    for record in records:
        if record.answer:
            said = replace(
                said,
                messages=(
                    *said.messages,
                    Message("user", record.question),
                    Message("assistant", record.answer),
                ),
            )
    return said
