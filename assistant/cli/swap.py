"""`ask swap`: gives a tier another model."""

from contextlib import AbstractContextManager, nullcontext

import click

from assistant import wiring
from assistant.bill import By, Comparison, compared, sums_of
from assistant.catalog import Candidate, Tier
from assistant.cli.names import named_model, named_tier
from assistant.cli.period import first_of_last, last_day
from assistant.cost import Cost, dollars
from assistant.digits import counted
from assistant.errors import ConfigError, UsageError
from assistant.safe import visible_lines
from assistant.shell import Shell
from assistant.store import editing, swaps
from assistant.store.bill import cells_of
from assistant.store.changing import changing

DAYS = 30  # that are priced again


@click.command("swap")
@click.argument("tier", required=False)
@click.argument("model", required=False)
@click.option("--dry-run", is_flag=True, help="Change nothing; say what the last 30 days would have cost.")
@click.option("--undo", is_flag=True, help="Take the last swap back.")
@click.pass_obj
def swap(shell: Shell, *, tier: str | None, model: str | None, dry_run: bool, undo: bool) -> None:
    """Make MODEL (or provider:model) the first of a tier, in the configuration file.

    The tier's other models stay as its stand-ins. Says what the tier's questions of the last 30 days cost, and would
    have cost with MODEL, for the same tokens.
    """
    if undo:
        if tier is not None or dry_run:
            raise UsageError(
                f"--undo takes no {'tier' if tier else '--dry-run'}: it takes the last swap back"
            )
        _undo(shell)
        return
    if tier is None or model is None:
        raise UsageError(
            "which tier, and which model?", hint="ask swap code deepseek-coder · see them: ask models"
        )
    chosen = named_tier(tier)
    candidate = named_model(model, wiring.users_settings(shell))
    priced = _repriced(shell, chosen, candidate)
    with nullcontext() if dry_run else _changing(shell):
        settings = wiring.users_settings(shell)
        spec = candidate.spec
        before = [known.spec for known in settings.lineups[chosen].candidates]
        if before[0] == spec:
            raise UsageError(f"tier {chosen.label} already has {spec}")
        changed = f"tier {chosen.label}: {before[0]} -> {spec}{priced}"
        if dry_run:
            shell.stdout.write(visible_lines(changed, "nothing was changed (--dry-run)"))
            return
        where = _write(shell, chosen, [spec, *(other for other in before if other != spec)])
        shell.stdout.write(visible_lines(changed, where))
        if wiring.settings(shell).lineups[chosen].candidates[0] != candidate:
            shell.stdout.write(
                "the project's .ask folder names another model for this tier, which is used here\n"
            )


def _changing(shell: Shell) -> AbstractContextManager[None]:
    paths = wiring.paths(shell)
    return changing(paths.config, paths.swaps)


def _write(shell: Shell, tier: Tier, specs: list[str]) -> str:
    """Keep a tier's line-up; says where, and how it is taken back. Raises ConfigError."""
    paths = wiring.paths(shell)
    done = editing.swapped(paths.config, tier, specs, shell.environment)
    try:
        swaps.remember(paths.swaps, done)
    except ConfigError:  # what could not be taken back is not done
        editing.undone(paths.config, done, shell.environment)
        raise
    standing_in = f"; {', '.join(specs[1:])} standing in" if specs[1:] else ""
    return f"{paths.config} is changed{standing_in}. Take it back: ask swap --undo"


def _undo(shell: Shell) -> None:
    paths = wiring.paths(shell)
    with _changing(shell):
        last = swaps.last_swap(paths.swaps, paths.config)
        if last is None:
            raise UsageError("there is no swap to take back")
        editing.undone(paths.config, last, shell.environment)
        swaps.forget(paths.swaps, last)
        now = wiring.users_settings(shell)
    first = now.lineups[Tier[last.tier.upper()]].candidates[0]
    shell.stdout.write(visible_lines(f"tier {last.tier}: {last.after[0]} -> {first.spec}"))


def _repriced(shell: Shell, tier: Tier, candidate: Candidate) -> str:
    """Say what the tier's questions of the last days cost, and what the same tokens cost with another model."""
    cells = wiring.from_log(
        shell, lambda log: cells_of(log, first_of_last(DAYS), last_day(), By.CONVERSATION, tier=tier)
    )
    if cells is None:
        return ""
    past = sums_of(cell for cell in cells if (cell.conversation or 0) > 0)  # no benchmark's or drill's
    unknown, price = past.unpriced + past.unfinished, candidate.model.price
    if not past.asks:
        return f" (not asked in the last {DAYS} days)"
    if past.asks == unknown:
        return f" (last {DAYS} days: {counted(past.asks, 'ask')}, at no known cost)"
    there = compared(past, price)
    if price.output is None or there.elsewhere is None:
        there = Comparison(spent=past.spent, elsewhere=None)
    was = dollars(Cost(there.spent, estimated=past.estimated > 0))
    # another model counts and thinks otherwise: what it would have cost is never exact
    new = dollars(Cost(there.elsewhere, estimated=True))
    new += " or more" if price.entry else ""
    apart = f"; {unknown} of them at no known cost" if unknown else ""
    apart += f"; {there.left} of them left out, its input price is not known" if there.left else ""
    return f" (last {DAYS} days: {counted(past.asks, 'ask')}, {was} -> {new}{apart})"
