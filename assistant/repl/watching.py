"""Reckons what a question being typed would cost, and remembers it for the toolbar."""

from assistant.errors import AskError
from assistant.prompt import Prompt
from assistant.repl.attaching import gathered
from assistant.repl.forecast import Forecast, forecast
from assistant.repl.mentions import mentions_in
from assistant.repl.session import Session
from assistant.repl.toolbar import KEYS, KEYS_BREAKING, toolbar


class Watching:
    """Looks at what is typed, in whatever thread; the toolbar's lines are read from what it saw last."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen: Forecast | None = None

    def look(self, text: str) -> bool:
        """Reckon with `text`; tells whether something changed."""
        before, self._seen = self._seen, self._reckoned(text)
        return self._seen != before

    def lines(self, columns: int, rows: int) -> tuple[str, ...]:
        """Give the toolbar's lines, none where there is no room."""
        session = self._session
        if session.means.environment.get("TERM", "") == "dumb":
            return ()
        keys = KEYS_BREAKING if session.lines_break else KEYS
        return toolbar(self._seen, session.total.cost, columns=columns, rows=rows, keys=keys)

    def _reckoned(self, text: str) -> Forecast | None:
        session = self._session
        if not text.strip() or text.startswith("/"):
            return None
        try:
            files = gathered(mentions_in(text)).attachments
        except AskError:  # it is said when the question is sent
            files = ()
        prompt = Prompt(text, (*session.attached, *files), session.system)
        return forecast(prompt, session.choices, session.conversation)
