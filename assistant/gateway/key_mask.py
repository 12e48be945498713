"""A key that a gateway writes into its answer, masked while the answer streams, wherever the pieces are cut."""

from collections.abc import Callable, Iterable, Iterator

from assistant.guard.finding import MASKED_KEY
from assistant.reply import Delta, Ended, GatewayEvent, Idle, Served, Thinking
from assistant.secret import Secret, is_no_word

HARMLESS = 3  # characters of the beginning of a key that may be shown when nothing more comes for a moment


class KeyMask:
    """Masks one key in a text that comes in pieces, unless it `was_sent`; what may be its beginning is held back."""

    def __init__(self, key: str, was_sent: Callable[[str], bool]) -> None:
        self._key = key
        self._was_sent = was_sent
        self._held = ""
        self._shown = 0  # characters of what is held that were let go all the same

    def feed(self, text: str) -> str:
        """Give what of the text so far is settled."""
        key = self._key
        whole, shown = self._held + text, self._shown
        *before, rest = whole.split(key)
        held = next(n for n in range(min(len(key) - 1, len(rest)), -1, -1) if rest.endswith(key[:n]))
        self._held = rest[len(rest) - held :]
        if not before or self._was_sent(key):
            settled = whole[: len(whole) - held]
            self._shown = max(shown - len(settled), 0)
            return settled[shown:]
        self._shown = 0
        return MASKED_KEY.join((before[0][shown:], *before[1:], rest[: len(rest) - held]))

    def pause(self) -> str:
        """Give as much of what is held back as harms nobody: nothing came for a moment."""
        shown, self._shown = self._shown, max(self._shown, min(len(self._held), HARMLESS))
        return self._held[shown : self._shown]

    def close(self) -> str:
        """Give what is held back when the text ends."""
        held = self._held[self._shown :]
        self._held, self._shown = "", 0
        return held


def without_key(
    events: Iterable[GatewayEvent], secret: Secret, was_sent: Callable[[str], bool]
) -> Iterator[GatewayEvent]:
    """Give the events with the keys masked that `was_sent` does not know from the question; no key that may be words."""
    for part in secret.parts:
        events = _without(events, part, was_sent) if is_no_word(part.key) else events
    yield from events


def _without(
    events: Iterable[GatewayEvent], secret: Secret, was_sent: Callable[[str], bool]
) -> Iterator[GatewayEvent]:
    answer, thinking = KeyMask(secret.key, was_sent), KeyMask(secret.key, was_sent)
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
