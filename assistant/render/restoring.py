"""Puts the secrets that were kept here back into an answer on its way to the user, and nowhere else."""

from dataclasses import replace
from typing import Protocol

from assistant.answer import View
from assistant.reply import Delta, Reply, Thinking
from assistant.turn import Event


class Restorer(Protocol):
    """Puts secrets back into a text that comes in pieces."""

    def feed(self, chunk: str) -> str:
        """Give what is certain of the text so far."""

    def close(self) -> str:
        """Give what was held back."""


class Keeper(Protocol):
    """Keeps the secrets of a conversation."""

    def restore(self, text: str) -> str:
        """Give a text with the secrets in the place of their placeholders."""


class RestoringView:
    """A view that shows the secrets themselves; what is recorded and sent on holds the placeholders."""

    def __init__(self, view: View, keeper: Keeper, *, answer: Restorer, thinking: Restorer) -> None:
        self._view = view
        self._keeper = keeper
        self._answer = answer
        self._thinking = thinking

    def show(self, event: Event) -> None:
        """Show one event."""
        match event:
            case Delta(text):
                self._pass_on(Delta(self._answer.feed(text)))
            case Thinking(text):
                self._pass_on(Thinking(self._thinking.feed(text)))
            case _:
                self._view.show(event)

    def finish(self, reply: Reply) -> None:
        """Show what was held back, and the end."""
        self._pass_on(Thinking(self._thinking.close()))
        self._pass_on(Delta(self._answer.close()))
        self._view.finish(replace(reply, text=self._keeper.restore(reply.text)))

    def _pass_on(self, piece: Delta | Thinking) -> None:
        if piece.text:
            self._view.show(piece)
