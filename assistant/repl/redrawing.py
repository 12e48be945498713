"""Takes the input line off a terminal that was resized: where rows wrap, the line does not stand where it was drawn."""

import asyncio
from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Point
from prompt_toolkit.layout import Layout
from prompt_toolkit.layout.screen import Screen
from prompt_toolkit.output import Output
from prompt_toolkit.renderer import Renderer
from prompt_toolkit.styles import BaseStyle

from assistant.render.screen import Shrinking


class WrappingRenderer(Renderer):
    """prompt-toolkit's renderer, which knows that a narrower terminal wraps the rows that were drawn."""

    def __init__(self, style: BaseStyle, output: Output, shrinking: Shrinking) -> None:
        self._shrinking = shrinking
        self._reached: dict[int, int] = {}  # columns that each row has taken since the whole of it was erased
        self._settling: asyncio.TimerHandle | None = None
        super().__init__(style, output)

    def settle(self, app: Application[Any]) -> None:
        """Draw again once the new size is certain, and nothing before."""
        self._forget_timer()
        self._settling = asyncio.get_running_loop().call_later(self._shrinking.settling, self._settled, app)

    def _settled(self, app: Application[Any]) -> None:
        self._settling = None
        if app.is_running:
            Application._on_resize(app)  # noqa: SLF001 - where ours stands

    def _forget_timer(self) -> None:
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None

    def render(self, app: Application[Any], layout: Layout, is_done: bool = False) -> None:
        """Draw the line, in the place of the last drawing."""
        if self._settling is not None and not is_done:
            return
        self._find_cursor()
        if self._last_size != self.output.get_size():
            self._reached.clear()
        super().render(app, layout, is_done)
        if self._shrinking is Shrinking.WRAPS_ERASED and (screen := self.last_rendered_screen):
            for row in range(screen.height):
                self._reached[row] = max(self._reached.get(row, 0), self._end(screen, row))

    def reset(self, _scroll: bool = False, leave_alternate_screen: bool = True) -> None:
        """Forget what was drawn."""
        self._forget_timer()
        self._reached.clear()
        super().reset(_scroll, leave_alternate_screen)

    def erase(self, leave_alternate_screen: bool = True) -> None:
        """Take the line off the screen."""
        self._find_cursor()
        super().erase(leave_alternate_screen)

    def _find_cursor(self) -> None:
        """Tell prompt-toolkit how far below the first row of its last drawing the cursor stands by now."""
        screen, size = self.last_rendered_screen, self._last_size
        if screen is None or size is None or (columns := self.output.get_size().columns) >= size.columns:
            return
        *above, widths = (self._widths(screen, row) for row in range(self._cursor_pos.y + 1))
        rows = sum(height(row, columns) for row in above)
        if self._shrinking is not Shrinking.WRAPS_OTHERS:
            before = sum(end <= self._cursor_pos.x for end in accumulate(widths))
            rows += height(widths[: before + 1], columns) - 1
        self._cursor_pos = Point(columns, rows)

    def _widths(self, screen: Screen, row: int) -> list[int]:
        """Give the columns that each character of a row takes."""
        cells, end = screen.data_buffer[row], max(self._end(screen, row), self._reached.get(row, 0))
        widths, column = list[int](), 0
        while column < end:
            widths.append(cells[column].width or 1)
            column += widths[-1]
        return widths

    def _end(self, screen: Screen, row: int) -> int:
        """Give the columns that are drawn of a row: none for blanks at its end."""
        styled = self._style_string_has_style
        end = 0
        for column, cell in screen.data_buffer[row].items():
            if cell.char != " " or (styled is not None and styled[cell.style]):
                end = max(end, column)
        return min(end + 1, self._last_size.columns if self._last_size else 1)


def follow_wraps(app: Application[Any], shrinking: Shrinking) -> None:
    """Have an application drawn again where a narrower terminal has moved it to."""
    if shrinking is Shrinking.CUTS:
        return
    app.renderer = renderer = WrappingRenderer(app.renderer.style, app.output, shrinking)
    if shrinking.settling:
        app._on_resize = partial(renderer.settle, app)  # type: ignore[method-assign]  # noqa: SLF001 - no public way


def height(widths: Sequence[int], columns: int) -> int:
    """Count the rows of `columns` that characters of these widths take."""
    rows, taken = 1, 0
    for width in widths:
        if taken and taken + width > columns:
            rows, taken = rows + 1, 0
        taken += width
    return rows
