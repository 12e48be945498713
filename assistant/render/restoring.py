"""Puts the secrets that were kept here back into an answer on its way to the user, and nowhere else."""

import signal
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from assistant.answer import View
from assistant.render.views import Passage
from assistant.reply import Delta, Reply, Thinking
from assistant.turn import Event


class Keeper(Protocol):
    """Keeps the secrets of a conversation."""

    def answered(self, answer: str) -> str:
        """Give a whole answer with the secrets in the place of their placeholders, but in its links."""

    def restorer(self, shown: Callable[[str], str] = str) -> Passage:
        """Give what does so with an answer that comes in pieces, each secret as `shown` gives it."""

    def tell_unfilled(self, answer: str) -> None:
        """Say what was not put back into an answer that is over."""


class RestoringView:
    """A view that shows the secrets themselves; what is recorded and sent on holds the placeholders.

    `answer` is what the answer goes through: nothing where the view puts them back into what it makes of the answer.
    `before` is what the view makes its beginning of.
    """

    def __init__(self, view: View, keeper: Keeper, *, answer: Passage, before: str) -> None:
        self._view = view
        self._keeper = keeper
        self._answer = answer
        self._before = before
        self._thinking = keeper.restorer()

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
        restored = self._keeper.answered(reply.text)
        self._view.finish(replace(reply, text=restored))
        if reply.ended.signal != signal.SIGPIPE:  # like any filter whose reader left: not a word
            whole = self._keeper.answered(self._before + reply.text) if self._before else restored
            self._keeper.tell_unfilled(whole)

    def _pass_on(self, piece: Delta | Thinking) -> None:
        if piece.text:
            self._view.show(piece)
