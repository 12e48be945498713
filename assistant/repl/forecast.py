"""Where a question that is being typed would go, what it may cost, how full the window gets. Pure; shown by `toolbar`."""

from collections.abc import Callable

from assistant.catalog import Candidate, Tier
from assistant.conversation import Conversation, tokens_for
from assistant.cost import Cost, Usage, cost_of
from assistant.prompt import Prompt
from assistant.repl.spending import most
from assistant.routing.lineup import Choices, route
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


def forecast(
    prompt: Prompt,
    choices: Choices,
    earlier: Conversation,
    usual_output: Callable[[Candidate], int | None],
    is_passed_over: Callable[[Candidate], bool] = lambda _: False,
) -> Forecast:
    """Tell where `prompt` would go after what fits of `earlier`, and at what cost; `usual_output` gives tokens.

    `is_passed_over` tells of a model that failed a moment ago: where all of them did, the first is asked.
    """
    chosen = route(prompt, choices, earlier.last_questions())
    tokens = tokens_for(prompt, fitted_to(chosen, prompt, earlier).conversation)
    asked = next((one for one in chosen.candidates if not is_passed_over(one)), chosen.first)
    usual = usual_output(asked)
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
