"""What a terminal can show, read off the environment. Pure; what it tells when asked comes first, see `background_query`.

COLORTERM as terminals with 24-bit colours set it; COLORFGBG as rxvt and Konsole set it ("foreground;background",
numbers of the 16 colours).
"""

from collections.abc import Mapping

from assistant.digits import number_in
from assistant.render.palette import Background, Depth, Links, Palette, palette_for
from assistant.render.screen import Shrinking
from assistant.shell import Display, When, is_dumb, wanted_colour

_DARK = frozenset(("0", "1", "2", "3", "4", "5", "6", "8"))
# https://xtermjs.org/docs/api/terminal/interfaces/iterminaloptions/#reflowcursorline
_XTERM_JS = ("vscode", "Hyper")
_LINKS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper")


def palette_of(environment: Mapping[str, str], display: Display) -> Palette:
    """Give the palette for a terminal; `display` is what the user wants of it."""
    return palette_for(
        depth=_depth(environment, display.colour),
        background=Background(display.background) if display.background else background_of(environment),
        theme=display.theme or None,
        links=Links.ON if _has_links(environment) else Links.OFF,
    )


def shrinking_of(environment: Mapping[str, str]) -> Shrinking:
    """Tell what becomes of rows when the window gets narrower: xterm and GNU screen cut them, tmux does not."""
    if environment.get("TMUX") or environment.get("TERM", "").startswith("tmux"):  # over ssh TERM alone tells
        return Shrinking.WRAPS_ERASED
    if environment.get("XTERM_VERSION") or environment.get("STY"):
        return Shrinking.CUTS
    return Shrinking.WRAPS_OTHERS if environment.get("TERM_PROGRAM") in _XTERM_JS else Shrinking.WRAPS


def _depth(environment: Mapping[str, str], colour: When) -> Depth:
    terminal = environment.get("TERM", "")
    if is_dumb(terminal):
        return Depth.DUMB
    if wanted_colour(environment, colour) is When.NEVER:
        return Depth.NONE
    if environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or terminal.endswith("-direct"):
        return Depth.TRUECOLOR
    return Depth.ANSI256 if "256color" in terminal else Depth.ANSI16


def background_of(environment: Mapping[str, str]) -> Background:
    """Tell the background where the terminal does not: as rxvt and Konsole say it, else dark."""
    said = environment.get("COLORFGBG", "").rsplit(";", 1)[-1]
    return Background.LIGHT if said.isdigit() and said not in _DARK else Background.DARK


def _has_links(environment: Mapping[str, str]) -> bool:
    if (
        environment.get("TERM_PROGRAM") in _LINKS
        or environment.get("WT_SESSION")
        or environment.get("KITTY_WINDOW_ID")
    ):
        return True
    return (number_in(environment.get("VTE_VERSION", "")) or 0) >= 5000
