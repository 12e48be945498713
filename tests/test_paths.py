"""Where files lie: the folders that XDG variables name, else those of the platform, below the user's home."""

import os
import pwd
import sys
from pathlib import Path

import pytest

from assistant.store.paths import Paths, paths_for

USUAL = {
    "linux": (".config", ".local/share", ".local/state"),
    "darwin": ("Library/Application Support",) * 3,
}


def lying(config: Path, files: Path, state: Path) -> Paths:
    return Paths(
        config=config / "config.toml",
        key=config / "keys.json",
        ledger=files / "ledger.db",
        marks=files / "marks.jsonl",
        state=state,
        swaps=files / "swaps.json",
        trust=files / "trust.json",
    )


def usual(home: str) -> Paths:
    return lying(*(Path(home, folder, "ask") for folder in USUAL[sys.platform]))


def test_variables_name_the_folders() -> None:
    named = {f"XDG_{name}_HOME": f"/x/{name}" for name in ("CONFIG", "DATA", "STATE")}
    assert paths_for(named) == lying(Path("/x/CONFIG/ask"), Path("/x/DATA/ask"), Path("/x/STATE/ask"))


@pytest.mark.parametrize("named", [{}, {"XDG_CONFIG_HOME": "here", "XDG_STATE_HOME": ""}], ids=str)
def test_files_lie_in_the_home_where_no_absolute_path_is_named(named: dict[str, str]) -> None:
    assert paths_for({"HOME": "/home/ada"} | named) == usual("/home/ada")


@pytest.mark.parametrize("environment", [{}, {"HOME": ""}, {"HOME": "here"}], ids=str)
def test_a_home_that_is_no_absolute_path_is_the_systems(environment: dict[str, str]) -> None:
    assert paths_for(environment) == usual(pwd.getpwuid(os.getuid()).pw_dir)
