"""The rules of a Pygments lexer, run from a checkpoint over a text that is not whole yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pygments.lexer import ExtendedRegexLexer, LexerContext, RegexLexer
from pygments.token import Error, Token, Whitespace, _TokenType

from assistant.render.checkpoint import ROOT, Checkpoint, copied, frozen
from assistant.render.partial_match import PartialPattern, partial_pattern

Found = tuple[int, _TokenType, str]
# What matches, what matches where nothing closes it, the action or token type, the change of the stack.
Rule = tuple[Callable[..., Any], PartialPattern | None, Any, Any]
Hit = tuple[Any, PartialPattern | None, Any, Any]  # the same, with the match in the place of what matches

_tables: dict[int, tuple[Any, list[Rule]]] = {}


@dataclass(frozen=True, slots=True)
class Begun:
    """What is open at the end of the text: where it opened, in which state, what closes it.

    `kind` is the type of its lines once it has more than one and they are not another language's.
    """

    start: Checkpoint
    kind: _TokenType | None
    closer: Any


@dataclass(slots=True)
class Passed:
    """What a run came by: the line starts, where it ended, what was open there.

    `open_ended` tells whether what opens and does not close is recognised: at first always, in a lexer that is called
    by another one only where the text it is given reaches the end of the whole.
    """

    open_ended: bool = True
    lines: dict[int, Checkpoint] = field(default_factory=dict)
    last: Checkpoint = ROOT
    begun: Begun | None = None


class Rules:
    """Runs the rules of one lexer."""

    def __init__(self, lexer: RegexLexer) -> None:
        self._lexer = lexer
        self._extended = isinstance(lexer, ExtendedRegexLexer)  # its actions move the context themselves
        self._checkpoint = frozen if self._extended else _checkpoint

    def run(self, text: str, start: Checkpoint, passed: Passed) -> Iterator[Found]:
        """Give the tokens from `start` on, as the lexer's own loop would; `passed` is filled on the way."""
        context, ends = _context(text, start), passed.open_ended
        idle: set[tuple[int, tuple[str, ...]]] = set()
        while True:
            place = context.pos
            hit = self._hit(text, place, context.stack[-1], open_ended=ends)
            if hit is not None:
                yield from self._taken(hit, context, passed, open_ended=ends)
            elif place < context.end:
                yield place, *_passed_over(context)
            else:
                passed.last = self._checkpoint(context)
                return
            if context.pos == place:
                key = (place, tuple(context.stack))
                if key in idle:
                    yield place, Token.Text, text[place:]
                    return
                idle.add(key)
            elif line := _line_start(text, place, context.pos):
                passed.lines[line] = self._checkpoint(context)

    def _hit(self, text: str, place: int, state: str, *, open_ended: bool) -> Hit | None:
        """Find the first rule of a state that matches; one that is not closed does up to the end of the text."""
        for match, open_rule, action, new in _table(self._lexer, state):
            if found := match(text, place):
                return found, None, action, new
            if (
                open_rule
                and open_ended
                and (found := open_rule.begun.match(text, place))
                and self._opens(found)
            ):
                return found, open_rule, action, new
        return None

    def _taken(self, hit: Hit, context: LexerContext, passed: Passed, *, open_ended: bool) -> Iterator[Found]:
        """Do what a rule says of what it matched."""
        found, open_rule, action, new = hit
        if open_rule:
            passed.begun = Begun(self._checkpoint(context), None, open_rule.closer(found))
        calls = action is not None and type(action) is not _TokenType
        if calls:
            passed.open_ended = open_ended and found.end() == context.end
            yield from action(self._lexer, found, context) if self._extended else action(self._lexer, found)
        elif action is not None:
            yield context.pos, action, found.group()
        if not (calls and self._extended):
            context.pos = found.end()
        if new is not None:
            _switch(context.stack, new)

    def _opens(self, found: Any) -> bool:
        """Tell what opens from nothing, and from an apostrophe in a word of what a command said among a shell's lines."""
        text, place = found.string, found.start()
        inside = text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha()
        apostrophe = inside and text[place] == "'" and self._lexer.name == "Bash"
        return found.end() > place and not apostrophe


def _context(text: str, start: Checkpoint) -> LexerContext:
    """Give the context of a run that begins at a checkpoint."""
    if start.context is None:
        context = LexerContext(text, start.place, list(start.stack))
    else:
        context = copied(start.context)
        context.text, context.pos = text, start.place
    context.end = len(text)
    return context


def _checkpoint(context: LexerContext) -> Checkpoint:
    return Checkpoint(context.pos, tuple(context.stack))


def _passed_over(context: LexerContext) -> tuple[_TokenType, str]:
    """Pass over a character that no rule knows; a line's end leaves every state."""
    character = context.text[context.pos]
    context.pos += 1
    if character != "\n":
        return Error, character
    context.stack = ["root"]
    return Whitespace, character


def _table(lexer: Any, state: str) -> list[Rule]:
    """Give the compiled rules of a state; Pygments has no public name for them."""
    source = lexer._tokens[state]  # noqa: SLF001
    known = _tables.get(id(source))
    if known is None:
        rules = [
            (match, partial_pattern(match.__self__) if hasattr(match, "__self__") else None, action, new)
            for match, action, new in source
        ]
        known = _tables[id(source)] = source, rules  # the source stays alive, and so its id
    return known[1]


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
