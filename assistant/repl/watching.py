"""Has what a question being typed would cost reckoned, and remembers it for the toolbar."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.repl.desk import Desk
from assistant.repl.toolbar import KEYS, KEYS_BREAKING, toolbar

if TYPE_CHECKING:
    from assistant.repl.forecast import Forecast


class Watching:
    """Looks at what is typed, in whatever thread; the toolbar's lines are read from what it saw last."""

    def __init__(self, desk: Desk, environment: Mapping[str, str]) -> None:
        self._desk = desk
        self._dumb = environment.get("TERM", "") == "dumb"
        self._seen: Forecast | None = None

    def look(self, text: str) -> bool:
        """Reckon with `text`; tells whether something changed."""
        before, self._seen = self._seen, self._reckoned(text)
        return self._seen != before

    def lines(self, columns: int, rows: int) -> tuple[str, ...]:
        """Give the toolbar's lines, none where there is no room."""
        if self._dumb:
            return ()
        keys = KEYS_BREAKING if self._desk.lines_break() else KEYS
        return toolbar(self._seen, self._desk.spent(), columns=columns, rows=rows, keys=keys)

    def _reckoned(self, text: str) -> "Forecast | None":
        if not text:
            return None
        from assistant.repl.reckoning import reckoned  # noqa: PLC0415 - behind the first prompt

        return reckoned(self._desk.session(), text)
