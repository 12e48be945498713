"""A Pygments lexer fed line by line: each line is coloured when it comes, as nearly as possible like in the whole text.

A lexer's rules are run in one growing text from a checkpoint: a line's start and the stack of states there. The line
before the newest is run again with it, so that nothing decided at the end of the text is built upon.
"""

import re
import time
from typing import NamedTuple

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Token, _TokenType

from assistant.render.driver import Driver
from assistant.render.limit import limited
from assistant.render.rules import Passed
from assistant.render.standing_in import standing_in

Piece = tuple[_TokenType, str]
LONGEST_LINE = 1000  # characters: from there on the block stays plain
_LIMIT = 0.5  # seconds of one line after which its lexer is stopped
_SLOW = 0.1  # seconds of one line that are too many
_PATIENCE = 2  # such lines, then the rest of the block stays plain; the first may have had rules to compile
_WINDOW = 30  # lines that are run again where there is no better way
_AGAIN = {"JsonLexer": 0, "ShellSessionBaseLexer": 8}  # the same where each line, or each prompt, begins anew
_LABELLED = {"RubyLexer", "BashLexer", "PerlLexer"}
_HEREDOC = re.compile(r"<<[-~]?[\"'`]?([A-Z_]\w*)")
_BRACED = "CFamilyLexer"  # a function is known by the brace behind it, which may stand on the next line
_CONTROL = re.compile(r".*\b(?:if|for|while|switch|return)\b|\s*#")
_HEAD = re.compile(r"[^=]*\w\s*\(.*\)(?:\s*(?:const|noexcept|override))*\s*(?://.*)?")
_CLOSERS = ("}", "*)", "*/")
_KEPT = 60_000  # characters of the text that are kept at most, unless a checkpoint needs more


class _Open(NamedTuple):
    """A comment that is open where the last lines are run again: the type of its lines, what closes it."""

    kind: _TokenType
    closer: str


class LineLexer:
    """Gives the tokens of one line after the other."""

    def __init__(self, lexer: Lexer) -> None:
        self._lexer = lexer
        self._driver = Driver(lexer) if isinstance(lexer, RegexLexer) else None
        self._kinds = {kind.__name__ for kind in type(lexer).__mro__}
        self._again = next((lines for kind, lines in _AGAIN.items() if kind in self._kinds), _WINDOW)
        self._text = ""
        self._lines: list[int] = []  # where the lines start that are run again
        self._labels: list[str] = []  # of heredocs that are open
        self._open: _Open | None = None
        self._slow = 0  # lines that took too long
        self._plain = False

    def line(self, text: str) -> list[Piece]:
        """Give the next line's tokens; `text` has no newline."""
        if self._plain or len(text) > LONGEST_LINE:
            self._plain = True
            return [(Token.Text, text)]
        begun = time.thread_time()
        try:
            with limited(_LIMIT):
                pieces = self._driven(text) if self._driver else self._window(text)
        except Exception:  # noqa: BLE001 - a lexer is foreign code fed with what is not a whole text; colour is no more than colour
            self._plain = True
            return [(Token.Text, text)]
        self._slow += time.thread_time() - begun > _SLOW
        self._plain = self._slow >= _PATIENCE
        same = "".join(part for _, part in pieces) == text
        return pieces if same else [(Token.Text, text)]  # some lexers drop what they do not understand

    def _driven(self, line: str) -> list[Piece]:
        if self._driver is None:
            return []
        start = len(self._text)
        self._text += line + "\n"
        first, pieces = self._driver.run(self._text, start, self._surplus(line))
        if len(self._text) > _KEPT:
            self._text = self._driver.forget(self._text)
        return _between(pieces, start - first, len(line))

    def _surplus(self, line: str) -> str:
        """Give what would have to follow for the line to read right: a heredoc's label, more after a backslash."""
        if _BRACED in self._kinds and _HEAD.fullmatch(line) and not _CONTROL.match(line):
            return "{\n"
        if not self._kinds.isdisjoint(_LABELLED):
            if self._labels and line.strip() == self._labels[0]:
                self._labels.pop(0)
            else:
                self._labels += _HEREDOC.findall(line)
        labels = "".join(f"{label}\n" for label in self._labels)
        return labels or ("x\n" if line.endswith("\\") else "")

    def _window(self, line: str) -> list[Piece]:
        """Run the last lines again: for lexers that are no table of rules."""
        if self._open and self._open.closer not in line:
            self._lines.append(len(self._text))
            self._text += line + "\n"
            return [(self._open.kind, line)]
        if len(self._lines) > self._again and not self._open:
            self._lines = self._lines[self._again // 2 + 1 :]
            keep = self._lines[0] if self._lines else len(self._text)
            self._text = self._text[keep:]
            self._lines = [place - keep for place in self._lines]
        self._open = None
        start = len(self._text)
        self._lines.append(start)
        self._text += line + "\n"
        pieces = self._run(self._text)
        if any(kind is Error for kind, _ in _between(pieces, start, len(line))):
            pieces = self._closed(start) or pieces
        return _between(pieces, start, len(line))

    def _closed(self, start: int) -> list[Piece] | None:
        """Look whether the newest line opens what a later one will close, and give the tokens if it does so."""
        for closer in _CLOSERS:
            pieces = self._run(self._text + closer)
            kind, part = pieces[-1] if pieces else (Error, "")
            if (
                kind is not Error
                and part.endswith("\n" + closer)
                and len(part) <= len(self._text) - start + len(closer)
            ):
                self._open = _Open(kind, closer)
                return pieces
        return None

    def _run(self, text: str) -> list[Piece]:
        with standing_in(Passed()):
            return [(kind, part) for _, kind, part in self._lexer.get_tokens_unprocessed(text)]


def _between(pieces: list[Piece], start: int, length: int) -> list[Piece]:
    """Give the parts of `pieces` that lie in `length` characters from `start` on; what is missing is plain."""
    found: list[Piece] = []
    place = 0
    end = start + length
    for kind, part in pieces:
        after = place + len(part)
        if after > start and place < end:
            found.append((kind, part[max(start - place, 0) : end - place]))
        place = after
    return found
