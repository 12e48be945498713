"""The file whose place an answer's code is to take: found before anything is asked, and as it is sent."""

from os.path import lexists
from typing import TYPE_CHECKING

from assistant.cli.options import Options
from assistant.errors import UsageError, quoted
from assistant.prompt import Attachment, language_of

if TYPE_CHECKING:
    from assistant.repl.mentions import Mention
    from assistant.store.place import Place


def target_of(options: Options) -> "Place | None":
    """Find the file that --apply names, None without it. Raises UsageError where it could not be written."""
    return target_at(options.target) if options.target else None


def target_at(path: str) -> "Place":
    """Find the file that is to be written.

    Raises UsageError as `place_at` does, for a binary file, and for lines of a file or a glob where no file is named so.
    """
    from assistant.repl.attaching import named
    from assistant.store.place import place_at

    file = named(path)
    if file.first is not None:
        raise UsageError(
            f"{path} names lines of a file, and code takes the place of a whole one",
            hint=f"name the file, and the lines in the question: {quoted(file.path)}",
        )
    if _stands_for_files(file) and not lexists(path):
        raise UsageError(f"{path} is a glob, and code takes the place of one file", hint="name that file")
    found = place_at(path)
    _ = found.text  # a binary file is refused before anything is asked
    return found


def _stands_for_files(file: "Mention") -> bool:
    """Tell a glob from a name with brackets in it, as in app/[id]/page.tsx: that finds no file."""
    from assistant.repl.globbing import files_of

    return any(sign in file.path for sign in "*?") or (file.is_glob and bool(files_of(file.path)))


def attachment_of(target: "Place | None") -> Attachment | None:
    """Give the file as it is sent, None where there is nothing in it."""
    if target is None or not target.content:
        return None
    return Attachment(target.text, str(target.path), language_of(str(target.path)))
