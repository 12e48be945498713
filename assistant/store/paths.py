"""Where the product's files lie: the platform's folders, XDG honoured."""

import os
from collections.abc import Mapping
from pathlib import Path

from platformdirs import PlatformDirs

from assistant.errors import ConfigError
from assistant.values import dataclass

_VARIABLES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
_FOLDERS = PlatformDirs("ask", appauthor=False)


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one user. None of them need exist."""

    config: Path
    cooldowns: Path
    history: Path
    key: Path
    ledger: Path
    marks: Path
    runs: Path  # of the benchmark
    state: Path
    swaps: Path
    tasks: Path  # of the benchmark
    templates: Path
    trust: Path


def paths_for(config: str) -> Paths:
    """Give the paths; `config` is the value of ASK_CONFIG, "" for the platform's own place.

    Raises ConfigError for a user without a home folder, as containers have them.
    """
    try:
        return _paths(config)
    except RuntimeError as error:
        raise ConfigError("could not find your home folder", hint="set HOME") from error


def _paths(config: str) -> Paths:
    folder, kept, state = _FOLDERS.user_config_path, _FOLDERS.user_data_path, _FOLDERS.user_state_path
    file = Path(os.path.expanduser(config)) if config else folder / "config.toml"  # noqa: PTH111 - it never raises
    return Paths(
        config=file,
        cooldowns=state / "cooldowns.json",
        history=state / "history",
        key=folder / "keys.json",
        ledger=kept / "ledger.db",
        marks=kept / "marks.jsonl",
        runs=kept / "bench",
        state=state,
        swaps=kept / "swaps.json",
        tasks=file.parent / "bench",
        templates=file.parent / "templates",
        trust=kept / "trust.json",
    )


def ignored_variables(environment: Mapping[str, str]) -> str:
    """Say which XDG variables are no absolute paths, which the specification has us ignore; "" for none."""
    names = [name for name in _VARIABLES if (value := environment.get(name)) and not value.startswith("/")]
    return f"{' and '.join(names)}: no absolute path, so it is ignored" if names else ""
