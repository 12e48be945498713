"""Rules cut short: what opened a comment, a string or a script is recognised before its end has come.

Many lexers match such a thing with one regular expression, which fails as long as the closer is missing. Here the
expression's parse tree is cut behind its unbounded body, and the end of the text takes the closer's place.
"""

import re
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

# The parser and the compiler of `re`; private names, so everything here is optional: without them nothing is cut.
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_SAMPLE = "ab c\n d1\n"
_HINTS = ("[^", "\\n", "\\S", "\\W", "\\D")


class Unclosed(NamedTuple):
    """A rule without its closer: `begun` matches what has opened up to the end of the text; `closer` may be None."""

    begun: "re.Pattern[str]"
    closer: "re.Pattern[str] | None"


@cache
def unclosed(pattern: "re.Pattern[str]") -> Unclosed | None:
    """Cut a rule's pattern behind its unbounded body; None if it has none that could hold whole lines."""
    source = pattern.pattern
    if not ("*" in source or "+" in source):
        return None
    if not (any(hint in source for hint in _HINTS) or (pattern.flags & re.DOTALL and "." in source)):
        return None
    try:
        tree = _parser.parse(source, pattern.flags & ~re.UNICODE | re.UNICODE)
        cut = _cut(tree, list(tree.data), more=False)
        if cut is None:
            return None
        begun, after = cut
        begun.append((_parser.AT, _parser.AT_END_STRING))
        closer = _compiled(tree, after, pattern.flags) if after and "GROUPREF" not in repr(after) else None
        return Unclosed(_compiled(tree, begun, pattern.flags), closer)
    except (AttributeError, ValueError, TypeError, RuntimeError, re.error):
        return None


def _compiled(tree: Any, items: list[Any], flags: int) -> "re.Pattern[str]":
    compiled: re.Pattern[str] = _compiler.compile(_parser.SubPattern(tree.state, items), flags)
    return compiled


def _cut(tree: Any, items: list[Any], *, more: bool) -> tuple[list[Any], list[Any]] | None:
    """Give the items up to the unbounded body, and those behind it; `more` tells that something follows these."""
    for place, (kind, value) in enumerate(items):
        rest = items[place + 1 :]
        follows = more or bool(rest)
        if kind in (_parser.MAX_REPEAT, _parser.MIN_REPEAT) and value[1] == _parser.MAXREPEAT:
            if follows and _holds_lines(tree, (kind, value)):
                return items[: place + 1], rest
        elif kind is _parser.SUBPATTERN:
            inner = _cut(tree, list(value[3].data), more=follows)
            if inner:
                group = (*value[:3], _parser.SubPattern(tree.state, inner[0]))
                return [*items[:place], (kind, group)], [*inner[1], *rest]
        elif kind is _parser.BRANCH:
            cuts = [_cut(tree, list(branch.data), more=follows) for branch in value[1]]
            branches = [_parser.SubPattern(tree.state, cut[0]) for cut in cuts if cut]
            if branches:
                return [*items[:place], (kind, (value[0], branches))], []
    return None


def _holds_lines(tree: Any, repeat: Any) -> bool:
    body = _compiler.compile(_parser.SubPattern(tree.state, [repeat]), tree.state.flags)
    return body.fullmatch(_SAMPLE) is not None
