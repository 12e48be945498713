"""One HTTP exchange in a thread of its own, so that deadlines and signals are kept whatever the network does.

The thread blocks in name look-ups, connects and reads; the caller waits on a queue, which a signal interrupts at once
without harm (queue.Queue may be left with its lock in disorder) and which gives up on time.
"""

import os
import queue
import socket
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.gateway.proxies import has_socks_proxy
from assistant.values import dataclass

# httpx loads its own command line when click and Pygments are installed, which costs a launch 13 ms; it is written to
# do without where that module cannot be imported.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
# httpcore loads it wherever it is installed, which costs 4 ms: only who has such a proxy needs it.
if not has_socks_proxy(os.environ):
    sys.modules.setdefault("socksio", None)  # type: ignore[arg-type]

import httpx  # noqa: E402

from assistant.catalog import is_loopback  # noqa: E402
from assistant.errors import ConfigError  # noqa: E402
from assistant.gateway.content_encoding import Decoder  # noqa: E402
from assistant.gateway.tls import context_for  # noqa: E402
from assistant.gateway.transport_errors import is_bad_redirect  # noqa: E402

if TYPE_CHECKING:
    from assistant.gateway.wire import Body

CONNECT_LIMIT = 60.0  # seconds; an exchange that was given up long ago must end some time
ADDRESS_LIMIT = 2.0  # seconds for one address of a host, so that another is tried within the user's limit
CHUNKS_AHEAD = 64  # chunks read before the caller has taken them: what bounds the memory of a fast stream
ROOM = 0.005  # seconds between two looks whether the caller has taken some


@dataclass(frozen=True, slots=True)
class Connected:
    """The connection stands; the request leaves once the next step is asked for, when this one has been noted."""


@dataclass(frozen=True, slots=True)
class Head:
    """The response has begun."""

    status: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes of the response body, decompressed."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Over:
    """The exchange has ended: of itself, or with an error."""

    error: Exception | None = None


Step = Connected | Head | Chunk | Over


class Connector:
    """Keeps one HTTP client for each origin, so that the turns of a conversation, one by one, share a connection.

    `connections` are those that each client made last.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.connections: dict[httpx.Client, Any] = {}
        self._environment = environment
        self._clients: dict[tuple[str, str], httpx.Client] = {}

    def client(self, url: str) -> httpx.Client:
        """Give the client for the origin of `url`. Raises ConfigError where its certificates cannot be read."""
        scheme, host = urlsplit(url)[:2]
        client = self._clients.get((scheme, host))
        if client is None:
            proxied = not is_loopback(url) and any(
                name.lower().endswith("_proxy") and value for name, value in self._environment.items()
            )
            try:
                client = self._clients[scheme, host] = httpx.Client(
                    verify=context_for(url, self._environment),
                    trust_env=proxied,
                    timeout=httpx.Timeout(None, connect=CONNECT_LIMIT),
                    follow_redirects=False,
                )
            except httpx.InvalidURL as error:  # which may quote a part of a password
                raise ConfigError(
                    "the proxy in the environment is not an address",
                    hint="check HTTPS_PROXY, ALL_PROXY and NO_PROXY; in a password # is %23, / is %2F, @ is %40",
                ) from error
            except (ValueError, ImportError) as error:
                raise ConfigError(
                    f"the proxy in the environment cannot be used: {error}",
                    hint="check HTTPS_PROXY, ALL_PROXY and NO_PROXY; an address is http://…, https://… or socks5://…",
                ) from error
        return client


class Exchange:
    """Sends one request, a POST where it has a body, and gives what happens to it, step by step."""

    def __init__(
        self,
        connector: Connector,
        url: str,
        *,
        headers: Mapping[str, str],
        body: "Body | None" = None,
    ) -> None:
        method = "GET" if body is None else "POST"
        sized = dict(headers) if body is None else {**headers, "Content-Length": str(len(body))}
        self._steps: queue.SimpleQueue[Step] = queue.SimpleQueue()
        self._awaits = threading.Lock()  # held while no step has come since it was last waited for
        self._awaits.acquire()
        self._connected = False  # whether that is the step taken last
        self._noted, self._abandoned = threading.Event(), threading.Event()
        self._response: httpx.Response | None = None
        self._status = 0
        self._connection: Any = None  # that the request leaves by
        self._connections, self._client = connector.connections, connector.client(url)
        try:
            self._request = self._client.build_request(
                method, url, headers=sized, content=body, extensions={"trace": self._trace}
            )
        except (ValueError, httpx.InvalidURL) as error:
            raise ConfigError(
                f"no request can be made of the provider's address and headers: {error}"
            ) from error
        threading.Thread(target=self._run, name="exchange", daemon=True).start()

    def next_step(self, seconds: float) -> Step | None:
        """Wait up to `seconds` for the next step; None where none came in time.

        By a lock: the queue itself waits for ever where a signal's handler, as of Ctrl-Z, takes longer than `seconds`.
        """
        if self._connected:
            self._connected = False
            self._noted.set()
        end = time.monotonic() + seconds
        while True:
            with suppress(queue.Empty):
                step = self._steps.get_nowait()
                self._connected = isinstance(step, Connected)
                return step
            if not self._awaits.acquire(timeout=max(end - time.monotonic(), 0.0)):
                return None

    def abandon(self) -> None:
        """Close the connection if the response has not ended: the server is to stop working, the thread to end.

        Where its `Connected` was not noted no request leaves any more.
        """
        self._abandoned.set()
        self._noted.set()
        response = self._response
        if response is not None and response.is_closed:
            return
        stream = self._connection if response is None else response.extensions.get("network_stream")
        connection = stream.get_extra_info("socket") if stream is not None else None
        if connection is not None:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _trace(self, event: str, told: dict[str, Any]) -> None:
        if event.endswith("connect_tcp.started"):
            told["timeout"] = ADDRESS_LIMIT  # httpcore connects with what it tells of here
        elif event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._connections[self._client] = told["return_value"]
        elif event == "http11.send_request_headers.started":
            self._connection = self._connections.get(self._client)
            if told["request"].method == b"CONNECT":  # to a proxy: there is no connection yet
                return
            self._noted.clear()
            self._put(Connected())
            if not self._abandoned.is_set():
                self._noted.wait()
            if self._abandoned.is_set():
                raise httpx.CloseError("nobody waits for it any more")
        elif event == "http11.receive_response_headers.complete":
            self._status = told["return_value"][1]

    def _run(self) -> None:
        try:
            self._response = self._sent()
            self._put(Head(self._response.status_code, self._response.headers))
            decoder = Decoder(self._response.headers.get("content-encoding", ""))
            for content in self._response.iter_raw():
                for piece in decoder.feed(content):
                    self._put(Chunk(piece))
                    if self._abandoned.is_set():
                        return
            self._put(Over())
        except Exception as error:  # noqa: BLE001 - the caller puts it into words, whatever it is
            if redirected := is_bad_redirect(error):
                self._put(Head(self._status, {}))
            self._put(Over(None if redirected else error))
        finally:
            if self._response is not None:
                with suppress(httpx.HTTPError, OSError, RuntimeError):
                    self._response.close()

    def _sent(self) -> httpx.Response:
        while True:
            try:
                return self._client.send(self._request, stream=True)
            except httpx.ConnectTimeout:
                if self._abandoned.is_set():
                    raise

    def _put(self, step: Step) -> None:
        while self._steps.qsize() >= CHUNKS_AHEAD and not self._abandoned.wait(ROOM):
            pass
        self._steps.put(step)
        if self._awaits.locked():
            self._awaits.release()
