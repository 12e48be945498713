"""Puts a streamed answer on a terminal."""

from typing import TextIO

from assistant.safe import visible


class TerminalRenderer:
    """Shows an answer on a terminal as it comes."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._column_0 = True

    def write(self, text: str) -> None:
        """Show a piece of the answer."""
        self._out.write(visible(text))
        self._out.flush()
        self._column_0 = text.endswith("\n")

    def tick(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """End the last line."""
        if not self._column_0:
            self.write("\n")
