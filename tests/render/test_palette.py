"""Every theme can be read on the usual backgrounds."""

import re

import pytest
from pygments.token import STANDARD_TYPES, Token

from assistant.render.page import theme_page
from assistant.render.palette import Background, Depth, palette_for
from assistant.render.themes import TINTS, theme_names
from assistant.render.tokens import Painter

# Plain, VS Code, One, Solarized, Ubuntu, Dracula, Nord, Gruvbox, GNOME, Tokyo Night, Catppuccin.
DARK = (
    "#000000", "#1e1e1e", "#282c34", "#002b36", "#300a24", "#282a36", "#2e3440", "#282828", "#171421", "#1a1b26", "#24273a",
)  # fmt: skip
LIGHT = ("#ffffff", "#f5f5f5", "#fafafa", "#fdf6e3", "#fbf1c7", "#eff1f5")


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def written_as(sgr: str) -> str:
    """The colour, as #rrggbb, that SGR parameters of 24-bit or of the 240 fixed colours stand for; "" without one."""
    found = re.search(r"38;(?:2;(\d+);(\d+);(\d+)|5;(\d+))", sgr)
    if not found:
        return ""
    if not found[4]:
        return "#{:02x}{:02x}{:02x}".format(*map(int, found.groups()[:3]))
    number = int(found[4])
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    steps = (0, 95, 135, 175, 215, 255)
    return "#" + "".join(f"{steps[(number - 16) // size % 6]:02x}" for size in (36, 6, 1))


BACKGROUNDS = {Background.DARK: DARK, Background.LIGHT: LIGHT}
DEPTHS = [Depth.TRUECOLOR, Depth.ANSI256]


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("role", TINTS)
def test_a_role_can_be_read(role: str, background: Background, depth: Depth) -> None:
    colour = written_as(palette_for(depth=depth, background=background).tint(role))
    assert min(contrast(colour, behind) for behind in BACKGROUNDS[background]) >= 4.5


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("theme", theme_names())
def test_every_token_of_every_theme_can_be_read(theme: str, background: Background, depth: Depth) -> None:
    palette = palette_for(depth=depth, background=background, theme=theme)
    painter = Painter(palette)
    for token in set(STANDARD_TYPES):
        colour = written_as(painter.style(token))
        worst = min(contrast(colour, behind) for behind in BACKGROUNDS[palette.background]) if colour else 21
        assert worst >= 4.5, token


def test_a_colour_that_can_be_read_stays_as_the_theme_has_it() -> None:
    painter = Painter(palette_for(depth=Depth.TRUECOLOR, background=Background.DARK, theme="monokai"))
    assert written_as(painter.style(Token.Literal.String)) == "#e6db74"


@pytest.mark.parametrize(("background", "names"), [(Background.DARK, "9"), (Background.LIGHT, "3")])
def test_of_16_colours_the_bright_ones_are_for_dark_backgrounds(background: Background, names: str) -> None:
    painter = Painter(palette_for(depth=Depth.ANSI16, background=background, theme="monokai"))
    used = {part for token in STANDARD_TYPES for part in painter.style(token).split(";") if len(part) > 1}
    assert {name[0] for name in used} == {names}


def test_the_tints_are_among_the_256_colours() -> None:
    for role, tint in TINTS.items():
        dark = palette_for(depth=Depth.TRUECOLOR, background=Background.DARK)
        light = palette_for(depth=Depth.TRUECOLOR, background=Background.LIGHT)
        assert (written_as(dark.tint(role)), written_as(light.tint(role))) == (tint.dark, tint.light)


def test_without_colours_only_bold_and_underline_are_used() -> None:
    palette = palette_for(depth=Depth.NONE, background=Background.DARK)
    used = {part for flags in range(256) for part in palette.style(flags).split(";")}
    assert used <= {"", "1", "4"}


def test_the_theme_page_shows_every_theme() -> None:
    page = "\n".join(theme_page(palette_for(depth=Depth.ANSI256, background=Background.DARK), 72))
    assert all(name in page for name in ("dark", "light", "monokai", "solarized-dark"))
