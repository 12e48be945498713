"""Where an answer goes on that was cut off: what follows, as it stands behind what came. Pure."""

import re
from collections.abc import Iterable

from assistant.render.extraction import CodeReader, Piece
from assistant.render.language import language_of
from assistant.render.lines import LONGEST

_FENCE = re.compile(r"\s*(?P<mark>[`~])(?P=mark){2,}(?P<info>[^\n`]*)(?:\n|\Z)")
_BEGUN = re.compile(r"\s*(?:`{0,2}|~{0,2}|(?:`{3,}|~{3,})[^\n`]*)\Z")  # what a fence may still come of
_NAMES = re.compile(r"\s*[{.]?\w")
_REST_OF_INFO = re.compile(r"[`~]*[\w+#.-]*(?: +[\w-]+=[\"'{\d].*| *\{.*)?\Z")
_HOLDS_FENCES = "markdown"


class Seam:
    """A passage for what follows a cut answer: its first words are made to go on from what came.

    A fence begins a line, though the line before it was not ended; one that is open is not opened again, and what is
    repeated behind it of a line is left out. `guessed` turns true where it is not certain how the parts meet.
    """

    def __init__(self, before: str) -> None:
        self._reader = CodeReader()
        pieces = self._reader.feed(before)
        self._line = before[before.rfind("\n") + 1 :]  # the one that was not ended
        self._block = self._reader.number if self._reader.is_open else 0
        code = "".join(piece.text for piece in pieces if piece.number == self._block)
        self._opening = code.partition("\n")[0]
        ended = CodeReader()
        ended.feed(f"{before}\n")
        self._language = ended.language
        self._opens = ended.is_open and not self._block
        self._closes = bool(self._block) and not ended.is_open
        self._head: str | None = ""  # what came so far, until it is certain what it begins
        self.guessed = False

    @property
    def known(self) -> bool:
        """Whether it is known how the parts meet, now that the whole answer is over: what was open is closed."""
        return not self.guessed and not (self._block and self._reader.is_open)

    def feed(self, chunk: str) -> str:
        """Give what of the text so far goes behind what came."""
        if self._head is None:
            return self._followed(chunk)
        self._head += chunk
        return "" if self._is_undecided(self._head) else self._begin()

    def close(self) -> str:
        """Give what was held back."""
        rest = self._begin() if self._head else ""
        self._look(self._reader.end())
        return rest

    def _begin(self) -> str:
        head, self._head = self._head or "", None
        return self._followed(self._begun(head))

    def _is_undecided(self, head: str) -> bool:
        if len(head) > LONGEST:
            return False
        if self._closes:
            return not head.strip(" \t")
        if _BEGUN.match(head) or (self._opens and "\n" not in head):
            return True
        fence = _FENCE.match(head)
        return bool(fence and self._block and "\n" not in head[fence.end() :])

    def _begun(self, head: str) -> str:
        """Give the first words as they go on with what came."""
        first, fence = head.partition("\n")[0], _FENCE.match(head)
        on_a_line = f"\n{head}" if self._line and first.strip() else head
        if self._closes:
            return on_a_line
        if self._opens:
            if fence and self._is_none_within(fence["info"]) and (first.strip() or fence["info"].strip()):
                return f"\n{head[fence.end() :]}"
            within = " " in self._line.lstrip() or _REST_OF_INFO.match(first.rstrip())
            return head if within else on_a_line
        if fence is None:
            return head
        if self._block and _NAMES.match(fence["info"]) and self._is_opened_again(fence):
            return self._without_repeated(head[fence.end() :], self._line if first.strip() else "")
        is_code = self._block and fence["info"].strip() and not _NAMES.match(fence["info"])
        stands = self._reader.could_open(self._line + fence[0].strip("\r\n"))
        return head if is_code or stands else on_a_line

    def _without_repeated(self, code: str, line: str) -> str:
        """Give code behind a fence that was opened again, without what it repeats of a `line` that was not ended."""
        first = code.partition("\n")[0]
        begins_again = bool(first.strip()) and first == self._opening
        for repeated in (line, line.strip()):
            if repeated and first.startswith(repeated) and not begins_again:
                return code[len(repeated) :]
        indented = first[:1] in (" ", "\t")
        self.guessed = begins_again or bool(line.strip() and not indented)
        goes_on = not self._line or (line and not line.strip() and not indented)
        return code if goes_on else f"\n{code}"

    def _is_opened_again(self, fence: re.Match[str]) -> bool:
        """Tell whether a fence is that of the block which is open, and not code in it, nor one beside it."""
        line = fence[0].strip("\r\n")
        could = self._reader.could_open
        return self._is_none_within(fence["info"]) and (could(line) or could(self._line + line))

    def _is_none_within(self, info: str) -> bool:
        return self._language != _HOLDS_FENCES or language_of(info) == _HOLDS_FENCES

    def _followed(self, text: str) -> str:
        self._look(self._reader.feed(text))
        return text

    def _look(self, pieces: list[Piece]) -> None:
        """Notice a fence that is opened again behind other words."""
        for piece in pieces if self._block and not self.guessed else ():
            if piece.number == self._block and self._reader.could_open(piece.text):
                fence = _FENCE.match(piece.text)
                self.guessed = fence is not None and self._is_none_within(fence["info"])


def joined(parts: Iterable[str]) -> tuple[str, bool]:
    """Give an answer of the parts in which it came, each but the last cut off, and whether it is known how they meet."""
    text, known, guessed = "", True, False
    for part in parts:
        seam = Seam(text)
        text += seam.feed(part) + seam.close()
        guessed = guessed or seam.guessed
        known = seam.known and not guessed
    return text, known
