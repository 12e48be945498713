"""Which files of a project's `.ask` folder count: those whose bytes are the ones the user once said yes to."""

import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from enum import Enum
from pathlib import Path

from assistant.errors import ConfigError, quoted
from assistant.store.changing import changing
from assistant.store.files import kept_text, open_to_all, write_kept
from assistant.values import dataclass

SETTINGS = "config.toml"
LARGEST = 256_000  # bytes of a file that is taken
MOST = 200  # files that are taken
_TEMPLATE_ENDINGS = (".toml", ".md")

IN_A_LINK = "lies in a folder that is a link"

_NO = "no "  # stands before the hash of what was said no to

Hashes = Mapping[str, str]  # SHA-256 in hexadecimal, by the file's name in its `.ask` folder


class Standing(Enum):
    """How a file stands with the user: what is trusted counts."""

    TRUSTED = "trusted"
    CHANGED = "changed since you trusted it"
    REFUSED = "you said no to it"  # as it is
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Project:
    """A project's `.ask` folder as it is now: how each file stands, and its text, by its name ("templates/review.toml").

    `skipped` were not read: why, by their names.
    `linked` are the files, by their names, of a nearer folder that would be the project's if it were no link.
    """

    folder: Path
    files: Mapping[str, tuple[Standing, str]] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    linked: Mapping[str, Path] = field(default_factory=dict)

    @property
    def trusted(self) -> dict[str, str]:
        """The texts of the files that count."""
        return {name: text for name, (standing, text) in self.files.items() if standing is Standing.TRUSTED}

    def notice(self, name: str) -> str:
        """Say that the file `name` is there and does not count, "" where it does or is not there."""
        standing, _ = self.files.get(name, (None, ""))
        if standing is Standing.CHANGED:
            return f"{self.folder / name} has changed since you trusted it, so it is ignored: ask trust"
        if standing is Standing.NEW:
            return f"{self.folder / name} is not trusted, so it is ignored: ask trust"
        if name in self.skipped:
            return f"{self.folder / name} {self.skipped[name]}, so it is ignored"
        return ""

    def link_notice(self, name: str) -> str:
        """Say that a file `name` would stand before the project's own, "" where there is none."""
        return f"{self.linked[name]} {IN_A_LINK}, so it is ignored" if name in self.linked else ""


def project_at(folder: Path, trust_file: Path) -> Project:
    """Read what is in a `.ask` folder and tell what of it counts. Raises ConfigError as `trusts_in` does."""
    known = trusts_in(trust_file).get(os.fspath(folder.resolve()), {})
    files, skipped = {}, {}
    for name, found in _files(folder):
        if isinstance(found, str):
            skipped[name] = found
        else:
            files[name] = _standing(found, known.get(name, "")), found.decode("utf-8", errors="replace")
    return Project(folder, files, skipped)


def _standing(content: bytes, known: str) -> Standing:
    digest = _hash(content)
    if known == digest:
        return Standing.TRUSTED
    if known == _NO + digest:
        return Standing.REFUSED
    return Standing.CHANGED if known and not known.startswith(_NO) else Standing.NEW


def beyond_link(project: Project | None, link: Path, trust_file: Path) -> Project | None:
    """Give a project with the files of `link`, a folder that was passed over before it; None for neither."""
    behind = project_at(link, trust_file)
    linked = {name: link / name for name, (how, _) in behind.files.items() if how is not Standing.REFUSED}
    return replace(project or Project(link), linked=linked) if project or linked else None


def trust(project: Project, trust_file: Path) -> None:
    """Let every file of a project count, as long as it stays as it was read. Raises ConfigError."""
    hashes = {name: _hash(text.encode()) for name, (_, text) in project.files.items()}
    for name, (_, text) in project.files.items():
        write_kept(_copy(trust_file, hashes[name]), text)
    _record(project, hashes, trust_file)


