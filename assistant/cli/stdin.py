"""What comes through stdin: whether anything is meant to, what it is, and the file behind it."""

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TextIO

from assistant.errors import UsageError, cause_of
from assistant.prompt import Attachment, language_of
from assistant.render.notes import is_terminal
from assistant.store.decoding import Decoded, decoded, parted_mark

LARGEST = 256 << 20  # bytes read from one place: what never ends must not fill the memory
LONGEST = 8 << 20  # bytes of one line of it
PIECE = 1 << 20  # bytes read at a time: room is made for all of them, come what may
# Where Vim and Neovim put what they give a filter (:help tempfile): nobody's name for anything.
_OF_AN_EDITOR = re.compile(r"/(v\w{6}|nvim[^/]*/\w{6})/\d+", re.ASCII)


def is_given(stdin: TextIO | None) -> bool:
    """Tell whether somebody meant something to come through stdin: neither a terminal nor /dev/null is behind it."""
    return is_pipe(stdin) or _kind(stdin) == stat.S_IFREG


def is_pipe(stdin: TextIO | None) -> bool:
    """Tell whether another program writes to stdin, through a pipe or what libuv makes where others make a pipe."""
    return _kind(stdin) in (stat.S_IFIFO, stat.S_IFSOCK)


def _kind(stdin: TextIO | None) -> int:
    """Give what kind of file is behind stdin, as `stat` has it, 0 for none."""
    with suppress(OSError, ValueError):
        return stat.S_IFMT(os.fstat(stdin.fileno()).st_mode) if stdin else 0
    return 0


def piped_text(stdin: TextIO | None) -> Attachment | None:
    """Read what is piped in, None where there is nothing. Raises UsageError where it is not text."""
    if stdin is None or is_terminal(stdin):
        return None
    name = file_behind(stdin)
    try:
        content = read_whole(stdin.buffer, name or "stdin")
    except (OSError, ValueError) as error:
        raise _unread(error) from error
    found = decoded(content, name or "stdin")
    if not found.text:
        return None
    if language := language_of(name):
        return Attachment(found.text, Path(name).name, language, encoding=found.label, path=name)
    return replace(unnamed(found.text), name=Path(name).name, encoding=found.label, path=name)


def unnamed(text: str) -> Attachment:
    """Give a text without a name as an attachment, with what it is by its looks."""
    from assistant.recognition.recognise import recognised

    seen = recognised(text)
    return Attachment(text, language=seen.language, kind=seen.kind)


def read_whole(source: BinaryIO, name: str) -> bytes:
    """Read what fits into a memory. Raises UsageError for more, OSError and ValueError where there is no reading."""
    content = bytearray()
    while piece := source.read(PIECE):
        content += piece
        if len(content) > LARGEST:
            raise UsageError(f"{name} is larger than {LARGEST >> 20} MB", hint="send a part of it")
    return bytes(content)


def piped_lines(stdin: TextIO | None) -> Iterator[tuple[int, Decoded]]:
    """Give the lines that are piped in and say something, each as soon as it is there, with their numbers.

    Raises UsageError where one never ends or is no text.
    """
    if stdin is None:
        return
    mark = b""
    try:
        for number, line in enumerate(_lines(stdin.buffer), 1):
            if len(line) > LONGEST:
                raise UsageError(
                    f"a line of stdin is longer than {LONGEST >> 20} MB", hint="a question a line"
                )
            mark = mark if number > 1 else parted_mark(line)[0]
            found = decoded(line if number == 1 else mark + line, f"line {number} of stdin")
            if found.text.strip():
                yield number, found
    except (OSError, ValueError) as error:
        raise _unread(error) from error


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Give lines as bytes: in UTF-16, by a mark at the beginning, the byte of a newline may be half of a letter."""
    line, newline = b"", b""
    while piece := source.readline(LONGEST + 1):
        line += piece
        newline = newline or "\n".encode(parted_mark(line)[1] or "utf-8")
        line += source.read(-len(line) % len(newline))
        if line.endswith(newline) or len(line) > LONGEST:
            yield line
            line = b""
    if line:
        yield line


def _unread(error: Exception) -> UsageError:
    return UsageError(f"stdin could not be read: {cause_of(error)}")


def file_behind(stdin: TextIO | None) -> str:
    """Give the path of the file that stdin was opened from, "" for a pipe or where the system does not tell.

    What an editor gives its filter is as a pipe, though it lies in a file.
    """
    with suppress(OSError, ValueError):
        number = stdin.fileno() if stdin else -1
        if not stat.S_ISFIFO(os.fstat(number).st_mode):
            path = _opened_at(number)
            return str(path) if (path.is_file() or path.is_dir()) and not _is_of_an_editor(path) else ""
    return ""


def _is_of_an_editor(path: Path) -> bool:
    ends = (f"/{'/'.join(path.parts[-count:])}" for count in (2, 3))
    return any(map(_OF_AN_EDITOR.fullmatch, ends))


def _opened_at(number: int) -> Path:
    """Give where the file behind a descriptor lies. Raises OSError where the system does not tell."""
    if sys.platform == "darwin":
        import fcntl

        return Path(os.fsdecode(fcntl.fcntl(number, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0")))
    return Path(f"/proc/self/fd/{number}").readlink()
