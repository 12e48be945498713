"""What a streamed answer costs the whole command, on a terminal, against the smallest client in the same run.

Run: PYTHONPATH=. python tests/perf/command.py [cpu] [growth] [latency] [memory] [-r ROUNDS]. A real server on
loopback streams chunks of four characters to `ask` in a pseudo-terminal, and in turns to a script with httpx that
decodes each event and writes its text, with one Pygments pass over the code. Prints figures; asserts nothing.

- cpu: whole processes at 25 kB (aim: 4 times), what is written for a character of the source (aims: 3 prose, 6 code)
- growth: the exponent from 12.5 to 100 kB, beyond an answer of one word (aim: 1.1)
- latency: from a chunk's sending to its being read from the terminal, at 100 a second (aims: 1 ms median, 10 ms p99)
- memory: at the most, with 1 MB in chunks of 400 characters (aim: 120 MB)
"""

import argparse
import json
import math
import multiprocessing
import os
import pty
import re
import shutil
import socket
import statistics
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.perf.rendering import answer, code, prose

ASK = shutil.which("ask", path=str(Path(sys.executable).parent)) or "ask"
CLIENT = """
import json, sys, httpx
text = []
body = {"model": "m", "messages": [{"role": "user", "content": "fix this"}], "stream": True}
with httpx.stream("POST", sys.argv[1] + "/chat/completions", json=body, timeout=60) as response:
    for line in response.iter_lines():
        if line.startswith("data: {"):
            delta = json.loads(line[6:])["choices"][0]["delta"].get("content", "")
            text.append(delta)
            sys.stdout.write(delta)
            sys.stdout.flush()
if sys.argv[2:]:
    import re
    from pygments import highlight
    from pygments.formatters import Terminal256Formatter
    from pygments.lexers import PythonLexer
    code = "".join(re.findall("```python\\n(.*?)(?:```|\\Z)", "".join(text), re.DOTALL))
    highlight(code, PythonLexer(), Terminal256Formatter())
"""
TABLE = "| a | b |\n|---|---|\n" + "| cell | `x` |\n" * 12 + "\nSo.\n\n"
KINDS: dict[str, Callable[[int], str]] = {
    "prose": lambda size: re.sub("(.{700}[^ ]*) ", r"\1\n\n", prose(size)),
    "code": code,
    "mixed": answer,
    "tables": lambda size: (TABLE * (size // len(TABLE) + 1))[:size],
}
HUGE: dict[str, Callable[[int], str]] = {
    "prose": KINDS["prose"],
    "one fence": code,
    "one paragraph": prose,
    "one table": lambda size: "| a | b |\n|---|---|\n" + "| cell | another |\n" * (size // 19),
    "one line": lambda size: "x" * size,
}


@dataclass(frozen=True)
class Run:
    """One process: its CPU seconds, its memory at the most in MB, what it wrote, and when."""

    cpu: float
    memory: float
    written: str
    reads: list[tuple[float, int]]


class Server:
    """Answers each request with the chunks it was told last, `pause` seconds apart; in a process of its own."""

    def __init__(self) -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        self._ours, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=serve, args=(listening, theirs), daemon=True)
        self._process.start()

    def tell(self, chunks: list[str], pause: float = 0.0) -> None:
        self._ours.send((chunks, pause))

    def sent(self) -> list[float]:
        """When each chunk was sent."""
        times: list[float] = self._ours.recv()
        return times


def serve(listening: socket.socket, orders: Connection) -> None:
    while True:
        chunks, pause = orders.recv()
        connection, _ = listening.accept()
        with connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            request = b""
            while not re.search(rb"\r\n\r\n.*\}\s*$", request, re.DOTALL):
                request += connection.recv(65536)
            head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
            connection.sendall(head)
            if pause:
                time.sleep(0.5)
            sent, due = [], time.perf_counter()
            for chunk in chunks:
                due += pause
                if (left := due - time.perf_counter()) > 0:
                    time.sleep(left)
                sent.append(time.perf_counter())
                connection.sendall(event({"content": chunk}))
            connection.sendall(event({}, "stop") + b"data: [DONE]\n\n")
        orders.send(sent)


def event(delta: dict[str, str], reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return (
        b"data: "
        + json.dumps({"id": "c", "object": "chat.completion.chunk", "choices": [choice]}).encode()
        + b"\n\n"
    )


def run(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command in a pseudo-terminal of 80 by 24."""
    pid, terminal = pty.fork()
    if not pid:
        os.execve(command[0], command, environment)  # noqa: S606
    termios.tcsetwinsize(terminal, (24, 80))
    written, reads = [], []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            part = b""
        if not part:
            break
        reads.append((time.perf_counter(), len(part)))
        written.append(part)
        if b"\x1b]11;?" in part:
            os.write(terminal, b"\x1b]11;rgb:0000/0000/0000\x1b\\")
    os.close(terminal)
    _, status, usage = os.wait4(pid, 0)
    text = b"".join(written).decode("utf-8", "replace")
    if status:
        raise SystemExit(f"{command[0]} ended with {status}:\n{text[-2000:]}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text, reads)


class Bench:
    """Runs both clients on the same answers."""

    def __init__(self, home: str, rounds: int) -> None:
        self._server = Server()
        self._rounds = rounds
        self._environment = {
            "PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8",
            "ASK_BASE_URL": self._server.base_url, "GLOBAL_API_KEY": "sk-benchmark-key",
        }  # fmt: skip

    def ours(self, text: str, chunk: int = 4) -> Run:
        return self._run([ASK, "-q", "fix", "this"], text, chunk)

    def smallest(self, text: str, *, colour: bool = True) -> Run:
        arguments = [self._server.base_url, *(["colour"] if colour and "```" in text else [])]
        return self._run([sys.executable, "-c", CLIENT, *arguments], text, 4)

    def _run(self, command: list[str], text: str, chunk: int) -> Run:
        self._server.tell([text[place : place + chunk] for place in range(0, len(text), chunk)])
        done = run(command, self._environment)
        self._server.sent()
        return done

    def cpu(self) -> None:
        print(f"{'25 kB':8} {'ask':>8} {'smallest':>9} {'ratio':>6} {'beyond one word':>16} {'written':>8}")
        for name, make in KINDS.items():
            text = make(25_000)
            rows = [
                (self.ours("So.").cpu, self.smallest("So.").cpu, self.ours(text), self.smallest(text).cpu)
                for _ in range(self._rounds)
            ]
            least, least_small, ours, small = (
                statistics.median(row[place] if place != 2 else row[2].cpu for row in rows)
                for place in range(4)
            )
            written = len(rows[0][2].written.replace("\r", "")) / len(text)
            print(
                f"{name:8} {ours:8.3f} {small:9.3f} {ours / small:6.2f}"
                f" {(ours - least) / (small - least_small):16.2f} {written:8.2f}",
                flush=True,
            )

    def growth(self) -> None:
        print("exponent from 12.5 to 100 kB, beyond one word")
        for name, make in KINDS.items():
            small, large = make(12_500), make(100_000)
            rows = [[self.ours(text).cpu for text in ("So.", small, large)] for _ in range(self._rounds)]
            least, first, last = (statistics.median(row[place] for row in rows) for place in range(3))
            exponent = math.log((last - least) / (first - least)) / math.log(8)
            print(f"{name:8} {first:8.3f} {last:8.3f} {exponent:6.2f}", flush=True)

    def latency(self) -> None:
        words = [f"w{number:04} " for number in range(600)]
        lines = ["```python\n", *(f"v{number:04} = f(1, 'two')\n" for number in range(600))]
        print(f"{'ms':8} {'median':>8} {'p99':>8} {'smallest: median':>17} {'p99':>8}")
        for name, chunks in (("prose", words), ("code", lines)):
            waits: dict[str, list[float]] = {"ours": [], "smallest": []}
            for _ in range(self._rounds):
                waits["ours"] += self._waits([ASK, "-q", "fix", "this"], chunks)
                waits["smallest"] += self._waits(
                    [sys.executable, "-c", CLIENT, self._server.base_url], chunks
                )
            figures = [f(sorted(taken)) * 1000 for taken in waits.values() for f in (statistics.median, _p99)]
            print(
                f"{name:8} {figures[0]:8.2f} {figures[1]:8.2f} {figures[2]:17.2f} {figures[3]:8.2f}",
                flush=True,
            )

    def _waits(self, command: list[str], chunks: list[str]) -> list[float]:
        self._server.tell(chunks, pause=0.01)
        done = run(command, self._environment)
        ends, total = [], 0
        for when, length in done.reads:
            total += length
            ends.append((total, when))
        written, waits, place = done.written.encode(), [], 0
        for sent, chunk in zip(self._server.sent(), chunks, strict=True):
            if not chunk[0].isalpha():
                continue
            place = written.index(chunk.split()[0].encode(), place)
            waits.append(next(when for end, when in ends if end > place) - sent)
        return waits

    def memory(self) -> None:
        print("1 MB, MB at the most")
        for name, make in HUGE.items():
            print(f"{name:16} {self.ours(make(1_000_000), 400).memory:8.0f}", flush=True)


def _p99(waits: list[float]) -> float:
    return waits[len(waits) * 99 // 100]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", default=["cpu", "growth", "latency", "memory"])
    parser.add_argument("-r", "--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(home, given.rounds)
        for part in given.parts:
            getattr(bench, part)()


if __name__ == "__main__":
    main()
