"""Partial matches: what opened a comment, a string or a script is recognised before its end has come.

Many lexers match such a thing with one regular expression, which fails as long as the closer is missing. Here the
expression's parse tree is cut behind its unbounded body, and the end of the text takes the closer's place.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

# The parser and the compiler of `re`; private names, so everything here is optional: without them nothing is cut.
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_SAMPLE = "ab c\n d1\n"
_HINTS = ("[^", "\\n", "\\S", "\\W", "\\D")


class PartialPattern(NamedTuple):
    """A rule without its closer: `begun` matches what has opened up to the end of the text."""

    begun: "re.Pattern[str]"
    closer: Callable[["re.Match[str]"], "re.Pattern[str] | None"]


@cache
def partial_pattern(pattern: "re.Pattern[str]") -> PartialPattern | None:
    """Cut a rule's pattern behind its unbounded body; None if it has none that could hold whole lines."""
    source = pattern.pattern
    if not ("*" in source or "+" in source):
        return None
    if not (any(hint in source for hint in _HINTS) or (pattern.flags & re.DOTALL and "." in source)):
        return None
    try:
        tree = _parser.parse(source, pattern.flags & ~re.UNICODE | re.UNICODE)
        cuts = list(_cuts(tree, list(tree.data), more=False))
        if not cuts:
            return None
        ways = [_parser.SubPattern(tree.state, _ended(tree, begun)) for begun, _ in reversed(cuts)]
        begun = _compiled(tree, [(_parser.BRANCH, (None, ways))], pattern.flags)
        return PartialPattern(begun, _closer(tree, cuts[-1][1], pattern.flags))
    except (AttributeError, ValueError, TypeError, RuntimeError, re.error):
        return None


def _closer(tree: Any, after: list[Any], flags: int) -> Callable[["re.Match[str]"], "re.Pattern[str] | None"]:
    """Give what makes the closer of an opener, which may have to repeat a part of it."""

    @cache
    def closer(echoes: tuple[str | None, ...]) -> "re.Pattern[str] | None":
        try:
            return _compiled(tree, _filled(tree, after, echoes), flags) if after else None
        except (AttributeError, ValueError, TypeError, RuntimeError, re.error):
            return None

    return lambda found: closer(found.groups() if "GROUPREF" in repr(after) else ())


def _filled(tree: Any, items: list[Any], echoes: tuple[str | None, ...]) -> list[Any]:
    """Put what the groups of an opener held where its closer refers to them."""
    filled: list[Any] = []
    for kind, value in items:
        if kind is _parser.GROUPREF and value <= len(echoes):
            filled += [(_parser.LITERAL, ord(character)) for character in echoes[value - 1] or ""]
        elif kind is _parser.SUBPATTERN:
            inner = _parser.SubPattern(tree.state, _filled(tree, list(value[3].data), echoes))
            filled.append((kind, (*value[:3], inner)))
        else:
            filled.append((kind, value))
    return filled


def _groups(items: Any) -> set[int]:
    """Give the numbers of the groups in a part of a parse tree."""
    found: set[int] = set()
    for item in items:
        if isinstance(item, tuple) and item and item[0] is _parser.SUBPATTERN:
            found |= {item[1][0]} | _groups(item[1][3].data)
        elif isinstance(item, (tuple, list)):
            found |= _groups(item)
        elif isinstance(item, _parser.SubPattern):
            found |= _groups(item.data)
    return found


def _empty(tree: Any, group: int) -> Any:
    """Give a group that holds nothing, for an action that asks for it."""
    return _parser.SUBPATTERN, (group, 0, 0, _parser.SubPattern(tree.state, []))


def _compiled(tree: Any, items: list[Any], flags: int) -> "re.Pattern[str]":
    compiled: re.Pattern[str] = _compiler.compile(_parser.SubPattern(tree.state, items), flags)
    return compiled


def _cuts(tree: Any, items: list[Any], *, more: bool) -> Iterator[tuple[list[Any], list[Any]]]:
    """Give, for each unbounded body, the items up to it and those behind; `more` tells that something follows these."""
    for place, (kind, value) in enumerate(items):
        rest = items[place + 1 :]
        follows = more or bool(rest)
        if kind in (_parser.MAX_REPEAT, _parser.MIN_REPEAT) and value[1] == _parser.MAXREPEAT:
            if follows and _holds_lines(tree, (kind, value)):
                yield items[: place + 1], rest
        elif kind is _parser.SUBPATTERN:
            for begun, after in _cuts(tree, list(value[3].data), more=follows):
                group = (*value[:3], _parser.SubPattern(tree.state, begun))
                yield [*items[:place], (kind, group)], [*after, *rest]
        elif kind is _parser.BRANCH:
            for branch in value[1]:
                for begun, _ in _cuts(tree, list(branch.data), more=follows):
                    yield [*items[:place], *begun], []


def _ended(tree: Any, begun: list[Any]) -> list[Any]:
    """Let the text end there; what the rule's action may still ask for holds nothing."""
    missing = set(range(1, tree.state.groups)) - _groups(begun)
    return [*begun, (_parser.AT, _parser.AT_END_STRING), *(_empty(tree, group) for group in missing)]


def _holds_lines(tree: Any, repeat: Any) -> bool:
    body = _compiler.compile(_parser.SubPattern(tree.state, [repeat]), tree.state.flags)
    return body.fullmatch(_SAMPLE) is not None
