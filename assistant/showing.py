"""Wires what is seen: views, renderers and what the terminal can. As `wiring`, each function loads what it gives."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import wiring
from assistant.digits import number_in
from assistant.interrupt import before_stopping
from assistant.render.notes import Loudness, Notes, is_terminal
from assistant.shell import Display, Shape, Shell, When, is_dumb, wanted_colour
from assistant.values import dataclass

if TYPE_CHECKING:
    from assistant.answer import View
    from assistant.render.background_query import BackgroundQuery, BackgroundQueryThread, Heard
    from assistant.render.code_view import CodeView
    from assistant.render.restoring import Keeper
    from assistant.render.status_lines import StatusLines
    from assistant.render.views import Passage, Renderer


def notes(shell: Shell, display: Display, loudness: Loudness = Loudness.USUAL) -> Notes:
    """Give what writes beside the answer."""
    return Notes(shell.stderr, loudness, styled=is_terminal(shell.stderr) and styled(shell, display))


def is_one_stream(shell: Shell) -> bool:
    """Tell whether stdout and stderr are one file or pipe, as in an editor's filter: notes would stand in the answer."""
    if shell.stderr is None:
        return False
    with suppress(OSError, ValueError):
        out, err = os.fstat(shell.stdout.fileno()), os.fstat(shell.stderr.fileno())
        return not stat.S_ISCHR(out.st_mode) and os.path.samestat(out, err)
    return False


def view(
    shell: Shell,
    status: "StatusLines",
    shape: Shape,
    display: Display,
    keeper: "Keeper",
    *,
    before: str = "",
) -> "View":
    """Give the view that suits stdout: a terminal, a pipe, one JSON object, or JSON lines; the secrets are put back.

    `status` stands beside it; `before` is what came of the answer earlier.
    """
    from assistant.guard.finding import begun_in
    from assistant.render.restoring import RestoringView

    begun = begun_in(before)
    wanted = display.colour is When.ALWAYS and shape is Shape.FITTING
    if not shape.is_json and (is_terminal(shell.stdout) or wanted):
        rendered = _rendered(shell, status, display, keeper, before)
        return RestoringView(rendered, keeper, answer=going_on(before), before=begun)
    return RestoringView(_written(shell, status, shape), keeper, answer=keeper.restorer(), before=begun)


def below_pager(shell: Shell, view: "View", notes: Notes) -> AbstractContextManager["View"]:
    """Give what shows an answer by `view`, `notes` behind it below the end of a pager that reads it."""
    if is_terminal(shell.stdout) or not is_terminal(shell.stderr):
        return nullcontext(view)
    from assistant.render.pager import below_pager

    return below_pager(view, notes, shell.stdout, shell.stderr)


def going_on(before: str) -> "Passage":
    """Give what an answer goes through that goes on with `before`, what came of it earlier."""
    if not before:
        from assistant.render.views import UnchangedText

        return UnchangedText()
    from assistant.render.seam import Seam

    return Seam(before)


def _rendered(shell: Shell, status: "StatusLines", display: Display, keeper: "Keeper", before: str) -> "View":
    from assistant.render.veil import veiled
    from assistant.render.views import TerminalView

    known = detected(shell, display)
    return TerminalView(
        status,
        lambda: renderer(
            shell, known.display(), keeper.restorer(veiled), expected=status.prompt.language, before=before
        ),
        known.settle,
    )


def _written(shell: Shell, status: "StatusLines", shape: Shape) -> "View":
    from assistant.render.views import JsonView, PipeView

    if shape is Shape.JSON:
        return JsonView(shell.stdout, status)
    if shape is Shape.EVENTS:
        from assistant.render.event_view import EventView

        return EventView(shell.stdout, status)
    return PipeView(shell.stdout, status, passage(shell, shape))


@dataclass(frozen=True, slots=True)
class DetectedDisplay:
    """What is wanted of the display, and the query that the terminal has yet to answer, None where none was put."""

    wanted: Display
    query: "BackgroundQueryThread | None" = None

    def display(self) -> Display:
        """Give the display with the background the terminal told, if it did; waits for it a tenth of a second at most."""
        found = self.query.background() if self.query else None
        return replace(self.wanted, background=found.value) if found else self.wanted

    def settle(self) -> None:
        """Wait until the terminal can be read by others."""
        if self.query is not None:
            self.query.settle()


