"""Opens the user's editor on a text or a file."""

import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import TIMEOUT_MAX

from assistant.errors import UsageError, cause_of
from assistant.interrupt import Uninterrupted

# Seconds; with any limit the editor is looked at every 50 ms. A signal that comes just before one waits without a limit
# is not seen until the editor ends.
_LOOKING = TIMEOUT_MAX
PARTING = 2.0  # seconds an editor has to put the terminal right when we are to end


def edited(text: str, environment: Mapping[str, str]) -> str:
    """Give `text` as the user's editor leaves it. Raises UsageError where there is no editor or it fails."""
    try:
        with tempfile.TemporaryDirectory(prefix="ask-", ignore_cleanup_errors=True) as folder:
            file = Path(folder) / "question.md"
            file.touch(mode=0o600)  # as the folder is, whatever the umask
            file.write_text(text, encoding="utf-8")
            edit_file(file, environment, hint="nothing was changed")
            return file.read_text(encoding="utf-8", errors="replace").rstrip("\n")
    except (OSError, ValueError) as error:
        raise UsageError(f"the question could not be edited: {cause_of(error)}") from error


def edit_file(file: Path, environment: Mapping[str, str], *, hint: str) -> None:
    """Open `file` in $VISUAL or $EDITOR and wait; Ctrl-C is the editor's.

    Raises UsageError where there is no editor, or, with this `hint`, where it fails.
    """
    editor = environment.get("VISUAL") or environment.get("EDITOR") or "vi"
    try:
        code = _run([*shlex.split(editor), str(file)])
    except (OSError, ValueError) as error:
        raise UsageError(
            f"the editor {editor!r} could not be used: {cause_of(error)}", hint="set EDITOR"
        ) from error
    if code:
        how = f"ended with {code}" if code > 0 else f"was ended by {signal.Signals(-code).name}"
        raise UsageError(f"the editor {editor!r} {how}", hint=hint)


def _run(command: list[str]) -> int:
    editor = None
    with _interrupts_ignored():
        try:
            with (
                Uninterrupted()
            ):  # or a signal in between would leave us waiting for an editor that nobody ends
                editor = subprocess.Popen(command)  # noqa: S603 - the user's editor
            return editor.wait(_LOOKING)
        except BaseException:
            if editor is not None:
                editor.terminate()
                with suppress(subprocess.TimeoutExpired):
                    editor.wait(PARTING)
                editor.kill()
                editor.wait()
            raise


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Leave Ctrl-C to the editor: a handler of ours, unlike SIG_IGN, does not pass on to it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
