"""The days a command is about."""

from datetime import date, timedelta

from assistant.errors import UsageError


def first_day(*, day: bool, week: bool, since: str | None) -> str:
    """Give the first day (YYYY-MM-DD, the user's own clock): today, six days ago, one named, else the month's first.

    Raises UsageError for a day that is none.
    """
    today = date.today()
    if since is not None:
        try:
            return date.fromisoformat(since).isoformat()
        except ValueError:
            raise UsageError(f'"{since}" is no day', hint="write it like 2026-11-01") from None
    if day:
        return today.isoformat()
    return (today - timedelta(days=6)).isoformat() if week else today.replace(day=1).isoformat()


def last_day() -> str:
    """Give today (YYYY-MM-DD)."""
    return date.today().isoformat()
