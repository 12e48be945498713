"""Several at once change one file: nobody's change is lost."""

import fcntl
import json
import os
import subprocess
import tomllib
from pathlib import Path

import pytest

from assistant.errors import ConfigError
from assistant.presets import PRESETS
from assistant.store.changing import changing
from assistant.store.key_file import keep_in_file, keys_in
from tests.conftest import ASK, Run


@pytest.fixture
def config(environment: dict[str, str]) -> Path:
    return Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"


def at_once(
    environment: dict[str, str],
    *commands: tuple[str, ...],
    given: bytes = b"",
    folders: tuple[Path, ...] = (),
) -> str:
    """Run commands side by side, each with `given` on stdin and in its folder; gives what they said."""
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen([*ASK, *command], env=environment, cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe)
        for command, folder in zip(commands, folders or (None,) * len(commands), strict=True)
    ]
    for one in started:
        assert one.stdin is not None
        one.stdin.write(given)
        one.stdin.flush()
    said = [one.communicate(timeout=120) for one in started]
    assert [one.returncode for one in started] == [0] * len(started), said
    return b"".join(out + err for out, err in said).decode()


def test_swaps_at_once_all_stand_and_are_all_taken_back(
    ask: Run, environment: dict[str, str], config: Path
) -> None:
    wanted = {
        "simple": {"kimi-k2.5", "glm-5"},
        "code": {"glm-5", "qwen3-32b"},
        "reasoning": {"glm-5", "kimi-k2.5"},
    }
    swaps = [("swap", tier, model) for tier, models in wanted.items() for model in models]
    said = at_once(environment, *swaps)
    assert said.count("is changed") == len(swaps)
    assert ".ask folder" not in said
    tiers = tomllib.loads(config.read_text())["tiers"]
    assert {tier: set(tiers[tier]["models"][:2]) for tier in tiers} == wanted
    for _ in swaps:
        assert ask("swap", "--undo").code == 0
    assert not config.exists()


def test_keys_that_are_kept_at_once_are_all_kept(ask: Run, environment: dict[str, str], config: Path) -> None:
    names = [name for name, preset in PRESETS.items() if preset.needs_key][:10]
    commands = (("key", "set", "--file", "--provider", name) for name in names)
    at_once(environment, *commands, given=b"gk-" + b"a1" * 12 + b"\n")
    assert len(json.loads((config.parent / "keys.json").read_text())) == len(names) == 10


def test_projects_that_are_trusted_at_once_are_all_trusted(
    ask: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    projects = tuple(tmp_path / f"project{number}" for number in range(6))
    for project in projects:
        (project / ".ask").mkdir(parents=True)
        (project / ".ask" / "config.toml").write_text('default = "code"\n')
    at_once(environment, *[("trust", "--yes")] * len(projects), folders=projects)
    assert ask("trust", "--list").out.count("config.toml") == len(projects)


def test_one_that_does_not_let_go_is_waited_for_a_while_and_told_of(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with (
        pytest.raises(ConfigError, match=r"another program is changing .*keys\.json: nothing was changed"),
        changing(tmp_path / "keys.json", patience=0.05),
    ):
        pytest.fail("it runs beside the other")
    os.close(folder)
    keep_in_file(tmp_path / "keys.json", "https://a.example", "k")
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]


def test_files_of_one_folder_are_changed_under_one_lock(tmp_path: Path) -> None:
    with changing(tmp_path / "a" / "config.toml", tmp_path / "a" / "swaps.json", patience=0):
        pass


def test_a_folder_that_cannot_be_locked_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with changing(tmp_path / "file" / "keys.json"):
        assert keys_in(tmp_path / "keys.json") == {}
