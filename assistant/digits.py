"""Whole numbers as they are typed and told."""

import re

_DIGITS = re.compile("[0-9]{1,18}")  # no more than a database or a list could take


def number_in(text: str) -> int | None:
    """Give the number that a text is, None for anything else."""
    return int(text) if _DIGITS.fullmatch(text) else None


def counted(count: int, noun: str) -> str:
    """Tell how many of something there are: "1 line", "4,210 lines"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
