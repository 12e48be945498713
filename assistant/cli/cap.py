"""`ask cap`: limits on spending that hold across shells."""

from datetime import UTC, datetime

import click

from assistant import wiring
from assistant.cap import Account, Limit, Period, parsed_limit
from assistant.catalog import Tier
from assistant.cli.names import named_tier
from assistant.digits import counted
from assistant.errors import UsageError
from assistant.shell import Shell
from assistant.store.database import were_limits_set
from assistant.store.limits import accounts_of, drop_limits, keep_limit
from assistant.store.turn_row import on_own_clock

LOST = "the limit that was set went with its ledger", "set it again: ask cap 2/day; or lift it: ask cap off"


@click.command("cap")
@click.argument("limit", required=False)
@click.option("--tier", metavar="TIER", help="Only for this tier.")
@click.pass_obj
def cap(shell: Shell, *, limit: str | None, tier: str | None) -> None:
    """Set a limit (2/day, 30/month, in US$), lift all (off), or show what is left.

    The most a question can cost is set aside before it is sent; over a limit nothing is sent.
    """
    chosen = named_tier(tier) if tier else None
    if limit is None:
        known = accounts(shell)
        listed = [account for account in known if chosen is None or account.limit.tier is chosen]
        lines = [f"{account.limit}: {account.left_in_words} left" for account in listed]
        nothing = "; ".join(LOST) if are_lost(shell, known) else _none_set(chosen)
        shell.stdout.write("\n".join(lines or [nothing]) + "\n")
    elif limit == "off":
        count = drop_limits(wiring.paths(shell).ledger, chosen)
        shell.stdout.write(f"lifted {counted(count, 'limit')}\n")
    else:
        wanted = parsed_limit(limit, chosen)
        keep(shell, wanted)
        shell.stdout.write(f"{wanted} at most\n")


def _none_set(tier: Tier | None) -> str:
    if tier is None:
        return "no limit is set; set one: ask cap 2/day"
    return f"no limit is set on {tier.label} alone; set one: ask cap 2/day --tier {tier.label}"


def are_lost(shell: Shell, known: tuple[Account, ...]) -> bool:
    """Tell whether limits were set and none is known any more, so that no question is sent."""
    return not known and were_limits_set(wiring.paths(shell).ledger)


def accounts(shell: Shell) -> tuple[Account, ...]:
    """Give the limits that are set, and what counts against each today. Raises ConfigError."""
    return wiring.from_log(shell, lambda log: accounts_of(log, on_own_clock(datetime.now(UTC)))) or ()


def keep(shell: Shell, limit: Limit) -> None:
    """Set a limit. Raises UsageError for one that is a call's, ConfigError where it cannot be kept."""
    if limit.period is Period.CALL:
        raise UsageError("a limit for one call is given with the call: --max-cost")
    keep_limit(wiring.paths(shell).ledger, limit)
