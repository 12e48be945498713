"""The words of the toolbar: what the question would cost, and the keys. Pure."""

from typing import TYPE_CHECKING

from assistant.cost import Cost, dollars
from assistant.digits import counted
from assistant.safe import visible

if TYPE_CHECKING:
    from assistant.repl.forecast import Forecast

NARROWEST, LOWEST = 60, 8  # columns and rows below which there is no toolbar
_ALWAYS = ("/ commands", "@ files", "Ctrl-R finds", "Ctrl-D leaves")
SENDING = ("Enter sends", "Alt-Enter breaks the line", *_ALWAYS)
BREAKING = ("Alt-Enter sends", "Enter breaks the line", *_ALWAYS)
NAVIGATING = ("normal mode", "i inserts", "Enter sends", "v opens the editor", "k recalls", "Ctrl-D leaves")
CHOOSING = ("Tab chooses", "Enter takes what is chosen", "Ctrl-C closes the menu")
FINDING = (
    "Enter takes the line",
    "Ctrl-R finds an older one",
    "Ctrl-S a newer one",
    "Ctrl-C ends the search",
)
_SEPARATOR = " · "


def toolbar(
    expected: "Forecast | None", spent: Cost, *, columns: int, rows: int, keys: tuple[str, ...] = SENDING
) -> tuple[str, ...]:
    """Give the toolbar's lines for a screen of that size, none where it is too small. Parts that do not fit are left out.

    `expected` is None while nothing is typed.
    """
    if columns < NARROWEST or rows < LOWEST:
        return ()
    figures = _figures(expected, spent)
    if len(_SEPARATOR.join(figures)) + 1 >= columns:
        figures = tuple(
            figure.replace("tier ", "").replace("at most ~", "≤").replace("at most ", "≤")
            for figure in figures
        )
    return _fitting(figures, columns), _fitting(keys, columns)


def _figures(expected: "Forecast | None", spent: Cost) -> tuple[str, ...]:
    session = f"session {dollars(spent)}"
    if expected is None:
        return (session,)
    files = (counted(expected.files, "file"),) if expected.files else ()
    cost = "price unknown" if expected.cost.amount is None else f"at most {dollars(expected.cost)}"
    return (
        f"→ tier {expected.tier.value} {expected.tier.label}",
        visible(expected.model),
        cost,
        window(expected),
        session,
        *files,
    )


def window(expected: "Forecast") -> str:
    """Say how much of the model's window is taken, or how many tokens are sent where its size is not known."""
    if expected.window is None:
        return f"~{expected.tokens:,} tokens"
    return f"window {expected.tokens / expected.window:.0%}"


def _fitting(parts: tuple[str, ...], columns: int) -> str:
    line = " "
    for part in parts:
        longer = line + (_SEPARATOR if line != " " else "") + part
        if len(longer) >= columns:
            break
        line = longer
    return line
