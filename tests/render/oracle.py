"""What markdown-it-py reads in a text, set out in rows as ours are: containers' marks, blocks, words, targets of links."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER = MarkdownIt("commonmark", {"maxNesting": 200}).enable(["table", "strikethrough"])
BULLETS = "•◦▪"
TASKS = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}


@dataclass
class Mark:
    """A quote's bar, a bullet, a number: `due` until its first row."""

    sign: str
    number: int = 0
    due: bool = True
    box: str = ""


class Oracle:
    """The rows of one text, without the blank ones."""

    def __init__(self, text: str) -> None:
        self.rows: list[str] = []
        self._marks: list[Mark] = []
        self._numbers: list[int] = []
        self._cells: list[str] | None = None
        for token in PARSER.parse(text):
            self._block(token)

    def _block(self, token: Token) -> None:
        match token.type:
            case "blockquote_open":
                self._marks.append(Mark(">"))
            case "list_item_open":
                self._marks.append(Mark(token.markup, self._numbers[-1]))
                self._numbers[-1] += 1
            case "blockquote_close" | "list_item_close":
                if self._marks[-1].due and self._marks[-1].sign != ">":
                    self._emit("")
                self._marks.pop()
            case "bullet_list_open" | "ordered_list_open":
                self._numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "inline":
                self._words(words(token.children or []))
            case "fence" | "code_block":
                self._code(token)
            case "html_block":
                self.rows_of(token.content)
            case "hr":
                self._emit("─")
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._emit("|".join(self._cells or []))
                self._cells = None

    def _words(self, text: str) -> None:
        if self._cells is not None:
            self._cells.append(text.replace("\n", " ").strip())
            return
        if self._marks and self._marks[-1].due and self._marks[-1].sign != ">":
            self._marks[-1].box = TASKS.get(text[:4], "")
            text = text[4:] if self._marks[-1].box else text
        self.rows_of(text)

    def _code(self, token: Token) -> None:
        if any(mark.due for mark in self._marks if mark.sign != ">"):
            self._emit("")
        self.rows += [row.expandtabs(4) for row in token.content.split("\n")]

    def rows_of(self, text: str) -> None:
        for row in text.removesuffix("\n").split("\n"):
            self._emit(row)

    def _emit(self, row: str) -> None:
        prefix, level = "", 0
        for mark in self._marks:
            sign = "│ " if mark.sign == ">" else f"{mark.number}{mark.sign} "
            if mark.sign in "-+*":
                sign = "" if mark.box else f"{BULLETS[level % 3]} "
                level += 1
            sign += mark.box
            prefix += sign if mark.due or mark.sign == ">" else " " * len(sign)
            mark.due = False
        self.rows.append(prefix + row)


def words(tokens: list[Token]) -> str:
    """The words of inline tokens; a newline is a hard break."""
    parts: list[str] = []
    links: list[tuple[int, Token]] = []
    for token in tokens:
        match token.type:
            case "text" | "text_special" | "code_inline":
                parts.append(token.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline":
                parts.append(token.content.replace("\n", " "))
            case "image":
                parts.append(linked(words(token.children or []), str(token.attrs["src"]), token))
            case "link_open":
                links.append((len(parts), token))
            case "link_close":
                place, opener = links.pop()
                parts[place:] = [linked("".join(parts[place:]), str(opener.attrs["href"]), opener)]
    return "".join(parts)


def linked(shown: str, url: str, token: Token) -> str:
    """A link's text with what is told of its target."""
    target = unquote(url)
    told = [target] if target and target not in (shown, f"mailto:{shown}") and url != shown else []
    if title := token.attrs.get("title"):
        told.append(f'"{title}"')
    around = " ({})" if shown.strip() else "{}"
    return shown + around.format(" ".join(told)) if told else shown


def bare(rows: list[str]) -> list[tuple[str, str]]:
    """Rows without blanks and table lines, none for none: (quotes' bars, marks and words)."""
    lines = [re.match(r"((?:│ ?)*)(.*)", row, re.DOTALL) for row in rows]
    pairs = [
        (re.sub(r" ", "", found[1]), re.sub(r"[\s|│]+|─(?=─)", "", found[2])) for found in lines if found
    ]
    return [(lead, rest) for lead, rest in pairs if rest and not re.fullmatch(r"[─┼]*┼[─┼]*", rest)]


def unwrapped(rows: list[tuple[str, str]], wanted: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put rows together that are one row among the wanted ones, wrapped."""
    whole: list[tuple[str, str]] = []
    rest = list(rows)
    for lead, text in wanted:
        taken = ""
        while rest and rest[0][0] == lead and len(taken) < len(text) and text.startswith(taken + rest[0][1]):
            taken += rest.pop(0)[1]
        whole += [(lead, taken)] if taken else []
    return whole + rest
