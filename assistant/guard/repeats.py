"""The known secrets that stand in a text again, wherever that is."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from ahocorasick import Automaton

from assistant.guard.finding import PLACEHOLDER_OPENING, Hit, in_placeholder
from assistant.guard.names import UNNAMED, UNTOLD

CERTAIN = 8  # characters from which a known secret is replaced wherever it stands, also inside a word
_ENDINGS = 4, 16  # characters of a secret that are looked for first, and where too many end alike
_ALIKE = 8  # secrets with the same ending
_Place = tuple[int, int, int, str]  # where a secret begins; its length below zero; where its gap ends; itself


def endings_of(secrets: Iterable[str]) -> Automaton:
    """Build what finds the last characters of secrets in a text, and tells which end so."""
    built = Automaton()
    left = list(secrets)
    for size in _ENDINGS:
        by_ending: dict[str, list[str]] = {}
        for secret in left:
            by_ending.setdefault(secret[-size:], []).append(secret)
        left = []
        for ending, alike in by_ending.items():
            if len(alike) <= _ALIKE:
                built.add_word(ending, alike)
            else:  # to try each of them wherever one may end would take too long
                left += alike
    for secret in left:
        built.add_word(secret, [secret])
    built.make_automaton()
    return built


def known_again(text: str, found: list[Hit], endings: Automaton) -> list[tuple[int, str]]:
    """Give every known secret that stands in a gap between those found, and its place."""
    return _whole(text, _places(text, found, endings))


def unnamed(seen: list[list[Hit]], secrets: set[str], endings: Automaton) -> list[list[Hit]]:
    """Give hits without the names that hold one of these secrets; `endings` finds them, and others."""
    labels = "\n".join({hit.label for each in seen for hit in each}) + "\n"
    places = [place for place in _places(labels, [], endings) if place[-1] in secrets]
    telling = {
        labels[labels.rfind("\n", 0, place) + 1 : labels.find("\n", place)]
        for place, _ in _whole(labels, places)
    }
    return [
        [hit._replace(label=UNTOLD, kind=UNNAMED) if hit.label in telling else hit for hit in each]
        for each in seen
    ]


def _places(text: str, found: list[Hit], endings: Automaton) -> list[_Place]:
    """Give where known secrets repeat in the gaps between those found, also inside of each other."""
    lows, highs = [0, *(hit.end for hit in found)], [*(hit.start for hit in found), len(text)]
    gaps = [text[low:high] for low, high in zip(lows, highs, strict=True)]
    begins = list(accumulate((len(gap) + 1 for gap in gaps), initial=0))  # in the gaps joined
    places = []
    for last, alike in endings.iter("\n".join(gaps)):  # one search is faster than one for each
        gap = bisect_right(begins, last) - 1
        low, end = lows[gap], lows[gap] + last - begins[gap] + 1
        for secret in alike:
            start = end - len(secret)
            if start >= low and text.startswith(secret, start):
                places.append((start, -len(secret), highs[gap], secret))
    return places


def _whole(text: str, places: list[_Place]) -> list[tuple[int, str]]:
    """Give the secrets that stand there as a whole: the longest first, none inside another."""
    past, whole, signed = 0, [], PLACEHOLDER_OPENING in text
    for start, size, high, secret in sorted(places):
        end = start - size
        if start >= past and (len(secret) >= CERTAIN or _stands_alone(text, start, end, high)):
            past = end
            if not (signed and in_placeholder(text, start)):
                whole.append((start, secret))
    return whole


def _stands_alone(text: str, start: int, end: int, high: int) -> bool:
    """Tell whether a stretch is no part of a longer word, in a text that is looked at up to `high`."""
    return not _in_words(text[start - 1 : start]) and (end == high or not _in_words(text[end]))


def _in_words(character: str) -> bool:
    return character.isalnum() or character == "_"
