"""HTTP servers on loopback: one for any handler, and a gateway that lists its models."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class QuietHandler(BaseHTTPRequestHandler):
    """A handler that logs nothing."""

    def send(self, status: int, content: bytes, kind: str = "application/json") -> None:
        """Send a whole response."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


class LoopbackServer(ThreadingHTTPServer):
    """A server on a free port that says nothing when a client leaves."""

    daemon_threads = True

    def __init__(self, handler: type[QuietHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.base_url = f"http://127.0.0.1:{self.server_port}/v1"

    def start(self) -> None:
        """Serve in a thread of its own."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        """Serve no more."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serving(handler: type[QuietHandler]) -> Iterator[LoopbackServer]:
    """Serve requests by a handler."""
    server = LoopbackServer(handler)
    server.start()
    yield server
    server.stop()


class Lister:
    """A gateway that lists `body` with `status`; its clock is `ahead` seconds of ours. `keys` are those it was shown."""

    def __init__(self) -> None:
        self.status, self.body, self.ahead = 200, b"", 0.0
        self.keys: list[str] = []
        self.base_url = ""

    def lists(self, *entries: object) -> None:
        """Set what is listed."""
        self.body = json.dumps({"object": "list", "data": entries}).encode()


@contextmanager
def listing_models() -> Iterator[Lister]:
    """Serve a list of models."""
    lister = Lister()

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            lister.keys.append(self.headers.get("Authorization", ""))
            self.send(lister.status, lister.body)

        def date_time_string(self, timestamp: float | None = None) -> str:
            return formatdate((timestamp or time.time()) + lister.ahead, usegmt=True)

    with serving(Handler) as server:
        lister.base_url = server.base_url
        yield lister
