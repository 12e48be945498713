"""What was trusted is forgotten, also where it is gone."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ASK, Run


@pytest.fixture
def trusted(ask: Run, tmp_path: Path) -> Path:
    """A project's folder whose settings are trusted, which the tests' commands do not run in."""
    (tmp_path / ".ask").mkdir()
    (tmp_path / ".ask" / "config.toml").write_text('system = "Answer in French."\n')
    assert ask("trust", "--yes").code == 0
    return tmp_path


def test_a_project_whose_settings_are_gone_is_forgotten(ask: Run, trusted: Path) -> None:
    shutil.rmtree(trusted / ".ask")
    assert "config.toml (gone)" in ask("trust", "--list").out
    assert ask("trust", "--forget").out == ".ask is no longer trusted\n"
    assert ask("trust", "--list").out == "nothing is trusted\n"
    again = ask("trust", "--forget")
    assert (again.code, "ask trust --list" in again.err) == (2, True)


@pytest.mark.parametrize("named", ["elsewhere", "elsewhere/.ask"])
def test_a_project_that_is_gone_is_forgotten_by_its_name(named: str, ask: Run, trusted: Path) -> None:
    file = next((trusted / "home").rglob("trust.json"))
    file.write_text(file.read_text().replace(f"{trusted}/.ask", f"{trusted}/elsewhere/.ask"))
    assert "elsewhere" in ask("trust", "--list").out
    assert ask("trust", "--forget", named).code == 0
    assert ask("trust", "--list").out == "nothing is trusted\n"


def test_no_copy_stays_of_what_was_trusted_but_where_another_project_has_it_too(
    ask: Run, trusted: Path, environment: dict[str, str]
) -> None:
    copies = Path(environment["XDG_DATA_HOME"]) / "ask" / "trusted"
    other = trusted / "other"
    shutil.copytree(trusted / ".ask", other / ".ask")
    assert ask("trust", "--yes", cwd=other).code == 0
    assert ask("trust", "--forget").code == 0
    assert len([*copies.iterdir()]) == 1
    assert ask("trust", "--forget", cwd=other).code == 0
    assert not [*copies.iterdir()]


def test_of_trusting_listing_and_forgetting_one_is_done(ask: Run, trusted: Path) -> None:
    for others in (("--list", "--forget"), ("--list", "--yes"), ("--forget", "--yes")):
        ran = ask("trust", *others)
        assert (ran.code, "choose one of" in ran.err) == (2, True)
    assert "config.toml" in ask("trust", "--list").out


def test_a_folder_is_named_to_be_forgotten_only(ask: Run, trusted: Path) -> None:
    ran = ask("trust", "me")
    assert (ran.code, "with --forget only" in ran.err, "ask -- trust me" in ran.err) == (2, True, True)


def test_where_one_stands_in_a_folder_that_is_gone_there_is_none(environment: dict[str, str]) -> None:
    gone = 'mkdir -p "$HOME/gone" && cd "$HOME/gone" && rmdir "$HOME/gone" && exec "$@"'
    ran = subprocess.run(
        ["sh", "-c", gone, "sh", *ASK, "trust", "--forget"],
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, "ask trust --list" in ran.stderr) == (2, True), ran.stderr
