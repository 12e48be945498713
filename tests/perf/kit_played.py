"""Plays the kit's documents through the real command, whole, at random and by tokens, and counts what is not as it should be.

Run: PYTHONPATH=. python tests/perf/kit_played.py [NAME ...]. About five minutes; with COMMONMARK_SPEC naming the
specification's spec.txt its examples are played too.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

from tests.render.kit import DOCUMENTS
from tests.render.playing import QUESTION, Playing, answer
from tests.render.screens import cut_at_random
from tests.render.test_commonmark import EXAMPLE
from tests.render.test_kit import SIZES, TOKEN, named
from tests.scripted import ScriptedGateway

# An empty answer is a failure of its own; a byte order mark, a NUL and a lone surrogate are what files and terminals differ in.
ELSEWHERE = {"nothing", "only blank", "bom", "backspaces", "surrogates", "thinking tags"}


def documents() -> dict[str, str]:
    """The documents to play."""
    spec = os.environ.get("COMMONMARK_SPEC")
    examples = EXAMPLE.findall(Path(spec).read_text("utf-8")) if spec else []
    more = {f"example {number}": source.replace("→", "\t") for number, (source, _) in enumerate(examples, 1)}
    return {name: text for name, text in (DOCUMENTS | more).items() if name not in ELSEWHERE and text.strip()}


def faults(name: str, text: str, home: Path, gateway: ScriptedGateway) -> list[str]:
    """Play a document and tell what is wrong."""
    number = named(name)
    columns, rows = SIZES[number % len(SIZES)]
    window = {"columns": columns, "rows": rows}
    look = {"COLORTERM": "truecolor"} if number % 3 else {"NO_COLOR": "1"}
    if number % 2:
        look["VTE_VERSION"] = "7000"
    file = home / "it.md"
    file.write_bytes(text.encode())
    with Playing(home, "show", str(file), **window, **look) as shown:
        shown.ended()
    found = [f"show: {fault}" for fault in shown.faults]
    for kind, chunks in (
        ("whole", [text]),
        ("random", cut_at_random(text, number)),
        ("token", TOKEN.findall(text)),
    ):
        gateway.answers(answer(*chunks))
        with Playing(
            home, *QUESTION, **window, ASK_BASE_URL=gateway.base_url, GLOBAL_API_KEY="k", **look
        ) as asked:
            code = asked.ended()
        found += [f"{kind}: {fault}" for fault in asked.faults]
        if code or asked.all_rows != shown.all_rows:
            found.append(f"{kind}: not what ask show shows, exit {code}")
    return found


def main() -> None:
    """Print each fault and the count."""
    chosen = {name: text for name, text in documents().items() if not sys.argv[1:] or name in sys.argv[1:]}
    clean = 0
    for name, text in chosen.items():
        with tempfile.TemporaryDirectory() as home, ScriptedGateway() as gateway:
            found = faults(name, text, Path(home), gateway)
        clean += not found
        for fault in found:
            print(f"{re.sub(r'[^ -~]', '?', name)}: {fault}", flush=True)
    print(f"{clean} of {len(chosen)} documents clean, {3 * len(chosen)} answers played")


if __name__ == "__main__":
    main()
