"""The placeholders in a line of an answer that may be in a link or an address: to open one would send the secret on.

Nothing here parses Markdown. A placeholder is led where any reader of it might see a link; only what all of them read
alike (a whole link, a whole tag, code between backticks with nothing doubtful before it) is passed over.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from typing import NamedTuple

from assistant.guard.finding import ANY_PLACEHOLDER, PLACEHOLDER_OPENING
from assistant.pattern import pattern

_LONGEST = 2000  # characters of an address that is known again
_Span = tuple[int, int]
_BLANKS = " \t\r\n"  # what ends an address for every reader
_VALUE = r"""(?:"[^"<>`\\]*"|'[^'<>`\\]*')"""
_TARGET = r"""(?:[^\s<>()`\\"']|\\[^\s()<>`"'])*+"""
_LINKS = (
    # The whole end of a link, a whole tag, an address or a comment in angle brackets.
    rf"(?P<whole>\]\([ \t]*+(?:<[^<>()`\\\n]*>|{_TARGET}(?:\({_TARGET}\){_TARGET})?)(?:[ \t]+{_VALUE})?[ \t]*\)"
    rf"""|</?(?!script|style)[a-z][\w-]*(?:[ \t]++[\w:.-]+(?:={_VALUE}|=[^\s"'<>`=\\]+)?)*+[ \t]*/?>"""
    r"|<[a-z][\w+.-]{1,31}:[^\s<>`\\]*>|<!--[^<>`]*-->)"
    # The beginning of one that may not be over.
    r"|(?P<opener>\]\(|<[a-z/!?]|\]:[ \t]*(?:<|\r?$))"
)
_CODE = r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)[^|]{1,1000}?(?<!`)(?P=ticks)(?!`))|`+"
_OUT_OF_CODE, _WITH_CODE = (pattern(_LINKS + code, re.IGNORECASE) for code in ("", _CODE))
_MARKS = r"(?:[\s>*+\-.)\d:~]|\[[ x]\]|\[\^[^\]\s]*\]:)*"  # of quotes, items, notes
_HTML = pattern(
    rf"{_MARKS}<(?:(script|pre|style|textarea)\b|(!--)|(\?)|(!\[CDATA\[)|(!)|[a-z/])", re.IGNORECASE
)
_NEVER = "\n\n"
_HTML_ENDS = ("-->", "?>", "]]>", ">")
_DEFINED = pattern(rf"{_MARKS}\[.*\]:[ \t]*[^ \t]*\Z")
_FENCE = pattern(r"(?: {0,3}>)* {0,3}(?:`{3,}[^`\r]*|~{3,}[^\r]*)\r?\n?\Z")
_ENTITY = r"&#|&\w+;"
_SCHEMES = (
    "about|blob|callto|data|facetime|file|ftps?|geo|git|gopher|https?|imap|intent|ircs?|javascript|ldaps?|magnet|mailto|market"
    "|ms-[a-z-]+|msteams|news|nfs|nntp|rtsp|sftp|sips?|skype|slack|smb|sms|ssh|svn|telnet|tel|tg|urn|vbscript|view-source"
    "|vscode|webcal|whatsapp|wss?|xmpp|zoommtg"
)
_LEADS = pattern(
    rf"[/\\]{{2}}|:[/\\]|@|{_ENTITY}|\]:?\d*/|(?<![^\W_])(?:{_SCHEMES}):|www\.|[^\s.]\.[^\s.].*?[/?#\\]",
    re.IGNORECASE | re.DOTALL,
)
_GOES_ON = pattern(rf"[/\\]{{2}}|@|{_ENTITY}|\A[^\s\]().,;=\"']*\.\w", re.IGNORECASE)
_UNMARKED = str.maketrans("", "", "\\*_~`")
_BEGUN = pattern(
    r"""(?:[\w!\[*-]*\]\()?[("'*_\[{|<~!`]*(?:[\w-]+=["']?)?(?:(?:jdbc:)?[A-Za-z][\w+.-]*:)?//"""
)
_IN_TEXT = pattern(r"//[^\s\"'<>`]*")
_WORD_IN_TEXT = pattern(
    rf"(?<![^\s\"'<>`«])[^\s\"'<>`«]{{0,{_LONGEST}}}{PLACEHOLDER_OPENING}[^\s\"'<>`]{{0,{_LONGEST}}}(?![^\s\"'<>`])"
)
_HOST = pattern(r"[^/\\?#]*")
_NAMED = pattern(r"[\w.-]+=")
_BEHIND = ".,;:!?*)]}|\"'`<>"  # what of a sentence, or of code, may stand right behind an address
_AROUND = _BEHIND + "([{_~"


class Led(NamedTuple):
    """A placeholder in an address: where it stands, and the address up to it and its host, "" one that is not told."""

    start: int
    placeholder: str
    address: str


class Paragraph(NamedTuple):
    """What the lines before have of a paragraph: whether a link or tag is `open` and whether backticks hold code.

    `html_end` ends the block of HTML that it is, which blank lines do not.
    """

    open: bool = False
    coded: bool = True
    is_html: bool = False
    html_end: str = ""


NO_PARAGRAPH = Paragraph()


class Reading(NamedTuple):
    """What a line of prose holds: its `led` placeholders, whether more of the line leaves that so, what comes after."""

    led: tuple[Led, ...]
    settled: bool
    after: Paragraph


def read_in_answer(line: str, before: Paragraph) -> Reading:
    """Read a line of prose, or its beginning up to a blank, behind what its paragraph had before."""
    if not line.strip(_BLANKS):
        return Reading((), settled=True, after=_behind_blank(before))
    if before.coded and _FENCE.match(line):
        # A backtick or a carriage return further on would make it none.
        return Reading((), settled=line.endswith("\n"), after=NO_PARAGRAPH)
    html = _HTML.match(line)
    coded, settled = before.coded and not html, True
    codes: list[_Span] = []
    links: list[_Span] = []
    opened, place = (0, len(line)) if before.open else (None, 0)
    while opened is None and (found := (_WITH_CODE if coded else _OUT_OF_CODE).search(line, place)):
        place = found.end()
        if found["opener"]:
            opened = found.start()
        elif found["whole"]:
            links.append(found.span())
        elif found[0].startswith("`"):
            coded = found["code"] is not None and _is_code(line, found.start())
            settled = coded or found["code"] is not None
            if coded:
                codes.append(found.span())
            else:
                place = found.start()
    if opened is not None:
        links.append((opened, len(line)))
    html_end = _html_end(html, before.html_end, line)
    is_html = before.is_html or html is not None
    after = Paragraph(opened is not None, coded and opened is None, is_html, html_end)
    return Reading(tuple(_led(line, codes, links)), settled, after)


def behind_code(before: Paragraph) -> Paragraph:
    """Give what of a paragraph goes on behind lines of code."""
    return before if before.html_end == _NEVER else NO_PARAGRAPH


def addresses_in(text: str) -> Iterator[str]:
    """Give the addresses of a text that hold placeholders, as `read_in_answer` does, and the words that do."""
    for found in _IN_TEXT.finditer(text):
        for sign in ANY_PLACEHOLDER.finditer(found[0]):
            yield _address(found[0], 2, sign.end())
    for word in _WORD_IN_TEXT.findall(text):
        yield _word(word)


def _is_code(line: str, start: int) -> bool:
    """Tell whether backticks are no part of an address, and none of them is escaped."""
    before = _run_before(line, start)
    return before is not None and not line.endswith("\\", 0, start) and not _leads(before, "")


def _behind_blank(before: Paragraph) -> Paragraph:
    if before.open and before.is_html:  # of a tag that is not over the rest of the text is a part
        return before._replace(html_end=_NEVER)
    return before if before.html_end else NO_PARAGRAPH


def _html_end(html: re.Match[str] | None, before: str, line: str) -> str:
    """Give what ends the block of HTML that goes on behind a line, "" where none does."""
    end, place = before, 0
    if not before and html and html.lastindex:
        end = f"</{html[1].lower()}>" if html[1] else _HTML_ENDS[html.lastindex - 2]
        place = html.end()
    return "" if end in line[place:].lower() else end


def _led(line: str, codes: list[_Span], links: list[_Span]) -> Iterator[Led]:
    whole = _as_signs(line, codes)
    for sign in ANY_PLACEHOLDER.finditer(line):
        code, link = _around(codes, sign.start()), _around(links, sign.start())
        begin, end = code or sign.span()
        before, behind = _run_before(whole, begin), _run_behind(whole, end)
        if before is None or behind is None:
            yield Led(sign.start(), sign[0], "")
        elif (defined := _DEFINED.match(line[:_LONGEST], 0, begin)) or link or _leads(before, behind):
            may_be_told = not code and (not link or link[0] >= begin - len(before))
            address = _told(before, sign[0], behind, linked=bool(link or defined)) if may_be_told else ""
            yield Led(sign.start(), sign[0], address)


def _around(spans: list[_Span], place: int) -> _Span | None:
    """Give the one of the spans, which are in order, that a place is in."""
    at = bisect(spans, (place + 1, 0))
    return spans[at - 1] if at and place < spans[at - 1][1] else None


def _leads(before: str, behind: str) -> bool:
    """Tell whether what stands between blanks around a placeholder may make an address of it."""
    behind = behind.partition("](")[0]
    leads = map(_LEADS.search, (before, before.translate(_UNMARKED)))
    return any(leads) or any(map(_GOES_ON.search, (behind, behind.translate(_UNMARKED))))


def _told(before: str, placeholder: str, behind: str, *, linked: bool) -> str:
    """Give the address that a placeholder is in, by what stands around it between blanks."""
    run = f"{before}{placeholder}{behind}"
    if "\\" in run:
        return ""
    begun = _BEGUN.match(before)
    if begun:
        return _address(run, begun.end(), len(before) + len(placeholder))
    return "" if linked or "//" in run else _word(run)


def _address(written: str, begin: int, end: int) -> str:
    """Give an address whose host begins there, up to an end or to that of its host."""
    host = _HOST.match(written, begin)
    past = max(end, host.end() if host else begin)
    return f"//{written[begin:past].rstrip(_BEHIND)}" if past - begin <= _LONGEST else ""


def _word(written: str) -> str:
    named = _NAMED.match(written.lstrip(_AROUND))
    return written.lstrip(_AROUND)[named.end() if named else 0 :].strip(_AROUND)


def _as_signs(line: str, codes: list[_Span]) -> str:
    """Give a line with signs that are no blanks in the place of its code."""
    pieces, past = [], 0
    for start, end in codes:
        pieces += [line[past:start], "«" * (end - start)]
        past = end
    return "".join([*pieces, line[past:]])


def _run_before(line: str, place: int) -> str | None:
    """Give what stands before a place behind the last blank, None where that is too long."""
    low = max(0, place - _LONGEST)
    start = max(line.rfind(blank, low, place) for blank in _BLANKS) + 1
    return line[start:place] if start or not low else None


def _run_behind(line: str, place: int) -> str | None:
    """Give what stands behind a place before the next blank, None where that is too long."""
    high = min(len(line), place + _LONGEST)
    end = min((at for blank in _BLANKS if (at := line.find(blank, place, high)) >= 0), default=high)
    return line[place:end] if end < high or high == len(line) else None
