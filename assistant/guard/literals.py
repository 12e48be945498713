"""Where what the rules look for stands in a text: one pass finds every literal of all of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ahocorasick import Automaton

# An automaton tries the beginnings of its words in turn wherever none of them goes on: frequent ones come first.
_FREQUENT = ' eta"oinsr-:./lc'
_MANY = 1_000  # places of one literal


class Literals:
    """The places of known literals in a text; whoever asks for another one gets a KeyError."""

    def __init__(self, text: str, lowered: str, known: tuple[str, ...]) -> None:
        self._text = text
        self._lowered = lowered
        # A list for each literal would be objects enough to have Python collect its garbage.
        ends: defaultdict[str, list[int]] = defaultdict(list)
        searching = _ascii_automaton_of(known) if lowered.isascii() else _automaton_of(known)
        for end, literal in searching.iter(lowered):
            ends[literal].append(end)
        self._ends: dict[str, Sequence[int]] = {**dict.fromkeys(known, ()), **ends}
        self._exact: dict[str, list[int]] = {}

    def places(self, literal: str) -> list[int]:
        """Give every place where the text says `literal`, in its own capitals and small letters."""
        if literal not in self._exact:
            begins = self._text.startswith
            places = self.places_in_any_case(literal)
            # Where very many stand, to count those in its own letters is a fraction of the work of trying each.
            alike = len(places) > _MANY and self._text.count(literal) == len(places)
            self._exact[literal] = places if alike else [place for place in places if begins(literal, place)]
        return self._exact[literal]

    def places_in_any_case(self, literal: str) -> list[int]:
        """Give every place where the text says `literal`, whatever letters of it are capitals."""
        before = len(literal) - 1
        return [end - before for end in self._ends[literal.lower()]]

    def places_of_any(self, words: Iterable[str]) -> list[int]:
        """Give every place, in order, where the text says one of some words in small letters, in whatever letters."""
        places: list[int] = []
        for word in words:
            if ends := self._ends[word]:
                before = len(word) - 1
                places += [end - before for end in ends]
        return sorted(places)

    def holds(self, literal: str) -> bool:
        """Tell whether the text says `literal`, in its own capitals and small letters."""
        return bool(self._ends[literal.lower()] and self.places(literal))

    def holds_in_any_case(self, literal: str) -> bool:
        """Tell whether the text says `literal`, whatever letters of it are capitals."""
        literal = literal.lower()
        return literal in self._lowered if len(literal) < 2 else bool(self._ends[literal])


def known_literals(*groups: tuple[str, ...]) -> tuple[str, ...]:
    """Give what is to be searched for, in small letters and each once, but no single sign: that is found faster alone."""
    known = dict.fromkeys(literal.lower() for group in groups for literal in group if len(literal) > 1)
    return tuple(sorted(known, key=lambda literal: (_FREQUENT + literal[0]).index(literal[0])))


def matches(pattern: re.Pattern[str], text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """Match a pattern at each of `places` that no match before it covers."""
    if not places:
        return
    match, past = pattern.match, 0
    for place in places:
        found = match(text, place) if place >= past else None
        if found:
            past = found.end()
            yield found


def holds_any(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether one of many words stands in a short text."""
    return next(_automaton_of(words).iter(text), None) is not None


def automaton(words: Iterable[str]) -> Automaton:
    """Build what finds each of `words` in a text, in their own letters, and where it ends."""
    built = Automaton()
    for word in words:
        built.add_word(word, word)
    built.make_automaton()
    return built


@cache
def _ascii_automaton_of(words: tuple[str, ...]) -> Automaton:
    """Build one for those that a text of ASCII may hold: the fewer beginnings there are to try, the faster."""
    return automaton(filter(str.isascii, words))


@cache
def _automaton_of(words: tuple[str, ...]) -> Automaton:
    """Build it once for each process."""
    return automaton(words)
