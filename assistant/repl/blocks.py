"""Code fences in a text: whether a question being typed has one open, and how the code of two answers differs. Pure."""

import re
from collections.abc import Callable

from assistant.render.difference import difference

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^\n`]*)")


def outside_fences(text: str) -> tuple[str, ...]:
    """Give the stretches of `text` that stand in no fence."""
    return _parts(text)[0]


def has_open_fence(text: str) -> bool:
    """Tell whether a fence was opened in `text` and not closed."""
    return _parts(text)[1]


def code_difference(
    before: str, after: str, names: tuple[str, str], restored: Callable[[str], str] = str
) -> list[str]:
    """Give the lines of a unified diff between the code of two answers, none where the code is the same.

    `restored` puts secrets back into the code.
    """
    from assistant.render.extraction import code_blocks  # noqa: PLC0415 - 3 ms, not before the first prompt

    old, new = ("".join(block.text for block in code_blocks(text)) for text in (before, after))
    return difference(*(restored(code).replace("\r\n", "\n") for code in (old, new)), names=names)


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
