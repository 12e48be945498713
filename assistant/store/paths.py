"""Where the product's files lie: the platform's folders, XDG honoured."""

import os
import pwd
import sys
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import ConfigError
from assistant.values import dataclass

# https://specifications.freedesktop.org/basedir-spec/latest/
_PLACES = {"XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".local/share", "XDG_STATE_HOME": ".local/state"}
_MACOS = "Library/Application Support"  # for each of them


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one user. None of them need exist."""

    config: Path
    key: Path
    ledger: Path
    marks: Path
    state: Path
    swaps: Path
    trust: Path


def paths_for(environment: Mapping[str, str]) -> Paths:
    """Give the paths; ASK_CONFIG names another configuration than the platform's own place for it.

    Raises ConfigError for a user without a home folder, as containers have them.
    """
    settings, files, state = (_own_folder(environment, variable) for variable in _PLACES)
    config = environment.get("ASK_CONFIG")
    return Paths(
        config=Path(os.path.expanduser(config)) if config else settings / "config.toml",  # noqa: PTH111 - it never raises
        key=settings / "keys.json",
        ledger=files / "ledger.db",
        marks=files / "marks.jsonl",
        state=state,
        swaps=files / "swaps.json",
        trust=files / "trust.json",
    )


def _own_folder(environment: Mapping[str, str], variable: str) -> Path:
    folder = folder_named(environment, variable)
    if folder is None:
        folder = _home(environment) / (_MACOS if sys.platform == "darwin" else _PLACES[variable])
    return folder / "ask"


def folder_named(environment: Mapping[str, str], variable: str) -> Path | None:
    """Give the folder that an XDG variable names; None where it is no absolute path, as the specification has it."""
    named = environment.get(variable, "")
    return Path(named) if named.startswith("/") else None


def _home(environment: Mapping[str, str]) -> Path:
    said = environment.get("HOME", "")
    try:
        return Path(said if said.startswith("/") else pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError as error:
        raise ConfigError("could not find your home folder", hint="set HOME") from error


def ignored_variables(environment: Mapping[str, str]) -> str:
    """Say which XDG variables are no absolute paths, which the specification has us ignore; "" for none."""
    names = [name for name in _PLACES if environment.get(name) and folder_named(environment, name) is None]
    return f"{' and '.join(names)}: no absolute path, so it is ignored" if names else ""
