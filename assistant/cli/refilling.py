"""Secrets of an earlier run, found again in the files that were asked about: each where its placeholder is on record."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.conversation import fenced
from assistant.errors import UsageError
from assistant.guard.finding import ANY_PLACEHOLDER, PLACEHOLDER_OPENING
from assistant.prompt import Attachment, Prompt
from assistant.record import Record
from assistant.redaction import without_secrets
from assistant.repl.attaching import gathered
from assistant.repl.mentions import Mention

if TYPE_CHECKING:
    from assistant.guard.vault import Vault

AS_ASKED, AS_NOW = "as asked about", "written since: these are the secrets of now"
_GAP = "\0"  # stands for a placeholder
_HEADING = re.compile(r"(.+?)(?:, lines? (\d+)(?: to (\d+))?)?:")
_HEADED_BLOCK = re.compile(f"^{_HEADING.pattern}(?=\n```)", re.MULTILINE)


def secrets_again(asked: Sequence[str], files: Iterable[Attachment], vault: "Vault") -> dict[str, str]:
    """Give the secrets that the texts of a conversation on record hold placeholders for, by placeholder.

    A file gives its own where it was sent under its name, from whatever folder, and is as it was then: nothing is
    guessed. Whatever is found in it, `vault` learns.
    """
    again: dict[str, str] = {}
    for file in files:
        found = vault.apart()
        (redacted,) = without_secrets(Prompt("", (file,)), found)[0].attachments
        vault.learn(found.kinds)
        for text in asked:
            for ours, theirs in _alike(redacted, normpath(Path(file.file).absolute()), text):
                if (secret := found.restore(ours)) != ours:
                    again.setdefault(theirs, secret)
    return again


def secrets_on_record(turns: Iterable[Record], vault: "Vault") -> dict[tuple[str, str], dict[str, str]]:
    """Give the secrets that the questions of turns hold placeholders for, by placeholder, by the file and how it is.

    A file counts that lies where the question names it, from the folder one stands in, and is as it was there but for
    its secrets: these are on no record, and where it was written since they may be others. Whatever is found in one,
    `vault` learns.
    """
    found: dict[tuple[str, str], dict[str, str]] = {}
    for turn in turns:
        if PLACEHOLDER_OPENING not in turn.question:
            continue
        for file in _files_of(turn):
            if again := secrets_again((turn.question,), (file,), vault):
                path = Path(file.file).absolute()
                how = AS_NOW if turn.is_before(path.stat().st_mtime) else AS_ASKED
                found.setdefault((str(path), how), {}).update(again)
    return found


def _files_of(turn: Record) -> Iterator[Attachment]:
    """Read the files that a question was asked with, or the lines of them."""
    for name, first, last in dict.fromkeys(_HEADED_BLOCK.findall(turn.question)):
        lines = (int(first), int(last or first)) if first else (None, None)
        with suppress(UsageError, OSError, ValueError):  # no such lines, no text, or no name of a file
            if Path(name).is_file():
                yield from gathered((Mention(name, *lines),)).attachments


def _alike(file: Attachment, path: str, asked: str) -> Iterator[tuple[str, str]]:
    """Give each placeholder of a file, which lies at `path`, with the one that stands in its place in what was asked."""
    signs, plain = _parted(asked)
    ours, text = _parted(file.text.strip("\n"))
    if text == plain:  # what is piped in may be the whole question
        yield from zip(ours, signs, strict=True)
        return
    ours, block = _parted(fenced(replace(file, name="")))
    found: dict[str, set[tuple[str, ...]]] = {}  # by the name that it was sent under
    for name, place in _places(plain, block):
        if name == file.name or (name and f"/{path}".endswith(f"/{normpath(name)}")):
            first = plain.count(_GAP, 0, place)
            found.setdefault(name, set()).add(tuple(signs[first : first + len(ours)]))
    if file.name in found or len(found) == 1:  # else it is not known which of them is meant
        for theirs in found.get(file.name) or chain.from_iterable(found.values()):
            yield from zip(ours, theirs, strict=True)


def _parted(text: str) -> tuple[list[str], str]:
    """Give the placeholders in a text, and the text with a gap for each."""
    clean = text.replace(_GAP, "")
    return ANY_PLACEHOLDER.findall(clean), ANY_PLACEHOLDER.sub(_GAP, clean)


def _places(text: str, block: str) -> Iterator[tuple[str, int]]:
    """Give where a block stands in a text, each time with the name above it."""
    place = text.find(block)
    while place >= 0:
        if (name := _named(text[:place])) is not None:
            yield name, place
        place = text.find(block, place + 1)


def _named(before: str) -> str | None:
    """Give the name of what follows a text in a question, "" where it has none; None where nothing begins there."""
    if not before or before.endswith("\n\n"):
        return ""
    heading = _HEADING.fullmatch(before[before.rfind("\n", 0, -1) + 1 : -1])
    return heading[1] if heading and before.endswith("\n") else None
