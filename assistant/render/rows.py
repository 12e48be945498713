"""A row of the screen as styled spans: what the transducer makes and the writer writes."""

import re
from typing import NamedTuple

from assistant.render.widths import columns_of, cut, most_columns_of


class Span(NamedTuple):
    """A piece of text in one style: `style` holds SGR parameters ("1;34"), `link` the target of a hyperlink."""

    text: str
    style: str = ""
    link: str = ""


Row = tuple[Span, ...]


def row_columns(row: Row) -> int:
    """Columns the row takes."""
    return sum(columns_of(span.text) for span in row)


def row_text(row: Row) -> str:
    """Give the row's text without styles."""
    return "".join(span.text for span in row)


def joined(spans: list[Span]) -> Row:
    """Make a row, merging neighbours of one style and dropping empty spans."""
    merged: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if merged and merged[-1].style == span.style and merged[-1].link == span.link:
            merged[-1] = Span(merged[-1].text + span.text, span.style, span.link)
        else:
            merged.append(span)
    return tuple(merged)


def cut_row(row: Row, columns: int) -> Row:
    """Give the beginning of the row that fits into `columns` columns on any terminal."""
    kept: list[Span] = []
    left = columns
    for span in row:
        needed = most_columns_of(span.text)
        if needed > left:
            kept.append(Span(cut(span.text, left, most_columns_of), span.style, span.link))
            break
        kept.append(span)
        left -= needed
    return tuple(span for span in kept if span.text)


def ansi(row: Row) -> str:
    """Write the row as text with SGR and OSC 8 sequences; colours and links end with the row."""
    written: list[str] = []
    style = link = ""
    for span in row:
        if span.link != link:
            written.append(f"\x1b]8;;{span.link}\x1b\\")
            link = span.link
        if span.style != style:
            written.append(_change(style, span.style))
            style = span.style
        written.append(span.text)
    if style:
        written.append("\x1b[m")
    if link:
        written.append("\x1b]8;;\x1b\\")
    return "".join(written)


def _change(old: str, new: str) -> str:
    """Give the shortest sequence from one style to another; one colour replaces another without a reset."""
    if not new:
        return "\x1b[m"
    if not old or (_COLOUR.fullmatch(old) and _COLOUR.fullmatch(new)):
        return f"\x1b[{new}m"
    return f"\x1b[;{new}m"


_COLOUR = re.compile(r"38;[0-9;]+|3[0-7]|9[0-7]")
