"""A text of which stretches are left out, and the way back to the places of the whole."""

from bisect import bisect_right

from assistant.guard.finding import Hit


class Shortened:
    """What is left of a text while one stretch after another is left out of it, from its beginning on."""

    def __init__(self, text: str) -> None:
        self._whole = text
        self._pieces: list[str] = []
        self._past = self._length = (
            0  # where what is looked at begins, and how long what is left before it is
        )
        self._seams: list[int] = []  # where something was left out
        self._left_out = [0]  # characters that are left out before a seam

    def leave_out(self, start: int, end: int, instead: str = "") -> None:
        """Leave a stretch out that begins where the last one ended, or behind it; `instead` takes its place."""
        piece = self._whole[self._past : start] + instead
        self._pieces.append(piece)
        self._past, self._length = end, self._length + len(piece)
        self._seams.append(self._length)
        self._left_out.append(end - self._length)

    def text(self) -> str:
        """Give what is left: the text itself where nothing was left out."""
        return "".join([*self._pieces, self._whole[self._past :]]) if self._pieces else self._whole

    def place(self, place: int) -> int:
        """Give the place in the whole of a place in what is left."""
        return place + self._left_out[bisect_right(self._seams, place)]

    def restored(self, found: list[Hit]) -> list[Hit]:
        """Give the hits of what is left as they stand in the whole: one around a seam holds what was left out there."""
        if not self._pieces:
            return found
        place = self.place
        return [Hit(place(start), place(end - 1) + 1, *told) for start, end, *told in found]
