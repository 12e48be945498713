"""Spending limits: what a question may cost at most, whether that fits, and if not the cheapest way through."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum

from assistant.catalog import DEMO, Candidate, Tier
from assistant.cost import LARGEST_AMOUNT, MILLION, Usage, cost_of, exactly, readable
from assistant.errors import OverCap, PriceUnknown, UsageError
from assistant.message import Part
from assistant.routing.lineup import Choices, Route
from assistant.values import dataclass

# Input is an estimate before it is sent: the worst of a thousand texts had 2.8 times as many tokens as guessed. A byte
# is never more than a token; each message adds a few of its own.
_INPUT_MARGIN = 3
_MESSAGE_TOKENS = 8

# An answer lowered below this many tokens is not worth its price; thinking alone would use it up on the third tier.
_USEFUL_TOKENS = {Tier.SIMPLE: 64, Tier.CODE: 128, Tier.REASONING: 512}


class Period(Enum):
    """How long a limit lasts. Days and months are those of the user's own clock."""

    CALL = "call"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Limit:
    """US$ that may be spent in a period, on one tier or (None) on all of them together."""

    period: Period
    amount: Decimal
    tier: Tier | None = None

    def __str__(self) -> str:
        only = f" on {self.tier.label}" if self.tier is not None else ""
        return f"${exactly(self.amount)} a {self.period.value}{only}"


@dataclass(frozen=True, slots=True)
class Account:
    """A limit and what counts against it: US$ spent and set aside in its period."""

    limit: Limit
    spent: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        """US$ that may still be spent, never below zero."""
        return max(self.limit.amount - self.spent, Decimal(0))

    @property
    def left_in_words(self) -> str:
        """What is left as it is shown: all of a limit to the digit, and never more than there is."""
        untouched = self.left == self.limit.amount
        return f"${exactly(self.left) if untouched else readable(self.left, ROUND_FLOOR)}"


def parsed_limit(words: str, tier: Tier | None = None) -> Limit:
    """Read a limit as it is typed ("2/day", "$30/month"), as exactly as it is kept; raises UsageError."""
    match = re.fullmatch(r"\$?(\d+(?:\.\d+)?|\.\d+)\s*/\s*(call|day|month)", words.strip().lower())
    if not match or Decimal(match[1]) > LARGEST_AMOUNT:
        raise UsageError(f'"{words}" is not a limit', hint="write it like 2/day or 30/month, in US$")
    return Limit(Period(match[2]), round(Decimal(match[1]), 12), tier)


def worst_case(candidate: Candidate, *, input_tokens: int, max_tokens: int) -> Decimal | None:
    """Give the most US$ one answer can cost, thinking included; None where no price bounds it.

    Input whose price is not known counts at the output's. An entry price is only the lowest a price can be, so it
    bounds nothing.
    """
    price = candidate.model.price.bounding
    return None if price.entry else cost_of(Usage(input_tokens, max_tokens), price).amount


def most_input_tokens(messages: Iterable[Part]) -> int:
    """Give more tokens than `messages` can have: three times what is guessed, or a token for every byte."""
    return sum(
        min(part.tokens * _INPUT_MARGIN, part.size) + part.count * _MESSAGE_TOKENS for part in messages
    )


def most_usage(messages: Iterable[Part], max_tokens: int) -> Usage:
    """Give the most that a request of which nobody counted the tokens can have taken."""
    return Usage(most_input_tokens(messages), max_tokens, estimated=True)


@dataclass(frozen=True, slots=True)
class Fit:
    """A route that stays within the limits, and the US$ to set aside for it: its dearest model's worst case."""

    route: Route
    reserve: Decimal


