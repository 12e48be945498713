"""The context window of a route: whether its models hold a question, and how much of a conversation goes with it."""

from collections.abc import Iterable

from assistant.catalog import Candidate, Model
from assistant.conversation import NOTHING_SAID, Conversation, Fitted, fitted, tokens_for
from assistant.errors import UsageError
from assistant.prompt import Attachment, Prompt
from assistant.routing.lineup import Route
from assistant.tokens import estimated_tokens, first_lines

LARGEST_WINDOW = 2_000_000  # tokens: no window that is not in the configuration is taken for a larger one
LEAST = 100  # tokens that an answer is worth asking for


def is_long(prompt: Prompt) -> bool:
    """Tell whether a question has so many characters that it may have more tokens than any window."""
    return len(prompt.text) + sum(len(each.text) for each in prompt.attachments) > LARGEST_WINDOW


def room_in(model: Model, route: Route) -> int:
    """Give the tokens that the window of `model` leaves for what is sent: the largest window where its is not known."""
    return (model.window or LARGEST_WINDOW) - route.longest(model)


def too_small(route: Route, prompt: Prompt) -> tuple[Candidate, ...]:
    """Give the models of `route` whose windows do not hold the question."""
    if not is_long(prompt) and not any(each.model.window for each in route.candidates):
        return ()  # nothing is known to be too long, and nothing need be counted
    tokens = tokens_for(prompt, NOTHING_SAID)
    return tuple(each for each in route.candidates if tokens > room_in(each.model, route))


def why_too_small(candidate: Candidate, route: Route, prompt: Prompt) -> str:
    """Say why a stand-in whose window is too small is not asked."""
    tokens, room = tokens_for(prompt, NOTHING_SAID), room_in(candidate.model, route)
    return f"the question has ~{tokens:,} tokens and {candidate.spec} takes {room:,}"


def too_long(
    route: Route,
    prompt: Prompt,
    known: Iterable[Candidate],
    *,
    texts: tuple[Attachment, ...],
    ways: tuple[str, ...] = (),
) -> UsageError:
    """Give the refusal of a question that the first model's window does not hold.

    It names as ways out a shorter answer where one is of use, what fits of `texts`, `ways`, and one of the `known`
    models that holds it all.
    """
    model, tokens = route.first.model, tokens_for(prompt, NOTHING_SAID)
    room, left = room_in(model, route), (model.window or 0) - tokens
    larger = [
        each.spec
        for each in known
        if each.model.window and each.model.window - route.longest(each.model) >= tokens
    ]
    hints = (
        *([f"--max-tokens {left} leaves room for it"] if left >= LEAST and not route.least else []),
        *([_what_fits(texts, tokens - room)] if texts else []),
        *ways,
        *([f"-m {larger[0]} holds it all"] if larger else []),
        *([] if model.window else ["a larger window is told in the configuration (window)"]),
    )
    window = f"a window of {model.window:,}" if model.window else f"not known, at most {LARGEST_WINDOW:,}"
    return UsageError(
        f"{why_too_small(route.first, route, prompt)} "
        f"({window}, {route.longest(model):,} of it for the answer): nothing was sent",
        hint=" · ".join(hints) or "ask with fewer words",
    )


def _what_fits(texts: tuple[Attachment, ...], over: int) -> str:
    longest = max(texts, key=lambda text: len(text.text))
    lines = first_lines(longest.text, estimated_tokens(longest.text) - over)
    first = longest.first_line or 1
    if not lines:
        return (
            "not one line of the longest text fits" if longest.line_count > 1 else "its one line is too long"
        )
    if longest.name:
        return f"what fits: {longest.name}:{first}-{first + lines - 1}"
    return f"what fits: the first {lines:,} of {longest.line_count:,} lines"


def fitted_to(route: Route, prompt: Prompt, earlier: Conversation) -> Fitted:
    """Give the latest turns of `earlier` that fit with `prompt` into the window of every model of `route`.

    A window that nobody knows takes all of them; one that does not hold the question alone is not asked.
    """
    smallest = _smallest(route, prompt)
    return fitted(earlier, prompt, room_in(smallest.model, route) if smallest else None)


def left_out_notice(fit: Fitted, route: Route, prompt: Prompt) -> str:
    """Say how many turns are left out, and for which model's window."""
    turns = (
        "the oldest turn no longer fits"
        if fit.left_out == 1
        else f"the {fit.left_out} oldest turns no longer fit"
    )
    return f"{turns} the window of {(_smallest(route, prompt) or route.first).spec}: not sent along"


def _smallest(route: Route, prompt: Prompt) -> Candidate | None:
    """Give the model with the smallest window, of those that is known of and holds the question; None for none."""
    without = too_small(route, prompt)
    if route.first in without:
        return None
    known = [each for each in route.candidates if each.model.window and each not in without]
    return min(known, key=lambda each: each.model.window or 0, default=None)
