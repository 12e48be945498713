"""What comes back: the pieces as they arrive, and the whole with everything that is known of it."""

from dataclasses import replace
from decimal import Decimal
from enum import Enum
from functools import reduce

from assistant.catalog import BASELINE, Candidate, Price, Tier
from assistant.conversation import Conversation
from assistant.cost import Cost, Usage, cost_of, summed
from assistant.prompt import Prompt
from assistant.routing.lineup import Route
from assistant.values import dataclass

# What is said of thinking that came as the opening of an answer.
THOUGHT = "what came before </think> is the model's thinking, and no part of the answer"


class Ending(Enum):
    """How an answer ended. Only WHOLE may be passed off as complete."""

    WHOLE = "whole"
    LENGTH = "length"  # cut by max_tokens or the window
    FILTERED = "filtered"  # withheld by the provider
    CUT = "cut"  # the stream broke, stalled or reported an error
    STOPPED = "stopped"  # the user or a signal ended it
    FAILED = "failed"  # no text came at all


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Thinking:
    """A piece of what a reasoning model thinks before it answers: shown apart, priced as output."""

    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The answer is over. `cause` says why in words where it is not whole, `signal` which signal ended it."""

    ending: Ending
    finish_reason: str | None = None
    cause: str = ""
    signal: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request is put off: `why` in words, `seconds` until it is sent again."""

    candidate: Candidate
    why: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Sent:
    """The connection stands and a request leaves: from here on it may be charged for."""


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing came for a moment: a chance to redraw."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A request that gave no answer and may be charged for.

    `usage` is what the gateway counted, or what it thought by an estimate; where nothing came, the most it can be.
    """

    candidate: Candidate
    usage: Usage

    @property
    def is_counted(self) -> bool:
        """Whether its tokens are known, from the gateway or by what came."""
        return self.usage.tells_cost or self.usage.thinking > 0

    @property
    def cost(self) -> Cost:
        """What it cost: not known where nobody counted."""
        return _cost(self.usage, self.candidate.model.price) if self.is_counted else Cost(None)

    @property
    def most(self) -> Decimal | None:
        """The most US$ it can have cost, None where no price bounds it."""
        return _most(self.usage, self.candidate.model.price)


@dataclass(frozen=True, slots=True)
class Share:
    """What one model had of a reply: the tokens that were counted, and their cost."""

    candidate: Candidate
    usage: Usage
    cost: Cost


@dataclass(frozen=True, slots=True)
class Served:
    """The model that answers, as the gateway calls it."""

    model: str


GatewayEvent = Delta | Thinking | Usage | Ended | Waiting | Idle | Charge | Sent | Served


@dataclass(frozen=True, slots=True)
class Failure:
    """A model that did not answer, and why in words."""

    candidate: Candidate
    why: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer and all that is known of it. Times are seconds; `time_to_first_token` is None where none came.

    `usage` is the answer's own, `charges` are for what was asked in vain before it. `served` is the model that answered
    as the gateway calls it, "" where it is the one that was asked, or not known. `baseline` is the price of the model
    that every answer is held against. `thought` is what was shown before the text, thinking that came as a part of it.
    `unheard` is the most tokens that may have been thought besides, unseen and counted by nobody.
    """

    route: Route
    candidate: Candidate
    text: str
    thinking: str
    usage: Usage
    ended: Ended
    failures: tuple[Failure, ...]
    time_to_first_token: float | None
    elapsed: float
    baseline: Price = BASELINE.price
    charges: tuple[Charge, ...] = ()
    served: str = ""
    thought: str = ""
    unheard: int = 0

    @property
    def tier(self) -> Tier:
        """The tier the question went to."""
        return self.route.decision.tier

    def after(self, earlier: Conversation, prompt: Prompt) -> Conversation:
        """Give the conversation with `prompt` and this answer to it, marked where it broke off; as it was without one."""
        if not self.text:
            return earlier
        asked = earlier.asked(prompt, self.tier)
        return asked.answered(self.text) if self.ended.ending is Ending.WHOLE else asked.cut_off(self.text)

    @property
    def spent(self) -> Usage:
        """The tokens of the answer, and those that were counted of what was asked in vain."""
        return reduce(Usage.plus, (share.usage for share in self.shares))

    @property
    def cost(self) -> Cost:
        """What it cost at the models' prices, with what was asked in vain."""
        return summed(share.cost for share in self.shares) if self.charges else self.shares[-1].cost

    @property
    def shares(self) -> tuple[Share, ...]:
        """What each model had of it: those that gave no answer, and last the one that was asked last."""
        own = _cost(self.usage, self.candidate.model.price)
        # The model that served it may have another price.
        if self.served and own.amount is not None and self.usage.reported_cost is None:
            own = replace(own, estimated=True)
        parts = [*map(_share, self.charges), Share(self.candidate, self.usage, own)]
        others = dict.fromkeys(part.candidate for part in parts if part.candidate != self.candidate)
        return tuple(
            _together([part for part in parts if part.candidate == each])
            for each in (*others, self.candidate)
        )

    @property
    def most(self) -> Decimal | None:
        """The most US$ it can have cost, None where no price bounds it."""
        parts = (
            _most(self._most_usage, self.candidate.model.price),
            *(charge.most for charge in self.charges),
        )
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if len(known) == len(parts) else None

    @property
    def counted(self) -> Decimal:
        """US$ that count against limits: the most it can have cost, as far as prices are known."""
        parts = (
            (self.candidate, self._most_usage),
            *((charge.candidate, charge.usage) for charge in self.charges),
        )
        costs = (cost_of(usage, candidate.model.price.bounding) for candidate, usage in parts)
        return sum((cost.amount or Decimal(0) for cost in costs), Decimal(0))

    @property
    def _most_usage(self) -> Usage:
        return replace(self.usage, output=self.usage.output + self.unheard)

    @property
    def baseline_cost(self) -> Cost:
        """What the same tokens would have cost on the baseline model: those that `cost` is of, where it is known."""
        known = [share for share in self.shares if share.cost.amount is not None or self.cost.amount is None]
        cost = summed(_at(self.baseline, share) for share in known)
        return replace(cost, estimated=cost.estimated or self.spent.estimated)

    @property
    def has_more_than_baseline(self) -> bool:
        """Whether the input is in `cost` and not in `baseline_cost`, so that the two are not of the same tokens."""
        return self.baseline.input is None and any(
            share.cost.amount and share.usage.input and not share.cost.without_input for share in self.shares
        )


def _share(charge: Charge) -> Share:
    usage = charge.usage if charge.is_counted else Usage(0, 0, estimated=True)
    return Share(charge.candidate, usage, charge.cost)


def _together(shares: list[Share]) -> Share:
    if len(shares) == 1:
        return shares[0]
    usage = reduce(Usage.plus, (share.usage for share in shares))
    return Share(shares[0].candidate, usage, summed(share.cost for share in shares))


def _at(price: Price, share: Share) -> Cost:
    usage = replace(share.usage, reported_cost=None, fee=None)
    return cost_of(usage, replace(price, input=None) if share.cost.without_input else price)


def _cost(usage: Usage, price: Price) -> Cost:
    cost = cost_of(usage, price)
    nothing_known = cost.without_input and not cost.amount and price.output
    return Cost(None, estimated=True) if nothing_known else cost


def _most(usage: Usage, price: Price) -> Decimal | None:
    return None if price.entry and usage.reported_cost is None else cost_of(usage, price.bounding).amount
