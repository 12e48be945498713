"""How long a month's bill takes over a million rows: python -m tests.perf.ledger_bill [FILE]."""

import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from assistant.bill import By
from assistant.render.bill import Ink, bill_picture
from assistant.store.bill import bill_of
from assistant.store.database import opened
from tests.perf.ledger_rows import fill


def main() -> None:
    """Print seconds for each way of splitting the bill, each on a connection of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "ask" / "ledger.db"
        if not path.exists():
            fill(path, 1_000_000, 8)
        today = date.today()
        for by in By:
            started = time.perf_counter()
            bill = bill_of(opened(path), str(today - timedelta(days=30)), str(today), by)
            text = bill_picture(bill, width=80, ink=Ink.BLOCKS)
            print(
                f"{by.value:13} {time.perf_counter() - started:.2f} s for {bill.total.sums.asks:,} asks, {len(text):,} characters"
            )


if __name__ == "__main__":
    main()
