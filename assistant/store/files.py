"""Writes files that only their owner may read, whole or not at all."""

import os
import tempfile
from pathlib import Path

from assistant.errors import ConfigError


def make_private_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each 0700 whatever the umask. Raises OSError."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)


def write_private(file: Path, text: str) -> None:
    """Write `text` to `file` (mode 0600, its new folders 0700): in place of the old one, or not at all.

    Raises ConfigError where it cannot be written.
    """
    try:
        make_private_folder(file.parent)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).replace(file)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ConfigError(f"{file} could not be written: {error.strerror}") from error
