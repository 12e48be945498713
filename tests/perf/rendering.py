"""What rendering costs: growth with the text, characters written, latency, memory, against one Pygments pass.

Run: PYTHONPATH=. python tests/perf/rendering.py. Prints figures and ratios; asserts nothing.
"""

import io
import math
import random
import resource
import statistics
import time

from pygments import lex
from pygments.lexers import PythonLexer

from assistant.render.palette import Background, Depth, palette_for
from assistant.render.terminal import TerminalRenderer

WORDS = [
    "the",
    "quick",
    "brown",
    "**bold words**",
    "`code`",
    "fox",
    "over",
    "lazy",
    "answer",
    "because",
    "function",
]
CODE = "def function(value, other=None):\n    # says why\n    return [value + 1, 'text', other]\n\n\n"


def prose(size: int) -> str:
    """One paragraph without a newline."""
    chance = random.Random(2)
    return " ".join(chance.choice(WORDS) for _ in range(size // 6))[:size]


def code(size: int) -> str:
    """One fence."""
    return "```python\n" + (CODE * (size // len(CODE) + 1))[:size]


def answer(size: int) -> str:
    """Paragraphs, lists, tables and code, as in an answer."""
    part = f"## Title\n\n{prose(700)}\n\n- one\n- two `x`\n\n| a | b |\n|---|---|\n| 1 | 22 |\n\n{code(500)}\n```\n\n"
    return (part * (size // len(part) + 1))[:size]


CASES = {
    "answer": answer,
    "one paragraph": prose,
    "one fence": code,
    "table": lambda size: "| a | b |\n|---|---|\n" + "| cell | another |\n" * (size // 19),
    "***a": lambda size: "***a " * (size // 5),
    "[a](": lambda size: "[a](" * (size // 4),
    "one grapheme": lambda size: "\uff9f" * size,
    "no space": lambda size: "x" * size,
    "nested lists": lambda size: "".join("  " * (depth % 30) + "- item\n" for depth in range(size // 37)),
}


def play(text: str, chunk: int = 4) -> tuple[float, int, list[float]]:
    """Render in chunks: (CPU seconds, characters written, seconds of each chunk)."""
    out = io.StringIO()
    palette = palette_for(depth=Depth.TRUECOLOR, background=Background.DARK)
    renderer = TerminalRenderer(out, size=lambda: (80, 24), palette=palette)
    begun, waits = time.process_time(), []
    for place in range(0, len(text), chunk):
        before = time.perf_counter()
        renderer.write(text[place : place + chunk])
        waits.append(time.perf_counter() - before)
    renderer.close()
    return time.process_time() - begun, len(out.getvalue()), waits


def main() -> None:
    """Print the table."""
    play(answer(3000))
    print("                 CPU 12.5 kB  100 kB  exponent  written  median ms  p99 ms")
    for name, make in CASES.items():
        small, large = play(make(12_500)), play(make(100_000))
        exponent = math.log(large[0] / small[0]) / math.log(8)
        waits = sorted(large[2])
        print(
            f"{name:16} {small[0]:11.3f} {large[0]:7.3f} {exponent:9.2f} {large[1] / 100_000:8.2f}"
            f" {statistics.median(waits) * 1000:10.3f} {waits[len(waits) * 99 // 100] * 1000:7.3f}"
        )
    text = answer(25_000)
    begun = time.process_time()
    for _ in lex(text, PythonLexer()):
        pass
    print(f"25 kB answer: {play(text)[0] / (time.process_time() - begun):.1f} x one Pygments pass over it")
    play(answer(1_000_000), 400)
    print(f"1 MB answer: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


if __name__ == "__main__":
    main()
