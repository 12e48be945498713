"""Delegating lexers over a growing text: a template's language, and what it leaves to the language around it."""

from collections import deque

from pygments.lexer import DelegatingLexer, Lexer, RegexLexer
from pygments.token import Text, _TokenType

from assistant.render.resumable_lexer import ResumableLexer

Pieces = list[tuple[_TokenType, str]]


class ResumableDelegatingLexer:
    """Runs a delegating lexer: what its language does not know goes, joined, through its root lexer."""

    def __init__(self, lexer: DelegatingLexer) -> None:
        self._needle = lexer.needle
        self._language = ResumableLexer(lexer.language_lexer)
        self._root = ResumableLexer(lexer.root_lexer)
        self._text = ""  # the root's
        self._known = 0  # characters of it before the place where the language goes on

    @property
    def place(self) -> int:
        """Where the next run begins."""
        return self._language.place

    @property
    def taken(self) -> int:
        """Tokens that all runs so far took."""
        return self._language.taken + self._root.taken

    def run(self, text: str, start: int, surplus: str = "") -> tuple[int, Pieces]:
        """Run over the text, whose newest line starts at `start`: (where the run began, the tokens from there)."""
        place = self._language.place
        first, pieces = self._language.run(text, start, surplus)
        if first > place:  # a long comment: nothing of it is the root's
            return first, pieces
        spaces, own = _parted(pieces, place - first)
        left = self._left(own)
        following = self._known + len(_joined(_parted(own, self._language.place - place)[0], self._needle))
        begun, root = self._root.run(left, left.rfind("\n", 0, following) + 1) if left else (0, [])
        merged = self._merged(own, root, begun)
        self._text, self._known = left, following
        return first, spaces + merged

    def end(self, text: str) -> Pieces:
        """Run over what is left of a text that is whole: what is open now was never closed."""
        place = self._language.place
        spaces, own = _parted(self._language.end(text), place - (text.rfind("\n", 0, place) + 1))
        left = self._left(own)
        root = self._root.place
        return spaces + self._merged(own, self._root.end(left), left.rfind("\n", 0, root) + 1)

    def forget(self, text: str) -> str:
        """Give the text without what no rule will look at again."""
        kept = self._root.forget(self._text)
        self._known -= len(self._text) - len(kept)
        self._text = kept
        return self._language.forget(text)

    def _left(self, pieces: Pieces) -> str:
        return self._text[: self._known] + _joined(pieces, self._needle)

    def _merged(self, pieces: Pieces, root: Pieces, begun: int) -> Pieces:
        """Put the root's tokens, which begin at `begun` of its text, where the language left something to it."""
        unread = [(Text, self._text[self._known : begun])] if begun > self._known else []
        waiting = deque([*unread, *_parted(root, self._known - begun)[1]])
        merged: Pieces = []
        for kind, part in pieces:
            wanted = len(part) if kind is self._needle else 0
            if not wanted:
                merged.append((kind, part))
            while wanted:
                colour, piece = waiting.popleft() if waiting else (Text, part[-wanted:])
                if len(piece) > wanted:
                    waiting.appendleft((colour, piece[wanted:]))
                merged.append((colour, piece[:wanted]))
                wanted -= len(piece[:wanted])
        return merged


def delegates(lexer: Lexer) -> bool:
    """Whether the lexer does nothing but delegate, to lexers that are tables of rules."""
    return (
        isinstance(lexer, DelegatingLexer)
        and type(lexer).get_tokens_unprocessed is DelegatingLexer.get_tokens_unprocessed
        and isinstance(lexer.language_lexer, RegexLexer)
        and isinstance(lexer.root_lexer, RegexLexer)
    )


def _joined(pieces: Pieces, kind: _TokenType) -> str:
    return "".join(part for other, part in pieces if other is kind)


def _parted(pieces: Pieces, characters: int) -> tuple[Pieces, Pieces]:
    """Part the tokens behind so many characters."""
    before: Pieces = []
    for index, (kind, part) in enumerate(pieces):
        if len(part) > characters:
            head = [(kind, part[:characters])] if characters > 0 else []
            return before + head, [(kind, part[max(characters, 0) :]), *pieces[index + 1 :]]
        before.append((kind, part))
        characters -= len(part)
    return before, []
