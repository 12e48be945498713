"""Serves the OpenAI chat-completions protocol on 127.0.0.1 with answers that are built in."""

import json
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from assistant import __version__
from assistant.catalog import MODELS
from assistant.demo.answers import answer_to
from assistant.tokens import estimated_tokens

PACE = 0.004  # seconds between two tokens: slow enough to be seen streaming
BODY_LIMIT = 64 << 20  # bytes


class DemoServer:
    """The gateway, bound to a port of 127.0.0.1."""

    def __init__(self, port: int = 0, models: frozenset[str] = frozenset()) -> None:
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.models |= models

    @classmethod
    def started(cls, models: frozenset[str] = frozenset()) -> "DemoServer":
        """Give a gateway that serves these models too, in a thread of its own until the program ends."""
        server = cls(models=models)
        threading.Thread(target=server.serve, name="demo gateway", daemon=True).start()
        return server

    @property
    def base_url(self) -> str:
        """The base URL for a client."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def serve(self) -> None:
        """Serve until the program ends or is interrupted."""
        self._server.serve_forever(poll_interval=0.05)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    models = frozenset(MODELS)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client leaves in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = f"ask-demo/{__version__}"

    def do_GET(self) -> None:
        """Answer `GET /v1/models`."""
        if self.path.rstrip("/") == "/v1/models":
            listed = [
                {"id": model.id, "object": "model", "owned_by": model.maker} for model in MODELS.values()
            ]
            self._send(200, {"object": "list", "data": listed})
        else:
            self._refuse(404, f"there is no {self.path} here")

    def do_POST(self) -> None:
        """Answer `POST /v1/chat/completions`."""
        try:
            length = max(int(self.headers.get("Content-Length") or 0), 0)
            body = json.loads(self.rfile.read(min(length, BODY_LIMIT)))
            model, messages = str(body["model"]), body["messages"]
            question = str(next(m["content"] for m in reversed(messages) if m["role"] == "user"))
            asked = "\n".join(str(message["content"]) for message in messages)
            limit = max(int(body.get("max_tokens") or 2048), 1)
        except (ValueError, KeyError, TypeError, StopIteration, OverflowError, RecursionError):
            self._refuse(400, "the body is no chat-completions request")
            return
        if self.path.rstrip("/") != "/v1/chat/completions":
            self._refuse(404, f"there is no {self.path} here")
        elif model not in self.server.models:
            self._refuse(404, f"The model `{model}` does not exist")
        else:
            self._complete(
                _Completion(model, asked, answer_to(question, model), limit), stream=bool(body.get("stream"))
            )

    def _complete(self, completion: "_Completion", *, stream: bool) -> None:
        if not stream:
            self._send(200, completion.whole())
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for payload in completion.chunks():
            self._event(json.dumps(payload))
            time.sleep(PACE)
        self._event("[DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def _event(self, data: str) -> None:
        event = f"data: {data}\n\n".encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event))
        self.wfile.flush()

    def _refuse(self, status: int, message: str) -> None:
        self._send(status, {"error": {"message": message, "type": "invalid_request_error"}})

    def _send(self, status: int, payload: object) -> None:
        content = json.dumps(payload).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Keep the terminal free."""


class _Completion:
    """One answer, cut into tokens: about four characters each, which is also how they are counted."""

    def __init__(self, model: str, asked: str, answer: str, limit: int) -> None:
        tokens = re.findall(r"\s*\S{1,4}|\s+", answer)
        self._model = model
        self._tokens = tokens[:limit]
        self._reason = "stop" if len(tokens) <= limit else "length"
        self._asked = estimated_tokens(asked)
        self._created = int(time.time())

    def chunks(self) -> Iterator[dict[str, object]]:
        """Give the payloads of a stream: the role, the tokens, the reason for the end, the usage."""
        yield self._chunk({"role": "assistant", "content": ""})
        for token in self._tokens:
            yield self._chunk({"content": token})
        yield self._chunk({}, self._reason)
        yield self._envelope("chat.completion.chunk") | {"choices": [], "usage": self._usage()}

    def whole(self) -> dict[str, object]:
        """Give the payload of an answer that is not streamed."""
        message = {"role": "assistant", "content": "".join(self._tokens)}
        choice = {"index": 0, "message": message, "finish_reason": self._reason}
        return self._envelope("chat.completion") | {"choices": [choice], "usage": self._usage()}

    def _chunk(self, delta: dict[str, str], reason: str | None = None) -> dict[str, object]:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return self._envelope("chat.completion.chunk") | {"choices": [choice]}

    def _envelope(self, kind: str) -> dict[str, object]:
        return {"id": "demo", "object": kind, "created": self._created, "model": self._model}

    def _usage(self) -> dict[str, int]:
        written = len(self._tokens)
        return {
            "prompt_tokens": self._asked,
            "completion_tokens": written,
            "total_tokens": self._asked + written,
        }
