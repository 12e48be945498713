"""Names that are not known, and the one that was meant."""

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the first of `known` that begins with `name`, else the one spelled most like it; "" where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - a slip can wait for it

    wanted, names = name.lower(), list(known)
    begun = (each for each in names if wanted and each.startswith(wanted))
    return next(begun, "") or next(iter(get_close_matches(wanted, names, 1, 0.5)), "")


def is_slip_of(known: str, name: str) -> bool:
    """Tell whether `name` is `known` but for its case and one letter too many, too few, wrong or out of its place."""
    one, other = known.lower(), name.lower()
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def suggestion(name: str, known: Iterable[str]) -> str:
    """Give the end of a sentence that tells of an unknown name: "; did you mean code?", "" where nothing is near."""
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else ""
