"""What may be typed beside a question, as a table of options and as one value."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from assistant import __version__
from assistant.cost import LARGEST_AMOUNT, PICODOLLAR
from assistant.redaction import GuardMode
from assistant.request_options import Delivery, Trim
from assistant.shell import Shape, When

TRIMS = tuple(trim.value for trim in Trim)
NAMED = {"-f": "files", "-t": "template", "--apply": "target", "--ca": "ca"}
MODES = tuple(mode.value for mode in GuardMode)


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


class UsDollars(click.ParamType[Decimal]):
    """An amount of US$ above zero, with or without its sign."""

    name = "US$"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Give the amount; fails for what is none."""
        try:
            amount = Decimal(str(value).removeprefix("$"))
        except InvalidOperation:
            amount = Decimal(0)
        if not amount.is_finite() or not PICODOLLAR <= amount <= LARGEST_AMOUNT:
            self.fail(f"{value!r} is no amount of US$ above 0 and up to a billion", param, ctx)
        return amount


class Real(click.FloatRange):
    """A number within a range; "nan" and "inf", which Python takes for numbers, are none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Give the number; fails for what is none."""
        number: float = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value!r} is no number", param, ctx)
        return number


class Count(click.IntRange):
    """A number from 1 to a billion: of turns, tokens or people. What is larger is a slip, and fits no ledger."""

    def __init__(self) -> None:
        super().__init__(1, 1_000_000_000)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Give the number; fails for what is none."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(f"{value!r} is no whole number from 1 to a billion", param, ctx)

    def _describe_range(self) -> str:
        return "x>=1"


def question_parameters() -> list[click.Parameter]:
    """Give the parameters of the command that asks a question."""
    words = click.Argument(["words"], nargs=-1, metavar="[--] WORDS...")
    return [words, *(option for options in question_options().values() for option in options)]


def question_options() -> dict[str, list[click.Option]]:
    """Give the options of the command that asks a question, by what they are about."""
    seconds = Real(min=0, min_open=True)
    return {
        "Model": [
            click.Option(["-0", "tier_0"], is_flag=True, help="Ask the simple tier."),
            click.Option(["-1", "tier_1"], is_flag=True, help="Ask the code tier."),
            click.Option(["-2", "tier_2"], is_flag=True, help="Ask the reasoning tier."),
            click.Option(
                ["--tier"], metavar="TIER", help="Ask this tier: simple, code, reasoning; or 0, 1, 2."
            ),
            click.Option(["-m", "--model"], metavar="ID", help="Ask this model; or provider:model."),
            click.Option(
                ["--allow-lower"],
                is_flag=True,
                help="Let a lower tier's models stand in when all others fail.",
            ),
            click.Option(
                ["--max-cost"], type=UsDollars(), metavar="USD", help="Send nothing that may cost more."
            ),
            click.Option(["--demo"], is_flag=True, help="Ask the built-in gateway: no key, no network."),
        ],
        "Input": [
            click.Option(
                ["-f", "--file", "files"],
                multiple=True,
                metavar="PATH",
                help="Attach a file, PATH:40-80, a glob.",
            ),
            click.Option(["--diff", "difference"], metavar="[REV]", help="Attach the working tree's diff."),
            click.Option(
                ["-t", "--template"], metavar="NAME", help="Ask with this template: review, commit, …"
            ),
            click.Option(
                ["-c", "--continue", "go_on"], is_flag=True, help="Go on with the last conversation."
            ),
            click.Option(
                ["--conversation"],
                type=Count(),
                metavar="ID",
                help="Go on with the conversation of turn ID.",
            ),
            click.Option(["--system"], metavar="TEXT", help="Replace the standing instruction."),
            click.Option(
                ["--trim"],
                type=click.Choice(TRIMS),
                help="Cut this part of what is too long for the model.",
            ),
            click.Option(["--stdin"], is_flag=True, help="Wait for stdin however long nothing comes."),
        ],
        "Output": [
            click.Option(
                ["-x", "--code"], type=click.IntRange(0, 99), metavar="[N]", help="Only the code; of block N."
            ),
            click.Option(
                ["--apply", "target"], metavar="PATH", help="Put the code in a file's place, after a yes."
            ),
            click.Option(["--yes"], is_flag=True, help="Say yes to --apply."),
            click.Option(
                ["--copy"], is_flag=True, help="Put the answer, or with -x its code, on the clipboard."
            ),
            click.Option(["--json", "as_json"], is_flag=True, help="Write one JSON object."),
            click.Option(
                ["--stream-json", "as_events"], is_flag=True, help="Write events, one JSON object a line."
            ),
            click.Option(["--raw"], is_flag=True, help="Pass control characters on; in a pipe only."),
            *display_parameters(),
            click.Option(["-q", "--quiet"], is_flag=True, help="No tier line, no receipt."),
        ],
        "Sending": [
            click.Option(
                ["--temperature"],
                type=Real(min=0),
                metavar="T",
                help="Sampling temperature (0.2).",
            ),
            click.Option(
                ["--max-tokens"],
                type=Count(),
                metavar="N",
                help="Longest answer, thinking included.",
            ),
            click.Option(["--timeout"], type=seconds, metavar="S", help="Seconds to wait for a token."),
            click.Option(["--no-stream"], is_flag=True, help="Wait for the whole answer."),
            click.Option(
                ["--guard"],
                type=click.Choice(MODES),
                help="What to do with a secret in what is sent (redact).",
            ),
            click.Option(
                ["--ca"], metavar="FILE", help="Trust the certificates in this file, and no others."
            ),
            click.Option(["--no-log"], is_flag=True, help="Keep no record of this."),
            click.Option(["--dry-run"], is_flag=True, help="Show what would be sent; send nothing."),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_version,
                help="Show the version.",
            ),
        ],
    }


def display_parameters() -> list[click.Option]:
    """Give the parameters of the commands that render Markdown."""
    return [
        click.Option(["--color"], type=click.Choice([when.value for when in When]), help="Colours (auto)."),
        click.Option(["--theme"], metavar="NAME", help="Colours of a theme; see them: ask theme."),
    ]


def _version(context: click.Context, _: click.Parameter, wanted: object) -> None:
    if wanted:
        click.echo(f"ask {__version__}")
        context.exit()


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
