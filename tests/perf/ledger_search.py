"""How long a search takes over 100,000 answers of 200 words: python -m tests.perf.ledger_search [FILE]."""

import sys
import tempfile
import time
from pathlib import Path

from assistant.store.database import opened
from assistant.store.log import found
from tests.perf.ledger_rows import fill


def main() -> None:
    """Print milliseconds for a rare word, a common one, several, a beginning, and none that is there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "ask" / "ledger.db"
        if not path.exists():
            fill(path, 100_000, 200)
        for words in ("word17", "list", "race list set", "wor", "word1 word2 word3 word4", "nowhere", "循环"):
            started = time.perf_counter()
            count = len(found(opened(path), words, count=20))
            print(f"{words:24} {(time.perf_counter() - started) * 1000:6.1f} ms for {count} of them")


if __name__ == "__main__":
    main()
