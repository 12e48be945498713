"""A company's network: a proxy that tunnels (CONNECT), and a certificate signed by a root of one's own."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest

from tests.conftest import KEY, Configured, Run
from tests.scripted import ScriptedGateway

NAME = "gateway.test"  # a name that no resolver knows: only the proxy finds it


class SocksProxy:
    """A SOCKS5 proxy (RFC 1928, 1929) that leads everywhere to one port of this machine.

    `asked` are the hosts it was asked for, `users` who asked.
    """

    def __init__(self, port: int) -> None:
        self.asked: list[str] = []
        self.users: list[str] = []
        proxy = self

        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                methods = self.rfile.read(self.rfile.read(2)[1])
                self.wfile.write(b"\x05" + methods[-1:])
                if methods[-1:] == b"\x02":
                    name = self.rfile.read(self.rfile.read(2)[1])
                    self.rfile.read(self.rfile.read(1)[0])
                    proxy.users.append(name.decode())
                    self.wfile.write(b"\x01\x00")
                self.rfile.read(4)
                proxy.asked.append(self.rfile.read(self.rfile.read(1)[0]).decode())
                self.rfile.read(2)
                with socket.create_connection(("127.0.0.1", port)) as onward:
                    self.wfile.write(b"\x05\x00\x00\x01" + bytes(6))
                    back = threading.Thread(target=_pass_on, args=(onward, self.connection))
                    back.start()
                    _pass_on(self.connection, onward)
                    back.join()

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_address[1]}"


class _Server(ThreadingTCPServer):
    daemon_threads = True


class Proxy:
    """Tunnels every CONNECT to one port of this machine; `heads` is what it was asked, as it came."""

    def __init__(self, port: int) -> None:
        self.heads: list[str] = []
        proxy = self

        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                head = b""
                while (line := self.rfile.readline()) not in (b"\r\n", b""):
                    head += line
                proxy.heads.append(head.decode())
                with socket.create_connection(("127.0.0.1", port)) as onward:
                    self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    back = threading.Thread(target=_pass_on, args=(onward, self.connection))
                    back.start()
                    _pass_on(self.connection, onward)
                    back.join()

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_address[1]}"


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the root `ca.pem`, and `cert.pem` and `key.pem` that it signed for the gateway's name."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("authority")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    _openssl(folder, "req", "-x509", *key, "-days", "2", "-subj", "/CN=A company's root", "-keyout", "ca.key", "-out", "ca.pem")  # fmt: skip
    _openssl(folder, "req", *key, "-subj", f"/CN={NAME}", "-keyout", "key.pem", "-out", "asked.pem")
    (folder / "names").write_text(f"subjectAltName=DNS:{NAME}\n")
    _openssl(folder, "x509", "-req", "-in", "asked.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
             "-days", "2", "-extfile", "names", "-out", "cert.pem")  # fmt: skip
    return folder


@pytest.fixture
def port(gateway: ScriptedGateway, authority: Path) -> int:
    """The port of the gateway, which speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "cert.pem", authority / "key.pem")
    gateway.speaks_tls(context)
    return int(gateway.base_url.rpartition(":")[2].removesuffix("/v1"))


@pytest.fixture
def proxy(port: int) -> Iterator[Proxy]:
    """A proxy before the gateway."""
    found = Proxy(port)
    with _serving(found.server):
        yield found


@pytest.fixture
def socks(port: int) -> Iterator[SocksProxy]:
    """A SOCKS5 proxy before the gateway."""
    found = SocksProxy(port)
    with _serving(found.server):
        yield found


@contextmanager
def _serving(server: _Server) -> Iterator[None]:
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


def variables(proxy: Proxy, **more: str) -> dict[str, str]:
    secured = {"ASK_BASE_URL": f"https://{NAME}/v1", "GLOBAL_API_KEY": KEY}
    return {**secured, "HTTPS_PROXY": f"http://ann:pa55@{proxy.address}", **more}


@pytest.mark.parametrize("way", ["--ca", "SSL_CERT_FILE"])
def test_a_proxy_is_tunnelled_through_and_sees_neither_key_nor_question(
    way: str, ask: Run, gateway: ScriptedGateway, proxy: Proxy, authority: Path
) -> None:
    root = str(authority / "ca.pem")
    arguments = ("--ca", root, "hello") if way == "--ca" else ("hello",)
    ran = ask(*arguments, env=variables(proxy, **({} if way == "--ca" else {way: root})))
    assert (ran.code, ran.out) == (0, "Hello world\n")
    assert gateway.received[-1].headers["Authorization"] == f"Bearer {KEY}"
    assert "Proxy-Authorization" not in gateway.received[-1].headers
    assert proxy.heads[0].startswith(f"CONNECT {NAME}:443 HTTP/1.1\r\n")
    assert "Proxy-Authorization: Basic YW5uOnBhNTU=" in proxy.heads[0]
    assert KEY not in "".join(proxy.heads)


def test_a_root_that_nobody_trusts_is_refused_before_the_key_is_sent(
    ask: Run, gateway: ScriptedGateway, proxy: Proxy
) -> None:
    ran = ask("hello", env=variables(proxy))
    assert (ran.code, ran.out, gateway.received) == (4, "", [])
    assert "certificate" in ran.err
    assert "pa55" not in ran.err


