"""The forecast of a question that is being typed, with the files it names."""

import os

from assistant.errors import AskError
from assistant.repl.attaching import gathered
from assistant.repl.commands.table import ELSEWHERE, NAMES
from assistant.repl.entry import Words, entry_of
from assistant.repl.forecast import Forecast, forecast
from assistant.repl.mentions import mentions_in
from assistant.repl.session import Session


def draft_forecast(session: Session, text: str) -> Forecast | None:
    """Give the forecast of `text` as the next question, None where it is none."""
    entry = entry_of(text, NAMES, os.path.exists, ELSEWHERE)
    if not isinstance(entry, Words) or not entry.text:
        return None
    try:
        files = gathered(mentions_in(text)).attachments
    except AskError:  # it is said when the question is sent
        files = ()
    prompt = session.context.foreseen(session.with_files(text, files))
    passed_over = session.context.is_passed_over
    return forecast(prompt, session.choices, session.conversation, session.usual_output, passed_over)
