"""A key that a gateway writes into its answer, masked while the answer streams, wherever the pieces are cut."""

from collections.abc import Iterable, Iterator

from assistant.reply import Delta, Ended, GatewayEvent, Idle, Served, Thinking
from assistant.secret import Secret

SHORTEST = 12  # characters; what is shorter is a word such as "ollama", and no secret
HARMLESS = 3  # characters of the beginning of a key that may be shown when nothing more comes for a moment


class KeyMask:
    """Masks one key in a text that comes in pieces; what may be its beginning is held back."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret
        self._held = ""
        self._shown = 0  # characters of what is held that were let go all the same

    def feed(self, text: str) -> str:
        """Give what of the text so far is settled."""
        key = self._secret.key
        whole, shown = self._held + text, self._shown
        *before, rest = whole.split(key)
        held = next(n for n in range(min(len(key) - 1, len(rest)), -1, -1) if rest.endswith(key[:n]))
        settled = rest[: len(rest) - held]
        self._held = rest[len(rest) - held :]
        self._shown = max(shown - len(settled), 0) if not before else 0
        if not before:
            return settled[shown:]
        opening = before[0][shown:]
        return self._secret.masked.join((opening, *before[1:], settled))

    def pause(self) -> str:
        """Give as much of what is held back as harms nobody: nothing came for a moment."""
        shown, self._shown = self._shown, max(self._shown, min(len(self._held), HARMLESS))
        return self._held[shown : self._shown]

    def close(self) -> str:
        """Give what is held back when the text ends."""
        held = self._held[self._shown :]
        self._held, self._shown = "", 0
        return held


def without_key(events: Iterable[GatewayEvent], secret: Secret) -> Iterator[GatewayEvent]:
    """Give the events with the keys masked."""
    for part in secret.parts:
        events = events if len(part.key) < SHORTEST else _without(events, part)
    yield from events


def _without(events: Iterable[GatewayEvent], secret: Secret) -> Iterator[GatewayEvent]:
    answer, thinking = KeyMask(secret), KeyMask(secret)
    for event in events:
        match event:
            case Delta(text):
                yield from _said(Thinking, thinking.pause())  # it is likely over
                yield from _said(Delta, answer.feed(text))
            case Thinking(text):
                yield from _said(Thinking, thinking.feed(text))
            case Idle():
                yield from _said(Thinking, thinking.pause())
                yield from _said(Delta, answer.pause())
                yield event
            case Ended(ending, reason, cause, signal):
                yield from _said(Thinking, thinking.close())
                yield from _said(Delta, answer.close())
                yield Ended(ending, reason and secret.masked_in(reason), cause, signal)
            case Served(model):
                yield Served(secret.masked_in(model))
            case _:
                yield event


def _said(kind: type[Delta] | type[Thinking], text: str) -> Iterator[GatewayEvent]:
    if text:
        yield kind(text)
