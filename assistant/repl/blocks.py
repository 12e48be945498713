"""Code fences in a text: whether a question being typed has one open, and how the code of two answers differs. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.render.difference import difference

if TYPE_CHECKING:
    from assistant.render.extraction import Block

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*+([^\n`]*)")


def outside_fences(text: str) -> tuple[str, ...]:
    """Give the stretches of `text` that stand in no fence."""
    return _parts(text)[0]


def has_open_fence(text: str) -> bool:
    """Tell whether a fence was opened in `text` and not closed."""
    return _parts(text)[1]


def code_differences(
    before: str, after: str, names: tuple[str, str], restored: Callable[[str], str] = str
) -> Iterator[list[str]]:
    """Give the lines of a unified diff for each block of code that is another in the second of two answers.

    `names` are those of the answers, whose blocks are numbered where there are several. `restored` puts secrets back.
    """
    from assistant.render.extraction import code_blocks  # noqa: PLC0415 - 3 ms, not before the first prompt

    old, new = code_blocks(before), code_blocks(after)
    numbered = max(len(old), len(new)) > 1

    def told(blocks: "Sequence[Block]", number: int | None, name: str) -> tuple[str, str]:
        if number is None:
            return "", "/dev/null"
        text = restored(blocks[number].text).replace("\r\n", "\n")
        return text, f"{name}, block {number + 1}" if numbered else name

    for one, other in _paired(old, new):
        (was, first), (becomes, second) = told(old, one, names[0]), told(new, other, names[1])
        if lines := difference(was, becomes, names=(first, second)):
            yield lines


def _paired(old: "Sequence[Block]", new: "Sequence[Block]") -> Iterator[tuple[int | None, int | None]]:
    """Pair the places of blocks: each with the next one of its language, what is left in order, the rest with none."""
    left = list(range(len(old)))
    partners: dict[int, int] = {}
    for number, block in enumerate(new):
        same = next((other for other in left if old[other].language == block.language), None)
        if same is not None:
            left.remove(same)
            partners[number] = same
    for number in range(len(new)):
        if number not in partners and left:
            partners[number] = left.pop(0)
        yield partners.get(number), number
    yield from ((number, None) for number in left)


def _parts(text: str) -> tuple[tuple[str, ...], bool]:
    """Give the stretches outside fences, and whether the last fence is open."""
    if "```" not in text and "~~~" not in text:
        return (text,), False
    outside: list[str] = []
    fence, lines = "", list[str]()
    for line in text.split("\n"):
        match = _FENCE.fullmatch(line)
        if fence and match and match[1].startswith(fence) and not match[2].strip():
            fence, lines = "", []
        elif not fence and match and not (match[1][0] == "`" and "`" in match[2]):
            outside.append("".join(lines))
            fence, lines = match[1], []
        else:
            lines.append(f"{line}\n")
    if not fence:
        outside.append("".join(lines))
    return tuple(outside), bool(fence)
