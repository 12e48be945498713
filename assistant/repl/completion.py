"""Completion: slash commands and what they take, and files after an @. Runs in a thread: it may read folders."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from assistant.catalog import Tier
from assistant.errors import AskError
from assistant.repl.commands.table import COMMANDS, NAMES, Takes
from assistant.repl.mentions import Mention, mentions_in
from assistant.repl.menu import mention_begun
from assistant.repl.session import Session
from assistant.safe import opening, visible_on_one_line

FILES = 20_000  # files looked at below the folder for a bare @
SHOWN = 60
_SKIPPED = {"node_modules", "__pycache__", "venv", "dist", "build", "target"}


class EntryCompleter(Completer):
    """Completes an entry; `names` gives what a command's argument may be."""

    def __init__(self, names: Callable[[Takes], Sequence[str]]) -> None:
        self._names = names

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Give the completions of the word before the cursor."""
        before = document.current_line_before_cursor
        if (mention := mention_begun(before)) is not None:
            for path in _files_for(mention.removeprefix('"')):
                yield Completion(_quoted(path), -len(mention), display=visible_on_one_line(path))
        elif before.startswith("/") and document.cursor_position_row == 0:
            command, space, _ = before[1:].partition(" ")
            if not space:
                yield from _commands_for(command)
            elif found := COMMANDS.get(command.lower()):
                yield from self._arguments_for(found.takes, before)

    def _arguments_for(self, takes: Takes, before: str) -> Iterable[Completion]:
        if takes is Takes.FILES:
            word = _last_word(before)
            named = ((path, _quoted(path)) for path in _files_for(word.removeprefix('"')))
        else:  # a name may have blanks in it
            word = before.partition(" ")[2]
            names = ranked(word, self._names(takes))
            numbered = takes is Takes.CONVERSATIONS
            named = ((name, name.partition(" ")[0] if numbered else name) for name in names)
        return [Completion(written, -len(word), display=visible_on_one_line(name)) for name, written in named]


def _last_word(text: str) -> str:
    """Give the word that a text ends in, with the quote that was opened before it."""
    opened = text.rfind('"')
    return text[opened:] if text.count('"') % 2 else text[text.rfind(" ") + 1 :]


def _commands_for(word: str) -> Iterator[Completion]:
    for name in ranked(word, COMMANDS):
        command = COMMANDS[name]
        usage = f"/{name} {command.usage}".rstrip()
        yield Completion(f"/{name}", -len(word) - 1, display=usage, display_meta=command.help)


def _files_for(path: str) -> Iterator[str]:
    folder, slash, within = path.rpartition("/")
    start = os.path.expanduser(folder + slash)  # noqa: PTH111 - a prefix of a path, not a path
    names = sorted(_listed(start)) if slash else below(".")
    wanted = (name for name in names if within.startswith(".") or not name.startswith("."))
    for name in ranked(within, wanted)[:SHOWN]:
        yield folder + slash + name


def _quoted(path: str) -> str:
    """Give a path as it is mentioned, in quotes where it is read as another without; a folder's name goes on."""
    if mentions_in(f"@{path}") == (Mention(path),):
        return path
    mark = "'" if '"' in path else '"'
    return f"{mark}{path}" if path.endswith("/") else f"{mark}{path}{mark}"


def _listed(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder or ".") as entries:
            for entry in entries:
                yield entry.name + ("/" if entry.is_dir() else "")
    except OSError:
        return


def below(folder: str) -> Iterator[str]:
    """Give files and folders below `folder`, the nearest first, no more than FILES of them."""
    waiting = deque([""])
    count = 0
    while waiting and count < FILES:
        here = waiting.popleft()
        for name in sorted(_listed(os.path.join(folder, here))):  # noqa: PTH118 - thousands of them
            count += 1
            yield here + name
            if name.endswith("/") and not name.startswith(".") and name[:-1] not in _SKIPPED:
                waiting.append(here + name)


def ranked(word: str, names: Iterable[str]) -> list[str]:
    """Give the names that contain the letters of `word` in order: those that begin with it, contain it, the rest.

    No letters stand for every name, in the order given.
    """
    wanted = word.lower()
    if not wanted:
        return list(names)
    found = [(rank, len(name), name) for name in names if (rank := _rank(wanted, name.lower())) is not None]
    return [name for _, _, name in sorted(found)]


def _rank(wanted: str, name: str) -> int | None:
    if name.startswith(wanted):
        return 0
    last = name.rstrip("/").rfind("/") + 1
    if name.startswith(wanted, last):
        return 1
    if wanted in name:
        return 2
    letters = iter(name)
    return 3 if all(letter in letters for letter in wanted) else None


def names_for(session: Session) -> Callable[[Takes], Sequence[str]]:
    """Give what looks up the names that an argument of a kind may have in `session`; a conversation's is its number."""

    def names(takes: Takes) -> Sequence[str]:
        match takes:
            case Takes.TIERS:
                return (*(tier.label for tier in Tier), "auto")
            case Takes.MODELS:
                return (*session.context.models, "auto")
            case Takes.ATTACHED:
                return [attachment.name for attachment in session.attached]
            case Takes.THEMES:
                return (*session.context.themes(), "auto")
            case Takes.COMMANDS:
                return list(NAMES)
            case Takes.CONVERSATIONS:
                return _conversations(session)
            case _:
                return ()

    return names


def _conversations(session: Session) -> Sequence[str]:
    """Give the numbers of the latest conversations, the newest first, each with its first question behind it."""
    with suppress(AskError):  # it is said when one is opened
        found = session.context.records.recent("")
        return [f"{past.number} {opening(past.opening)}" for past in reversed(found)]
    return ()
