"""Opens a file of the user's in an editor that inherits no key."""

from contextlib import suppress
from pathlib import Path

from assistant import wiring
from assistant.errors import ConfigError
from assistant.repl import editor
from assistant.shell import Shell


def edit_file(file: Path, shell: Shell) -> None:
    """Open `file` in $VISUAL or $EDITOR and wait. Raises UsageError where that did not end well."""
    with suppress(ConfigError):  # it may be the configuration that is to be mended
        wiring.users_settings(shell)
    editor.edit_file(file, shell.environment, hint=f"the file is {file}")
