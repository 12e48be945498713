"""Feeds every lexer of the installed Pygments texts that begin and end anywhere, line by line, under a watchdog.

Run: PYTHONPATH=. python tests/perf/cut_texts.py [-n TEXTS] [--examples FOLDER] [LEXER ...]. FOLDER holds a folder of
files for each lexer, as tests/examplefiles in Pygments' source does; without it, and for lexers it lacks, the texts
come from the languages of tests/render/samples.txt. Lists texts that took over a second, and those that never ended.
"""

import argparse
import random
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pygments.lexers import find_lexer_class_by_name, get_all_lexers

from assistant.render.incremental import LineLexer

SAMPLES = Path(__file__).parent.parent / "render" / "samples.txt"
PATIENCE = 20.0  # seconds for a text
SLOW = 1.0
LONGEST = 700  # characters


def sources(examples: Path | None) -> dict[str, list[str]]:
    """Texts by the alias of a lexer."""
    parts = re.split(r"^=== ", SAMPLES.read_text("utf-8"), flags=re.MULTILINE)[1:]
    found = {language: [text] for language, text in (part.split("\n", 1) for part in parts)}
    for folder in sorted(examples.iterdir()) if examples else ():
        files = sorted(folder.glob("*")) if folder.is_dir() else []
        texts = [
            file.read_text("utf-8", "replace")
            for file in files
            if file.suffix != ".output" and file.is_file()
        ]
        found.setdefault(folder.name, []).extend(texts)
    return {language: texts for language, texts in found.items() if any(texts)}


def cut_texts(aliases: tuple[str, ...], known: dict[str, list[str]], count: int) -> Iterator[str]:
    """Parts of the lexer's own texts, and of other languages': a third, or all where it has none."""
    chance = random.Random(aliases[0])
    own = [text for alias in aliases for text in known.get(alias, []) if text]
    others = [text for texts in known.values() for text in texts if text]
    for _ in range(count):
        text = chance.choice(own if own and chance.random() < 0.67 else others)
        start = chance.randrange(len(text))
        yield text[start : start + chance.randint(1, LONGEST)]


def feed(alias: str, text: str) -> None:
    lexer = LineLexer(find_lexer_class_by_name(alias)(stripnl=False, ensurenl=False))
    for line in text.split("\n"):
        newest = "".join(part for _, part in lexer.line(line).lines[-1])
        if newest != line:
            print(f"CHANGED {alias}: {line!r} became {newest!r}", flush=True)


def child(names: list[str], first: int, count: int, examples: Path | None) -> None:
    """Say before each text which it is, and after it when it was slow."""
    known = sources(examples)
    aliases = {name: names for names in lexers() for name in names}
    for name in names:
        for number, text in enumerate(cut_texts(aliases[name], known, count)):
            if name == names[0] and number < first:
                continue
            print(f"AT {name} {number}", flush=True)
            begun = time.process_time()
            feed(name, text)
            if (took := time.process_time() - begun) > SLOW:
                print(f"SLOW {name} text {number}: {took:.1f} s", flush=True)
    print("DONE", flush=True)


def lexers() -> list[tuple[str, ...]]:
    return [aliases for _, aliases, _, _ in get_all_lexers() if aliases]


def watch(names: list[str], count: int, options: list[str]) -> int:
    """Run children until all lexers are through; how many texts never ended."""
    hung = first = 0
    while names:
        command = [sys.executable, __file__, "--child", str(first), "-n", str(count), *options, *names]
        last = ""
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
            assert process.stdout is not None
            while select.select([process.stdout], [], [], PATIENCE)[0]:
                line = process.stdout.readline().strip()
                if line.startswith("AT "):
                    last = line
                elif line == "DONE":
                    return hung
                elif line:
                    print(line, flush=True)
                else:
                    raise SystemExit(f"the child died at {last or 'its start'}")
            process.kill()
        _, name, number = last.split()
        print(f"HUNG {name} text {number}", flush=True)
        hung += 1
        names, first = names[names.index(name) :], int(number) + 1
    return hung


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("-n", type=int, default=1000, dest="count")
    parser.add_argument("--examples", type=Path)
    parser.add_argument("--child", type=int)
    given = parser.parse_args()
    names = given.names or [aliases[0] for aliases in lexers()]
    if given.child is not None:
        child(names, given.child, given.count, given.examples)
        return
    begun = time.monotonic()
    options = ["--examples", str(given.examples)] if given.examples else []
    hung = watch(names, given.count, options)
    texts = len(names) * given.count
    print(f"{len(names)} lexers, {texts:,} texts, {time.monotonic() - begun:.0f} s: {hung} never ended")


if __name__ == "__main__":
    main()
