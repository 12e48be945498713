"""The built-in themes can be read on the usual backgrounds."""

import pytest

from assistant.render.page import theme_page
from assistant.render.palette import Background, Depth, palette_for
from assistant.render.themes import TINTS

DARK = ("#000000", "#1e1e1e", "#282c34", "#002b36", "#300a24")
LIGHT = ("#ffffff", "#f5f5f5", "#fdf6e3")


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("role", TINTS)
def test_a_role_keeps_its_contrast(role: str) -> None:
    assert min(contrast(TINTS[role].dark, background) for background in DARK) >= 4.5
    assert min(contrast(TINTS[role].light, background) for background in LIGHT) >= 4.5


def test_the_tints_are_among_the_256_colours() -> None:
    steps = {0, 95, 135, 175, 215, 255}
    for tint in TINTS.values():
        for colour in (tint.dark, tint.light):
            parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
            assert set(parts) <= steps or (len(set(parts)) == 1 and (parts[0] - 8) % 10 == 0)


def test_without_colours_only_bold_and_underline_are_used() -> None:
    palette = palette_for(depth=Depth.NONE, background=Background.DARK)
    used = {part for flags in range(256) for part in palette.style(flags).split(";")}
    assert used <= {"", "1", "4"}


def test_the_theme_page_shows_every_theme() -> None:
    page = "\n".join(theme_page(palette_for(depth=Depth.ANSI256, background=Background.DARK), 72))
    assert all(name in page for name in ("dark", "light", "monokai", "solarized-dark"))
