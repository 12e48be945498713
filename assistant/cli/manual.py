"""The manual as sections: the tree of commands and the words of `help_text`; how they are written stands elsewhere."""

from collections.abc import Iterable, Iterator, Mapping

from assistant.cli.help_text import COMMAND_GROUPS, EXAMPLES, EXIT_CODES, FILES, VARIABLES
from assistant.cli.parameters import LEFT_OUT
from assistant.cli.tree import Choice, Node
from assistant.values import dataclass

PURPOSE = "coding answers in the terminal, each from the cheapest model that can give it"


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and what it is; `below` is what belongs to it, as the options of a command."""

    term: str
    about: str
    below: "tuple[Entry, ...]" = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part: paragraphs, lines as they stand, entries, and then the parts below it."""

    title: str
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    parts: "tuple[Section, ...]" = ()


def manual(root: Node) -> tuple[Section, ...]:
    """Give the manual of the tree that `root` is."""
    return (
        Section("Name", (f"ask - {PURPOSE}",)),
        Section("Synopsis", lines=(f"ask [OPTIONS] {root.usage} [FILES...]", "ask COMMAND [OPTIONS] ...")),
        Section("Description", tuple(_paragraphs(root.text))),
        Section("Options", parts=tuple(_options(root.choices))),
        Section("Commands", parts=tuple(_commands(root))),
        Section("Examples", lines=EXAMPLES),
        Section("Exit status", entries=_entries(EXIT_CODES)),
        Section("Environment", entries=_entries(VARIABLES)),
        Section("Files", entries=_entries(FILES)),
    )


def _options(choices: Iterable[Choice]) -> Iterator[Section]:
    groups: dict[str, list[Entry]] = {}
    for choice in choices:
        groups.setdefault(choice.group, []).append(_option(choice))
    return (Section(group, entries=tuple(entries)) for group, entries in groups.items())


def _commands(root: Node) -> Iterator[Section]:
    last = [*COMMAND_GROUPS][-1]
    place = {name: group for group, names in COMMAND_GROUPS.items() for name in names}
    for group, names in COMMAND_GROUPS.items():
        members = [node for node in root.commands if place.get(node.name, last) == group]
        members.sort(key=lambda node: names.index(node.name) if node.name in names else len(names))
        yield Section(group, entries=tuple(_command(each) for node in members for each in node.walk()))


def _command(node: Node) -> Entry:
    about = " ".join(node.text.split())
    if left_out := LEFT_OUT.get(node.name):
        about = f"{about} Takes the options of a question but for {', '.join(left_out)}."
        return Entry(f"ask {node.name} [OPTIONS] {node.usage}".rstrip(), about)
    own = tuple(_option(choice) for choice in node.choices if "--help" not in choice.names)
    return Entry(f"ask {node.name} {node.usage}".strip(), about, own)


def _option(choice: Choice) -> Entry:
    return Entry(choice.typed, choice.about)


def _entries(table: Mapping[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(term, about) for term, about in table.items())


def _paragraphs(text: str) -> Iterator[str]:
    return (" ".join(part.split()) for part in text.split("\n\n"))
