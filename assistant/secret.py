"""A provider's key, which is never shown."""

import base64
import re
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

PART = 8  # characters of a key in a row that give it away


@dataclass(frozen=True, slots=True)
class Secret:
    """A key, and where it came from in words. Only its last four characters are ever shown."""

    key: str = field(repr=False)
    origin: str

    @property
    def masked(self) -> str:
        """Enough of the key to tell it from another: its last four characters where it is long enough for that."""
        return f"…{self.key[-4:]}" if len(self.key) >= 12 else "…"

    def masked_in(self, text: str) -> str:
        """Give `text` with the key masked wherever it stands: whole, in part, or encoded as URLs and headers do."""
        if not self.key:
            return text
        masked = text.replace(self.key, self.masked)
        for written in self._writings():
            masked = _without_parts(masked, written)
        return masked

    def _writings(self) -> tuple[str, ...]:
        plain = self.key.encode(errors="replace")  # an environment may hold what is no text
        dashes = quote(plain, safe="").replace("-", "%2D").replace("_", "%5F").replace(".", "%2E")
        in_base64 = [
            base64.b64encode(prefix + plain).decode().rstrip("=") for prefix in (b"", b"Bearer ", b":")
        ]
        return tuple(dict.fromkeys((self.key, quote(plain, safe=""), quote_plus(plain), dashes, *in_base64)))


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
