"""Writes the manual as the source of a man page, and as plain text for `ask --help all`."""

from collections.abc import Iterator
from textwrap import fill, indent, wrap

from assistant import __version__
from assistant.cli.manual import Entry, Section, manual
from assistant.cli.tree import Node

REVISED = "2026-11-24"  # the date a man page has to carry
COLUMNS = 80


def roff(root: Node) -> str:
    """Give the source of the page in the man macros, which every `man` understands."""
    sections = manual(root)
    head = ['.\\" Made by `ask --help man`, not by hand.', f'.TH ASK 1 {REVISED} "ask {__version__}"']
    return "\n".join([*head, *(line for section in sections for line in _section(section, "SH"))]) + "\n"


def _section(section: Section, macro: str) -> Iterator[str]:
    yield f".{macro} {_quoted(section.title.upper() if macro == 'SH' else section.title)}"
    for number, paragraph in enumerate(section.paragraphs):
        if number:
            yield ".PP"
        yield from _rows(paragraph)
    if section.lines:
        yield from (".nf", *(_escaped(line) for line in section.lines), ".fi")
    for entry in section.entries:
        yield from _entry(entry)
    for part in section.parts:
        yield from _section(part, "SS")


def _entry(entry: Entry) -> Iterator[str]:
    yield from (".TP", f"\\fB{_escaped(entry.term)}\\fR", *_rows(entry.about))
    if entry.below:
        yield ".RS"
        for each in entry.below:
            yield from _entry(each)
        yield ".RE"


def _rows(text: str) -> Iterator[str]:
    return (_escaped(row) for row in wrap(text, 70, break_on_hyphens=False, break_long_words=False))


def _escaped(text: str) -> str:
    """Escape what roff would read: backslashes, a dot or quote that opens a line, hyphens that are to be typed."""
    for written, meant in (("\\", "\\e"), ("-", "\\-"), ("…", "..."), ("~", "\\(ti"), ("'", "\\(aq")):
        text = text.replace(written, meant)
    return f"\\&{text}" if text.startswith(".") else text


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"' if " " in text else _escaped(text)


def plain(root: Node) -> str:
    """Give the manual as text of 80 columns."""
    return "\n".join(_plain(section, "") for section in manual(root))


def _plain(section: Section, margin: str) -> str:
    inner = margin + "  "
    pieces = [f"{margin}{section.title}\n"]
    pieces += [_filled(paragraph, inner) for paragraph in section.paragraphs]
    pieces += [indent("\n".join(section.lines), inner) + "\n"] if section.lines else []
    pieces += [_plain_entry(entry, inner) for entry in section.entries]
    pieces += [_plain(part, inner) for part in section.parts]
    return "".join(pieces)


def _plain_entry(entry: Entry, margin: str) -> str:
    about = _filled(entry.about, margin + " " * 6)
    return f"{margin}{entry.term}\n{about}" + "".join(
        _plain_entry(each, margin + " " * 6) for each in entry.below
    )


def _filled(text: str, margin: str) -> str:
    return fill(text, COLUMNS, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False) + "\n"


PAGES = {"man": roff, "all": plain}
