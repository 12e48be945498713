"""What the ledger adds to a one-shot, with 100,000 rows in it: python -m tests.perf.ledger_start [FILE]."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.perf.ledger_rows import fill

_PROGRAM = """
import json, os, re, ssl, sys, httpx
from pathlib import Path
from assistant.answer import Assistant
from assistant.prompt import Prompt
from tests.perf.ledger_scene import CHOICES, Answering, Watching, Forgetful
kind, path = sys.argv[1:]
if kind == "none":
    ledger = budget = Forgetful()
else:
    from assistant.store.ledger import SqliteLedger
    limits = ()
    if kind == "capped":
        from decimal import Decimal
        from assistant.cap import Limit, Period
        limits = (Limit(Period.DAY, Decimal(10**6)),)
    ledger = budget = SqliteLedger(Path(path), warn=print, limits=limits)
Assistant(Answering(), ledger, budget=budget if kind != "none" else None).answer(
    Prompt("Write a function that flattens a list"), Watching(), choices=CHOICES)
if kind == "closed":
    ledger.close()
sys.stdout.flush()
os._exit(0)
"""


def main() -> None:
    """Print medians of interleaved runs, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "ask" / "ledger.db"
        if not path.exists():
            fill(path, 100_000, 200)
        took: dict[str, list[float]] = {"none": [], "kept": [], "closed": [], "capped": []}
        for _ in range(41):
            for kind, times in took.items():
                started = time.perf_counter()
                subprocess.run([sys.executable, "-c", _PROGRAM, kind, str(path)], check=True)
                times.append((time.perf_counter() - started) * 1000)
        bare = statistics.median(took["none"])
        for kind, times in took.items():
            median = statistics.median(times)
            print(f"{kind:8} {median:7.2f} ms   +{median - bare:.2f} ms")


if __name__ == "__main__":
    main()
