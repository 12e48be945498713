"""Whether anything will come through stdin: an inherited pipe that no process writes to must not hold a question up."""

import os
import select
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

GRACE = 1.0  # seconds an idle pipe is given before it is asked who could still write to it
UNKNOWN = 5.0  # seconds it is given where the system does not tell who could


def something_comes(descriptor: int) -> bool:
    """Wait until a pipe or socket has something to read, its end included; False where nobody is left to write to it.

    On Linux: a pipe whose writing end is held by nobody but our own ancestors (an editor, a supervisor, a shell) is
    given a second; one that another process holds is waited for as long as that process lives. A pair of sockets, which
    is what libuv makes where others make a pipe, is given a second too where an ancestor alone holds the other one.
    """
    if _ready(descriptor, GRACE):
        return True
    if not sys.platform.startswith("linux"):
        return _ready(descriptor, UNKNOWN - GRACE)
    if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        return _ready(descriptor, 0 if _other_socket_is_an_ancestors(descriptor) else UNKNOWN - GRACE)
    while not _ready(descriptor, 0):
        writers = set(_writers(os.fstat(descriptor)))
        if not writers:
            return _ready(descriptor, UNKNOWN - GRACE)
        if writers <= _ancestors():
            return _ready(descriptor, 0)
        _ready(descriptor, GRACE)
    return True


def _other_socket_is_an_ancestors(descriptor: int) -> bool:
    """Tell whether the process that made a pair of sockets is above us and alone holds the number beside ours."""
    import socket
    import struct

    with socket.socket(fileno=os.dup(descriptor)) as ours:
        if ours.family != socket.AF_UNIX:
            return False
        told = ours.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    maker, own = struct.unpack("3i", told)[0], os.fstat(descriptor).st_ino
    beside = {f"socket:[{own - 1}]", f"socket:[{own + 1}]"}
    holders = {int(process.name) for process, held in _held() if _leads_to(held) in beside}
    return maker in holders and holders <= _ancestors()


def _ready(descriptor: int, seconds: float) -> bool:
    return bool(select.select([descriptor], [], [], seconds)[0])


def _writers(pipe: os.stat_result) -> Iterator[int]:
    """Give the processes, but for this one, that hold the writing end of a pipe, named or not, as far as we may see."""
    for process, held in _held():
        with suppress(OSError):
            if os.path.samestat(held.stat(), pipe) and _writes(process, held.name):
                yield int(process.name)


def _held() -> Iterator[tuple[Path, Path]]:
    """Give what every other process holds open, as far as we may see: its folder, and the link of each descriptor."""
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            with suppress(OSError):
                for held in (process / "fd").iterdir():
                    yield process, held


def _leads_to(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def _writes(process: Path, number: str) -> bool:
    for line in (process / "fdinfo" / number).read_text().splitlines():
        if line.startswith("flags:"):
            return int(line.split()[1], 8) & os.O_ACCMODE != os.O_RDONLY
    return False


def _ancestors() -> set[int]:
    found: set[int] = set()
    process = os.getppid()
    while process > 0 and process not in found:
        found.add(process)
        try:
            status = (Path("/proc") / str(process) / "stat").read_text()
        except OSError:
            break
        process = int(status.rpartition(")")[2].split()[1])
    return found
