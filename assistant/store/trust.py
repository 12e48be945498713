"""Which files of a project's `.ask` folder count: those whose bytes are the ones the user once said yes to."""

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ConfigError
from assistant.store.files import write_private

SETTINGS = "config.toml"
LARGEST = 256_000  # bytes of a file that is taken
MOST = 200  # files that are taken
_TEMPLATE_ENDINGS = (".toml", ".md")

Hashes = Mapping[str, str]  # SHA-256 in hexadecimal, by the file's name in its `.ask` folder


@dataclass(frozen=True, slots=True)
class Project:
    """A project's `.ask` folder as it is now: the text of each file by its name, such as "templates/review.toml".

    `trusted` are the files that count. Of those that do not, `changed` were trusted with other contents, `new` never.
    """

    folder: Path
    trusted: Mapping[str, str]
    changed: Mapping[str, str]
    new: Mapping[str, str]

    @property
    def texts(self) -> dict[str, str]:
        """Every file, trusted or not; for showing them before they are trusted, and for nothing else."""
        return dict(sorted({**self.trusted, **self.changed, **self.new}.items()))

    def notice(self, name: str) -> str:
        """Say that the file `name` is there and does not count, "" where it does or is not there."""
        if name in self.changed:
            return f"{self.folder / name} has changed since you trusted it, so it does not count: ask trust"
        if name in self.new:
            return f"{self.folder / name} is not trusted, so it does not count: ask trust"
        return ""


def project_at(folder: Path, trust_file: Path) -> Project:
    """Read what is in a `.ask` folder and tell what of it counts. Raises ConfigError as `trusts_in` does."""
    known = trusts_in(trust_file).get(os.fspath(folder.resolve()), {})
    trusted, changed, new = {}, {}, {}
    for name, content in _files(folder):
        text = content.decode("utf-8", errors="replace")
        if name not in known:
            new[name] = text
        elif known[name] == _hash(content):
            trusted[name] = text
        else:
            changed[name] = text
    return Project(folder, trusted, changed, new)


def trust(project: Project, trust_file: Path) -> None:
    """Let every file of a project count, as long as it stays as it was read. Raises ConfigError."""
    hashes = {name: _hash(text.encode()) for name, text in project.texts.items()}
    folder = os.fspath(project.folder.resolve())
    write_private(trust_file, json.dumps({**trusts_in(trust_file), folder: hashes}, indent=1))


def forget(folder: Path, trust_file: Path) -> bool:
    """Let nothing of a project's folder count any more; tells whether anything did. Raises ConfigError."""
    trusts = dict(trusts_in(trust_file))
    if trusts.pop(os.fspath(folder.resolve()), None) is None:
        return False
    write_private(trust_file, json.dumps(trusts, indent=1))
    return True


def trusts_in(trust_file: Path) -> dict[str, Hashes]:
    """Read which folders are trusted, and with which contents. Raises ConfigError where others could have written it."""
    try:
        status = trust_file.stat()
        if os.name == "posix" and (status.st_mode & 0o022 or status.st_uid != os.geteuid()):
            raise ConfigError(f"{trust_file} can be changed by others", hint=f"chmod 600 {trust_file}")
        found = json.loads(trust_file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(
            f"{trust_file} could not be read: {error}", hint="delete it, then: ask trust"
        ) from error
    if not isinstance(found, dict):
        return {}
    return {folder: hashes for folder, hashes in found.items() if isinstance(hashes, dict)}


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give name and bytes of the files that may mean something: no links, no pipes, nothing huge, only whole UTF-8."""
    templates = folder / "templates"
    names: list[str] = []
    with suppress(OSError):
        if not templates.is_symlink():
            found = (file for file in templates.iterdir() if file.suffix in _TEMPLATE_ENDINGS)
            names += [f"templates/{file.name}" for file in found]
    for name in (SETTINGS, *sorted(names)[:MOST]):
        content = _content(folder / name)
        if content is not None:
            yield name, content


def _content(file: Path) -> bytes | None:
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        content = opened.read(LARGEST + 1)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return content if len(content) <= LARGEST else None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
