"""Files named on the command line go with the question: paths, ranges of lines, globs, folders, and git's diff."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.cli.folders import files_in, ignored_in
from assistant.cli.git import file_outside, git, has_foreign_work_tree, settings_of_repository
from assistant.cli.stdin import read_whole, unnamed
from assistant.errors import UsageError, cause_of, quoted
from assistant.prompt import Attachment, language_of
from assistant.repl.attaching import each_once, gathered, located, named, texts_among
from assistant.repl.outside import link_in
from assistant.store.decoding import decoded

_DIFF = (
    "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--submodule=short", "--ignore-submodules=dirty",
)  # fmt: skip
_GIVEN = re.compile(r"/(?:dev|proc/(?:self|\d+))/fd/\d+")
_KNOWN = 'if you know it: git diff | ask "…"'
_OF_KEY = re.compile(r"[A-Za-z0-9+/=]{20,}")  # what a line of a private key looks like
_FUNCTION = re.compile(rf"^(@@+ [^@\n]+ @@+) {_OF_KEY.pattern}$", re.MULTILINE)
_AROUND_KEY = 320  # lines on either side of a changed one among which both ends of its key are


def named_files(
    words: tuple[str, ...], say: Callable[[str], None], *, beside: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the words of a question from those that are files; a file that goes as a word may be told of.

    A word is a file where it is an argument of its own, has a dot or a slash in it, and there is such a file, a
    folder (with a slash, or a dot alone), a range of a file's lines, or a glob that finds something. Words in one
    pair of quotes are one argument, so `ask "why does app.py fail"` names none; nor does "/" or "/*".
    The name of a file without either (Makefile) may be a word of a sentence: it is a file beside a question that is
    in quotes, or elsewhere (`beside`), and beside one other word where it begins as file names do.
    """
    files = [word for word in words if _is_file(word)]
    bare = [word for word in words if _is_bare_file(word)]
    plain = [word for word in words if word not in (*files, *bare) and not re.search(r"[\s=]", word)]
    apart = not plain and (beside or any(map(has_blank, words)))
    for word in bare:
        if apart or (len(plain) <= 1 and _begins_as_files_do(word)):
            files.append(word)
        elif len(plain) <= 1 or _begins_as_files_do(word):
            say(f"there is a file {word}; it goes as a word (-f {quoted(word)} attaches it)")
    return tuple(word for word in words if word not in files), tuple(word for word in words if word in files)


def attached(
    files: tuple[str, ...], say: Callable[[str], None], held: Callable[[Attachment], str] = lambda _: ""
) -> tuple[Attachment, ...]:
    """Read files, each "path", "path:40-80", a glob or a folder; what these hold of no text or too large is left out.

    So is what of a folder's is `held` back, which that says: it goes where it is named.

    Raises UsageError for one that is missing, that cannot be read, that is no text, or that stands for too many.
    """
    found: list[Attachment] = []
    given = [file for file in files if is_given_pipe(file)]
    for file in dict.fromkeys(files):
        try:
            path = located(file)
            if path.is_fifo():
                name = f"pipe {given.index(file) + 1}" if file in given else file
                found.append(_through_pipe(path, name))
            else:
                found += _in_folder(path, say, held) if path.is_dir() else _read(file, say)
        except (OSError, ValueError) as error:  # no name that a file could have
            raise UsageError(f"{file} could not be read: {cause_of(error)}") from error
    return each_once(found)


def difference(revision: str) -> Attachment:
    """Give git's diff of the working tree against `revision`, the index where it is "".

    Raises UsageError where git has none to give, where the repository names a program to make it with, and where it
    shows files of elsewhere.
    """
    if refusal := _refusal():
        raise UsageError(refusal, hint=_KNOWN)
    # a revision never reads as an option
    against = (*(("--end-of-options", revision) if revision else ()), "--")
    ran = git(*_DIFF, *against)
    if ran.returncode:
        said = ran.stderr.decode(errors="replace").strip().partition("\n")[0]
        if "not a git repository" in said.lower():
            raise UsageError(
                "there is no git repository here", hint="git diff shows one's changes: cd into it"
            )
        if said.startswith("fatal: bad revision"):
            from assistant.cli.revisions import no_revision

            raise no_revision(revision)
        raise UsageError(f"git diff: {said or 'failed'}")
    found = decoded(ran.stdout, "git diff")
    if not found.text:
        from assistant.cli.revisions import STAGED, has_commit

        hint = "" if revision else "staged changes: --diff=HEAD" if has_commit() else STAGED
        raise UsageError("there is no difference to attach", hint=hint)
    text = _with_whole_keys(found.text, against) if _OF_KEY.search(found.text) else found.text
    return Attachment(text, f"git diff {revision}".strip(), "diff", encoding=found.label)