def detected(shell: Shell, display: Display) -> DetectedDisplay:
    """Ask the terminal for its background, where nobody has said it, it makes a difference, and a reply may come."""
    if display.theme in {"dark", "light"} or not _is_worth_asking(shell, display):
        return DetectedDisplay(display)
    from assistant.render.background_query import BackgroundQueryThread
    from assistant.store.backgrounds import ANSWERS, KIND, SILENT, Backgrounds, kind_of, session_of

    backgrounds, terminal = Backgrounds(wiring.paths(shell).state), session_of(shell.stdout)
    kind = kind_of(shell.environment)
    known = backgrounds.told(kind, kept=KIND)
    if (told := backgrounds.told(terminal)) is not None:
        return DetectedDisplay(replace(display, background=told))
    if known == SILENT:
        return DetectedDisplay(display)

    def remember(heard: "Heard") -> None:
        if heard.is_slow:
            backgrounds.remember(terminal, heard.background.value if heard.background else "")
        if known is None and not heard.is_interrupted:
            backgrounds.remember(kind, ANSWERS if heard.is_answered else SILENT)

    return DetectedDisplay(display, BackgroundQueryThread(shell.stdout, shell.environment, remember))


def background_query(shell: Shell, display: Display) -> "BackgroundQuery | None":
    """Give the question for the terminal's background, to be put where an input line hears the reply."""
    if not _is_worth_asking(shell, display):
        return None
    from assistant.render.background_query import BackgroundQuery

    return BackgroundQuery(shell.stdout, shell.environment)


def _is_worth_asking(shell: Shell, display: Display) -> bool:
    return not display.background and is_terminal(shell.stdout) and styled(shell, display)


def code_view(
    shell: Shell,
    status: "StatusLines",
    shape: Shape,
    *,
    wanted: int | None,
    restored: Callable[[str], str],
    own: Callable[[str], bool] | None,
    before: str,
) -> "CodeView":
    """Give the view that writes nothing but code: of every block, or of block `wanted` (from 1).

    `restored` puts secrets back into what is written; where `own` tells the language of one block alone, that is it;
    `before` is what came of the answer earlier.
    """
    from assistant.render.code_view import CodeView

    return CodeView(
        shell.stdout,
        status,
        passage(shell, shape),
        wanted=wanted,
        restored=restored,
        own=own,
        before=before,
    )


def passage(shell: Shell, shape: Shape) -> "Passage":
    """Give what a text goes through on its way to stdout where it is not rendered."""
    from assistant.render.views import UnchangedText
    from assistant.safe import PipeText, TerminalText

    if is_terminal(shell.stdout):
        return TerminalText()
    return UnchangedText() if shape is Shape.RAW else PipeText()


def renderer(
    shell: Shell,
    display: Display,
    restorer: "Passage | None" = None,
    *,
    expected: str = "",
    before: str = "",
) -> "Renderer":
    """Give what renders Markdown: as it streams on a terminal, row by row where colour is wanted in a pipe.

    `restorer` puts secrets back into it, veiled; `expected` is the language that its code is likely to be in, `before`
    what was shown of it earlier.
    """
    from assistant.render.capabilities import palette_of, shrinking_of
    from assistant.render.piped import RowRenderer
    from assistant.render.terminal import TerminalRenderer

    palette = palette_of(shell.environment, display)
    if is_terminal(shell.stdout):
        streaming = TerminalRenderer(
            shell.stdout,
            restorer,
            before=before,
            size=lambda: size(shell),
            palette=palette,
            shrinking=shrinking_of(shell.environment),
            tab=display.tab,
            expected=expected,
        )
        before_stopping(streaming.leave)
        return streaming
    return RowRenderer(
        shell.stdout, restorer, before=before, columns=columns(shell), palette=palette, tab=display.tab
    )


def prepare(shell: Shell, display: Display) -> None:
    """Load what a terminal shows an answer with, code in the language of most among it."""
    from assistant.render import highlight, terminal, views  # noqa: F401
    from assistant.render.capabilities import palette_of

    highlight.prepare(palette_of(shell.environment, display), "")


def theme_page(shell: Shell, display: Display) -> Iterator[str]:
    """Give the rows of the page that shows every theme."""
    from assistant.render.capabilities import palette_of
    from assistant.render.page import theme_page
    from assistant.render.palette import Depth

    palette = palette_of(shell.environment, detected(shell, display).display())
    if not is_terminal(shell.stdout) and display.colour is not When.ALWAYS:
        palette = replace(palette, depth=Depth.DUMB)
    return theme_page(palette, columns(shell))


def themes() -> list[str]:
    """Give the names of every theme there is."""
    from assistant.render.themes import theme_names

    return theme_names()


def size(shell: Shell) -> tuple[int, int]:
    """Ask the terminal for its columns and rows; 0 where it does not tell."""
    try:
        return os.get_terminal_size(shell.stdout.fileno())
    except OSError:
        return (0, 0)


def columns(shell: Shell) -> int:
    """Give the columns to write for: the terminal's, else those of COLUMNS, else 80."""
    said = number_in(shell.environment.get("COLUMNS", "")) or 0
    return size(shell)[0] or (said if 0 < said < 10_000 else 80)


def styled(shell: Shell, display: Display) -> bool:
    """Tell whether what is written to a terminal may carry styles."""
    wish = wanted_colour(shell.environment, display.colour)
    return wish is not When.NEVER and not is_dumb(shell.environment.get("TERM"))
