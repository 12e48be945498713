"""Listens to one exchange under its deadlines: what is heard, how it ended, or why it came to nothing."""

import re
import socket
import ssl
import time
from collections.abc import Iterator

import httpx

from assistant.gateway.exchange import Chunk, Connected, Exchange, Head, Over
from assistant.gateway.hearing import Hearing
from assistant.gateway.verdict import Kind, Trouble
from assistant.reply import Delta, Ended, Ending, Heard, Pulse, Thinking
from assistant.turn import Deadlines

PULSE = 0.03  # seconds of silence after which a view may redraw
ERROR_BODY = 64 << 10  # bytes of an error's body that are read


class Troubled(Exception):
    """A request came to nothing before a word was heard."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


class Listening:
    """One exchange, listened to. `refused` is the response's head where it is not a success."""

    def __init__(self, exchange: Exchange, deadlines: Deadlines, *, patience: float) -> None:
        self.refused: Head | None = None
        self._exchange = exchange
        self._deadlines = deadlines
        self._patience = patience
        self._awaited = "connection"
        self._deadline = time.monotonic() + deadlines.connect
        self._hearing = Hearing()
        self._thought = False
        self._spoke = False

    def heard(self) -> Iterator[Heard]:
        """Give what is heard, an `Ended` last; nothing where the response is no success. Raises Troubled."""
        broken = ""
        while not self._hearing.over:
            left = self._deadline - time.monotonic()
            if left <= 0:
                if self._awaited != "figures":
                    broken = self._overdue()
                break
            match self._exchange.next_step(min(PULSE, left)):
                case None:
                    yield Pulse()
                case Connected():
                    self._await("first token", self._patience)
                case Head(status) as head if not 200 <= status < 300:
                    self.refused = head
                    return
                case Chunk(content):
                    for piece in self._hearing.feed(content):
                        yield from self._note(piece)
                    if self._hearing.closing and self._awaited != "figures":
                        self._await("figures", self._deadlines.closing)
                case Over(error):
                    broken = self._over(error)
                    break
                case _:
                    pass
        for piece in self._hearing.close(broken):
            yield from self._note(piece)

    def error_body(self) -> bytes:
        """Read what a refusing response says, as much as is worth reading."""
        body = b""
        end = time.monotonic() + self._deadlines.connect
        while len(body) < ERROR_BODY and (left := end - time.monotonic()) > 0:
            match self._exchange.next_step(left):
                case Chunk(content):
                    body += content
                case Over() | None:
                    break
                case _:
                    pass
        return body[:ERROR_BODY]

    def _await(self, what: str, seconds: float) -> None:
        self._awaited, self._deadline = what, time.monotonic() + seconds

    def _overdue(self) -> str:
        match self._awaited:
            case "connection":
                raise Troubled(Trouble(Kind.TIMEOUT, f"no connection within {self._deadlines.connect:g} s"))
            case "first token":
                raise Troubled(Trouble(Kind.TIMEOUT, f"no first token within {self._patience:g} s"))
            case _:
                return f"nothing came for {self._deadlines.stall:g} s"

    def _over(self, error: Exception | None) -> str:
        if error is None:
            return ""
        if self._awaited == "connection":
            raise Troubled(Trouble(Kind.UNREACHABLE, in_words(error))) from error
        return in_words(error)

    def _note(self, piece: Heard) -> Iterator[Heard]:
        match piece:
            case Delta() | Thinking():
                self._spoke = self._spoke or isinstance(piece, Delta)
                self._thought = self._thought or isinstance(piece, Thinking)
                self._await("next token", self._deadlines.stall)
            case Ended() if not self._spoke:
                yield self._speechless(piece)
                return
            case _:
                pass
        yield piece

    def _speechless(self, ended: Ended) -> Ended:
        """Say what an answer without a word is. Raises Troubled where asking again may help."""
        if self._thought or ended.ending in {Ending.LENGTH, Ending.FILTERED}:
            cause = ended.cause or "it ended after its thinking"
            return Ended(Ending.FAILED, ended.finish_reason, f"no answer came: {cause}")
        if ended.ending is Ending.WHOLE:
            raise Troubled(Trouble(Kind.EMPTY, "the answer was empty"))
        raise Troubled(Trouble(Kind.BROKEN, ended.cause))


def in_words(error: Exception) -> str:
    """Say what a transport error is, without the name of a class."""
    root: BaseException = error
    while isinstance(root.__cause__ or root.__context__, BaseException):
        root = root.__cause__ or root.__context__ or root
    match root:
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not trusted: {root.verify_message}"
        case ssl.SSLError():
            return f"the secure connection failed: {root.reason or root}"
        case socket.gaierror():
            return "the host's name could not be found"
        case ConnectionRefusedError():
            return "the connection was refused"
        case ConnectionResetError() | BrokenPipeError():
            return "the connection was reset"
        case OSError() if root.strerror:
            return root.strerror[:1].lower() + root.strerror[1:]
    match error:
        case httpx.RemoteProtocolError():
            return (
                "the connection was lost" if "peer closed" in str(error) else f"broken HTTP: {_plain(error)}"
            )
        case httpx.DecodingError():
            return "the response's compression is damaged"
        case httpx.ReadError() | httpx.WriteError() | httpx.CloseError():
            return "the connection was lost"
        case _:
            return _plain(error)


def _plain(error: Exception) -> str:
    return re.sub(r"\s+", " ", str(error)).strip()[:200] or "the connection failed"
