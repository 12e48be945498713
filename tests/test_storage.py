"""What is written lies where only its owner can read it."""

import os
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ASK, KEY, Run
from tests.places import HOSTILE, config, everywhere, for_all, foreign_folder
from tests.scripted import ScriptedGateway


@pytest.mark.parametrize("umask", [0, 0o077, 0o277, 0o777])
def test_every_folder_and_file_is_private_whatever_the_umask(
    umask: int, keyed: dict[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    home = tmp_path / "new"
    folders = {f"XDG_{name}_HOME": str(home / name / "deep") for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    stored = ("key", "set", "--provider", "openai", "--file")
    for command in (("hello",), stored, ("config", "init"), ("swap", "code", "kimi-k2.5")):
        ran = subprocess.run(
            [*ASK, *command],
            env={**environment, **keyed, **folders},
            input=b"sk-0123456789abcdef\n" if "key" in command else b"",
            capture_output=True,
            umask=umask,
            timeout=60,
        )
        assert ran.returncode == 0, ran.stderr
    made = [home, *home.rglob("*")]
    assert {"ledger.db", "keys.json", "config.toml", "swaps.json"} <= {path.name for path in made}
    assert {path: oct(path.stat().st_mode & 0o777) for path in made} == {
        path: "0o700" if path.is_dir() else "0o600" for path in made
    }


def test_a_row_of_an_older_release_is_read(
    ask: Run, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    ask("hello", env=keyed)
    (ledger,) = Path(environment["HOME"]).rglob("ledger.db")
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE turns SET reasons = ?", ('["you chose the tier"]',))
        connection.commit()
    ran = ask("log", "show", "1")
    assert ran.code == 0
    assert "Hello world" in ran.out


def test_a_large_question_leaves_no_log_of_its_size_beside_the_ledger(
    ask: Run, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    assert ask("why is this slow", stdin="select the rows of a table;\n" * 100_000, env=keyed).code == 0
    (ledger,) = Path(environment["HOME"]).rglob("ledger.db")
    log = ledger.with_name("ledger.db-wal")
    assert ledger.stat().st_size > 2_800_000
    assert not log.exists() or log.stat().st_size < 2_000_000
    assert "select the rows" in ask("log", "show", "1").out


def _is_private(place: Path) -> bool:
    kept = [place / "w" / "ask", *(place / "w" / "ask").glob("*")]
    return all(not path.lstat().st_mode & 0o077 for path in kept if path.is_file() and not path.is_symlink())


def test_a_group_may_write_the_configuration_only_where_it_is_the_users_own(
    ask: Run, keyed: dict[str, str], tmp_path: Path
) -> None:
    env = keyed | config(tmp_path, 0o664)
    own = (tmp_path / "own.toml").stat().st_gid == os.getgid() == os.getuid()
    assert ask("-0", "hello", env=env).code == (0 if own else 2)
    if os.getuid() == 0:
        os.chown(tmp_path / "own.toml", 0, 12345)
        ran = ask("-0", "hello", env=env)
        assert ran.code == 2
        assert "can be changed by others" in ran.err
        os.chown(tmp_path / "own.toml", 0, 0)
        (tmp_path / "own.toml").chmod(0o600)
        os.chown(tmp_path, 0, 12345)
        for mode, code in ((0o770, 2), (0o1770, 0), (0o750, 0)):
            tmp_path.chmod(mode)
            ran = ask("-0", "hello", env=env)
            assert (ran.code, "lies in a folder that others can change" in ran.err) == (code, code == 2)
        for folder in ("config", "data", "state"):
            (shared := tmp_path / folder / "ask").mkdir(parents=True)
            os.chown(shared, 0, 12345)
            shared.chmod(0o770)
        there = {f"XDG_{name.upper()}_HOME": str(tmp_path / name) for name in ("config", "data", "state")}
        assert ask("-0", "hello", env=keyed | there).code == 0
        assert not (tmp_path / "data" / "ask").stat().st_mode & 0o077


@pytest.mark.parametrize("scene", HOSTILE)
def test_a_hostile_place_is_refused_or_repaired_and_said_in_one_line(
    scene: str, ask: Run, keyed: dict[str, str], tmp_path: Path
) -> None:
    prepare, code, said = HOSTILE[scene]
    (place := tmp_path / "place").mkdir()
    env = keyed | prepare(place)
    ran = ask("-0", "hello", env=env)
    assert ran.code == code
    assert sum(said in line for line in ran.err.splitlines()) == 1
    assert ran.out == ("" if code else "Hello world\n")
    for arguments in (
        ("log", "list"),
        ("cap", "2/day"),
        ("config", "init"),
        ("config", "show"),
        ("template", "list"),
        ("doctor", "--offline"),
    ):
        ran = ask(*arguments, env=env)
        assert "Traceback" not in ran.err
        assert "a bug" not in ran.err
    if said in {"is a symbolic link", "is not a regular file", "not a database"}:
        ran = ask("doctor", "--offline", env=env)
        assert ran.code == 2
        assert said in ran.out
    victim, elsewhere = place / "victim", place / "elsewhere"
    assert not victim.exists() or (victim.read_text(), victim.stat().st_mode & 0o777) == ("precious", 0o644)
    assert not (place / "made").exists()
    assert not elsewhere.exists() or not (elsewhere / "ledger.db").exists()
    assert not (tmp_path / "here").exists()
    if "open to all" in scene:
        assert _is_private(place)
        assert "changed by others" not in ask("-0", "hello", env=env).err


LISTS = {
    "marks.jsonl": ("route", "--report"),
    "swaps.json": ("swap", "--undo"),
    "trust.json": ("trust", "--list"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_ours_that_never_ends_or_is_none_is_said_in_one_line(
    name: str, ask: Run, environment: dict[str, str]
) -> None:
    folder = Path(environment["XDG_DATA_HOME"]) / "ask"
    folder.mkdir(mode=0o700, parents=True)
    file = folder / name
    os.mkfifo(file, 0o600)
    ran = ask(*LISTS[name])
    assert (ran.code, f"{name} is not a regular file" in ran.err) == (2, True)
    assert ask("route", "--feedback", "right").code == 2
    file.unlink()
    file.symlink_to("/dev/zero")
    assert ask(*LISTS[name]).code == 2
    file.unlink()
    file.write_bytes(b"[" * 100_000)
    file.chmod(0o600)
    ran = ask(*LISTS[name])
    assert "a bug" not in ran.err
    assert ran.code in {0, 2}


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives a folder away")
def test_another_users_folder_and_config_are_refused(ask: Run, keyed: dict[str, str], tmp_path: Path) -> None:
    (place := tmp_path / "place").mkdir()
    ran = ask("-0", "hello", env=keyed | foreign_folder(place))
    assert ran.err.count("belongs to another user") == 1
    assert list((place / "w" / "ask").iterdir()) == []
    env = config(place, 0o644)
    os.chown(env["ASK_CONFIG"], 12345, 12345)
    ran = ask("-0", "hello", env=keyed | env)
    assert (ran.code, ran.err.count("belongs to another user")) == (2, 1)
    os.chown(env["ASK_CONFIG"], 0, 0)
    os.chown(place, 12345, 12345)
    ran = ask("-0", "hello", env=keyed | env)
    assert (ran.code, ran.err.count("lies in a folder that belongs to another user")) == (2, 1)
    ran = ask("key", "set", "--file", stdin="sk-0123456789abcdef\n", env=foreign_folder(tmp_path / "keys"))
    assert (ran.code, ran.err.count("in a folder that belongs to another user")) == (2, 1)
    assert list((tmp_path / "keys" / "w" / "ask").iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives a link away")
@pytest.mark.parametrize("linked", ["ask", "ask/config.toml"])
def test_no_link_of_another_user_says_where_the_key_goes(
    linked: str, ask: Run, gateway: ScriptedGateway, environment: dict[str, str], tmp_path: Path
) -> None:
    (clone := tmp_path / "clone").mkdir()
    (clone / "config.toml").write_text(f'[providers.global-apis]\nbase_url = "{gateway.base_url}"\n')
    link = Path(environment["XDG_CONFIG_HOME"]) / linked
    link.parent.mkdir(parents=True)
    link.symlink_to(clone if linked == "ask" else clone / "config.toml")
    env = {"GLOBAL_API_KEY": KEY}
    assert ask("-0", "hello", env=env).code == 0
    gateway.received.clear()
    os.chown(link, 12345, 12345, follow_symlinks=False)
    ran = ask("-0", "hello", env=env)
    assert (ran.code, ran.err.count("behind a link of another user"), gateway.received) == (2, 1, [])


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives a folder away")
def test_a_folder_of_another_user_in_one_for_all_is_refused(
    ask: Run, keyed: dict[str, str], tmp_path: Path
) -> None:
    env = for_all(tmp_path / "w")
    (tmp_path / "w").chmod(0o1777)
    assert ask("-0", "hello", env=keyed | env).err.count("ledger") == 0
    own = everywhere(tmp_path / "w" / "own")
    (tmp_path / "w" / "own").mkdir()
    os.chown(tmp_path / "w" / "own", 12345, 12345)
    assert ask("-0", "hello", env=keyed | own).err.count("lies in a folder that belongs to another user") == 1


@pytest.mark.parametrize(
    "command", [("key", "set", "--file"), ("config", "init"), ("template", "new", "mine")]
)
def test_nothing_that_is_obeyed_is_written_where_others_could_swap_it(
    command: tuple[str, ...], ask: Run, tmp_path: Path
) -> None:
    ran = ask(*command, stdin="sk-0123456789abcdef\n", env=for_all(tmp_path / "w") | {"EDITOR": "true"})
    assert (ran.code, ran.err.count("would lie in a folder that anyone can change")) == (2, 1)
    assert list((tmp_path / "w").iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives a file away")
@pytest.mark.parametrize("whose", [["ledger.db"], ["."], ["ledger.db", "."]])
def test_another_users_ledger_is_not_read(
    whose: list[str], ask: Run, keyed: dict[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    ask("-0", "hello", env=keyed)
    for name in whose:
        os.chown(Path(environment["XDG_DATA_HOME"]) / "ask" / name, 12345, 12345)
    for command in (
        ("log", "list"),
        ("last",),
        ("bill",),
        ("cap",),
        ("apply", "x.sh", "--yes"),
        ("-c", "more"),
    ):
        ran = ask(*command, env=keyed)
        assert (ran.code, ran.out, ran.err.count("belongs to another user")) == (2, "", 1)
    assert not (tmp_path / "x.sh").exists()


def test_a_linked_config_of_ones_own_is_read(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "place").mkdir()
    env = config(tmp_path / "place", 0o644)
    (tmp_path / "link.toml").symlink_to(env["ASK_CONFIG"])
    assert ask("-0", "hello", env=keyed | {"ASK_CONFIG": str(tmp_path / "link.toml")}).code == 0
    assert gateway.received[0].body["messages"][0]["content"] == "Speak as a pirate."


def test_shells_that_begin_at_once_make_everything_private(
    keyed: dict[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    env = environment | keyed | everywhere(tmp_path / "new" / "deep")
    shells = [
        subprocess.Popen([*ASK, "-0", "hello"], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, umask=0)
        for _ in range(4)
    ]  # fmt: skip
    said = [shell.communicate(timeout=60) for shell in shells]
    assert [shell.returncode for shell in shells] == [0] * 4
    assert not any(b"ledger" in err for _, err in said)
    made = [tmp_path / "new", *(tmp_path / "new").rglob("*")]
    assert [path for path in made if path.stat().st_mode & 0o077] == []


def test_a_ledger_damaged_in_the_middle_is_said_in_one_line(
    ask: Run, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    ask("hello", env=keyed)
    (ledger,) = Path(environment["HOME"]).rglob("ledger.db")
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in ledger.parent.glob("ledger.db-*"):
        file.unlink()
    content = ledger.read_bytes()
    ledger.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    for arguments in (
        ("log", "list"),
        ("bill",),
        ("last",),
        ("cap", "2/day"),
        ("-c", "more"),
        ("log", "delete", "1"),
        ("resume",),
    ):
        ran = ask(*arguments, env=keyed)
        assert "a bug" not in ran.err
        assert "ledger" in ran.err
    assert ask("hello", env=keyed).out == "Hello world\n"


def test_a_template_that_others_can_change_is_refused(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    folder = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "templates"
    folder.mkdir(parents=True)
    (folder / "mine.md").write_text("Say it.\n")
    (folder / "mine.md").chmod(0o666)
    os.mkfifo(folder / "pipe.md")
    ran = ask("-t", "mine", "hello", env=keyed)
    assert (ran.code, ran.err.count("can be changed by others")) == (2, 1)
    assert "is not a regular file" in ask("-t", "pipe", "hello", env=keyed).err
    assert gateway.received == []


def test_a_limit_holds_where_the_ledger_cannot_be_opened_any_more(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    ask("-0", "hello", env=keyed)
    ledger = Path(environment["XDG_DATA_HOME"]) / "ask" / "ledger.db"
    assert ask("cap", "2/day").code == 0
    for file in ledger.parent.glob("ledger.db-*"):
        file.unlink()
    ledger.with_name("ledger.db-shm").mkdir()  # as where nothing can be written
    gateway.received.clear()
    ran = ask("-0", "hello", env=keyed)
    assert (ran.code, gateway.received) == (6, [])
    assert "the limit on spending cannot be kept" in ran.err


def test_a_name_forges_no_finding_of_the_doctor(ask: Run, environment: dict[str, str]) -> None:
    home = Path(environment["XDG_CONFIG_HOME"]) / "a\nfail  forged"
    ran = ask("doctor", "--offline", env={"XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)})
    assert "forged" in ran.out
    assert "\nfail  forged" not in ran.out


def test_the_doctor_sees_that_nothing_can_be_recorded(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "f").touch()
    ran = ask("doctor", "--offline", env={"XDG_DATA_HOME": str(tmp_path / "f")})
    assert f"nothing can be recorded: {tmp_path / 'f'} cannot be written" in ran.out


def test_a_ledger_that_was_never_made_whole_holds_nothing(ask: Run, environment: dict[str, str]) -> None:
    folder = Path(environment["XDG_DATA_HOME"]) / "ask"
    folder.mkdir(mode=0o700, parents=True)
    (folder / "ledger.db").touch(mode=0o600)
    (folder / "ledger.db-shm").mkdir()  # as where the disk is full
    ran = ask("log")
    assert (ran.code, "nothing is on record yet" in ran.err) == (2, True)


def test_a_swap_that_could_not_be_taken_back_is_not_made(ask: Run, environment: dict[str, str]) -> None:
    config = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[tiers.code]\nmodels = ["kimi-k2.5"]\n')
    data = Path(environment["XDG_DATA_HOME"])
    data.mkdir(parents=True)
    (data / "ask").symlink_to(data / "elsewhere")
    ran = ask("swap", "code", "deepseek-v4-flash")
    assert (ran.code, "is a symbolic link" in ran.err) == (2, True)
    assert config.read_text() == '[tiers.code]\nmodels = ["kimi-k2.5"]\n'


def test_a_benchmark_is_not_kept_behind_a_link(
    ask: Run, keyed: dict[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    data = Path(environment["XDG_DATA_HOME"])
    data.mkdir(parents=True)
    (data / "ask").symlink_to(tmp_path / "elsewhere")
    ran = ask("bench", "--models", "deepseek-v4-flash", "--tasks", "race", "--no-run", "--yes", env=keyed)
    assert (ran.code, "is a symbolic link" in ran.err) == (2, True)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    long = {"XDG_DATA_HOME": str(tmp_path / ("x" * 300))}
    ran = ask("bench", "report", env=long)  # from Python 3.13 on, looking through such a folder finds nothing
    assert (ran.code, ran.err.count("\n")) in {(2, 1), (2, 2)}
    assert "could not be read: File name too long" in ran.err or "there is no run on record yet" in ran.err


def test_a_page_takes_the_place_of_no_pipe(ask: Run, keyed: dict[str, str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page")
    asked = ("bench", "--models", "deepseek-v4-flash", "--tasks", "race", "--no-run", "--yes")
    ran = ask(*asked, "--html", "page", env=keyed)
    assert (ran.code, "page could not be written: it is not a regular file" in ran.err) == (2, True)
    assert stat.S_ISFIFO((tmp_path / "page").lstat().st_mode)
