"""`ask --help`: what there is, by name, on one screen of 80 columns and 24 rows; the manual tells what each does."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from assistant.cli.help_text import COMMAND_GROUPS, EXAMPLES
from assistant.cli.tree import Choice, question

COLUMNS = 79
MARGIN = 14
FIXED = "\N{NO-BREAK SPACE}"


def overview() -> str:
    """Give the page of `ask --help`."""
    left = max(map(len, EXAMPLES[::2])) + 2
    choices = question().choices
    rows = [
        "Usage: ask [OPTIONS] [--] WORDS... [FILES...]      no words: a conversation",
        "The cheapest model that can answer is asked; what is piped in goes along.",
        "stdout gets the answer and nothing else, stderr the tier, the cost and notes.",
        "",
        *(f"  {one:<{left}}{two}" for one, two in zip(EXAMPLES[::2], EXAMPLES[1::2], strict=True)),
        "Options",
    ]
    for group in dict.fromkeys(choice.group for choice in choices):
        rows += _group(group, (_named(choice) for choice in choices if choice.group == group))
    rows.append("Commands")
    for group, commands in COMMAND_GROUPS.items():
        rows += _group(group, commands)
    rows.append("All of it: ask --help all, man ask. Of a command: ask COMMAND --help.")
    return "\n".join(rows)


def _named(choice: Choice) -> str:
    return ", ".join(choice.names) if "|" in choice.metavar else choice.typed


def _group(name: str, members: Iterable[str]) -> Iterator[str]:
    whole = "  ".join(member.replace(" ", FIXED) for member in members)
    for row in wrap(whole, COLUMNS - MARGIN, break_on_hyphens=False, break_long_words=False):
        yield f"  {name:<{MARGIN - 2}}{row}".replace(FIXED, " ")
        name = ""
