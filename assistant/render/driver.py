"""The rules of a Pygments lexer run from a checkpoint, in a text that is not whole yet."""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from pygments.lexer import ExtendedRegexLexer, LexerContext, RegexLexer
from pygments.token import Error, Token, Whitespace, _TokenType

from assistant.render.openended import Unclosed, unclosed

Found = tuple[int, _TokenType, str]
Rule = tuple[Callable[..., Any], Unclosed | None, Any, Any]
_FAR = 40  # lines: a longer open comment or script is not run again from its start at each line
_original = RegexLexer.get_tokens_unprocessed


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A place in the text and the lexer's state there: the stack, or the context of an extended lexer."""

    place: int
    stack: tuple[str, ...]
    context: LexerContext | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """What is open at the end of the text: where it opened, in which state, what closes it.

    `kind` is the type of its lines once it has more than one and they are not another language's.
    """

    start: Checkpoint
    kind: _TokenType | None
    closer: Any


class Driver:
    """Runs one lexer over a growing text."""

    def __init__(self, lexer: RegexLexer) -> None:
        self._lexer = lexer
        self._extended = isinstance(lexer, ExtendedRegexLexer)
        self._direct = type(lexer).get_tokens_unprocessed in (
            _original,
            ExtendedRegexLexer.get_tokens_unprocessed,
        )
        self._checkpoint = Checkpoint(0, ("root",))
        self._notes: dict[int, Checkpoint] = {}
        self._last = self._checkpoint
        self._begun: Begun | None = None
        self._lines = 0  # run again since the checkpoint
        self._rules: dict[str, list[Rule]] = {}

    def run(self, text: str, start: int, surplus: str = "") -> tuple[int, list[tuple[_TokenType, str]]]:
        """Run over the text, whose newest line starts at `start`: (where the run began, the tokens from there).

        `surplus` stands behind the text for this run only: a guess at what is to come.
        """
        begun = self._begun
        if (
            begun
            and begun.kind
            and begun.closer
            and self._lines > _FAR
            and not begun.closer.search(text, start)
        ):
            return start, [(begun.kind, text[start:])]
        first = self._checkpoint.place
        self._start_over()
        pieces = [(kind, part) for _, kind, part in self._tokens(text + surplus)]
        self._lines += 1
        if self._begun and pieces and pieces[-1][1].count("\n") > 1:
            self._begun = replace(self._begun, kind=pieces[-1][0])
        note = self._notes.get(start)
        if note:
            self._checkpoint, self._lines = note, 1
        elif self._lines > _FAR:
            self._go_on(text, start)
        return first, pieces

    def start(self, stack: tuple[str, ...]) -> None:
        """Begin in other states than the root's."""
        self._checkpoint = Checkpoint(0, tuple(stack))

    def _start_over(self) -> None:
        self._notes, self._begun = {}, None

    def forget(self, text: str) -> str:
        """Give the text without what no rule will look at again."""
        cut = text.rfind("\n", 0, max(self._checkpoint.place - 2000, 0)) + 1
        if cut:
            self._checkpoint = _moved(self._checkpoint, cut)
            if self._begun:
                self._begun = replace(self._begun, start=_moved(self._begun.start, cut))
        return text[cut:]

    def _go_on(self, text: str, start: int) -> None:
        """Give up running from far behind: the next run starts at the newest line."""
        begun = self._begun
        if begun and begun.kind and begun.closer:
            return
        self._checkpoint = (
            _at(begun.start, start) if begun else _at(self._last, min(self._last.place, len(text)))
        )
        self._lines = 1

    def _tokens(self, text: str) -> Iterator[Found]:
        if self._direct:
            yield from self._drive(text)
            return
        with _standing_in(self._lexer, self._drive):
            yield from list(self._lexer.get_tokens_unprocessed(text))

    def _drive(self, text: str, *_: Any, **__: Any) -> Iterator[Found]:
        if not self._extended:
            return self.plain(text)
        return self._with_context(text)

    def _table(self, state: str) -> list[Rule]:
        rules = self._rules.get(state)
        if rules is None:
            rules = self._rules[state] = [
                (match, unclosed(match.__self__) if hasattr(match, "__self__") else None, action, new)
                for match, action, new in _rules_of(self._lexer, state)
            ]
        return rules

    def plain(self, text: str) -> Iterator[Found]:
        """Run a RegexLexer's rules (the loop of its own get_tokens_unprocessed)."""
        place, stack = self._checkpoint.place, list(self._checkpoint.stack)
        rules, end = self._table(stack[-1]), len(text)
        idle: set[tuple[int, tuple[str, ...]]] = set()
        while True:
            before = place
            for match, open_rule, action, new in rules:
                found = match(text, place)
                if not found and open_rule and (found := open_rule.begun.match(text, place)):
                    if found.end() == place:
                        found = None
                    else:
                        self._begun = Begun(Checkpoint(place, tuple(stack)), None, open_rule.closer)
                if found:
                    if action is not None:
                        if type(action) is _TokenType:
                            yield place, action, found.group()
                        else:
                            yield from action(self._lexer, found)
                    if found.end() == place:
                        key = (place, tuple(stack))
                        if key in idle:
                            yield place, Token.Text, text[place:]
                            return
                        idle.add(key)
                    place = found.end()
                    if new is not None:
                        _switch(stack, new)
                        rules = self._table(stack[-1])
                    break
            else:
                if place >= end:
                    self._last = Checkpoint(place, tuple(stack))
                    return
                if text[place] == "\n":
                    stack = ["root"]
                    rules = self._table("root")
                    yield place, Whitespace, "\n"
                else:
                    yield place, Error, text[place]
                place += 1
            line = _line_start(text, before, place)
            if line:
                self._notes[line] = Checkpoint(line, tuple(stack))

    def _with_context(self, text: str) -> Iterator[Found]:
        """Run an ExtendedRegexLexer's rules."""
        context = self._context(text)
        rules, end = self._table(context.stack[-1]), len(text)
        idle: set[tuple[int, tuple[str, ...]]] = set()
        while True:
            before = context.pos
            for match, open_rule, action, new in rules:
                found = match(text, context.pos, end)
                if not found and open_rule and (found := open_rule.begun.match(text, context.pos, end)):
                    if found.end() == before:
                        found = None
                    else:
                        self._begun = Begun(_frozen(context), None, open_rule.closer)
                if found:
                    if action is not None:
                        if type(action) is _TokenType:
                            yield context.pos, action, found.group()
                            context.pos = found.end()
                        else:
                            yield from action(self._lexer, found, context)
                            rules = self._table(context.stack[-1])
                    if new is not None:
                        _switch(context.stack, new)
                        rules = self._table(context.stack[-1])
                    break
            else:
                if context.pos >= end:
                    self._last = _frozen(context)
                    return
                if text[context.pos] == "\n":
                    context.stack = ["root"]
                    rules = self._table("root")
                    yield context.pos, Token.Text, "\n"
                else:
                    yield context.pos, Error, text[context.pos]
                context.pos += 1
            place = context.pos
            if place == before:
                key = (place, tuple(context.stack))
                if key in idle:
                    yield place, Token.Text, text[place:]
                    return
                idle.add(key)
            line = _line_start(text, before, place)
            if line:
                self._notes[line] = replace(_frozen(context), place=line)

    def _context(self, text: str) -> LexerContext:
        saved = self._checkpoint.context
        context = self._fresh(text) if saved is None else _copied(saved)
        context.text, context.end, context.pos = text, len(text), self._checkpoint.place
        return context

    def _fresh(self, text: str) -> LexerContext:
        """Make the context the lexer itself would start with."""
        made: list[LexerContext] = []

        def catch(_text: str, context: LexerContext | None = None) -> Iterator[Found]:
            made.append(context or LexerContext(text, 0))
            return iter(())

        with _standing_in(self._lexer, catch):
            list(self._lexer.get_tokens_unprocessed(text))
        return made[0] if made else LexerContext(text, 0)


