"""prompt-toolkit's input, less what the terminal answers: those replies are no keys, whenever they come."""

from typing import TYPE_CHECKING, TextIO

from prompt_toolkit.input.posix_utils import PosixStdinReader
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.input.vt100 import Vt100Input

from assistant.render.replies import Replies

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPress

    from assistant.render.asking import Asking


class ListeningInput(Vt100Input):
    """The keys typed at a terminal that may still have to answer `asking`."""

    def __init__(self, stdin: TextIO, asking: "Asking | None") -> None:
        super().__init__(stdin)
        self._asking = asking
        if asking is not None:
            self.stdin_reader = _Reader(stdin.fileno(), asking.replies)

    def flush_keys(self) -> "list[KeyPress]":
        """Give the keys that were held back because a reply may begin like them."""
        if self._asking is not None:
            self.vt100_parser.feed(self._asking.replies.give_back())
        return super().flush_keys()

    def settle(self) -> None:
        """Wait until others can read from the terminal; what is typed meanwhile comes with the next line."""
        if self._asking is not None and (typed := self._asking.settle()):
            self.vt100_parser.feed(typed.decode("utf-8", "replace"))
            store_typeahead(self, super().flush_keys())


class _Reader(PosixStdinReader):
    """Reads what was typed."""

    def __init__(self, descriptor: int, replies: Replies) -> None:
        super().__init__(descriptor)
        self._replies = replies

    def read(self, count: int = 1024) -> str:
        """Give the next piece, "" where it is a reply or the beginning of one."""
        return self._replies.without(super().read(count))
