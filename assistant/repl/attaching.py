"""Files become attachments, in a conversation and on the command line: what they hold is read here."""

import os
import shlex
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from assistant.digits import counted
from assistant.errors import UsageError, cause_of
from assistant.prompt import Attachment, language_of
from assistant.repl.globbing import beginning_of, files_of
from assistant.repl.mentions import Mention, mentioned
from assistant.repl.outside import leading_out, left_out, link_in
from assistant.store.decoding import NotText, decoded
from assistant.values import dataclass

LARGEST = 4 << 20  # bytes of one file, characters of its lines
FURTHEST = 256 << 20  # characters of one file that are passed over for the lines behind them
_WHOLE = (None, None)  # what is named of a file where no lines are
NEAR = 256 << 10  # characters on either side of a range that are looked at with it


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read, and the mentions that name nothing: words like any other, some of which look like a file.

    `notices` say what a glob finds too and was not read, and where a link that was named leads.
    """

    attachments: tuple[Attachment, ...] = ()
    missing: tuple[Mention, ...] = ()
    notices: tuple[str, ...] = ()


class TooLarge(UsageError):
    """A file is larger than what goes with a question."""


def gathered(mentions: tuple[Mention, ...]) -> Gathered:
    """Read the files that are mentioned.

    Raises UsageError for a file that cannot be read, which a glob leaves out where it is no text or too large, and for a
    range that is not in it.
    """
    attachments: list[Attachment] = []
    missing: list[Mention] = []
    notices: list[str] = []
    for mention in mentions:
        try:
            files, told = _files(mention)
        except (OSError, ValueError):  # no file's name
            files, told = [], []
        if not files and not told:
            missing.append(mention)
        notices += told
        if is_file(mention.path):
            attachments.append(_read(files[0], mention))
        else:
            texts, unread = texts_among(files, mention)
            attachments += texts
            notices += unread
    return Gathered(each_once(attachments), tuple(missing), tuple(notices))


def each_once(texts: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Give each text of a file once, whatever the file was called, and no part of one that goes whole."""
    each: dict[tuple[str, tuple[int | None, int | None]], Attachment] = {}
    for text in texts:
        each.setdefault((os.path.realpath(text.file), text.named_lines or _WHOLE), text)
    return tuple(
        text for (file, lines), text in each.items() if lines == _WHOLE or (file, _WHOLE) not in each
    )


def read_again(texts: Iterable[Attachment], say: Callable[[str], None]) -> tuple[Attachment, ...]:
    """Give texts as their files are now; one that cannot be read any more goes as it was, which is said."""

    def now(text: Attachment) -> Attachment:
        if text.named_lines is None:
            return text
        try:
            return _read(text.file, Mention(text.file, *text.named_lines))
        except UsageError as error:
            say(f"{error.message}: it goes as it was attached")
            return text

    return tuple(map(now, texts))


def texts_among(files: Sequence[str], lines: Mention | None = None) -> tuple[list[Attachment], list[str]]:
    """Read those of many files that are texts and not too large, or these lines of each; and say which are not."""
    texts: list[Attachment] = []
    binary: list[str] = []
    large: list[str] = []
    for file in files:
        try:
            texts.append(_read(file, lines or Mention(file)))
        except NotText:
            binary.append(file)
        except TooLarge:
            large.append(file)
    reasons = {"not text": binary, f"larger than {LARGEST >> 20} MB": large}
    return texts, [f"left out, {why}: {', '.join(unread)}" for why, unread in reasons.items() if unread]


def named(word: str) -> Mention:
    """Give the file that a word names: the one of this very name where there is one, else with a range of lines."""
    return Mention(word) if is_file(word) else mentioned(word)


def located(path: str) -> Path:
    """Give where a path leads: a ~ that it begins with is the home, behind ./ it is a name's."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - a Path of ./~ has lost its ./, and a name may begin so


def is_file(path: str) -> bool:
    """Tell whether a path is a file's."""
    return _holds(path, Path.is_file)


def is_folder(path: str) -> bool:
    """Tell whether a path is a folder's."""
    return _holds(path, Path.is_dir)


