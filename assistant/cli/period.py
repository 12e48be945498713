"""The days a command is about."""

from datetime import date, datetime, timedelta, timezone

from assistant.errors import UsageError


def named_day(text: str) -> str:
    """Give a day that was typed (YYYY-MM-DD). Raises UsageError for one that is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f'"{text}" is not a date', hint="write it like 2026-11-01") from None


def first_day(*, day: bool, week: bool, since: str | None) -> str:
    """Give the first day (YYYY-MM-DD, the user's own clock): today, six days ago, one named, else the month's first.

    Raises UsageError for a day that is none.
    """
    if since is not None:
        return named_day(since)
    if day:
        return last_day()
    return first_of_last(7) if week else date.today().replace(day=1).isoformat()


def first_of_last(days: int) -> str:
    """Give the first of the last `days` days (YYYY-MM-DD), of which today is one."""
    return (date.today() - timedelta(days=days - 1)).isoformat()


def last_day() -> str:
    """Give today (YYYY-MM-DD)."""
    return date.today().isoformat()


def latest_day() -> str:
    """Give the day (YYYY-MM-DD) that it is where it is latest."""
    return datetime.now(timezone(timedelta(hours=14))).date().isoformat()