def fitted(
    route: Route,
    accounts: Iterable[Account],
    *,
    input_tokens: int,
    choices: Choices,
    spent: Decimal = Decimal(0),
) -> Fit:
    """Make `route` fit what is left in the accounts that concern its tier.

    The answer's length is lowered for the first model, and those behind it whose price has no bound or whose worst
    case does not fit are left out. Raises OverCap, with a stand-in that fits or the cheapest way through, where that
    would leave too little of an answer, and PriceUnknown where the first model's price has no bound. Without an account
    the most it can cost, as far as prices are known, is set aside all the same: a limit may be set before the cost is
    known. `spent` went into the question before: the accounts hold it, and it stays set aside.
    """
    kept = tuple(accounts)
    account = tightest(kept, route.decision.tier)
    worst = {
        one: most
        for one in route.candidates
        if (most := _worst(one, route.max_tokens, input_tokens)) is not None
    }
    if account is None:
        return Fit(route, spent + max(worst.values(), default=Decimal(0)))
    if route.first not in worst:
        raise PriceUnknown(
            f"the price of {route.first.spec} is not known, so the limit of {account.limit} cannot be kept",
            hint=f"{way_to_price(route.first)}, input_price = …; or choose another with --model",
        )
    longest = _affordable_tokens(route.first, account.left, input_tokens)
    if longest < max(route.least, min(_USEFUL_TOKENS[route.decision.tier], route.max_tokens)):
        if stand_in := next((one for one, most in worst.items() if most <= account.left), None):
            way = f"-m {_as_typed(stand_in)} fits, a stand-in of the tier"
        else:
            way = _cheapest_tier(kept, input_tokens, choices) or _more(account.limit)
        raise _over(route.first, worst[route.first], account, way, spent)
    max_tokens = min(route.max_tokens, longest)
    worst = {one: _worst(one, max_tokens, input_tokens) or Decimal(0) for one in worst}
    affordable = tuple(one for one in worst if worst[one] <= account.left)
    reserve = spent + max(worst[one] for one in affordable)
    return Fit(replace(route, candidates=affordable, max_tokens=max_tokens), reserve)


def tightest(accounts: Iterable[Account], tier: Tier) -> Account | None:
    """Give the account with the least left of those that concern `tier`, None where nothing limits it."""
    concerned = (account for account in accounts if account.limit.tier in (None, tier))
    return min(concerned, key=lambda account: account.left, default=None)


def _worst(candidate: Candidate, max_tokens: int, input_tokens: int) -> Decimal | None:
    return worst_case(candidate, input_tokens=input_tokens, max_tokens=max_tokens)


def way_to_price(candidate: Candidate) -> str:
    """Say how a model's price is told."""
    return f'tell it in the configuration (0 where it is free): [models."{candidate.spec}"] output_price = …'


def _affordable_tokens(candidate: Candidate, left: Decimal, input_tokens: int) -> int:
    price = candidate.model.price.bounding
    for_output = left - input_tokens * (price.input or 0) / MILLION
    if for_output < 0:
        return 0
    return int(for_output * MILLION // price.output) if price.output else 2**31


def _over(one: Candidate, worst: Decimal, account: Account, way: str, spent: Decimal) -> OverCap:
    called = account.limit.period is Period.CALL and not spent
    left = "" if called else f", of which {account.left_in_words} is left"
    what, end = (f"asking {one.spec}", "") if spent else ("this", "; nothing was sent")
    return OverCap(
        f"{what} may cost up to ${readable(worst, ROUND_CEILING)}, over the limit of {account.limit}{left}{end}",
        hint=way,
    )


def _more(limit: Limit) -> str:
    if limit.period is Period.CALL:
        return "no tier fits; a higher --max-cost lets it through"
    only = "" if limit.tier is None else f" --tier {limit.tier.label}"
    return f"no tier fits; to raise the limit: ask cap N/{limit.period.value}{only}"


def _cheapest_tier(accounts: tuple[Account, ...], input_tokens: int, choices: Choices) -> str:
    """Name the tier that costs least of those that fit, or of those that fit with a shorter answer; "" for none."""
    ways: list[tuple[bool, Decimal, Tier, str]] = []
    for tier, lineup in choices.lineups.items():
        wanted, account = choices.max_tokens or lineup.max_tokens, tightest(accounts, tier)
        costs = ((one, _worst(one, wanted, input_tokens)) for one in lineup.candidates)
        first, worst = next(((one, worst) for one, worst in costs if worst is not None), (None, Decimal(0)))
        if first is None:
            continue
        longest = _affordable_tokens(first, account.left, input_tokens) if account else wanted
        if longest < max(choices.least, min(_USEFUL_TOKENS[tier], wanted)):
            continue
        shorter = longest < wanted
        most = readable(account.left if account and shorter else worst, ROUND_CEILING)
        length = f" and {longest:,} tokens" if shorter else ""
        model = f" --model {_as_typed(first)}" if choices.only else ""
        ways.append((shorter, worst, tier, f"at most ${most}{length}: --tier {tier.value}{model}"))
    if not ways:
        return ""
    *_, tier, way = min(ways)
    return f"the cheapest way through is tier {tier.value}, {way}"


def _as_typed(candidate: Candidate) -> str:
    provider, model = candidate.provider.name, candidate.model.id
    return model if provider == DEMO else f"{provider}:{model}"
