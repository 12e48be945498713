"""What both ways to converse are made of, on a terminal and line by line."""

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import showing
from assistant.catalog import Provider
from assistant.cli.call import Call
from assistant.cli.conversations import Conversations
from assistant.cli.guarding import Guard
from assistant.conversation import Conversation
from assistant.prompt import Attachment, Prompt
from assistant.routing.lineup import Choices
from assistant.shell import Display
from assistant.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.answer import Assistant, View
    from assistant.render.footer import NextSteps


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
