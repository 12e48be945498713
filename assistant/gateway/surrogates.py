"""Characters beyond the first 65,536 that JSON may write as two halves, and that gateways cut between two chunks."""

import re

_HALF = re.compile("[\ud800-\udfff]")


class SurrogateJoiner:
    """Puts the halves of characters together again; a half that stays alone becomes U+FFFD."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, text: str) -> str:
        """Give `text` whole; a first half at its end is held back for the next piece."""
        if not self._held and not _HALF.search(text):
            return text
        joined = self._held + text
        self._held = joined[-1:] if "\ud800" <= joined[-1:] <= "\udbff" else ""
        return self.halves_joined(joined[: len(joined) - len(self._held)])

    def close(self) -> str:
        """Give what is held back when the stream ends."""
        held, self._held = self._held, ""
        return self.halves_joined(held)

    @staticmethod
    def halves_joined(text: str) -> str:
        """Give `text` with its halves joined."""
        if not _HALF.search(text):
            return text
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
