"""A secret of several lines in a text that breaks its lines elsewhere: indented, quoted, put on one line, escaped."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

from assistant.pattern import pattern

# What stands between two lines of a block, a string in code or JSON among them.
_BETWEEN = pattern(r"(?:[^\w+/=\\-]++|\\[nrt]?|(?<=\s)\+(?=\s))++")
_SHORTEST = 32  # characters of a block that is looked for


def without_rewrapped(text: str, placeholders: Mapping[str, str]) -> str:
    """Give `text` with a placeholder (by secret) for each secret of several lines, however its lines are broken."""
    joint = {_BETWEEN.sub("", secret): sign for secret, sign in placeholders.items() if "\n" in secret}
    blocks = {block: sign for block, sign in joint.items() if len(block) >= _SHORTEST}
    if not blocks:
        return text
    edges = [0, *(edge for gap in _BETWEEN.finditer(text) for edge in gap.span()), len(text)]
    spans = list(zip(edges[::2], edges[1::2], strict=True))
    starts = [0, *accumulate(end - start for start, end in spans)]  # where each is in the text joined
    joined = "".join(text[start:end] for start, end in spans)
    found = [
        (match.start(), len(block), sign)
        for block, sign in blocks.items()
        for match in re.finditer(re.escape(block), joined)
    ]
    pieces, past = [], 0
    for place, size, sign in sorted(found):
        first, last = (bisect_right(starts, at) - 1 for at in (place, place + size - 1))
        start, end = spans[first][0] + place - starts[first], spans[last][0] + place + size - starts[last]
        if start >= past:
            pieces += [text[past:start], sign]
            past = end
    return "".join([*pieces, text[past:]])
