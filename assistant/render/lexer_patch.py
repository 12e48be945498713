"""Lexers patched to run in our own loop: theirs never ends on some texts and expects whole ones."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pygments.lexer import ExtendedRegexLexer, Lexer, LexerContext, RegexLexer

from assistant.render.checkpoint import ROOT, Checkpoint, frozen
from assistant.render.rules import Found, Passed, Rules

Drive = Callable[[str, Checkpoint], Iterator[Found]]
_plain: Any = RegexLexer.get_tokens_unprocessed
_extended: Any = ExtendedRegexLexer.get_tokens_unprocessed


@contextmanager
def patched_lexers(passed: Passed, lexer: Lexer | None = None, drive: Drive | None = None) -> Iterator[None]:
    """Let `drive` run where this lexer's own method, which may filter the tokens, calls the one of its base class.

    It is given the text and where the lexer itself would start. Lexers that this one calls run in our loop as well.
    """
    used = drive is None
    whole = ""
    running: list[type] = []  # a lexer within itself reads what it is given as a whole, or it might never end

    def run(self: RegexLexer, text: str, start: Checkpoint) -> Iterator[Found]:
        nonlocal used, whole
        kind = type(self)
        running.append(kind)
        if drive and self is lexer and not used:
            used, whole = True, text
            yield from drive(text, start)
        else:
            open_ended = (
                passed.open_ended and running.count(kind) == 1 and (not whole or whole.endswith(text))
            )
            yield from Rules(self).run(text, start, Passed(open_ended))
        running.remove(kind)

    def plain(self: RegexLexer, text: str, stack: tuple[str, ...] = ("root",)) -> Iterator[Found]:
        return run(self, text, ROOT if stack == ("root",) else Checkpoint(0, tuple(stack)))

    def extended(self: Any, text: str = "", context: LexerContext | None = None) -> Iterator[Found]:
        if context and (used or self is not lexer):  # it goes on with its own caller's context
            own: Iterator[Found] = _extended(self, text, context)
            return own
        return run(self, text or (context.text if context else ""), frozen(context) if context else ROOT)

    try:
        _put(plain, extended)
        yield
    finally:
        _put(_plain, _extended)


def _put(plain: Any, extended: Any) -> None:
    owners: tuple[tuple[Any, Any], ...] = ((RegexLexer, plain), (ExtendedRegexLexer, extended))
    for owner, method in owners:
        owner.get_tokens_unprocessed = method
