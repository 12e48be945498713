"""The long words of a text: the few places where a key can stand."""

import string
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

_LONG = 20  # characters
_IN_WORDS = f"{string.ascii_letters}{string.digits}_-.~"
# A copy of the text in which a word is a run of one byte is searched many times faster than any expression would.
_WORDS = bytes(ord("w") if chr(byte) in _IN_WORDS else ord(" ") for byte in range(256))


class LongWords:
    """The words of at least 20 letters, digits, "_", "-", "." and "~", joined by line ends.

    `joined` is searched instead of the text: it is a few hundredths of most; `place` leads back. They begin at `starts`.
    """

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        self._words: list[str] = []
        runs = text.encode("ascii", "replace").translate(_WORDS)  # one byte for each character
        find, long = runs.find, b"w" * _LONG
        start = find(long)
        while start >= 0:
            end = find(b" ", start)
            end = end if end >= 0 else len(runs)
            self.starts.append(start)
            self._words.append(text[start:end])
            start = find(long, end)
        self.joined = "\n".join(self._words)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Give every long word with its place in the text."""
        return zip(self.starts, self._words, strict=True)

    def place(self, place: int) -> int:
        """Give the place in the text of a place in `joined`."""
        word = bisect_right(self._joined_starts, place) - 1
        return self.starts[word] + place - self._joined_starts[word]

    @cached_property
    def _joined_starts(self) -> list[int]:
        return list(accumulate((len(word) + 1 for word in self._words), initial=0))