def _with_whole_keys(text: str, against: tuple[str, ...]) -> str:
    """Give a difference that shows both ends of a private key where it shows a line of it: they tell that it is one."""
    from assistant.guard.key_blocks import BLOCKS

    ran = git(*_DIFF, f"--unified={_AROUND_KEY}", *against)
    wider = {_heading(part): part for part in _parts(decoded(ran.stdout, "git diff").text)}
    chosen = []
    for part in _parts(text):
        wide = wider.get(_heading(part), "") if _OF_KEY.search(part) else ""
        chosen.append(wide if any(mark in wide for mark in BLOCKS) else part)
    return _FUNCTION.sub(r"\1", "".join(chosen))


def _parts(difference: str) -> list[str]:
    return re.split(r"^(?=diff --)", difference, flags=re.MULTILINE)


def _heading(part: str) -> str:
    return part.partition("\n")[0]


def _refusal() -> str:
    """Say what a repository, and not the user, has git compare: a program's work, or files of elsewhere."""
    for name in settings_of_repository(r"^(filter\..*\.(clean|process)|core\.worktree)$"):
        if name != "core.worktree":
            return f"git diff would run a program that this repository names: {name}"
        if has_foreign_work_tree():
            return "git diff would show files outside of this repository, which it names: core.worktree"
    outside = file_outside()
    return outside and f"git diff would show a file outside of this repository: {outside}"


def is_stdin(file: str) -> bool:
    """Tell whether a file that is named is what is piped in."""
    return file in {"-", "/dev/stdin"} or bool(_GIVEN.fullmatch(file) and file.endswith("/0"))


def is_given_pipe(word: str) -> bool:
    """Tell whether a word is a pipe that this process was given, as `<(git log)` makes one."""
    return bool(_GIVEN.fullmatch(word)) and Path(word).is_fifo()


def _through_pipe(path: Path, name: str) -> Attachment:
    """Read a pipe to its end, as stdin is read: there is no second time."""
    with path.open("rb") as opened:
        found = decoded(read_whole(opened, name), name)
    seen = unnamed(found.text)
    return replace(seen, name=name, language=seen.language or language_of(name), encoding=found.label)


def _is_all_signs(word: str) -> bool:
    """Tell a slash, or the beginning of a comment, from a path."""
    return word.startswith("/") and not word.strip("/*")


def _is_bare_file(word: str) -> bool:
    return not re.search(r"[\s./]", word) and os.path.isfile(named(word).path)  # noqa: PTH113 - raises for no name


def _begins_as_files_do(word: str) -> bool:
    return word[0].isupper() or word.startswith(("makefile", "dockerfile", "justfile"))


def has_blank(word: str) -> bool:
    """Tell whether a word was in quotes, as one of several words is."""
    return any(map(str.isspace, word))


def _is_file(word: str) -> bool:
    if not any(sign in word for sign in "./") or _is_all_signs(word) or "\n" in word or len(word) > 1000:
        return False
    try:
        mention = named(word)
        path = located(mention.path)
        if (
            path.is_file()
            or is_given_pipe(word)
            or (path.is_dir() and mention.first is None and ("/" in word or word in {".", ".."}))
        ):
            return True
        if not mention.is_glob or any(character.isspace() for character in word):
            return False
        return not gathered((mention,)).missing
    except (OSError, ValueError):
        return False


def _read(file: str, say: Callable[[str], None]) -> tuple[Attachment, ...]:
    mention = named(file)
    found = gathered((mention,))
    for notice in found.notices:
        say(notice)
    if not found.attachments:
        if found.notices:
            raise UsageError(f"there is no text among {mention.path}")
        if located(mention.path).exists():
            raise UsageError(f"{mention.path} is neither a file nor a pipe")
        from assistant.cli.as_words import absence

        raise UsageError(absence(file))
    return found.attachments


def _in_folder(
    folder: Path, say: Callable[[str], None], held: Callable[[Attachment], str]
) -> list[Attachment]:
    """Read the texts of a folder."""
    if link := link_in(folder):
        say(link)
    files = files_in(folder, say)
    texts, notices = texts_among(files)
    for notice in notices:
        say(notice)
    if not files and (ignored := ignored_in(folder)):
        hint = f"name a file of it: {quoted(ignored)}"
        raise UsageError(f"git ignores what is in {folder}", hint=hint)
    if not texts:
        raise UsageError(f"there is no text in {folder}" if files else f"there is no file in {folder}")
    kept = []
    for text in texts:
        if what := held(text):
            say(f"left out: {what}; name it to send it")
        else:
            kept.append(text)
    if not kept:
        raise UsageError(f"nothing in {folder} goes without being named")
    return kept
