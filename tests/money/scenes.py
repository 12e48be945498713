"""What the tests of this room ask and hear: routes, replies, and a gateway that answers without a network."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from assistant.catalog import DEFAULT_PROVIDER, LINEUPS, MODELS, Candidate, Model, Price, Tier
from assistant.cost import Usage
from assistant.reply import Delta, Ended, Ending, GatewayEvent, Reply
from assistant.request_options import Retention
from assistant.routing.decision import Decision, Reason
from assistant.routing.lineup import Choices, Lineup, Route
from assistant.store.ledger import SqliteLedger
from assistant.turn import Event, Request


def candidate(model_id: str = "deepseek-v4-flash") -> Candidate:
    return Candidate(DEFAULT_PROVIDER, MODELS[model_id])


def priced(output: str | None, *, input: str | None = None, model_id: str = "some-model") -> Candidate:
    price = Price(None if output is None else Decimal(output), None if input is None else Decimal(input))
    return Candidate(DEFAULT_PROVIDER, Model(model_id, price=price))


SHORT = Usage(12, 100)
CHOICES = Choices(
    {tier: Lineup(tuple(candidate(model_id) for model_id in models)) for tier, models in LINEUPS.items()}
)


def a_route(*candidates: Candidate, tier: Tier = Tier.SIMPLE, max_tokens: int = 2048) -> Route:
    decision = Decision(tier, 0.75, (Reason("lookup", '"what …" asks for a fact'),))
    return Route(decision, candidates or (candidate(),), max_tokens, 0.2, first_token_timeout=30.0)


def a_reply(
    route: Route | None = None,
    usage: Usage = SHORT,
    text: str = "Use a list comprehension.",
    ending: Ending = Ending.WHOLE,
) -> Reply:
    settled = route or a_route()
    return Reply(settled, settled.first, text, "", usage, Ended(ending), (), 0.18, 1.5)


@dataclass
class Answering:
    """A gateway that answers every request with the same pieces."""

    heard: tuple[GatewayEvent, ...] = (Delta("Use a set."), Usage(12, 100), Ended(Ending.WHOLE, "stop"))
    requests: list[Request] = field(default_factory=list)

    def ask(self, request: Request) -> Iterator[GatewayEvent]:
        self.requests.append(request)
        yield from self.heard


@dataclass
class Watching:
    """A view that remembers what it was shown."""

    events: list[Event] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def show(self, event: Event) -> None:
        self.events.append(event)

    def finish(self, reply: Reply) -> None:
        self.replies.append(reply)


def strict(line: str) -> None:
    raise AssertionError(line)


def a_ledger(folder: Path, **settings: object) -> SqliteLedger:
    return SqliteLedger(
        folder / "ask" / "ledger.db", **{"warn": strict, "keep": Retention.EVERYTHING, **settings}
    )  # type: ignore[arg-type]
