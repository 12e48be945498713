"""Puts questions to the person at the terminal."""

import os
from contextlib import suppress

from assistant.safe import visible


def ask_terminal(question: str) -> str | None:
    """Put a question to the person at the terminal, whatever stdin is; None where there is nobody.

    The answer is in lower case, without the blanks around it; a terminal that gives no line (Ctrl-D) is nobody.
    """
    with suppress(OSError), open("/dev/tty", "r+b", buffering=0) as terminal:  # noqa: PTH123 - unbuffered, both ways
        number = terminal.fileno()
        encoding = os.device_encoding(number) or "utf-8"
        terminal.write(visible(question).encode(encoding, "backslashreplace"))
        line = os.read(number, 1000).decode(encoding, "replace")
        return line.strip().lower() if line else None
    return None


def agreed(question: str) -> bool:
    """Put a yes-or-no question to the person at the terminal; where there is nobody, the answer is no."""
    return ask_terminal(question) in ("y", "yes")
