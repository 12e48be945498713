"""The inline constructs that hold no other: code spans, escapes, addresses, HTML, entities, formulas."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from assistant.render.palette import CODE, LINK, QUIET
from assistant.render.pieces import AUTOLINK, HTML, MATH, URL, entity, trimmed_url
from assistant.safe import visible

REACH = 1000  # characters: what opened longer ago is plain text
_HTML_REACH = REACH // 3  # a tag's or a comment's
_MAY_BE_ADDRESS = re.compile(r"<[^\s<>]*\Z")
_RUN = re.compile(r"`+")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Ending(Enum):
    """Whether a text is all there is, or more may follow: then what is open is shown as if it closed just here."""

    FINAL = "final"
    OPEN = "open"


@dataclass(slots=True)
class Node:
    """A piece of the result: `flags` as in the palette; `link` is set on text that leads somewhere."""

    text: str
    flags: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Atom:
    """What is read at a place: where it ends, its nodes, whether it may not be cut, whether later text may change it."""

    end: int
    nodes: tuple[Node, ...]
    is_construct: bool
    is_open: bool


def _plain(text: str, end: int, *, is_open: bool = False) -> Atom:
    return Atom(end, (Node(text),), is_construct=False, is_open=is_open)


def _construct(end: int, *nodes: Node, is_open: bool = False) -> Atom:
    return Atom(end, nodes, is_construct=True, is_open=is_open)


def code(text: str, start: int, ending: Ending) -> Atom:
    """Read the code span that begins with the backticks at `start`."""
    run = _RUN.match(text, start)
    if run is None:
        raise RuntimeError("a code span begins with a run of backticks")
    for closer in _RUN.finditer(text, run.end(), start + REACH):
        if len(closer[0]) == len(run[0]):
            content = _code_text(text[run.end() : closer.start()])
            return _construct(closer.end(), Node(content, CODE), is_open=closer.end() == len(text))
    is_open = len(text) - start <= REACH
    if is_open and ending is Ending.OPEN:
        content = text[run.end() :].rstrip("`")
        return _construct(len(text), Node(content.replace("\n", " "), CODE), is_open=True)
    return _plain(run[0], run.end(), is_open=is_open)


def _code_text(text: str) -> str:
    content = text.replace("\n", " ").replace("\t", " ")
    if len(content) > 2 and content[0] == content[-1] == " " and content.strip():
        return content[1:-1]
    return content


def escape(text: str, start: int, _: Ending) -> Atom:
    """Read the backslash at `start` with what follows; not one at a line's end."""
    following = text[start + 1 : start + 2]
    if following in ("(", "["):
        return _math(text, start, "\\" + following)
    if following in _ESCAPABLE and following:
        return _construct(start + 2, Node(following))
    return _plain("\\", start + 1)


def angle(text: str, start: int, _: Ending) -> Atom:
    """Read the address or the HTML tag in the angle bracket at `start`."""
    found = AUTOLINK.match(text, start)
    if found:
        address = found[1]
        url = address if ":" in address else f"mailto:{address}"
        return _construct(found.end(), Node(address, LINK, url), Node("", LINK | QUIET, url))
    found = HTML.match(text, start, start + _HTML_REACH)
    if found:
        return _construct(found.end(), Node(found[0].replace("\n", " "), QUIET))
    following = text[start + 1 : start + 2]
    if _MAY_BE_ADDRESS.match(text, start):
        reach = REACH
    else:
        reach = _HTML_REACH if following.isalpha() or following in "/!?" else 0
    return _plain("<", start + 1, is_open=len(text) - start <= reach)


def entity_at(text: str, start: int, _: Ending) -> Atom:
    """Read the entity at `start`."""
    decoded, end = entity(text, start)
    if end <= start + 1:
        return _plain("&", start + 1, is_open=end == start)
    return _construct(end, Node(visible(decoded).replace("\n", " ").replace("\t", " ")))


def dollar(text: str, start: int, _: Ending) -> Atom:
    """Read the formula that the dollar sign at `start` may begin."""
    return _math(text, start, "$$" if text.startswith("$$", start) else "$")


def _math(text: str, start: int, opener: str) -> Atom:
    found = MATH[opener].match(text, start)
    if found:
        shown = Node(found[0].replace("\n", " "))
        return _construct(found.end(), shown, is_open=found.end() == len(text))
    hopeless = opener == "$" and text.startswith((" ", "\n"), start + 1)
    is_open = len(text) - start <= REACH // 3 and not hopeless
    if opener.startswith("\\"):
        return _construct(start + 2, Node(opener[1]), is_open=is_open)
    return _plain(opener, start + len(opener), is_open=is_open)


def bare_url(text: str, start: int, _: Ending) -> Atom:
    """Read the address that stands bare at `start`."""
    found = URL.match(text, start)
    if not found or text[max(start - 1, 0) : start].isalnum():
        return _plain(text[start], start + 1)
    url = trimmed_url(found[0])
    nodes = (Node(url, LINK, url), Node("", LINK | QUIET, url))
    return _construct(start + len(url), *nodes, is_open=start + len(found[0]) == len(text))


ATOMS: dict[str, Callable[[str, int, Ending], Atom]] = {
    "`": code,
    "\\": escape,
    "<": angle,
    "&": entity_at,
    "$": dollar,
    "h": bare_url,
}
