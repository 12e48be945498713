"""Whole numbers as they are typed: a few digits and nothing else, none that a database or a list could not take."""

import re

_DIGITS = re.compile("[0-9]{1,18}")


def number_in(text: str) -> int | None:
    """Give the number that a text is, None for anything else."""
    return int(text) if _DIGITS.fullmatch(text) else None
