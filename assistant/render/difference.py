"""What changed between two texts, as a unified diff for a person to read."""

from collections.abc import Iterable, Iterator
from io import StringIO

from assistant.render.notes import PLAIN
from assistant.safe import visible, visible_on_one_line

_COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}  # green, red, cyan
_NOT_ENDED = "\\ No newline at end of file"


def difference(before: str, after: str, *, names: tuple[str, str]) -> list[str]:
    """Give the lines of a unified diff, none where the texts are the same; one that is not ended is told as git does."""
    from difflib import unified_diff  # noqa: PLC0415 - 2 ms, and a conversation opens without it

    old, new = map(visible_on_one_line, names)
    lines = []
    for line in unified_diff(list(StringIO(before)), list(StringIO(after)), old, new):
        lines += [line.removesuffix("\n")] if line.endswith("\n") else [line, _NOT_ENDED]
    return lines


def in_colours(lines: Iterable[str]) -> Iterator[str]:
    """Give the lines of a diff made harmless, each in the colour of what it tells; the two with names have none."""
    for number, line in enumerate(lines):
        colour = _COLOURS.get(line[:1], "") if number > 1 else ""
        yield f"{colour}{visible(line)}{PLAIN if colour else ''}"
