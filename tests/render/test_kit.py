"""Many documents, each whole and in pieces: one screen, whatever the pieces, and a terminal left in order."""

import re
import zlib

import pyte
import pytest
from markdown_it import MarkdownIt

from assistant.render.document import Document
from assistant.render.layout import Viewport
from assistant.render.palette import Background, Depth, Links, palette_for
from assistant.render.rows import row_text
from assistant.safe import TerminalText
from tests.render.kit import DOCUMENTS
from tests.render.screens import COLOURLESS, DARK, Window, cat, cut_at_random, played

SIZES = [(80, 24), (40, 24), (132, 24), (20, 24), (60, 1), (100, 10), (10, 3)]
LOOKS = [
    COLOURLESS,
    DARK,
    palette_for(depth=Depth.ANSI16, background=Background.LIGHT, links=Links.ON),
]
OURS = re.compile(r"\x1b\[[0-9;]*[mAJKC]|\x1b\[\?2026[hl]|\x1b\]8;;[!-~]*\x1b\\|[\n\r]")
LINK = re.compile(r"\x1b\]8;;([!-~]*)\x1b\\")
TOKEN = re.compile(r"\s?\w{1,6}|\s|[^\w\s]{1,3}")


def named(name: str) -> int:
    """A number that is a document's own, to choose a size and a seed by."""
    return zlib.crc32(name.encode())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_looks_the_same_however_it_came_and_leaves_the_terminal_in_order(name: str) -> None:
    text, number = DOCUMENTS[name], named(name)
    for turn, chunks in enumerate([cut_at_random(text, number), TOKEN.findall(text)]):
        columns, height = SIZES[(number + 3 * turn) % len(SIZES)]
        window = {"columns": columns, "height": height, "palette": LOOKS[(number + turn) % len(LOOKS)]}
        shown = played(text, chunks, **window)
        assert shown.rows() == played(text, **window).rows() == cat(finished(text, **window), columns, height)
        assert in_order(shown)


def finished(text: str, **window: object) -> str:
    """What is written when nothing was shown before its end."""
    once = Window(**window)  # type: ignore[arg-type]
    once.renderer._document.feed(once.renderer._safe.feed(text))
    once.renderer.close()
    return once.out.getvalue()


def in_order(window: Window) -> bool:
    """Whether the cursor waits in column 0, no colour and no link is left on, and all escape sequences are ours."""
    written, cursor = window.out.getvalue(), window.screen.cursor
    plain = cursor.attrs == pyte.screens.Char(" ")._replace(data=cursor.attrs.data)
    links = LINK.findall(written)
    foreign = re.search(r"[\x00-\x1f\x7f-\x9f]", OURS.sub("", written))
    return cursor.x == 0 and not cursor.hidden and plain and not (links and links[-1]) and not foreign


def code_in(text: str) -> list[str]:
    """The code blocks that the oracle finds, wherever they stand; tabs are four columns."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks = [token for token in tokens if token.type in ("fence", "code_block") and token.content.strip()]
    return [token.content.expandtabs(4) for token in blocks]


@pytest.mark.parametrize("name", [name for name, text in DOCUMENTS.items() if code_in(text)])
def test_code_is_shown_line_by_line_from_column_0_as_it_stands(name: str) -> None:
    safe = TerminalText()
    text = safe.feed(DOCUMENTS[name]) + safe.close()
    document = Document(Viewport(30, COLOURLESS))
    document.feed(text)
    document.end()
    shown = "\n".join(map(row_text, document.take())) + "\n"
    place = 0
    for code in code_in(text):
        place = shown.find(code, place)
        assert place == 0 or (place > 0 and shown[place - 1] == "\n"), code
        place += len(code)
