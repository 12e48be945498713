"""A key that a command prints: a password manager's, say."""

import shlex
import subprocess

from assistant.catalog import Provider
from assistant.errors import ConfigError, cause_of

COMMAND_LIMIT = 60.0  # seconds; a password manager may ask for a passphrase


def key_from_command(provider: Provider) -> str:
    """Run a provider's key_command and give the first line it prints; it inherits no provider's key,
    as `providers` sees to.

    Raises ConfigError where it fails. No shell is involved.
    """
    try:
        arguments = shlex.split(provider.key_command)
        done = subprocess.run(  # noqa: S603 - the user's own command, no shell
            arguments,
            stdout=subprocess.PIPE,
            timeout=COMMAND_LIMIT,
            check=True,
        )
    except (ValueError, IndexError, OSError, subprocess.SubprocessError) as error:
        name = provider.key_command.split(" ", 1)[0]
        raise ConfigError(f"the key_command ({name} …) failed: {_why(error)}") from error
    lines = done.stdout.decode("utf-8", errors="replace").splitlines()
    return lines[0].strip() if lines else ""


def _why(error: Exception) -> str:
    """Say what went wrong; never the command, in which there may be a secret."""
    match error:
        case subprocess.CalledProcessError(returncode=code):
            return f"it ended with {code}" if code > 0 else f"signal {-code} ended it"
        case subprocess.TimeoutExpired():
            return f"it took more than {COMMAND_LIMIT:g} s"
        case IndexError():
            return "it names no program"
        case _:
            return cause_of(error)
