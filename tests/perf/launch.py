"""Measures the first hundred milliseconds, as ratios in one run: `python tests/perf/launch.py [runs]`.

- `ask --version` over `python -c pass` (aim: 2)
- what a Tab waits for: `ask __complete` of the slowest list, in milliseconds (aim: under 150)
- launch to request received at a loopback server, over the smallest httpx script that posts the same (aim: 1.2)
- the same with 10 kB of code in a file without a known name on stdin, over the same without; and with --guard off
- first byte received to first byte on stdout, in milliseconds (aim: under 2)
"""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ASK = [shutil.which("ask", path=str(Path(sys.executable).parent)) or "ask"]
SCRIPT = """
import httpx, sys
body = {"model": "m", "messages": [{"role": "user", "content": "fix this"}], "stream": True}
with httpx.stream("POST", sys.argv[1] + "/chat/completions", json=body) as response:
    for _ in response.iter_bytes():
        pass
"""
CODE = Path(__file__).parents[2] / "assistant" / "guard" / "vault.py"
EVENT = {"choices": [{"index": 0, "delta": {"content": "word "}, "finish_reason": None}]}


class Server:
    """A loopback server that notes when a request is complete and when it sends the first byte of an answer."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        self.received = self.answered = 0.0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = b""
        while not _complete(request):
            read = connection.recv(65536)
            if not read:
                return  # it left without a question
            request += read
        self.received = time.perf_counter()
        time.sleep(0.15)
        head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
        self.answered = time.perf_counter()
        connection.sendall(head + f"data: {json.dumps(EVENT)}\n\n".encode())
        time.sleep(0.05)
        connection.sendall(b"data: [DONE]\n\n")


def _complete(request: bytes) -> bool:
    head, gap, body = request.partition(b"\r\n\r\n")
    if not gap:
        return False
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    return len(body) >= length


def process_time(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def to_request(
    command: list[str], server: Server, environment: dict[str, str], stdin: str = os.devnull
) -> float:
    with Path(stdin).open("rb") as file:
        started = time.perf_counter()
        subprocess.run(
            command,
            env=environment,
            stdin=file,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    return server.received - started


def to_stdout(server: Server, environment: dict[str, str]) -> float:
    with subprocess.Popen(
        [*ASK, "-q", "fix", "this"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        os.read(process.stdout.fileno(), 1)
        shown = time.perf_counter()
        process.stdout.read()
    return shown - server.answered


def interleaved(runs: int, *measures: Callable[[], float]) -> list[float]:
    """Give the median of each measure in milliseconds, the runs taken in turns so that noise hits all alike."""
    taken: list[list[float]] = [[] for _ in measures]
    for _ in range(runs + 2):
        for samples, measure in zip(taken, measures, strict=True):
            samples.append(measure() * 1000)
    return [statistics.median(samples[2:]) for samples in taken]


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    server = Server()
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "PATH": os.environ["PATH"], "HOME": home, "ASK_BASE_URL": server.base_url, "GLOBAL_API_KEY": "sk-benchmark-key"
        }  # fmt: skip
        python = [sys.executable, "-c"]
        bare, version = interleaved(
            runs,
            lambda: process_time([*python, "pass"], environment),
            lambda: process_time([*ASK, "--version"], environment),
        )
        kinds = ("models", "templates", "themes", "providers", "turns")
        tabs = interleaved(
            runs,
            *(partial(process_time, [*ASK, "__complete", kind], environment) for kind in kinds),
        )
        smallest, ours, shown = interleaved(
            runs,
            lambda: to_request([*python, SCRIPT, server.base_url], server, environment),
            lambda: to_request([*ASK, "-q", "fix", "this"], server, environment),
            lambda: to_stdout(server, environment),
        )
        code = Path(home, "code")
        code.write_text(CODE.read_text("utf-8")[:10_000], "utf-8")
        explain = [*ASK, "-q", "explain", "this"]
        piped = interleaved(
            runs,
            *(
                partial(to_request, [*explain, *guard], server, environment, stdin)
                for guard in ((), ("--guard", "off"))
                for stdin in (os.devnull, str(code))
            ),
        )
    print(f"python -c pass                    {bare:7.1f} ms")
    print(f"ask --version                     {version:7.1f} ms   ratio {version / bare:.2f} (aim 2)")
    slowest = max(tabs)
    print(
        f"the slowest Tab ({kinds[tabs.index(slowest)]:<9})       {slowest:7.1f} ms   ratio {slowest / bare:.2f} (aim 150 ms)"
    )
    print(f"smallest httpx script to request  {smallest:7.1f} ms")
    print(f"ask to request                    {ours:7.1f} ms   ratio {ours / smallest:.2f} (aim 1.2)")
    for what, (without, with_code) in (("", piped[:2]), (" --guard off", piped[2:])):
        print(
            f"ask{what:<12} with 10 kB of code {with_code:7.1f} ms   ratio {with_code / without:.2f} to without"
        )
    print(f"first byte in to first byte out   {shown:7.2f} ms   (aim under 2)")


if __name__ == "__main__":
    main()
