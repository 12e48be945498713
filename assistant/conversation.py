"""What was said so far, and how a question and its attachments are put to a model."""

import re
from collections import deque
from itertools import chain

from assistant.catalog import Tier
from assistant.message import Message, Pack, Part
from assistant.prompt import Attachment, Prompt
from assistant.values import dataclass

# The standing instruction: short, because it is paid for with every question; constant, because gateways cache it.
SYSTEM = (
    "You answer a software engineer in a terminal. Be correct, direct and brief. "
    "Put all code in Markdown fences that name the language. When asked to change a file, give the whole changed "
    "file or function, ready to use. Say plainly when you are not sure."
)

# What is added to it where the answer's code takes a file's place.
_BECOMES = "The code in your answer becomes the file "
_WHOLE_FILE = (
    "{name}: give that whole file in one fence{longer}, from its first line to its "
    "last, with nothing left out, and no diff."
)

# What stands at the end of an answer that broke off when it is sent back.
CUT = "\n\n[the answer was cut off here]"

# What is asked to have such an answer continued.
GO_ON = (
    "Your last answer was cut off. Go on from exactly where it broke off, in the middle of a word or a line if need be: "
    "repeat nothing of it, and say nothing about the break."
)

TERSE = 60  # characters of a question that may take its meaning from the one before it
MOST_TERSE = 8  # of those, one behind the other

PACK = 8192  # bytes of what was said that are packed together; twice as many would take a twentieth less room

_FENCE_RUN = re.compile(r"`{3,}")


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said so far, oldest first, without the standing instruction.

    Its parts are messages, and packs of turns that lie behind; two conversations are equal where their messages are.
    """

    parts: tuple[Part, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Conversation) and self.messages == other.messages

    def __hash__(self) -> int:
        return hash(self.messages)

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages, unpacked."""
        return tuple(chain.from_iterable(part.messages() for part in self.parts))

    @property
    def turns(self) -> int:
        """How many turns there are: a question and what was answered."""
        return sum(part.turns for part in self.parts)

    def plus(self, message: Message) -> "Conversation":
        """Give the conversation with `message` as its last; the turns before the last are packed as they pile up."""
        parts = self.parts if message.role == "user" else _packed(self.parts)
        return Conversation((*parts, message))

    def asked(self, prompt: Prompt, tier: Tier | None = None) -> "Conversation":
        """Give the conversation with `prompt`, which went to `tier`, as its last message."""
        return self.plus(Message("user", question_text(prompt), tier))

    def answered(self, text: str) -> "Conversation":
        """Give the conversation with a model's answer as its last message."""
        return self.plus(Message("assistant", text))

    def cut_off(self, text: str) -> "Conversation":
        """Give the conversation with an answer that broke off as its last message, marked so that the model knows."""
        return self.answered(f"{text}{CUT}")

    def last_words(self) -> tuple[str, ...]:
        """Give what the user said last, nothing at the beginning."""
        for part in reversed(self.parts):
            for message in reversed(part.messages()):
                if _is_question(message):
                    return (message.content,)
        return ()

    def last_questions(self) -> tuple[str | Tier, ...]:
        """Give what the user said last, oldest first, back to what says itself what it is about: for it is long enough.

        The tier that a question went to stands for it, and for all before it, where it is known.
        """
        asked: list[str | Tier] = []
        for part in reversed(self.parts):
            for message in reversed(part.messages()):
                if _is_question(message):
                    asked.insert(0, message.content if message.tier is None else message.tier)
                    if message.tier is not None or len(message.content) > TERSE or len(asked) == MOST_TERSE:
                        return tuple(asked)
        return tuple(asked)

    @property
    def is_cut(self) -> bool:
        """Whether what was said last is an answer that broke off."""
        return bool(self.parts) and self.parts[-1].messages()[-1].content.endswith(CUT)

    def last_answer(self) -> tuple[str, ...]:
        """Give the parts in which the last answer came, each but the last cut off; none at the beginning."""
        parts: list[str] = []
        for message in reversed(self.messages):
            if message.role == "assistant" and (not parts or message.content.endswith(CUT)):
                parts.insert(0, message.content.removesuffix(CUT))
            elif message.content != GO_ON:
                break
        return tuple(parts)

    def without_last_turn(self) -> "Conversation":
        """Give the conversation as it was before the last question, however often its answer was continued."""
        parts = list(self.parts)
        while parts:
            last = parts.pop()
            if isinstance(last, Pack):
                parts += last.messages()
            elif _is_question(last):
                break
        return Conversation(tuple(parts))


