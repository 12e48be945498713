"""What a line of Markdown is said to be, and what is open before it: the words that `scan` and the document share."""

import re
from dataclasses import dataclass, field
from enum import Enum

# Characters: a longer line is never a heading, a rule, a table row or a fence, so that it can flow.
LONGEST = 2000


class Kind(Enum):
    """What a line, or an open block, is."""

    BLANK = "blank"
    PARAGRAPH = "paragraph"
    LAZY = "lazy continuation"
    HEADING = "heading"
    UNDERLINE = "setext underline"
    RULE = "rule"
    FENCE = "fence"
    CODE = "code line"
    INDENTED = "indented code"
    HTML = "html"
    MATH = "formula"
    PIPES = "line that may head a table"
    DELIMITER = "table delimiter row"
    ROW = "table row"


@dataclass(slots=True)
class Container:
    """A quote, or a list item: `indent` is how far its content is set in, `sign` its marker's last character."""

    sign: str
    indent: int = 0
    number: int = 0
    due: bool = False  # its mark has not been shown yet
    empty: bool = False  # nothing has come since the marker
    box: str = ""  # of a task


@dataclass(frozen=True, slots=True)
class Open:
    """What is open before a line: its containers, the innermost block, and the table header it may be (its cells)."""

    containers: list[Container]
    block: Kind | None
    header_cells: int = 0
    html_end: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What was decided: containers that go on, new ones, the kind; `at` is where the block's own text starts.

    `whole` lines are judged at their end; `text` is the line with its leading tabs as spaces, or, where it
    flows, as it came.
    """

    kind: Kind
    matched: int
    text: str
    at: int
    new: list[Container] = field(default_factory=list)
    whole: bool = True
    detail: str = ""
    inset: int = 0  # columns the block is set in within its containers

    @property
    def content(self) -> str:
        """The block's own text."""
        return self.text[self.at :]


class Reading(Enum):
    """Whether a scanned line is whole, or only the beginning of one."""

    WHOLE = "whole"
    BEGINNING = "beginning"


def ends_block(line: str, kind: Kind, closer: str) -> bool:
    """Whether a line ends HTML (`closer` is a pattern), a formula (a blank line does), or a fence: its sign, as often."""
    if kind is Kind.HTML:
        return bool(closer) and re.search(closer, line, re.IGNORECASE) is not None
    bare = line.strip()
    if kind is Kind.MATH:
        return bare in ("", closer)
    ends = bool(closer) and len(bare) >= len(closer) and not bare.strip(closer[0])
    return ends and not line.expandtabs(4).startswith("    ")


def cell_count(row: str) -> int:
    """Count a table row's cells; escaped pipes do not part cells (GFM 4.10)."""
    row = row.strip().replace("\\|", "")
    row = row.removeprefix("|")
    return row.removesuffix("|").count("|") + 1
