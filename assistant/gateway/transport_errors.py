"""What a transport error is, in words and without the name of a class. Pure."""

import socket
import ssl

import httpx

from assistant.gateway.content_encoding import CodingError
from assistant.pattern import pattern
from assistant.safe import visible_in_a_row

# A class or a state of the library's, which tells a reader nothing.
_INTERNAL = pattern(r"[<_]|bytearray\(")


def in_words(error: Exception) -> str:
    """Say what a transport error is: a few words without a period, of 200 characters at most."""
    match error:
        case CodingError():
            return str(error)
        case httpx.ProxyError():
            return f"the proxy refused: {_plain(error)}"
        case _:
            return _of_the_system(_root(error)) or _of_the_protocol(error)


def _of_the_system(root: BaseException) -> str:
    match root:
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not trusted: {root.verify_message}"
        case ssl.SSLError():
            return f"the secure connection failed: {root.reason or root}"
        case socket.gaierror() | UnicodeError():
            return "the host's name could not be found"
        case ConnectionRefusedError():
            return "the connection was refused"
        case ConnectionResetError() | BrokenPipeError():
            return "connection reset"
        case OSError() if root.strerror:
            return root.strerror[:1].lower() + root.strerror[1:]
        case _:
            return ""


def _of_the_protocol(error: Exception) -> str:
    told = _plain(error)
    match error:
        case httpx.RemoteProtocolError() if "disconnected" in str(error) or "peer closed" in str(error):
            return "connection lost"
        case httpx.RemoteProtocolError():
            return "broken HTTP" if _INTERNAL.search(told) else f"broken HTTP: {told}"
        case httpx.ReadError() | httpx.WriteError() | httpx.CloseError():
            return "connection lost"
        case _:
            return told


def is_bad_redirect(error: Exception) -> bool:
    """Tell whether a response redirects to what is no address: httpx looks at it even where it is not to follow."""
    return isinstance(error, httpx.RemoteProtocolError) and "location header" in str(error)


def is_refusal(error: Exception) -> bool:
    """Tell whether a machine answered that nobody listens: what costs no time to find out again."""
    return isinstance(_root(error), ConnectionRefusedError | ConnectionResetError)


def is_silence(error: Exception) -> bool:
    """Tell whether nobody answered within the time that the system, or the library, gives a connection."""
    return isinstance(_root(error), TimeoutError)


def _root(error: Exception) -> BaseException:
    root: BaseException = error
    while deeper := root.__cause__ or root.__context__:
        root = deeper
    return root


def _plain(error: Exception) -> str:
    return visible_in_a_row(str(error))[:200] or "the connection failed"
