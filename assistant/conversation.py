"""What was said so far, and how a question and its attachments are put to a model."""

import re
from dataclasses import dataclass, field, replace

from assistant.prompt import Attachment, Prompt
from assistant.tokens import estimated_tokens

# The standing instruction: short, because it is paid for with every question; constant, because gateways cache it.
SYSTEM = (
    "You answer a software engineer in a terminal. Be correct, direct and brief. "
    "Put all code in Markdown fences that name the language. When asked to change a file, give the whole changed "
    "file or function, ready to use. Say plainly when you are not sure."
)

# What stands at the end of an answer that broke off when it is sent back.
CUT = "\n\n[the answer was cut off here]"

_FENCE_RUN = re.compile(r"`{3,}")


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """One message as the protocol knows it: a role ("system", "user" or "assistant") and its text."""

    role: str
    _text: str | bytes  # one dash or emoji in a text would make each of its characters take two or four bytes
    _tokens: int = field(repr=False, compare=False)  # 0: nobody has asked yet

    def __init__(self, role: str, content: str) -> None:
        text = content if content.isascii() else content.encode("utf-8", "surrogatepass")
        for name, value in (("role", role), ("_text", text), ("_tokens", 0)):
            object.__setattr__(self, name, value)

    @property
    def content(self) -> str:
        """The text."""
        return self._text if isinstance(self._text, str) else self._text.decode("utf-8", "surrogatepass")

    @property
    def tokens(self) -> int:
        """Estimate its tokens; once, for it is sent with every question that follows."""
        if not self._tokens:
            object.__setattr__(self, "_tokens", estimated_tokens(self.content))
        return self._tokens


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said so far, oldest first, without the standing instruction."""

    messages: tuple[Message, ...] = ()

    def asked(self, prompt: Prompt) -> "Conversation":
        """Give the conversation with `prompt` as its last message."""
        return replace(self, messages=(*self.messages, Message("user", question_text(prompt))))

    def answered(self, text: str) -> "Conversation":
        """Give the conversation with a model's answer as its last message."""
        return replace(self, messages=(*self.messages, Message("assistant", text)))

    def cut_off(self, text: str) -> "Conversation":
        """Give the conversation with an answer that broke off as its last message, marked so that the model knows."""
        return self.answered(f"{text}{CUT}")

    def user_words(self) -> tuple[str, ...]:
        """Give what the user said, oldest first."""
        return tuple(message.content for message in self.messages if message.role == "user")

    def turns(self) -> tuple[tuple[Message, ...], ...]:
        """Give the turns, oldest first: a question and what was answered."""
        starts = [at for at, message in enumerate(self.messages) if at == 0 or message.role == "user"]
        ends = [*starts[1:], len(self.messages)]
        return tuple(self.messages[start:end] for start, end in zip(starts, ends, strict=False))

    def without_last_turn(self) -> "Conversation":
        """Give the conversation as it was before the last question."""
        turns = self.turns()
        return replace(self, messages=self.messages[: -len(turns[-1])]) if turns else self


NOTHING_SAID = Conversation()


@dataclass(frozen=True, slots=True)
class Fitted:
    """The part of a conversation that fits, and how many of its oldest turns are left out."""

    conversation: Conversation
    left_out: int = 0


def fitted(earlier: Conversation, prompt: Prompt, room: int | None) -> Fitted:
    """Give the latest turns of `earlier` that fit into `room` tokens together with `prompt`; None is no limit.

    The oldest turns leave first, whole. The question itself is never cut.
    """
    if room is None:
        return Fitted(earlier)
    left = room - sum(message.tokens for message in messages_for(prompt, NOTHING_SAID))
    turns = earlier.turns()
    kept = 0
    for turn in reversed(turns):
        left -= sum(message.tokens for message in turn)
        if left < 0:
            break
        kept += 1
    latest = turns[len(turns) - kept :]
    return Fitted(Conversation(tuple(message for turn in latest for message in turn)), len(turns) - kept)


def messages_for(prompt: Prompt, earlier: Conversation) -> tuple[Message, ...]:
    """Give the messages that ask `prompt` after `earlier`, the standing instruction first."""
    system = SYSTEM if prompt.system is None else prompt.system
    first = (Message("system", system),) if system else ()
    return (*first, *earlier.asked(prompt).messages)


def question_text(prompt: Prompt) -> str:
    """Write a question as it is sent: the words, then each attachment in a fence of its own."""
    return "\n\n".join((prompt.text, *(fenced(attachment) for attachment in prompt.attachments))).strip("\n")


def fenced(attachment: Attachment) -> str:
    """Put an attachment into a Markdown fence longer than any run of backticks in it, headed by its name."""
    longest = max((len(run) for run in _FENCE_RUN.findall(attachment.text)), default=2)
    fence = "`" * (longest + 1)
    end = "" if attachment.text.endswith("\n") else "\n"
    return f"{_heading(attachment)}{fence}{attachment.language}\n{attachment.text}{end}{fence}"


def _heading(attachment: Attachment) -> str:
    if not attachment.name:
        return ""
    first = attachment.first_line
    if first is None:
        return f"{attachment.name}:\n"
    if attachment.line_count <= 1:
        return f"{attachment.name}, line {first}:\n"
    return f"{attachment.name}, lines {first} to {first + attachment.line_count - 1}:\n"
