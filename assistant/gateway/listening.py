"""Listens to one exchange under its deadlines: what is heard, how it ended, or why it came to nothing."""

import time
from collections.abc import Callable, Iterator

from assistant.gateway.exchange import Chunk, Connected, Exchange, Head, Over
from assistant.gateway.faltering import in_words, is_bad_redirect, is_refusal
from assistant.gateway.hearing import Hearing
from assistant.gateway.payload import asks_for_a_tool
from assistant.gateway.verdict import Kind, Trouble, status_of
from assistant.reply import Delta, Ended, Ending, Heard, Pulse, Thinking
from assistant.terms import Bounds, Deadlines

PULSE = 0.03  # seconds of silence after which a view may redraw
PAUSE = 1.0  # seconds between two looks at the clock that mean we were stopped, not the gateway
ERROR_BODY = 64 << 10  # bytes of an error's body that are read
PARTING = 0.05  # seconds for a response to end after its last event, so that its connection can be used again


class Troubled(Exception):
    """A request came to nothing before a word was heard."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


class Listening:
    """One exchange, listened to. `refused` is the response's head where it is not a success.

    `clean` makes what a gateway says of a failure fit to be shown.
    """

    def __init__(
        self,
        exchange: Exchange,
        deadlines: Deadlines,
        *,
        patience: float,
        bounds: Bounds,
        clean: Callable[[str], str],
    ) -> None:
        self.refused: Head | None = None
        self._exchange = exchange
        self._deadlines = deadlines
        self._patience = patience
        self._clean = clean
        self._awaited = "connection"
        self._seen = time.monotonic()
        self._deadline = self._seen + deadlines.connect
        self._hearing = Hearing(bounds)
        self._blank = ""  # white space before the first word, which alone is no answer
        self._thought = False
        self._spoke = False

    def heard(self) -> Iterator[Heard]:
        """Give what is heard, an `Ended` last; nothing where the response is no success. Raises Troubled."""
        broken = ""
        while not self._hearing.over:
            left = self._left()
            if left <= 0:
                if self._awaited != "figures":
                    broken = self._overdue()
                break
            match self._exchange.next_step(min(PULSE, left)):
                case None:
                    yield Pulse()
                case Connected():
                    self._await("first token", self._patience)
                case Head(status) as head if not 200 <= status < 300:
                    self.refused = head
                    return
                case Chunk(content):
                    for piece in self._hearing.feed(content):
                        yield from self._note(piece)
                    if self._hearing.closing and self._awaited != "figures":
                        self._await("figures", self._deadlines.closing)
                case Over(error):
                    broken = self._over(error)
                    break
                case _:
                    pass
        else:
            self._part()
        for piece in self._hearing.close(broken):
            yield from self._note(piece)

    def error_body(self) -> bytes:
        """Read what a refusing response says, as much as is worth reading."""
        body = b""
        end = time.monotonic() + self._deadlines.connect
        while len(body) < ERROR_BODY and (left := end - time.monotonic()) > 0:
            match self._exchange.next_step(left):
                case Chunk(content):
                    body += content
                case Over() | None:
                    break
                case _:
                    pass
        return body[:ERROR_BODY]

    def _left(self) -> float:
        """Give the seconds until the deadline: time for which this program was stopped or held up does not count."""
        now = time.monotonic()
        lapse, self._seen = now - self._seen, now
        if lapse > PAUSE:
            self._deadline += lapse
        return self._deadline - now

    def _await(self, what: str, seconds: float) -> None:
        self._awaited, self._deadline = what, time.monotonic() + seconds

    def _part(self) -> None:
        end = time.monotonic() + PARTING
        while (left := end - time.monotonic()) > 0:
            if isinstance(self._exchange.next_step(left), Over | None):
                return

    def _overdue(self) -> str:
        match self._awaited:
            case "connection":
                raise Troubled(Trouble(Kind.DEAD, f"no connection within {self._deadlines.connect:g} s"))
            case "first token":
                raise Troubled(Trouble(Kind.TIMEOUT, f"no first token within {self._patience:g} s"))
            case _:
                return f"nothing came for {self._deadlines.stall:g} s"

    def _over(self, error: Exception | None) -> str:
        if error is None:
            return ""
        if is_bad_redirect(error):
            raise Troubled(Trouble(Kind.STATUS, "it leads to no address", status=307)) from error
        told = self._clean(in_words(error))
        if self._awaited == "connection":
            kind = Kind.REFUSED if is_refusal(error) else Kind.DEAD
            raise Troubled(Trouble(kind, told)) from error
        return told

    def _note(self, piece: Heard) -> Iterator[Heard]:
        match piece:
            case Delta(text):
                self._await("next token", self._deadlines.stall)
                self._blank += "" if self._spoke else text
                if self._spoke:
                    yield piece
                elif not text.isspace():
                    self._spoke = True
                    yield Delta(self._blank)
            case Thinking():
                self._thought = True
                self._await("next token", self._deadlines.stall)
                yield piece
            case Ended(ending, reason, cause):
                ended = Ended(ending, reason, self._clean(cause))
                yield ended if self._spoke else self._speechless(ended)
            case _:
                yield piece

    def _speechless(self, ended: Ended) -> Ended:
        """Say what an answer without a word is. Raises Troubled where asking again may help."""
        fault = self._hearing.fault
        if fault and (status := status_of(fault.code)):
            raise Troubled(Trouble(Kind.STATUS, ended.cause, status=status))
        if self._thought or ended.ending in {Ending.LENGTH, Ending.FILTERED}:
            cause = ended.cause or "it ended after its thinking"
            return Ended(Ending.FAILED, ended.finish_reason, f"no answer came: {cause}")
        if ended.ending is Ending.WHOLE:
            wanted = "it asked for a tool instead of answering"
            raise Troubled(Trouble(Kind.EMPTY, wanted if asks_for_a_tool(ended) else "the answer was empty"))
        kind = Kind.NONSENSE if self._hearing.page else Kind.BROKEN
        raise Troubled(Trouble(kind, ended.cause))
