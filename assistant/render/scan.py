"""What a line begins: containers (quotes, list items) and the kind of block, decided as soon as it is certain.

`scan` is a pure function of the line's beginning and the open blocks. It never decides on a prefix anything that the
whole line would decide otherwise, so it does not matter how a text was cut into chunks.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

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


class _UndecidedError(Exception):
    """The beginning of a line does not tell yet what the line is."""


def scan(line: str, before: Open, reading: Reading) -> Line | None:
    """Decide what a line is; None if its beginning does not tell yet."""
    whole = reading is Reading.WHOLE
    if not whole and len(line) > LONGEST and not line[:LONGEST].strip(" \t>"):
        return Line(Kind.BLANK, 0, line, 0)
    try:
        matched, at, spaced = _match(line, before.containers, whole)
        inside = _inside(spaced, at, before, matched) if matched == len(before.containers) else None
        found = inside or _Scan(_spaced(spaced), before, matched, whole).line_from(at)
        return found if found.whole or "\t" not in line else _with_own_tabs(found, line)
    except _UndecidedError:
        return None


def _match(line: str, containers: list[Container], whole: bool) -> tuple[int, int, str]:
    """Match the open containers: (how many go on, where the rest starts, the line)."""
    if containers:
        line = _spaced(line)
    at = 0
    for matched, container in enumerate(containers):
        rest_at = _skip(line, at)
        if rest_at == len(line):
            if not whole:
                raise _UndecidedError
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
                raise _UndecidedError
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
    lead = _LEAD.match(line) if "\t" in line else None
    return lead[0].expandtabs(4) + line[lead.end() :] if lead else line


def _with_own_tabs(found: Line, line: str) -> Line:
    """Give a line that flows the tabs of its own text back: what flows in later keeps them, too."""
    at = bisect_left(range(len(line)), found.at, key=lambda place: len(line[:place].expandtabs(4)))
    return replace(found, text=line, at=at)


def _inside(line: str, at: int, before: Open, matched: int) -> Line | None:
    """Decide for a line within an open block that takes lines as they are."""
    match before.block:
        case Kind.FENCE | Kind.MATH:
            return Line(Kind.CODE, matched, line, at)
        case Kind.HTML:
            if before.html_end or line[at:].strip(" \t"):
                return Line(Kind.HTML, matched, line, at)
        case Kind.INDENTED:
            spaced = _spaced(line)
            if spaced[at : at + 4] == "    ":
                return Line(Kind.INDENTED, matched, spaced, at + 4)
    return None


@dataclass(slots=True)
class _Scan:
    """A line that may begin something, and the containers it has begun so far."""

    line: str
    before: Open
    matched: int
    whole: bool
    new: list[Container] = field(default_factory=list)

    def line_from(self, at: int) -> Line:
        """Decide for what starts at `at`: new containers first, then the block."""
        while True:
            start = _skip(self.line, at)
            rest = self.line[start:]
            if not rest:
                return self._decided(Kind.BLANK, start, sure=self.whole)
            if start - at >= 4:
                return self._text(start) if self._after_paragraph else self._decided(Kind.INDENTED, at + 4)
            if len(rest) <= LONGEST and (kind := self._underline(rest) or self._rule(rest)):
                return self._decided(kind, start)
            found = None if self._is_deepest else self._item(rest, start - at)
            if not found:
                return self._task(rest, start) or self._block(rest, start, start - at)
            item, length = found
            self.new.append(item)
            at = start + length

    @property
    def _after_paragraph(self) -> bool:
        """Whether a paragraph is open that the line may go on with."""
        return self.before.block in (Kind.PARAGRAPH, Kind.PIPES) and not self.new

    @property
    def _all_matched(self) -> bool:
        return self.matched == len(self.before.containers)

    @property
    def _is_deepest(self) -> bool:
        return len(self.before.containers) + len(self.new) >= DEEPEST

    def _decided(self, kind: Kind, at: int, *, sure: bool = True, detail: str = "", inset: int = 0) -> Line:
        if not sure:
            raise _UndecidedError
        return Line(kind, self.matched, self.line, at, self.new, detail=detail, inset=inset)

    def _text(self, at: int) -> Line:
        """A line of a paragraph: lazy if it goes on with one whose containers it does not repeat."""
        lazy = not self._all_matched and self._after_paragraph
        kind = Kind.LAZY if lazy else Kind.PARAGRAPH
        return Line(kind, self.matched, self.line, at, self.new, whole=False)

    def _underline(self, rest: str) -> Kind | None:
        """Tell whether the line makes the paragraph above it a heading or a table's header."""
        if not (self._after_paragraph and self._all_matched):
            return None
        cells = self.before.header_cells
        if cells and not rest.strip("-:| \t"):
            if not self.whole:
                raise _UndecidedError
            if _DELIMITER.match(rest) and cell_count(rest) == cells and ("|" in rest or cells > 1):
                return Kind.DELIMITER
        if rest[0] not in "-=" or rest.rstrip(" \t").strip(rest[0]):
            return None
        if not self.whole:
            raise _UndecidedError
        return Kind.UNDERLINE

    def _rule(self, rest: str) -> Kind | None:
        if rest[0] not in "-_*":
            return None
        if not self.whole and not rest.strip(rest[0] + " \t"):
            raise _UndecidedError
        return Kind.RULE if self.whole and _RULE.match(rest) else None

    def _item(self, rest: str, indent: int) -> tuple[Container, int] | None:
        """Read a container's marker: (it, how long it is); None if there is none."""
        if rest[0] == ">":
            if len(rest) == 1 and not self.whole:
                raise _UndecidedError
            return Container(">"), 2 if rest.startswith("> ") else 1
        found = _BULLET.match(rest) or _NUMBER.match(rest)
        if not found:
            if not self.whole and rest.isdecimal() and len(rest) < 10:
                raise _UndecidedError
            return None
        blank = found.end() == len(rest)
        if blank and not self.whole:
            raise _UndecidedError
        number = int(found[1]) if found[1].isdecimal() else 0
        if self._after_paragraph and self._all_matched and (blank or number > 1):
            return None
        spaces = len(found[found.lastindex or 0])
        marker = found.end() - spaces
        length = marker if blank else found.end() if spaces < 5 else marker + 1
        sign = found[1] if found.lastindex == 2 else found[2]
        width = marker + 1 if blank else length
        return Container(sign, indent + width, number, due=True, empty=blank), length

    def _task(self, rest: str, start: int) -> Line | None:
        """Read the box that makes a new item a task (GFM 5.3), and its text; None if there is none."""
        if not self.new or self.new[-1].sign == ">":
            return None
        if not self.whole and any(task.startswith(rest) and task != rest for task in _TASKS):
            raise _UndecidedError
        box = _TASKS.get(rest[:4])
        if box is None:
            return None
        self.new[-1].box = box
        return self._text(start + 4)

    def _block(self, rest: str, at: int, inset: int) -> Line:
        """Decide which block starts at `at`, `inset` columns within its containers."""
        if len(rest) > LONGEST:
            return self._text(at)
        match rest[0]:
            case "#" if not rest.strip("#") and not self.whole and len(rest) < 7:
                raise _UndecidedError
            case "#" if _HEADING.match(rest) and (self.whole or rest.strip("#")):
                return self._decided(Kind.HEADING, at)
            case "`" | "~" if (found := _FENCE.match(rest)) and (rest[0] == "~" or "`" not in found[2]):
                return self._decided(Kind.FENCE, at, detail=found[1], inset=inset)
            case "`" | "~" if not self.whole and not rest.strip(rest[0]) and len(rest) < 3:
                raise _UndecidedError
            case "$" | "\\" if not self.whole and rest.strip() in ("$", "\\", *_MATH_OPENERS):
                raise _UndecidedError
            case "$" | "\\" if rest.strip() in _MATH_OPENERS and not self._after_paragraph:
                return self._decided(Kind.MATH, at, detail=_MATH_OPENERS[rest.strip()])
            case "<":
                reading = Reading.WHOLE if self.whole else Reading.BEGINNING
                html = html_end(rest, reading, None if self.new else self.before.block)
                if html != NO_HTML:
                    return self._decided(Kind.HTML, at - inset, sure=html is not None, detail=html or "")
        if self.before.block is Kind.ROW and not self.new and self._all_matched:
            return self._decided(Kind.ROW, at)
        if rest[0] == "|":
            lazy = not self._all_matched and self._after_paragraph
            return self._decided(Kind.LAZY if lazy else Kind.PIPES, at)
        return self._text(at)
