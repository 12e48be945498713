"""What a question may cost, held against the limits on spending: in the ledger's transaction, or without it."""

import sqlite3
from collections.abc import Mapping

from assistant.cap import Fit, Limit, Period, fitted, most_input_tokens
from assistant.catalog import Tier
from assistant.errors import OverCap
from assistant.message import Part
from assistant.routing.lineup import Lineup, Route
from assistant.store.limits import accounts_of
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Reservation:
    """What is to be set aside for a question sent on `day` (YYYY-MM-DD), by its route or by another line-up."""

    route: Route
    messages: tuple[Part, ...]
    lineups: Mapping[Tier, Lineup]
    day: str

    def fit(self, limits: tuple[Limit, ...], connection: sqlite3.Connection | None = None) -> Fit:
        """Fit the question into what is left of `limits`, and of those in the file; raises OverCap.

        With a connection this belongs into the transaction that also writes the reserve down.
        """
        accounts = accounts_of(connection, self.day, limits)
        tokens = most_input_tokens(self.messages)
        return fitted(self.route, accounts, input_tokens=tokens, lineups=self.lineups)


def outlast_a_call(limits: tuple[Limit, ...]) -> bool:
    """Tell whether any of `limits` needs the ledger to be kept."""
    return any(limit.period is not Period.CALL for limit in limits)


def unenforceable(trouble: str) -> OverCap:
    """Give the refusal of a question whose limit cannot be kept because the ledger cannot be written."""
    return OverCap(
        f"the limit on spending cannot be kept: {trouble}; nothing was sent",
        hint="once it can be written, ask again; or lift the limit: ask cap off",
    )
