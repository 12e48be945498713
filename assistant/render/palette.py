"""One palette for all that is shown: which SGR parameters stand for a role, by colour depth, background and theme."""

from enum import Enum
from functools import cache

from assistant.render.themes import BUILT_IN, TINTS
from assistant.values import dataclass

Rgb = tuple[int, int, int]

BOLD, ITALIC, CODE, STRIKE, LINK, QUIET, HEADING, TITLE = (1 << bit for bit in range(8))


class Depth(Enum):
    """How many colours the terminal shows; DUMB understands no escape sequence at all."""

    DUMB = "dumb"
    NONE = "none"
    ANSI16 = "16"
    ANSI256 = "256"
    TRUECOLOR = "truecolor"


class Background(Enum):
    """What the terminal writes on."""

    DARK = "dark"
    LIGHT = "light"


class Links(Enum):
    """Whether the terminal understands hyperlinks (OSC 8)."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Palette:
    """How things look on one terminal. `theme` is "dark", "light" or the name of a Pygments style."""

    depth: Depth
    background: Background
    theme: str
    links: Links = Links.OFF

    @property
    def dumb(self) -> bool:
        """Whether no escape sequence may be written."""
        return self.depth is Depth.DUMB

    def tint(self, role: str) -> str:
        """Give the SGR parameters of a role's colour ("keyword", "link", ...), or "" where there is no colour."""
        tint = TINTS[role]
        light = self.background is Background.LIGHT
        if self.depth is Depth.ANSI16:
            return tint.light_ansi if light else tint.dark_ansi
        # The built-in tints are among the 256 colours, whose numbers are half as long to write.
        depth = Depth.ANSI256 if self.depth is Depth.TRUECOLOR else self.depth
        return colour(rgb(tint.light if light else tint.dark), depth, self.background)

    def style(self, flags: int) -> str:
        """Give the SGR parameters of prose marked with `flags` (BOLD | CODE ...)."""
        return "" if not flags or self.dumb else _style(self, flags)


def palette_for(
    *, depth: Depth, background: Background, theme: str | None = None, links: Links = Links.OFF
) -> Palette:
    """Choose the palette; without a theme the built-in one for the background."""
    if theme in BUILT_IN:
        background = Background(theme)
    return Palette(depth, background, theme or background.value, links)


@cache
def _style(palette: Palette, flags: int) -> str:
    parts = ["1"] if flags & (BOLD | HEADING) else []
    colourless = palette.depth is Depth.NONE
    if flags & ITALIC:
        parts.append("4" if colourless else "3")
    if flags & (TITLE | LINK) and "4" not in parts:
        parts.append("4")
    if flags & STRIKE and not colourless:
        parts.append("9")
    for flag, role in ((CODE, "code"), (LINK, "link"), (HEADING, "heading"), (QUIET, "quiet")):
        if flags & flag:
            parts.append(palette.tint(role))
            break
    return ";".join(part for part in parts if part)


def rgb(hexadecimal: str) -> Rgb:
    """Give the parts of the colour #rrggbb."""
    red, green, blue = (int(hexadecimal.lstrip("#")[place : place + 2], 16) for place in (0, 2, 4))
    return red, green, blue


@cache
def colour(shown: Rgb, depth: Depth, background: Background) -> str:
    """Give the SGR parameters of a colour at `depth`, "" where there are none."""
    match depth:
        case Depth.TRUECOLOR:
            return "38;2;{};{};{}".format(*shown)
        case Depth.ANSI256:
            return f"38;5;{nearest(shown)}"
        case Depth.ANSI16:
            return _named(shown, background)
        case _:
            return ""


_STEPS = (0, 95, 135, 175, 215, 255)


def nearest(shown: Rgb) -> int:
    """Give the number of the nearest of the 240 fixed colours of the 256."""
    red, green, blue = (min(range(6), key=lambda step: abs(_STEPS[step] - part)) for part in shown)
    cube = 16 + 36 * red + 6 * green + blue
    grey = 232 + min(max(round(sum(shown) / 3 - 8) // 10, 0), 23)
    return min(cube, grey, key=lambda number: _distance(fixed_colour(number), shown))


def fixed_colour(number: int) -> Rgb:
    """Give the colour that has this number, 16 to 255, on every terminal."""
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return grey, grey, grey
    red, rest = divmod(number - 16, 36)
    return _STEPS[red], _STEPS[rest // 6], _STEPS[rest % 6]


def _distance(one: Rgb, other: Rgb) -> int:
    return sum((left - right) ** 2 for left, right in zip(one, other, strict=True))


def _named(shown: Rgb, background: Background) -> str:
    """Give the 16-colour name nearest in hue; "" for greys, which the terminal's own foreground shows best."""
    high, low = max(shown), min(shown)
    if high - low < 40:
        return ""
    middle = (high + low) / 2
    red, green, blue = (part > middle for part in shown)
    bright = 90 if background is Background.DARK else 30
    return str(bright + (red | green << 1 | blue << 2))
