"""The forecast of the question being typed, kept for the toolbar."""

from typing import TYPE_CHECKING

from assistant.repl.lazy_session import LazySession
from assistant.repl.toolbar import figures_of, resting, toolbar

if TYPE_CHECKING:
    from assistant.repl.forecast import Forecast


class LiveForecast:
    """The forecast of what is typed, updated from any thread; the toolbar shows the latest."""

    def __init__(self, lazy: LazySession) -> None:
        self._lazy = lazy
        self._latest: Forecast | None = None

    def update(self, text: str) -> bool:
        """Forecast `text`; tells whether the forecast changed."""
        before, self._latest = self._latest, self._forecast_of(text)
        return self._latest != before

    def toolbar(self, columns: int, rows: int, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Give the toolbar's lines, `keys` the second, none where there is no room."""
        figures = (
            figures_of(self._latest, self._lazy.spent())
            if self._latest
            else resting(self._lazy.spent(), *self._lazy.settled())
        )
        return toolbar(figures, keys, columns=columns, rows=rows)

    def _forecast_of(self, text: str) -> "Forecast | None":
        if not text:
            return None
        from assistant.repl.forecast import forecast  # noqa: PLC0415 - behind the first prompt

        return forecast(self._lazy.session(), text)
