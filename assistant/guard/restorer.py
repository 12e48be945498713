"""Put the secrets of a vault back into an answer while it comes."""

from collections.abc import Callable

from assistant.guard.vault import Vault


class Restorer:
    """Put the secrets back into an answer that comes in chunks.

    What `feed` and `close` give adds up to `Vault.restore` of the whole answer, however it was cut. Text is held
    back only while it may be the beginning of a placeholder the vault knows.
    """

    def __init__(self, vault: Vault, shown: Callable[[str], str] = str) -> None:
        self._vault = vault
        self._shown = shown
        self._waiting = ""

    def feed(self, chunk: str) -> str:
        """Give as much of the answer so far as is certain."""
        if not self._waiting and "«" not in chunk:
            return chunk
        text = self._waiting + chunk
        cut = text.rfind("«")
        tail = text[cut:] if cut >= 0 else ""
        self._waiting = tail if tail and self._vault.may_go_on(tail) else ""
        return self._vault.restore(text[: len(text) - len(self._waiting)], self._shown)

    def close(self) -> str:
        """Give what was still held back: the answer ended within it."""
        waiting, self._waiting = self._waiting, ""
        return waiting
