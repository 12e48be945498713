"""The rules of a Pygments lexer, run from a checkpoint over a text that is not whole yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pygments.lexer import ExtendedRegexLexer, LexerContext, RegexLexer
from pygments.token import Error, Token, Whitespace, _TokenType

from assistant.render.checkpoint import ROOT, Checkpoint, copied, frozen
from assistant.render.partial_match import PartialPattern, partial_pattern

Found = tuple[int, _TokenType, str]
Rule = tuple[Callable[..., Any], PartialPattern | None, Any, Any]

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

    def run(self, text: str, start: Checkpoint, passed: Passed) -> Iterator[Found]:
        """Give the tokens from `start` on, as the lexer's own loop would; `passed` is filled on the way."""
        if isinstance(self._lexer, ExtendedRegexLexer):
            return self._with_context(text, start, passed)
        return self._plain(text, start, passed)

    def _plain(self, text: str, start: Checkpoint, passed: Passed) -> Iterator[Found]:
        """Run a RegexLexer's rules (the loop of its own get_tokens_unprocessed)."""
        place, stack = start.place, list(start.stack)
        rules, end, ends = _table(self._lexer, stack[-1]), len(text), passed.open_ended
        idle: set[tuple[int, tuple[str, ...]]] = set()
        while True:
            before = place
            for match, open_rule, action, new in rules:
                found = match(text, place)
                if not found and open_rule and ends and (found := open_rule.begun.match(text, place)):
                    if not self._opens(found):
                        found = None
                    else:
                        passed.begun = Begun(Checkpoint(place, tuple(stack)), None, open_rule.closer(found))
                if found:
                    if action is not None:
                        if type(action) is _TokenType:
                            yield place, action, found.group()
                        else:
                            passed.open_ended = ends and found.end() == end
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
                        rules = _table(self._lexer, stack[-1])
                    break
            else:
                if place >= end:
                    passed.last = Checkpoint(place, tuple(stack))
                    return
                if text[place] == "\n":
                    stack = ["root"]
                    rules = _table(self._lexer, "root")
                    yield place, Whitespace, "\n"
                else:
                    yield place, Error, text[place]
                place += 1
            line = _line_start(text, before, place)
            if line:
                passed.lines[line] = Checkpoint(place, tuple(stack))

    def _with_context(self, text: str, start: Checkpoint, passed: Passed) -> Iterator[Found]:
        """Run an ExtendedRegexLexer's rules."""
        context = LexerContext(text, 0) if start.context is None else copied(start.context)
        context.text, context.end, context.pos = text, len(text), start.place
        rules, end, ends = _table(self._lexer, context.stack[-1]), len(text), passed.open_ended
        idle: set[tuple[int, tuple[str, ...]]] = set()
        while True:
            before = context.pos
            for match, open_rule, action, new in rules:
                found = match(text, before, end)
                if not found and open_rule and ends and (found := open_rule.begun.match(text, before, end)):
                    if not self._opens(found):
                        found = None
                    else:
                        passed.begun = Begun(frozen(context), None, open_rule.closer(found))
                if found:
                    if action is not None:
                        if type(action) is _TokenType:
                            yield before, action, found.group()
                            context.pos = found.end()
                        else:
                            passed.open_ended = ends and found.end() == end
                            yield from action(self._lexer, found, context)
                            rules = _table(self._lexer, context.stack[-1])
                    if new is not None:
                        _switch(context.stack, new)
                        rules = _table(self._lexer, context.stack[-1])
                    break
            else:
                if before >= end:
                    passed.last = frozen(context)
                    return
                if text[before] == "\n":
                    context.stack = ["root"]
                    rules = _table(self._lexer, "root")
                    yield before, Token.Text, "\n"
                else:
                    yield before, Error, text[before]
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
                passed.lines[line] = frozen(context)

    def _opens(self, found: Any) -> bool:
        """Tell what opens from nothing, and from an apostrophe in a word of what a command said among a shell's lines."""
        text, place = found.string, found.start()
        inside = text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha()
        apostrophe = inside and text[place] == "'" and self._lexer.name == "Bash"
        return found.end() > place and not apostrophe


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
