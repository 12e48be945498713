"""The parameters of the command that asks a question, as click reads them, and the numbers that commands take."""

import math
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeVar

import click

from assistant import __version__
from assistant.catalog import Tier
from assistant.cli.names import named_tier
from assistant.cost import LARGEST_AMOUNT, PICODOLLAR
from assistant.redaction import GuardMode
from assistant.request_options import Trim
from assistant.shell import When

BILLION = 1_000_000_000
MOST_BLOCKS = 99
Named = TypeVar("Named", bound=Enum)

# Of a question's options those that a command which takes the others does not offer: it says so where one is typed, or
# does without it.
LEFT_OUT = {
    "chat": (
        "--template", "--trim", "--stdin", "--code", "--apply", "--yes", "--force", "--copy", "--dry-run",
    ),
    "resume": ("--diff", "--template", "--continue", "--conversation", "--trim", "--stdin"),
    "up": (
        "-0", "-1", "-2", "--tier", "--file", "--diff", "--template", "--continue", "--conversation", "--trim", "--stdin",
    ),
}  # fmt: skip


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
            self.fail(f"{value!r} is not an amount of US$ above 0 and up to 9 million", param, ctx)
        return amount


class Real(click.FloatRange):
    """A number within a range; "nan" and "inf", which Python takes for numbers, are none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Give the number; fails for what is none."""
        try:
            number = float(super().convert(value, param, ctx))
        except click.BadParameter:
            number = math.nan
        if not math.isfinite(number):
            least = f"above {self.min:g}" if self.min_open else f"of at least {self.min:g}"
            span = least if self.max is None else f"from {self.min:g} to {self.max:,g}"
            self.fail(f"{value!r} is not a number {span}", param, ctx)
        return number


