"""Opens a file of the user's in an editor that inherits no key."""

from pathlib import Path

from assistant import wiring
from assistant.repl import editor
from assistant.shell import Shell


def edit_file(file: Path, shell: Shell) -> None:
    """Open `file` in $VISUAL or $EDITOR and wait. Raises UsageError where that did not end well."""
    wiring.keep_keys_from_children(shell)
    editor.edit_file(file, shell.environment, hint=f"the file is {file}")
