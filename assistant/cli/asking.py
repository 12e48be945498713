"""Puts questions to the person at the terminal; what follows one that got no answer begins a row of its own."""

import os
from contextlib import suppress
from io import FileIO

from assistant.safe import visible


def ask_terminal(question: str) -> str | None:
    """Put a question to the person at the terminal, whatever stdin is; None where there is nobody.

    The answer is in lower case, without the blanks around it; a terminal that gives no line (Ctrl-D) is nobody.
    """
    with suppress(OSError), _terminal() as terminal:
        number = terminal.fileno()
        encoding = os.device_encoding(number) or "utf-8"
        line = b""
        try:
            terminal.write(visible(question).encode(encoding, "backslashreplace"))
            line = os.read(number, 1000)
        finally:
            if not line.endswith(b"\n"):
                _end_row(terminal)
        return line.decode(encoding, "replace").strip().lower() if line else None
    return None


def ask_hidden(question: str) -> str:
    """Put a question whose answer is not shown; "" where the terminal gives no line (Ctrl-D)."""
    import getpass

    typed = None
    try:
        typed = getpass.getpass(question)
    except EOFError:
        pass
    finally:
        if typed is None:
            with suppress(OSError), _terminal() as terminal:
                _end_row(terminal)
    return (typed or "").strip()


def agreed(question: str) -> bool:
    """Put a yes-or-no question to the person at the terminal; where there is nobody, the answer is no."""
    return ask_terminal(question) in ("y", "yes")


def has_terminal() -> bool:
    """Tell whether there is a terminal to put questions to."""
    with suppress(OSError), _terminal():
        return True
    return False


def _terminal() -> FileIO:
    return open("/dev/tty", "r+b", buffering=0)  # noqa: PTH123 - unbuffered, both ways


def _end_row(terminal: FileIO) -> None:
    os.set_blocking(terminal.fileno(), False)  # a screen that stands still holds nobody up
    with suppress(OSError):
        terminal.write(b"\n")
