"""Spending limits kept in the ledger's file, and what counts against them."""

import sqlite3
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from assistant.cap import Account, Limit, Period
from assistant.catalog import Tier
from assistant.cost import from_picodollars, picodollars
from assistant.errors import ConfigError, cause_of
from assistant.store.columns import whole_in
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
    limits = (*more, *limits_of(connection))
    days = (_first_day(connection, now), (now.date() + _APART).isoformat())
    return tuple(Account(limit, _spent(connection, days, limit)) for limit in limits)


def _first_day(connection: sqlite3.Connection, now: datetime) -> str:
    """Give the first day (YYYY-MM-DD) that is not over, here or where something was asked on it."""
    today = now.date()
    rows = connection.execute(
        "SELECT DISTINCT day FROM spending WHERE day >= ? AND day < ? ORDER BY day",
        ((today - _APART).isoformat(), today.isoformat()),
    )
    for (counted,) in rows:
        day, offset = counted[:10], counted[10:]
        with suppress(ValueError):
            there = datetime.fromisoformat(f"{day}T00:00{offset}").tzinfo
            if there and now.astimezone(there).date().isoformat() <= day:
                return str(day)
    return today.isoformat()


def _spent(connection: sqlite3.Connection, days: tuple[str, str], limit: Limit) -> Decimal:
    if limit.period is Period.CALL:
        return Decimal(0)
    day, end = days
    first = f"{day[:7]}-01" if limit.period is Period.MONTH else day
    tier = _ALL_TIERS if limit.tier is None else int(limit.tier)
    (total,) = connection.execute(
        "SELECT coalesce(sum(picodollars), 0) FROM spending WHERE day >= ? AND day < ? AND ? IN (tier, -1)",
        (first, end, tier),
    ).fetchone()
    return from_picodollars(whole_in(total) or 0)
