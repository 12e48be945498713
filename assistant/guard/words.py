"""The words of a text: which there are at all, and the long ones, the few places where a key can stand."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate

# Parts of several literals: searched once for all.
_SHARED = ("uth", "ogin", "redential", "onnect", "net use", "assword")
_CROWD = 2_000  # places of such a part, from which each literal is better searched for itself
_LONG = 20  # characters
_PIECE = 32_000  # characters
_OVERLAP = 60  # characters of the next piece: no literal is longer
_NAME_REACH = 700  # characters before a flag in which its command stands
_BECOME_LETTERS = "\u0130\u212a"  # of all other signs only these are one of a to z in lower case
_IN_WORDS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.~"
_IN_NAMES = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
# A copy of the text in which a word is a run of one byte is searched many times faster than any expression would.
_WORDS = bytes(ord("w") if byte in _IN_WORDS else ord(" ") for byte in range(256))
_FLAGS = bytes(ord("p") if byte in b"auwpPU" else ord("-") if byte == ord("-") else ord(" ") if byte in b" \t\n\"',"
               else ord(".") for byte in range(256))  # fmt: skip
_NO_SIGNS = bytes(
    byte for byte in range(128) if not chr(byte).isprintable() or chr(byte).isalnum() or byte == 32
)
_LETTERS = bytes(byte if chr(byte).isascii() and chr(byte).isalpha() else ord(" ") for byte in range(256))
_NAMES = bytes(
    ord("N") if byte in _IN_NAMES else ord("=") if byte == ord("=") else ord(" ") for byte in range(256)
)


class Vocabulary:
    """The distinct words of a text: a few hundredths of most texts, looked into before the whole is searched."""

    def __init__(self, text: str, lowered: str, words: "LongWords") -> None:
        self._text = text
        self._signs = words.encoded.translate(None, _NO_SIGNS)
        worded, random = words.parted()
        self._random = b" %b " % random.translate(_LETTERS)
        pieces = list(_pieces(worded.translate(_LETTERS)))
        self._pieces = [(start, end, _joined(words)) for start, end, words in pieces]
        self._joined = _joined(set().union(*(words for _, _, words in pieces)))
        if not any(map(text.__contains__, _BECOME_LETTERS)):
            self._lowered = self._joined.lower()
        else:
            plain = lowered.encode("ascii", "replace").translate(_LETTERS)
            self._lowered = _joined(set().union(*(words for _, _, words in _pieces(plain))))
        self._held: dict[str, bool] = {}
        self._places: dict[str, list[int]] = {}
        self._crowds: set[str] = set()  # shared parts that stand in too many places

    def holds(self, literal: str) -> bool:
        """Tell whether `literal` stands in the text."""
        return self.may_say(literal) and any(literal in piece for _, piece in self._near(literal))

    def may_hold(self, literal: str) -> bool:
        """Tell whether the words and the signs of `literal` are some of the text, in whatever case."""
        held = self._held.get(literal)
        if held is None:
            letters, signs = _parts_of(literal)
            held = all(run in self._lowered for run in letters) and signs in self._signs
            self._held[literal] = held
        return held

    def may_say(self, literal: str) -> bool:
        """Tell whether the words of `literal` are words of the text; capitals may stand in a random word as well."""
        plain = literal == literal.lower()
        if not (self.may_hold(literal) if plain else _parts_of(literal)[1] in self._signs):
            return False
        return all(run in self._joined or (not plain and run in self._random) for run in _letters_of(literal))

    def places(self, literal: str) -> list[int]:
        """Give every place of `literal` in the text."""
        if not self.may_say(literal):
            return []
        if literal not in self._places:
            core = next((part for part in _SHARED if part in literal), "")
            places = self._places_of(core, _CROWD) if core and core not in self._crowds else None
            if places is None:
                self._crowds.add(core)
                core = literal.strip(" ")
                places = self._places_of(core, len(self._text)) or []
            shift = literal.index(core)
            begins = self._text.startswith
            self._places[literal] = (
                places
                if core == literal
                else [place - shift for place in places if place >= shift and begins(literal, place - shift)]
            )
        return self._places[literal]

    def _places_of(self, core: str, most: int) -> list[int] | None:
        """Give the places of a part, None for more than `most`."""
        if core not in self._places:
            places: list[int] = []
            for start, piece in self._near(core):
                places += [start + place for place in _starts(piece.split(core, most + 1), core)]
                if len(places) > most:
                    return None
            self._places[core] = places
        return self._places[core]

    def _near(self, literal: str) -> Iterator[tuple[int, str]]:
        """Give the pieces of the text that say the words of `literal`, and where they begin."""
        runs = _letters_of(literal)
        anywhere = literal != literal.lower() and any(run in self._random for run in runs)
        for start, end, words in self._pieces:
            if anywhere or all(run in words for run in runs):
                yield start, self._text[start : end + len(literal) - 1]


def _pieces(text: bytes) -> Iterator[tuple[int, int, set[bytes]]]:
    """Give where pieces begin and end that the processor keeps at hand, and the words of each and of what is next."""
    start = 0
    while start < len(text):
        end = text.find(b" ", start + _PIECE)
        end = end if end >= 0 else len(text)
        yield start, end, set(text[start : end + _OVERLAP].split())
        start = end


def _joined(words: set[bytes]) -> bytes:
    return b" %b " % b" ".join(words)


def _starts(between: list[str], core: str) -> list[int]:
    """Give every place of `core` in a text that was split at it."""
    ends = accumulate(map(len(core).__add__, map(len, between[:-1])))
    return [end - len(core) for end in ends]


@cache
def _letters_of(literal: str) -> tuple[bytes, ...]:
    """Give the runs of letters in `literal`, with a blank where something else ends them."""
    letters = literal.encode().translate(_LETTERS)
    runs = letters.split()
    last = len(runs) - 1 if letters[-1:] != b" " else len(runs)
    first = 0 if letters[:1] != b" " else -1
    return tuple(b" " * (at > first) + run + b" " * (at < last) for at, run in enumerate(runs))


@cache
def _parts_of(literal: str) -> tuple[tuple[bytes, ...], bytes]:
    """Give the runs of letters in `literal`, in lower case, and the signs in it."""
    return _letters_of(literal.lower()), literal.encode("ascii", "replace").translate(None, _NO_SIGNS)


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

    def parted(self) -> tuple[bytes, bytes]:
        """Give the text with blanks for the long words of letters and digits that may be random, and these."""
        pieces: list[bytes] = []
        random, past = [], 0
        for start, word in self if not self.joined.islower() else ():
            if word.isalnum() and not (word.islower() or word.isupper() or word[1:-5].isalpha()):
                pieces += (self.encoded[past:start], b" " * len(word))
                random.append(word)
                past = start + len(word)
        pieces.append(self.encoded[past:])
        return b"".join(pieces), " ".join(random).encode()

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

    def before_flags(self) -> str:
        """Give what stands before the flags -a, -u, -w, -p, -P and -U, as far as a command's name is from them."""
        runs = self.encoded.translate(_FLAGS)
        pieces, start, end = [], 0, 0
        place = runs.find(b" -p")
        while place >= 0:
            if place - _NAME_REACH > end:
                pieces.append(self.encoded[start:end])
                start = place - _NAME_REACH
            end = place + 3
            place = runs.find(b" -p", end)
        return b"".join([*pieces, self.encoded[start:end]]).decode("ascii")

    @cached_property
    def _joined_starts(self) -> list[int]:
        return list(accumulate((len(word) + 1 for word in self._words), initial=0))
