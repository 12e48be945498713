"""Damaged streams, sent to the real command; tests/perf/damage.py plays a thousand."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .damage import fault_of, played

SEEDS = range(24)


def test_no_damaged_stream_passes_for_whole_with_text_lost(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        ended = pool.map(lambda seed: fault_of(*played(seed, tmp_path / str(seed))), SEEDS)
        assert {seed: fault for seed, fault in zip(SEEDS, ended, strict=True) if fault} == {}
