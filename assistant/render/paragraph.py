# ruff: noqa: D102, ARG002 - what the methods of a leaf do stands once, in its protocol, see `leaves`
"""Paragraphs and headings: words that flow, final up to where later text may still change them."""

import re

from assistant.render.atoms import Ending
from assistant.render.flow import Flow
from assistant.render.inline import Inline
from assistant.render.lines import Kind, cell_count
from assistant.render.palette import HEADING, TITLE, Palette
from assistant.render.prose import read, spans_of
from assistant.render.rows import Row, Span

# Characters of a word that are looked through for a place to cut, and before its end where none is cut.
_LONG_WORD, _NEAR_END = 300, 32
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")
HELD = 160  # characters of a paragraph that stay provisional: its underline may still make it a heading


class Paragraph:
    """Words that flow; final up to where no inline construct is open."""

    def __init__(self, palette: Palette, columns: int, edge: int) -> None:
        self.kind = Kind.PARAGRAPH
        self._palette = palette
        self._flow = Flow(columns, edge)
        self._text = ""
        self._break = ""
        self._length = 0
        self._settled = False
        self._candidate: str | None = None

    @property
    def header(self) -> str:
        """The last line, if it may head a table; else ""."""
        if self._candidate is not None:
            return self._candidate
        whole = not self._settled and self._length <= HELD and "\n" not in self._text
        return self._text if whole and "|" in self._text else ""

    @property
    def header_cells(self) -> int:
        """Cells of that line, 0 without one."""
        return cell_count(self.header) if self.header else 0

    @property
    def short(self) -> bool:
        """Whether nothing of it is final yet, so that it can still become a heading."""
        return not self._settled and self._length <= HELD

    def add(self, text: str) -> None:
        """Add text to the current line."""
        self._release()
        if self._break:
            text, self._break = self._break + text, ""
        self._text += text
        self._length += len(text)

    def add_candidate(self, line: str) -> None:
        """Add a whole line that starts with a pipe: the next line may make it a table's header."""
        self._release()
        self._candidate = line

    def end_line(self) -> None:
        """The current line is whole."""
        self._break = "\n"

    def drop_header(self) -> None:
        """Take the last line away: it heads a table."""
        if self._candidate is not None:
            self._candidate = None
        else:
            self._text, self._length = "", 0

    def take(self) -> list[Row]:
        if self._length <= HELD and not self._settled:
            return []
        self._settle()
        return self._flow.take()

    def tail(self, more: str, limit: int) -> list[Row]:
        text = self._text
        if self._candidate is not None:
            text = f"{text}\n{self._candidate}" if text else self._candidate
        if more:
            text = f"{text}\n{more}" if text else more
        return self._flow.rest(self._spans(text.rstrip(" "), Ending.OPEN))

    def end(self) -> list[Row]:
        self._release()
        self._flow.add(self._spans(self._text.rstrip(" \t"), Ending.FINAL))
        self._text = ""
        return self._flow.end()

    def end_as_heading(self, level: int) -> list[Row]:
        """Finish as a heading; `short` must hold."""
        self._release()
        flags = HEADING | (TITLE if level == 1 else 0)
        self._flow.add(read(self._text.strip(), self._palette, flags))
        return self._flow.end()

    def resize(self, columns: int, edge: int) -> None:
        self._flow.columns, self._flow.edge = columns, edge

    def _release(self) -> None:
        """What might have been a table's header is text after all."""
        if self._candidate is not None:
            line, self._candidate = self._candidate, None
            self.add(line)
            self.end_line()

    def _settle(self) -> None:
        if not self._text:
            return
        place = stable_prefix(Inline(self._text, Ending.FINAL).read())
        if place:
            self._flow.add(self._spans(self._text[:place], Ending.FINAL))
            self._text = self._text[place:]
            self._settled = True

    def _spans(self, text: str, ending: Ending) -> list[Span]:
        return spans_of(Inline(text, ending).read(), self._palette)


def heading_rows(line: str, palette: Palette, columns: int, edge: int) -> list[Row]:
    """Give the rows of an ATX heading's line."""
    level = len(line) - len(line.lstrip("#"))
    text = line[level:].strip(" \t")
    bare = text.rstrip("#")
    if not bare or bare[-1] in " \t":
        text = bare.rstrip(" \t")
    flow = Flow(columns, edge)
    flow.add(read(text, palette, HEADING | (TITLE if level == 1 else 0)))
    return flow.end()


def stable_prefix(inline: Inline) -> int:
    """Give the place up to which the text reads the same whatever follows: at a word's start, or 0."""
    text = inline.text
    place = _boundary(text, inline.open_at)
    for start, end in sorted(inline.closed, reverse=True):
        if start < place < end:
            place = _boundary(text, start)
    return place


def _boundary(text: str, place: int) -> int:
    """Give the last place up to `place` where a word starts, or where a very long one may be cut."""
    for candidate in range(min(place, len(text) - 1), max(place - _LONG_WORD, 0), -1):
        before, after = text[candidate - 1], text[candidate]
        if before in " \t\n" and after not in " \t\n":
            return candidate
        if _WIDE.match(before) and before.isalpha() and after.isalpha() and not after.isascii():
            return candidate
    for candidate in range(min(place, len(text)) - _NEAR_END, max(place - _LONG_WORD, 0), -1):
        if (
            text[candidate - 1].isalnum()
            and text[candidate].isalnum()
            and not text.startswith(("http://", "https://"), candidate)  # in a word it is no address
        ):
            return candidate
    return 0
