"""How a block of HTML begins, and what ends it (CommonMark 4.6)."""

import re

from assistant.render.lines import Kind, Reading

NO_HTML = "no html"

_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|"
    r"dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    r"menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|"
    r"ul)(?:[ \t]|/?>|$)",
    re.IGNORECASE,
)
_RAW_TAG = re.compile(r"<(?:script|pre|style|textarea)(?:[ \t>]|$)", re.IGNORECASE)
_ONE_TAG = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?|/[A-Za-z][A-Za-z0-9-]*\s*)>[ \t]*$")
_NOT_ALONE = re.compile(r"</?[A-Za-z][^<>]*(?:<|>[ \t]*[^ \t])|<[A-Za-z][A-Za-z0-9+.-]*[:@]")
_HTML_ENDS = (("<!--", "-->"), ("<?", r"\?>"), ("<![CDATA[", r"\]\]>"))
_RAW_END = "</(?:script|pre|style|textarea)>"


def html_end(rest: str, reading: Reading, block: Kind | None) -> str | None:
    """Give the pattern of what ends an HTML block ("" = a blank line), NO_HTML, or None if it does not tell yet.

    `block` is what the line would go on with if it began none: a paragraph is interrupted by some kinds only.
    """
    whole = reading is Reading.WHOLE
    for opener, end in _HTML_ENDS:
        if rest.startswith(opener):
            return end
        if not whole and opener.startswith(rest):
            return None
    found = _RAW_TAG.match(rest)
    if found and (whole or found.end() < len(rest) or rest[-1] in "> \t"):
        return _RAW_END
    if re.match(r"<![A-Za-z]", rest):
        return ">"
    found = _BLOCK_TAG.match(rest)
    if found and (whole or found[0][-1] in "> \t"):
        return ""
    if not whole and re.match(r"</?[A-Za-z0-9-]*/?$", rest):
        return None
    if block in (Kind.PARAGRAPH, Kind.PIPES) or not re.match(r"</?[A-Za-z]", rest):
        return NO_HTML
    if not whole:
        return NO_HTML if _NOT_ALONE.match(rest) else None
    return "" if _ONE_TAG.match(rest) else NO_HTML
