"""A question and its answer without network, screen or test library, for the benchmarks beside it."""

from collections.abc import Iterator

from assistant.catalog import DEFAULT_PROVIDER, LINEUPS, MODELS, Candidate
from assistant.cost import Usage
from assistant.prompt import Prompt
from assistant.reply import Delta, Ended, Ending, GatewayEvent, Reply
from assistant.routing.lineup import Choices, Lineup, Route
from assistant.turn import Event, Request

CHOICES = Choices(
    {
        tier: Lineup(tuple(Candidate(DEFAULT_PROVIDER, MODELS[model]) for model in models))
        for tier, models in LINEUPS.items()
    }
)


class Answering:
    """Answers every request alike."""

    def ask(self, request: Request) -> Iterator[GatewayEvent]:
        """Answer."""
        yield Delta(f"Use a recursive function, in {request.max_tokens} tokens. " * 40)
        yield Usage(12, 100)
        yield Ended(Ending.WHOLE, "stop")


class Watching:
    """Looks away."""

    def show(self, event: Event) -> None:
        """Show nothing."""

    def finish(self, reply: Reply) -> None:
        """Show nothing."""


class Forgetful:
    """Records nothing."""

    def begin(self, prompt: Prompt, route: Route) -> None:
        """Record nothing."""

    def settle(self, reply: Reply) -> None:
        """Record nothing."""

    def close(self) -> None:
        """Let go of nothing."""
