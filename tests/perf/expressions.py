"""How the time of what reads any text grows with it: python -m tests.perf.expressions

Each reader gets what two signs repeated make, behind and before what it looks for. A text four times as long takes four
times as long where the work is linear, sixteen times where it is quadratic; whatever takes more than eight is printed.
"""

import time
from collections.abc import Callable, Iterator
from itertools import product

from assistant.cli.as_words import missing_files
from assistant.cli.elision import new_elision, new_faint_elision
from assistant.cli.loss import is_difference, loss
from assistant.prompt import language_of
from assistant.recognition.recognise import recognised
from assistant.render.extraction import code_blocks
from assistant.repl.blocks import has_open_fence
from assistant.repl.mentions import mentioned, mentions_in

CODE, DATA = "def a():\n    return 1\n\n\ndef b():\n    return 2\n", '{"a": 1, "b": [2, 3]}\n' * 9
READERS: dict[str, Callable[[str], object]] = {
    "words": lambda text: missing_files((text,)),
    "elisions": lambda text: new_elision("", text),
    "faint elisions": lambda text: new_faint_elision("", text),
    "loss of code": lambda text: loss(CODE, text),
    "loss of data": lambda text: loss(DATA, text),
    "differences": lambda text: is_difference("", text),
    "languages": language_of,
    "recognition": recognised,
    "code blocks": code_blocks,
    "fences": has_open_fence,
    "mentions": mentions_in,
    "lines of a file": mentioned,
}
SIGNS = 'a1 \t\n:()#"\\*-`/.@<>{|,=['
BEHIND, BEFORE = ("", "/", "@", "```", "| a | b |\n|---", '{"', "# "), ("", "~", "\n", "```\n", "x")
SIZE, ENOUGH, MOST = 4_000, 0.02, 8  # characters, seconds below which nothing is told, times


def main() -> None:
    """Print the worst text of each reader that takes more and more time for each sign."""
    for name, reader in READERS.items():
        worst = max(_slow(reader), default=None)
        print(f"{name:16}", "linear" if worst is None else f"{worst[0]:5.1f} times: {worst[1]!r}", flush=True)


def _slow(reader: Callable[[str], object]) -> Iterator[tuple[float, tuple[str, str, str]]]:
    for one, other, behind, before in product(SIGNS, SIGNS, BEHIND, BEFORE):
        parts = behind, one + other, before
        if (short := _seconds(reader, parts, SIZE)) > ENOUGH:
            times = min(_seconds(reader, parts, 4 * SIZE) for _ in "12") / min(
                short, _seconds(reader, parts, SIZE)
            )
            if times > MOST:
                yield times, parts


def _seconds(reader: Callable[[str], object], parts: tuple[str, str, str], size: int) -> float:
    behind, unit, before = parts
    text = behind + unit * (size // len(unit)) + before
    begun = time.process_time()
    reader(text)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
