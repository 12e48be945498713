"""Secrets in the columns of tables that name a password, a key or a token: CSV, Markdown, SQL inserts and dumps."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.guard.crowds import Judge
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals, matches
from assistant.guard.names import FOREIGN, Name, label_and_kind, name_of
from assistant.pattern import pattern

_NAMES = (
    "password",
    "secret",
    "token",
    "pwd",
    "api key",
    "api_key",
    "passwort",
    "mot de passe",
    ",pass",
    ";pass",
    "\tpass",
    *FOREIGN,
)
_INSERT, _CREATE, _DUMP = "insert into", "create table", "from stdin"
LITERALS = (*_NAMES, _INSERT, _CREATE, _DUMP)
# What opens no column in the definition of a table.
_CONSTRAINTS = ("primary", "unique", "key", "constraint", "foreign", "index", "check", "fulltext")
_CELLS = 40  # columns
_LONGEST = 600  # characters of a header
# With a sign that no header holds, or too long for one.
_REST_OF_DULL_LINE = pattern(rf"[^=:(){{}}<>\[\]/\\&$%#@!?+~^\n]{{0,{_LONGEST}}}+[^\n][^\n]*+")
_TITLE = pattern(r"([\"'`*]{0,2})[^\W\d_][\w .-]{0,38}\1")
_INSERTION = pattern(
    r"insert into (?:[^(;]{1,80}+\((?P<columns>[^()]{1,600}+)\)\s{0,20}|[`\"\[]?(?P<table>\w{1,60})[`\"\]]?\s{1,4})"
    r"values\s{0,20}"
)
_CREATION = pattern(
    r"create table (?:if not exists )?(?:[`\"\[]?\w{1,60}[`\"\]]?\.)?[`\"\[]?(\w{1,60})[`\"\]]?\s{0,4}"
    r"\(((?:[^();']++|'[^'\n]*+'|\([^()\n]{0,200}+\)){1,400}+)\)"
)
_DEFINITION = pattern(r"[`\"\[]?(\w{1,60})[`\"\]]?(?:[^,()']++|'[^'\n]*+'|\([^()]*+\))*+(?:,\s{0,40}|$)")
_DUMP_HEAD = pattern(r"(?i:copy) [^(\n]{1,120}\(([^()\n]{1,600})\) (?i:from stdin);[ \t]*(?=\n)")
_TUPLE = pattern(r",?\s{0,20}\(((?:[^()'\n]++|'(?:[^'\n]++|'')*+'){1,200}+)\)")
_CELL = pattern(r"(?:[^',]*+'((?:[^'\n]++|'')*+)'\s*+(?=,|$)|(?:[^',]++|'(?:[^'\n]++|'')*+')++)(?:,|$)")
_SEPARATOR = pattern(r"[|\u2502\u2503,;\t]")
_RULE = pattern(r"[-+=|:\s\u2500-\u257f]+")  # a line between rows


class _Column(NamedTuple):
    """A column whose name promises a secret, the `place`th of a table."""

    place: int
    name: str
    says: Name
    label: str
    kind: str


def tables(text: str, lowered: str, literals: Literals) -> Iterator[Hit]:
    """Find every secret below a header that names it; `lowered` is `text` in lower case, character for character."""
    if not any(map(text.__contains__, ",|;\t\u2502\u2503")):
        return
    judge = Judge()
    dull: set[str] = {""}  # lines that head nothing; "" is one that is too long
    done: dict[int, int] = {}  # where lines begin that were looked at, and where what belongs to them ends
    match = _REST_OF_DULL_LINE.match
    for name in _NAMES:
        past = 0  # where the table, or the line that heads none, ends
        for place in literals.places_in_any_case(name):
            if place < past:
                continue
            dull_line = match(lowered, place)
            if dull_line:
                past = dull_line.end()
                continue
            start = lowered.rfind("\n", 0, place) + 1
            if start in done:
                past = done[start]
                continue
            end = lowered.find("\n", place)
            past = end = end if end >= 0 else len(lowered)
            line = lowered[start:end] if end - start <= _LONGEST else ""
            if line in dull:
                continue
            separator = _SEPARATOR.search(line)
            columns, width = _columns(text[start:end], separator[0]) if separator else ((), 0)
            if separator and columns:
                found, past = _below(text, end, columns, width, separator[0], judge)
                yield from found
            else:
                dull.add(line)
            done[start] = past


def inserted(text: str, lowered: str, literals: Literals) -> Iterator[Hit]:
    """Find every secret that SQL inserts into a column whose name promises one."""
    judge = Judge()
    places = literals.places_in_any_case(_INSERT)
    created = dict(_created(text, lowered, literals.places_in_any_case(_CREATE) if places else []))
    for found in matches(_INSERTION, lowered, places):
        if found["table"]:
            columns, width = created.get(found["table"], ((), 0))
        else:
            columns, width = _inserted(text[slice(*found.span("columns"))])
        if not columns:
            continue
        end = found.end()
        while values := _TUPLE.match(text, end):
            cells = list(_CELL.finditer(text, values.start(1), values.end(1)))
            end = values.end()
            for column in columns if len(cells) == width else ():
                cell = cells[column.place]
                if cell[1] and judge.is_secret(column.says, column.name, cell[1]):
                    yield Hit(*cell.span(1), "table", column.label, column.kind)


def dumped(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every secret in the rows of a PostgreSQL dump whose column promises one."""
    judge = Judge()
    for place in literals.places_in_any_case(_DUMP):
        line = text.rfind("\n", max(0, place - _LONGEST), place) + 1
        head = _DUMP_HEAD.match(text, line)
        if head:
            columns, width = _columns(head[1], ",")
            yield from _below(text, head.end(), columns, width, "\t", judge)[0]


