"""Opens a file in the user's editor."""

import os
import shlex
import subprocess
from contextlib import suppress
from pathlib import Path

from assistant import wiring
from assistant.errors import ConfigError, UsageError
from assistant.shell import Shell


def edit_file(file: Path, shell: Shell) -> None:
    """Open `file` in $VISUAL or $EDITOR and wait. Raises UsageError where that did not end well."""
    with suppress(ConfigError):  # it may be the configuration that is to be mended
        wiring.users_settings(shell)
    editor = shell.environment.get("VISUAL") or shell.environment.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(editor), os.fspath(file)], check=False)  # noqa: S603 - the user's editor
    except (OSError, ValueError) as error:
        raise UsageError(f"the editor {editor!r} could not be started: {error}", hint="set EDITOR") from error
    if done.returncode:
        raise UsageError(f"the editor {editor!r} ended with {done.returncode}", hint=f"the file is {file}")
