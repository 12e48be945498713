"""Inline Markdown: the text of a paragraph becomes styled spans, and it is known how much of it can no longer change.

Every construct spans at most REACH characters: what opened longer ago is plain text. That keeps the cost of an
unfinished paragraph bounded, and makes the reading of a text independent of how it came in.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.render.atoms import ATOMS, REACH, Atom, Ending, Node
from assistant.render.emphasis import Delimiter, delimiter_at, pair
from assistant.render.palette import BOLD, ITALIC, LINK, QUIET, STRIKE
from assistant.render.pieces import DEPTH, Destination, destination

_STOP = re.compile(r"[\\`*_\[\]<&$\n]|~~+|!\[|https?://")
_BREAK = re.compile(r"( {2,}|\\)?\n[ \t]*")
_DEFINES = re.compile(r"\[[^\]\n]{1,99}\]:")  # a reference or a footnote: each on a row of its own
_MAY_DEFINE = re.compile(r"\[[^\]\n]{0,99}\]?\Z")
_SPACES = re.compile(r" {2,}")
_ENDINGS = tuple(f"{sign}{')' * (DEPTH + 1)}" for sign in ("", '"', "'", ">"))  # of a link's destination
_MARKS = {"*": ITALIC, "_": ITALIC, "**": BOLD, "__": BOLD, "~~": STRIKE}


@dataclass(slots=True)
class Bracket:
    """A bracket that may open a link: its place in the text, its node, the delimiters so far; inactive around a link."""

    start: int
    node: int
    delimiters: int
    active: bool = True


@dataclass(slots=True)
class Inline:
    """A text read as inline Markdown.

    Later text may still change how anything is read from `unsure_at` on, and nothing before `open_at`, where the
    first construct begins that may close behind there; `closed` holds the (start, end) of the finished ones.
    """

    text: str
    ending: Ending = Ending.FINAL
    nodes: list[Node] = field(default_factory=list)
    delimiters: list[Delimiter] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    closed: list[tuple[int, int]] = field(default_factory=list)
    unsure_at: int = 0
    open_at: int = 0

    def read(self) -> "Inline":
        """Read the whole text."""
        self.text = text = self.text.replace("\t", " ")
        size, place = len(text), 0
        self.unsure_at = self.open_at = size + 1
        while place < size:
            found = _STOP.search(text, place)
            start = found.start() if found else size
            if start > place:
                self._plain(text[place:start])
            if not found:
                break
            place = self._special(found[0], start)
        self._open(size - text.endswith(("!", "\\")))
        self._emphasise(0)
        self._leave_open()
        return self

    def _plain(self, text: str) -> None:
        self.nodes.append(Node(_SPACES.sub(" ", text)))

    def _open(self, place: int) -> None:
        """From `place` on, later text may change what is read; brackets before it may still find their partners there."""
        if place < self.unsure_at:
            within = (each.start for each in self.brackets if each.active and place - each.start <= REACH)
            self.unsure_at, self.open_at = place, min(self.open_at, next(within, place))

    def _special(self, sign: str, start: int) -> int:
        """Read the construct that starts with `sign` at `start`; give where to go on."""
        match sign[0]:
            case "*" | "_" | "~":
                return self._delimiter(start)
            case "[" | "!":
                self.brackets.append(Bracket(start, len(self.nodes), len(self.delimiters)))
                self.nodes.append(Node(sign))
                return start + len(sign)
            case "]":
                return self._bracket(start)
            case "\n":
                return self._newline(start)
            case "\\" if self.text.startswith("\n", start + 1):
                return self._newline(start)
            case first:
                return self._atom(start, ATOMS[first](self.text, start, self.ending))

    def _atom(self, start: int, atom: Atom) -> int:
        self.nodes += atom.nodes
        if atom.is_construct:
            self.closed.append((start, atom.end))
        if atom.is_open:
            self._open(start)
        return atom.end

    def _newline(self, start: int) -> int:
        hard = self.text.startswith("\\", start) or self.text.endswith("  ", 0, start)
        found = _BREAK.match(self.text, start)
        if found is None:
            raise RuntimeError("a break begins with the end of a line")
        end = found.end()
        if end == len(self.text) or _MAY_DEFINE.match(self.text, end):
            self._open(start)
        if _DEFINES.match(self.text, end):
            hard = True
            self.closed.append((start, end + 1))  # cut behind the break, it would be read as a soft one
        if self.nodes:
            self.nodes[-1].text = (
                self.nodes[-1].text.rstrip(" ") if not self.nodes[-1].flags else self.nodes[-1].text
            )
        self.nodes.append(Node("\n" if hard else " "))
        return end

    def _delimiter(self, start: int) -> int:
        delimiter = delimiter_at(self.text, start)
        delimiter.node = len(self.nodes)
        end = start + delimiter.count
        at_end = end == len(self.text)
        if at_end:
            self._open(start)
        self.nodes.append(
            Node(
                ""
                if at_end and self.ending is Ending.OPEN and delimiter.count < 4
                else delimiter.sign * delimiter.count
            )
        )
        if delimiter.sign != "~" or delimiter.count == 2:
            self.delimiters.append(delimiter)
        return end

    def _bracket(self, start: int) -> int:
        text = self.text
        while self.brackets and start - self.brackets[-1].start > REACH:
            self.brackets.pop()
        bracket = self.brackets.pop() if self.brackets else None
        if bracket is None or not bracket.active:
            self.nodes.append(Node("]"))
            return start + 1
        opener = bracket.start
        target = destination(text, start + 1, opener + REACH)
        if target is None and self._may_close(start + 1, opener):
            self._open(start)
            self.open_at = min(self.open_at, opener)
            if self.ending is Ending.OPEN and start + 1 < len(text):
                target = Destination("", "", len(text))
        if target is None:
            self.nodes.append(Node("]"))
            return start + 1
        self._link(bracket, target)
        self.closed.append((opener, target.end))
        return target.end

    def _may_close(self, start: int, opener: int) -> bool:
        """Whether a destination that is to start here, or is not whole, may become whole."""
        if start == len(self.text):
            return True
        if not self.text.startswith("(", start) or len(self.text) - opener > REACH:
            return False
        text = f"{self.text}a" if self.text.endswith("\\") else self.text  # what it escapes is to come
        return any(destination(f"{text}{ending}", start, len(text) + REACH) for ending in _ENDINGS)

    def _link(self, bracket: Bracket, target: Destination) -> None:
        node = bracket.node
        image = self.nodes[node].text == "!["
        self._emphasise(bracket.delimiters)
        del self.delimiters[bracket.delimiters :]
        self.nodes[node].text = ""
        for inner in self.nodes[node + 1 :]:
            if image or inner.flags & QUIET:
                inner.link = inner.link or target.url
            else:
                inner.link = target.url  # the text of an image, or an address
            inner.flags |= LINK
        if not image:  # no link inside a link: CommonMark 6.3
            self._drop_addresses(node + 1)
            for outer in reversed(self.brackets):
                if not outer.active:
                    break
                outer.active = self.nodes[outer.node].text == "!["
        self.nodes.append(Node(target.title, LINK | QUIET, target.url))

    def _drop_addresses(self, first: int) -> None:
        """Have the addresses from node `first` on be text of the link around them."""
        for text, target in pairwise(self.nodes[first:]):
            if target.flags & QUIET and target.flags & LINK and not target.text and text.text == target.link:
                target.flags = 0

    def _emphasise(self, bottom: int) -> None:
        """Pair the delimiters from `bottom` on."""
        for opener, closer, count in pair(self.delimiters[bottom:], REACH):
            sign = opener.sign * count
            for node in self.nodes[opener.node + 1 : closer.node]:
                node.flags |= _MARKS[sign]
            for delimiter in (opener, closer):
                node = self.nodes[delimiter.node]
                node.text = node.text[count:]
            self.closed.append((opener.start, closer.start + closer.size))

    def _leave_open(self) -> None:
        for delimiter in self.delimiters:
            if not (delimiter.opens and delimiter.count) or self.unsure_at - delimiter.start > REACH:
                continue
            self.open_at = min(self.open_at, delimiter.start)
            if self.ending is Ending.OPEN and delimiter.count < 4:
                for node in self.nodes[delimiter.node + 1 :]:
                    node.flags |= _MARKS[delimiter.sign * min(delimiter.count, 2)]
                self.nodes[delimiter.node].text = ""