class Whole(click.IntRange):
    """A whole number within a range, both its ends among it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Give the number; fails for what is none."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            most = "a billion" if self.max == BILLION else self.max
            self.fail(f"{value!r} is not a whole number from {self.min} to {most}", param, ctx)


class Count(Whole):
    """A number from 1 to a billion, or to `most`: of turns, tokens or people. What is larger is a slip."""

    def __init__(self, most: int = BILLION) -> None:
        super().__init__(1, most)

    def _describe_range(self) -> str:
        return "x>=1"


class BlockNumber(Whole):
    """The number of a block of code, 0 for all."""

    def __init__(self) -> None:
        super().__init__(0, MOST_BLOCKS)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Give the number; fails for what is none."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not the number of a block, which is from 1 to {MOST_BLOCKS}", param, ctx)

    def _describe_range(self) -> str:
        return f"1<=x<={MOST_BLOCKS}"


class Word(click.Choice[Named]):
    """A member of an enum, typed as its value."""

    def __init__(self, choices: type[Named]) -> None:
        super().__init__(choices)

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """Give the word that is typed for a member."""
        return str(choice.value) if isinstance(choice, Enum) else super().normalize_choice(choice, ctx)


class TierName(click.ParamType[Tier]):
    """A tier, by its name or its number."""

    name = "tier"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Tier:  # noqa: ARG002
        """Give the tier. Raises UsageError for a name that is not known."""
        return value if isinstance(value, Tier) else named_tier(str(value))


def question_parameters(command: str = "", words: str = "[--] WORDS...") -> list[click.Parameter]:
    """Give the parameters of the command that asks a question, or of another; `words` is how its words are named."""
    options = [option for group in question_options().values() for option in group]
    for option in options:
        option.hidden = option.opts[-1] in LEFT_OUT.get(command, ())
    return [click.Argument(["words"], nargs=-1, metavar=words), *options]


def question_options() -> dict[str, list[click.Option]]:
    """Give the options of the command that asks a question, by the heading they stand under in its help."""
    return {
        "Model": _model_options(),
        "Input": _input_options(),
        "Output": _output_options(),
        "Sending": _sending_options(),
    }


def _model_options() -> list[click.Option]:
    tier = TierName()
    return [
        _flag("-0", "tier_0", about="Ask the simple tier."),
        _flag("-1", "tier_1", about="Ask the code tier."),
        _flag("-2", "tier_2", about="Ask the reasoning tier."),
        _option(
            "--tier", type=tier, metavar="TIER", about="Ask this tier: simple, code, reasoning; or 0, 1, 2."
        ),
        _option("-m", "--model", metavar="ID", about="Ask this model; or provider:model."),
        _flag("--allow-lower", about="Let a lower tier's models stand in when all others fail."),
        _option("--max-cost", type=UsDollars(), metavar="USD", about="Send nothing that may cost more."),
        _flag("--demo", about="Ask the built-in gateway: no key, no network."),
    ]


def _input_options() -> list[click.Option]:
    return [
        _option(
            "-f", "--file", "files", multiple=True, metavar="PATH", about="Attach a file, PATH:40-80, a glob."
        ),
        _option("--diff", "difference", metavar="[REV]", about="Attach the working tree's diff."),
        _option("-t", "--template", metavar="NAME", about="Ask with this template: review, commit, …"),
        _flag("-c", "--continue", "go_on", about="Continue the last conversation."),
        _option("--conversation", type=Count(), metavar="ID", about="Continue the conversation of turn ID."),
        _option("--system", metavar="TEXT", about="Replace the standing instruction."),
        _option("--trim", type=Word(Trim), about="Cut this part of what is too long for the model."),
        _flag("--stdin", about="Wait for stdin, however long it takes."),
    ]


def _output_options() -> list[click.Option]:
    return [
        _option("-x", "--code", type=BlockNumber(), metavar="[N]", about="Only the code; of block N."),
        _option(
            "--apply",
            "targets",
            multiple=True,
            metavar="PATH",
            about="Write the code to this file, after a yes.",
        ),
        _flag("--yes", about="Do not ask before --apply."),
        _flag("--force", about="As --yes, even if much of the file would go."),
        _flag("--copy", about="Put the answer, or with -x its code, on the clipboard."),
        _flag("--json", "as_json", about="Write one JSON object."),
        _flag("--stream-json", "as_events", about="Write events, one JSON object a line."),
        _flag("--raw", about="Keep control characters; in a pipe only."),
        *display_parameters(),
        _flag("-q", "--quiet", about="No tier line, no receipt."),
    ]


def _sending_options() -> list[click.Option]:
    seconds = Real(min=0, min_open=True)
    return [
        _option("--temperature", type=Real(min=0), metavar="T", about="Sampling temperature (0.2)."),
        _option("--max-tokens", type=Count(), metavar="N", about="Longest answer, thinking included."),
        _option("--timeout", type=seconds, metavar="S", about="Seconds to wait for a token."),
        _flag("--no-stream", about="Wait for the whole answer."),
        _option("--guard", type=Word(GuardMode), about="What to do with a secret in what is sent (redact)."),
        _option("--ca", metavar="FILE", about="Trust the certificates in this file, and no others."),
        _flag("--no-log", about="Do not record this question."),
        _flag("--dry-run", about="Show what would be sent; send nothing."),
        _flag("--version", is_eager=True, expose_value=False, callback=_version, about="Show the version."),
    ]


def display_parameters() -> list[click.Option]:
    """Give the parameters of the commands that render Markdown."""
    return [
        _option("--color", type=Word(When), about="Colours (auto)."),
        _option("--theme", metavar="NAME", about="Colours of a theme; see them: ask theme."),
    ]


def _option(*names: str, about: str, **settings: Any) -> click.Option:
    return click.Option(names, help=about, **settings)


def _flag(*names: str, about: str, **settings: Any) -> click.Option:
    return _option(*names, about=about, is_flag=True, **settings)


def _version(context: click.Context, _: click.Parameter, wanted: object) -> None:
    if wanted:
        click.echo(f"ask {__version__}")
        context.exit()
