"""Reads the response of one exchange under its timeouts: its events, how it ended, or why it failed."""

import time
from collections.abc import Callable, Iterator
from io import StringIO

from assistant.gateway.exchange import Chunk, Connected, Exchange, Head, Over
from assistant.gateway.payload import asks_for_a_tool
from assistant.gateway.response_reader import ResponseReader
from assistant.gateway.retry_policy import FailureKind, RequestFailed, status_of
from assistant.gateway.transport_errors import in_words, is_refusal, is_silence
from assistant.reply import Delta, Ended, Ending, GatewayEvent, Idle, Sent, Thinking
from assistant.request_options import Bounds, Timeouts

IDLE_AFTER = 0.03  # seconds of silence after which a view may redraw
PAUSE = 1.0  # seconds between two looks at the clock that mean we were stopped, not the gateway
ERROR_BODY = 64 << 10  # bytes of an error's body that are read
ERROR_LIMIT = 2.0  # seconds that an error's body may take behind its head
PARTING = 0.05  # seconds for a response to end after its last event, so that its connection can be used again


class ResponseStream:
    """One exchange, read as it comes. `refused` is the response's head where it is not a success.

    `clean` makes what a gateway says of a failure fit to be shown.
    """

    def __init__(
        self,
        exchange: Exchange,
        timeouts: Timeouts,
        *,
        first_token_timeout: float,
        bounds: Bounds,
        clean: Callable[[str], str],
    ) -> None:
        self.refused: Head | None = None
        self._exchange = exchange
        self._timeouts = timeouts
        self._first_token_timeout = first_token_timeout
        self._clean = clean
        self._awaited = "connection"
        self._seen = time.monotonic()
        self._deadline = self._seen + timeouts.connect
        self._reader = ResponseReader(bounds)
        self._blank = StringIO(newline="")  # white space before the first word, which alone is no answer
        self._thought = False
        self._spoke = False

    def events(self) -> Iterator[GatewayEvent]:
        """Give the events, an `Ended` last; none where the response is no success. Raises RequestFailed."""
        broken = ""
        while not self._reader.over:
            left = self._left()
            if left <= 0:
                if self._awaited != "figures":
                    broken = self._overdue()
                break
            match self._exchange.next_step(min(IDLE_AFTER, left)):
                case None:
                    yield Idle()
                case Connected():
                    self._await("first token", self._first_token_timeout)
                    yield Sent()
                case Head(status) as head if not 200 <= status < 300:
                    self.refused = head
                    return
                case Chunk(content):
                    for piece in self._reader.feed(content):
                        yield from self._note(piece)
                    if self._reader.closing and self._awaited != "figures":
                        self._await("figures", self._timeouts.closing)
                case Over(error):
                    broken = self._over(error)
                    break
                case _:
                    pass
        else:
            self._part()
        for piece in self._reader.close(broken):
            yield from self._note(piece)

    def error_body(self) -> bytes:
        """Read what a refusing response says, as much as is worth reading and comes in time."""
        body = b""
        limits = (ERROR_LIMIT, self._timeouts.connect, self._timeouts.stall, self._first_token_timeout)
        end = time.monotonic() + min(limits)
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
            match self._exchange.next_step(left):
                case Chunk(content):
                    for _ in self._reader.feed(content):
                        pass
                case Over() | None:
                    return
                case _:
                    pass

    def _overdue(self) -> str:
        match self._awaited:
            case "connection":
                raise RequestFailed(FailureKind.SILENT, f"no connection within {self._timeouts.connect:g} s")
            case "first token":
                raise RequestFailed(
                    FailureKind.TIMEOUT, f"no first token within {self._first_token_timeout:g} s"
                )
            case _:
                return f"nothing came for {self._timeouts.stall:g} s"

    def _over(self, error: Exception | None) -> str:
        if error is None:
            return ""
        told = self._clean(in_words(error))
        if self._awaited == "connection":
            raise RequestFailed(_unconnected(error), told) from error
        return told

    def _note(self, piece: GatewayEvent) -> Iterator[GatewayEvent]:
        match piece:
            case Delta(text):
                self._await("next token", self._timeouts.stall)
                if self._spoke:
                    yield piece
                    return
                self._blank.write(text)
                if not text.isspace():
                    self._spoke = True
                    yield Delta(self._blank.getvalue())
            case Thinking():
                self._thought = True
                self._await("next token", self._timeouts.stall)
                yield piece
            case Ended(ending, reason, cause):
                ended = Ended(ending, reason, self._clean(cause))
                yield self._with_words(ended) if self._spoke else self._without_words(ended)
            case _:
                yield piece

    def _with_words(self, ended: Ended) -> Ended:
        """Give the end of an answer that has words: it goes on after a tool was called, which nobody does here."""
        if self._reader.called and ended.ending is Ending.WHOLE:
            return Ended(Ending.CUT, ended.finish_reason, "the model asked for a tool, and has none here")
        return ended

    def _without_words(self, ended: Ended) -> Ended:
        """Say what an answer without a word is. Raises RequestFailed where asking again may help."""
        fault = self._reader.fault
        if fault and (status := status_of(fault.code)):
            raise RequestFailed(FailureKind.STATUS, ended.cause, status=status)
        if ended.ending in {Ending.LENGTH, Ending.FILTERED} or (
            self._thought and ended.ending is Ending.WHOLE
        ):
            cause = ended.cause or "it ended after its thinking"
            return Ended(Ending.FAILED, ended.finish_reason, f"no answer came: {cause}")
        if ended.ending is Ending.WHOLE:
            wanted = "it asked for a tool instead of answering"
            raise RequestFailed(
                FailureKind.EMPTY, wanted if asks_for_a_tool(ended) else "the answer was empty"
            )
        kind = FailureKind.NONSENSE if self._reader.page else FailureKind.BROKEN
        kind = FailureKind.OVERSIZED if self._reader.oversized else kind
        raise RequestFailed(kind, ended.cause)


def _unconnected(error: Exception) -> FailureKind:
    """Give what kind of failure it is that there is no connection."""
    if is_refusal(error):
        return FailureKind.REFUSED
    return FailureKind.SILENT if is_silence(error) else FailureKind.DEAD
