"""The code of a Markdown text that grows: what stands in its fences, line by line, as it was written."""

import re

from assistant.render.language import language_of
from assistant.render.lines import Container, Kind, Line, Open, Reading, cell_count, ends_block
from assistant.render.scan import scan
from assistant.values import dataclass

_FENCE_LINE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
# A fence that says what follows it: none of these ends a block.
_LABELLED = re.compile(r"(`{3,}|~{3,})\s*[{.]?\w[^`]*")
_HOLD_FENCES = frozenset({"markdown", "rst"})
UNCLEAR = "the fences of the answer leave open where its code ends"  # of a block that is `unclear`


@dataclass(frozen=True, slots=True)
class Piece:
    """Code of the block `number` (from 1) in `language` ("" where the fence names none); the first piece is empty."""

    number: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, and its text with every line ended as it was.

    It is `unclear` where it may end elsewhere, for a fence in it is as long as its own.
    """

    language: str
    text: str
    unclear: bool = False


class CodeReader:
    """Markdown in, code out. The fence's own indentation, and that of the quotes and lists it stands in, is taken off."""

    def __init__(self) -> None:
        self._containers: list[Container] = []
        self._block: Kind | None = None
        self._closer, self._inset = "", 0
        self._header_cells = 0  # of the paragraph that is open, as of a table's header
        self.number, self.language = 0, ""  # of the block that was opened last
        self._unfinished: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether a fence was opened and not closed."""
        return self._block is Kind.FENCE

    @property
    def block(self) -> Kind | None:
        """The block that lines as they are may go on with, if there is one."""
        return self._block

    @property
    def closer(self) -> str:
        """What closes a fence that is open."""
        return self._closer

    @property
    def depth(self) -> int:
        """How many quotes and list items are open."""
        return len(self._containers)

    def could_open(self, line: str) -> bool:
        """Tell whether a line would open a block: the one that is open, if it were not."""
        read = scan(line, Open(self._containers, None), Reading.WHOLE)
        if read is None or read.kind is not Kind.FENCE:
            return False
        inside = read.matched == len(self._containers) and not read.new
        return not self.is_open or (inside and read.content.startswith(self._closer))

    def feed(self, text: str) -> list[Piece]:
        """Take more text; gives the code of the lines that are whole."""
        *whole, last = text.split("\n")
        pieces = []
        for line in whole:
            self._unfinished.append(line)
            pieces += self._line("".join(self._unfinished), "\n")
            self._unfinished = []
        if last:
            self._unfinished.append(last)
        return pieces

    def end(self) -> list[Piece]:
        """The text is over: gives the code of a last line that was not ended."""
        rest, self._unfinished = "".join(self._unfinished), []
        return self._line(rest, "") if rest else []

    def _line(self, line: str, ending: str) -> list[Piece]:
        if line.endswith("\r") and ending:
            line, ending = line[:-1], "\r\n"
        before = Open(self._containers, self._block, self._header_cells, self._closer)
        read = scan(line, before, Reading.WHOLE)
        if read is None:
            return []
        if self._block and read.kind is Kind.CODE:
            if self._ends(read.content, self._block):
                self._block = None
            if self._block is not Kind.FENCE:
                return []
            return [Piece(self.number, self.language, self._code(line, read) + ending)]
        self._follow(read)
        if read.kind is not Kind.FENCE:
            return []
        self.number += 1
        self.language = language_of(read.content[len(read.detail) :])
        self._inset = read.inset
        return [Piece(self.number, self.language, "")]

    def _ends(self, line: str, block: Kind) -> bool:
        """Tell whether a line ends the block that is open."""
        return ends_block(line, block, self._closer)

    def _code(self, line: str, read: Line) -> str:
        """Give a line of code without what it is set in by; a tab that reaches further becomes spaces."""
        text = _from_column(line, read.at)
        indent = min(self._inset, len(text) - len(text.lstrip(" ")))
        return text[indent:]

    def _follow(self, read: Line) -> None:
        """Keep track of what is open after a line."""
        if read.kind is Kind.LAZY:
            self._header_cells = 0
            return
        if read.new or read.matched < len(self._containers):
            self._block = None
        del self._containers[read.matched :]
        self._containers += read.new
        if read.kind is not Kind.BLANK:
            for container in self._containers:
                container.empty = False
        match read.kind:
            case Kind.PARAGRAPH | Kind.PIPES:
                heads = read.kind is Kind.PIPES or ("|" in read.content and self._block is not Kind.PARAGRAPH)
                self._header_cells = cell_count(read.content) if heads else 0
                self._block = Kind.PARAGRAPH
            case Kind.DELIMITER | Kind.ROW:
                self._block = Kind.ROW
            case Kind.FENCE | Kind.MATH | Kind.INDENTED:
                self._block, self._closer = read.kind, read.detail
            case Kind.HTML:
                self._closer = self._closer if self._block is Kind.HTML else read.detail
                self._block = None if ends_block(read.content, read.kind, self._closer) else read.kind
            case Kind.BLANK if self._block is Kind.INDENTED:
                pass
            case _:
                self._block = None


class NestedReader(CodeReader):
    """Reads fences as models write them: one with a word behind it, in a block that it is long enough for, opens another.

    By CommonMark the next fence would end the block itself, and leave the rest of a file in it outside. A block of an
    answer `about` a text with fences may hold some whatever its language is.
    """

    def __init__(self, about: str = "") -> None:
        super().__init__()
        self._holds_any = bool(_FENCE_LINE.search(about))
        self._fence, self._fence_depth = "", 0  # of the block that was opened last
        # Of a block, what closes those around the one that is open in it.
        self._around: dict[int, list[str]] = {}
        self._followed: set[int] = set()  # blocks behind which a fence stands that may be one of theirs

    @property
    def unclear(self) -> frozenset[int]:
        """The blocks that may end elsewhere, now that the text is over."""
        last = {self.number} if self.is_open else frozenset()
        return frozenset(self._followed | (last & self._around.keys()))

    def _ends(self, line: str, block: Kind) -> bool:
        around, fence = self._around.get(self.number, []), _LABELLED.fullmatch(line.strip())
        if (
            block is Kind.FENCE
            and fence
            and ends_block(line.replace(fence[0], fence[1]), block, self._closer)
        ):
            self._around[self.number] = [*around, self._closer]
            self._closer = fence[1]
            return False
        ends = super()._ends(line, block)
        if ends and around:
            self._closer = around.pop()
            return False
        return ends

    def _follow(self, read: Line) -> None:
        if read.kind is not Kind.LAZY and read.matched < self._fence_depth:
            # The quote or the item is over, and with it what its fences leave open, if the block was closed before.
            self._fence, self._fence_depth = self._fence if self.is_open else "", 0
        super()._follow(read)
        if read.kind is not Kind.FENCE:
            return
        holds = self._holds_any or self.language in _HOLD_FENCES or self.number in self._around
        if self.number and holds and ends_block(read.content, Kind.FENCE, self._fence):
            self._followed.add(self.number)
        self._fence, self._fence_depth = read.detail, len(self._containers)


def closed(text: str) -> str:
    """Give a text whose last fence, where it is open, is closed. In a list or a quote it ends with that."""
    reader, whole = CodeReader(), text if text.endswith("\n") else f"{text}\n"
    reader.feed(whole)
    return whole + reader.closer if reader.is_open and not reader.depth else text


def code_blocks(text: str, about: str = "") -> tuple[Block, ...]:
    """Give the fenced blocks of `text` in order, which is `about` another text.

    One that is not closed ends with the text, which ends its last line.
    """
    reader, found = NestedReader(about), dict[int, list[Piece]]()
    for piece in reader.feed(text if text.endswith("\n") else f"{text}\n"):
        found.setdefault(piece.number, []).append(piece)
    return tuple(
        Block(pieces[0].language, "".join(piece.text for piece in pieces), unclear=number in reader.unclear)
        for number, pieces in found.items()
    )


def _from_column(line: str, column: int) -> str:
    """Give a line from a column on, with tab stops of four."""
    at = 0
    for position, character in enumerate(line):
        if at >= column:
            return " " * (at - column) + line[position:]
        at += 4 - at % 4 if character == "\t" else 1
    return " " * (at - column)
