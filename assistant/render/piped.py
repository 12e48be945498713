"""Rendered Markdown for a pipe, where colour was asked for: whole rows, and nothing that moves a cursor."""

from typing import TextIO

from assistant.render.document import Document
from assistant.render.layout import Viewport
from assistant.render.palette import Palette
from assistant.render.rows import ansi
from assistant.render.views import Passage, UnchangedText
from assistant.safe import TerminalText


class RowRenderer:
    """Writes each row when it is final. `before` is what was shown of the text earlier.

    `restorer` puts secrets back into what was made safe, veiled."""

    def __init__(
        self,
        out: TextIO,
        restorer: Passage | None,
        *,
        before: str = "",
        columns: int,
        palette: Palette,
        tab: int,
    ) -> None:
        self._out = out
        self._document = Document(Viewport(columns, palette, tab))
        self._safe = TerminalText()
        self._restorer = restorer or UnchangedText()
        self._document.pass_over(self._restorer.feed(self._safe.feed(before)))

    def write(self, text: str) -> None:
        """Take a piece of the text and write the rows that it completes."""
        self._document.feed(self._restorer.feed(self._safe.feed(text)))
        self._take()

    def tick(self) -> None:
        """Nothing provisional is written."""

    def close(self) -> None:
        """Write what is left."""
        self._document.feed(self._restorer.feed(self._safe.close()) + self._restorer.close())
        self._document.end()
        self._take()

    def _take(self) -> None:
        for row in self._document.take():
            self._out.write(ansi(row) + "\n")
        self._out.flush()
