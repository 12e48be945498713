"""Files become attachments: the only place of this room that reads the user's files."""

import glob
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from assistant.errors import UsageError
from assistant.prompt import Attachment, language_of
from assistant.repl.mentions import Mention
from assistant.store.decoding import decoded

LARGEST = 4 << 20  # bytes of one file
HEAD = 4096  # bytes of a larger one that are looked at
MOST = 50  # files of one glob


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read, and the mentions that name nothing: words like any other, some of which look like a file."""

    attachments: tuple[Attachment, ...] = ()
    missing: tuple[Mention, ...] = ()


def gathered(mentions: tuple[Mention, ...]) -> Gathered:
    """Read the files that are mentioned.

    Raises UsageError for a file that cannot be read, NotText among them, and for a range that is not in it.
    """
    attachments: list[Attachment] = []
    missing: list[Mention] = []
    for mention in mentions:
        try:
            files = _files(mention)
        except (OSError, ValueError, RuntimeError):  # no file's name, or no such user after a ~
            files = []
        if not files:
            missing.append(mention)
        attachments += [_read(file, mention) for file in files]
    return Gathered(tuple(attachments), tuple(missing))


def _files(mention: Mention) -> list[str]:
    path = str(Path(mention.path).expanduser())
    if Path(path).is_file():
        return [path]
    if not mention.is_glob:
        return []
    named = glob.iglob(path, recursive=True)  # noqa: PTH207 - it gives names as they were typed
    files = sorted(name for name in named if Path(name).is_file())
    if len(files) > MOST:
        raise UsageError(
            f"{mention} stands for {len(files)} files", hint=f"{MOST} at most go with a question"
        )
    return files


def _read(file: str, mention: Mention) -> Attachment:
    try:
        with Path(file).open("rb") as opened:
            content = opened.read(LARGEST + 1)
        if len(content) > LARGEST:
            decoded(content[:HEAD], file)  # or it is a binary, of which no lines can be named
            raise UsageError(
                f"{file} is larger than {LARGEST >> 20} MB", hint=f"name its lines: @{file}:1-200"
            )
        found = decoded(content, file)
    except OSError as error:
        raise UsageError(f"{file} could not be read: {error.strerror}") from error
    whole = Attachment(found.text, file, language_of(file), encoding=found.label)
    if mention.first is None:
        return whole
    lines = [*StringIO(found.text, newline="\n")]  # as editors count them
    if mention.first > len(lines):
        count = f"{len(lines):,} line{'' if len(lines) == 1 else 's'}"
        raise UsageError(f"{file} has {count}: there is no line {mention.first:,}")
    part = "".join(lines[mention.first - 1 : mention.last])
    return replace(whole, text=part, first_line=mention.first)
