"""The built-in themes as data: one row a role, with a colour for dark and for light backgrounds and two ANSI names."""

from typing import NamedTuple


class Tint(NamedTuple):
    """The colours of one role: `dark` and `light` as #rrggbb, their 16-colour stand-ins as SGR parameters."""

    dark: str
    light: str
    dark_ansi: str
    light_ansi: str


# All hex colours are among the 256 and keep 4.5:1 (WCAG AA) against the usual backgrounds, which the tests compute.
TINTS = {
    "heading": Tint("#87afff", "#005faf", "94", "34"),
    "link": Tint("#5fd7ff", "#005f87", "96", "34"),
    "code": Tint("#ffaf87", "#870087", "93", "35"),
    "quiet": Tint("#a8a8a8", "#626262", "37", "90"),
    "keyword": Tint("#d7afff", "#8700af", "95", "35"),
    "string": Tint("#afd787", "#005f00", "92", "32"),
    "comment": Tint("#a8a8a8", "#626262", "36", "90"),
    "number": Tint("#ffaf5f", "#875f00", "93", "33"),
    "function": Tint("#87afff", "#005fd7", "94", "34"),
    "type": Tint("#5fd7d7", "#005f5f", "96", "36"),
    "constant": Tint("#ffaf5f", "#875f00", "93", "33"),
    "tag": Tint("#ff87af", "#af005f", "91", "31"),
    "error": Tint("#ff8787", "#af0000", "91", "31"),
    "added": Tint("#87d787", "#005f00", "32", "32"),
    "removed": Tint("#ff8787", "#af0000", "91", "31"),
    "place": Tint("#5fd7ff", "#005f87", "36", "36"),
}

# The Pygments token families that are coloured, and the role that gives the colour. A family holds for its children.
TOKENS = {
    "Comment": "comment",
    "Comment.Preproc": "keyword",
    "Comment.PreprocFile": "string",
    "Keyword": "keyword",
    "Keyword.Constant": "constant",
    "Keyword.Type": "type",
    "Operator.Word": "keyword",
    "Literal.String": "string",
    "Literal.String.Escape": "constant",
    "Literal.String.Interpol": "constant",
    "Literal.Number": "number",
    "Name.Function": "function",
    "Name.Class": "type",
    "Name.Builtin": "type",
    "Name.Builtin.Pseudo": "constant",
    "Name.Exception": "type",
    "Name.Decorator": "function",
    "Name.Constant": "constant",
    "Name.Tag": "tag",
    "Name.Attribute": "function",
    "Name.Entity": "constant",
    "Generic.Deleted": "removed",
    "Generic.Inserted": "added",
    "Generic.Heading": "heading",
    "Generic.Subheading": "place",
    "Generic.Prompt": "quiet",
    "Generic.Traceback": "error",
    "Generic.Error": "error",
}

BUILT_IN = ("dark", "light")


def theme_names() -> list[str]:
    """Give the names of the themes: the built-in ones, then the Pygments styles."""
    from pygments.styles import get_all_styles  # noqa: PLC0415 - 5 ms, which no answer needs

    return [*BUILT_IN, *sorted(get_all_styles())]
