"""What was typed to ask a question, as one value; what may be typed is in `parameters`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import click

from assistant.request_options import Delivery
from assistant.shell import Shape

NAMED = {"-f": "files", "-t": "template", "--apply": "target", "--ca": "ca"}


@dataclass(frozen=True, slots=True)
class Options:
    """What was typed: the words and everything beside them; `literal` is whether a "--" made words of them.

    `timeout` is seconds, `max_tokens` the longest answer in tokens, `max_cost` US$. `code` is the block that is wanted
    (from 1), 0 for all; `difference` a revision, "" for none; each None where it was not asked for.
    """

    words: tuple[str, ...] = ()
    literal: bool = False
    files: tuple[str, ...] = ()
    difference: str | None = None
    trim: str | None = None
    stdin: bool = False
    go_on: bool = False
    conversation: int | None = None
    tier: str | None = None
    model: str | None = None
    system: str | None = None
    template: str | None = None
    temperature: float | None = None
    max_tokens: int | None = None
    timeout: float | None = None
    no_stream: bool = False
    as_json: bool = False
    as_events: bool = False
    code: int | None = None
    target: str | None = None
    yes: bool = False
    copy: bool = False
    raw: bool = False
    dry_run: bool = False
    demo: bool = False
    quiet: bool = False
    guard: str | None = None
    color: str | None = None
    theme: str | None = None
    no_log: bool = False
    max_cost: Decimal | None = None
    ca: str | None = None
    allow_lower: bool = False

    @property
    def delivery(self) -> Delivery:
        """How the answer is to come."""
        return Delivery.WHOLE if self.no_stream else Delivery.STREAM

    @property
    def shape(self) -> Shape:
        """How the answer is to be written to stdout."""
        if self.as_json or self.as_events:
            return Shape.JSON if self.as_json else Shape.EVENTS
        return Shape.RAW if self.raw else Shape.FITTING


def options_from(*, tier_0: bool, tier_1: bool, tier_2: bool, tier: str | None, **values: object) -> Options:
    """Make the value of what was parsed; a tier's flag is the tier's number typed. Raises click.UsageError."""
    flags = [name for name, given in (("0", tier_0), ("1", tier_1), ("2", tier_2)) if given]
    chosen = {*flags, *([tier] if tier is not None else [])}
    if len(chosen) > 1:
        raise click.UsageError("a question goes to one tier")
    if (values["code"] is not None) + bool(values["as_json"]) + bool(values["as_events"]) > 1:
        raise click.UsageError("an answer has one form: -x, --json or --stream-json")
    for option, named in NAMED.items():
        given = values.get(named)
        if "" in (given if isinstance(given, tuple) else (given,)):  # a variable that was not set
            raise click.UsageError(f"{option} names nothing")
    return Options(tier=next(iter(chosen), None), **values)  # type: ignore[arg-type]


def with_values(arguments: Sequence[str]) -> list[str]:
    """Give a command line in which the options that may stand alone have their value.

    `-x` and `--code` take the number that follows, else 0 for all code; `--diff` the revision that follows, else none.
    """
    taken = iter(arguments)
    given: list[str] = []
    for argument in taken:
        if argument == "--":
            return [*given, argument, *taken]
        if argument == "--code" or re.fullmatch(r"-[A-Za-z0-9]*x", argument):
            if argument[1:-1].strip("-") and argument != "--code":
                given.append(argument[:-1])
            given.append("--code=0")
        elif argument == "--diff":
            given.append("--diff=")
        elif given and given[-1] == "--code=0" and re.fullmatch(r"[1-9]\d?", argument):
            given[-1] = f"--code={argument}"
        elif given and given[-1] == "--diff=" and _is_revision(argument):
            given[-1] = f"--diff={argument}"
        else:
            given.append(argument)
    return given


def _is_revision(word: str) -> bool:
    from assistant.cli.files import is_revision

    return is_revision(word)
