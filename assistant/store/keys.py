"""Finds a provider's key: the environment, a command, the system's keyring, a private file; in this order."""

import json
import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.catalog import Provider
from assistant.errors import ConfigError, KeyMissing
from assistant.secret import Secret
from assistant.store.files import write_private
from assistant.store.origin import is_loopback, origin_of

COMMAND_LIMIT = 60.0  # seconds; a password manager may ask for a passphrase

Keyring = Callable[[str], str | None]


def find_key(provider: Provider, *, environment: Mapping[str, str], keyring: Keyring, file: Path) -> Secret:
    """Give the key of `provider`, an empty one where it needs none. A key is kept for the origin of the base URL.

    Raises KeyMissing with the ways on where there is none, ConfigError where a source cannot be used.
    """
    secret = _named_key(provider, environment) or _stored_key(provider, keyring, file)
    if secret.key or not provider.needs_key:
        return secret
    variable = provider.key_variable or "key_command in the configuration"
    raise KeyMissing(
        f"there is no key for {provider.name}",
        hint=f"store one: ask key set · or set {variable} · or try it without a key: ask --demo",
    )


def _named_key(provider: Provider, environment: Mapping[str, str]) -> Secret | None:
    if provider.key_variable and (key := environment.get(provider.key_variable, "").strip()):
        return _checked(Secret(key, provider.key_variable))
    if provider.key_command:
        return _checked(
            Secret(_printed_by(provider.key_command, environment, provider.key_variable), "key_command")
        )
    return None


def _stored_key(provider: Provider, keyring: Keyring, file: Path) -> Secret:
    origin = origin_of(provider.base_url)
    if is_loopback(provider.base_url):  # a local model: not worth waking the keyring for
        return Secret("", "")
    if stored := keyring(origin):
        return _checked(Secret(stored, "the keyring"))
    if stored := keys_in(file).get(origin):
        return _checked(Secret(stored, str(file)))
    return Secret("", "")


def _checked(secret: Secret) -> Secret:
    if not secret.key.isascii() or not secret.key.isprintable() or " " in secret.key:
        raise KeyMissing(
            f"the key from {secret.origin} has characters that no key has", hint="set it again: ask key set"
        )
    return secret


def _printed_by(command: str, environment: Mapping[str, str], variable: str) -> str:
    try:
        arguments = shlex.split(command)
        done = subprocess.run(  # noqa: S603 - the user's own command, no shell
            arguments,
            stdout=subprocess.PIPE,
            env={name: value for name, value in environment.items() if name != variable},
            timeout=COMMAND_LIMIT,
            check=True,
        )
    except (ValueError, IndexError, OSError, subprocess.SubprocessError) as error:
        name = command.split(" ", 1)[0]
        raise ConfigError(f"the key_command ({name} …) failed: {type(error).__name__}") from error
    lines = done.stdout.decode("utf-8", errors="replace").splitlines()
    return lines[0].strip() if lines else ""


def keys_in(file: Path) -> dict[str, str]:
    """Read the private key file: origins and their keys. Raises ConfigError where others may read it."""
    try:
        if os.name == "posix" and file.stat().st_mode & 0o077:
            raise ConfigError(f"the key file {file} can be read by others", hint=f"chmod 600 {file}")
        keys = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"the key file {file} could not be read: {error}") from error
    return {str(origin): str(key) for origin, key in keys.items()} if isinstance(keys, dict) else {}


def keep_in_file(file: Path, origin: str, key: str) -> None:
    """Put a key into the private file, which only its owner may read."""
    write_private(file, json.dumps(keys_in(file) | {origin: key}, indent=1))


def drop_from_file(file: Path, origin: str) -> bool:
    """Take a key out of the private file; tells whether there was one."""
    keys = keys_in(file)
    if keys.pop(origin, None) is None:
        return False
    write_private(file, json.dumps(keys, indent=1))
    return True
