"""A Pygments lexer fed line by line: each line is coloured when it comes, as nearly as possible like in the whole text.

A lexer's rules are run in one growing text from a checkpoint: a line's start and the stack of states there. The line
before the newest is run again with it, so that nothing decided at the end of the text is built upon.
"""

import re
import time
from typing import NamedTuple

from pygments.lexer import DelegatingLexer, Lexer, RegexLexer
from pygments.token import Error, Token, _TokenType

from assistant.render.delegating_lexer import ResumableDelegatingLexer, delegates
from assistant.render.lexer_patch import patched_lexers
from assistant.render.limit import limited
from assistant.render.resumable_lexer import ResumableLexer
from assistant.render.rules import Passed

Piece = tuple[_TokenType, str]
HELD = 10  # lines whose colours may change at most
LONGEST_LINE = 1000  # characters: from there on the block stays plain
_LIMIT = 0.5  # seconds of one line after which its lexer is stopped
_SLOW = 0.1  # seconds of one line that are too many
_SLOW_LINES = 2  # such lines, then the rest of the block stays plain; the first may have had rules to compile
_TOKENS = 80_000  # of a block, runs again included, that may be taken beside four for each of its characters
_WINDOW = 30  # lines that are run again where there is no better way
_AGAIN = {"JsonLexer": 0, "ShellSessionBaseLexer": 8}  # the same where each line, or each prompt, begins anew
# Lines that read the same whatever stands before them.
_ANEW = {"PythonConsoleLexer": ">>>", "MakefileLexer": r"[^\s#:=][^:=]*[:=]"}
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


class LastLines(NamedTuple):
    """The last lines as they are coloured now, the newest at the end; the last `open` of all may still change."""

    lines: list[list[Piece]]
    open: int


class LineLexer:
    """Gives the tokens of one line after the other, and of those before it whose colours it decides."""

    def __init__(self, lexer: Lexer) -> None:
        self._lexer = lexer
        self._resumable = _resumable(lexer)
        self._kinds = {kind.__name__ for kind in type(lexer).__mro__}
        self._again = next((lines for kind, lines in _AGAIN.items() if kind in self._kinds), _WINDOW)
        self._anew = next((re.compile(line) for kind, line in _ANEW.items() if kind in self._kinds), None)
        self._begins = 0  # where the line before the newest starts if it is such a one
        self._text = ""
        self._lines: list[int] = []  # where the lines start that are run again
        self._recent: list[str] = []  # the last lines
        self._labels: list[str] = []  # of heredocs that are open
        self._open: _Open | None = None
        self._slow = 0  # lines that took too long
        self._read = 0  # characters
        self._plain = False

    def line(self, text: str) -> LastLines:
        """Take the next line, which has no newline."""
        if self._plain or len(text) > LONGEST_LINE:
            self._plain = True
            return LastLines([[(Token.Text, text)]], 0)
        if not self._recent and "PhpLexer" in self._kinds:
            vars(self._lexer)["startinline"] = not text.lstrip().startswith("<")
        begun = time.thread_time()
        try:
            with limited(_LIMIT):
                newest = self._resumed(self._resumable, text) if self._resumable else self._window(text)
        except Exception:  # noqa: BLE001 - a lexer is foreign code fed with what is not a whole text; colour is no more than colour
            self._plain = True
            return LastLines([[(Token.Text, text)]], 0)
        self._slow += time.thread_time() - begun > _SLOW
        self._read += len(text) + 1
        taken = self._resumable.taken if self._resumable else 0
        self._plain = self._slow >= _SLOW_LINES or taken > _TOKENS + 4 * self._read
        self._recent = [*self._recent[-HELD:], text]
        return LastLines(self._same(newest.lines), 0 if self._plain else newest.open)

    def end(self) -> list[list[Piece]]:
        """The text is whole: give its last lines as they are coloured for good, none if they were before."""
        if self._plain or self._resumable is None:
            return []
        try:
            with limited(_LIMIT):
                return self._same(_split(self._resumable.end(self._text))[:-1][-HELD:])
        except Exception:  # noqa: BLE001 - as above
            return []

    def _same(self, lines: list[list[Piece]]) -> list[list[Piece]]:
        """Give the lines; one that is not the text itself, for some lexers drop what they do not know, is plain."""
        texts = self._recent[-len(lines) :] if lines else []
        return [
            line if "".join(part for _, part in line) == text else [(Token.Text, text)]
            for line, text in zip(lines[-len(texts) :], texts, strict=True)
        ]

    def _resumed(self, resumable: ResumableLexer | ResumableDelegatingLexer, line: str) -> LastLines:
        start = len(self._text)
        self._text += line + "\n"
        first, pieces = resumable.run(self._text, start, self._surplus(line))
        lines = _split(pieces)[: self._text.count("\n", first)]
        if len(self._text) > _KEPT:
            self._text = resumable.forget(self._text)
        return LastLines(lines, min(self._text.count("\n", resumable.place), HELD))

    def _surplus(self, line: str) -> str:
        """Give what would have to follow for the line to read right: a heredoc's label, more after a backslash."""
        if _BRACED in self._kinds and _HEAD.fullmatch(line) and not _CONTROL.match(line):
            return "{\n"
        if not self._kinds.isdisjoint(_LABELLED):
            if line.strip() in self._labels:
                self._labels.remove(line.strip())
            else:
                self._labels += [label for label in _HEREDOC.findall(line) if label not in self._labels]
        labels = "".join(f"{label}\n" for label in self._labels)
        return labels or ("x\n" if line.endswith("\\") else "")

    def _window(self, line: str) -> LastLines:
        """Run the last lines again: for lexers that are no table of rules."""
        start = len(self._text)
        if self._open and self._open.closer not in line:
            self._lines.append(start)
            self._text += line + "\n"
            return LastLines([[(self._open.kind, line)]], 0)
        if not self._open:
            late = self._lines[self._again // 2 + 1 :] if len(self._lines) > self._again else self._lines
            keep = self._begins or next(iter(late), start)
            self._text, start = self._text[keep:], start - keep
            self._lines = [place - keep for place in self._lines if place >= keep]
        begins = self._anew and self._anew.match(line) and not self._text.endswith("\\\n")
        self._begins = start if begins else 0
        self._open = None
        self._lines.append(start)
        self._text += line + "\n"
        lines = _split(self._run(self._text))[: len(self._lines)]
        opens = "(*" in line or any(kind is Error for kind, _ in lines[-1])
        if opens and (pieces := self._closed(start)):
            return LastLines(_split(pieces)[: len(self._lines)][-1:], 0)
        return LastLines(lines[-2:], 1)

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
        with patched_lexers(Passed()):
            return [(kind, part) for _, kind, part in self._lexer.get_tokens_unprocessed(text)]


def _resumable(lexer: Lexer) -> ResumableLexer | ResumableDelegatingLexer | None:
    if isinstance(lexer, RegexLexer):
        return ResumableLexer(lexer)
    return (
        ResumableDelegatingLexer(lexer) if isinstance(lexer, DelegatingLexer) and delegates(lexer) else None
    )


def _split(pieces: list[Piece]) -> list[list[Piece]]:
    """Give the tokens line by line, without the newlines."""
    lines: list[list[Piece]] = [[]]
    for kind, text in pieces:
        first, *others = text.split("\n")
        if first:
            lines[-1].append((kind, first))
        lines += [[(kind, part)] if part else [] for part in others]
    return lines
