"""Code fences in a text: the blocks of an answer, and whether a question being typed has one open. Pure."""

import re
from dataclasses import dataclass
from difflib import unified_diff
from itertools import chain

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^\n`]*)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of code: the word after its fence, and its text with every line ended."""

    language: str
    text: str


def code_blocks(text: str) -> tuple[Block, ...]:
    """Give the fenced blocks of `text` in order; one that is not closed ends with the text."""
    return tuple(Block(language, lines) for language, lines in _parts(text)[1])


def outside_fences(text: str) -> tuple[str, ...]:
    """Give the stretches of `text` that stand in no fence."""
    return _parts(text)[0]


def has_open_fence(text: str) -> bool:
    """Tell whether a fence was opened in `text` and not closed."""
    return _parts(text)[2]


def code_difference(before: str, after: str, names: tuple[str, str]) -> tuple[str, ...]:
    """Give the lines of a unified diff between the code of two answers, none where the code is the same."""
    old, new = (
        tuple(chain.from_iterable(b.text.splitlines() for b in code_blocks(t))) for t in (before, after)
    )
    return tuple(unified_diff(old, new, *names, lineterm=""))


def _parts(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...], bool]:
    """Give the stretches outside fences, (language, code) of those inside, and whether the last one is open."""
    if "```" not in text and "~~~" not in text:
        return (text,), (), False
    outside: list[str] = []
    inside: list[tuple[str, str]] = []
    fence, language, lines = "", "", list[str]()
    for line in text.split("\n"):
        match = _FENCE.fullmatch(line)
        if fence and match and match[1].startswith(fence) and not match[2].strip():
            inside.append((language, "".join(lines)))
            fence, lines = "", []
        elif not fence and match and not (match[1][0] == "`" and "`" in match[2]):
            outside.append("".join(lines))
            fence, language, lines = match[1], (match[2].split() or [""])[0], []
        else:
            lines.append(f"{line}\n")
    rest = "".join(lines)
    if fence:
        inside.append((language, rest.removesuffix("\n") if text.endswith("\n") else rest))
    else:
        outside.append(rest)
    return tuple(outside), tuple(inside), bool(fence)
