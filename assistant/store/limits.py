"""Spending limits kept in the ledger's file, and what counts against them."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import NamedTuple

from assistant.cap import Account, Limit, Period
from assistant.catalog import Tier
from assistant.cost import from_picodollars, picodollars
from assistant.errors import ConfigError, cause_of
from assistant.store.columns import text_in, tier_in
from assistant.store.database import mark_of_limits, opened_to_change
from assistant.store.files import make_own_file

_ALL_TIERS = -1
_APART = timedelta(days=3)  # more than the dates of two time zones ever are


def limits_of(connection: sqlite3.Connection) -> tuple[Limit, ...]:
    """Give the limits that are set, those for all tiers first. Raises sqlite3.Error where one makes no sense."""
    rows = connection.execute("SELECT period, tier, picodollars FROM limits ORDER BY tier, period")
    try:
        return tuple(
            Limit(Period(period), from_picodollars(amount), None if tier == _ALL_TIERS else Tier(tier))
            for period, tier, amount in rows
        )
    except (ValueError, TypeError) as error:  # not to be passed over: a limit that is not kept costs money
        raise sqlite3.DataError("a limit on record cannot be read") from error


def keep_limit(ledger: Path, limit: Limit) -> None:
    """Set a limit, known of even where the ledger is lost. Raises ConfigError where it cannot be kept."""
    with opened_to_change(ledger) as connection:
        set_limit(connection, limit)
    try:
        make_own_file(mark_of_limits(ledger))
    except OSError as error:
        raise ConfigError(
            f"the limit is set, but not for a ledger that is lost: {cause_of(error)}"
        ) from error


def drop_limits(ledger: Path, tier: Tier | None) -> int:
    """Take away the limits of a tier, or all there are; gives how many those were. Raises ConfigError."""
    with opened_to_change(ledger) as connection:
        known = limits_of(connection)
        # of a lost ledger nobody knows for which tier a limit was set
        if tier is None or (known and all(limit.tier is tier for limit in known)):
            mark_of_limits(ledger).unlink(missing_ok=True)
        return lift_limits(connection, tier)


def set_limit(connection: sqlite3.Connection, limit: Limit) -> None:
    """Set a limit; one for the same period and tier is replaced."""
    tier = _ALL_TIERS if limit.tier is None else int(limit.tier)
    connection.execute(
        "INSERT OR REPLACE INTO limits VALUES (?, ?, ?)",
        (limit.period.value, tier, picodollars(limit.amount)),
    )
    _move_log_into_file(connection)


def lift_limits(connection: sqlite3.Connection, tier: Tier | None) -> int:
    """Take away the limits of a tier, or all there are; gives how many those were."""
    if tier is None:
        count = connection.execute("DELETE FROM limits").rowcount
    else:
        count = connection.execute("DELETE FROM limits WHERE tier = ?", (int(tier),)).rowcount
    _move_log_into_file(connection)
    return count


def _move_log_into_file(connection: sqlite3.Connection) -> None:
    """Take what is in the log over into the file, where it can be seen even while another program locks it."""
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def accounts_of(
    connection: sqlite3.Connection | None, now: datetime, more: tuple[Limit, ...] = ()
) -> tuple[Account, ...]:
    """Give every limit, those in the file and `more`, with what counts against it.

    That is what was spent on a day, or in a month, that is not over on the clock of `now`, nor on the one where it was
    asked: no other time zone makes a limit anew.
    """
    if connection is None:
        return tuple(map(Account, more))
    spent = tuple(_spent_lately(connection, now))
    return tuple(
        Account(limit, sum((each.amount for each in spent if each.counts_against(limit)), Decimal(0)))
        for limit in (*more, *limits_of(connection))
    )


class _Spent(NamedTuple):
    """What was spent, in US$, on a tier and a day (2026-05-20), or in a month of which no day counts (2026-05).

    `today` is the date here, or that on the clock it was asked by, whichever is earlier.
    """

    day: str
    today: str
    tier: Tier
    amount: Decimal

    def counts_against(self, limit: Limit) -> bool:
        if limit.period is Period.CALL or limit.tier not in (None, self.tier):
            return False
        length = len("2026-05" if limit.period is Period.MONTH else "2026-05-20")
        return self.day[:length] >= self.today[:length]


def _spent_lately(connection: sqlite3.Connection, now: datetime) -> Iterator[_Spent]:
    """Give what was spent in the months that may not be over. Raises sqlite3.Error where that makes no sense."""
    here = now.date()
    first, end = here - _APART, here + _APART
    rows = connection.execute(
        "SELECT CASE WHEN day < ? THEN substr(day, 1, 7) ELSE day END, clock, tier, picodollars"
        " FROM spending WHERE day >= ? AND day < ?",
        (f"{first}", f"{first:%Y-%m}", f"{end}"),
    )
    for day, clock, tier, amount in rows:
        today = min(here, _date_there(text_in(clock), now))
        if not isinstance(amount, (int, float)) or not isfinite(amount):  # as above
            raise sqlite3.DataError("what counts against limits cannot be read")
        # SQLite goes on with a float above 2**63: more than any limit
        yield _Spent(text_in(day), f"{today}", tier_in(tier), from_picodollars(int(amount)))


def _date_there(offset: str, now: datetime) -> date:
    """Give the date on a clock of this offset ("+02:00", "Z"), on the one of `now` where it is none."""
    with suppress(ValueError):
        if there := datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo:
            return now.astimezone(there).date()
    return now.date()
