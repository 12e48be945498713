"""Where a question that is being typed would go, what it may cost, how full the window gets; shown by `toolbar`."""

import os

from assistant.catalog import Tier
from assistant.conversation import tokens_for
from assistant.cost import Cost, Usage, cost_of
from assistant.errors import AskError
from assistant.repl.attaching import gathered
from assistant.repl.commands.table import ELSEWHERE, NAMES
from assistant.repl.entry import Words, entry_of
from assistant.repl.mentions import mentions_in
from assistant.repl.session import Session
from assistant.repl.spending import most
from assistant.routing.lineup import route
from assistant.routing.window import fitted_to
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is known of a question before it is sent. `window` is None where its size in tokens is not known.

    `most` is what a whole answer of max_tokens costs on the dearest model of the route; `likely` what one as long as
    the latest answers of the model that is asked costs there, None where it has given none.
    """

    tier: Tier
    model: str
    most: Cost
    tokens: int
    window: int | None
    files: int = 0
    likely: Cost | None = None


def forecast(session: Session, text: str) -> Forecast | None:
    """Give the forecast of `text`, with the files it names, as the next question; None where it is none.

    A model that failed a moment ago is not asked; where all of them did, the first is.
    """
    entry = entry_of(text, NAMES, os.path.exists, ELSEWHERE)
    if not isinstance(entry, Words) or not entry.text:
        return None
    try:
        files = gathered(mentions_in(text)).attachments
    except AskError:  # it is said when the question is sent
        files = ()
    prompt = session.context.foreseen(session.with_files(text, files))
    chosen = route(prompt, session.choices, session.conversation.last_questions())
    tokens = tokens_for(prompt, fitted_to(chosen, prompt, session.conversation).conversation)
    is_passed_over = session.context.is_passed_over
    asked = next((one for one in chosen.candidates if not is_passed_over(one)), chosen.first)
    usual = session.usual_output(asked)
    usage = None if usual is None else Usage(tokens, min(usual, chosen.max_tokens), estimated=True)
    return Forecast(
        chosen.decision.tier,
        asked.spec,
        most(chosen, tokens),
        tokens,
        asked.model.window,
        len(prompt.attachments),
        None if usage is None else cost_of(usage, asked.model.price),
    )
