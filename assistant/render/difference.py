"""What changed between two texts, as a unified diff for a person to read."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from assistant.render.notes import PLAIN
from assistant.safe import visible, visible_on_one_line

Changes = Iterable[Sequence[tuple[str, int, int, int, int]]]

_COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}  # green, red, cyan
_NOT_ENDED = "\\ No newline at end of file"


def difference(
    before: str, after: str, *, names: tuple[str, str], changes: Changes | None = None
) -> list[str]:
    """Give the lines of a unified diff, none where the texts are the same; one that is not ended is told as git does.

    `changes` are what changes in the lines, as `SequenceMatcher.get_grouped_opcodes` gives it, where that is known.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - 2 ms, and a conversation opens without it

    old, new = list(StringIO(before)), list(StringIO(after))
    lines = []
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes() if changes is None else changes:
        (_, start, _, new_start, _), (_, _, stop, _, new_stop) = group[0], group[-1]
        lines.append(f"@@ -{_range(start, stop)} +{_range(new_start, new_stop)} @@")
        for kind, first, past, new_first, new_past in group:
            lines += _signed(" " if kind == "equal" else "-", old[first:past])
            lines += _signed("+", new[new_first:new_past] if kind != "equal" else ())
    heading = [
        f"{sign} {visible_on_one_line(name)}" for sign, name in zip(("---", "+++"), names, strict=True)
    ]
    return heading + lines if lines else []


def _range(start: int, stop: int) -> str:
    """Name lines as a unified diff does: how many where it is not one, and the line before where there is none."""
    count = stop - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


def _signed(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield sign + line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NOT_ENDED


def in_colours(lines: Iterable[str]) -> Iterator[str]:
    """Give the lines of a diff made harmless, each in the colour of what it tells; the two with names have none."""
    for number, line in enumerate(lines):
        colour = _COLOURS.get(line[:1], "") if number > 1 else ""
        yield f"{colour}{visible(line)}{PLAIN if colour else ''}"