def absence(mention: Mention) -> str:
    """Say why a mention names no file."""
    if is_folder(mention.path):
        return f"{mention.path} is a folder (its files: @{mention.path.rstrip('/')}/*)"
    return f"there is no file {mention.path}"


def _holds(path: str, what: Callable[[Path], bool]) -> bool:
    try:
        return what(located(path))
    except (OSError, ValueError):  # no file's name
        return False


def named_in(argument: str) -> tuple[Mention, ...]:
    """Give the files that an argument names: a name with blanks in it stands in quotes, or alone."""
    whole = named(argument)
    if is_file(whole.path):
        return (whole,)
    try:
        words = shlex.split(argument)
    except ValueError:  # a quote that is none
        words = argument.split()
    return tuple(named(word.removeprefix("@")) for word in words)


def _files(mention: Mention) -> tuple[list[str], list[str]]:
    """Give the files that a mention names, and what there is to say of links that lead out of its tree."""
    path = located(mention.path)
    if path.is_file():
        return [str(path)], _said(link_in(path))
    found = files_of(str(path)) if mention.is_glob else []
    if not found:
        return [], []
    beginning = beginning_of(path)
    links = leading_out(found, beginning)
    files = [file for file in found if file not in links]
    return files, _said(link_in(beginning), left_out(links))


def _said(*notices: str) -> list[str]:
    return [notice for notice in notices if notice]


def _read(file: str, mention: Mention) -> Attachment:
    try:
        with Path(file).open("rb") as opened:
            content = opened.read(LARGEST + 1)
        larger = len(content) > LARGEST
        found = decoded(_whole_characters(content) if larger else content, file)
        before = after = ""
        if mention.first is not None:
            with Path(file).open(encoding=found.encoding, errors="replace", newline="\n") as lines:
                before, part, after = _part(lines, file, mention.first, mention.last)
            found = replace(found, text=part, lost=found.lost or larger)  # or lost behind what was looked at
    except OSError as error:
        raise UsageError(f"{file} could not be read: {cause_of(error)}") from error
    if larger and mention.first is None:
        raise _too_large(file, f"name lines of it: {file}:1-200")
    return Attachment(
        found.text,
        f"./{file}" if file.startswith("~") else file,
        language_of(file),
        mention.first,
        found.label,
        named_lines=(mention.first, mention.last),
        before=before,
        after=after,
    )


def _whole_characters(content: bytes) -> bytes:
    """Give what a large text begins with, without a last character that is cut in two."""
    return content[:LARGEST] if b"\0" in content else content[: content.rfind(b"\n") + 1] or content


def _part(source: TextIO, file: str, first: int, last: int | None) -> tuple[str, str, str]:
    """Read some lines, as editors count them, in pieces: one may be as long as the file. Gives what is near them, too."""
    if first < 1:
        raise UsageError(f"there is no line {first} in {file}: the first is line 1")
    before: deque[str] = deque()
    kept: list[str] = []
    number, size, passed, room = 1, 0, 0, NEAR
    ended = True
    while (last is None or number <= last) and (piece := source.readline(LARGEST)):
        passed += len(piece)
        if number >= first:
            kept.append(piece)
            size += len(piece)
        else:
            before.append(piece)
            room -= len(piece)
        while room < 0:
            room += len(before.popleft())
        if size > LARGEST:
            raise _too_large(f"what is named of {file}", "name fewer lines")
        if passed > FURTHEST:
            hint = f"give the lines through a pipe: sed -n {first},{last or '$'}p"
            raise UsageError(f"{file} is read up to {FURTHEST >> 20} MB only", hint=hint)
        ended = piece.endswith("\n")
        number += ended
    if not kept:
        count = number - ended
        raise UsageError(f"{file} has {counted(count, 'line')}: there is no line {first:,}")
    return "".join(before), "".join(kept), source.read(NEAR)


def _too_large(what: str, hint: str) -> TooLarge:
    return TooLarge(f"{what} is larger than {LARGEST >> 20} MB", hint=hint)
