"""Secrets in such numbers that they are kept by the stretch: to name and number each would take too long."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import pairwise

from assistant.guard.finding import Hit

RULE = "horde"  # whoever allows it has each secret judged alone, however long that takes
_NAMES = 20_000  # of secrets in a text
_STEP = 4_000  # characters of a stretch
_DENSE = 80  # names in one: of 3,004 long files at hand two have as many, a log that speaks of tokens all the time has
_FULL = 200  # names in one that is not looked into at all
_SAMPLE = 10  # dense stretches looked into, for all of them
_GIVEN = 4  # names in them, of which one is given a secret
_SECRETS = 5_000  # in a text
_NEAR = 200  # characters from one to the next


def full_stretches(text: str, names: list[int], secrets_in: Callable[[str], int]) -> list[Hit]:
    """Give the stretches of a text that are full of secrets, with what is around them.

    Their names stand at `names`; where a sample shows what these are given, `secrets_in` counts the secrets.
    """
    if len(names) < _NAMES:
        return []
    past = [bisect_left(names, end) for end in range(0, len(text) + _STEP, _STEP)]
    counts = [ahead - before for before, ahead in pairwise(past)]
    dense = [at for at, count in enumerate(counts) if count >= _DENSE]
    sample = dense[:: len(dense) // _SAMPLE + 1]
    secrets = secrets_in("\n".join(text[at * _STEP : (at + 1) * _STEP] for at in sample))
    if secrets * _GIVEN < sum(counts[at] for at in sample):
        dense = [at for at in dense if counts[at] >= _FULL]
    return _joined(_horde(*_whole(text, (at - 1) * _STEP, (at + 2) * _STEP)) for at in dense)


def joined(hits: list[Hit]) -> list[Hit]:
    """Give hits, in order, those near to each other as one where a text has very many."""
    if len(hits) < _SECRETS:
        return hits
    return _joined(hits, _NEAR)


def _joined(hits: Iterable[Hit], near: int = 0) -> list[Hit]:
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


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a stretch from the beginning of a line to the end of one: no secret lies half in it."""
    start = max(0, start)
    before, behind = text.rfind("\n", max(0, start - _STEP), start), text.find("\n", end, end + _STEP)
    return before + 1 if before >= 0 else start, behind if behind >= 0 else min(end, len(text))
