"""Server-sent events out of bytes: no I/O, no JSON.

The rules are those of https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation,
with one dialect on top: some gateways report a failure in a field called `error`.
"""

import codecs
from collections.abc import Iterable, Iterator

from assistant.request_options import BOUNDS
from assistant.values import dataclass

_MARKS = ('"choices"', '"delta"')  # what every chunk of an answer has in it


class EventTooLarge(Exception):
    """One event is larger than any honest one."""


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event. `unfinished` is true for what stood in the buffer when the stream ended without an empty line."""

    data: str
    name: str = ""
    unfinished: bool = False


class EventReader:
    """Turns the bytes of a stream into events; where the bytes are cut makes no difference.

    `damaged` turns true when a line that no rule knows holds what looks like a part of an answer.
    """

    def __init__(self, limit: int = BOUNDS.event) -> None:
        self.damaged = False
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
        self._limit = limit
        self._line: list[str] = []  # pieces of the line that has not ended
        self._size = 0  # characters held back: the open line and the open event
        self._after_return = False
        self._name = ""
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> Iterator[ServerEvent]:
        """Give the events that `chunk` completes. Raises EventTooLarge."""
        yield from self._events(self._lines(self._decoder.decode(chunk)))

    def close(self) -> Iterator[ServerEvent]:
        """Give what is left at the end of the stream: an event that was not finished, if any."""
        rest = "".join((*self._line, self._decoder.decode(b"", final=True)))
        yield from self._events([rest] if rest else [])
        if self._data:
            yield ServerEvent("\n".join(self._data), self._name, unfinished=True)

    def _lines(self, text: str) -> list[str]:
        if self._after_return and text:
            text_after, self._after_return = text.removeprefix("\n"), False
        else:
            text_after = text
        if text_after.endswith("\r"):
            self._after_return = True
        *complete, rest = text_after.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if complete:
            complete[0] = "".join((*self._line, complete[0]))
            self._line.clear()
        if rest:
            self._line.append(rest)
        self._size += len(text_after)
        return complete

    def _events(self, lines: Iterable[str]) -> Iterator[ServerEvent]:
        for line in lines:
            if line:
                self._field(line)
            else:
                if sum(map(len, self._data)) > self._limit:
                    raise EventTooLarge
                if self._data:
                    yield ServerEvent("\n".join(self._data), self._name)
                self._name, self._data = "", []
                self._size = sum(map(len, self._line))
        if self._size > self._limit:
            raise EventTooLarge

    def _field(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match name:
            case "data":
                self._data.append(value)
            case "event":
                self._name = value
            case "error":
                self._name = "error"
                self._data.append(value)
            case "id" | "retry":
                pass
            case "":  # a comment: a sign of life of the line; it must not count towards the size of an event
                self._size -= len(line)
                self.damaged = self.damaged or any(mark in line for mark in _MARKS)
            case "[DONE]":  # the end, that nobody put into a field
                self._data.append(line)
            case _ if line.startswith("{"):  # JSON that nobody put into a field
                self._data.append(line)
            case _:
                self.damaged = self.damaged or "{" in line
