"""What is said of a conversation that is gone on with, whichever door it comes through."""

from assistant.conversation import Conversation
from assistant.safe import opening


def where_it_stands(conversation: Conversation) -> tuple[str, ...]:
    """Give the line that tells what was asked last, and one where the answer to it was cut off."""
    asked = tuple(f"  last asked: {opening(words)}" for words in conversation.last_words())
    return (*asked, '── the answer was cut off · "go on" continues it') if conversation.is_cut else asked
