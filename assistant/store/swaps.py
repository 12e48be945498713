"""The swaps that can be taken back: the last ones, in a file that only the user may change.

Whoever calls keeps others from `changing` it meanwhile.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.catalog import Tier
from assistant.store.files import kept_text, write_kept
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Swap:
    """A tier's line-up before and after a swap; `before` is None where the file did not say. `text` is the old file."""

    tier: str
    before: tuple[str, ...] | None
    after: tuple[str, ...]
    text: str | None
    made: str  # SHA-256 of the new file


def remember(record: Path, swap: Swap) -> None:
    """Put a swap on top of those that can be taken back. Raises ConfigError."""
    write_kept(record, json.dumps([*map(asdict, recalled(record)), asdict(swap)][-20:]))


def recalled(record: Path) -> tuple[Swap, ...]:
    """Give the swaps that can be taken back, the last one last. Raises ConfigError where others could have made them."""
    text = kept_text(record, "the list of swaps,")
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return tuple(map(_swap_from, json.loads(text or "[]")))
    return ()


def forget_last(record: Path) -> None:
    """Take the last swap off those that can be taken back. Raises ConfigError."""
    write_kept(record, json.dumps([asdict(swap) for swap in recalled(record)[:-1]]))


def _swap_from(plain: Mapping[str, Any]) -> Swap:
    before, text = plain["before"], plain["text"]
    return Swap(
        Tier[str(plain["tier"]).upper()].label,
        None if before is None else tuple(map(str, before)),
        tuple(map(str, plain["after"])),
        None if text is None else str(text),
        str(plain["made"]),
    )
