"""Two hundred turns in one session: memory against the conversation, and the last turns' time against the first's.

Run as `python -m tests.perf.repl_turns [SHAPE ...]`, on Linux; about a minute a shape. The conversation is held in a pty,
typed key by key, with a gateway that answers at once. "live" is by how much the Python objects that live have grown since
turn 20, counted by tracemalloc in a session of its own; "resident" is what the system sees of the process. Both stand
beside the bytes that were said. Time is the processor's, of our process alone. `--where` tells the lines of code that
the growth came from.
"""

import asyncio
import json
import os
import random
import re
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from pydoc_data.topics import topics

from tests.repl.terminal import PROGRAM, Terminal
from tests.scripted import stream

TURNS = 200
SETTLED = 20  # turns after which everything is loaded
WATCHED = [sys.executable, "-X", "tracemalloc", "-m", "tests.perf.watched"]
MOST = 25  # lines of code that are told
TICKS = os.sysconf("SC_CLK_TCK")
RECEIPT = b" out \xc2\xb7 "

_KEY = "sk-proj-{0}9fKq2LmZ7xTbVw4RcYh8NdGs1PjUe6QaTy3BnMk5WoXi0ZrE"

# Texts that no turn shares with the one before, and that can be packed no better than what people and models write.
_PROSE = re.sub(r"[^\w\n.,]+", " ", "\n".join(topics.values()))  # with nothing to mark up
_CODE = "".join(file.read_text("utf-8") for file in sorted(Path(asyncio.__file__).parent.glob("*.py")))
_SIGNS = "".join(map(chr, range(0x4E00, 0x4E00 + 500)))


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked and answered at every turn, by its number."""

    asked: Callable[[int], str]
    answered: Callable[[int], str]


def prose(size: int, end: str = "") -> Callable[[int], str]:
    """Give what answers with so many characters of prose, and an end."""
    return lambda turn: f"{_part(_PROSE, turn, size)}\n{end}"


def _question(turn: int) -> str:
    return f"question {turn} what is it"


def _part(text: str, turn: int, size: int) -> str:
    start = turn * size % (len(text) - size)
    return text[start : start + size]


SHAPES = {
    "3 kB": Shape(_question, prose(3000)),
    "300 B": Shape(_question, prose(300)),
    "code": Shape(
        _question, lambda turn: f"So:\n\n```python\n{_part(_CODE, turn, 2500)}\n```\n\nThat is {turn}.\n"
    ),
    "30 kB": Shape(_question, prose(30_000)),
    "many keys": Shape(
        lambda turn: f"{_question(turn)}: export API_KEY={_KEY.replace('{0}', str(turn))}",
        prose(3000, "\nThe key is «secret:KEY_1».\n"),
    ),
    "one key": Shape(
        lambda turn: f"{_question(turn)}: export API_KEY={_KEY.replace('{0}', '')}",
        prose(3000, "\nIt is «secret:KEY_1».\n"),
    ),
    "emoji": Shape(_question, prose(3000, "\nThat is all \N{PARTY POPPER}\n")),
    "Chinese": Shape(_question, lambda turn: "".join(random.Random(turn).choices(_SIGNS, k=1000))),
}


class Gateway:
    """Answers in one shape, and remembers nothing."""

    def __init__(self, shape: Shape) -> None:
        turns = 0

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                nonlocal turns
                left = int(self.headers["Content-Length"])
                while left:
                    left -= len(self.rfile.read(min(left, 65536)))
                answer = shape.answered(turns)
                body = b"".join(stream(*(answer[at : at + 200] for at in range(0, len(answer), 200))))
                turns += 1
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()


class Window(Terminal):
    """A terminal that counts receipts and forgets what was written."""

    receipts = 0

    def read(self, seconds: float = 0.02) -> bytes:
        """Read what was written."""
        content = super().read(seconds)
        self.receipts += self.written.count(RECEIPT)
        at = self.written.rfind(RECEIPT)
        self.written = self.written[at + 1 if at >= 0 else -len(RECEIPT) + 1 :]
        return content


@dataclass(frozen=True, slots=True)
class Session:
    """A session that was held: bytes by which memory grew, all of it and by line of code, and milliseconds a turn."""

    grown: int
    places: dict[str, int]
    first: float
    last: float


def held(shape: Shape, *, counting: bool) -> Session:
    """Hold a session and give what it took; `counting` counts live objects instead of what is resident."""
    home = Path(tempfile.mkdtemp(prefix="ask-perf-"))
    told = home / "told"
    gateway = Gateway(shape)
    key = {"ASK_BASE_URL": gateway.base_url, "GLOBAL_API_KEY": "key-for-a-measurement"}
    taken: list[dict[str, int]] = []
    times: list[float] = []
    with Window(home, command=[*WATCHED, str(told)] if counting else PROGRAM, **key) as window:
        window.wait("(?m)^›").rest(0.5)
        process = window.process.pid
        for turn in range(TURNS):
            for key in shape.asked(turn):
                window.send(key).read(0.002)
            window.wait(f"question {turn}").rest(0.02)
            seen, begun = window.receipts, _worked(process)
            window.send("\r")
            while window.receipts == seen:
                window.read(0.005)
            times.append(_worked(process) - begun)
            if turn in {SETTLED - 1, TURNS - 1}:
                window.rest(0.3)
                taken.append(_live(process, told) if counting else {"": _resident(process)})
    gateway.close()
    places = {place: size - taken[0].get(place, 0) for place, size in taken[1].items()}
    places |= {place: -size for place, size in taken[0].items() if place not in places}
    first, last = statistics.mean(times[SETTLED : SETTLED + 30]), statistics.mean(times[-30:])
    return Session(sum(places.values()), places, first, last)


def said(shape: Shape) -> int:
    """Give the bytes of what was said while memory was looked at, in UTF-8."""
    texts = (say(turn) for turn in range(SETTLED, TURNS) for say in (shape.asked, shape.answered))
    return sum(len(text.encode()) for text in texts)


def _live(process: int, told: Path) -> dict[str, int]:
    os.kill(process, signal.SIGUSR1)
    while not told.exists():
        time.sleep(0.05)
    taken: dict[str, int] = json.loads(told.read_text("utf-8"))
    told.unlink()
    return taken


def _resident(process: int) -> int:
    # To the page; /proc/PID/status may leave out what each processor has yet to count in.
    pages = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8")
    return int(pages.partition("Rss:")[2].split()[0]) * 1024


def _worked(process: int) -> float:
    """Give the milliseconds of processor time a process took so far."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


def main() -> None:
    """Measure and print."""
    for name in [name for name in SHAPES if name in sys.argv[1:]] or SHAPES:
        shape = SHAPES[name]
        plain, counted = (held(shape, counting=counting) for counting in (False, True))
        print(
            f"{name:8} said {said(shape) / 1e3:6,.0f} kB"
            f" · live {counted.grown / 1e3:6,.0f} kB {counted.grown / said(shape):5.2f}x"
            f" · resident {plain.grown / 1e3:6,.0f} kB {plain.grown / said(shape):5.2f}x"
            f" · a turn {plain.first:.1f} ms, then {plain.last:.1f} ms",
            flush=True,
        )
        if "--where" in sys.argv:
            most = sorted(counted.places.items(), key=lambda place: -abs(place[1]))
            print(*(f"    {size:9,} {place}" for place, size in most[:MOST]), sep="\n")


if __name__ == "__main__":
    main()
