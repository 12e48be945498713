"""Puts text on the clipboard: through the desktop's own program, tmux, or the terminal, which works over ssh too."""

import base64
import shutil
import subprocess
from collections.abc import Mapping
from typing import TextIO

from assistant.safe import PipeText
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """What copies its stdin, and the variable that tells that it can."""

    variable: str
    command: tuple[str, ...]
    encoding: str = "utf-8"


PROGRAMS = (
    Program("WAYLAND_DISPLAY", ("wl-copy",)),
    Program("DISPLAY", ("xclip", "-selection", "clipboard")),
    Program("DISPLAY", ("xsel", "--clipboard", "--input")),
    Program("HOME", ("pbcopy",)),
    Program("WSL_DISTRO_NAME", ("clip.exe",), "utf-16"),
    # its buffer, and the clipboard of the terminal around it
    Program("TMUX", ("tmux", "load-buffer", "-w", "-")),
)
# What a program may need to find the desktop. Nothing else is handed on: a key may be among it.
HANDED_ON = (
    "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "DISPLAY", "XAUTHORITY",
    "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "WSL_DISTRO_NAME", "WSL_INTEROP",
    "TMUX", "TMUX_PANE", "TMUX_TMPDIR",
)  # fmt: skip
TIMEOUT = 2.0  # seconds
MOST = 74_000  # bytes that every terminal with OSC 52 takes


def copied(text: str, environment: Mapping[str, str], terminal: TextIO | None) -> str:
    """Copy `text`, control characters made visible; gives how, as the end of a sentence, "" where nothing could.

    A terminal is asked with OSC 52 and does not answer.
    """
    passage = PipeText()
    harmless = passage.feed(text) + passage.close()
    handed_on = {name: environment[name] for name in HANDED_ON if name in environment}
    for program in PROGRAMS:
        if environment.get(program.variable) and _taken_by(program, harmless, handed_on):
            return f"({program.command[0]})"
    return "" if terminal is None else _through_terminal(terminal, harmless, environment)


def _taken_by(program: Program, text: str, environment: Mapping[str, str]) -> bool:
    """Hand a text to a program of the desktop; tells whether it took it."""
    found = shutil.which(program.command[0], path=environment.get("PATH"))
    if found is None:
        return False
    try:
        subprocess.run(  # noqa: S603 - the desktop's own program, found on the user's PATH
            [found, *program.command[1:]],
            input=text.encode(program.encoding),
            timeout=TIMEOUT,
            check=True,
            env={"LC_CTYPE": "UTF-8", **environment} if program.command == ("pbcopy",) else environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # xclip stays behind, and would hold it open
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _through_terminal(terminal: TextIO, text: str, environment: Mapping[str, str]) -> str:
    content = base64.b64encode(text.encode())
    terminal.write(f"\x1b]52;c;{content.decode()}\x07")
    terminal.flush()
    inside = environment.get("TERM", "").startswith(("tmux", "screen"))
    allows = "if it allows that" + (", and tmux with set-clipboard on" if inside else "")
    return f"(through the terminal, {allows}{'; it may be too long for it' if len(content) > MOST else ''})"
