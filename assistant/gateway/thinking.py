"""Thinking that a model writes into its answer between <think> and </think>, told apart as it streams."""

from assistant.reply import Delta, Thinking

OPENING, CLOSING = "<think>", "</think>"
LONGEST_BLANK = 10_000  # characters of white space before a tag


class ThinkingSplitter:
    """Splits an answer that opens with a <think> block; anywhere else the tag is text like any other."""

    def __init__(self) -> None:
        self._held = ""
        # then "thinking", "gap" (white space between the block and the answer), "answer"
        self._state = "start"

    def feed(self, text: str) -> list[Delta | Thinking]:
        """Give the pieces that `text` settles; at most a tag's length is held back."""
        if self._state == "answer":
            return [Delta(text)] if text else []
        self._held += text
        pieces: list[Delta | Thinking] = []
        if self._state == "start":
            self._open(pieces)
        if self._state == "thinking":
            self._think(pieces)
        if self._state == "gap":
            self._held = self._held.lstrip("\r\n")
            if self._held:
                self._answer(pieces)
        return pieces

    def close(self) -> list[Delta | Thinking]:
        """Give what is held back when the stream ends."""
        held, self._held = self._held, ""
        if not held or self._state == "gap":
            return []
        return [Thinking(held) if self._state == "thinking" else Delta(held)]

    def _open(self, pieces: list[Delta | Thinking]) -> None:
        opening = self._held.lstrip()
        if opening.startswith(OPENING):
            self._held = opening[len(OPENING) :]
            self._state = "thinking"
        elif not OPENING.startswith(opening) or len(self._held) > LONGEST_BLANK:
            self._answer(pieces)

    def _think(self, pieces: list[Delta | Thinking]) -> None:
        before, tag, after = self._held.partition(CLOSING)
        if tag:
            self._held, self._state = after, "gap"
        else:
            held_back = next((n for n in range(len(CLOSING) - 1, 0, -1) if before.endswith(CLOSING[:n])), 0)
            cut = len(before) - held_back
            before, self._held = before[:cut], before[cut:]
        if before:
            pieces.append(Thinking(before))

    def _answer(self, pieces: list[Delta | Thinking]) -> None:
        pieces.append(Delta(self._held))
        self._held, self._state = "", "answer"
