"""What was typed: a slash command or a question; and whether Enter sends it or goes on. Pure."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from assistant.repl.blocks import has_open_fence
from assistant.values import dataclass

_COMMAND = re.compile(r"/([a-z][\w-]*|\?|$)(?:\s+(.*))?", re.DOTALL | re.IGNORECASE)
_BARE = {
    "exit": "quit",
    "quit": "quit",
    ":q": "quit",
    "help": "help",
}  # typed without a slash, as in most other programs


@dataclass(frozen=True, slots=True)
class Words:
    """Words for a model."""

    text: str


@dataclass(frozen=True, slots=True)
class Order:
    """A slash command: its name as it stands in the table, and what follows it."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Typo:
    """A slash command that there is not; `nearest` is "" where nothing is near."""

    name: str
    nearest: str


Entry = Words | Order | Typo


def entry_of(
    text: str,
    names: Mapping[str, str],
    exists: Callable[[str], bool],
    elsewhere: Mapping[str, str] = MappingProxyType({}),
) -> Entry:
    """Tell what `text` is. `names` maps every spelling of a command to its name; `exists` knows the paths there are.

    `elsewhere` maps what other programs call a command to its name here, "" where there is none. A line that starts
    with a path is a question: "/etc/hosts is wrong", and "/tmp fills up" where there is a /tmp.
    """
    stripped = text.strip()
    if stripped in _BARE:
        return Order(_BARE[stripped])
    match = _COMMAND.fullmatch(stripped)
    if match is None:
        return Words(stripped)
    word, argument = match[1].lower() or "?", (match[2] or "").strip()  # "/" alone asks what there is
    if word in names:
        return Order(names[word], argument)
    if word not in elsewhere and exists(f"/{match[1]}"):
        return Words(stripped)
    return Typo(word, _nearest(word, names, elsewhere))


def _nearest(word: str, names: Mapping[str, str], elsewhere: Mapping[str, str]) -> str:
    """Give the command that is called so elsewhere, that begins so, or that is spelled most like it; "" is none."""
    if word in elsewhere:
        return elsewhere[word]
    from difflib import get_close_matches  # noqa: PLC0415 - a typo can wait for it

    known = {**elsewhere, **names}
    begun = [name for name in names if name.startswith(word)]
    near = begun or get_close_matches(word, list(known), 1, 0.6)
    return known[near[0]] if near else ""


def goes_on(text: str) -> bool:
    """Tell whether Enter at the end of `text` breaks the line: a fence is open, or the line ends in a backslash."""
    return has_open_fence(text) or ends_in_backslash(text)


def ends_in_backslash(text: str) -> bool:
    r"""Tell whether the last line ends in a backslash that is not itself escaped ("C:\\" does not)."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1
