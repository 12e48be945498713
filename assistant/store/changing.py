"""One at a time: whoever reads a small file, changes it and replaces it keeps others from doing so meanwhile."""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, repeat
from pathlib import Path

from assistant.errors import ConfigError
from assistant.store.files import is_open_to_others, make_private_folder

PATIENCE = 10.0  # seconds that a command waits
SHORT_PATIENCE = 0.25  # seconds that a question waits
_NAPS = (0.001, 0.002, 0.005, 0.01)  # seconds, before those of _NAP
_NAP = 0.02


@contextmanager
def changing(*files: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Run the body, which changes `files`, while no other that does so here runs; for `patience` seconds it waits.

    Their folders are locked, which leaves nothing behind. Where a folder cannot be (it is read-only, or its file system
    has no locks) the body runs all the same. Raises ConfigError where another holds it.
    """
    with ExitStack() as held:
        folders: dict[tuple[int, int], tuple[int, Path]] = {}
        for file in files:
            with suppress(OSError):
                folder = _opened(file)
                held.callback(os.close, folder)
                status = os.fstat(folder)
                folders.setdefault((status.st_dev, status.st_ino), (folder, file))
        # In one order: none waits for one that waits for it.
        for _, (folder, file) in sorted(folders.items()):
            _lock(folder, file, patience)
        yield


def _opened(file: Path) -> int:
    """Open the folder of a file, of the one that a link leads to. Raises OSError."""
    folder = Path(os.path.realpath(file)).parent
    if not is_open_to_others(file):  # nothing is made, nor written, where it is
        make_private_folder(folder)
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def _lock(folder: int, file: Path, patience: float) -> None:
    end = time.monotonic() + patience
    for nap in chain(_NAPS, repeat(_NAP)):
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in {errno.EWOULDBLOCK, errno.EAGAIN}:
                return
        else:
            return
        if time.monotonic() > end:
            raise ConfigError(
                f"another program is changing {file}: nothing was changed", hint="again, once it is done"
            )
        time.sleep(nap)
