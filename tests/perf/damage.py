"""Plays damaged streams through the real command and counts how they end: python -m tests.perf.damage [COUNT]."""

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.damage import fault_of, played


def main(count: int) -> None:
    """Print how often each exit code came, and every fault with its seed."""
    codes: Counter[int] = Counter()
    faults = 0
    with TemporaryDirectory() as folder, ThreadPoolExecutor(3) as pool:
        runs = pool.map(lambda seed: played(seed, Path(folder) / str(seed)), range(count))
        for seed, (outcome, text) in enumerate(runs):
            codes[outcome.code] += 1
            if fault := fault_of(outcome, text):
                faults += 1
                sys.stdout.write(f"seed {seed}: {fault}; it was {text!r}\n")
    ended = ", ".join(f"exit {code}: {times}" for code, times in sorted(codes.items()))
    sys.stdout.write(f"{count} damaged streams, {faults} faults; {ended}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
