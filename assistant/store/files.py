"""Writes files that only their owner may read, whole or not at all."""

import os
import tempfile
from pathlib import Path

from assistant.errors import ConfigError


def write_private(file: Path, text: str) -> None:
    """Write `text` to `file` (mode 0600, its new folders 0700): in place of the old one, or not at all.

    Raises ConfigError where it cannot be written.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
