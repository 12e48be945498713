"""The swaps that can be taken back: the last ones, in a file that only the user may change.

Whoever calls keeps others from `changing` it meanwhile.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.catalog import Tier
from assistant.errors import ConfigError, quoted
from assistant.store.files import kept_text, write_kept
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Swap:
    """A tier's line-up in a configuration `file` before and after a swap; `before` is None where it did not say.

    `text` is what the file was, None where there was none.
    """

    file: str
    tier: str
    before: tuple[str, ...] | None
    after: tuple[str, ...]
    text: str | None
    made: str  # SHA-256 of the new file


def remember(record: Path, swap: Swap) -> None:
    """Put a swap on top of those that can be taken back. Raises ConfigError."""
    _write(record, [*_recalled(record), swap][-20:])


def last_swap(record: Path, file: Path) -> Swap | None:
    """Give the last swap in a configuration file that can be taken back, None for none.

    Raises ConfigError where others could have made it, or what was kept cannot be read.
    """
    own = [swap for swap in _recalled(record) if swap.file == os.path.realpath(file)]
    return own[-1] if own else None


def forget(record: Path, swap: Swap) -> None:
    """Take a swap off those that can be taken back. Raises ConfigError."""
    swaps = _recalled(record)[::-1]
    swaps.remove(swap)
    _write(record, swaps[::-1])


def _recalled(record: Path) -> list[Swap]:
    text = kept_text(record, "the list of swaps,")
    try:
        return [_swap_from(plain) for plain in json.loads(text or "[]")]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ConfigError(
            f"{record} is damaged: no swap can be taken back", hint=f"delete it: rm {quoted(record)}"
        ) from error


def _write(record: Path, swaps: list[Swap]) -> None:
    write_kept(record, json.dumps([asdict(swap) for swap in swaps]))


def _swap_from(plain: Mapping[str, Any]) -> Swap:
    before, text = plain["before"], plain["text"]
    return Swap(
        str(plain.get("file", "")),  # an older list tells none: these belong to no configuration
        Tier[str(plain["tier"]).upper()].label,
        None if before is None else tuple(map(str, before)),
        tuple(map(str, plain["after"])),
        None if text is None else str(text),
        str(plain["made"]),
    )
