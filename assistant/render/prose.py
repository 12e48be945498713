"""Inline nodes become styled spans: where a link's target is shown, and what each mark looks like in a palette."""

from assistant.render.atoms import Ending
from assistant.render.inline import Inline
from assistant.render.palette import LINK, QUIET, Links, Palette
from assistant.render.pieces import names_another, safe_link
from assistant.render.rows import Span


def spans_of(inline: Inline, palette: Palette, flags: int = 0) -> list[Span]:
    """Give the spans of a text that was read; `flags` hold for all of it (a heading's, a header cell's).

    A span whose text is a newline is a hard line break.
    """
    spans: list[Span] = []
    shown = ""  # of the link
    for node in inline.nodes:
        if node.flags & LINK and node.flags & QUIET:
            target = _target(shown, node.link, node.text, palette)
            spans.extend(target)
            shown = "".join(span.text for span in target)  # of an image that may stand in another link
            continue
        link = ""
        if node.link:
            shown += node.text
            if palette.links is Links.ON and safe_link(node.link):
                link = node.link
        else:
            shown = ""
        if node.text:
            style = flags | node.flags if node.text != "\n" else 0
            spans.append(Span(node.text, palette.style(style), link))
    return spans


def _target(shown: str, url: str, title: str, palette: Palette) -> list[Span]:
    """Give what follows a link's text: its target where it cannot be a hyperlink, and its title."""
    hidden = palette.links is Links.ON and safe_link(url) and not names_another(shown, url)
    parts = [] if hidden or not url or shown in (url, url.removeprefix("mailto:")) else [url]
    if title:
        parts.append(f'"{title}"')
    if not parts:
        return []
    around = (" (", ")") if shown.strip() else ("", "")
    return [Span(f"{around[0]}{' '.join(parts)}{around[1]}", palette.style(QUIET))]


def read(text: str, palette: Palette, flags: int = 0) -> list[Span]:
    """Read a whole text (a heading, a table's cell) and give its spans."""
    return spans_of(Inline(text, Ending.FINAL).read(), palette, flags)
