"""What a line begins: containers (quotes, list items) and the kind of block, decided as soon as it is certain.

`scan` is a pure function of the line's beginning and the open blocks. It never decides on a prefix anything that the
whole line would decide otherwise, so it does not matter how a text was cut into chunks.
"""

import re

from assistant.render.html_block import NO_HTML, html_end
from assistant.render.lines import LONGEST, Container, Kind, Line, Open, Reading, cell_count

DEEPEST = 60  # containers

_FENCE = re.compile(r"(`{3,}|~{3,})(.*)", re.DOTALL)
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_RULE = re.compile(r"([-_*])[ \t]*(?:\1[ \t]*){2,}$")
_BULLET = re.compile(r"([-+*])( +|$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])( +|$)")
_TASKS = {"[ ] ": "☐", "[x] ": "☑", "[X] ": "☑"}
_LEAD = re.compile(r"[ \t>*+\-0-9.)]*\t[ \t>*+\-0-9.)]*")
_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_MATH_OPENERS = {"$$": "$$", "\\[": "\\]"}


def scan(line: str, before: Open, reading: Reading) -> Line | None:
    """Decide what a line is; None if its beginning does not tell yet."""
    whole = reading is Reading.WHOLE
    if not whole and len(line) > LONGEST and not line[:LONGEST].strip(" \t>"):
        return Line(Kind.BLANK, 0, line, 0)
    matched, at, line = _match(line, before.containers, whole)
    if matched < 0:
        return None
    all_matched = matched == len(before.containers)
    if all_matched:
        inside = _inside(line, at, before, matched)
        if inside:
            return inside
    return _begin(line, at, before, matched, whole)


def _match(line: str, containers: list[Container], whole: bool) -> tuple[int, int, str]:
    """Match the open containers: (how many go on, where the rest starts, the line); -1 if it does not tell yet."""
    if containers and "\t" in line:
        line = _spaced(line)
    at = 0
    for matched, container in enumerate(containers):
        rest_at = _skip(line, at)
        if rest_at == len(line):
            if not whole:
                return -1, at, line
            if container.sign == ">" or container.empty:
                return matched, rest_at, line
            at = min(rest_at, at + container.indent)
        elif container.sign == ">":
            if rest_at - at > 3 or line[rest_at] != ">":
                return matched, at, line
            at = rest_at + 1
            if line.startswith(" ", at):
                at += 1
            elif at == len(line) and not whole:
                return -1, at, line
        elif rest_at - at >= container.indent:
            at += container.indent
        else:
            return matched, at, line
    return len(containers), at, line


def _skip(line: str, at: int) -> int:
    while at < len(line) and line[at] == " ":
        at += 1
    return at


def _spaced(line: str) -> str:
    """Turn the tabs among a line's leading markers into spaces (tab stops of four)."""
    lead = _LEAD.match(line)
    return lead[0].expandtabs(4) + line[lead.end() :] if lead else line


def _inside(line: str, at: int, before: Open, matched: int) -> Line | None:
    """Decide for a line within an open block that takes lines as they are."""
    match before.block:
        case Kind.FENCE | Kind.MATH:
            return Line(Kind.CODE, matched, line, at)
        case Kind.HTML:
            if before.html_end or line[at:].strip():
                return Line(Kind.HTML, matched, line, at)
        case Kind.INDENTED:
            spaced = _spaced(line)
            if spaced[at : at + 4] == "    ":
                return Line(Kind.INDENTED, matched, spaced, at + 4)
    return None


def _begin(line: str, at: int, before: Open, matched: int, whole: bool) -> Line | None:
    """Decide for a line that may begin something: new containers first, then the block."""
    new: list[Container] = []
    if "\t" in line:
        line = _spaced(line)
    while True:
        goes_on = before.block in (Kind.PARAGRAPH, Kind.PIPES) and not new
        start = _skip(line, at)
        if start == len(line):
            return Line(Kind.BLANK, matched, line, start, new) if whole else None
        if start - at >= 4:
            if goes_on:
                return _text(line, start, before, matched, new)
            return Line(Kind.INDENTED, matched, line, at + 4, new)
        rest = line[start:]
        long = len(rest) > LONGEST
        if not long and goes_on and matched == len(before.containers):
            under = _under(rest, before, whole)
            if under is None:
                return None
            if under:
                return Line(under, matched, line, start)
        if not long and rest[0] in "-_*":
            if _RULE.match(rest) and whole:
                return Line(Kind.RULE, matched, line, start, new)
            if not whole and not rest.strip(rest[0] + " \t"):
                return None
        if len(before.containers) + len(new) >= DEEPEST:
            return _block(line, start, before, matched, new, whole, start - at)
        item = _item(rest, start - at, goes_on and matched == len(before.containers), whole)
        if item is None:
            return None
        if not item:
            box = _box(rest, whole) if new and new[-1].sign != ">" else ""
            if box is None:
                return None
            if box:
                new[-1].box = box
                return _text(line, start + 4, before, matched, new)
            return _block(line, start, before, matched, new, whole, start - at)
        new.append(item[0])
        at = start + item[1]


