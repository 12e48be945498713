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
        return {str(origin): str(key) for origin, key in json.loads(text).items()}
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise ConfigError(
            f"the key file {file} is damaged", hint="delete it, then: ask key set --file"
        ) from error


def keep_in_file(file: Path, origin: str, key: str) -> None:
    """Put a key into the private file, which only its owner may read. Raises ConfigError where others could swap it."""
    with changing(file):
        write_own(file, json.dumps(keys_in(file) | {origin: key}, indent=1))


def drop_from_file(file: Path, origin: str) -> bool:
    """Take a key out of the private file; tells whether there was one."""
    with changing(file):
        keys = keys_in(file)
        if keys.pop(origin, None) is None:
            return False
        write_own(file, json.dumps(keys, indent=1))
    return True
