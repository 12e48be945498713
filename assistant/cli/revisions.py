"""Words that are git's revisions, and those that were meant as one and are none."""

import re
from collections.abc import Callable

from assistant.cli.as_words import stand_apart
from assistant.cli.git import NoGit, git
from assistant.errors import UsageError, quoted

_FORM = re.compile(r"HEAD\b.*|\S*(?:\w\.\.\.?\w|~\d*|\^\d*|@\{[^{}]*\})\S*")
_COMMIT = re.compile(r"(?=.*\d)(?=.*[a-f])[\da-f]{7,40}")
STAGED = 'what is staged: git diff --staged | ask "…"'
_BRANCHES = ("main", "master", "develop", "trunk")  # as people call them where this repository does not
_NEAR = 0.65  # how alike two names are that one may be a slip for the other


def is_revision(word: str) -> bool:
    """Tell whether a word is one of git's revisions or ranges, by its form or because git knows it."""
    if not word or word.startswith("-") or any(character.isspace() for character in word):
        return False
    if _FORM.fullmatch(word):
        return True
    try:
        return bool(git("rev-parse", "--revs-only", "--quiet", "--end-of-options", word, "--").stdout)
    except (NoGit, ValueError):
        return False


def no_revision_as_word(
    word: str, words: tuple[str, ...], *, beside: bool, is_template: Callable[[str], bool]
) -> str:
    """Say that the word behind `--diff` goes as a word though there is no such revision, "" where none may be meant.

    Raises UsageError for one that can only have been meant as a revision. It stands as a missing file does
    (`stand_apart`) and last or spelled as branches are, or alone or before a template's name and near one; or it looks
    like a commit or a branch of a remote's.
    """
    if word not in words or re.search(r"[\s=]", word) or is_template(word):
        return ""
    others = [other for other in words if other != word]
    apart = stand_apart([word], words, beside=beside, is_template=is_template) or _COMMIT.fullmatch(word)
    without_question = not others or (len(others) == 1 and is_template(others[0]))
    if not (apart or without_question or "/" in word) or git("rev-parse", "--git-dir").returncode:
        return ""
    near = word in _BRANCHES or _near(word)
    meant = near or word == words[-1] or re.search(r"[/~^@{\d_-]|\w\.\w", word)
    if _is_below_a_name(word) or (apart and meant) or (without_question and near):
        raise no_revision(word, hint=f"a word of the question: ask --diff -- {quoted(word)} …")
    return f"there is no revision {word}; it goes as a word" if apart else ""


def no_revision(word: str, hint: str = "") -> UsageError:
    """Give the error that says that there is no such revision, and which is meant, or none at all."""
    if not _names():
        return UsageError("there is no commit yet", hint=STAGED)
    near = _near(word)
    return UsageError(f"there is no revision {word}" + (near and f"; did you mean {near}?"), hint=hint)


def second_revision(word: str, words: tuple[str, ...], against: str) -> str:
    """Say that a second revision behind `--diff` goes as a word, "" for any other word."""
    if word not in words or ".." in against or not is_revision(word):
        return ""
    return f"{word} goes as a word (for both revisions: --diff {against}..{word})"


def _is_below_a_name(word: str) -> bool:
    """Tell whether a word begins as a remote's branches do, or as others that there are."""
    first, slash, _ = word.partition("/")
    remotes = git("remote").stdout.decode(errors="replace").splitlines()
    return bool(slash) and (first in remotes or any(name.startswith(first + slash) for name in _names()))


def _near(word: str) -> str:
    """Give the branch or tag that is spelled most like a word, or HEAD, "" where none is."""
    from difflib import get_close_matches

    names = _names()
    if word.upper() in names:  # HEAD: so a file system takes it that does not tell their cases apart
        return word.upper()
    return next(iter(get_close_matches(word, names, 1, _NEAR)), "")


def _names() -> list[str]:
    """Give the branches and tags that there are, and HEAD where it is a commit."""
    listed = git("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    names = listed.stdout.decode(errors="replace").splitlines()
    return ["HEAD", *names] if has_commit() else names


def has_commit() -> bool:
    """Tell whether there is a commit that HEAD stands for."""
    return not git("rev-parse", "--quiet", "--verify", "HEAD").returncode