def _item(rest: str, indent: int, interrupts: bool, whole: bool) -> tuple[Container, int] | tuple[()] | None:
    """Read a container's marker: (it, how long it is); () if there is none; None if it does not tell yet."""
    if rest[0] == ">":
        if len(rest) == 1 and not whole:
            return None
        return Container(">"), 2 if rest.startswith("> ") else 1
    found = _BULLET.match(rest) or _NUMBER.match(rest)
    if not found:
        open_end = not whole and rest.isdecimal() and len(rest) < 10
        return None if open_end else ()
    blank = found.end() == len(rest)
    if blank and not whole:
        return None
    number = int(found[1]) if found[1].isdecimal() else 0
    if interrupts and (blank or number > 1):
        return ()
    spaces = len(found[found.lastindex or 0])
    length = found.end() if not blank and spaces < 5 else found.end() - spaces + (1 if not blank else 0)
    width = length if not blank else found.end() - spaces + 1
    sign = found[1] if found.lastindex == 2 else found[2]
    return Container(sign, indent + width, number, due=True, empty=blank), length


def _box(rest: str, whole: bool) -> str | None:
    """Give the box that makes an item a task (GFM 5.3), "" if there is none, None if it does not tell yet."""
    if not whole and any(task.startswith(rest) and task != rest for task in _TASKS):
        return None
    return _TASKS.get(rest[:4], "")


def _under(rest: str, before: Open, whole: bool) -> Kind | tuple[()] | None:
    """Decide whether a line under a paragraph's makes it a heading or a table's header."""
    if before.header_cells and not rest.strip("-:| \t"):
        if not whole:
            return None
        if (
            _DELIMITER.match(rest)
            and cell_count(rest) == before.header_cells
            and ("|" in rest or before.header_cells > 1)
        ):
            return Kind.DELIMITER
    if rest[0] in "-=" and not rest.rstrip(" \t").strip(rest[0]):
        return Kind.UNDERLINE if whole else None
    return ()


def _text(line: str, at: int, before: Open, matched: int, new: list[Container]) -> Line:
    """A line of a paragraph: lazy if it goes on with one whose containers it does not repeat."""
    lazy = matched < len(before.containers) and before.block in (Kind.PARAGRAPH, Kind.PIPES) and not new
    return Line(Kind.LAZY if lazy else Kind.PARAGRAPH, matched, line, at, new, whole=False)


def _block(
    line: str,
    at: int,
    before: Open,
    matched: int,
    new: list[Container],
    whole: bool,
    inset: int,
) -> Line | None:
    """Decide which block starts at `at`."""
    rest = line[at:]
    if len(rest) > LONGEST:
        return _text(line, at, before, matched, new)
    goes_on = before.block in (Kind.PARAGRAPH, Kind.PIPES) and not new
    match rest[0]:
        case "#":
            if _HEADING.match(rest) and (whole or rest.strip("#")):
                return Line(Kind.HEADING, matched, line, at, new)
            if not whole and not rest.strip("#") and len(rest) < 7:
                return None
        case "`" | "~":
            found = _FENCE.match(rest)
            if found and (rest[0] == "~" or "`" not in found[2]):
                return Line(Kind.FENCE, matched, line, at, new, detail=found[1], inset=inset)
            if not whole and not rest.strip(rest[0]) and len(rest) < 3:
                return None
        case "$" | "\\":
            if not whole and rest.strip() in ("$", "\\", "$$", "\\["):
                return None
            if rest.strip() in _MATH_OPENERS and not goes_on:
                return Line(Kind.MATH, matched, line, at, new, detail=_MATH_OPENERS[rest.strip()])
        case "<":
            html = html_end(
                rest, Reading.WHOLE if whole else Reading.BEGINNING, None if new else before.block
            )
            if html is None:
                return None
            if html is not NO_HTML:
                return Line(Kind.HTML, matched, line, at, new, detail=html)
        case "|":
            if before.block is Kind.ROW and not new and matched == len(before.containers):
                return Line(Kind.ROW, matched, line, at, new)
            lazy = matched < len(before.containers) and goes_on
            return Line(Kind.LAZY if lazy else Kind.PIPES, matched, line, at, new)
    if before.block is Kind.ROW and not new and matched == len(before.containers):
        return Line(Kind.ROW, matched, line, at, new)
    return _text(line, at, before, matched, new)
