"""How long a typed key takes to the screen, and how long until the first prompt: ours against the smallest program.

Run as `python -m tests.perf.repl_echo`. Prints milliseconds and ratios; asserts nothing.
"""

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from tests.repl.terminal import PROGRAM, Terminal

SMALLEST = "from prompt_toolkit import prompt\nprompt('› ')\n"
LINES = "\n".join(f"{number:4} the quick brown fox jumps over the lazy dog" for number in range(2_000))[
    :100_000
]


def home_with_history(entries: int) -> Path:
    """Give a home whose history has so many entries."""
    home = Path(tempfile.mkdtemp(prefix="ask-perf-"))
    file = home / ".local" / "state" / "ask" / "history"
    file.parent.mkdir(parents=True)
    file.write_text("".join(json.dumps(f"entry {number} of the history") + "\n" for number in range(entries)))
    (home / "smallest.py").write_text(SMALLEST)
    return home


def launched(home: Path, command: list[str]) -> float:
    """Give the milliseconds until a key typed at the prompt is echoed."""
    begun = time.perf_counter()
    with Terminal(home, command=command) as terminal:
        terminal.send("z")
        while b"z" not in terminal.written.partition("›".encode())[2]:
            terminal.read(0.001)
        return (time.perf_counter() - begun) * 1000


def echoes(home: Path, command: list[str], buffer: str, count: int) -> list[float]:
    """Give the milliseconds each of `count` keys took to be echoed behind `buffer`."""
    with Terminal(home, command=command) as terminal:
        terminal.wait(r"(?m)^›").rest(0.5)
        if buffer:
            terminal.paste(buffer).rest(1.0)
        found = []
        for number in range(count):
            key = "abcdefghij"[number % 10]
            begun = time.perf_counter()
            os.write(terminal.master, key.encode())
            seen = b""
            while key.encode() not in seen.replace(b"\x1b[?25h", b""):
                seen += terminal.read(0.0005)
            found.append((time.perf_counter() - begun) * 1000)
            time.sleep(0.02)
            while terminal.read(0):
                pass
        return sorted(found)


def main() -> None:
    """Measure and print."""
    home = home_with_history(10_000)
    ours, smallest = PROGRAM, [PROGRAM[0], str(home / "smallest.py")]
    pairs = [(launched(home, ours), launched(home, smallest)) for _ in range(9)]
    one, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"launch to an echoed key: {one:.0f} ms, smallest {other:.0f} ms, ratio {one / other:.2f}")
    for name, buffer in (
        ("empty line", ""),
        ("100 kB, 2,000 lines", LINES),
        ("100 kB, one line", "x" * 100_000),
    ):
        mine = echoes(home, ours, buffer, 200)
        print(f"{name}: median {statistics.median(mine):.1f} ms, p99 {mine[197]:.1f} ms")


if __name__ == "__main__":
    main()
