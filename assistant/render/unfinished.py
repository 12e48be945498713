"""The line that has not ended yet: kept until it is whole, or until it is certain that it may flow as it comes."""

from assistant.render.lines import LONGEST, Kind, Line, Open, Reading
from assistant.render.scan import scan

_HEAD = 2 * LONGEST + 200  # characters that are looked at
_SHOWN = 1000  # characters that are shown
# More of such a line may still show that it flows after all (an inline code span, a long line).
_DECIDED_LATE = (Kind.FENCE, Kind.PIPES, Kind.HEADING, Kind.ROW, Kind.HTML, Kind.MATH)


class UnfinishedLine:
    """The pieces of a line. What is open before it is told at each question, for that may change."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._head = ""
        self._decided = False

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def add(self, piece: str, before: Open) -> tuple[Line, str] | None:
        """Take a piece; once it is certain that the line flows, give it away: (what it is, its text beyond that)."""
        self._pieces.append(piece)
        if len(self._head) >= _HEAD:
            return None
        self._head += piece
        if self._decided:
            return None
        line = scan(self._head[:_HEAD], before, Reading.BEGINNING)
        if line is None:
            return None
        if line.whole:
            self._decided = line.kind not in _DECIDED_LATE
            return None
        rest = "".join(self._pieces)[len(self._head[:_HEAD]) :]
        self._clear()
        return line, rest

    def end(self, before: Open) -> Line | None:
        """Give the line away: it is whole."""
        text = "".join(self._pieces)
        self._clear()
        return scan(text, before, Reading.WHOLE)

    def look(self, before: Open) -> Line | None:
        """Read the line as far as it is known; None if that does not tell what it is."""
        return scan(self._head[:_SHOWN], before, Reading.BEGINNING) if self._pieces else None

    def _clear(self) -> None:
        self._pieces, self._head, self._decided = [], "", False
