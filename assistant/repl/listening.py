"""prompt-toolkit's input: a key means what it does at the prompt whenever it came, and a terminal's reply is no key."""

import fcntl
import select
import signal
import struct
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from prompt_toolkit.input.posix_utils import PosixStdinReader
from prompt_toolkit.input.typeahead import get_typeahead, store_typeahead
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from assistant.render.replies import Replies

if TYPE_CHECKING:
    from assistant.answer import View
    from assistant.render.background_query import BackgroundQuery
    from assistant.reply import Reply
    from assistant.turn import Event


Handler = Callable[[int, FrameType | None], object]
# What a terminal in its usual mode makes of Enter and of Ctrl-D (on Linux, see n_tty.c).
_TURNED = {ord("\n"): "\r", 0: "\x04"}
# The keys behind which another program may read: an editor, the shell.
_GIVING = frozenset("\r\n\x03\x04\x05\x1a")
_LINE_BREAK = KeyPress(Keys.ControlJ, "\n")
_TOGETHER = 0.02  # seconds between two pieces of a paste
_CROWDED = 2_000  # bytes; on Linux 4,095 wait to be read, and what follows is not looked at
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"


class ListeningInput(Vt100Input):
    """The keys typed at a terminal that may still have to answer `query`."""

    def __init__(self, stdin: TextIO, query: "BackgroundQuery | None") -> None:
        super().__init__(stdin)
        self._query = query
        self._reader = _Reader(stdin.fileno(), Replies() if query is None else query.replies)
        self.stdin_reader = self._reader
        self._reading = False
        self._late: list[int] = []  # signals that came while keys were read

    @property
    def are_waiting(self) -> bool:
        """Tell whether keys wait to be read."""
        return self._reader.waiting() > 0

    @property
    def goes_on(self) -> bool:
        """Tell whether keys wait that came together with the last one."""
        return bool(select.select([self._reader.stdin_fd], [], [], _TOGETHER)[0])

    def take_over(self) -> None:
        """Say that the terminal has just left its usual mode: in what was typed until now, Enter is a line feed."""
        self._reader.turn_back()

    @contextmanager
    def cooked_mode(self) -> Iterator[None]:
        """Give the terminal its usual mode, as while we are suspended at the prompt."""
        with super().cooked_mode():
            yield
        self.take_over()

    def flush_keys(self) -> list[KeyPress]:
        """Give the keys that were held back because a reply may begin like them."""
        if self._query is not None:
            self.vt100_parser.feed(self._query.replies.give_back())
        return super().flush_keys()

    def make_room(self) -> None:
        """Read on where so much waits that the terminal would soon take no key any more, Ctrl-C among them."""
        if self._reader.waiting() > _CROWDED:
            with self._undivided():
                while self._reader.waiting() > _CROWDED and not self._late:
                    store_typeahead(self, self.read_keys())

    def hold(self) -> None:
        """Keep what was typed until now for the next line, where it is to be seen and not sent: Enter breaks the line."""
        with self._undivided():
            while self._reader.waiting():
                self.vt100_parser.feed(self._reader.read())
            typed = [*get_typeahead(self), *super().flush_keys()]
            while typed and typed[-1].key is Keys.ControlM:
                typed.pop()
            store_typeahead(self, [_LINE_BREAK if each.key is Keys.ControlM else each for each in typed])

    def behind_reading(self, handle: Handler) -> Handler:
        """Give a signal handler that waits while keys are read here: an exception would lose what was read."""

        def wait(number: int, frame: FrameType | None) -> None:
            if self._reading:
                self._late.append(number)
            else:
                handle(number, frame)

        return wait

    @contextmanager
    def _undivided(self) -> Iterator[None]:
        self._late.clear()
        self._reading = True
        try:
            yield
        finally:
            self._reading = False
            for number in self._late:
                signal.raise_signal(number)

    def settle(self) -> None:
        """Wait until others can read from the terminal; what is typed meanwhile comes with the next line."""
        if self._query is not None and (typed := self._query.settle()):
            with self._undivided():
                self.vt100_parser.feed(self._reader.read_elsewhere(typed))
                store_typeahead(self, super().flush_keys())


class KeyReadingView:
    """A view beside which keys are read where too many wait."""

    def __init__(self, inner: "View", keys: ListeningInput) -> None:
        self._inner = inner
        self._keys = keys

    def show(self, event: "Event") -> None:
        """Show one event."""
        self._keys.make_room()
        self._inner.show(event)

    def finish(self, reply: "Reply") -> None:
        """Show the end of an answer."""
        self._inner.finish(reply)


class _Reader(PosixStdinReader):
    """Reads what was typed, no further than a key that may give the terminal to another program, but for a paste."""

    def __init__(self, descriptor: int, replies: Replies) -> None:
        super().__init__(descriptor)
        self._replies = replies
        self._turned = 0  # bytes
        self._pasting = False
        self._seen = ""

    def turn_back(self) -> None:
        """Take all that waits to be read for typed in the usual mode."""
        self._turned = self.waiting()

    def read(self, count: int = 1024) -> str:
        """Give the next piece, "" where it is a reply or the beginning of one."""
        self._turned = min(self._turned, self.waiting()) if self._turned else 0
        text = self._piece(count)
        while text[-1:] not in _GIVING and len(text) < count and self.waiting():
            text += self._piece(count)
        return self._replies.without(text)

    def read_elsewhere(self, typed: bytes) -> str:
        """Give what another has read as it would have been read here."""
        turned = typed[: self._turned]
        self._turned -= len(turned)
        text = turned.decode("utf-8", "replace").translate(_TURNED)
        return text + typed[len(turned) :].decode("utf-8", "replace")

    def _piece(self, count: int) -> str:
        size = min(count if self._pasting else 1, self._turned or count)
        text = super().read(size)
        if self._turned:
            self._turned -= size
            text = text.translate(_TURNED)
        seen = self._seen + text
        begun, ended = seen.rfind(_PASTE_BEGINS), seen.rfind(_PASTE_ENDS)
        if begun != ended:
            self._pasting = begun > ended
        self._seen = seen[1 - len(_PASTE_BEGINS) :]
        return text

    def waiting(self) -> int:
        """Give how many bytes wait to be read."""
        with suppress(OSError):
            (waiting,) = struct.unpack("i", fcntl.ioctl(self.stdin_fd, termios.FIONREAD, bytes(4)))
            return int(waiting)
        return 0
