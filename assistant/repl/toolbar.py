"""The words of the toolbar: what the question would cost, or what is settled for it, and the keys. Pure."""

from typing import TYPE_CHECKING

from assistant.cost import Cost, dollars
from assistant.digits import counted
from assistant.safe import visible

if TYPE_CHECKING:
    from assistant.prompt import Attachment
    from assistant.repl.forecast import Forecast
    from assistant.routing.lineup import Choices

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
MISSING = ("no line has that", "Backspace takes a letter back", "Ctrl-C ends the search")
_SEPARATOR = " · "


def toolbar(figures: tuple[str, ...], keys: tuple[str, ...], *, columns: int, rows: int) -> tuple[str, ...]:
    """Give the toolbar's lines for a screen of that size, none where it is too small; what does not fit is left out."""
    if columns < NARROWEST or rows < LOWEST:
        return ()
    if len(_SEPARATOR.join(figures)) + 1 >= columns:
        figures = tuple(
            figure.replace("tier ", "")
            .replace("likely ", "")
            .replace("at most ~", "≤")
            .replace("at most ", "≤")
            for figure in figures
        )
    return _fitting(figures, columns), _fitting(keys, columns)


def figures_of(expected: "Forecast", spent: Cost) -> tuple[str, ...]:
    """Say where a question that is being typed would go, at what cost, and what the session has cost."""
    likely = (
        ()
        if expected.likely is None or expected.likely.amount is None
        else (f"likely {dollars(expected.likely)}",)
    )
    most = "price unknown" if expected.most.amount is None else f"at most {dollars(expected.most)}"
    return (
        f"→ {expected.tier.title}",
        visible(expected.model),
        *likely,
        most,
        window(expected),
        _session(spent),
        *_files(expected.files),
    )


def resting(spent: Cost, choices: "Choices", attached: "tuple[Attachment, ...]") -> tuple[str, ...]:
    """Say, while nothing is typed, where each question goes if that is settled, and how many files wait for the next."""
    only, tier = choices.only, choices.tier
    settled = visible(only.spec) if only else "" if tier is None else tier.title
    return (*([f"→ {settled}"] if settled else []), _session(spent), *_files(len(attached)))


def _session(spent: Cost) -> str:
    return f"session {dollars(spent, unknown='cost unknown')}"


def _files(count: int) -> tuple[str, ...]:
    return (counted(count, "file"),) if count else ()


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
