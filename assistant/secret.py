"""A provider's key, which is never shown."""

from dataclasses import dataclass, field


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
        """Give `text` with the key masked wherever it stands."""
        return text.replace(self.key, self.masked) if self.key else text
