"""Files that only their owner may read or change: written whole or not at all, and read only where that holds."""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from assistant.errors import ConfigError, cause_of, quoted

OTHERS_WRITE = 0o022
LARGEST = 16 << 20  # bytes of a file that is read
_CHOOSE = "choose a folder of your own"


class NotTheUsersAlone(PermissionError):
    """A file or a folder is a link, another user's, or lies where others can change it."""


def make_private_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each 0700 whatever the umask. Raises OSError."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)  # another shell may make it at the same moment
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, f"{folder} is not a folder") from None
    if folder.stat().st_mode & 0o777 != 0o700:  # a umask can only take away
        folder.chmod(0o700)


def make_own_folder(folder: Path) -> str:
    """Make the folder of what is kept, or see that it is the user's alone.

    Gives a line for the user where others could change it, which they cannot any more; else "". Raises OSError for
    a symbolic link, for another user's folder, and in one that anyone can change.
    """
    if opening := _opening(folder.parent):
        raise _refused(folder, "lies {} ({})".format(*opening))
    try:
        found = folder.lstat()
    except FileNotFoundError:
        make_private_folder(folder)
        found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise _refused(folder, "is a symbolic link" if stat.S_ISLNK(found.st_mode) else "is not a folder")
    return _made_private(folder, found, 0o700)


def make_own_file(file: Path) -> str:
    """Make an empty file that is the user's alone, or make sure of one; gives what was changed, "" for nothing.

    Raises OSError where it is a link, no regular file, or another user's.
    """
    with suppress(FileExistsError):
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        os.fchmod(handle, 0o600)  # a umask may have taken away from it
        os.close(handle)
    return keep_own_file(file)


def keep_own_file(file: Path) -> str:
    """Make sure of a file that is the user's alone as `make_own_file` does, where it is there."""
    try:
        found = file.lstat()  # not opened: closing it again would let go of SQLite's locks
    except (FileNotFoundError, NotADirectoryError):
        return ""
    if not stat.S_ISREG(found.st_mode):
        raise _refused(file, "is a symbolic link" if stat.S_ISLNK(found.st_mode) else "is not a regular file")
    return _made_private(file, found, 0o600)


def _made_private(path: Path, found: os.stat_result, mode: int) -> str:
    if found.st_uid != os.geteuid():
        raise _refused(path, "belongs to another user")
    if found.st_mode & 0o077:
        path.chmod(mode)
    return f"{path} could be changed by others; now it cannot" if found.st_mode & OTHERS_WRITE else ""


def _refused(path: Path, why: str) -> OSError:
    return NotTheUsersAlone(errno.EPERM, f"{path} {why}")


def own_text(file: Path, what: str, *, errors: str = "strict", largest: int = LARGEST) -> str | None:
    """Read a file of the user's, None where there is none. `what` it is begins the errors; `errors` is as in `open`.

    Raises ConfigError as `own_content` does, and where it is no text.
    """
    content = own_content(file, what, largest=largest)
    try:
        text = None if content is None else content.decode("utf-8", errors)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{what} {file} could not be read: {error}") from error
    return text and text.replace("\r\n", "\n").replace("\r", "\n")


def own_content(file: Path, what: str, *, largest: int = LARGEST) -> bytes | None:
    """Read the bytes of a file of the user's, None where there is none. `what` it is begins the errors.

    Raises ConfigError where others could have written it, where it is no file, and where it has more than `largest`
    bytes.
    """
    try:
        # a link of a dotfile manager is followed
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise ConfigError(f"{what} {file} could not be read: {cause_of(error)}") from error
    try:
        status = os.fstat(handle)
        _refuse_what_is_not_the_users(file, status, what)
        if status.st_size > largest:
            raise ConfigError(f"{what} {file} is larger than {largest >> 20} MB")
        with os.fdopen(handle, "rb", closefd=False) as opened:
            return opened.read()
    except OSError as error:
        raise ConfigError(f"{what} {file} could not be read: {error}") from error
    finally:
        os.close(handle)


def dangling_link(file: Path) -> Path | None:
    """Give the link to nothing that a path is or leads through, None where there is none."""
    links = (path for path in (file, *file.parents) if os.path.islink(path))  # noqa: PTH114 - it never raises
    return next((link for link in links if not os.path.exists(link)), None)  # noqa: PTH110 - nor does this


def kept_text(file: Path, what: str, *, errors: str = "strict", largest: int = LARGEST) -> str | None:
    """Read a file that `write_kept` wrote, as `own_text` does. Raises ConfigError where a link leads to it too."""
    for path in (file.parent, file):
        if os.path.islink(path):  # noqa: PTH114 - it never raises
            raise ConfigError(f"{what} {file} could not be read: {path} is a symbolic link")
    return own_text(file, what, errors=errors, largest=largest)


