"""What is said of a conversation that is gone on with, whichever door it comes through."""

from assistant.conversation import Conversation
from assistant.safe import opening


def where_it_stands(conversation: Conversation, instruction: str | None) -> tuple[str, ...]:
    """Give the lines that tell its own instruction, what was asked last, and where the answer to it was cut off."""
    told = () if instruction is None else (f"  instruction: {opening(instruction) or 'none'}",)
    asked = (*told, *(f"  last asked: {opening(words)}" for words in conversation.last_words()))
    return (*asked, '── the answer was cut off · "go on" continues it') if conversation.is_cut else asked
