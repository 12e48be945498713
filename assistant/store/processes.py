"""The process that hears an answer, told from another one that has its number later or in a container."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

_ROUNDING = 2  # seconds


def own_mark() -> str:
    """Give what is this process's alone: its number and, where the system tells in no time, when it began."""
    return f"{os.getpid()} {_began('self')}".rstrip()


def lives(mark: str, asked_at: str) -> bool:
    """Tell whether the process of a mark, in which something was asked then (ISO 8601), is there beside this one."""
    number, _, began = mark.partition(" ")
    process = int(number[:20]) if number.isdecimal() else 0
    if process in (0, os.getpid()):
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # another user's
        pass
    if began:
        return began == _began(process)
    with suppress(OSError, ValueError, TypeError):
        since = (datetime.now(UTC) - datetime.fromisoformat(asked_at)).total_seconds()
        return since <= _age(process) + _ROUNDING
    return True


def _began(process: int | str) -> str:
    """Give when a process began, in ticks since the machine did; "" where the system has no such file."""
    with suppress(OSError, IndexError):
        _, _, fields = Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")
        return fields.split()[19]
    return ""


def _age(process: int) -> int:
    """Give the seconds since a process began. Raises OSError and ValueError where the system does not tell."""
    import subprocess  # noqa: PLC0415 - for what was asked where no file tells

    command = ["/bin/ps", "-o", "etime=", "-p", str(process)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env={})  # noqa: S603 - the system's own
    days, _, clock = ran.stdout.strip().rpartition("-")
    hours, minutes, seconds = map(int, f"0:{clock}".split(":")[-3:])
    return ((int(days or 0) * 24 + hours) * 60 + minutes) * 60 + seconds
