"""From the bytes of a response body to what is heard, and to how it ended. No I/O, no clock."""

import json
import re
from collections.abc import Iterator

from assistant.gateway.events import EventReader, EventTooLarge, ServerEvent
from assistant.gateway.payload import Fault, Finished, ending_of, parts_of
from assistant.gateway.thinking import ThinkingSplitter
from assistant.reply import Delta, Ended, Ending, Heard, Thinking

ANSWER_LIMIT = 8 << 20  # characters of an answer and its thinking

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)


class Hearing:
    """Listens to one response body: server-sent events, or one JSON document although a stream was asked for.

    `over` turns true when nothing more needs to be read, `closing` when the gateway has given its reason for ending
    and only figures can follow.
    """

    def __init__(self, limit: int = ANSWER_LIMIT) -> None:
        self.over = False
        self.closing = False
        self._limit = limit
        self._size = 0
        self._head = b""  # bytes before the first one that tells what kind of body it is
        self._document: list[bytes] | None = None
        self._events = EventReader()
        self._splitter = ThinkingSplitter()
        self._done = False
        self._finish_reason: str | None = None
        self._fault: Fault | None = None

    def feed(self, chunk: bytes) -> Iterator[Heard]:
        """Give what `chunk` says."""
        if self._document is not None:
            self._collect(chunk)
        elif self._head is not None and not self._is_stream(chunk):
            return
        else:
            try:
                for event in self._events.feed(chunk):
                    yield from self._hear(event)
            except EventTooLarge:
                self._stop("one event of the stream was larger than 1 MB")

    def close(self, broken: str = "") -> Iterator[Heard]:
        """Give what is left and the `Ended`. `broken` says why the body ended early, "" if the transport is content."""
        if self._document is not None:
            yield from self._read_document(b"".join(self._document))
        elif not self.over:
            for event in self._events.close():
                yield from self._hear(event)
        yield from self._splitter.close()
        yield self._ended(broken)

    def _ended(self, broken: str) -> Ended:
        if self._fault:
            return Ended(Ending.CUT, self._finish_reason, self._fault.message)
        ending = ending_of(self._finish_reason) if self._finish_reason else None
        if ending is None and self._done:
            ending = Ending.WHOLE
        match ending:
            case Ending.WHOLE:
                cause = ""
            case Ending.LENGTH:
                cause = "the limit of tokens was reached"
            case Ending.FILTERED:
                cause = "the provider withheld the rest"
            case _:
                cause = broken or "the gateway ended the stream without saying that it was complete"
        return Ended(ending or Ending.CUT, self._finish_reason, cause)

    def _is_stream(self, chunk: bytes) -> bool:
        self._head += chunk
        opening = self._head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if not opening:
            return False
        if opening[:1] in b"{[<":
            self._document = []
            self._collect(self._head)
            return False
        return True

    def _collect(self, chunk: bytes) -> None:
        if self._document is None:
            raise RuntimeError("only a document is collected")
        self._size += len(chunk)
        if self._size > self._limit * 2:
            self._stop("the response was larger than an answer can be")
        else:
            self._document.append(chunk)

    def _read_document(self, document: bytes) -> Iterator[Heard]:
        text = document.decode("utf-8-sig", errors="replace").strip()
        if text.startswith("<"):
            self._fault = Fault(html_summary(text))
            return
        payloads = _payloads(text)
        if payloads is None:
            self._fault = self._fault or Fault("the response is not complete JSON")
            return
        for payload in payloads:
            yield from self._parts(payload)

    def _hear(self, event: ServerEvent) -> Iterator[Heard]:
        data = event.data.strip()
        if data == "[DONE]":
            self._done = self.over = True
            return
        try:
            payload = json.loads(data)
        except (ValueError, RecursionError):
            if event.name == "error":
                self._stop(data)
            return
        if event.name == "error" and not (isinstance(payload, dict) and payload.get("error")):
            payload = {"error": payload}
        yield from self._parts(payload)

    def _parts(self, payload: object) -> Iterator[Heard]:
        for part in parts_of(payload):
            match part:
                case Delta(text):
                    yield from self._measured(self._splitter.feed(text))
                case Thinking():
                    yield from self._measured([part])
                case Fault():
                    self._fault = part
                    self.over = True
                case Finished(reason):
                    self._finish_reason = reason
                    self.closing = True
                case _:
                    yield part

    def _measured(self, pieces: list[Delta | Thinking]) -> Iterator[Heard]:
        for piece in pieces:
            self._size += len(piece.text)
            if self._size > self._limit:
                self._stop(f"the answer is longer than {self._limit >> 20} MB")
                return
            yield piece

    def _stop(self, cause: str) -> None:
        self._fault = Fault(cause)
        self.over = True


def _payloads(text: str) -> list[object] | None:
    """Read one JSON document, or one a line; None where it is neither."""
    try:
        return [json.loads(text)]
    except (ValueError, RecursionError):
        pass
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        return None


def html_summary(page: str) -> str:
    """Give one line for an HTML page that came where JSON was due: its title."""
    title = _TITLE.search(page[:20_000])
    return (
        f"a web page came instead of an answer: {title[1].strip()}"
        if title
        else "a web page came instead of an answer"
    )
