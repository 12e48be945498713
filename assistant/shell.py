"""What surrounds the program: its environment, its streams, how the user wants them used; read at the door."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from typing import TextIO

from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Shell:
    """The environment variables and the standard streams; a stream is None where it was closed before we came."""

    environment: Mapping[str, str]
    stdin: TextIO | None
    stdout: TextIO
    stderr: TextIO | None


_FORCING = ("FORCE_COLOR", "CLICOLOR_FORCE")


def environment_for(stdout: TextIO) -> dict[str, str]:
    """Give the environment; what forces colours on every tool does not in a file, whose text is to be the model's."""
    environment = dict(os.environ)
    with suppress(OSError, ValueError, AttributeError):
        if stat.S_ISREG(os.fstat(stdout.fileno()).st_mode):
            for name in _FORCING:
                environment.pop(name, None)
    return environment


class When(Enum):
    """When colours are wanted."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def wanted_colour(environment: Mapping[str, str], said: When = When.AUTO) -> When:
    """Tell when colours are wanted: as is `said`, else by the environment.

    There NO_COLOR comes first, and what forces them does so in a pipe too.

    https://no-color.org, https://force-color.org, https://bixense.com/clicolors
    """
    if said is not When.AUTO:
        return said
    if environment.get("NO_COLOR"):
        return When.NEVER
    if any(environment.get(name, "0") not in {"", "0"} for name in _FORCING):
        return When.ALWAYS
    unwanted = any(environment.get(name) == "0" for name in ("CLICOLOR", "FORCE_COLOR"))
    return When.NEVER if unwanted else When.AUTO


def is_dumb(terminal: str | None) -> bool:
    """Tell whether a terminal of this name, its TERM, understands no escape sequence; as prompt-toolkit takes it."""
    return terminal is not None and terminal.lower() in {"dumb", "unknown"}


@dataclass(frozen=True, slots=True)
class Display:
    """How the user wants answers to look. `background` is "dark", "light" or "" where the terminal is to tell.

    `theme` is a built-in one or a Pygments style, "" for the built-in one of the background; `tab` is the columns of a
    tab stop in code.
    """

    colour: When = When.AUTO
    theme: str = ""
    background: str = ""
    tab: int = 4


class Keys(Enum):
    """Which keys the input line of a conversation answers to."""

    EMACS = "emacs"
    VI = "vi"


class Shape(Enum):
    """How an answer is written to stdout."""

    FITTING = "fitting"  # rendered on a terminal, the model's text in a pipe
    RAW = "raw"  # the same, with control characters passed on in a pipe
    JSON = "json"  # one object, when the answer is over
    EVENTS = "events"  # one object a line, as it happens

    @property
    def is_json(self) -> bool:
        """Whether programs read it, not people."""
        return self in {Shape.JSON, Shape.EVENTS}
