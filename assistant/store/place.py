"""A file that the user named to be written: found once, replaced there or not at all, whatever is swapped meanwhile."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from assistant.errors import UsageError, cause_of, quoted
from assistant.store.decoding import decoded
from assistant.values import dataclass

# A folder is only passed through where the system can open one for that.
_FOLDER = os.O_DIRECTORY | os.O_CLOEXEC | getattr(os, "O_PATH", os.O_RDONLY)


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a file in a folder that is held open. `content` is what is there, None for nothing; `status` how."""

    path: Path
    folder: int  # a descriptor: what the folder's name leads to may change
    content: bytes | None
    status: os.stat_result | None = None

    @property
    def text(self) -> str:
        """What the file holds, "" where there is none. Raises NotText for a binary."""
        return decoded(self.content, str(self.path)).text if self.content else ""

    def close(self) -> None:
        """Let go of the folder."""
        os.close(self.folder)


def place_at(name: str | Path) -> Place:
    """Find the place of a file.

    Raises UsageError where a symbolic link leads there, for a folder, a pipe or a device, for a file that is
    read-only or cannot be read, and where there is no such folder.
    """
    path = Path(name)
    if f"/{name}".endswith(("/", "/.")):  # which a path forgets
        raise UsageError(f"{name or path} is a folder's name", hint="name a file in it")
    try:
        folder = _folder_of(path)
    except FileNotFoundError:
        raise UsageError(f"there is no folder {path.parent}") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} could not be read: {cause_of(error)}") from error
    try:
        return Place(path, folder, *_content(folder, path))
    except BaseException:
        os.close(folder)
        raise


def _folder_of(path: Path) -> int:
    """Open the folder of a path as it was typed, one by one, so that none of them is swapped for a link meanwhile.

    Raises UsageError for a symbolic link among them, but for those in "/", which are the system's own; OSError.
    """
    first, *others = reversed(path.parents)
    opened = os.open(first, _FOLDER)
    for inner in others:
        own = inner.parent == Path("/")
        try:
            deeper = os.open(inner.name, _FOLDER if own else _FOLDER | os.O_NOFOLLOW, dir_fd=opened)
        except OSError as error:
            if error.errno in {errno.ENOTDIR, errno.ELOOP} and inner.is_symlink():
                raise UsageError(
                    f"{inner} is a link", hint=f"name the file itself: {_led_to(path)}"
                ) from error
            raise
        finally:
            os.close(opened)
        opened = deeper
    return opened


def _content(folder: int, path: Path) -> tuple[bytes | None, os.stat_result | None]:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        handle = os.open(path.name, flags, dir_fd=folder)
    except FileNotFoundError:
        return None, None
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.ELOOP:
            raise UsageError(f"{path} is a link", hint=f"name the file itself: {_led_to(path)}") from error
        raise UsageError(f"{path} could not be read: {cause_of(error)}") from error
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise UsageError(f"{path} is a folder", hint="name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise UsageError(f"{path} is not a regular file")
        if not status.st_mode & 0o222:  # asked of the mode: to root every file can be written
            raise UsageError(f"{path} is read-only", hint=f"chmod u+w {quoted(path)}")
        with open(handle, "rb", closefd=False) as file:
            return file.read(), status
    except OSError as error:
        raise UsageError(f"{path} could not be read: {cause_of(error)}") from error
    finally:
        os.close(handle)


def _led_to(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # it leads to itself, or is being changed
        return path


def replaced(place: Place, content: bytes) -> Path | None:
    """Put `content` there at once, owner and mode kept; gives where the old file is now, None where there was none.

    Raises UsageError where the file or its folder is no longer the one that was found, or cannot be written.
    """
    path, folder = place.path, place.folder
    _still_there(place)
    made = f".{path.name[:100]}.{secrets.token_hex(6)}"
    try:
        with _made(place, content, made):
            if place.content is None:
                _let_appear(made, path.name, folder)
                return None
            backup = _kept(place)
            os.replace(made, path.name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError as error:
        raise UsageError(f"{path} could not be written: {cause_of(error)}") from error
    return backup


def _still_there(place: Place) -> None:
    changed = UsageError(f"{place.path} has changed since it was read: nothing was written", hint="ask again")
    try:
        folder = _folder_of(place.path)
        try:
            same = os.path.samestat(os.fstat(folder), os.fstat(place.folder))
        finally:
            os.close(folder)
        found, _ = _content(place.folder, place.path)
    except (OSError, UsageError) as error:
        raise changed from error
    if not same or found != place.content:
        raise changed


@contextmanager
def _made(place: Place, content: bytes, name: str) -> Iterator[None]:
    """Write a new file beside the place. What fails, in here or with it, leaves no file behind."""
    mode = 0o666 if place.content is None else 0o600  # a new file's is the umask's, an old one's is set below
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(name, flags, mode, dir_fd=place.folder)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(content)
            file.flush()
            if place.status is not None:
                _take_over(handle, place.status)
            os.fsync(handle)
        yield
    except BaseException:
        with suppress(OSError):
            os.unlink(name, dir_fd=place.folder)
        raise


def _take_over(handle: int, before: os.stat_result) -> None:
    """Give a file the owner and the mode of another; the bits that run it as its owner only where it has that owner."""
    with suppress(OSError):  # only root may give a file away
        os.fchown(handle, before.st_uid, -1)
    with suppress(OSError):
        os.fchown(handle, -1, before.st_gid)
    made = os.fstat(handle)
    same = (made.st_uid, made.st_gid) == (before.st_uid, before.st_gid)
    os.fchmod(handle, stat.S_IMODE(before.st_mode) if same else before.st_mode & 0o777)


def _let_appear(made: str, name: str, folder: int) -> None:
    """Give a new file its name. Raises OSError where a file has come to be there, which a rename would replace."""
    try:
        os.link(made, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        os.rename(made, name, src_dir_fd=folder, dst_dir_fd=folder)
    else:
        os.unlink(made, dir_fd=folder)


def _kept(place: Place) -> Path:
    """Keep the old file beside its place, under its name and a tilde, or numbered as by `cp --backup`; once."""
    old, folder = place.path.name, place.folder
    for number in count():
        kept = place.path.with_name(f"{old}.~{number}~" if number else f"{old}~")
        try:
            try:
                os.link(old, kept.name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links
                with _made(place, place.content or b"", kept.name):
                    pass
        except FileExistsError:
            with suppress(UsageError):  # it is no file
                if _content(folder, kept)[0] == place.content:
                    return kept
        else:
            return kept
    raise AssertionError  # it counts without end
