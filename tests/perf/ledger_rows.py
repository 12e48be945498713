"""Fills a ledger with made-up turns for the benchmarks beside it: python -m tests.perf.ledger_rows FILE ROWS [WORDS]."""

import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from assistant.catalog import LINEUPS, MODELS, Tier
from assistant.cost import picodollars
from assistant.store.database import opened, writing

_WORDS = (
    *(f"word{number}" for number in range(5000)),
    *(
        "list",
        "set",
        "dict",
        "loop",
        "race",
        "index",
        "value",
        "error",
        "return",
        "function",
        "class",
        "await",
    ),
)


def fill(path: Path, rows: int, words: int, days: int = 30) -> None:
    """Write `rows` ended turns over the last `days` days, each answer of `words` words."""
    chance = random.Random(rows)
    today = date.today()
    connection = opened(path)
    with writing(connection):
        connection.executemany(
            "INSERT INTO turns (conversation, asked_at, day, tier, confidence, provider, model, max_tokens, ending,"
            " input_tokens, output_tokens, thinking_tokens, cost_picodollars, cost_estimated, price_output, prompt,"
            " answer) VALUES (?, ?, ?, ?, 0.8, 'global-apis', ?, 2048, 'whole', ?, ?, ?, ?, 2, ?, ?, ?)",
            (
                _row(chance, today - timedelta(days=days - 1 - number * days // rows), number, words)
                for number in range(rows)
            ),
        )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _row(chance: random.Random, day: date, number: int, words: int) -> tuple[object, ...]:
    tier = chance.choices(tuple(Tier), (70, 25, 5))[0]
    model = MODELS[LINEUPS[tier][0] if chance.random() < 0.97 else LINEUPS[tier][1]]
    output = chance.randrange(50, 2000)
    price = model.price.output
    assert price is not None
    cost = picodollars(price * output / 1_000_000)
    text = " ".join(chance.choices(_WORDS, k=words))
    thinking = output // 2 if tier is Tier.REASONING else 0
    return (
        number // 3 + 1, f"{day}T12:00:00.000Z", str(day), int(tier), model.id, chance.randrange(20, 900), output,
        thinking, cost, str(price), text[:60], text,
    )  # fmt: skip


if __name__ == "__main__":
    started = time.perf_counter()
    fill(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 200)
    print(f"{sys.argv[2]} rows in {time.perf_counter() - started:.1f} s")