def _below(
    text: str, end: int, columns: tuple[_Column, ...], width: int, separator: str, judge: Judge
) -> tuple[list[Hit], int]:
    """Give the secrets of the table whose header ends at `end`, and where it ends itself.

    `columns` are those that promise one, of `width` in all.
    """
    found: list[Hit] = []
    while end + 1 < len(text):
        line = end + 1
        stop = text.find("\n", line)
        stop = len(text) if stop < 0 else stop
        cells = _cells(text[line:stop], separator, width)
        if len(cells) != width:
            if not _RULE.fullmatch(text, line, stop):
                break
            end = stop
            continue
        for column in columns:
            cell = cells[column.place]
            value = cell.strip(" \t\r\"'`")
            if judge.is_secret(column.says, column.name, value):
                at = line + sum(map(len, cells[: column.place])) + column.place + cell.index(value)
                found.append(Hit(at, at + len(value), "table", column.label, column.kind))
        end = stop
    return found, end


def _cells(line: str, separator: str, width: int) -> list[str]:
    """Part a row; a separator in double quotes parts nothing where else there would not be `width` cells."""
    cells = line.split(separator, _CELLS)
    if len(cells) == width or '"' not in line:
        return cells
    whole: list[str] = []
    for cell in cells:
        if whole and whole[-1].count('"') % 2:
            whole[-1] += separator + cell
        else:
            whole.append(cell)
    return whole


@lru_cache(maxsize=256)
def _columns(line: str, separator: str) -> tuple[tuple[_Column, ...], int]:
    """Give the columns that promise a secret, and how many columns there are."""
    header = [cell.strip() for cell in line.split(separator)]
    if (
        len(header) > _CELLS
        or sum(map(bool, header)) < 2
        or not all(_TITLE.fullmatch(cell) for cell in header if cell not in ("", "#"))
    ):
        return (), 0
    return _promising([cell.strip("\"'`*").replace(" ", "_") for cell in header]), len(header)


@lru_cache(maxsize=256)
def _inserted(columns: str) -> tuple[tuple[_Column, ...], int]:
    """Give those of the columns that SQL names which promise a secret, and how many columns there are."""
    names = [column.strip(" \t\r\n`\"'[]") for column in columns.split(",")]
    return _promising(names), len(names)


def _created(
    text: str, lowered: str, places: list[int]
) -> Iterator[tuple[str, tuple[tuple[_Column, ...], int]]]:
    """Give each table that is created in `text`, with those of its columns that promise a secret, and how many it has."""
    for found in matches(_CREATION, lowered, places):
        names = [name[1] for name in _DEFINITION.finditer(text, *found.span(2))]
        names = [name for name in names if name.lower() not in _CONSTRAINTS]
        yield found[1], (_promising(names), len(names))


def _promising(names: list[str]) -> tuple[_Column, ...]:
    said = map(name_of, names)
    return tuple(
        _Column(place, name, says, *label_and_kind(name))
        for place, (name, says) in enumerate(zip(names, said, strict=True))
        if says.sense != "nothing"
    )
