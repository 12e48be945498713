"""Fuzzy matching for the completion: which names a few letters stand for, the best first. Pure."""

from collections.abc import Iterable


def ranked(word: str, names: Iterable[str]) -> list[str]:
    """Give the names that contain the letters of `word` in order: those that begin with it, contain it, the rest.

    No letters stand for every name, in the order given.
    """
    wanted = word.lower()
    if not wanted:
        return list(names)
    found = [(rank, len(name), name) for name in names if (rank := _rank(wanted, name.lower())) is not None]
    return [name for _, _, name in sorted(found)]


def _rank(wanted: str, name: str) -> int | None:
    if name.startswith(wanted):
        return 0
    last = name.rstrip("/").rfind("/") + 1
    if name.startswith(wanted, last):
        return 1
    if wanted in name:
        return 2
    letters = iter(name)
    return 3 if all(letter in letters for letter in wanted) else None
