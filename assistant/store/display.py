"""Reads how answers are to look: the `[display]` table of the configuration."""

from collections.abc import Mapping

from assistant.shell import Display, wanted_colour
from assistant.spelling import suggestion
from assistant.store.reading import Table

MOST_TAB = 32  # columns


def display_from(table: Table, environment: Mapping[str, str]) -> Display:
    """Read how answers are to look. Raises ConfigError."""
    table.only("color", "theme", "background", "tab")
    colour = table.member("color", wanted_colour(environment))
    background = table.one_of("background", ["dark", "light", ""], "")
    tab = table.count("tab") or Display().tab
    if tab > MOST_TAB:
        raise table.wrong("tab", f"must be a whole number up to {MOST_TAB}")
    return Display(colour, _theme(table), background, tab)


def _theme(table: Table) -> str:
    theme = table.text("theme")
    if theme not in {"", "dark", "light"}:
        from pygments.styles import STYLE_MAP, get_all_styles  # noqa: PLC0415 - 5 ms; all of them 50 more

        if theme not in STYLE_MAP and theme not in (names := sorted(get_all_styles())):
            meant = suggestion(theme, names) or "; there are such as dark, light, monokai, friendly"
            raise table.wrong("theme", f'names no theme: "{theme}"{meant}')
    return theme
