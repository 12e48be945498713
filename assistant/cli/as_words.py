"""Words that look like a file, a folder or a revision and go as words: what is said of them."""

import os
import re
from collections.abc import Iterator

from assistant.cli.files import has_blank, is_revision
from assistant.errors import quoted
from assistant.prompt import language_of

_MISSED = re.compile(r"(?!\w+://)[^\s/]*/\S*\.\w+|(?!-)[\w.-]*\w\.\w+")
_LINES = re.compile(r"(\S+?)[:#(]((?=\D*\d)[L\d,.:+-]+)\)?")  # of a file, as other programs name them
_LIBRARY = re.compile(r"[^/]+\.js")  # node.js: in a sentence it need be no file

_is_file, _is_folder = os.path.isfile, os.path.isdir  # unlike a path's own they raise for no word


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
            meant = lines_meant(word)
            yield f"there is no file {word}; it goes as a word{f' ({meant})' if meant else ''}"


def missing_files(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that can hardly be anything but files: their ending is known, or lines of a file are named."""
    sentence = len(words) > 2 and not any(map(has_blank, words))
    return tuple(
        word
        for word in words
        if not (sentence and _LIBRARY.fullmatch(word)) and (_has_known_ending(word) or lines_meant(word))
    )


def _has_known_ending(word: str) -> bool:
    lines = _LINES.fullmatch(word)
    path = lines[1] if lines else word
    return bool(_MISSED.fullmatch(path) and language_of(path))


def lines_meant(word: str) -> str:
    """Say how the lines of a file are named that a word names otherwise, "" for any other word."""
    match = _LINES.fullmatch(word)
    if not match or not _is_file(match[1]):
        return ""
    first, *others = re.findall(r"\d+", match[2])
    lines = f"1-{first}" if match[2].startswith("-") else "-".join((first, *others[-1:]))
    return f"lines are named so: {quoted(match[1])}:{lines}"


def revision_as_word(word: str, words: tuple[str, ...], against: str, *, beside: bool) -> str:
    """Say that the word behind `--diff` goes as a word though it looks like a revision, "" where it does not.

    A second one looks so where git knows it, and one that there is not where it stands alone beside a question that is
    in quotes, or elsewhere (`beside`).
    """
    if word not in words:
        return ""
    if against:
        second = ".." not in against and is_revision(word)
        return f"{word} goes as a word (for both revisions: --diff {against}..{word})" if second else ""
    others = [other for other in words if other != word]
    apart = all(map(has_blank, others)) if others else beside
    if not apart or re.search(r"[\s=]", word) or word in missing_files(words):
        return ""
    return f"there is no revision {word}; it goes as a word"
