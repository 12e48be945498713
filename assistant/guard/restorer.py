"""Put the secrets of a vault back into an answer while it comes."""

from collections.abc import Callable, Iterator

from assistant.guard.finding import PLACEHOLDER_OPENING
from assistant.guard.links import LONGEST_SIGN, REACH, SIGN, Led, led_in_answer
from assistant.guard.vault import Vault


class Restorer:
    """Put the secrets back into an answer that comes in chunks.

    What `feed` and `close` give is the same however the answer was cut: `Vault.restore` of the whole, but for
    placeholders in the links of its prose, which stay unless that address was sent with them. `is_prose` is given each
    line in turn. Text is held back only while it may be the beginning of a placeholder the vault knows, and from one
    that may be in a link to the line's end.
    """

    def __init__(
        self,
        vault: Vault,
        shown: Callable[[str], str] = str,
        *,
        is_prose: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._vault = vault
        self._shown = shown
        self._is_prose = is_prose
        self._unread: list[str] = []  # lines of which it is not known yet whether they are prose
        self._paragraph = ""  # what that of the last line read has so far
        self._line: list[str] = []
        self._leads = False  # the line has what an address begins with
        self._ending = ""  # of the line
        self._held: list[str] = []
        self._waiting = ""

    def feed(self, chunk: str) -> str:
        """Give as much of the answer so far as is certain."""
        *whole, last = chunk.split("\n")
        given = [self._take(f"{piece}\n") + self._end_line() for piece in whole]
        return "".join([*given, self._take(last)])

    def close(self) -> str:
        """Give what was still held back: the answer ended within it."""
        waiting, self._waiting = self._waiting, ""
        if self._held:
            self._held.append(waiting)
            return self._end_line()
        return waiting

    def _take(self, piece: str) -> str:
        """Take a piece of a line."""
        self._line.append(piece)
        ending = self._ending + piece
        self._leads = self._leads or SIGN.search(ending) is not None
        self._ending = ending[-LONGEST_SIGN:]
        if not self._held and not self._waiting and "«" not in piece:
            return piece
        text = self._waiting + piece
        cut = text.rfind("«")
        tail = text[cut:] if cut >= 0 else ""
        self._waiting = tail if tail and self._vault.may_go_on(tail) else ""
        certain = text[: len(text) - len(self._waiting)]
        if self._held or (self._leads and PLACEHOLDER_OPENING in certain):
            self._held.append(certain)
            return ""
        return self._vault.restore(certain, self._shown)

    def _end_line(self) -> str:
        """Give what was held back of a line that is whole."""
        line, held = "".join(self._line), "".join(self._held)
        self._unread.append(line)
        self._line, self._held, self._leads, self._ending = [], [], False, ""
        if not held:
            return ""
        past, given = len(line) - len(held), []
        for led in self._led():
            if not self._vault.may_lead(led):
                given += [self._vault.restore(line[past : led.start], self._shown), led.placeholder]
                past = led.start + len(led.placeholder)
        return "".join([*given, self._vault.restore(line[past:], self._shown)])

    def _led(self) -> Iterator[Led]:
        """Read the lines that were not, and give the placeholders in the addresses of the last, if it is prose."""
        before, prose, line = "", False, ""
        for line in self._unread:
            before, prose = self._paragraph, self._is_prose(line)
            self._paragraph = (before + line)[-REACH:] if prose and line.strip() else ""
        self._unread = []
        return led_in_answer(line, before) if prose else iter(())
