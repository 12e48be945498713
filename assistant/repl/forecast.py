"""Where a question that is being typed would go, what it may cost, how full the window gets. Pure; shown by `toolbar`."""

from dataclasses import dataclass

from assistant.catalog import Tier
from assistant.conversation import Conversation, messages_for
from assistant.cost import Cost
from assistant.prompt import Prompt
from assistant.repl.spending import most
from assistant.routing.lineup import Choices, Route, route


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is known of a question before it is sent. `window` is None where nobody told us its size in tokens."""

    tier: Tier
    model: str
    cost: Cost
    tokens: int
    window: int | None
    files: int = 0


def forecast(prompt: Prompt, choices: Choices, earlier: Conversation) -> Forecast:
    """Tell where `prompt` would go after `earlier`, and at what cost at most."""
    chosen = route(prompt, choices, earlier.last_words())
    tokens = question_tokens(prompt, earlier)
    return Forecast(
        chosen.decision.tier,
        chosen.first.model.id,
        most(chosen, tokens),
        tokens,
        chosen.first.model.window,
        len(prompt.attachments),
    )


def question_tokens(prompt: Prompt, earlier: Conversation) -> int:
    """Estimate the tokens that are sent to ask `prompt` after `earlier`."""
    return sum(part.tokens for part in messages_for(prompt, earlier))


def room_for(chosen: Route) -> int | None:
    """Give the tokens left for what is sent by the smallest window of a route; None where no window is known."""
    windows = [candidate.model.window for candidate in chosen.candidates if candidate.model.window]
    return max(min(windows) - chosen.max_tokens, 0) if windows else None
