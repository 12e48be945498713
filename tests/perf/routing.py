"""Time a decision: prompts up to 10 kB, ten megabytes of input, five thousand in one process. Prints, asserts nothing."""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.prompt import Attachment, Prompt
from assistant.routing.classify import classify
from tests.routing.prompts import TABLES, as_prompt, labelled


def microseconds(prompt: Prompt) -> float:
    times = []
    for _ in range(7):
        start = time.perf_counter()
        classify(prompt)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def main() -> None:
    prompts = [as_prompt(row) for row in labelled(*TABLES)]
    spent = sorted(map(microseconds, prompts))
    print(
        f"labelled prompts  median {statistics.median(spent):.0f} µs  p99 {spent[int(len(spent) * 0.99)]:.0f} µs  (bounds 150, 1000)"
    )
    for name, text in (
        ("words", "fix the parser and add tests for it, "),
        ("code", "    x = call(y)\n"),
        ("a log", "2026-05-04 12:00:01 INFO web: GET / 200\n"),
        ("中文", "给定一个整数数组，返回最长的子序列，"),
    ):
        print(
            f"a prompt of 10 kB of {name}: {microseconds(Prompt(text * (10_000 // len(text.encode())))):.0f} µs"
        )
    print(
        f"10 MB of input: {microseconds(Prompt('why slow', (Attachment('a = b(c)' + chr(10)),))) / 1000:.2f} ms with one line,",
        end=" ",
    )
    print(
        f"{microseconds(Prompt('why slow', (Attachment(('a = b(c)' + chr(10)) * 1_160_000),))) / 1000:.2f} ms whole (bound 5)"
    )
    start = time.perf_counter()
    for at in range(5000):
        classify(prompts[at % len(prompts)])
    print(f"5,000 prompts: {time.perf_counter() - start:.2f} s (bound 2)")


if __name__ == "__main__":
    main()
