"""A gateway that misbehaves on purpose: raw sockets, any bytes, any timing."""

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum


class Act(Enum):
    """What a script does to a connection besides sending bytes."""

    RESET = "reset"  # RST instead of FIN
    HOLD = "hold"  # neither send nor close until the client leaves
    NEXT = "next"  # read the next request on this connection


# Bytes are sent, a number is slept through (seconds), an iterable of bytes is sent until the client leaves.
Step = bytes | float | Act | Callable[[], Iterable[bytes]]
Script = Sequence[Step]


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came: when, on which connection (from 0), and what."""

    moment: float
    connection: int
    line: str
    headers: Mapping[str, str]
    body: bytes


class FaultGateway:
    """Plays the script that `choose` gives for each request; the requests are kept in `received`."""

    def __init__(
        self, choose: Callable[[int, Received], Script], *, tls: ssl.SSLContext | None = None
    ) -> None:
        self.received: list[Received] = []
        self._choose = choose
        self._tls = tls
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._open = True
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._open = False
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _accept(self) -> None:
        while self._open:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            number, self.connections = self.connections, self.connections + 1
            threading.Thread(target=self._serve, args=(connection, number), daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._tls:
            try:
                connection = self._tls.wrap_socket(connection, server_side=True)
            except OSError:
                connection.close()
                return
        with suppress(OSError), connection:
            reader = connection.makefile("rb")
            while (received := _request(reader, number)) is not None:
                with self._lock:
                    index = len(self.received)
                    self.received.append(received)
                if not _play(self._choose(index, received), connection):
                    return


def _request(reader: "socket.SocketIO", number: int) -> Received | None:  # type: ignore[name-defined]
    line = reader.readline().decode("latin-1").strip()
    if not line:
        return None
    headers = {}
    while (header := reader.readline().decode("latin-1").strip()) != "":
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    body = reader.read(int(headers.get("content-length", "0")))
    return Received(time.monotonic(), number, line, headers, body)


def _play(script: Script, connection: socket.socket) -> bool:
    """Play a script; tells whether another request is to be read."""
    for step in script:
        if isinstance(step, bytes):
            connection.sendall(step)
        elif isinstance(step, float | int):
            time.sleep(step)
        elif step is Act.RESET:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
            return False
        elif step is Act.HOLD:
            connection.settimeout(60)
            while connection.recv(4096):
                pass
            return False
        elif step is Act.NEXT:
            return True
        elif callable(step):
            for piece in step():
                connection.sendall(piece)
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
    return False
