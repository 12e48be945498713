"""Secrets of an earlier run, found again in the files that were asked about: each where its placeholder is on record."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.conversation import fenced
from assistant.guard.finding import any_placeholder
from assistant.prompt import Attachment, Prompt
from assistant.redaction import without_secrets

if TYPE_CHECKING:
    from assistant.guard.vault import Vault

_GAP = "\0"  # stands for a placeholder
_HEADING = re.compile(r"(.+?)(?:, lines? \d+(?: to \d+)?)?:")


def secrets_again(
    asked: Sequence[str], files: Iterable[Attachment], new_vault: "Callable[[], Vault]"
) -> dict[str, str]:
    """Give the secrets that the texts of a conversation on record hold placeholders for, by placeholder.

    A file gives its own where it was sent under its name, from whatever folder, and is as it was then: nothing is
    guessed. A new vault finds them in it.
    """
    again: dict[str, str] = {}
    for file in files:
        vault = new_vault()
        (redacted,) = without_secrets(Prompt("", (file,)), vault)[0].attachments
        for text in asked:
            for ours, theirs in _alike(redacted, normpath(Path(file.file).absolute()), text):
                if (secret := vault.restore(ours)) != ours:
                    again.setdefault(theirs, secret)
    return again


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
    return any_placeholder().findall(clean), any_placeholder().sub(_GAP, clean)


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
