"""What a question may cost, held against the limits on spending: in the ledger's transaction, or without it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from assistant.cap import Account, Fit, Limit, Period, fitted, most_input_tokens
from assistant.cost import from_picodollars, readable
from assistant.errors import OverCap
from assistant.message import Part
from assistant.reply import Reply
from assistant.routing.lineup import Choices, Route
from assistant.store.limits import accounts_of
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Reservation:
    """What is to be set aside for a question sent at `moment`, by its route or by another of the choices.

    `spent` is US$ that have gone into it already.
    """

    route: Route
    messages: tuple[Part, ...]
    choices: Choices
    moment: datetime
    spent: Decimal = Decimal(0)

    def fit(
        self, limits: tuple[Limit, ...], connection: sqlite3.Connection | None = None, *, set_aside: int = 0
    ) -> Fit:
        """Fit the question into what is left of `limits`, and of those in the file; raises OverCap.

        With a connection this belongs into the transaction that also writes the reserve down; `set_aside` are the
        picodollars that were before.
        """
        accounts = accounts_of(connection, self.moment, limits)
        if self.spent or set_aside:
            accounts = tuple(self._without(account, from_picodollars(set_aside)) for account in accounts)
        tokens = most_input_tokens(self.messages)
        return fitted(self.route, accounts, input_tokens=tokens, choices=self.choices, spent=self.spent)

    def passed(
        self, reply: Reply, cost: Decimal, limits: tuple[Limit, ...], connection: sqlite3.Connection | None
    ) -> Iterator[str]:
        """Say which limits a reply passed, of `limits` and those in the file, that counts there as `cost` US$."""
        given, allowed = reply.usage.output, reply.route.max_tokens
        why = f"the gateway gave {given:,} tokens where {allowed:,} were allowed"
        accounts = accounts_of(connection, self.moment, limits)
        for limit, spent in ((each.limit, each.spent) for each in accounts):
            over = (cost if limit.period is Period.CALL else spent) - limit.amount
            if over > 0 and limit.tier in (None, self.route.decision.tier):
                reason = why if given > allowed else "it cost more than could be foreseen"
                yield f"the limit of {limit} was passed by ${readable(over)}: {reason}"

    def _without(self, account: Account, set_aside: Decimal) -> Account:
        """Give an account with what the question has spent in the place of what was set aside for it."""
        if account.limit.tier not in (None, self.route.decision.tier):
            return account
        held = Decimal(0) if account.limit.period is Period.CALL else set_aside
        return replace(account, spent=account.spent - held + self.spent)


def outlast_a_call(limits: tuple[Limit, ...]) -> bool:
    """Tell whether any of `limits` needs the ledger to be kept."""
    return any(limit.period is not Period.CALL for limit in limits)


def unenforceable(trouble: str, spent: Decimal, *, hint: str = "") -> OverCap:
    """Give the refusal of a question whose limit cannot be kept because the ledger cannot be written."""
    ways = "ask again once it can be written; or set it anew: ask cap 2/day; or lift it: ask cap off"
    return OverCap(
        f"the limit on spending cannot be kept: {trouble}; nothing {'more ' if spent else ''}was sent",
        hint=hint or ways,
    )
