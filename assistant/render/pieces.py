"""The small parts of inline Markdown: link targets, addresses, HTML tags, entities, formulas (CommonMark 6, GFM)."""

import re

from assistant.safe import visible
from assistant.values import dataclass

_VEILED = r"\ud800-\udfff"  # a secret in an address
URL = re.compile(rf"https?://[A-Za-z0-9\[{_VEILED}][!-;=?-_a-z{{|}}~{_VEILED}]{{0,1990}}")
AUTOLINK = re.compile(
    r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,900}|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,250})>"
)
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
HTML = re.compile(
    rf"<(?:[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE}){{0,40}}\s*/?>|/[A-Za-z][A-Za-z0-9-]*\s*>"
    r"|!---?>|!--.*?-->|\?.*?\?>|![A-Za-z][^>]*>|!\[CDATA\[.*?\]\]>)",
    re.DOTALL,
)
MATH = {
    "$": re.compile(r"\$(?=[^\s$])[^$\n]{0,298}[^\s$\\]\$(?!\d)|\$[^\s$\\]\$(?!\d)"),
    "$$": re.compile(r"\$\$[^$]{1,300}\$\$"),
    "\\(": re.compile(r"\\\([^\n]{1,300}?\\\)"),
    "\\[": re.compile(r"\\\[.{1,300}?\\\]", re.DOTALL),
}
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNFINISHED_ENTITY = re.compile(r"&#?[A-Za-z0-9]{0,32}\Z")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# A host and nothing before it; browsers end a host at a backslash, and so no address holds one, nor the angle brackets of
# what is shown for a character that nobody sees.
_SAFE = re.compile(
    r"(?:https?://[\w.:\[\]-]+(?:[/?#][!-;=?-\[\]-~]*)?|mailto:[!-;=?-\[\]-~]+)", re.IGNORECASE | re.ASCII
)
_ANGLED = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_TITLE = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\)""", re.DOTALL)
_LED_TO = re.compile(r"(?:https?://|mailto:[^@]*@)(?:www\.)?([^/?#:\s]+)", re.IGNORECASE)
_DOT = "[.\u2024\u3002\ufe52\uff0e\uff61]"  # and what browsers or eyes take for one
# A word that may be a host, with the path behind it: with a scheme, with dots, of numbers, or this machine. What ends
# as files do, and hosts do not, is none.
_HOST = re.compile(
    r"(?:(?:\w://(?:[^\s/@]*@)?|(?<![\w.])www\.|[\w.+-]@)(?:www\.)?(?P<named>[^\s/?#:,;!()\]\"'>]+)|(?<![\w-])"
    rf"(?<![\w-]{_DOT})(?P<alone>"
    rf"(?:[\w-]+{_DOT})+(?!(?:bmp|cfg|cjs|conf|cpp|cs|css|csv|exe|gif|go|gz|hpp|hs|html?|ini|ipynb|java|jpe?g|js|json|jsx|kt"
    rf"|lock|log|lua|mjs|pdf|php|png|rb|scss|sql|svg|tar|toml|ts|tsx|txt|webp|xml|ya?ml)\b)[^\W\d_][\w-]+(?![\w-]|{_DOT}\w)"
    rf"|\d+(?:{_DOT}\d+){{3}}|localhost\b|\[[\da-f.:]*:[\da-f.:]*\]))(?::\d+)?(?:[/?#][!-~]*)?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\\.|[() \t\n]", re.DOTALL)
DEPTH = 32  # round brackets in round brackets in an address: as many as cmark, CommonMark's reference, reads
_GAP = re.compile(r"[ \t]*\n?[ \t]*")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads: the cleaned `url`, the title ("" without one), and where the construct ends in the text."""

    url: str
    title: str
    end: int


def destination(text: str, start: int, limit: int) -> Destination | None:
    """Read `(url "title")` at `start`, ending before `limit`; None if there is none."""
    if not text.startswith("(", start):
        return None
    place = _after_gap(text, start + 1)
    angled = _ANGLED.match(text, place, limit)
    if angled:
        url, place = angled[1], angled.end()
    elif text.startswith("<", place):
        return None
    else:
        url = text[place : _bare_end(text, place, limit)]
        place += len(url)
    title = ""
    after = _after_gap(text, place)
    found = _TITLE.match(text, after, limit) if after > place else None
    if found:
        title, after = found[0][1:-1], _after_gap(text, found.end())
    if not text.startswith(")", after) or after >= limit:
        return None
    return Destination(clean(url), clean(title).replace("\n", " "), after + 1)


def _after_gap(text: str, place: int) -> int:
    found = _GAP.match(text, place)
    return found.end() if found else place


def _bare_end(text: str, start: int, limit: int) -> int:
    """Give where a destination without angle brackets ends: it has no blanks, and its round brackets come in pairs."""
    depth = 0
    for sign in _BRACKET.finditer(text, start, limit):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if depth < 0 or depth > DEPTH or sign[0].isspace():
            return sign.start()
    return limit


def entity(text: str, start: int) -> tuple[str, int]:
    """Decode the entity at `start`: (its text, its end); ("&", start) if it may still become one."""
    found = _ENTITY.match(text, start)
    if not found:
        return "&", start if _UNFINISHED_ENTITY.match(text, start) else start + 1
    import html  # noqa: PLC0415 - its table of 2,000 names is seldom wanted

    decoded = html.unescape(found[0])
    if decoded == found[0] or (decoded.endswith(";") and len(decoded) > 1):
        return "&", start + 1
    return decoded or "\ufffd", found.end()


def clean(text: str) -> str:
    """Decode the escapes and entities of a link's target or title; what is dangerous becomes visible."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda found: _decoded(found[0]), text).replace("\n", " ")


def _decoded(written: str) -> str:
    decoded, end = entity(written, 0)
    return visible(decoded) if end > 1 else written


def safe_link(url: str) -> bool:
    """Whether `url` may become a hyperlink: http, https or mailto, a host alone, printable ASCII, so no secret in it."""
    return _SAFE.fullmatch(url) is not None


def names_another(shown: str, url: str) -> bool:
    """Whether a link's text holds what may be the name of another host than the one it leads to."""
    led = _LED_TO.match(url)
    host = led[1].lower() if led else ""
    return any(
        (found["named"] or found["alone"]).lower().rstrip(".") != host for found in _HOST.finditer(shown)
    )


def trimmed_url(url: str) -> str:
    """Cut off what belongs to the sentence, not to a bare address (GFM 6.9), and what is behind a link's text."""
    depth = 0
    for place, character in enumerate(url):
        depth += (character == "[") - (character == "]")
        if depth < 0:
            url = url[:place]
            break
    while url:
        if url[-1] in "?!.,:*_~'\";|" or (
            url[-1] in ")]}" and url.count(url[-1]) > url.count(_PARTNER[url[-1]])
        ):
            url = url[:-1]
        else:
            break
    return url


_PARTNER = {")": "(", "]": "[", "}": "{"}
