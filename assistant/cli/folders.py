"""The files of a folder that go with a question: few enough of them, found soon, none that git ignores."""

import os
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from assistant.cli.git import NoGit, git
from assistant.errors import UsageError
from assistant.repl.globbing import MOST
from assistant.repl.outside import leading_out, left_out

_SEEN = 5_000  # files and folders that are looked at where no repository lists them
_PATIENCE = 5.0  # seconds
_LIST = ("ls-files", "-z", "-co", "--exclude-standard")
_SOON = 0.5  # seconds after which it is said what takes them


def files_in(folder: Path, say: Callable[[str], None]) -> list[str]:
    """Give the files of a folder: what git does not ignore, in no repository what is not hidden either, and no backups.

    A repository in it, a submodule for one, is left out, which is said.
    What a link, or git's list, leads to outside of the repository, or of the folder where there is none, is left out,
    which is said.
    Raises UsageError for more than can go with a question, or than can be found in some seconds.
    """
    telling = threading.Timer(_SOON, say, (f"looking for files in {folder} …",))
    telling.daemon = True
    telling.start()
    try:
        names = _names(folder, time.monotonic() + _PATIENCE, say)
        kept = {name for name in names if name and not name.endswith("~")}
        files = sorted(str(folder / name) for name in kept if (folder / name).is_file())
        apart = sorted(f"{folder / name}/" for name in kept if _is_repository(folder / name))
    except (subprocess.TimeoutExpired, TimeoutError):
        raise _too_large(folder, f"takes more than {_PATIENCE:g} s to look through") from None
    finally:
        telling.cancel()
    if apart:
        say(f"{left_out(apart, 'repositories of their own')}; name one to send it")
    if links := leading_out(files, folder):
        say(left_out(links))
        files = sorted({*files} - {*links})
    if len(files) > MOST:
        raise _too_large(folder, f"holds {len(files):,} files")
    return files


def ignored_in(folder: Path) -> str:
    """Give a file of a folder that git ignores, where it ignores all that is not hidden; "" where there is none soon."""
    with suppress(UsageError, TimeoutError):
        for name in _walk(folder, time.monotonic() + _SOON):
            path = folder / name
            apart = any(_is_repository(folder / above) for above in (*name.parents,)[:-1])
            if not (_is_hidden(name) or apart) and path.is_file() and not path.is_symlink():
                return str(path)
    return ""


def _names(folder: Path, end: float, say: Callable[[str], None]) -> list[str]:
    try:
        listed = _not_ignored(folder, end)
        if listed is not None:
            return listed
        for path in _walk(folder, end):  # where it is too large git need not be asked, which reads it all
            if path.name == ".gitignore":
                break
        return [name for name in _in_no_repository(folder, end) if not _is_hidden(Path(name))]
    except NoGit:
        paths = [*_walk(folder, end)]
        if any(path.name == ".gitignore" for path in paths):
            say("git is not installed: what .gitignore names is not left out")
        return [str(path) for path in paths if not _is_hidden(path) and not (folder / path).is_dir()]


def _in_no_repository(folder: Path, end: float) -> list[str]:
    """Let git read a folder's own .gitignore files, as if it were a repository."""
    with tempfile.TemporaryDirectory() as empty:
        git("init", "-q", "--bare", empty)
        options = (f"--git-dir={empty}", "--work-tree=.", *_LIST, "--exclude=.*")
        return _not_ignored(folder, end, options) or []


def _not_ignored(folder: Path, end: float, command: tuple[str, ...] = _LIST) -> list[str] | None:
    """Let git list the files it does not ignore, None where there is no repository."""
    ran = git("-C", str(folder), *command, seconds=end - time.monotonic())
    return ran.stdout.decode(errors="surrogateescape").split("\0") if ran.returncode == 0 else None


def _walk(folder: Path, end: float) -> Iterator[Path]:
    """Give what is in a folder and not hidden, nearest first, and each .gitignore before what lies beside it.

    Raises UsageError for too much of it, TimeoutError at the `end`.
    """
    seen, waiting = 0, deque([Path()])
    while waiting:
        if time.monotonic() > end:
            raise TimeoutError
        inner = waiting.popleft()
        with suppress(OSError), os.scandir(folder / inner) as entries:
            for entry in sorted(entries, key=lambda each: each.name != ".gitignore"):
                if entry.name.startswith(".") and entry.name != ".gitignore":
                    continue
                seen += 1
                if seen > _SEEN:
                    raise _too_large(folder, f"holds more than {_SEEN:,} files and folders")
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(inner / entry.name)
                yield inner / entry.name


def _is_repository(path: Path) -> bool:
    return (path / ".git").exists()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _too_large(folder: Path, why: str) -> UsageError:
    return UsageError(
        f"{folder} {why}", hint=f"{MOST} at most go with a question: name them, or a folder in it"
    )