def _rules_of(lexer: Any, state: str) -> Any:
    """Give the compiled rules of a state; Pygments has no public name for them."""
    return lexer._tokens[state]  # noqa: SLF001


def _switch(stack: list[str], new: Any) -> None:
    """Change the stack of states as a rule says."""
    if isinstance(new, tuple):
        for state in new:
            if state == "#pop":
                if len(stack) > 1:
                    stack.pop()
            else:
                stack.append(stack[-1] if state == "#push" else state)
    elif isinstance(new, int):
        if abs(new) >= len(stack):
            del stack[1:]
        else:
            del stack[new:]
    else:
        stack.append(stack[-1])


def _line_start(text: str, before: int, place: int) -> int:
    """Give where a line starts in what was just matched, if only spaces were matched behind it; else 0."""
    line = text.rfind("\n", before, place) + 1
    return line if line and line < len(text) and (line == place or text[line:place].isspace()) else 0


def _copied(context: LexerContext) -> LexerContext:
    """Copy a context so that running on does not change the original."""
    twin = copy.copy(context)
    for name, value in vars(context).items():
        if isinstance(value, list):
            setattr(twin, name, copy.deepcopy(value) if name != "stack" else list(value))
    return twin


def _frozen(context: LexerContext) -> Checkpoint:
    twin = _copied(context)
    twin.text = ""
    return Checkpoint(context.pos, tuple(context.stack), twin)


def _moved(checkpoint: Checkpoint, cut: int) -> Checkpoint:
    """Give the checkpoint in a text whose first `cut` characters are gone."""
    return Checkpoint(checkpoint.place - cut, checkpoint.stack, checkpoint.context)


def _at(checkpoint: Checkpoint, place: int) -> Checkpoint:
    """Give the same state at another place."""
    return Checkpoint(place, checkpoint.stack, checkpoint.context)


@contextmanager
def _standing_in(lexer: RegexLexer, drive: Callable[..., Iterator[Found]]) -> Iterator[None]:
    """Let `drive` run where this lexer's own method, which may filter the tokens, calls the one of its base class."""
    owner: Any = ExtendedRegexLexer if isinstance(lexer, ExtendedRegexLexer) else RegexLexer
    original: Callable[..., Iterator[Found]] = owner.get_tokens_unprocessed
    used = False

    def instead(self: RegexLexer, text: str = "", *state: Any, **named: Any) -> Iterator[Found]:
        nonlocal used
        if self is lexer and not used:
            used = True
            return drive(text, *state, **named)
        return original(self, text, *state, **named)

    owner.get_tokens_unprocessed = instead
    try:
        yield
    finally:
        owner.get_tokens_unprocessed = original


@contextmanager
def guarded() -> Iterator[None]:
    """Keep every lexer from going round in circles: for lexers that call others."""

    def instead(self: RegexLexer, text: str, stack: tuple[str, ...] = ("root",)) -> Iterator[Found]:
        driver = Driver(self)
        driver.start(stack)
        return driver.plain(text)

    owner: Any = RegexLexer
    owner.get_tokens_unprocessed = instead
    try:
        yield
    finally:
        owner.get_tokens_unprocessed = _original
