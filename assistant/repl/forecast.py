"""Where a question that is being typed would go, what it may cost, how full the window gets. Pure; shown by `toolbar`."""

from dataclasses import dataclass

from assistant.catalog import Tier
from assistant.conversation import Conversation, tokens_for
from assistant.cost import Cost
from assistant.prompt import Prompt
from assistant.repl.spending import most
from assistant.routing.lineup import Choices, route
from assistant.routing.window import fitted_to


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is known of a question before it is sent. `window` is None where its size in tokens is not known."""

    tier: Tier
    model: str
    cost: Cost
    tokens: int
    window: int | None
    files: int = 0


def forecast(prompt: Prompt, choices: Choices, earlier: Conversation) -> Forecast:
    """Tell where `prompt` would go after what fits of `earlier`, and at what cost at most."""
    chosen = route(prompt, choices, earlier.last_words())
    tokens = tokens_for(prompt, fitted_to(chosen, prompt, earlier).conversation)
    return Forecast(
        chosen.decision.tier,
        chosen.first.model.id,
        most(chosen, tokens),
        tokens,
        chosen.first.model.window,
        len(prompt.attachments),
    )
