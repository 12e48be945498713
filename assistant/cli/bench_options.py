"""What was typed after `ask bench`, as one value."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from assistant.bench.checking import Execution
from assistant.bench.setup import Setup
from assistant.errors import UsageError
from assistant.values import dataclass


class Form(Enum):
    """How the table of a run is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class BenchOptions:
    """Which run, and how it is shown.

    `models` and `tasks` are lists as `listed` reads them (for models "tiers": the first of each); `max_tokens` is the
    longest answer, `max_cost` US$ for the whole run. `mine` is how many of each tier's last questions are asked instead
    of tasks, `html` the file a page is written to; each None where it was not asked for. `typed` are the options that
    set a run up, by the names of its `Setup`, as far as they were typed.
    """

    models: str
    tasks: str
    repeats: int
    parallel: int
    max_tokens: int
    max_cost: Decimal | None
    judge: str | None
    blind: bool
    mine: int | None
    execution: Execution
    yes: bool
    resume: bool
    demo: bool
    form: Form
    html: Path | None
    typed: Mapping[str, str]

    def going_on(self, setup: Setup) -> "BenchOptions":
        """Give the options for going on with a run: how its setup asks takes the place of what was typed.

        The longest answer may be longer: what was whole under the lower limit is so under the higher.
        """
        return replace(
            self,
            repeats=setup.repeats,
            max_tokens=max(setup.max_tokens, self.max_tokens if "max_tokens" in self.typed else 0),
            demo=setup.demo,
            judge=self.judge or setup.judge,
        )


def listed(names: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give the names of "a,b" or "all", which is all that are `known`; one of these may have a comma in it."""
    every = tuple(known)
    if names == "all" or names in every:
        return every if names == "all" else (names,)
    return tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))


FORMS = frozenset({"as_json", "as_csv", "as_md"})
# Where the setup of a run says what an option sets up.
SET_UP = {name: name for name in ("models", "tasks", "repeats", "max_tokens", "demo")} | {"mine": "contests"}


def typed_options(context: click.Context) -> dict[str, str]:
    """Give the options that were typed, as they are typed, by their names."""
    return {
        option.name or "": option.opts[0]
        for option in context.command.params
        if context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
    }


def refuse_ignored(context: click.Context) -> None:
    """Refuse an option that the command, or another option, would pass over. Raises click.UsageError."""
    typed = typed_options(context)
    for name, beside in _beside(context.invoked_subcommand, typed.keys()):
        raise click.UsageError(f"{typed[name]} does not go with {typed.get(beside, beside)}")


def _beside(command: str | None, typed: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """Give each of the options that were `typed` with what it would be passed over for."""
    for name in typed:
        if command:
            yield name, f"ask bench {command}"
        for alone in ("published", "compare"):
            if alone in typed and name not in {alone, *FORMS}:
                yield name, alone
    if {"mine", "tasks"} <= typed:
        yield "tasks", "mine"


def bench_options_from(
    context: click.Context, *, no_run: bool, as_json: bool, as_csv: bool, as_md: bool, **given: Any
) -> BenchOptions:
    """Make the value of what click parsed, named as the command's options."""
    forms = ((as_json, Form.JSON), (as_csv, Form.CSV), (as_md, Form.MARKDOWN))
    if as_json + as_csv + as_md > 1:
        raise UsageError("choose one of --json, --csv and --md")
    form = next((form for wanted, form in forms if wanted), Form.TEXT)
    execution = Execution.FORBIDDEN if no_run else Execution.ALLOWED
    typed = {SET_UP[name]: option for name, option in typed_options(context).items() if name in SET_UP}
    return BenchOptions(form=form, execution=execution, typed=typed, **given)
