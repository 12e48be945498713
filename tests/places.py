"""Places for what is kept that somebody hostile has prepared: each gives the variables that lead there."""

import os
from collections.abc import Callable
from pathlib import Path


def everywhere(folder: Path) -> dict[str, str]:
    return {f"XDG_{name}_HOME": str(folder) for name in ("CONFIG", "DATA", "STATE")}


def _relative(_: Path) -> dict[str, str]:
    return {"XDG_DATA_HOME": "here", "XDG_CONFIG_HOME": "./here"}


def _open_to_all(place: Path) -> dict[str, str]:
    (place / "w" / "ask").mkdir(parents=True)
    (place / "w" / "ask").chmod(0o777)
    return everywhere(place / "w")


def for_all(folder: Path) -> dict[str, str]:
    folder.mkdir()
    folder.chmod(0o777)
    return everywhere(folder)


def _config_below_a_folder_for_all(place: Path) -> dict[str, str]:
    env = for_all(place / "w")
    (place / "w" / "ask").mkdir(mode=0o700)
    (place / "w" / "ask" / "config.toml").touch(0o600)
    return env


def _ledger_open_to_all(place: Path) -> dict[str, str]:
    (place / "w" / "ask").mkdir(parents=True, mode=0o700)
    (place / "w" / "ask" / "ledger.db").touch()
    (place / "w" / "ask" / "ledger.db").chmod(0o666)
    return everywhere(place / "w")


def _log_of_the_ledger_open_to_all(place: Path) -> dict[str, str]:
    (place / "w" / "ask").mkdir(parents=True, mode=0o700)
    for name in ("ledger.db", "ledger.db-wal", "ledger.db-shm"):
        (place / "w" / "ask" / name).touch(0o600)
    (place / "w" / "ask" / "ledger.db-wal").chmod(0o666)
    return everywhere(place / "w")


def _linked_folder(place: Path) -> dict[str, str]:
    (place / "elsewhere").mkdir()
    (place / "w").mkdir()
    (place / "w" / "ask").symlink_to(place / "elsewhere")
    return everywhere(place / "w")


def _linked_ledger(place: Path) -> dict[str, str]:
    (place / "victim").write_text("precious")
    (place / "victim").chmod(0o644)
    (place / "w" / "ask").mkdir(parents=True)
    (place / "w" / "ask" / "ledger.db").symlink_to(place / "victim")
    return everywhere(place / "w")


def _link_to_nothing(place: Path) -> dict[str, str]:
    (place / "w" / "ask").mkdir(parents=True)
    (place / "w" / "ask" / "ledger.db").symlink_to(place / "made")
    return everywhere(place / "w")


def _pipe_for_a_ledger(place: Path) -> dict[str, str]:
    (place / "w" / "ask").mkdir(parents=True)
    os.mkfifo(place / "w" / "ask" / "ledger.db")
    return everywhere(place / "w")


def _broken_ledger(place: Path) -> dict[str, str]:
    (place / "w" / "ask").mkdir(parents=True)
    (place / "w" / "ask" / "ledger.db").write_bytes(b"no database, but long enough to be looked at " * 100)
    return everywhere(place / "w")


def foreign_folder(place: Path) -> dict[str, str]:
    (place / "w" / "ask").mkdir(parents=True)
    os.chown(place / "w" / "ask", 12345, 12345)
    return everywhere(place / "w")


def _file_for_a_folder(place: Path) -> dict[str, str]:
    (place / "f").touch()
    return everywhere(place / "f")


def _loop(place: Path) -> dict[str, str]:
    (place / "a").symlink_to(place / "a")
    return everywhere(place / "a")


def config(place: Path, mode: int) -> dict[str, str]:
    (place / "own.toml").write_text('system = "Speak as a pirate."\n')
    (place / "own.toml").chmod(mode)
    return {"ASK_CONFIG": str(place / "own.toml")}


def _pipe_for_a_config(place: Path) -> dict[str, str]:
    os.mkfifo(place / "own.toml")
    return {"ASK_CONFIG": str(place / "own.toml")}


def _config_in_a_folder_for_all(place: Path) -> dict[str, str]:
    (place / "own.toml").write_text('system = "Speak as a pirate."\n')
    place.chmod(0o777)
    return {"ASK_CONFIG": str(place / "own.toml")}


def _huge_config(place: Path) -> dict[str, str]:
    with (place / "own.toml").open("wb") as file:
        file.truncate(1 << 30)
    return {"ASK_CONFIG": str(place / "own.toml")}


def _key_file_for_all(place: Path) -> dict[str, str]:
    folder = place / "w" / "ask"
    folder.mkdir(parents=True)
    (folder / "keys.json").write_text("{}")
    (folder / "keys.json").chmod(0o666)
    return everywhere(place / "w") | {
        "GLOBAL_API_KEY": "",
        "ASK_BASE_URL": "https://127.0.0.1.nip.invalid/v1",
    }


HOSTILE: dict[str, tuple[Callable[[Path], dict[str, str]], int, str]] = {
    "relative XDG folders": (_relative, 0, "no absolute path"),
    "a folder open to all": (_open_to_all, 0, "could be changed by others; now it cannot"),
    "folders in one for all": (
        lambda place: for_all(place / "w"),
        0,
        "lies in a folder that anyone can change",
    ),
    "a config below a folder for all": (
        _config_below_a_folder_for_all,
        2,
        "lies in a folder that anyone can change",
    ),
    "a ledger open to all": (_ledger_open_to_all, 0, "could be changed by others; now it cannot"),
    "a ledger's log open to all": (
        _log_of_the_ledger_open_to_all,
        0,
        "ledger.db-wal could be changed by others; now it cannot",
    ),
    "a linked folder": (_linked_folder, 0, "is a symbolic link"),
    "a linked ledger": (_linked_ledger, 0, "is a symbolic link"),
    "a link to nothing": (_link_to_nothing, 0, "is a symbolic link"),
    "a pipe for a ledger": (_pipe_for_a_ledger, 0, "is not a regular file"),
    "a broken ledger": (_broken_ledger, 0, "not a database"),
    "a file for a folder": (_file_for_a_folder, 0, "Not a directory"),
    "a link to itself": (_loop, 2, "symbolic links"),
    "a name that is too long": (
        lambda place: {"XDG_DATA_HOME": str(place / ("x" * 300)), "XDG_STATE_HOME": str(place) + "/y" * 3000},
        0,
        "File name too long",
    ),
    "a configuration's name that is too long": (
        lambda place: {"XDG_CONFIG_HOME": str(place / ("x" * 300))},
        2,
        "File name too long",
    ),
    "a config in a folder for all": (
        _config_in_a_folder_for_all,
        2,
        "lies in a folder that anyone can change",
    ),
    "a config of a gigabyte": (_huge_config, 2, "is larger than 16 MB"),
    "a config for all to write": (lambda place: config(place, 0o666), 2, "can be changed by others"),
    "a config that is a pipe": (_pipe_for_a_config, 2, "is not a regular file"),
    "a config that is a folder": (lambda place: {"ASK_CONFIG": str(place)}, 2, "is not a regular file"),
    "a config without end": (lambda _: {"ASK_CONFIG": "/dev/zero"}, 2, "is not a regular file"),
    "a key file for all": (_key_file_for_all, 2, "can be changed by others"),
}
