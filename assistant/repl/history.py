"""What was typed in earlier sessions: one file for all terminals, a JSON string a line, appended under a lock."""

import asyncio
import fcntl
import json
import os
import threading
from collections.abc import AsyncGenerator, Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.history import History

from assistant.errors import cause_of
from assistant.store.files import keep_own_file, make_own_folder

ENTRIES = 10_000  # how many are remembered
TAIL = 8 << 20  # bytes of the file that are looked at
LONGEST = 20_000  # characters of an entry worth keeping


class SharedHistory(History):
    """A history file that several terminals append to at once; only its owner may read it (mode 0600).

    `kept` gives what of an entry may be written down, None where nothing may. A file that is not the user's alone is
    as none; that is said through `say`, and what others could change until now.
    """

    def __init__(
        self,
        file: Path,
        kept: Callable[[str], str | None] = str,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self._file = _own(file, say)
        self._kept = kept
        self._waiting: list[str] = []
        self._read: Future[list[str]] | None = None

    async def load(self) -> AsyncGenerator[str, None]:
        """Give what was typed, the latest first. A thread reads the file, once; no line that is sent waits for it."""
        if self._read is None:
            self._read = Future()
            self._read.set_running_or_notify_cancel()
            threading.Thread(target=self._read_file, args=(self._read,), daemon=True).start()
        if not self._loaded:
            earlier = await asyncio.wrap_future(self._read)
            self._loaded_strings = list(dict.fromkeys((*self._loaded_strings, *earlier)))
            self._loaded = True
        for string in self._loaded_strings:
            yield string

    def _read_file(self, done: "Future[list[str]]") -> None:
        done.set_result(list(self.load_history_strings()))

    def load_history_strings(self) -> Iterable[str]:
        """Give what was typed, the latest first."""
        return entries_of(_tail(self._file)) if self._file else []

    def store_string(self, string: str) -> None:
        """Take an entry, for `write` to append."""
        if len(string) <= LONGEST:
            self._waiting.append(string)

    def write(self) -> None:
        """Append what was taken, once what is secret in it is known. A history that cannot be written costs no word."""
        waiting, self._waiting = self._waiting, []
        for string in waiting:
            if self._file and (entry := self._kept(string)) is not None:
                with suppress(OSError):
                    _append(self._file, entry)


def _own(file: Path, say: Callable[[str], None]) -> Path | None:
    """Give a file of the user's alone, None where it is not."""
    try:
        if os.path.lexists(file.parent):
            for line in filter(None, (make_own_folder(file.parent), keep_own_file(file))):
                say(line)
    except OSError as error:
        say(f"the history is neither read nor written: {cause_of(error)}")
        return None
    return file


def _append(file: Path, entry: str) -> None:
    line = json.dumps(entry).encode() + b"\n"
    make_own_folder(file.parent)
    number = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        os.fchmod(number, 0o600)
        fcntl.flock(number, fcntl.LOCK_EX)
        end = os.lseek(number, 0, os.SEEK_END)
        if end and os.pread(number, 1, end - 1) != b"\n":  # another terminal died while writing
            line = b"\n" + line
        os.write(number, line)
    finally:
        os.close(number)


def entries_of(content: bytes) -> list[str]:
    """Read the lines of a history file, the latest first; a line that is none is skipped, a repetition given once."""
    lines = content.split(b"\n")[-ENTRIES - 1 :]
    try:
        entries = json.loads(b"[" + b",".join(filter(None, lines)) + b"]")
    except (ValueError, RecursionError):
        entries = [entry for line in lines if (entry := _entry(line)) is not None]
    return list(dict.fromkeys(entry for entry in reversed(entries) if isinstance(entry, str)))


def _entry(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _tail(file: Path) -> bytes:
    try:
        with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as source:
            size = source.seek(0, os.SEEK_END)
            source.seek(max(size - TAIL, 0))
            content = source.read(TAIL)
    except OSError:
        return b""
    return content if size <= TAIL else content.partition(b"\n")[2]


class SuggestFromHistory(AutoSuggest):
    """Suggests the end of the latest entry that begins as the line does; only for lines short enough to look up."""

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """Give the rest of an earlier entry, None where none begins so."""
        text = document.text
        if not 1 < len(text) <= 200 or "\n" in text:
            return None
        for entry in reversed(buffer.history.get_strings()):
            if entry.startswith(text):
                return Suggestion(entry[len(text) :].partition("\n")[0])
        return None
