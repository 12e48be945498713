"""The user's own questions, out of the ledger, for a contest of two models."""

from assistant import wiring
from assistant.bench.contest import Contest, tasks_of
from assistant.bench.run import Cell, cells_of
from assistant.catalog import Tier
from assistant.cli.bench_run import models_asked, models_named
from assistant.errors import UsageError
from assistant.shell import Shell
from assistant.store.log import openings
from assistant.store.settings import Settings


def contests(shell: Shell, count: int, models: str, settings: Settings) -> tuple[Contest, ...]:
    """Give a contest for each tier with questions: its first model against its second, or between the two in `models`.

    Raises UsageError where there are no questions, or no two models.
    """
    named = [one.name for one in models_asked(models, settings)] if models != "tiers" else []
    asked = wiring.from_log(shell, lambda log: {tier: openings(log, int(tier), count) for tier in Tier})
    if asked is None:
        raise UsageError("there are no questions on record yet", hint="ask something first")
    found = []
    for tier, lineup in settings.lineups.items():
        tasks = tasks_of(tier, asked[tier])
        names = named or [settings.spec_of(candidate) for candidate in lineup.candidates[:2]]
        if tasks and len(names) == 2:
            found.append(Contest(tier, tasks, *names))
        elif tasks:
            raise UsageError(
                f"comparing models on tier {tier.label} takes two of them", hint="name them: --models a,b"
            )
    if not found:
        raise UsageError(
            "no question on record can be asked again",
            hint="they are kept unless --no-log or [ledger] store_text says otherwise",
        )
    return tuple(found)


def contest_cells(found: tuple[Contest, ...], settings: Settings, repeats: int) -> tuple[Cell, ...]:
    """Give the calls that contests need."""
    return tuple(
        cell
        for contest in found
        for cell in cells_of(
            contest.tasks, models_named((contest.incumbent, contest.challenger), settings), repeats
        )
    )
