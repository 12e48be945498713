"""From the bytes of a response body to events, and to how it ended. No I/O, no clock."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from assistant.cost import Usage
from assistant.gateway.document import TOO_LARGE, DocumentReader, DocumentTooLarge, is_end
from assistant.gateway.events import EventReader, EventTooLarge, ServerEvent
from assistant.gateway.payload import Called, Damaged, Fault, Finished, ending_of, parts_of
from assistant.gateway.surrogates import SurrogateJoiner
from assistant.gateway.thinking import ThinkingSplitter
from assistant.pattern import pattern
from assistant.reply import Delta, Ended, Ending, GatewayEvent, Served, Thinking
from assistant.request_options import BOUNDS, Bounds

_SHOWN = 200  # characters of what a gateway says
_OPENING = 4 * _SHOWN  # bytes of the beginning that are kept
ENVELOPE = 1 << 20  # characters that a whole completion may have around its answer

LONGEST_NAME = 80  # characters of a model's name that are told

_DAMAGED = "a part of the stream was damaged on the way"
_JSON = pattern(r"[{\"]")
_FIELD = pattern(r"(?:data|event|id|retry|error)?:")
_SIGNS_OF_LIFE = pattern(
    r"\W*(?:keep[ -]?alive|heartbeat|ping|pong|waiting|([a-z]+ )?processing)\W*", re.IGNORECASE
)


class ResponseReader:
    """Reads one response body: server-sent events, or one JSON document although a stream was asked for.

    `over` turns true when nothing more needs to be read, `closing` when the gateway has given its reason for ending
    and only figures can follow. `fault` is the error that the gateway reported or that was met here, `called` whether
    the model wants a tool to be called.
    """

    def __init__(self, bounds: Bounds = BOUNDS) -> None:
        self.over = False
        self.closing = False
        self.called = False
        self.fault: Fault | None = None
        self.page = ""  # what can be said of a page that came instead of an answer
        self.oversized = False  # whether one event holds more than is read
        self._bounds = bounds
        self._size = 0
        self._begun = False
        self._opening = b""  # what tells what came where it is no answer
        self._document: DocumentReader | None = None
        self._events = EventReader(bounds.event)  # made while the response is awaited: it loads its decoder
        self._joiner, self._thinking_joiner = SurrogateJoiner(), SurrogateJoiner()
        self._splitter = ThinkingSplitter()
        self._done = False
        self._known = False  # whether anything came that is part of an answer, or may be
        self._strange = False  # whether anything came that is not
        self._damaged = False
        self._words = ""  # what stands in the midst of the stream and is no part of an answer
        self._damaged_before = False  # whether something was damaged before the reason for the end
        self._finish_reason: str | None = None
        self._went_on = False  # text came after a reason for the end: none of them is trusted to be the last
        self._served = ""  # the model that the gateway named last
        self._usage: Usage | None = None  # the latest, marked as an estimate where more came after it

    def feed(self, chunk: bytes) -> Iterator[GatewayEvent]:
        """Give what `chunk` says; behind the end of the stream only figures count."""
        if self.over and not self._done:
            return
        self._opening += chunk[: _OPENING - len(self._opening)]
        if not self._begun:
            chunk = self._begin(chunk)
        try:
            if self._document is not None:
                for payload in self._document.feed(chunk):
                    yield from self._parts(payload)
                    if self.over:
                        return
            else:
                for event in self._events.feed(chunk):
                    if self._done:  # what comes after the end is no part of the answer
                        self._count(event)
                        continue
                    yield from self._event(event)
                    if self.over and not self._done:
                        return
        except EventTooLarge:
            if not self._done:
                self.oversized = True
                self._stop(f"one event of the stream was larger than {self._bounds.event >> 20} MB")
        except DocumentTooLarge:
            self.page = TOO_LARGE
            self._stop(self.page)

    def close(self, broken: str = "") -> Iterator[GatewayEvent]:
        """Give what is left and the `Ended`. `broken` says why the body ended early, "" if the transport is content."""
        if not self.over:
            yield from self._rest()
        yield from self._measured([Thinking(self._thinking_joiner.close())])
        yield from self._splitter.feed(self._joiner.close())
        yield from self._splitter.close()
        if self._served:
            yield Served(self._served)
        if self._usage is not None:
            yield self._usage
        yield self._ended(broken)

    def _begin(self, chunk: bytes) -> bytes:
        """Tell by the first byte what the body is; gives what is to be read."""
        chunk = chunk.lstrip(b"\xef\xbb\xbf \t\r\n")
        self._begun = bool(chunk)
        if chunk and chunk[:1] in b"{[<":
            self._document = DocumentReader(self._bounds.answer + ENVELOPE)
        return chunk

    def _rest(self) -> Iterator[GatewayEvent]:
        for event in self._events.close():
            yield from self._event(event)
        if self._document is not None:
            for payload in self._document.close():
                yield from self._parts(payload)
            self.page = self._document.page
            if self.page:
                self._stop(self.page)
            elif not self._document.complete and not self.fault:
                self._stop("the response is not complete JSON")

    def _ended(self, broken: str) -> Ended:
        if self.fault:
            return Ended(Ending.CUT, self._finish_reason, self.fault.message)
        ending = ending_of(self._finish_reason) if self._finish_reason else None
        if self._went_on and not self._done and ending is Ending.WHOLE:
            return Ended(Ending.CUT, self._finish_reason, broken or self._unsaid())
        if self._finish_reason is None and self._done:
            ending = Ending.WHOLE
        harmed = self._damage if self._finish_reason is None or self._went_on else self._damaged_before
        if ending is Ending.WHOLE and harmed:
            words = self._words[:_SHOWN]
            cause = f"the gateway said in its midst: {words}" if words else _DAMAGED
            return Ended(Ending.CUT, self._finish_reason, cause)
        match ending:
            case Ending.WHOLE:
                cause = ""
            case Ending.LENGTH:
                cause = "the limit of tokens was reached"
            case Ending.FILTERED:
                cause = "the provider withheld the rest"
            case Ending.CUT:
                cause = f"the gateway gave it up: {self._finish_reason}"
            case _ if self._finish_reason:
                cause = f"the gateway ended it for a reason that is not known: {self._finish_reason[:_SHOWN]}"
            case _:
                cause = broken or self._unsaid()
        return Ended(ending or Ending.CUT, self._finish_reason, cause)

    def _unsaid(self) -> str:
        """Say what came where nothing says how it ended."""
        if not self._begun:
            return "the response was empty"
        words = self._opening.decode("utf-8-sig", errors="replace").strip()
        if self._known or (_FIELD.match(words) and not self._strange):
            return "the gateway ended the stream without saying that it was complete"
        return f"what came is no answer: {words[:_SHOWN]}"

    @property
    def _damage(self) -> bool:
        return self._damaged or self._events.damaged

    def _event(self, event: ServerEvent) -> Iterator[GatewayEvent]:
        before, _, last = event.data.strip().rpartition("\n")
        if not is_end(last):
            yield from self._payload(event, event.data.strip())
            return
        if before:  # what no blank line parts from the end
            yield from self._payload(event, before)
        self._done = self.over = True

    def _payload(self, event: ServerEvent, data: str) -> Iterator[GatewayEvent]:
        payloads = _payloads(data)
        if not payloads and event.name == "error":
            self._stop(data)
        # The start of an event that never ended shows in how the stream ends.
        if not payloads and not event.unfinished and data and not _SIGNS_OF_LIFE.fullmatch(data):
            self._damaged = True
            self._words = self._words or ("" if _JSON.search(data) else data)
        for payload in payloads:
            named = event.name == "error" and not (isinstance(payload, dict) and payload.get("error"))
            yield from self._parts({"error": payload} if named else payload)

    def _count(self, event: ServerEvent) -> None:
        """Take the figures that come behind the end, where none came before it."""
        with suppress(RecursionError):
            parts = [part for payload in _payloads(event.data.strip()) for part in parts_of(payload)]
            told = (part for part in parts if isinstance(part, Usage) and self._is_figure(part))
            self._usage = self._usage or next(told, None)

    def _parts(self, payload: object) -> Iterator[GatewayEvent]:
        if isinstance(payload, dict) and isinstance(model := payload.get("model"), str):
            answers = (
                payload.get("choices") or "choices" not in payload
            )  # figures alone may name what was asked
            self._served = (answers and model[:LONGEST_NAME]) or self._served
        try:
            parts = tuple(parts_of(payload))
        except RecursionError:
            self._damaged = True
            return
        if parts or (isinstance(payload, dict) and "choices" in payload):
            self._known = True
        elif payload:
            self._strange = True
        for part in parts:
            match part:
                case Delta(text):
                    self._went_on = self._went_on or (self._finish_reason is not None and not text.isspace())
                    yield from self._measured(self._splitter.feed(self._joiner.feed(text)))
                case Thinking(text):
                    yield from self._measured([Thinking(self._thinking_joiner.feed(text))])
                case Fault():
                    self.fault = part
                    self.over = True
                case Damaged():
                    self._damaged = True
                case Called():
                    self.called = True
                case Finished(reason):
                    self._finish(reason)
                case Usage() if self._is_figure(part):
                    self._usage = part.completing(self._usage) if self._usage else part
            if isinstance(part, Delta | Thinking) and self._usage is not None:
                self._usage = replace(self._usage, estimated=True, reported_cost=None)
        # behind a reason that stands beside text there may be more text
        spoke = self._went_on or any(isinstance(part, Delta) for part in parts)
        self.closing = self._finish_reason is not None and not spoke

    def _is_figure(self, usage: Usage) -> bool:
        """Tell whether what calls itself one can be: something was written."""
        return bool(usage.output or usage.together or usage.reported_cost or not self._size)

    def _finish(self, reason: str) -> None:
        if self._finish_reason is None:
            self._damaged_before = self._damage
        elif not self._went_on and ending_of(self._finish_reason) not in {Ending.WHOLE, None}:
            return  # what broke an answer off is not taken back
        self._finish_reason = reason

    def _measured(self, pieces: list[Delta | Thinking]) -> Iterator[GatewayEvent]:
        for piece in pieces:
            fitting = piece.text[: self._bounds.answer - self._size]
            self._size += len(piece.text)
            if fitting:
                yield type(piece)(fitting)
            if self._size > self._bounds.answer:
                self._stop(f"the answer is longer than {self._bounds.answer >> 20} MB")
                return

    def _stop(self, cause: str) -> None:
        self.fault = Fault(cause)
        self.over = True


def _payloads(data: str) -> list[object]:
    """Read an event's JSON; a lost blank line makes one event of two, which are told apart again. Empty: no JSON."""
    for pieces in ([data], data.split("\n")):
        try:
            return [json.loads(piece) for piece in pieces]
        except (ValueError, RecursionError):
            continue
    return []
