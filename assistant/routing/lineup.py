"""Which models serve a tier, in order, and with which limits; what the user forces wins over what was decided."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.catalog import Candidate, Model, Provider, Tier
from assistant.prompt import Prompt
from assistant.routing.decision import Decision, Reason
from assistant.routing.rules import NO_RULES, Rules, allowed, decide
from assistant.values import dataclass

TEMPERATURE = 0.2  # what a question is asked with where nobody says otherwise
LEAST_OF_WINDOW = 4  # a question has one part in so many of a window at least


@dataclass(frozen=True, slots=True)
class Lineup:
    """A tier's models in order of preference, and how they are asked.

    `max_tokens` counts thinking too; `first_token_timeout` is how long the first token may take, in seconds.
    """

    candidates: tuple[Candidate, ...]
    max_tokens: int = 2048
    temperature: float | None = TEMPERATURE
    first_token_timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that settles where a question goes: each tier's line-up, the user's rules, and what the user insists on.

    `only` replaces every line-up by one model, and takes a question to no lower tier than the one it serves alone;
    `max_tokens`, `temperature` and `first_token_timeout` (seconds) win over the line-up's own.
    `decided` is a decision that was taken before, for a question that goes on with another; `tier` wins over it, and
    so does what the user never uses.
    `least` is how many tokens an answer needs to be of any use, where that is known.
    `allow_lower` lets the models of the tiers below that are used stand in, the nearest tier first.
    """

    lineups: Mapping[Tier, Lineup]
    rules: Rules = NO_RULES
    tier: Tier | None = None
    only: Candidate | None = None
    max_tokens: int | None = None
    temperature: float | None = None
    first_token_timeout: float | None = None
    decided: Decision | None = None
    allow_lower: bool = False
    least: int = 0

    def tiers_of(self, model: Candidate) -> list[Tier]:
        """Give the tiers that have a model."""
        return [tier for tier, lineup in self.lineups.items() if model in lineup.candidates]

    def with_model(self, model: Candidate) -> "Choices":
        """Give the choices with the one model that is asked, which nobody typed: none that only unused tiers have."""
        tiers = self.tiers_of(model)
        return self if tiers and self.rules.never.issuperset(tiers) else replace(self, only=model)


@dataclass(frozen=True, slots=True)
class Route:
    """Where one question goes: the decision, the models to try in order, and how to ask them."""

    decision: Decision
    candidates: tuple[Candidate, ...]
    max_tokens: int
    temperature: float | None
    first_token_timeout: float
    least: int = 0  # tokens without which an answer is of no use

    @property
    def first(self) -> Candidate:
        """The model that is asked first."""
        return self.candidates[0]

    def longest(self, model: Model) -> int:
        """Give the tokens that an answer of `model` may have: half of its window where they would leave little of it."""
        window = model.window
        if window is None or window - self.max_tokens >= window // LEAST_OF_WINDOW:
            return self.max_tokens
        return max(window // 2, 1)


def route(prompt: Prompt, choices: Choices, earlier: tuple[str | Tier, ...] = ()) -> Route:
    """Decide where `prompt` goes; `earlier` is what the user said before, or the tier it went to, oldest first."""
    decision = _decision(prompt, choices, earlier)
    lineup = choices.lineups[decision.tier]
    return Route(
        decision=decision,
        candidates=(choices.only,) if choices.only else _candidates(choices, decision.tier),
        max_tokens=choices.max_tokens or lineup.max_tokens,
        temperature=lineup.temperature if choices.temperature is None else choices.temperature,
        first_token_timeout=choices.first_token_timeout or lineup.first_token_timeout,
        least=choices.least,
    )


def first_provider(prompt: Prompt, choices: Choices, earlier: tuple[str | Tier, ...]) -> Provider:
    """Give the provider that is asked first, which is seldom worth a decision: most have one for all tiers."""
    first = {lineup.candidates[0].provider for lineup in choices.lineups.values()}
    if choices.only is None and len(first) == 1:
        return first.pop()
    return route(prompt, choices, earlier).first.provider


def _candidates(choices: Choices, tier: Tier) -> tuple[Candidate, ...]:
    lower = [other for other in sorted(Tier, reverse=True) if other < tier] if choices.allow_lower else []
    tiers = [tier, *(other for other in lower if other not in choices.rules.never)]
    # a model that serves two tiers is asked once
    return tuple(dict.fromkeys(known for each in tiers for known in choices.lineups[each].candidates))


def _decision(prompt: Prompt, choices: Choices, earlier: tuple[str | Tier, ...]) -> Decision:
    wanted = _wanted(choices)
    own = choices.tiers_of(choices.only) if choices.only else []
    # what a model costs that one tier alone has counts against that tier's limit at least
    if choices.only and len(own) == 1 and (wanted is None or wanted.tier < own[0]):
        reason = Reason("model", f"{choices.only.spec} is a model of the {own[0].label} tier")
        return Decision(own[0], 1.0, (reason,))
    return wanted or decide(prompt, earlier, choices.rules)


def _wanted(choices: Choices) -> Decision | None:
    if choices.tier is not None:
        return Decision(choices.tier, 1.0, (Reason("forced", "you chose the tier"),))
    return choices.decided and allowed(choices.decided, choices.rules.never)
