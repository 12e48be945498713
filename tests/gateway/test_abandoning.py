"""A request that is given up is not worked on: its connection is closed, and where none stands none is sent."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from assistant.gateway.exchange import Connected, Connector, Exchange, Over
from tests.conftest import Configured, Run
from tests.loopback import QuietHandler, serving
from tests.scripted import Scripted, ScriptedGateway, stream

LONG = 10.0  # seconds
HELLO = b"".join(stream("Hello"))


@pytest.mark.parametrize("held", [1, 2])
def test_a_request_without_a_response_is_closed_where_it_is_given_up(
    held: int, ask: Run, keyed: dict[str, str]
) -> None:
    asked, left = [], threading.Event()

    class Handler(QuietHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(self.client_address)
            if len(asked) == held:
                self.close_connection = True
                with suppress(OSError):
                    self.rfile.read(1)
                left.set()
                return
            if len(asked) > held:
                left.wait(LONG)
            self.send(200, HELLO, "text/event-stream")

    with serving(Handler) as server:
        hasty = {"ASK_BASE_URL": server.base_url, "ASK_FIRST_TOKEN_TIMEOUT": "1"}
        ran = ask("chat", "-0", stdin="one\n" * held, env=keyed | hasty)
        assert "no first token within 1 s; asking qwen3-32b" in ran.err
        assert (ran.out, len(asked)) == ("Hello\n" * held, held + 1)
        assert len({*asked[:held]}) == 1  # the turns of a conversation share a connection


@dataclass(frozen=True)
class Crowd:
    """A port on which connections stand only once others are accepted, and what came over the first that says anything."""

    listening: socket.socket
    came: list[bytes] = field(default_factory=list)
    heard: threading.Event = field(default_factory=threading.Event)

    def accept(self) -> None:
        """Take connections until one has something to say, or is closed."""
        while not self.came:
            connection, _ = self.listening.accept()
            with connection:
                connection.settimeout(0.25)
                with suppress(TimeoutError):
                    self.came.append(connection.recv(4))
        self.heard.set()


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listening:
        waiting = [socket.socket() for _ in range(3)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(listening.getsockname())
        yield Crowd(listening)
        for each in waiting:
            each.close()


def test_nothing_is_sent_over_a_connection_that_stands_too_late(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured, crowd: Crowd
) -> None:
    late = f"http://127.0.0.1:{crowd.listening.getsockname()[1]}/v1"
    environment = configured(
        f'[providers.late]\nbase_url = "{late}"\n[providers.near]\nbase_url = "{gateway.base_url}"\n'
        '[tiers.simple]\nmodels = ["late:x", "near:y"]\n'
    )

    def answer() -> Iterator[bytes | threading.Event]:
        threading.Thread(target=crowd.accept, daemon=True).start()
        yield crowd.heard
        yield HELLO

    gateway.answers(Scripted(answer()))
    ran = ask("-0", "hi", env=keyed | environment | {"ASK_CONNECT_TIMEOUT": "0.3"})
    assert (ran.code, "no connection within 0.3 s; asking near:y" in ran.err) == (0, True)
    assert crowd.came == [b""]


def test_no_request_leaves_before_it_is_noted_that_one_does(gateway: ScriptedGateway) -> None:
    exchange = Exchange(Connector({}), f"{gateway.base_url}/models", headers={})
    assert exchange.next_step(LONG) == Connected()
    time.sleep(0.3)  # in which it would arrive
    exchange.abandon()  # as a signal does before that is counted
    ended = exchange.next_step(LONG)
    assert isinstance(ended, Over)
    assert ended.error
    assert not gateway.received
