"""What a session is given by the door: who answers, who shows, what the user set. Nothing here is done yet."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from assistant.catalog import Candidate, Provider, Tier
from assistant.conversation import NOTHING_SAID, Conversation
from assistant.prompt import Attachment, Prompt
from assistant.render.notes import Notes
from assistant.routing.lineup import Choices
from assistant.shell import Keys, is_dumb
from assistant.values import dataclass

if TYPE_CHECKING:
    from assistant.answer import Assistant, View
    from assistant.cap import Account, Limit
    from assistant.record import Record
    from assistant.render.background_query import BackgroundQuery
    from assistant.store.conversations import ConversationSummary


class Records(Protocol):
    """Keeps conversations: the part of the ledger that a session needs."""

    def recent(self, words: str) -> "Sequence[ConversationSummary]":
        """Give the latest conversations, those in which `words` occur; "" is all. Oldest first."""

    def usual_output(self, candidate: Candidate) -> int | None:
        """Give the median of the output tokens of a model's latest whole answers, None where there is none."""

    def reopen(self, number: int) -> Conversation:
        """Go on with a conversation: what follows is kept in it. Raises UsageError where there is none."""

    def last_turn(self) -> "Record | None":
        """Give the turn of the conversation that was answered last, or asked last where none was; None if not on record.

        Raises UsageError.
        """

    def instruction(self) -> str | None:
        """Give the instruction of its own that the conversation goes on with, None for none. Raises UsageError."""

    def begin_anew(self) -> None:
        """Keep what follows as a new conversation."""

    def expect(self, instead_of: int | None = None) -> None:
        """Expect a question, in place of the one in row `instead_of` once a word of its answer came."""

    @property
    def row(self) -> int | None:
        """The row of the question expected last, None where it has none."""

    def withdraw(self, row: int) -> None:
        """Take the question in this row, and what continues its answer, out of the conversation."""

    def accounts(self) -> "Sequence[Account]":
        """Give the limits on spending that hold in every shell, and what counts against them. Raises UsageError."""

    def limit(self, limit: "Limit") -> None:
        """Set a limit on spending that holds in every shell. Raises UsageError where it cannot be kept."""


@dataclass(frozen=True, slots=True)
class SessionContext:
    """Everything a session uses.

    `assistant` is made when it is first needed, `prepare` loads beforehand what that takes; `outgoing` guards what is
    sent to a provider after what was said, and may ask or raise AskError, `foreseen` gives a question as it would be
    sent, `mended` what was said before, `view` is given the theme's name, and so is `put`, which writes Markdown as
    answers are shown. `tier_named` and `model_named` raise UsageError. `coloured` tells whether stdout takes colour;
    `is_passed_over` tells of a model that failed a moment ago and is not asked first; `kept` gives what of an entry
    is written to the history, None for nothing; `restored` puts the secrets that were kept here back into a text,
    `answered` into an answer, not into its links; `attached` goes with the first question, `instruction` is the
    earlier conversation's own. `background_query` is put to the terminal when its reply can be heard, None where it
    cannot.
    """

    assistant: "Callable[[], Assistant]"
    prepare: Callable[[], None]
    outgoing: Callable[[Prompt, Provider, Conversation], Prompt]
    mended: Callable[[Conversation], Conversation]
    view: "Callable[[Prompt, str], View]"
    put: Callable[[str, str], None]
    notes: Notes
    out: TextIO
    choices: Choices
    tier_named: Callable[[str], Tier]
    model_named: Callable[[str], Candidate]
    models: tuple[str, ...]
    environment: Mapping[str, str]
    history: Path
    records: Records
    kept: Callable[[str], str | None] = str
    foreseen: Callable[[Prompt], Prompt] = lambda prompt: prompt
    is_passed_over: Callable[[Candidate], bool] = lambda _: False
    themes: Callable[[], Sequence[str]] = tuple
    keys: Keys = Keys.EMACS
    system: str | None = None
    earlier: Conversation = NOTHING_SAID
    instruction: str | None = None
    attached: tuple[Attachment, ...] = ()
    greeting: tuple[str, ...] = ()
    coloured: bool = False
    restored: Callable[[str], str] = str
    answered: Callable[[str], str] = str
    background_query: "BackgroundQuery | None" = None

    @property
    def dumb(self) -> bool:
        """Whether the terminal understands no escape sequence."""
        return is_dumb(self.environment.get("TERM"))
