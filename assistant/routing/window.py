"""The context window of a route: how much of a conversation goes with a question to its models."""

from assistant.catalog import Model
from assistant.conversation import Conversation, Fitted, fitted
from assistant.prompt import Prompt
from assistant.routing.lineup import Route

LARGEST_WINDOW = 2_000_000  # tokens: no window that is not in the configuration is taken for a larger one


def is_long(prompt: Prompt) -> bool:
    """Tell whether a question has so many characters that it may have more tokens than any window."""
    return len(prompt.text) + sum(len(each.text) for each in prompt.attachments) > LARGEST_WINDOW


def fitted_to(route: Route, prompt: Prompt, earlier: Conversation) -> Fitted:
    """Give the latest turns of `earlier` that fit with `prompt` into the window of every model of `route`.

    A window that nobody knows takes all of them.
    """
    smallest = _smallest(route)
    return fitted(earlier, prompt, room_in(smallest, route) if smallest else None)


def room_in(model: Model, route: Route) -> int | None:
    """Give the tokens that the window of `model` leaves for what is sent, None where its size is not known."""
    return None if model.window is None else model.window - route.longest(model)


def left_out_notice(fit: Fitted, route: Route) -> str:
    """Say how many turns are left out, and for which model's window."""
    turns = (
        "the oldest turn no longer fits"
        if fit.left_out == 1
        else f"the {fit.left_out} oldest turns no longer fit"
    )
    return f"{turns} the window of {(_smallest(route) or route.first.model).id}: not sent along"


def _smallest(route: Route) -> Model | None:
    """Give the model with the smallest window, of those whose window is known."""
    known = [candidate.model for candidate in route.candidates if candidate.model.window is not None]
    return min(known, key=lambda model: model.window or 0, default=None)
