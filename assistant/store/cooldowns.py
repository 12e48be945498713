"""Which models failed a moment ago, kept from one run to the next: a small file, replaced as a whole."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from assistant.errors import ConfigError
from assistant.store.files import kept_text, write_kept


class CooldownList:
    """Remembers names and until when (seconds since 1970) each is left alone. A file that cannot be used is none."""

    def __init__(self, file: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._clock = clock

    def left(self, name: str) -> float:
        """Give the seconds for which `name` is still to be left alone, 0 for one that may be asked."""
        return max(self._ends().get(name, 0.0) - self._clock(), 0.0)

    def begin(self, name: str, seconds: float) -> None:
        """Leave `name` alone for some seconds."""
        now = self._clock()
        ends = {known: end for known, end in self._ends().items() if end > now} | {name: now + seconds}
        with suppress(ConfigError):  # a folder that cannot be written must not cost the answer
            write_kept(self._file, json.dumps(ends))

    def forget(self) -> None:
        """Let every model be asked again."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _ends(self) -> dict[str, float]:
        try:
            ends = json.loads(kept_text(self._file, "the list of cooldowns,") or "{}")
        except (ConfigError, ValueError, RecursionError):
            return {}
        if not isinstance(ends, dict):
            return {}
        return {name: end for name, end in ends.items() if isinstance(end, float)}
