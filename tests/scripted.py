"""A loopback gateway that follows a script: one reply a request, the last one again and again."""

import json
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Self

from tests.loopback import LoopbackServer, QuietHandler

HELD = 60.0  # seconds: longer than any test waits


def delta(text: str, **more: object) -> dict[str, object]:
    """One chunk of a stream."""
    return {"choices": [{"index": 0, "delta": {"content": text, **more}, "finish_reason": None}]}


def finish(reason: str = "stop") -> dict[str, object]:
    """The chunk that says why the answer ended."""
    return {"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}


def usage(given: int, written: int, thought: int = 0, **more: object) -> dict[str, object]:
    """The chunk that counts the tokens."""
    counts: dict[str, object] = {
        "prompt_tokens": given,
        "completion_tokens": written,
        "total_tokens": given + written,
    }
    if thought:
        counts["completion_tokens_details"] = {"reasoning_tokens": thought}
    return {"choices": [], "usage": counts | more}


def events(*payloads: object) -> list[bytes]:
    """Server-sent events of payloads, "[DONE]" last."""
    lines = [json.dumps(payload) for payload in payloads]
    return [f"data: {line}\n\n".encode() for line in (*lines, "[DONE]")]


def stream(*texts: str) -> list[bytes]:
    """A whole, well-behaved streamed answer."""
    return events(*map(delta, texts), finish(), usage(20, 10))


def begun(*texts: str, until: float | Event = HELD) -> list[bytes | float | Event]:
    """The beginning of an answer that is held for some seconds or until an event."""
    return [*events(*map(delta, texts))[:-1], until]


@dataclass(frozen=True)
class Scripted:
    """One reply: a status, headers, and pieces of the body; between them, pauses in seconds and events to wait for."""

    pieces: Iterable[bytes | float | Event]
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/event-stream"})


@dataclass(frozen=True)
class Received:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    content: bytes  # the body, byte for byte

    @property
    def question(self) -> str:
        """The text of its last message."""
        return str(self.body["messages"][-1]["content"])


class ScriptedGateway:
    """The gateway. `replies` is the script, `received` what was asked."""

    def __init__(self) -> None:
        self.replies: list[Scripted] = [Scripted(stream("Hello", " world"))]
        self.received: list[Received] = []
        gateway = self

        class Handler(QuietHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.received.append(Received(self.path, dict(self.headers), json.loads(content), content))
                reply = gateway.replies[0] if len(gateway.replies) == 1 else gateway.replies.pop(0)
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for piece in reply.pieces:
                    if isinstance(piece, bytes):
                        self.wfile.write(piece)
                        self.wfile.flush()
                    elif isinstance(piece, Event):
                        piece.wait(HELD)
                    else:
                        time.sleep(piece)

        self._server = LoopbackServer(Handler)
        self.base_url = self._server.base_url

    def answers(self, *replies: Scripted) -> None:
        """Set the script."""
        self.replies = list(replies)

    def speaks_tls(self, context: ssl.SSLContext) -> None:
        """Have connections that are still to come begin with TLS."""
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()
