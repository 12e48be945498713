"""Secrets in such numbers that they are kept by the stretch: to name and number each would take too long."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import pairwise

from assistant.guard.finding import Hit

RULE = "horde"  # whoever allows it has each secret judged alone, however long that takes
STEP = 4_000  # characters of a stretch
SECRETS = 5_000  # in a text
NEAR = 200  # characters from one to the next
_DENSE = 40  # names in a stretch: of 3,004 long files at hand the densest of 10,000 names has 74
_SAMPLE = 10  # dense stretches looked into, for all of them
_GIVEN = 4  # names in them, of which one is given a secret
_NAMES = 20_000  # in a text
_FULL = 200  # and in a stretch of it that is not looked into at all


def full_stretches(text: str, places: list[int], secrets_in: Callable[[str], int]) -> list[Hit]:
    """Give the stretches of a text that are full of secrets, without the first and the last of several in a row.

    At `places` stand names of secrets, or what may be one; where a sample shows what it is, `secrets_in` counts them.
    """
    if len(places) < SECRETS:
        return []
    past = [bisect_left(places, end) for end in range(0, len(text) + STEP, STEP)]
    counts = [ahead - before for before, ahead in pairwise(past)]
    dense = [at for at, count in enumerate(counts) if count >= _DENSE]
    if not _is_given(text, counts, dense, secrets_in):
        dense = [at for at in dense if counts[at] >= _FULL] if len(places) >= _NAMES else []
    full = set(dense)
    inner = [at for at in dense if at - 1 in full and at + 1 in full]
    return joined(_horde(at * STEP, (at + 1) * STEP) for at in inner)


def _is_given(text: str, counts: list[int], dense: list[int], secrets_in: Callable[[str], int]) -> bool:
    """Tell whether each stretch of a sample is full of secrets, and all that are dense hold very many."""
    sample = dense[:: len(dense) // _SAMPLE + 1]
    secrets = 0
    for at in sample:
        found = secrets_in(text[at * STEP : (at + 1) * STEP])
        if found * _GIVEN < counts[at] or found * NEAR < STEP:
            return False
        secrets += found
    return bool(sample) and secrets * len(dense) >= SECRETS * len(sample)


def joined_if_many(hits: list[Hit], *, is_full: bool = False) -> list[Hit]:
    """Give hits, in order, those near to each other as one where a text has very many, or `is_full` of them somewhere."""
    return joined(hits, near=NEAR) if is_full or len(hits) >= SECRETS else hits


def joined(hits: Iterable[Hit], *, near: int = 0) -> list[Hit]:
    """Give hits, in order, those at most `near` characters from each other as one."""
    kept: list[Hit] = []
    past = -1 - near  # where the last one ends
    joins = False
    for hit in hits:
        if hit.start <= past + near:
            joins = True
        else:
            if joins:
                kept[-1] = _horde(kept[-1].start, past)
            kept.append(hit)
            joins = False
        past = hit.end
    if joins:
        kept[-1] = _horde(kept[-1].start, past)
    return kept


def _horde(start: int, end: int) -> Hit:
    return Hit(start, end, RULE, "secrets in great numbers", "SECRETS")
