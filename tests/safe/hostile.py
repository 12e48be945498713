"""Texts that attack a terminal, a look at what was written, and the command on a pty."""

import os
import pty
import re
import select
import subprocess
import termios
import time
from contextlib import suppress
from pathlib import Path

from tests.conftest import ASK

# Each with the character that must stand for its first dangerous one. No parameter of theirs is one of ours.
ATTACKS = {
    "csi colour": "\x1b[5;41mred", "csi clear": "\x1b[2J\x1b[H", "csi report": "\x1b[6n\x1b[>c", "csi 8 bit": "\x9b5;41mred",
    "mouse": "\x1b[?1000h\x1b[?1006h", "alternate": "\x1b[?1049h", "title": "\x1b]0;owned\x07", "title st": "\x1b]2;owned\x1b\\",
    "title 8 bit": "\x9d0;owned\x9c", "clipboard": "\x1b]52;c;ZXZpbA==\x07", "clipboard 8 bit": "\x9d52;c;ZXZpbA==\x9c",
    "link": "\x1b]8;;http://evil/\x1b\\text\x1b]8;;\x1b\\", "palette": "\x1b]10;?\x07\x1b]4;1;red\x07", "icon": "\x1b]1337;File=a\x07",
    "dcs": "\x1bPq#0\x1b\\", "dcs 8 bit": "\x90q#0\x9c", "apc": "\x1b_Gf=100\x1b\\", "apc 8 bit": "\x9fGf\x9c", "pm": "\x1b^x\x1b\\",
    "pm 8 bit": "\x9ex\x9c", "sos": "\x1bXx\x1b\\", "sos 8 bit": "\x98x\x9c", "reset": "\x1bc", "charset": "\x1b(0", "paste end": "\x1b[201~",
    "c0": "".join(map(chr, (*range(1, 9), 11, 12, *range(14, 32)))), "return": "safe\revil", "delete": "a\x7fb",
    "c1": "".join(map(chr, range(0x80, 0xA0))), "high surrogate": "a\ud83dz", "low surrogate": "a\udffez", "bidi": "a\u202eb\u202c\u2066c\u2069\u200f\u061cd",
    "tags": "a\U000e0041\U000e007fb", "zero width": "a\u200bb\u2060c\ufeffd", "annotation": "a\ufff9b\ufffac\ufffbd", "joiners": "a\u200db\u200cc\u200d\u200d",
    "selectors": "a\ufe00b\ufe0fc\U000e0100\U000e01ef", "separators": "a\u2028b\u2029c", "deprecated": "a\u206ab\u206fc", "soft hyphen": "a\u00adb",
    "fillers": "a\u3164b\u115fc\uffa0d", "khmer": "a\u17b4b\u17b5c", "music": "a\U0001d173b\U0001d17ac", "shorthand": "a\U0001bca0b", "no characters": "a\ufff0b\U000e0fffc",
    "screen title": "\x1bkowned\x1b\\", "through tmux": "\x1bPtmux;\x1b\x1b]52;c;ZXZpbA==\x07\x1b\\", "printer": "\x1b[5iowned\x1b[4i", "keys": "\x1b[>31u\x1b[>4;2m",
    "saved cursor": "\x1b7a\x1b8", "test picture": "\x1b#8", "colons": "\x1b[38:2::1:2:3ma", "unterminated": "\x1b]0;owned", "doubled": "\x1b\x9b5;41m\x1b\x1b[5;41m",
}  # fmt: skip
WHOLE = " ".join(ATTACKS.values())
# One of each class, short enough for the name of a file.
NAME = (
    "\x1b[5;41m\x9b5;41m\x1b]52;c;eA==\x07\x9d0;\x90q\x1b_G\x9f\x1b^\x9e\x1bX\x98\x9c\x85\x01\x08\x7f\u202e\u2066\U000e0041"
    "\u200b\u2028\u00ad\ufe00a\u200d\ufeff\U000e0100\u3164"
)

_OURS = re.compile(
    r"(?:\x1b\[0m)?\r(?=\x1b\[[0-9]*[CKJ])|\x1b\[0m\r|\x1b\[(?:[0-9;]*m|[0-9]*[ABCDGKJHP]|\?(?:2026|25|2004|7|12|1)[hl]|>?[0-9;]*[un]|\?u)|\x1b\]8;;(?:https?|mailto):[!-~]*\x1b\\|\x1b\]8;;\x1b\\"
    r"|\x1b\]11;\?\x1b\\\x1b\[c"  # what background the terminal has, and whether it answers at all
)
_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
                  "\U000e0000-\U000e0fff]")  # fmt: skip


def raw_on_terminal(written: bytes) -> list[str]:
    """Give what steers a terminal in what was written to it, but for the sequences of our own."""
    assert b"\x1b[5;41m" not in written
    return _RAW.findall(_OURS.sub("", written.decode().replace("\r\n", "\n")))


def raw_in_pipe(written: bytes) -> list[str]:
    """Give the control characters in what was written to a pipe, CRLF left alone."""
    return re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f]", written.decode().replace("\r\n", "\n"))


def on_terminal(
    *arguments: str | bytes, env: dict[str, str], cwd: Path, typed: bytes = b"", timeout: float = 60
) -> bytes:
    """Run the command with all three streams on a pty and give the bytes it wrote; `typed` is in the line from the start."""
    master, slave = pty.openpty()
    modes = termios.tcgetattr(slave)
    modes[3] &= ~termios.ECHO
    termios.tcsetattr(slave, termios.TCSANOW, modes)
    termios.tcsetwinsize(slave, (50, 200))
    if typed:
        os.write(master, typed)
    process = subprocess.Popen(
        [*ASK, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=env | {"TERM": "xterm-256color"},
        cwd=cwd,
        start_new_session=True,
    )
    os.close(slave)
    written = b""
    end = time.monotonic() + timeout
    with suppress(OSError):  # EIO: the last of them is gone
        while time.monotonic() < end and select.select([master], [], [], timeout)[0]:
            if not (piece := os.read(master, 65536)):
                break
            written += piece
    process.wait(timeout=timeout)
    os.close(master)
    return written
