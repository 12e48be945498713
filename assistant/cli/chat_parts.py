"""What both ways to converse are made of, on a terminal and line by line."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import showing, wiring
from assistant.catalog import Provider
from assistant.cli.call import Call
from assistant.cli.conversations import GOING_ON, answered_last, conversation_on_record, passed_over, taken_up
from assistant.cli.guarding import Guard
from assistant.conversation import Conversation
from assistant.errors import UsageError
from assistant.prompt import Attachment, Prompt
from assistant.record import Record, said_in
from assistant.routing.lineup import Choices
from assistant.shell import Display, Shell
from assistant.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.answer import Assistant, View
    from assistant.cap import Account, Limit
    from assistant.catalog import Candidate
    from assistant.render.footer import NextSteps
    from assistant.store.conversations import ConversationSummary
    from assistant.store.ledger import SqliteLedger


class Conversations:
    """Keeps a session's turns in `ledger`, which is opened when it is first needed: implements `Records`."""

    def __init__(
        self,
        shell: Shell,
        ledger: "Callable[[], SqliteLedger]",
        guard: Guard,
        say: "Callable[[str], None]",
        instruction_after: "Callable[[Record | None], str | None]" = lambda _: None,
    ) -> None:
        self._shell = shell
        self._ledger = ledger
        self._guard = guard
        self._say = say
        self._instruction_after = instruction_after
        self._ours: set[int | None] = set()  # whose placeholders are this run's

    def recent(self, words: str) -> "Sequence[ConversationSummary]":
        """Give the latest conversations, those in which `words` occur; "" is all. Oldest first."""
        from assistant.store.conversations import conversations

        return wiring.from_log(self._shell, lambda log: conversations(log, words)) or ()

    def usual_output(self, candidate: "Candidate") -> int | None:
        """Give the median of the output tokens of a model's latest whole answers, None where there is none."""
        from assistant.store.conversations import usual_output

        provider, model = candidate.provider.name, candidate.model.id
        with suppress(UsageError):
            return wiring.from_log(self._shell, lambda log: usual_output(log, provider, model))
        return None

    def reopen(self, number: int | None) -> Conversation:
        """Go on with the conversation of this number or turn, with None the last. Raises UsageError."""
        found, turns = conversation_on_record(self._shell, number, self._say)
        if number is None and (line := passed_over(self._shell, answered_last(turns), GOING_ON)):
            self._say(line)
        said = said_in(turns)
        self._go_on_with(found)
        if found in self._ours:
            self._guard.reclaim(said)
        else:
            self._guard.disown(said)
            self._guard.remember(turns)
        earlier = self._guard.earlier(said)
        if self._guard.is_on_record:
            self.mend()
        return earlier

    def last_turn(self) -> Record | None:
        """Give the turn of the conversation that was answered last, or asked last where none was; None if not on record.

        Raises UsageError.
        """
        number = self._ledger().conversation
        if number is None:
            return None
        return taken_up(wiring.turns_on_record(self._shell, number))

    def instruction(self) -> str | None:
        """Give the instruction of its own that the conversation goes on with, None for none. Raises UsageError."""
        return self._instruction_after(self.last_turn())

    def begin_anew(self) -> None:
        """Keep what follows as a new conversation."""
        self._go_on_with(None)

    def _go_on_with(self, number: int | None) -> None:
        self._ours.add(self._ledger().conversation)
        self._ledger().conversation = number
        self._guard.begin_anew()

    def expect(self, instead_of: int | None = None) -> None:
        """Expect a question, in place of the one in row `instead_of` once a word of its answer came."""
        self._ledger().expect(instead_of)

    @property
    def row(self) -> int | None:
        """The row of the question expected last, None where it has none."""
        return self._ledger().row

    def withdraw(self, row: int) -> None:
        """Take the question in this row, and what continues its answer, out of the conversation."""
        self._ledger().withdraw(row)

    def mend(self) -> None:
        """Take the secrets that were found since out of what is on record of the conversation."""
        self._ledger().mend()

    def accounts(self) -> "tuple[Account, ...]":
        """Give the limits that hold in every shell. Raises UsageError."""
        from assistant.cli.cap import accounts

        return accounts(self._shell)

    def limit(self, limit: "Limit") -> None:
        """Set a limit that holds in every shell. Raises UsageError where it cannot be kept."""
        from assistant.cli.cap import keep

        keep(self._shell, limit)


@dataclass(frozen=True, slots=True)
class ChatParts:
    """The parts of a conversation. `opened` gives who answers, made when it is first called.

    `instruction` is the one of its own that a conversation goes on with, None for none.
    """

    call: Call
    choices: Choices
    opened: "Callable[[], Assistant]"
    guard: Guard
    records: Conversations
    earlier: Conversation
    instruction: str | None
    attached: tuple[Attachment, ...]

    def outgoing(self, prompt: Prompt, provider: Provider, earlier: Conversation) -> Prompt:
        """Give a question as it may be sent to a provider after what was said. Raises UsageError where it may not."""
        self.guard.expect(provider)
        self.guard.mean(
            replace(prompt, system=self.call.options.system)
        )  # a conversation may have brought its own
        return self.guard.outgoing(prompt, earlier)

    def mended(self, conversation: Conversation) -> Conversation:
        """Give what was said before without the secrets that were found since, and have it on record so."""
        mended = self.guard.mended(conversation)
        if mended is not conversation:
            self.records.mend()
        return mended

    def view(self, prompt: Prompt, display: Display, next_steps: "NextSteps") -> "View":
        """Give what shows the answer to a question, the secrets put back."""
        from assistant.render.status_lines import StatusLines

        shell, shape = self.call.shell, self.call.options.shape
        status = StatusLines(self.call.notes, prompt, next_steps)
        return showing.view(shell, status, shape, display, self.guard)
