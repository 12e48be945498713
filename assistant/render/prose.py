"""Inline nodes become styled spans: where a link's target is shown, and what each mark looks like in a palette."""

from assistant.render.atoms import Ending
from assistant.render.inline import Inline
from assistant.render.palette import LINK, QUIET, Links, Palette
from assistant.render.pieces import names_another, safe_link
from assistant.render.rows import Span
from assistant.render.veil import unveiled, unveiled_in_words


def spans_of(inline: Inline, palette: Palette, flags: int = 0) -> list[Span]:
    """Give the spans of a text that was read; `flags` hold for all of it (a heading's, a header cell's).

    A newline in a span is a hard line break, a carriage return or a form feed one where a row has begun.
    """
    spans: list[Span] = []
    shown = own = ""  # of links without a text between them; of the last of them alone
    last = ""
    for node in inline.nodes:
        text, url = unveiled_in_words(node.text).replace("\t", " "), unveiled(node.link)
        if node.flags & LINK and node.flags & QUIET:
            target = _target(shown, own, node.link, text, palette)
            spans.extend(target)
            shown += "".join(span.text for span in target)  # an image's may stand in another link
            continue
        link = ""
        if url:
            shown += text
            own, last = (own if node.link == last else "") + text, node.link
            if palette.links is Links.ON and safe_link(node.link):
                link = url
        else:
            shown = own = ""
        if text:
            style = flags | node.flags if text != "\n" else 0
            spans.append(Span(text, palette.style(style), link))
    return spans


def _target(shown: str, own: str, link: str, title: str, palette: Palette) -> list[Span]:
    """Give what follows a link's text: its target where it cannot be a hyperlink, and its title."""
    url = unveiled(link)
    hidden = palette.links is Links.ON and safe_link(link) and not names_another(shown, url)
    parts = [] if hidden or not url or own in (url, url.removeprefix("mailto:")) else [url]
    if title:
        parts.append(f'"{title}"')
    if not parts:
        return []
    around = (" (", ")") if shown.strip() else ("", "")
    return [Span(f"{around[0]}{' '.join(parts)}{around[1]}", palette.style(QUIET))]


def read(text: str, palette: Palette, flags: int = 0) -> list[Span]:
    """Read a whole text (a heading, a table's cell) and give its spans."""
    return spans_of(Inline(text, Ending.FINAL).read(), palette, flags)
