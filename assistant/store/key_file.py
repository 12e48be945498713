"""Keys in a file that only its owner may read, for machines without a keyring."""

import json
from pathlib import Path

from assistant.errors import ConfigError, quoted
from assistant.store.changing import changing
from assistant.store.files import own_text, write_own


def keys_in(file: Path) -> dict[str, str]:
    """Read the private key file: origins and their keys. Raises ConfigError where others may read it."""
    text = own_text(file, "the key file")
    if text is None:
        return {}
    try:
        if file.stat().st_mode & 0o077:
            raise ConfigError(f"the key file {file} can be read by others", hint=f"chmod 600 {quoted(file)}")
        keys = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"the key file {file} could not be read: {error}") from error
    return {str(origin): str(key) for origin, key in keys.items()} if isinstance(keys, dict) else {}


def keep_in_file(file: Path, origin: str, key: str) -> None:
    """Put a key into the private file, which only its owner may read. Raises ConfigError where others could swap it."""
    with changing(file):
        _write(file, keys_in(file) | {origin: key})


def drop_from_file(file: Path, origin: str) -> bool:
    """Take a key out of the private file; tells whether there was one."""
    with changing(file):
        keys = keys_in(file)
        if keys.pop(origin, None) is None:
            return False
        _write(file, keys)
    return True


def _write(file: Path, keys: dict[str, str]) -> None:
    write_own(file, json.dumps(keys, indent=1))
