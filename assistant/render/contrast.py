"""Colours that can be read: whichever a theme has, a shade of it that stands out from what terminals write on.

The measure is that of WCAG 2.2, 1.4.3 (AA): a contrast of 4.5 between the luminances of text and background.
"""

from functools import cache

from assistant.render.palette import Background, Depth, Rgb, colour, fixed_colour, nearest, rgb

_ENOUGH = 4.5
_BRIGHTEST_DARK = 0.0342  # luminance of #2e3440, the brightest of the usual dark backgrounds
_DARKEST_LIGHT = 0.8753  # and of #fbf1c7, the darkest of the light ones
_TOWARDS: dict[Background, Rgb] = {Background.DARK: (255, 255, 255), Background.LIGHT: (0, 0, 0)}
_STEPS = 20


@cache
def legible(hexadecimal: str, depth: Depth, background: Background) -> str:
    """Give the SGR parameters of the colour rrggbb, or of the nearest shade of it that can be read, at `depth`.

    Sixteen colours are the terminal's own: there the names that stand out from such a background are taken.
    """
    for step in range(_STEPS + 1):
        shade = _between(rgb(hexadecimal), _TOWARDS[background], step / _STEPS)
        shown = fixed_colour(nearest(shade)) if depth is Depth.ANSI256 else shade
        if depth is Depth.ANSI16 or _stands_out(shown, background):
            return colour(shade, depth, background)
    return ""


def _between(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(low + (high - low) * share) for low, high in zip(one, other, strict=True))
    return red, green, blue


def _stands_out(shown: Rgb, background: Background) -> bool:
    if background is Background.DARK:
        return luminance(shown) + 0.05 >= _ENOUGH * (_BRIGHTEST_DARK + 0.05)
    return _ENOUGH * (luminance(shown) + 0.05) <= _DARKEST_LIGHT + 0.05


def luminance(shown: Rgb) -> float:
    """Give the relative luminance of an sRGB colour, 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in shown)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
