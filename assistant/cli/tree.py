"""The commands and options as values: one walk over what click knows, for completions and the manual."""

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

import click

from assistant.catalog import Tier
from assistant.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """What a value may be. Of the kinds between WORDS and FILES, `ask __complete KIND TYPED` lists what there is.

    What is listed may be several, with commas between them.
    """

    WORDS = "words"
    MODELS = "models"
    LISTED_MODELS = "listed-models"
    TEMPLATES = "templates"
    THEMES = "themes"
    PROVIDERS = "providers"
    TURNS = "turns"
    LISTED_TASKS = "listed-tasks"
    FILES = "files"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Value:
    """What an option or an argument takes; `words` are all it can be where its kind is WORDS."""

    kind: Kind
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """An option; `value` is None for one that takes none or need not be given any, `group` what it is about."""

    names: tuple[str, ...]
    about: str
    metavar: str
    value: Value | None
    group: str = ""

    @property
    def typed(self) -> str:
        """The option as it is typed: `-m, --model ID`."""
        return f"{', '.join(self.names)} {self.metavar}".rstrip()


@dataclass(frozen=True, slots=True)
class Node:
    """A command: `path` is () for the question, ("log", "show") for `ask log show`.

    `value` is what its first word is, `following` what those after it are.
    """

    path: tuple[str, ...]
    about: str
    text: str
    usage: str
    choices: tuple[Choice, ...]
    value: Value
    following: Value
    commands: "tuple[Node, ...]"

    @property
    def name(self) -> str:
        """The path as one string, "" for the question."""
        return " ".join(self.path)

    def walk(self) -> "Iterator[Node]":
        """Give this command and all below it."""
        yield self
        for command in self.commands:
            yield from command.walk()


TIERS = Value(Kind.WORDS, tuple(tier.label for tier in Tier))
FREE = Value(Kind.FREE)

# What the value of an option or argument is, by its name; with a command in front, in that command.
VALUES = {
    "tier": TIERS,
    "model": Value(Kind.MODELS),
    "models": Value(Kind.LISTED_MODELS),
    "template": Value(Kind.TEMPLATES),
    "template show name": Value(Kind.TEMPLATES),
    "template edit name": Value(Kind.TEMPLATES),
    "theme": Value(Kind.THEMES),
    "provider": Value(Kind.PROVIDERS),
    "turn": Value(Kind.TURNS),
    "turns": Value(Kind.TURNS),
    "conversation": Value(Kind.TURNS),
    "chat words": Value(Kind.TURNS),
    "resume words": Value(Kind.TURNS),
    "up words": FREE,
    "words": Value(Kind.FILES),
    "file": Value(Kind.FILES),
    "files": Value(Kind.FILES),
    "path": Value(Kind.FILES),
    "paths": Value(Kind.FILES),
    "folder": Value(Kind.FILES),
    "apply": Value(Kind.FILES),
    "ca": Value(Kind.FILES),
    "bench tasks": Value(Kind.LISTED_TASKS),
    "judge": Value(Kind.MODELS),
    "route feedback": Value(Kind.WORDS, ("right", *TIERS.words)),
}


def tree() -> Node:
    """Give the question, and below it every command."""
    from assistant.cli.main import COMMANDS, command_named

    return replace(
        question(), commands=tuple(_node(command_named(name), (name,)) for name in sorted(COMMANDS))
    )


def question() -> Node:
    """Give the question alone, its options grouped."""
    from assistant.cli.help_text import HELP
    from assistant.cli.parameters import question_options, question_parameters

    node = _node(click.Command("ask", params=question_parameters(), help=HELP), ())
    groups = {option.opts[0]: name for name, options in question_options().items() for option in options}
    last = [*groups.values()][-1]
    choices = (replace(choice, group=groups.get(choice.names[0], last)) for choice in node.choices)
    return replace(node, choices=tuple(choices))


def _node(command: click.Command, path: tuple[str, ...]) -> Node:
    text = click.unstyle(command.help or "").replace("\b", "").strip()
    arguments = [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
    below = command.commands if isinstance(command, click.Group) else {}
    context = click.Context(command, help_option_names=["-h", "--help"])
    return Node(
        path,
        " ".join(text.split("\n\n")[0].split()),
        text,
        " ".join(piece for argument in arguments for piece in argument.get_usage_pieces(context)),
        tuple(
            _choice(parameter, path)
            for parameter in command.get_params(context)
            if isinstance(parameter, click.Option) and not parameter.hidden
        ),
        _value(arguments[0], path) if arguments else FREE,
        _value(arguments[-1], path) if arguments else FREE,
        tuple(_node(each, (*path, name)) for name, each in below.items() if not each.hidden),
    )


def _choice(option: click.Option, path: tuple[str, ...]) -> Choice:
    metavar = "" if option.is_flag else option.make_metavar(click.Context(click.Command("")))
    if isinstance(option.type, click.IntRange | click.FloatRange) and option.metavar is None:
        metavar = "N"
    flag = option.is_flag or option.count or (option.metavar or "").startswith("[")
    return Choice(tuple(option.opts), option.help or "", metavar, None if flag else _value(option, path))


def _value(parameter: click.Parameter, path: tuple[str, ...]) -> Value:
    if isinstance(parameter.type, click.Choice):
        choices, typed = parameter.type.choices, parameter.type.normalize_choice
        return Value(Kind.WORDS, tuple(typed(choice, None) for choice in choices))
    names = [option.lstrip("-") for option in parameter.opts]
    for name in (parameter.name or "", *names):
        for known in (" ".join((*path, name)), name):
            if known in VALUES:
                return VALUES[known]
    return Value(Kind.FILES) if isinstance(parameter.type, click.Path) else FREE