def _refuse_what_is_not_the_users(file: Path, status: os.stat_result, what: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise ConfigError(f"{what} {file} is not a regular file")
    if _is_anothers(status):
        hint = "look through it, then make it yours"
        raise ConfigError(f"{what} {file} belongs to another user", hint=hint)
    if _others_may_write(status):
        hint = f"look through it, then: chmod 600 {quoted(file)}"
        raise ConfigError(f"{what} {file} can be changed by others", hint=hint)
    _refuse_a_place_of_others(file, f"{what} {file} lies", before="look through it, then: ")


def _refuse_a_place_of_others(file: Path, what: str, *, before: str = "") -> None:
    """Raise ConfigError where another user may put something in the place of a file, which need not be there.

    `what` lies there begins the sentence; `before` begins the hint.
    """
    if opening := _opening(file):
        where, remedy = opening
        raise ConfigError(f"{what} {where}", hint=f"{before}{remedy}")
    for folder in (file.parent, Path(os.path.realpath(file)).parent):
        with suppress(OSError):
            status = folder.stat()
            if _is_anothers(status):
                raise ConfigError(
                    f"{what} in a folder that belongs to another user", hint=f"{before}{_CHOOSE}"
                )
            if _others_may_write(status) and not status.st_mode & stat.S_ISVTX:
                hint = f"{before}chmod go-w {quoted(folder)}"
                raise ConfigError(f"{what} in a folder that others can change", hint=hint)


def is_open_to_others(path: Path) -> bool:
    """Tell whether another user may lead a path elsewhere: nothing is written there."""
    return _opening(path) is not None


def _opening(path: Path) -> tuple[str, str] | None:
    """Tell where another user may lead a path elsewhere, through its links too, and what helps; None for nowhere."""
    ways = [path.absolute()]
    for way in ways:
        shared = False  # whether the last step is as /tmp, where each may change only what is theirs
        for step in (*reversed(way.parents), way):
            try:
                status = step.lstat()
            except (OSError, ValueError):
                break
            if stat.S_ISLNK(status.st_mode):
                if _is_anothers(status):
                    return f"behind a link of another user, {step}", _CHOOSE
                if (target := step.parent / step.readlink()) not in ways:
                    ways.append(target)
                continue
            if shared and _is_anothers(status):
                return "in a folder that belongs to another user", _CHOOSE
            shared = stat.S_ISDIR(status.st_mode) and bool(status.st_mode & stat.S_IWOTH)
            if shared and not status.st_mode & stat.S_ISVTX:
                return "in a folder that anyone can change", f"chmod o-w {quoted(step)}"
    return None


def _is_anothers(status: os.stat_result) -> bool:
    return status.st_uid not in {os.geteuid(), 0}


def open_to_all(folder: Path) -> bool:
    """Tell whether anyone may put another file in the place of one in a folder."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    return bool(mode & stat.S_IWOTH and not mode & stat.S_ISVTX)


def _others_may_write(status: os.stat_result) -> bool:
    """Tell whether somebody else may. A group with its only user's number is nobody else: umask 002 goes with it."""
    own_group = status.st_gid == os.getegid() == os.geteuid()
    return bool(status.st_mode & (stat.S_IWOTH if own_group else OTHERS_WRITE))


def refuse_unwritable(file: Path) -> None:
    """Raise ConfigError where `write_private` could write no `file`, as far as can be told before there is a text."""
    try:
        _refuse_no_regular(file)
        folder = next(folder for folder in file.absolute().parents if folder.exists())
        tempfile.NamedTemporaryFile(dir=folder, prefix=f".{file.name}.").close()
    except OSError as error:
        raise ConfigError(f"{file} could not be written: {cause_of(error)}") from error


def _refuse_no_regular(file: Path) -> None:
    if file.exists() and not file.is_file():
        raise ConfigError(f"{file} could not be written: it is not a regular file")


def write_private(file: Path, text: str) -> None:
    """Write `text` to `file` (mode 0600, its new folders 0700): in place of the old one, or not at all.

    Raises ConfigError where it cannot be written, and for a device or a pipe, in whose place nothing else may come.
    """
    try:
        _refuse_no_regular(file)
        make_private_folder(file.parent)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                os.fchmod(handle, 0o600)  # a umask may have taken away from it
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).replace(file)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except UnicodeEncodeError as error:
        raise ConfigError(f"{file} could not be written: {error.object[error.start]!r} is no text") from error
    except OSError as error:
        raise ConfigError(f"{file} could not be written: {cause_of(error)}") from error


def write_own(file: Path, text: str) -> None:
    """Write a file that `own_text` reads as `write_private` does; raises ConfigError where others could swap it too."""
    _refuse_a_place_of_others(file, f"nothing was written: {file} would lie")
    write_private(Path(os.path.realpath(file)), text)  # a link, as dotfile managers make, stays one


def write_kept(file: Path, text: str) -> None:
    """Write a file as `write_private` does, in a folder that is the user's alone.

    Raises ConfigError, also where others can change the folder: to put that right in silence would hide it.
    """
    _refuse_a_place_of_others(file, f"nothing was written: {file} would lie")
    try:
        make_own_folder(file.parent)
    except OSError as error:
        raise ConfigError(f"{file} could not be written: {cause_of(error)}") from error
    write_private(file, text)
