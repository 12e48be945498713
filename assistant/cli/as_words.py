"""Words that look like a file or a folder and go as words: what is said of them."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from assistant.cli.files import has_blank
from assistant.errors import UsageError, quoted
from assistant.prompt import language_of
from assistant.repl.attaching import named

_MISSED = re.compile(r"(?!\w+://)[^\s/]*/\S*\.\w+|(?!-)[\w.-]*\w\.\w+")
# Lines of a file as other programs name them: read backwards, each sign of a word is looked at once.
_LINES = re.compile(r"(?=\S+\Z)\)?([L,.:+-]*\d[L\d,.:+-]*)[:#(](.+)")
_LIBRARY = re.compile(r"[^/]+\.js")  # node.js: in a sentence it need be no file
_BARE = re.compile(
    r"(?:GNU)?[Mm]akefile|[Dd]ockerfile|[Jj]ustfile|(?:Brew|Caddy|Container|Gem|Jenkins|Pip|Pod|Proc|Rake|Vagrant)file"
)
_FOLDER = re.compile(r"(?:[\w.-]{2,}/)+\*{0,2}")  # one, or what is in it; s/a/b/ is none
_NEAR = 0.65  # how alike two names are that one may be a slip for the other

_NEITHER = "is neither a file nor a folder"

# unlike a path's own they raise for no word
_exists, _is_file, _is_folder, _is_link = os.path.exists, os.path.isfile, os.path.isdir, os.path.islink


def left_as_words(words: tuple[str, ...], *, beside: bool) -> Iterator[str]:
    """Say which words look like a file, lines of one or a folder, and go as words.

    A folder's name may be a word of a sentence: it is told of where at most one other word is not in quotes.
    """
    plain = [word for word in words if not re.search(r"[\s=]", word)]
    folders = [word for word in plain if "/" not in word and _is_folder(word)]
    others = len(plain) - len(folders)
    # alone, it may be a template's name
    if others == 1 or (others == 0 and (beside or any(map(has_blank, words)))):
        for folder in folders:
            yield f"there is a folder {folder}; it goes as a word ({quoted(folder)}/ attaches it)"
    for word in missing_files(words):
        if word not in folders:
            there = _exists(word)
            meant = f"-f {quoted(word)} reads it" if there else lines_meant(word)
            what = f"{word} {_NEITHER}" if there else f"there is no file {word}"
            yield f"{what}; it goes as a word{f' ({meant})' if meant else ''}"


def refuse_missing(words: tuple[str, ...], *, beside: bool, is_template: Callable[[str], bool]) -> None:
    """Raise UsageError for a word that can only have been meant as a file, and is none.

    It stands beside a question that is in quotes, a template's name, or elsewhere (`beside`); beside words without
    quotes it may be one of them.
    """
    told = missing_files(words)
    suspects = [word for word in words if not re.search(r"[\s=]", word) and not _is_folder(word)]
    missing = [word for word in suspects if word in told or _part_meant(word) or _file_meant(word)]
    if missing and stand_apart(missing, words, beside=beside, is_template=is_template):
        if _exists(missing[0]):
            raise UsageError(
                f"{missing[0]} {_NEITHER}", hint=f"to read it as a pipe: -f {quoted(missing[0])}"
            )
        raise UsageError(
            absence(missing[0]),
            hint=f'a word of the question stands in its quotes, or: ask -- "…" {quoted(missing[0])}',
        )


def stand_apart(
    suspects: list[str], words: tuple[str, ...], *, beside: bool, is_template: Callable[[str], bool]
) -> bool:
    """Tell whether words stand beside a question in quotes, a template's name, or a question elsewhere (`beside`)."""
    plain = [word for word in words if word not in suspects and not re.search(r"[\s=]", word)]
    if plain:
        return plain == [words[0]] and is_template(words[0])
    return beside or any(map(has_blank, words))


def absence(word: str) -> str:
    """Say that there is no file or folder of a name, and how its lines are named or which is meant."""
    lines = lines_meant(word)
    near = "" if lines else _near(word)
    what = "folder" if word.endswith("/") else "file"
    return f"there is no {what} {word}" + (f" ({lines})" if lines else near and f"; did you mean {near}?")


def _part_meant(word: str) -> bool:
    """Tell whether a word is a file's name with something behind a colon that names no lines."""
    path, colon, part = word.partition(":")
    return bool(colon) and not re.match(r"\d", part) and _is_file(path)


def _file_meant(word: str) -> bool:
    """Tell whether a word is a known file's name, a folder's but for a slip, a dead link, or in a folder there is."""
    path = named(word).path
    folder = path.rstrip("/").rpartition("/")[0]  # not the root: /help
    known = (
        _BARE.fullmatch(path)
        or _is_link(path)
        or (folder and _is_folder(folder))
        or (_FOLDER.fullmatch(path) and _near(path.rstrip("*")))  # not api/users/
    )
    return bool(known) and not _exists(path)


def _near(word: str) -> str:
    """Give the file or folder that is spelled most like a word, with the lines that this names, "" where none is."""
    from difflib import get_close_matches

    meant = _part_meant(word)
    path = word.partition(":")[0] if meant else named(word).path
    found = Path()
    for part in Path(path).parts:
        if _exists(found / part):
            found /= part
            continue
        names = _names_in(found)
        if not (near := get_close_matches(part, names, 1, _NEAR)):
            return ""
        found /= near[0]
    if path.endswith("/"):
        return f"{found}/" if _is_folder(found) else ""
    return f"{found}{'' if meant else word[len(path) :]}" if _is_file(found) else ""


def _names_in(folder: Path) -> list[str]:
    with suppress(OSError):  # it may not be looked into
        return [each.name for each in folder.iterdir()] if _is_folder(folder) else []
    return []


def missing_files(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that can hardly be anything but files: their ending is known, or lines of a file are named."""
    sentence = len(words) > 2 and not any(map(has_blank, words))
    return tuple(
        word
        for word in words
        if not (sentence and _LIBRARY.fullmatch(word)) and (_has_known_ending(word) or lines_meant(word))
    )


def _has_known_ending(word: str) -> bool:
    path, _ = _parted(word)
    return bool(_MISSED.fullmatch(path) and language_of(path))


def lines_meant(word: str) -> str:
    """Say how the lines of a file are named that a word names otherwise, "" for any other word."""
    path, named_lines = _parted(word)
    if not named_lines or not _is_file(path):
        return ""
    first, *others = re.findall(r"\d+", named_lines)
    lines = f"1-{first}" if named_lines.startswith("-") else "-".join((first, *others[-1:]))
    return f"lines are named so: {quoted(path)}:{lines}"


def _parted(word: str) -> tuple[str, str]:
    """Part a path from the lines of it that a word names, "" for none."""
    match = _LINES.fullmatch(word[::-1])
    return (match[2][::-1], match[1][::-1]) if match else (word, "")
