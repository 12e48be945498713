"""Words flow into rows: greedy wrapping by display columns, fed piece by piece, so that a finished row never changes."""

import re
from dataclasses import dataclass, field, replace

from assistant.render.rows import Row, Span, joined
from assistant.render.widths import columns_of, cut

_GIANT = 2000  # columns: a longer word is cut, so that it can be shown before it ends
_CJK = "\u1100-\u115f\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd"
# What belongs to the character before it.
_JOINS = "\u0300-\u036f\u1160-\u11ff\u200d\u302a-\u302f\u3099\u309a\ufe0e\ufe0f"
_TOKEN = re.compile(rf"[\n\r] *|\f| +|[{_CJK}][{_JOINS}]*|[^ \n\r\f{_CJK}]+")
_WIDE = re.compile(rf"[{_CJK}]")
_NOT_FIRST = frozenset("，。、；：？！）」』】》〉”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％")
_NOT_LAST = frozenset("（「『【《〈“‘")


@dataclass(slots=True)
class Flow:
    """Rows of at most `columns` columns; a longer word has a row of its own and the terminal wraps it softly.

    `edge` is where the terminal wraps: a giant word is cut into pieces of exactly that width.
    """

    columns: int
    edge: int
    giant: int = _GIANT
    row: list[Span] = field(default_factory=list)
    used: int = 0
    gap: Span | None = None
    word: list[Span] = field(default_factory=list)
    word_columns: int = 0
    rows: list[Row] = field(default_factory=list)

    def add(self, spans: list[Span]) -> None:
        """Let more text flow in."""
        for span in spans:
            for piece in _TOKEN.findall(span.text):
                if piece[0] in "\n\r\f":
                    if piece[0] == "\n" or self.row or self.word:
                        self._end_row()
                    if piece[1:]:  # a line of a secret is set in
                        self._letters(Span(piece[1:], span.style, span.link))
                elif piece[0] == " ":
                    self._end_word()
                    self.gap = Span(piece, span.style, span.link) if self.row else None
                else:
                    self._letters(Span(piece, span.style, span.link))

    def take(self) -> list[Row]:
        """Give the rows that are finished, once."""
        rows, self.rows = self.rows, []
        return rows

    def rest(self, spans: list[Span]) -> list[Row]:
        """Give the rows not taken yet, as they would be if `spans` were the end; nothing changes here."""
        trial = replace(self, row=list(self.row), word=list(self.word), rows=list(self.rows))
        trial.add(spans)
        return trial.end()

    def end(self) -> list[Row]:
        """Finish: give all rows that are left."""
        self._end_word()
        if self.row:
            self._end_row()
        return self.take()

    def _letters(self, span: Span) -> None:
        if self.word and self._may_break(self.word[-1].text[-1], span.text[0]):
            self._end_word()
        if self.word and self.word[-1][1:] == span[1:]:
            self.word[-1] = Span(self.word[-1].text + span.text, span.style, span.link)
        else:
            self.word.append(span)
        self.word_columns += columns_of(span.text)
        while self.word_columns > max(self.giant, self.edge):
            self._cut_word()

    def _may_break(self, before: str, after: str) -> bool:
        wide = _WIDE.match(after) or _WIDE.match(before)
        return bool(wide) and after not in _NOT_FIRST and before not in _NOT_LAST

    def _end_word(self) -> None:
        if not self.word:
            return
        gap = columns_of(self.gap.text) if self.gap else 0
        if self.row and self.used + gap + self.word_columns > self.columns:
            self._end_line()
            gap = 0
        if self.gap and self.row:
            self.row.append(self.gap)
        self.row += self.word
        self.used += gap + self.word_columns
        self.word, self.word_columns, self.gap = [], 0, None

    def _end_row(self) -> None:
        self._end_word()
        self._end_line()

    def _end_line(self) -> None:
        self.rows.append(joined(self.row))
        self.row, self.used, self.gap = [], 0, None

    def _cut_word(self) -> None:
        """Finish one row of exactly `edge` columns from the word's beginning."""
        if self.row:
            self._end_line()
        piece: list[Span] = []
        left = self.edge
        for index, span in enumerate(self.word):
            text = cut(span.text, left) or ("" if piece else span.text[:1])
            piece.append(Span(text, span.style, span.link))
            left -= columns_of(text)
            if len(text) < len(span.text):
                self.word = [Span(span.text[len(text) :], span.style, span.link), *self.word[index + 1 :]]
                break
        self.word_columns -= self.edge - left
        self.rows.append(joined(piece))


def longest_word(text: str) -> int:
    """Columns of the longest piece of `text` that wrapping keeps whole."""
    return max((columns_of(piece) for piece in _TOKEN.findall(text) if piece[0] not in " \n\r\f"), default=0)