def refuse(project: Project, trust_file: Path) -> None:
    """Remember that the user said no to what does not count yet, as it is; it is not spoken of again."""
    hashes = {
        name: ("" if how is Standing.TRUSTED else _NO) + _hash(text.encode())
        for name, (how, text) in project.files.items()
    }
    _record(project, hashes, trust_file)


def text_as_trusted(project: Project, name: str, trust_file: Path) -> str | None:
    """Give the text of a file as it was when it was trusted, None where it is not known any more."""
    known = trusts_in(trust_file).get(os.fspath(project.folder.resolve()), {}).get(name, "")
    with suppress(OSError, UnicodeDecodeError):
        content = _copy(trust_file, known).read_bytes()
        if known and _hash(content) == known:
            return content.decode("utf-8")
    return None


def _record(project: Project, hashes: Hashes, trust_file: Path) -> None:
    folder = os.fspath(project.folder.resolve())
    with changing(trust_file):
        write_kept(trust_file, json.dumps({**trusts_in(trust_file), folder: hashes}, indent=1))


def _copy(trust_file: Path, digest: str) -> Path:
    return trust_file.parent / "trusted" / digest


def forget(folder: Path, trust_file: Path) -> bool:
    """Let nothing of a project's folder count any more; tells whether anything did. Raises ConfigError."""
    gone = os.path.realpath(folder)
    with changing(trust_file):
        trusts = dict(trusts_in(trust_file))
        hashes = trusts.pop(gone, None)
        if hashes is None:
            return False
        write_kept(trust_file, json.dumps(trusts, indent=1))
        still = {hash_ for others in trusts.values() for hash_ in others.values()}
        for hash_ in {*hashes.values()} - still:
            if not hash_.startswith(_NO):
                _copy(trust_file, hash_).unlink(missing_ok=True)
    return True


def trusts_in(trust_file: Path) -> dict[str, Hashes]:
    """Read which folders are trusted, and with which contents. Raises ConfigError where others could have written it."""
    text = kept_text(trust_file, "the list of what is trusted,")
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise ConfigError(
            f"{trust_file} could not be read: {error}", hint="delete it, then: ask trust"
        ) from error
    if not isinstance(found, dict):
        return {}
    return {folder: _hashes(hashes) for folder, hashes in found.items() if isinstance(hashes, dict)}


def _hashes(plain: Mapping[str, object]) -> Hashes:
    return {name: value for name, value in plain.items() if isinstance(value, str)}


def _files(folder: Path) -> Iterator[tuple[str, bytes | str]]:
    """Give the files that may mean something: no links, no pipes, nothing huge or open to all, only whole UTF-8.

    A text says why a file was not read.
    """
    if open_to_all(folder):
        yield SETTINGS, f"lies in a folder that anyone can change (chmod o-w {quoted(folder)})"
        return
    templates = folder / "templates"
    names: list[str] = []
    with suppress(OSError):
        if templates.is_symlink():
            yield "templates", "is a link"
        elif open_to_all(templates):
            yield "templates", f"can be changed by anyone (chmod o-w {quoted(templates)})"
        else:
            found = (file for file in templates.iterdir() if file.suffix in _TEMPLATE_ENDINGS)
            names += sorted(f"templates/{file.name}" for file in found)
    for name in (SETTINGS, *names[:MOST]):
        with suppress(FileNotFoundError):
            yield name, _content(folder / name)
    if len(names) > MOST:
        yield names[MOST], f"and {len(names) - MOST - 1} others are beyond the {MOST} that are read"


def _content(file: Path) -> bytes | str:
    """Read a file of a project, or say why not. Raises FileNotFoundError."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise
    except OSError as error:
        return "is a link" if error.errno == errno.ELOOP else "cannot be read"
    with open(handle, "rb") as opened:  # noqa: PTH123 - a descriptor
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return "is not a regular file"
        if status.st_mode & stat.S_IWOTH:
            return f"can be changed by anyone (chmod o-w {quoted(file)})"
        content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        return f"is larger than {LARGEST // 1000} kB"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "is no UTF-8"
    return content


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
