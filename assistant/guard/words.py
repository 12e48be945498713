"""The long words of a text: the few places where a key can stand, and where each is in the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

_SHORT = 4_000  # characters up to which a text is looked through as it is


class LongWords:
    """The words of at least 20 letters, digits, "_", "-", "." and "~", joined by line ends.

    `joined` is searched instead of the text: it is a few hundredths of most; `place` leads back.
    """

    def __init__(self, text: str) -> None:
        self.joined = text
        self._joined_starts = [0]
        self._text_starts = [0]
        self._whole = len(text) <= _SHORT
        if not self._whole:
            self._collect(text)

    def _collect(self, text: str) -> None:
        self._joined_starts, self._text_starts, pieces, length = [], [], [], 0
        for word in _long_word().finditer(text):
            self._joined_starts.append(length)
            self._text_starts.append(word.start())
            pieces.append(word[0])
            length += len(word[0]) + 1
        self.joined = "\n".join(pieces)

    def place(self, place: int) -> int:
        """Give the place in the text of a place in `joined`."""
        word = bisect_right(self._joined_starts, place) - 1
        return self._text_starts[word] + place - self._joined_starts[word]

    def words(self) -> Iterator[tuple[int, str]]:
        """Give every long word with its place in the text."""
        if self._whole:
            for word in _long_word().finditer(self.joined):
                yield word.start(), word[0]
        elif self._text_starts:
            yield from zip(self._text_starts, self.joined.split("\n"), strict=True)

    def places(self, beginning: str) -> Iterator[int]:
        """Give every place in the text where `beginning` stands in a long word."""
        found = self.joined.find(beginning)
        while found >= 0:
            yield self.place(found)
            found = self.joined.find(beginning, found + len(beginning))


@cache
def _long_word() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z0-9_.~-]{20,}")
