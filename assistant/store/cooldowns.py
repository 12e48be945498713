"""Which models failed a moment ago, kept from one run to the next: a small file, replaced as a whole."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from assistant.errors import ConfigError
from assistant.store.changing import SHORT_PATIENCE, changing
from assistant.store.files import kept_text, write_kept


class CooldownList:
    """Remembers names, and from when until when (seconds since 1970) each is left alone.

    A file that cannot be used is none, and what began in the future ended: the clock was set back.
    """

    def __init__(self, file: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._clock = clock

    def left(self, name: str) -> float:
        """Give the seconds for which `name` is still to be left alone, 0 for one that may be asked."""
        span = self._kept().get(name)
        return max(span[1] - self._clock(), 0.0) if span else 0.0

    def names(self) -> tuple[str, ...]:
        """Give the names that are left alone now."""
        return tuple(self._kept())

    def begin(self, name: str, seconds: float) -> None:
        """Leave `name` alone for some seconds."""
        now = self._clock()
        with (
            suppress(ConfigError),
            changing(self._file, patience=SHORT_PATIENCE),
        ):  # it must not cost the answer
            write_kept(self._file, json.dumps(self._kept() | {name: (now, now + seconds)}))

    def forget(self) -> None:
        """Let every model be asked again."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _kept(self) -> dict[str, tuple[float, float]]:
        """Give what is left alone now, from when until when."""
        try:
            kept = json.loads(kept_text(self._file, "the list of cooldowns,") or "{}")
            spans = {name: (float(begun), float(end)) for name, (begun, end) in kept.items()}
        except (ConfigError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return {}
        now = self._clock()
        return {name: (begun, end) for name, (begun, end) in spans.items() if begun <= now < end}
