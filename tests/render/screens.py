"""A terminal to test with: what was written goes through pyte, scrollback included."""

import io
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pyte

from assistant.render.palette import Background, Depth, Links, Palette, palette_for
from assistant.render.screen import Shrinking
from assistant.render.terminal import TerminalRenderer
from assistant.render.views import Passage
from tests.glass import Glass, Narrowing

COLOURLESS = palette_for(depth=Depth.NONE, background=Background.DARK)
DARK = palette_for(depth=Depth.TRUECOLOR, background=Background.DARK)


@dataclass
class Window:
    """A terminal window that a renderer writes to."""

    columns: int = 80
    height: int = 24
    palette: Palette = COLOURLESS
    narrowing: Narrowing = Narrowing.WRAPS
    shrinking: Shrinking | None = None
    out: io.StringIO = field(default_factory=io.StringIO)
    clock: Callable[[], float] = lambda: 0.0
    restorer: Passage | None = None

    def __post_init__(self) -> None:
        self.screen = Glass(max(self.columns, 1), max(self.height, 1), history=200_000, ratio=0.0001)
        self.screen.narrowing = self.narrowing
        self._stream = pyte.Stream(self.screen)
        self._seen = 0
        self.renderer = TerminalRenderer(
            self.out,
            self.restorer,
            size=lambda: (self.columns, self.height),
            palette=self.palette,
            shrinking=self.shrinking or Shrinking(self.narrowing.value),
            clock=self.clock,
        )

    def write(self, text: str) -> None:
        self.renderer.write(text)
        self.look()

    def close(self) -> "Window":
        self.renderer.close()
        self.look()
        return self

    def resize(self, columns: int, height: int) -> None:
        self.columns, self.height = columns, height
        self.screen.resize(height, columns)

    def look(self) -> None:
        written = self.out.getvalue()
        self._stream.feed(written[self._seen :].replace("\n", "\r\n"))
        self._seen = len(written)

    def lines(self) -> Iterator[dict[int, pyte.screens.Char]]:
        yield from self.screen.history.top
        for row in range(self.screen.lines):
            yield self.screen.buffer[row]

    def rows(self) -> list[str]:
        return self.screen.rows()


def played(text: str, chunks: Iterable[str] | None = None, **window: object) -> Window:
    """Play a text, whole or in chunks a second apart, and give the window after its end."""
    now = 0
    shown = Window(**{"clock": lambda: now, **window})  # type: ignore[arg-type]
    for now, chunk in enumerate([text] if chunks is None else chunks):  # noqa: B007 - the clock reads it
        shown.write(chunk)
    return shown.close()


def cut_at_random(text: str, seed: int, sizes: tuple[int, ...] = (1, 2, 4, 7, 30)) -> list[str]:
    """Cut a text into chunks."""
    chance, chunks, place = random.Random(seed), [], 0
    while place < len(text):
        size = chance.choice(sizes)
        chunks.append(text[place : place + size])
        place += size
    return chunks


def cat(written: str, columns: int, height: int = 24) -> list[str]:
    """The rows of a terminal to which `written` is sent at once."""
    window = Window(columns, height)
    window.out.write(written)
    window.look()
    return window.rows()


__all__ = [
    "COLOURLESS",
    "DARK",
    "Background",
    "Depth",
    "Links",
    "Narrowing",
    "Window",
    "cat",
    "cut_at_random",
    "palette_for",
    "played",
]
