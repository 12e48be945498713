"""Characters beyond the first 65,536 that JSON may write as two halves, and that gateways cut between two chunks."""

from assistant.pattern import pattern

_HALF = pattern("[\ud800-\udfff]")


class SurrogateJoiner:
    """Puts the halves of characters together again; a half that stays alone becomes U+FFFD."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, text: str) -> str:
        """Give `text` whole; a first half at its end is held back for the next piece."""
        if not self._held and not _HALF.search(text):
            return text
        whole = self._held + text
        self._held = whole[-1:] if "\ud800" <= whole[-1:] <= "\udbff" else ""
        return _joined(whole[: len(whole) - len(self._held)])

    def close(self) -> str:
        """Give what is held back when the stream ends."""
        held, self._held = self._held, ""
        return _joined(held)


def _joined(text: str) -> str:
    if not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
