"""A lexer that goes on where it left off in a growing text, so that each line costs no more than itself."""

from collections.abc import Iterator
from dataclasses import replace

from pygments.lexer import RegexLexer
from pygments.token import Whitespace, _TokenType

from assistant.render.checkpoint import ROOT, Checkpoint
from assistant.render.lexer_patch import patched_lexers
from assistant.render.rules import Found, Passed, Rules

_FAR = 40  # lines: a longer open comment or script is not run again from its start at each line
_FARTHEST = 400  # whatever stands there


class ResumableLexer:
    """Runs one lexer over a growing text."""

    def __init__(self, lexer: RegexLexer) -> None:
        self._lexer = lexer
        self._rules = Rules(lexer)
        self._checkpoint = ROOT
        self._passed = Passed()
        self._lines = 0  # run again since the checkpoint
        self.taken = 0  # tokens that all runs so far took

    @property
    def place(self) -> int:
        """Where the next run begins."""
        return self._checkpoint.place

    def run(self, text: str, start: int, surplus: str = "") -> tuple[int, list[tuple[_TokenType, str]]]:
        """Run over the text, whose newest line starts at `start`: (where the run began, the tokens from there).

        `surplus` stands behind the text for this run only: a guess at what is to come.
        """
        begun = self._passed.begun
        far = begun and begun.kind and begun.closer and self._lines > _FAR
        if begun and begun.kind and far and not begun.closer.search(text, max(start - 1, 0)):
            return start, [(begun.kind, text[start:])]
        first = _line_start(text, self._checkpoint.place)
        self._passed = Passed()
        pieces = self._tokens(text + surplus)
        self._lines += 1
        begun = self._passed.begun
        if begun and pieces:
            kind, part = pieces[-1]
            opening = text.find("\n", begun.start.place) + 1  # it fills all lines but, perhaps, the first
            if part.count("\n") > 1 and len(text) + len(surplus) - len(part) <= opening:
                self._passed.begun = replace(begun, kind=kind)
        note = self._passed.lines.get(start)
        if note:
            self._checkpoint, self._lines = note, 1
        elif self._lines > _FAR and start > self._checkpoint.place and text.count("\n", start) <= 1:
            self._go_on(text, start, pieces, first)
        return first, pieces

    def end(self, text: str) -> list[tuple[_TokenType, str]]:
        """Run over what is left of a text that is whole: what is open now was never closed."""
        self._passed = Passed(open_ended=False)
        return self._tokens(text)

    def forget(self, text: str) -> str:
        """Give the text without what no rule will look at again."""
        cut = text.rfind("\n", 0, max(self._checkpoint.place - 2000, 0)) + 1
        if cut:
            self._checkpoint = self._checkpoint.moved(cut)
            if begun := self._passed.begun:
                self._passed.begun = replace(begun, start=begun.start.moved(cut))
        return text[cut:]

    def _go_on(self, text: str, start: int, pieces: list[tuple[_TokenType, str]], first: int) -> None:
        """Give up running from far behind: the next run starts at the newest line, if that reads the same from there."""
        passed, before = self._passed, self._checkpoint
        begun, last = passed.begun, passed.last
        if begun and begun.kind and begun.closer:
            return
        if begun is None:
            self._checkpoint, self._lines = last.at(min(last.place, len(text))), 1
            return
        self._checkpoint = begun.start.at(start)
        if self._lines < _FARTHEST and not (
            text[start:].strip()
            and _tail(self._tokens(text), 0) == _tail(pieces, start - first)[: len(text) - start]
        ):
            self._checkpoint = before
        else:
            self._lines = 1
        self._passed = passed

    def _run(self, text: str, fresh: Checkpoint) -> Iterator[Found]:
        start = self._checkpoint
        return self._rules.run(text, fresh if start is ROOT else start, self._passed)

    def _tokens(self, text: str) -> list[tuple[_TokenType, str]]:
        place = self._checkpoint.place
        spaces = text[_line_start(text, place) : place]
        with patched_lexers(self._passed, self._lexer, self._run):
            pieces = [(kind, part) for _, kind, part in self._lexer.get_tokens_unprocessed(text)]
        self.taken += len(pieces)
        return [(Whitespace, spaces), *pieces] if spaces else pieces


def _tail(pieces: list[tuple[_TokenType, str]], start: int) -> list[_TokenType]:
    """Give the type of each character from `start` on."""
    return [kind for kind, part in pieces for _ in part][start:]


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1
