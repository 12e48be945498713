"""Which colour a token has: by the built-in themes' table, or by any Pygments style."""

from pygments.style import StyleMeta
from pygments.styles import get_style_by_name
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

from assistant.render.contrast import legible
from assistant.render.palette import Depth, Palette
from assistant.render.themes import BUILT_IN, TOKENS


class Painter:
    """Gives SGR parameters for token types, each worked out once."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._known: dict[_TokenType, str] = {}
        self._style = _style(palette.theme)

    def style(self, token: _TokenType) -> str:
        """Give the SGR parameters of a token type."""
        known = self._known.get(token)
        if known is None:
            style = self._style
            known = self._known[token] = self._from_style(style, token) if style else self._from_table(token)
        return known

    def _from_table(self, token: _TokenType) -> str:
        family: _TokenType | None = token
        while family and family is not Token:
            role = TOKENS.get(str(family).removeprefix("Token."))
            if role:
                return self._palette.tint(role)
            family = family.parent
        return ""

    def _from_style(self, style: StyleMeta, token: _TokenType) -> str:
        look = style.style_for_token(token)
        marks = ((look["bold"], "1"), (look["italic"], "3"), (look["underline"], "4"))
        parts = [sign for marked, sign in marks if marked]
        if look["color"] and self._palette.depth is not Depth.NONE:
            parts.append(legible(look["color"], self._palette.depth, self._palette.background))
        return ";".join(part for part in parts if part)


def _style(theme: str) -> StyleMeta | None:
    """Give the Pygments style of that name; None for a built-in theme and for a name nobody knows."""
    if theme in BUILT_IN:
        return None
    try:
        return get_style_by_name(theme)
    except ClassNotFound:
        return None
