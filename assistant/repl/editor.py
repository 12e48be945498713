"""Opens the user's editor on a text."""

import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import UsageError


def edited(text: str, environment: Mapping[str, str]) -> str:
    """Give `text` as the user's editor leaves it. Raises UsageError where there is no editor or it fails."""
    editor = environment.get("VISUAL") or environment.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory(prefix="ask-") as folder:
        file = Path(folder) / "question.md"
        file.write_text(text, encoding="utf-8")
        try:
            done = subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603 - the user's editor
        except (OSError, ValueError) as error:
            raise UsageError(
                f"the editor {editor!r} could not be started: {error}", hint="set EDITOR"
            ) from error
        if done.returncode:
            raise UsageError(
                f"the editor {editor!r} ended with {done.returncode}", hint="nothing was changed"
            )
        return file.read_text(encoding="utf-8", errors="replace").rstrip("\n")
