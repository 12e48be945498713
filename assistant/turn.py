"""What happens in one turn: route, ask, fail over, hear. A generator of events: it prints nothing and knows no clock."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum
from typing import Protocol

from assistant.catalog import Candidate
from assistant.conversation import Conversation, messages_for
from assistant.errors import AskError, GatewayError, KeyMissing, OverCap, PriceUnknown
from assistant.message import Part
from assistant.prompt import Prompt
from assistant.reply import Charge, Failure, GatewayEvent, Reply, Waiting
from assistant.request_options import Bounds
from assistant.routing.lineup import Choices, Route, route
from assistant.routing.window import too_long, too_small, why_too_small
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """One question to one model, as the gateway is to send it."""

    candidate: Candidate
    messages: tuple[Part, ...]
    max_tokens: int
    temperature: float | None
    first_token_timeout: float = 30.0  # seconds until the first token
    requests: int = 3  # how often the gateway may be asked for this model
    fallbacks: int = 0  # how many models are asked before it is where it failed a moment ago


class Scope(Enum):
    """How far a failure reaches."""

    MODEL = "model"
    PROVIDER = "provider"  # nobody answers there, or for want of credit: its other models would not either


class ModelUnavailable(GatewayError):
    """A model cannot answer now, before a word came; another may. `requests` is how often it was asked."""

    def __init__(self, message: str, *, hint: str = "", requests: int, scope: Scope = Scope.MODEL) -> None:
        super().__init__(message, hint=hint)
        self.requests = requests
        self.scope = scope


class PassedOver(ModelUnavailable):
    """A model failed a moment ago and was not asked."""

    def __init__(self, candidate: Candidate) -> None:
        super().__init__(f"{candidate.spec} failed a moment ago", requests=0)


class Keyless(ModelUnavailable):
    """There is no key for a stand-in, which was not asked."""

    exit_code = KeyMissing.exit_code


class Gateway(Protocol):
    """Puts a request to a model."""

    def ask(self, request: Request) -> Iterator[GatewayEvent]:
        """Send `request` and give the events, an `Ended` last.

        Raises ModelUnavailable before anything was heard where another model may be asked, PassedOver among them,
        KeyMissing before anything was done, and another AskError where asking on is no use.
        """


class Budget(Protocol):
    """Keeps spending within the user's limits."""

    def reserve(self, route: Route, messages: tuple[Part, ...], *, choices: Choices) -> Route:
        """Set aside what `messages` may cost at most, and give the route as it may be taken: the same, or a shorter one.

        Called before anything is sent. Raises OverCap where nothing may be sent, PriceUnknown among them.
        """

    def go_on(self, route: Route, charges: tuple[Charge, ...]) -> Route:
        """Set aside what the rest of the question's `route` may cost, besides `charges`, as `reserve` does."""


@dataclass(frozen=True, slots=True)
class Capped:
    """A limit on spending allows a shorter answer only: tokens that were wanted, and that may be had."""

    wanted: int
    allowed: int


@dataclass(frozen=True, slots=True)
class Shortened:
    """A model's window allows a shorter answer only: tokens that were wanted, and that may be had."""

    candidate: Candidate
    wanted: int
    allowed: int


@dataclass(frozen=True, slots=True)
class Routed:
    """It is settled where the question goes; nothing has been sent."""

    route: Route


@dataclass(frozen=True, slots=True)
class FailedOver:
    """Models did not answer, failed a moment ago, or cannot hold the question, and another one is asked."""

    failures: tuple[Failure, ...]
    following: Candidate

    @property
    def why(self) -> str:
        """Why it is, in words."""
        return _in_words(self.failures)


@dataclass(frozen=True, slots=True)
class InVain:
    """No answer came, and `reply` holds what that may be charged for."""

    reply: Reply


Event = Routed | Capped | Shortened | FailedOver | InVain | GatewayEvent


def take_turn(
    prompt: Prompt,
    earlier: Conversation,
    choices: Choices,
    gateway: Gateway,
    budget: Budget | None,
    bounds: Bounds,
) -> Iterator[Event]:
    """Ask `prompt` after `earlier` and give what happens, in order: `Routed` first, an `Ended` last.

    A model that failed a moment ago is asked where the others fail too, and then not told of as passed over.
    A stand-in whose window does not hold the question, or that has no key, is passed over.
    Raises what the gateway raises where no model answered, the last model's reason being the one raised; before
    `Routed` OverCap where the budget allows nothing, and UsageError where the first model does not hold the question.
    """
    wanted = route(prompt, choices, earlier.last_questions())
    without = {each: why_too_small(each, wanted, prompt) for each in too_small(wanted, prompt)}
    if wanted.first in without:
        known = (each for lineup in choices.lineups.values() for each in lineup.candidates)
        raise too_long(wanted, prompt, known, texts=prompt.attachments)
    messages = messages_for(prompt, earlier)
    able = replace(wanted, candidates=_able(wanted.candidates, without))
    chosen = budget.reserve(able, messages, choices=choices) if budget else able
    yield Routed(chosen)
    if chosen.max_tokens < wanted.max_tokens:
        yield Capped(wanted.max_tokens, chosen.max_tokens)
    queue = _Queue(chosen, list(wanted.candidates), without, bounds, budget)
    while True:
        candidate = queue.take()
        news = queue.news(candidate)  # of one that is passed over there is none
        try:
            for event in gateway.ask(queue.request(candidate, messages)):
                yield from news
                yield event
                queue.note(event, candidate)
        except PassedOver as passed_over:
            queue.go_on(candidate, passed_over)
        except ModelUnavailable as unavailable:
            yield from news
            queue.go_on(candidate, unavailable)
        except AskError as error:
            if type(error) is KeyMissing and candidate != chosen.first:
                queue.go_on(candidate, Keyless(error.message, hint=error.hint, requests=0))
                continue
            yield from news
            raise
        else:
            return


