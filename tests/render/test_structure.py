"""Blocks, their order, numbers, nesting and words are those that markdown-it-py reads."""

import re

import pytest

from assistant.render.document import Document
from assistant.render.layout import Viewport
from assistant.render.rows import row_text
from assistant.safe import TerminalText
from tests.render.kit import DOCUMENTS
from tests.render.oracle import Oracle, bare, unwrapped
from tests.render.screens import COLOURLESS

# What is shown as its source on purpose: references and footnotes, formulas.
OWN = re.compile(r"^[ >]*\[[^\]\n]+\]:|\$\$|\\\(|\\\[", re.MULTILINE)


DIFFERENT = {
    "table with code": "a cell too many goes into the last one instead of being dropped",
    "table cells missing": "as above",
    "table one column": "the line below the header has no crossing to be known by",
    "long heading": "a line of more than 2,000 characters flows",
    "setext after long": "text that is on the screen for good stays text",
    "setext after long equals": "as above",
    "tildes": "three tildes strike nothing through, as on GitHub",
    "task nowhere": "a box in bold is no task",
    "autolink marks": "an address ends where GitHub ends it",
    "escapes by entity": "controls that are written as entities are shown, in targets too",
    "dangerous links": "every target is told, as it was written",
    "deep quote bomb": "marks take at most half of a row, and 60 of them",
    "long quote prefix": "as above",
    "deep quotes": "as above",
}


def has_the_structure(source: str) -> bool:
    """Whether what is shown of a text, rows put together that were wrapped, is what the oracle sets out."""
    passage = TerminalText()
    text = passage.feed(source) + passage.close()
    document = Document(Viewport(100_000, COLOURLESS))
    document.feed(text)
    document.end()
    wanted = bare(Oracle(text).rows)
    return unwrapped(bare([row_text(row) for row in document.take()]), wanted) == wanted


@pytest.mark.parametrize(
    "name", [name for name, text in DOCUMENTS.items() if name not in DIFFERENT and not OWN.search(text)]
)
def test_a_document_has_the_structure_that_markdown_it_reads(name: str) -> None:
    assert has_the_structure(DOCUMENTS[name])
