"""The line itself: connections that fail, TLS that is wrong, names that are not found, proxies, bodies of a megabyte."""

import socket
import ssl
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from .play import Scenario
from .server import Act
from .wording import WHOLE, head, response

NOTHING = {"out": "", "code": 4}
GOOD = [head(), WHOLE]


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="ask-faults-"))


def _certificate() -> str:
    return str(_folder() / "cert.pem")


@cache
def _self_signed() -> ssl.SSLContext:
    """Give the TLS context of a server whose certificate nobody signed but itself."""
    certificate, key = _folder() / "cert.pem", _folder() / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def full(host: str = "127.0.0.1", port: int = 0) -> list[socket.socket]:
    """Fill the queue of connections of a port, so that a connect hangs; gives its listener and who waits there."""
    listener = socket.socket()
    listener.bind((host, port))
    listener.listen(0)
    kept = [listener]
    for _ in range(3):
        kept.append(socket.socket())
        kept[-1].setblocking(False)
        kept[-1].connect_ex(listener.getsockname())
    return kept


_KEPT = full()
BLACKHOLE = f"http://127.0.0.1:{_KEPT[0].getsockname()[1]}/v1"
MEGABYTE = b"a line of a log\n" * (1 << 16)

SCENARIOS = (
    Scenario(
        "a refused connection",
        [GOOD],
        **NOTHING,
        environment={"ASK_BASE_URL": "http://127.0.0.1:1/v1"},
        says=("refused",),
        requests=0,
        within=4,
    ),
    Scenario(
        "a dead host",
        [GOOD],
        **NOTHING,
        environment={"ASK_BASE_URL": BLACKHOLE, "ASK_CONNECT_TIMEOUT": "1"},
        says=("no connection within 1 s",),
        within=3.5,
    ),
    Scenario(
        "a name that does not exist",
        [GOOD],
        **NOTHING,
        environment={"ASK_BASE_URL": "https://no-such-host.invalid/v1"},
        says=("name",),
        within=8,
    ),
    Scenario(
        "a certificate nobody signed",
        [GOOD],
        **NOTHING,
        tls=_self_signed(),
        says=("certificate.*self.signed",),
        requests=0,
    ),
    Scenario(
        "tls to a plain port",
        [GOOD],
        **NOTHING,
        environment={"ASK_BASE_URL": "https://127.0.0.1:PORT/v1"},
        says=("secure connection|no connection",),
        requests=0,
    ),
    Scenario(
        "plain to a tls port",
        [GOOD],
        **NOTHING,
        tls=_self_signed(),
        environment={"ASK_BASE_URL": "http://127.0.0.1:PORT/v1"},
        requests=0,
        within=15,
    ),
    Scenario(
        "a server that is not http",
        [[b"220 mail ESMTP ready\r\n"]],
        **NOTHING,
        says=("connection lost|HTTP",),
        within=15,
    ),
    Scenario(
        "a protocol that nobody asked for",
        [[b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"]],
        **NOTHING,
        says=("broken HTTP",),
        unsaid=("_SWITCH",),
        within=15,
    ),
    Scenario(
        "garbage bytes",
        [[bytes(range(256)) * 8]],
        **NOTHING,
        says=("broken HTTP",),
        unsaid=("bytearray",),
        within=15,
    ),
    Scenario(
        "a header of a megabyte",
        [[b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * (1 << 20) + b"\r\n\r\n"]],
        **NOTHING,
        within=15,
        memory=150,
    ),
    Scenario(
        "headers without end",
        [[b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200_000]],
        **NOTHING,
        within=15,
        memory=150,
    ),
    Scenario("a header injected", [[head(200, "X-A: b\r\nSet-Cookie: c=d"), WHOLE]]),
    Scenario(
        "two content-lengths",
        [[head(200, "Content-Length: 5", "Content-Length: 9"), WHOLE]],
        **NOTHING,
        within=15,
    ),
    Scenario("a status of words", [[b"HTTP/1.1 abc OK\r\n\r\n", WHOLE]], **NOTHING, within=15),
    Scenario(
        "a compression that was not asked for",
        [[head(200, "Content-Encoding: compress"), b"\x1f\x9d\x90" * 9]],
        **NOTHING,
        says=("compress",),
        within=15,
    ),
    Scenario(
        "brotli that is none",
        [[head(200, "Content-Encoding: br"), b"\xff" * 90]],
        **NOTHING,
        says=("compress|brotli",),
        within=15,
    ),
    Scenario(
        "a compression nobody knows",
        [[head(200, "Content-Encoding: \x1b[31mzz"), WHOLE]],
        **NOTHING,
        within=15,
        unsaid=("\x1b\\[31mzz",),
    ),
    Scenario("a prompt of a megabyte", [GOOD], stdin=MEGABYTE, requests=1, within=8, memory=150),
    Scenario(
        "a prompt of a megabyte, refused before it is read",
        [[response(413, {"error": "too big"}), Act.RESET]],
        **NOTHING,
        stdin=MEGABYTE,
    ),
    Scenario(
        "a proxy from the environment",
        [GOOD],
        environment={
            "http_proxy": "http://127.0.0.1:PORT",
            "no_proxy": "",
            "ASK_BASE_URL": "http://api.example/v1",
        },
        configuration="[providers.global-apis]\nallow_plain_http = true\n",
        requests=1,
    ),
    Scenario(
        "a proxy that is not asked for this machine",
        [GOOD],
        environment={"http_proxy": "http://127.0.0.1:1", "all_proxy": "http://127.0.0.1:1", "no_proxy": ""},
        requests=1,
    ),
    Scenario(
        "a proxy that is not asked for a name in NO_PROXY",
        [GOOD],
        **NOTHING,
        environment={
            "https_proxy": "http://127.0.0.1:PORT",
            "no_proxy": "api.invalid",
            "ASK_BASE_URL": "https://api.invalid/v1",
        },
        says=("name could not be found",),
        requests=0,
        within=15,
    ),
    Scenario(
        "a certificate that --ca trusts",
        [GOOD],
        tls=_self_signed(),
        arguments=("-0", "--ca", _certificate(), "hi"),
        requests=1,
    ),
    Scenario(
        "certificates that --ca cannot find",
        [GOOD],
        out="",
        code=2,
        tls=_self_signed(),
        arguments=("-0", "--ca", "/nowhere.pem", "hi"),
        says=("/nowhere.pem",),
    ),
    Scenario(
        "a proxy that refuses",
        [[response(407, "<title>who are you</title>")]],
        **NOTHING,
        environment={
            "https_proxy": "http://127.0.0.1:PORT",
            "no_proxy": "",
            "ASK_BASE_URL": "https://api.example/v1",
        },
        says=("407|who are you",),
    ),
    Scenario(
        "a proxy that is dead",
        [GOOD],
        **NOTHING,
        environment={
            "https_proxy": "http://127.0.0.1:1",
            "no_proxy": "",
            "ASK_BASE_URL": "https://api.example/v1",
        },
        says=("refused",),
    ),
    Scenario(
        "a proxy that is none",
        [GOOD],
        out="",
        code=2,
        environment={"https_proxy": "nonsense://x", "no_proxy": "", "ASK_BASE_URL": "https://api.example/v1"},
        says=("proxy",),
    ),
    Scenario(
        "certificates that are not there",
        [GOOD],
        out="",
        code=2,
        tls=_self_signed(),
        environment={"SSL_CERT_FILE": "/nowhere.pem"},
        says=("SSL_CERT_FILE",),
    ),
)