def test_no_proxy_names_who_is_asked_directly(ask: Run, proxy: Proxy) -> None:
    ran = ask("hello", env=variables(proxy, NO_PROXY=f"other.test,{NAME}", ASK_RETRIES="0"))
    assert (ran.code, proxy.heads) == (4, [])


@pytest.mark.parametrize("excepted", ["", "host.test"])
def test_a_proxy_that_is_not_there_is_named_by_its_variable(excepted: str, ask: Run) -> None:
    variables = {"ASK_BASE_URL": "https://host.test/v1", "GLOBAL_API_KEY": KEY, "ASK_RETRIES": "0"}
    ran = ask("hello", env={**variables, "HTTPS_PROXY": "http://ann:pa55@127.0.0.1:9", "NO_PROXY": excepted})
    told = (
        "     check the network and https"
        if excepted
        else "     check the network, the proxy of HTTPS_PROXY and https"
    )
    assert (ran.code, told in ran.err, "pa55" in ran.err) == (4, True, False)


@pytest.mark.parametrize("sign", "#/?")
@pytest.mark.parametrize("command", [("-0", "hello"), ("doctor",)])
def test_a_sign_in_a_proxys_password_shows_none_of_it(sign: str, command: tuple[str, ...], ask: Run) -> None:
    ran = ask(*command, env={"HTTPS_PROXY": f"http://me:tide{sign}pool@127.0.0.1:9", "GLOBAL_API_KEY": KEY})
    assert "the proxy in the environment is not an address" in ran.out + ran.err
    assert "tide" not in ran.out + ran.err
    assert "pool" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("variable", "address", "user"),
    [("ALL_PROXY", "socks5://", ""), ("https_proxy", "socks5h://ann:pa55@", "ann")],
)
def test_a_socks_proxy_finds_the_name_and_sees_neither_key_nor_question(
    variable: str,
    address: str,
    user: str,
    ask: Run,
    gateway: ScriptedGateway,
    socks: SocksProxy,
    authority: Path,
) -> None:
    secured = {"ASK_BASE_URL": f"https://{NAME}/v1", "GLOBAL_API_KEY": KEY}
    env = secured | {"SSL_CERT_FILE": str(authority / "ca.pem"), variable: address + socks.address}
    ran = ask("hello", env=env)
    assert (ran.code, ran.out) == (0, "Hello world\n"), ran.err
    assert gateway.received[-1].headers["Authorization"] == f"Bearer {KEY}"
    assert (socks.asked, socks.users) == ([NAME], [user] if user else [])


def test_a_socks_proxy_that_is_not_there_is_named_by_its_variable(ask: Run) -> None:
    env = {"ASK_BASE_URL": "https://host.test/v1", "GLOBAL_API_KEY": KEY, "ASK_RETRIES": "0"}
    ran = ask("hello", env=env | {"ALL_PROXY": "socks5://ann:pa55@127.0.0.1:9"})
    assert (ran.code, "the proxy of ALL_PROXY" in ran.err, "pa55" in ran.err) == (4, True, False)


def test_an_address_of_a_proxy_that_is_none_is_told_with_what_there_is(ask: Run) -> None:
    ran = ask("hello", env={"ALL_PROXY": "socks://ann:pa55@127.0.0.1:9", "GLOBAL_API_KEY": KEY})
    assert (ran.code, "socks5://…" in ran.err, "pa55" in ran.err) == (2, True, False), ran.err


def test_what_only_a_socks_proxy_needs_is_not_loaded_without_one() -> None:
    load = "import sys, assistant.gateway.exchange, httpcore; print(sys.modules.get('socksio'))"
    names = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    ran = subprocess.run([sys.executable, "-c", load], env=names, capture_output=True, text=True, check=True)
    assert ran.stdout == "None\n"


SILENT = b"HTTP/1.1 200 Connection established\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "held", "said"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", False, "the proxy refused: 407"),
        (b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", False, "the proxy refused: 503"),
        (b"", False, "did not answer"),
        (b"", True, "no connection within 1 s"),
        (SILENT, True, "no connection within 1 s"),
        (SILENT + b"no TLS at all", False, "the secure connection failed"),
    ],
)  # fmt: skip
def test_what_a_proxy_does_before_the_tunnel_stands_costs_nothing_and_is_tried_once(
    answer: bytes, held: bool, said: str, ask: Run, configured: Configured
) -> None:
    left, heads = threading.Event(), list[bytes]()

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            heads.append(self.rfile.readline())
            while self.rfile.readline() not in (b"\r\n", b""):
                pass
            self.wfile.write(answer)
            if held:
                left.wait(60)

    server = _Server(("127.0.0.1", 0), Handler)
    env = configured('[providers.box]\nbase_url = "https://box.test/v1"\nneeds_key = false\n'
                     '[models."box:m"]\noutput_price = 10\ninput_price = 10\n[tiers.simple]\nmodels = ["box:m"]\n')  # fmt: skip
    env |= {"HTTPS_PROXY": f"http://127.0.0.1:{server.server_address[1]}", "ASK_CONNECT_TIMEOUT": "1"}
    with _serving(server):
        assert ask("cap", "1/day", env=env).code == 0
        ran = ask("-0", "hi", env=env)
        spending = ask("cap", env=env).out
        left.set()
    assert (ran.code, heads) == (4, [b"CONNECT box.test:443 HTTP/1.1\r\n"]), ran.err
    assert said in ran.err
    assert "the proxy of HTTPS_PROXY" in ran.err
    assert "$1.00 left" in spending, spending
