"""A response body that is no event stream: one JSON document, JSON documents a line each, or a web page. No I/O."""

import codecs
import json
import re
from collections.abc import Iterator

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)
_JSON = json.JSONDecoder()
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)

TOO_LARGE = "the response was larger than an answer can be"
MOST_VALUES = 500_000  # of one document: each takes up to a hundred bytes


class DocumentTooLarge(Exception):
    """The body is larger than any answer."""


class DocumentReader:
    """Turns such a body into JSON payloads: each line at once where each is a document of its own.

    Afterwards `page` is what a web page says of itself, or that a document was too large to be read, and `complete`
    false where JSON was cut short.
    """

    def __init__(self, limit: int) -> None:
        self.page = ""
        self.complete = True
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
        self._limit = limit
        self._size = 0
        self._text: list[str] = []
        self._by_line: bool | None = None  # None: not known yet

    def feed(self, chunk: bytes) -> Iterator[object]:
        """Give the payloads that `chunk` completes. Raises DocumentTooLarge."""
        text = self._decoder.decode(chunk)
        self._text.append(text)
        self._size += len(text)
        if self._size > self._limit:
            raise DocumentTooLarge
        if self._by_line is not False and "\n" in text:
            *lines, rest = "".join(self._text).split("\n")
            yield from self._lines(lines, rest)

    def close(self) -> Iterator[object]:
        """Give what is left at the end of the body."""
        text = "".join((*self._text, self._decoder.decode(b"", final=True))).strip()
        self._text.clear()
        if text.startswith("<"):
            self.page = html_summary(text)
        elif self._by_line:
            yield from self._line(text)
        elif text:
            try:
                self._bound(text)
                payload, end = _JSON.raw_decode(text)
            except (ValueError, RecursionError):
                self.complete = False
                return
            self.complete = not text[end:].strip() or is_end(text[end:])
            yield payload

    def _bound(self, text: str) -> None:
        """Raise ValueError where `text` holds so many values that they would take the memory of many answers."""
        if sum(map(text.count, ",{[")) > MOST_VALUES:
            bare = _STRING.sub("", text)
            if sum(map(bare.count, ",{[")) > MOST_VALUES:
                self.page = TOO_LARGE
                raise ValueError(TOO_LARGE)

    def _lines(self, lines: list[str], rest: str) -> Iterator[object]:
        for line in lines:
            yield from self._line(line)
            if self._by_line is False:
                return
        self._text = [rest]
        self._size = len(rest)

    def _line(self, line: str) -> Iterator[object]:
        if not line.strip():
            return
        try:
            self._bound(line)
            payload = json.loads(line.removeprefix("data:"))
        except (ValueError, RecursionError):
            if self._by_line:
                self.complete = self.complete and "{" not in line
            else:
                self._by_line = False
            return
        self._by_line = True
        yield payload


def is_end(text: str) -> bool:
    """Tell whether a text is the mark behind the last event of a stream."""
    return text.strip().removeprefix("data:").strip(' "').upper() in {"[DONE]", "DONE"}


def html_summary(page: str) -> str:
    """Give one line for an HTML page that came where JSON was due: its title."""
    from html import unescape  # noqa: PLC0415 - rarely needed

    title = _TITLE.search(page[:20_000])
    told = unescape(title[1]).strip() if title else ""
    return f"a web page came instead of an answer{': ' if told else ''}{told}"
