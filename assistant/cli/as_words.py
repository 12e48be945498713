"""Words that look like a file or a revision and go as words: what is said of them."""

import re

from assistant.cli.files import has_blank, is_revision
from assistant.prompt import language_of
from assistant.repl.attaching import named

_MISSED = re.compile(r"(?!\w+://)[^\s/]*/\S*\.\w+(?::[\d:-]+)?|(?!-)[\w.-]*\w\.\w+(?::[\d:-]+)?")
_LIBRARY = re.compile(r"[^/]+\.js")  # node.js: in a sentence it need be no file


def missing_files(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that can hardly be anything but files: their ending is known."""
    sentence = len(words) > 2 and not any(map(has_blank, words))
    return tuple(
        word
        for word in words
        if _MISSED.fullmatch(word)
        and language_of(named(word).path)
        and not (sentence and _LIBRARY.fullmatch(word))
    )


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
