"""The view that writes an answer's code and nothing else, for `ask -x "fix this" < app.js > fixed.js`."""

from collections.abc import Callable
from typing import TextIO

from assistant.digits import counted
from assistant.render.extraction import NestedReader, Piece
from assistant.render.status_lines import StatusLines
from assistant.render.views import Passage, PipeWriter
from assistant.reply import Delta, Reply
from assistant.turn import Event


def several(blocks: int) -> str:
    """Say that the code is of several blocks, and how one of them is had alone."""
    return (
        f"the code is of {blocks} blocks, one after the other; -x N gives one (of this answer: ask last -x N)"
    )


def taken(number: int, blocks: int) -> str:
    """Say which block was taken by its language, and how another is had."""
    return (
        f"block {number} of {blocks} is taken, the only one in the language asked about; -x N gives another "
        f"(of this answer: ask last -x N)"
    )


class CodeView:
    """The code of every block, or of block `wanted` (from 1), as it was written, line by line as it comes.

    With no block `wanted`, the only one whose language is `own` is `taken`, and the others are not written.

    `found` tells, when the answer is over, whether there was such code, with anything in it. Where there was none the
    whole answer is written to stderr, so that it is not lost. `restored` puts secrets back into the code: no line of
    one ends a block. `before` is what came of the answer earlier; its code is written too, once more comes.
    """

    def __init__(
        self,
        out: TextIO,
        status: StatusLines,
        passage: Passage,
        *,
        wanted: int | None,
        restored: Callable[[str], str],
        own: Callable[[str], bool] | None,
        before: str,
    ) -> None:
        self.found = False
        self.taken = wanted
        self._own = own if wanted is None else None
        self._owned: list[int] = []  # the blocks in that language
        self._held: list[Piece] = []  # from the first block in another
        self._writer = PipeWriter(out, passage)
        self._status = status
        self._wanted = wanted
        self._restored = restored
        self._before = before
        self._reader = NestedReader()
        self._blocks = 0

    def show(self, event: Event) -> None:
        """Show one event."""
        self._status.show(event)
        if isinstance(event, Delta):
            before, self._before = self._before, ""
            self._take(self._reader.feed(before + event.text))

    def finish(self, reply: Reply) -> None:
        """Write what was held back; say where there was no code, and what the answer took."""
        self._take(self._reader.end())
        if self._blocks > 1 and len(self._owned) == 1:
            (self.taken,) = self._owned
            self._status.warn(taken(self.taken, self._blocks))
        self._flush()
        self._writer.close()
        if not self.found and reply.text:
            self._status.tell(reply.text.rstrip("\n"))
            self._status.warn(self._missing())
        elif self._writer.unseen.notice:
            self._status.warn(self._writer.unseen.notice)
        if self.taken is None and self._blocks > 1:
            self._status.warn(several(self._blocks))
        self._status.finish(reply)

    def _missing(self) -> str:
        if not self._blocks:
            return "the answer has no code block; its text stands above"
        if self.taken is None or self.taken <= self._blocks:
            return "there is nothing in the code of the answer; its text stands above"
        return f"the answer has {counted(self._blocks, 'code block')}, no block {self._wanted}; its text stands above"

    def _take(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            self._blocks = piece.number
            if self._own and self._own(piece.language) and piece.number not in self._owned:
                self._owned.append(piece.number)
            if len(self._owned) > 1:
                self._own = None
                self._flush()
            if self._own and (self._held or piece.number not in self._owned):
                self._held.append(piece)
            else:
                self._write(piece)

    def _flush(self) -> None:
        held, self._held = self._held, []
        for piece in held:
            self._write(piece)

    def _write(self, piece: Piece) -> None:
        if self.taken in (None, piece.number):
            self.found = self.found or bool(piece.text.strip())
            self._writer.write(self._restored(piece.text))
