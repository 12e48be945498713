"""Words and stdin become one prompt."""

import os
import stat
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from assistant.errors import UsageError
from assistant.prompt import Attachment, Prompt, language_of
from assistant.render.notes import is_terminal
from assistant.store.decoding import decoded
from assistant.template import Template


def prompt_from(
    words: tuple[str, ...], stdin: TextIO | None, *, system: str | None, template: Template | None = None
) -> Prompt:
    """Give the prompt that `words` and what is piped in make up; without words, what is piped in is the question.

    Raises UsageError where nothing is asked, or where stdin cannot be read as text.
    """
    question = " ".join(words).strip()
    piped = piped_text(stdin)
    if template:
        if not question and not piped:
            raise UsageError(
                f'there is nothing to use the template "{template.name}" on',
                hint=f"ask -t {template.name} < app.py",
            )
        return replace(template.filled(words, piped), system=system)
    if question:
        return Prompt(question, (piped,) if piped else (), system)
    if piped and piped.text.strip():
        return Prompt(piped.text.strip("\n"), (), system)
    raise UsageError("there is no question", hint='ask "why is this slow" < query.sql · ask --help')


def piped_text(stdin: TextIO | None) -> Attachment | None:
    """Read what is piped in, None where there is nothing. Raises UsageError where it is not text."""
    if stdin is None or is_terminal(stdin):
        return None
    name = _file_name(stdin)
    try:
        content = stdin.buffer.read()
    except IsADirectoryError as error:
        raise UsageError(f"stdin is a folder: {name}", hint="give it a file") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"stdin could not be read: {getattr(error, 'strerror', None) or error}") from error
    text = decoded(content, name or "stdin")
    return Attachment(text, Path(name).name, language_of(name)) if text else None


def _file_name(stdin: TextIO) -> str:
    """Give the path of the file that stdin was opened from, "" for a pipe or where the system does not tell."""
    with suppress(OSError, ValueError):
        number = stdin.fileno()
        if not stat.S_ISFIFO(os.fstat(number).st_mode):
            path = Path(f"/proc/self/fd/{number}").readlink()
            return str(path) if path.is_file() or path.is_dir() else ""
    return ""
