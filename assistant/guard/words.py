"""The long words of a text: the few places where a key can stand."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

_LONG = 20  # characters
_IN_WORDS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.~"
_IN_NAMES = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
# A copy of the text in which a word is a run of one byte is searched many times faster than any expression would.
_WORDS = bytes(ord("w") if byte in _IN_WORDS else ord(" ") for byte in range(256))
_NAMES = bytes(
    ord("N") if byte in _IN_NAMES else ord("=") if byte == ord("=") else ord(" ") for byte in range(256)
)


class LongWords:
    """The words of at least 20 letters, digits, "_", "-", "." and "~", joined by line ends.

    `joined` is searched instead of the text: it is a few hundredths of most; `place` leads back.
    """

    def __init__(self, text: str) -> None:
        self.encoded = text.encode("ascii", "replace")  # one byte for each character
        self._starts: list[int] = []
        self._words: list[str] = []
        runs = self.encoded.translate(_WORDS)
        find, long = runs.find, b"w" * _LONG
        start = find(long)
        while start >= 0:
            end = find(b" ", start)
            end = end if end >= 0 else len(runs)
            self._starts.append(start)
            self._words.append(text[start:end])
            start = find(long, end)
        self.joined = "\n".join(self._words)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Give every long word with its place in the text."""
        return zip(self._starts, self._words, strict=True)

    def place(self, place: int) -> int:
        """Give the place in the text of a place in `joined`."""
        word = bisect_right(self._joined_starts, place) - 1
        return self._starts[word] + place - self._joined_starts[word]

    def variables(self) -> list[int]:
        """Give the place of every "=" in the text behind a name in capitals."""
        find = self.encoded.translate(_NAMES).find
        places, place = [], find(b"NNN=")
        while place >= 0:
            places.append(place + 3)
            place = find(b"NNN=", place + 4)
        return places

    @cached_property
    def _joined_starts(self) -> list[int]:
        return list(accumulate((len(word) + 1 for word in self._words), initial=0))