def _is_question(message: Message) -> bool:
    """Tell a question of the user's from an answer, and from what asks for the rest of one."""
    return message.role == "user" and message.content != GO_ON


def _packed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Pack the messages between the last pack and the last message once they are as many as a pack is to hold."""
    loose: list[Message] = []
    for part in reversed(parts[:-1]):
        if isinstance(part, Pack):
            break
        loose.append(part)
    if sum(message.size for message in loose) < PACK:
        return parts
    return (*parts[: -1 - len(loose)], Pack.of(tuple(reversed(loose))), parts[-1])


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
    over = tokens_for(prompt, earlier) - room
    parts, left_out = deque(earlier.parts), 0
    while over > 0 and parts:
        oldest = parts.popleft()
        if isinstance(oldest, Pack) and oldest.tokens > over:
            parts.extendleft(reversed(oldest.messages()))
            continue
        over -= oldest.tokens
        left_out += oldest.turns
        while parts and not parts[0].turns:  # what was answered
            over -= parts.popleft().tokens
    return Fitted(Conversation(tuple(parts)), left_out)


def messages_for(prompt: Prompt, earlier: Conversation) -> tuple[Part, ...]:
    """Give the messages that ask `prompt` after `earlier`, the standing instruction first."""
    system = SYSTEM if prompt.system is None else prompt.system
    first = (Message("system", system),) if system else ()
    return (*first, *earlier.asked(prompt).parts)


def for_whole_file(system: str | None, name: str, text: str) -> str:
    """Give a standing instruction, None for the usual one, with which the answer's code is all of the file `name`.

    Its fence is to be longer than any in the file's `text`. One of an earlier turn, which named a file already, names
    this one.
    """
    fence = _fence_around(text)
    longer = f" of {len(fence)} backticks" if len(fence) > 3 else ""
    file = _WHOLE_FILE.format(name=name, longer=longer)
    return _with_file(system if system is None else _parted(system)[0], file)


def without_file(system: str) -> str | None:
    """Give a standing instruction for an answer whose code becomes no file; None is the usual one."""
    return _parted(system)[0]


def exchanged(system: str | None, old: str | None, new: str | None) -> str | None:
    """Give a standing instruction, None is the usual one, with `new` in the place of `old`; any other as it is."""
    plain, file = (None, "") if system is None else _parted(system)
    if plain != old:
        return system
    return _with_file(new, file) if file else new


def _with_file(plain: str | None, file: str) -> str:
    head = SYSTEM if plain is None else plain
    return f"{head} {_BECOMES}{file}" if head else f"{_BECOMES}{file}"


def _parted(system: str) -> tuple[str | None, str]:
    """Part a standing instruction from what it says of the file that the answer's code becomes."""
    plain, becomes, file = system.partition(_BECOMES)
    plain = plain.removesuffix(" ") if becomes else plain
    return (None if plain == SYSTEM else plain), file


def tokens_for(prompt: Prompt, earlier: Conversation) -> int:
    """Estimate the tokens that are sent to ask `prompt` after `earlier`."""
    return sum(part.tokens for part in messages_for(prompt, earlier))


def question_text(prompt: Prompt) -> str:
    """Write a question as it is sent: the words, then each attachment in a fence of its own."""
    return "\n\n".join((prompt.text, *(fenced(attachment) for attachment in prompt.attachments))).strip("\n")


def fenced(attachment: Attachment) -> str:
    """Put an attachment into a Markdown fence longer than any run of backticks in it, headed by its name."""
    fence = _fence_around(attachment.text)
    end = "" if attachment.text.endswith("\n") else "\n"
    return f"{_heading(attachment)}{fence}{attachment.language}\n{attachment.text}{end}{fence}"


def _fence_around(text: str) -> str:
    return "`" * (max(map(len, _FENCE_RUN.findall(text)), default=2) + 1)


def _heading(attachment: Attachment) -> str:
    if not attachment.name:
        return ""
    first = attachment.first_line
    if first is None:
        return f"{attachment.name}:\n"
    last = attachment.last_line
    lines = f"lines {first} to {last}" if last > first else f"line {first}"
    return f"{attachment.name}, {lines}:\n"
