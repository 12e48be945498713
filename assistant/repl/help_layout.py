"""How /help is laid out: two columns where there is room for them, else one below the other. Pure."""

import textwrap
from collections.abc import Sequence

NARROWEST = 24  # columns for an explanation beside what it explains
BESIDE, BENEATH = "  ", "    "


def laid_out(explained: Sequence[tuple[str, str]], columns: int) -> list[str]:
    """Give the lines for what is written and what it does, no word parted; 0 columns are any width."""
    width = max(len(written) for written, _ in explained) + len(BESIDE)
    if columns and columns - width < NARROWEST:
        return [
            line
            for written, meaning in explained
            for line in (written, *_wrapped(meaning, columns, BENEATH, BENEATH))
        ]
    return [
        line
        for written, meaning in explained
        for line in _wrapped(meaning, columns, f"{written:<{width}}", " " * width)
    ]


def _wrapped(text: str, columns: int, first: str, following: str) -> list[str]:
    if not columns:
        return [first + text]
    return textwrap.wrap(
        text, columns, initial_indent=first, subsequent_indent=following, break_on_hyphens=False
    )
