"""Names that are not known, and the one that was meant."""

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the first of `known` that begins with `name`, else the one spelled most like it; "" where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - a slip can wait for it

    wanted, names = name.lower(), list(known)
    begun = (each for each in names if wanted and each.startswith(wanted))
    return next(begun, "") or next(iter(get_close_matches(wanted, names, 1, 0.5)), "")


def suggestion(name: str, known: Iterable[str]) -> str:
    """Give the end of a sentence that tells of an unknown name: "; did you mean code?", "" where nothing is near."""
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else ""
