"""Cuts texts down to a number of tokens where the user wants that, and says what was cut. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.guard.finding import ANY_PLACEHOLDER
from assistant.prompt import Attachment
from assistant.request_options import Trim
from assistant.tokens import estimated_tokens, lines_in

_CHARACTER = re.compile(f"{ANY_PLACEHOLDER.pattern}|.", re.DOTALL)  # a placeholder stays whole


# What is left of a text, and what was cut of how much: "4,210 of 9,000 lines", "" for nothing.
Trimmed = tuple[Attachment, str]


def trimmed(texts: Sequence[Attachment], trim: Trim, *, tokens: int) -> tuple[Trimmed, ...]:
    """Cut the longest of several texts so that all together have at most `tokens`; the short ones stay whole."""
    sizes = [estimated_tokens(text.text) for text in texts]
    left, share = tokens, {}
    for number, at in enumerate(sorted(range(len(texts)), key=lambda at: sizes[at])):
        share[at] = min(sizes[at], max(left // (len(texts) - number), 0))
        left -= share[at]
    return tuple(
        (text, "") if share[at] >= sizes[at] else _cut(text, trim, share[at]) for at, text in enumerate(texts)
    )


def _cut(attachment: Attachment, trim: Trim, tokens: int) -> Trimmed:
    found = _shortened(attachment, trim, lines_in(attachment.text), "lines", tokens=tokens)
    if found is None:  # the lines are too long: a part of one is kept
        characters = _CHARACTER.findall(attachment.text)
        found = _shortened(attachment, trim, characters, "characters", tokens=tokens)
    return found or (replace(attachment, text=""), "all")


def _shortened(
    attachment: Attachment, trim: Trim, pieces: list[str], unit: str, *, tokens: int
) -> Trimmed | None:
    def kept(count: int) -> str:
        front = {Trim.HEAD: 0, Trim.TAIL: count, Trim.MIDDLE: (count + 1) // 2}[trim]
        missing = f"[… {len(pieces) - count:,} {unit} cut out here …]\n"
        gap = missing if unit == "lines" or not front else f"\n{missing}"
        return "".join((*pieces[:front], gap, *pieces[len(pieces) - (count - front) :]))

    most = _most(kept, len(pieces) - 1, tokens)
    if not most:
        return None
    cut = len(pieces) - most
    first, skipped = attachment.first_line, -1  # the line that says so is none of the file's
    if unit == "lines" and trim is Trim.MIDDLE:
        skipped += cut
    elif (
        unit == "lines" and trim is Trim.HEAD
    ):  # it stands for the last one cut: those behind it keep their numbers
        first, skipped = (first or 1) + cut - 1, 0
    shorter = replace(attachment, text=kept(most), first_line=first, cut=trim, skipped=skipped)
    return shorter, f"{cut:,} of {len(pieces):,} {unit}"


def _most(kept: Callable[[int], str], highest: int, tokens: int) -> int:
    """Give the greatest count for which the text kept has at most `tokens`, 0 where none has."""
    low, high = 0, highest
    while low < high:
        middle = (low + high + 1) // 2
        if estimated_tokens(kept(middle)) <= tokens:
            low = middle
        else:
            high = middle - 1
    return low