class _Queue:
    """Who may still be asked, how often, and what is owed by now."""

    def __init__(
        self,
        chosen: Route,
        rest: list[Candidate],
        without: dict[Candidate, str],
        bounds: Bounds,
        budget: Budget | None,
    ) -> None:
        self.chosen = chosen  # the route as far as it can be paid
        self._told = chosen  # the route as it was told last, and who is asked
        self._asked = chosen.first
        self._failed = list[Failure]()  # since then
        self._resting = list[Failure]()
        self._waiting = list(chosen.candidates)
        self._rest = rest
        self._without = without  # who is never asked, and why
        self._passed_over = set[Candidate]()
        self._left = bounds.requests
        self._at_once = bounds.retries + 1
        self._charges = list[Charge]()
        self._budget = budget

    def take(self) -> Candidate:
        """Give the next model to ask."""
        candidate = self._waiting.pop(0)
        self._rest.remove(candidate)
        return candidate

    def news(self, candidate: Candidate) -> Iterator[Event]:
        """Give what is to be told when `candidate` is heard: why it is asked, and for how much."""
        if candidate != self._asked:
            resting = () if self._failed and candidate in self._passed_over else self._resting
            yield FailedOver((*self._failed, *resting), candidate)
        self._asked, self._failed, self._resting = candidate, [], []
        told, self._told = self._told, self.chosen
        if self.chosen.max_tokens < told.max_tokens:
            yield Capped(told.max_tokens, self.chosen.max_tokens)
        if (longest := self.chosen.longest(candidate.model)) < self.chosen.max_tokens:
            yield Shortened(candidate, self.chosen.max_tokens, longest)

    def request(self, candidate: Candidate, messages: tuple[Part, ...]) -> Request:
        return Request(
            candidate,
            messages,
            self.chosen.longest(candidate.model),
            self.chosen.temperature,
            first_token_timeout=self.chosen.first_token_timeout,
            requests=max(min(self._at_once, self._left - len(self._waiting)), 1),
            fallbacks=0 if candidate in self._passed_over else len(self._waiting),
        )

    def note(self, event: GatewayEvent, candidate: Candidate) -> None:
        """Keep what `event` costs. Raises GatewayError where a limit has no room for the request it announces."""
        if isinstance(event, Charge):
            self._charges.append(event)
        elif isinstance(event, Waiting) and self._charges:
            again = self._afforded((candidate,), event.why)
            if again.max_tokens < self.chosen.max_tokens:
                raise GatewayError(f"{event.why}; a limit on spending has no room for another request")

    def go_on(self, candidate: Candidate, unavailable: ModelUnavailable) -> None:
        """Turn to the models left that hold the question and can be paid. Raises `unavailable` where there is none."""
        self._left -= unavailable.requests
        failure = Failure(candidate, unavailable.message)
        if isinstance(unavailable, PassedOver):
            self._passed_over.add(candidate)
            self._rest.append(candidate)
            self._resting.append(failure)
        else:
            self._failed.append(failure)
        if unavailable.scope is Scope.PROVIDER:
            silent = candidate.provider.base_url
            self._rest = [each for each in self._rest if each.provider.base_url != silent]
        skipped = list[Failure]()
        while self._rest and self._left > 0:
            following = self._rest[0]
            if following not in self._without:
                rest, why = _able(tuple(self._rest), self._without), (*self._failed, *skipped, *self._resting)
                try:
                    self.chosen = self._afforded(rest, _in_words(why))
                except PriceUnknown as unknown:
                    self._without[following] = unknown.message
                else:
                    self._failed += skipped
                    self._waiting = list(self.chosen.candidates)
                    return
            skipped.append(Failure(self._rest.pop(0), self._without[following]))
        untold = (*self._failed, *skipped)
        if untold == (failure,):
            raise unavailable
        error = Keyless if isinstance(unavailable, Keyless) else ModelUnavailable
        raise error(_in_words(untold), hint=unavailable.hint, requests=0) from unavailable

    def _afforded(self, candidates: tuple[Candidate, ...], why: str) -> Route:
        """Give the route to `candidates` as far as the limits allow it.

        Raises PriceUnknown where they allow nothing for want of the first one's price, GatewayError for any other reason.
        """
        rest = replace(self.chosen, candidates=candidates)
        if self._budget is None:
            return rest
        try:
            return self._budget.go_on(rest, tuple(self._charges))
        except PriceUnknown:
            raise
        except OverCap as over:
            raise GatewayError(f"{why}; {over.message}", hint=over.hint) from over


def _able(candidates: tuple[Candidate, ...], without: Mapping[Candidate, str]) -> tuple[Candidate, ...]:
    return tuple(each for each in candidates if each not in without)


def _in_words(failures: tuple[Failure, ...]) -> str:
    return "; ".join(failure.why for failure in failures)
