"""Put the secrets of a vault back into an answer while it comes."""

from collections.abc import Callable

from assistant.guard.finding import ANY_PLACEHOLDER, PLACEHOLDER_OPENING
from assistant.guard.links import NO_PARAGRAPH, Led, behind_code, read_in_answer
from assistant.guard.vault import Vault

_LONGEST = 2000  # characters of a line of which the beginning is read alone


class Restorer:
    """Put the secrets back into an answer that comes in chunks.

    What `feed` and `close` give is the same however the answer was cut: `Vault.restore` of the whole, but for
    placeholders that may be in a link or an address of its prose, which stay unless that was sent with them. `is_prose`
    is given each line in turn. Text is held back only while it may be the beginning of a placeholder the vault knows,
    from one to the next blank, and from one that may be in a link to the line's end.
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
        self._paragraph = NO_PARAGRAPH  # what that of the last line read has so far
        self._line: list[str] = []
        self._length = 0  # of it
        self._held: list[str] = []
        self._waiting = ""

    def feed(self, chunk: str) -> str:
        """Give as much of the answer so far as is certain."""
        *whole, last = chunk.split("\n")
        given = [self._take(f"{piece}\n") + self._end_line() for piece in whole]
        return "".join([*given, self._take(last)])

    def close(self) -> str:
        """Give what was still held back: the answer ended within it."""
        return self._end_line()

    def _take(self, piece: str) -> str:
        """Take a piece of a line."""
        self._line.append(piece)
        self._length += len(piece)
        if self._held:
            self._held.append(piece)
            return ""
        if not self._waiting and "«" not in piece:
            return piece
        text = self._waiting + piece
        cut = self._certain(text)
        self._waiting, certain = text[cut:], text[:cut]
        is_long = self._length > _LONGEST and PLACEHOLDER_OPENING in text
        if is_long or (PLACEHOLDER_OPENING in certain and not self._leads_nowhere()):
            self._held, self._waiting = [text], ""
            return ""
        return self._vault.restore(certain, self._shown)

    def _certain(self, text: str) -> int:
        """Give where what may be the beginning of a placeholder begins, or one that no blank follows."""
        signs = ANY_PLACEHOLDER.finditer(text, _last_word(text))
        known = next((sign for sign in signs if self._vault.fills_in(sign[0])), None)
        if known:
            return known.start()
        cut = text.rfind("«")
        return cut if cut >= 0 and self._vault.may_go_on(text[cut:]) else len(text)

    def _leads_nowhere(self) -> bool:
        """Tell whether no placeholder of the line so far, up to its last blank, is in a link, if it is prose."""
        self._read()
        line = "".join(self._line)
        reading = read_in_answer(line[: _last_word(line)], self._paragraph)
        return reading.settled and not reading.led

    def _end_line(self) -> str:
        """Give what was held back of a line that is whole."""
        line, held = "".join(self._line), "".join([*self._held, self._waiting])
        self._line, self._length, self._held, self._waiting = [], 0, [], ""
        self._unread.append(line)
        if not held:
            return ""
        past, given = len(line) - len(held), []
        for led in self._read():
            if led.start >= past and not self._vault.may_lead(led):
                given += [self._vault.restore(line[past : led.start], self._shown), led.placeholder]
                past = led.start + len(led.placeholder)
        return "".join([*given, self._vault.restore(line[past:], self._shown)])

    def _read(self) -> tuple[Led, ...]:
        """Read the lines that were not, and give the placeholders in the addresses of the last, if it is prose."""
        led: tuple[Led, ...] = ()
        for line in self._unread:
            if self._is_prose(line):
                led, _, self._paragraph = read_in_answer(line, self._paragraph)
            else:
                led, self._paragraph = (), behind_code(self._paragraph)
        self._unread = []
        return led


def _last_word(text: str) -> int:
    """Give where what stands behind the last blank begins."""
    return max(text.rfind(blank) for blank in " \t\n") + 1
