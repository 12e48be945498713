"""What was typed to ask a question, as one value; what may be typed is in `parameters`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import click

from assistant.catalog import Tier
from assistant.cli.parameters import MOST_BLOCKS
from assistant.errors import UsageError
from assistant.redaction import GuardMode
from assistant.request_options import Delivery, Trim
from assistant.shell import Shape, Shell, When
from assistant.values import dataclass

NAMED = {"-m": "model", "-f": "files", "-t": "template", "--apply": "targets", "--ca": "ca"}
_FLAGS = "-[chq012]*x"  # behind others alone: in -tfix it is of a name
_JOINED_BLOCK = re.compile(rf"(?:--code=|{_FLAGS})([0-9]+)")


@dataclass(frozen=True, slots=True)
class Options:
    """What was typed: the words and everything beside them; `literal` is whether a "--" made words of them.

    `timeout` is seconds, `max_tokens` the longest answer in tokens, `max_cost` US$. `code` is the block that is wanted
    (from 1), 0 for all; `difference` a revision, "" for none; each None where it was not asked for. `behind_difference`
    is the word that stands behind that option.
    """

    words: tuple[str, ...] = ()
    literal: bool = False
    files: tuple[str, ...] = ()
    difference: str | None = None
    behind_difference: str = ""
    trim: Trim | None = None
    stdin: bool = False
    go_on: bool = False
    conversation: int | None = None
    tier: Tier | None = None
    model: str | None = None
    system: str | None = None
    template: str | None = None
    temperature: float | None = None
    max_tokens: int | None = None
    timeout: float | None = None
    delivery: Delivery = Delivery.STREAM
    shape: Shape = Shape.FITTING
    code: int | None = None
    target: str | None = None
    yes: bool = False
    force: bool = False
    copy: bool = False
    dry_run: bool = False
    demo: bool = False
    quiet: bool = False
    guard: GuardMode | None = None
    color: When | None = None
    theme: str | None = None
    no_log: bool = False
    max_cost: Decimal | None = None
    ca: str | None = None
    allow_lower: bool = False


def options_from(*, no_stream: bool, **parsed: Any) -> Options:
    """Make the value of what click parsed, named as in `parameters`. Raises click.UsageError for a contradiction.

    Raises UsageError for an option in the place of the file that is to be written, for a second such file, and for
    --force without one.
    """
    tier, shape = _tier_from(parsed), _shape_from(parsed)
    for option, name in NAMED.items():
        given = parsed[name]
        if "" in (given if isinstance(given, tuple) else (given,)):  # a variable that was not set
            raise click.UsageError(f"{option} is empty")
    if not is_text(parsed["system"] or ""):
        raise click.UsageError("--system is no UTF-8")
    target = _target_from(parsed)
    if parsed["force"] and not target:  # a word of the question, as in git push --force
        raise UsageError("--force goes with --apply", hint='words that start with a dash go after "--"')
    delivery = Delivery.WHOLE if no_stream else Delivery.STREAM
    return Options(**parsed, target=target, tier=tier, shape=shape, delivery=delivery)


def is_text(*arguments: str) -> bool:
    """Tell whether no argument holds a byte that is none of a character's."""
    try:
        for argument in arguments:
            argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def _target_from(parsed: dict[str, Any]) -> str | None:
    """Take the one file that --apply names out of what was parsed."""
    targets = parsed.pop("targets")
    if any(target.startswith("-") for target in targets):
        hint = "a file whose name begins with a dash: --apply ./-x"
        raise UsageError("--apply is followed by an option, not by a file", hint=hint)
    if len(targets) > 1:
        hint = "ask once for each file; what is only to be read goes along with -f"
        raise UsageError("--apply is for one file: the code of an answer takes its place", hint=hint)
    return targets[0] if targets else None


def _tier_from(parsed: dict[str, Any]) -> Tier | None:
    """Take the tier that -0, -1, -2 or --tier names out of what was parsed."""
    flags = {tier for tier in Tier if parsed.pop(f"tier_{tier.value}")}
    chosen = flags | {tier for tier in (parsed.pop("tier"),) if tier is not None}
    if len(chosen) > 1:
        raise click.UsageError("choose one tier")
    return next(iter(chosen), None)


def _shape_from(parsed: dict[str, Any]) -> Shape:
    """Take the shape that --json, --stream-json or --raw asks for out of what was parsed."""
    as_json, as_events, raw = parsed.pop("as_json"), parsed.pop("as_events"), parsed.pop("raw")
    if (parsed["code"] is not None) + as_json + as_events > 1:
        raise click.UsageError("choose one of -x, --json and --stream-json")
    if as_json:
        return Shape.JSON
    if as_events:
        return Shape.EVENTS
    return Shape.RAW if raw else Shape.FITTING


def with_values(arguments: Sequence[str], shell: Shell) -> list[str]:
    """Give a command line in which the options that may stand alone have their value.

    `-x` and `--code` take the number that follows, else 0 for all code; `--diff` the revision that follows, else none.
    Raises UsageError for a number that is no block's, but where a sentence of several words follows.
    """
    taken = iter(arguments)
    sentence = sum(not re.search(r"^-|\s", argument) for argument in arguments) > 2
    given: list[str] = []
    for argument in taken:
        if argument == "--":
            return [*given, argument, *taken]
        if argument == "--code" or re.fullmatch(_FLAGS, argument):
            if argument[1:-1].strip("-") and argument != "--code":
                given.append(argument[:-1])
            given.append("--code=0")
        elif (joined := _JOINED_BLOCK.fullmatch(argument)) and not _is_block(joined[1]):
            raise _no_block(joined[1])
        elif argument == "--diff":
            given.append("--diff=")
        elif given and given[-1] == "--code=0" and re.fullmatch(r"\d+", argument, re.ASCII):
            if _is_block(argument):
                given[-1] = f"--code={argument}"
            elif sentence:
                given.append(argument)
            else:
                raise _no_block(argument)
        elif given and given[-1] == "--diff=" and _is_revision(argument, shell):
            given[-1] = f"--diff={argument}"
        else:
            given.append(argument)
    return given


def _is_block(number: str) -> bool:
    return 0 < int(number[:10]) <= MOST_BLOCKS


def _no_block(number: str) -> UsageError:
    return UsageError(
        f"there is no block {number}",
        hint=f"1 to {MOST_BLOCKS}, or none for all code · a number that begins the question: behind --",
    )


def as_typed(message: str, arguments: Sequence[str]) -> str:
    """Give what is said of a command line that `with_values` wrote, with `-x` where that was typed for `--code`."""
    return message if "--code" in arguments else message.replace("'--code'", "'-x'")


def _is_revision(word: str, shell: Shell) -> bool:
    from assistant import wiring
    from assistant.cli.revisions import is_revision

    wiring.keep_keys_from_children(shell)
    return is_revision(word)
