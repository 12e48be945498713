"""Which lines of a Markdown text are prose to any reader of it, also to one that knows more or less than ours."""

import re

from assistant.render.extraction import CodeReader
from assistant.render.lines import LONGEST, Kind
from assistant.render.scan import DEEPEST

_MAY_OPEN = re.compile(r"[\s>*+\-.)\d]*(?:(`{3}|~{3})|(<))")


class ProseReader:
    """Takes the lines of a text in turn.

    Readers part over a fence right below HTML or within a formula, in a line or a depth beyond bounds and behind a
    carriage return that ends no line: from there on nothing is certain to be code. What is set in is code only below
    a sentence; below a note, an item or a box (`!!! note`) it belongs to that.
    """

    def __init__(self) -> None:
        self._reader = CodeReader()
        self._in_doubt = False
        self._below_words, self._below_blank, self._below_html = True, True, False

    def is_prose(self, line: str) -> bool:
        """Take a line, with its end, and tell whether some reader may take it for none of code."""
        block, was_open = self._reader.block, self._reader.is_open
        whole = line if line.endswith("\n") else f"{line}\n"
        is_code = any(piece.text for piece in self._reader.feed(whole))
        self._in_doubt = self._in_doubt or self._parts_readers(line, block, was_open=was_open)
        set_in, is_blank = self._reader.block is Kind.INDENTED, not line.strip(" \t\r\n")
        if is_blank or is_code or was_open:
            self._below_html = False
        elif not set_in:
            begins = line[0].isalpha() or line[0] in "#`~"
            self._below_words = begins and (self._below_words or self._below_blank)
        self._below_blank = is_blank
        if set_in:
            is_code = self._below_words and not self._reader.depth
        return self._in_doubt or not is_code

    def _parts_readers(self, line: str, block: Kind | None, *, was_open: bool) -> bool:
        if "\r" in line.removesuffix("\n").removesuffix("\r") or self._reader.depth >= DEEPEST:
            return True
        opens = None if was_open else _MAY_OPEN.match(line)
        if not opens:
            return False
        self._below_html = self._below_html or opens[2] is not None
        return len(line) > LONGEST or (opens[1] is not None and (self._below_html or block is Kind.MATH))
