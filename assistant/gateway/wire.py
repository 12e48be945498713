"""What is sent to a gateway: the URL, the headers and the JSON body of a request. Pure."""

import json
from collections.abc import Iterator
from itertools import chain

from assistant import __version__
from assistant.gateway.content_encoding import ACCEPTED
from assistant.message import PIECE, written
from assistant.request_options import Delivery
from assistant.routing.lineup import TEMPERATURE
from assistant.turn import Request


def url_of(base_url: str) -> str:
    """Give the address of the chat completions under a provider's base URL."""
    return f"{base_url.rstrip('/')}/chat/completions"


def headers_of(request: Request, key: str) -> dict[str, str]:
    """Give the headers of a request; the key goes into `Authorization` where there is one."""
    headers = {
        "Content-Type": "application/json",
        "Accept": "text/event-stream, application/json",
        "Accept-Encoding": ACCEPTED,
        "User-Agent": f"ask/{__version__}",
    }
    if key:
        headers["Authorization"] = f"Bearer {key}"
    own = request.candidate.provider.headers
    replaced = {name.lower() for name, _ in own}
    return {name: text for name, text in headers.items() if name.lower() not in replaced} | dict(own)


class Body:
    """The JSON body of a request, in its provider's dialect.

    It comes in pieces, so that a long conversation does not lie in memory a second time to be sent. `len` gives its
    bytes; whoever iterates again is given the same ones.
    """

    def __init__(self, request: Request, delivery: Delivery) -> None:
        self._opening = _sent(f'{{"model":{_json(request.candidate.id_there)},"messages":[')
        self._messages = request.messages
        self._closing = _sent(f"],{_json(_settings(request, delivery))[1:]}")
        commas = max(len(self._messages) - 1, 0)
        texts = sum(part.json_size for part in self._messages) + commas
        self._size = len(self._opening) + texts + len(self._closing)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        held: list[bytes] = []
        size = 0
        for part in chain([self._opening], written(self._messages), [self._closing]):
            held.append(part)
            size += len(part)
            if size >= PIECE:
                yield b"".join(held)
                held.clear()
                size = 0
        yield b"".join(held)


def body_of(request: Request, delivery: Delivery) -> dict[str, object]:
    """Give the JSON body of a request as values."""
    values: dict[str, object] = json.loads(b"".join(Body(request, delivery)))
    return values


def _settings(request: Request, delivery: Delivery) -> dict[str, object]:
    """Give what is sent behind the messages."""
    dialect = request.candidate.provider.dialect
    settings: dict[str, object] = {
        dialect.limit: request.max_tokens,
        "stream": delivery is Delivery.STREAM,
    }
    usual = request.temperature == TEMPERATURE
    if request.temperature is not None and (dialect.usual_temperature or not usual):
        settings["temperature"] = request.temperature
    if delivery is Delivery.STREAM and dialect.stream_options:
        settings["stream_options"] = {"include_usage": True}
    return settings


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sent(text: str) -> bytes:
    """Encode as UTF-8; a lone surrogate, as for a byte of a command line that is no UTF-8, becomes "?"."""
    return text.encode("utf-8", "replace")
