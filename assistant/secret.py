"""A provider's key, which is never shown."""

import base64
import re
from dataclasses import field
from urllib.parse import quote, quote_plus

from assistant.values import dataclass

NO_WORD = 12  # characters from which a key with a digit is nothing else in an answer
PART = 8  # characters of a key in a row that give it away


@dataclass(frozen=True, slots=True)
class Secret:
    """A key, and where it came from in words. Only its last four characters are ever shown.

    `others` are keys that go the same way, in headers of their own.
    """

    key: str = field(repr=False)
    origin: str
    others: tuple[str, ...] = field(default=(), repr=False)

    @property
    def masked(self) -> str:
        """Enough of the key to tell it from another: its last four characters where its last word is long enough."""
        return f"…{self.key[-4:]}" if re.search(r"[^\s,;=]{12,}=*$", self.key) else "…"

    def masked_in(self, text: str) -> str:
        """Give `text` with the keys masked wherever they stand: whole, in part, or encoded as URLs and headers do."""
        for part in self.parts:
            text = text.replace(part.key, part.masked)
            for written in _writings(part.key):
                text = _without_parts(text, written)
        return text

    @property
    def parts(self) -> "tuple[Secret, ...]":
        """Each key alone, but for empty ones."""
        return tuple(Secret(key, self.origin) for key in (self.key, *self.others) if key)


def is_key(text: str) -> bool:
    """Tell whether a text can be a key: a word of printable ASCII, as fits into a header, and not in quotes."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text and text[0] not in "\"'"


def is_no_word(key: str) -> bool:
    """Tell whether a key is nothing else in an answer: "lm-studio" and "sk-no-key-required" are words to any model."""
    return len(key) >= NO_WORD and any(map(str.isdigit, key))


def looks_like_key(text: str) -> bool:
    """Tell whether a text that stands where something else belongs is likely a key: a long word with a digit."""
    return re.search(r"(?=[A-Za-z]*\d)[A-Za-z\d]{16}", text) is not None


def _writings(key: str) -> tuple[str, ...]:
    plain = key.encode(errors="replace")  # an environment may hold what is no text
    dashes = quote(plain, safe="").replace("-", "%2D").replace("_", "%5F").replace(".", "%2E")
    in_base64 = [base64.b64encode(prefix + plain).decode().rstrip("=") for prefix in (b"", b"Bearer ", b":")]
    return tuple(dict.fromkeys((key, quote(plain, safe=""), quote_plus(plain), dashes, *in_base64)))


def _without_parts(text: str, written: str) -> str:
    """Mask every run of `PART` characters or more that `written` has in it too; a shorter key only as a whole."""
    size = min(PART, len(written))
    lower, found = written.lower(), text.lower()
    if len(found) != len(text):  # a character whose small letter has another length
        found = text
    parts = {lower[start : start + size] for start in range(len(lower) - size + 1)}
    covered = bytearray(len(text))
    for start in range(len(found) - size + 1):
        if found[start : start + size] in parts:
            covered[start : start + size] = b"\x01" * size
    pieces, end = [], 0
    for run in re.finditer(b"\x01+", covered):
        pieces += [text[end : run.start()], "…"]
        end = run.end()
    return "".join((*pieces, text[end:]))
