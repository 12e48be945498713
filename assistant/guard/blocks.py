# ruff: noqa: E501 - an expression reads best in one piece
"""Random values one level below a name that says "keys", "tokens" or "secrets", whatever they are called there."""

from collections.abc import Iterator, Mapping

from assistant.guard.crowds import Judge, may_be_random
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals
from assistant.guard.plurals import PLURALS, SURE, is_one, names_none
from assistant.guard.randomness import looks_hexadecimal
from assistant.guard.words import LongWords
from assistant.pattern import pattern

LITERALS = PLURALS
_SHORTEST, _LONGEST = 20, 200  # characters of a value
_ENDS = frozenset(("", "\n", "\r", '"', "'", " "))  # what follows a value
_HEAD_ENDS = frozenset("\"':=] \t")  # what follows the name of a block
_BEFORE = 100  # characters of a line before a value
_OPENINGS = ("[", " ", "\t")  # of a line that begins a section, or may
_LINES = 30  # lines above a value in which what it belongs to is looked for
_LINE = 200  # characters of such a line
_SECTION = pattern(r"\n[ \t]*+\[")
_INDENT = pattern(r"([ \t]*)([^\s#])")
_HEAD = pattern(
    rf"[ \t]*\[?[\"']?(?:[\w.-]{{1,30}}[_.-])?({'|'.join(LITERALS)})[\"']?(?:[ \t]{{0,4}}(?:[:=][ \t]{{0,4}}\{{?|\{{)|\])\r?\n"
)
_ENTRY = pattern(r"([ \t]*)[\"']?([\w.@-]{1,60})[\"']?[ \t]{0,40}[:=][ \t]{0,8}[\"']?")


def blocks(text: str, words: LongWords, literals: Literals) -> Iterator[Hit]:
    """Find every random value of a name that stands deeper than such a line, as YAML, TOML and JSON are written."""
    sure = _are_headed(text, literals, SURE)
    if not sure and not _are_headed(text, literals, PLURALS):
        return
    # Without one, nothing stands below what opens no line with a blank.
    sectioned = text.startswith(_OPENINGS) or _SECTION.search(text) is not None
    # What lines belong to, by where they begin and by how deep they stand.
    heads: dict[tuple[int, int], str] = {}
    judge = Judge()
    for start, word in words:
        end = start + len(word)
        if not _SHORTEST <= len(word) <= _LONGEST or text[end : end + 1] not in _ENDS:
            continue
        line = text.rfind("\n", max(0, start - _BEFORE), start) + 1
        entry = _ENTRY.match(text, line, start) if line and (sectioned or text[line] in " \t") else None
        if not entry or entry.end() != start or names_none(entry[2]):
            continue
        if not any(map(str.isdigit, word)) or (not sure and looks_hexadecimal(word)):
            continue
        head = heads[line, len(entry[1])] = _head_of(text, line, len(entry[1]), heads)
        if not head or (looks_hexadecimal(word) and head not in SURE):
            continue
        if judge.tells(word, is_one, may_be_random):
            yield Hit(start, end, "block", head, head.upper())


def _are_headed(text: str, literals: Literals, names: tuple[str, ...]) -> bool:
    """Tell whether one of `names` may stand where `_HEAD` finds it: not in a path, a call or a longer word."""
    return any(
        not _HEAD_ENDS.isdisjoint(
            [text[place : place + 1] for place in map(len(name).__add__, literals.places_in_any_case(name))]
        )
        for name in names
    )


def _head_of(text: str, line: int, indent: int, known: Mapping[tuple[int, int], str]) -> str:
    """Give what the line above `line` says that stands less deep or begins a section, or nothing.

    `known` says so of lines above.
    """
    match = _INDENT.match
    for _ in range(_LINES):
        if (line, indent) in known:
            return known[line, indent]
        above = text.rfind("\n", max(0, line - 1 - _LINE), line - 1) + 1
        if above >= line or not line:
            return ""
        if indent or text[above] in _OPENINGS:  # else it stands as deep as any
            found = match(text, above, line)
            if found and (found[2] == "[" or len(found[1]) < indent):
                named = _HEAD.match(text, above, line)
                return named[1].lower() if named else ""
        line = above
    return ""
