"""What is written lies where only its owner can read it."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from tests.conftest import ASK, Run
from tests.scripted import ScriptedGateway


def test_every_folder_and_file_is_private_whatever_the_umask(
    gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    home = tmp_path / "new"
    folders = {f"XDG_{name}_HOME": str(home / name / "deep") for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    ran = subprocess.run(
        [*ASK, "hello"],
        env={**environment, **keyed, **folders},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        preexec_fn=lambda: os.umask(0),
        timeout=60,
    )
    assert ran.returncode == 0
    made = [home, *home.rglob("*")]
    assert any(path.name == "ledger.db" for path in made)
    assert [path for path in made if path.stat().st_mode & 0o077] == []


def test_a_row_of_an_older_release_is_read(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    ask("hello", env=keyed)
    (ledger,) = Path(environment["HOME"]).rglob("ledger.db")
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE turns SET reasons = ?", ('["you chose the tier"]',))
        connection.commit()
    ran = ask("log", "show", "1")
    assert ran.code == 0
    assert "Hello world" in ran.out
