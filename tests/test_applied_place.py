"""Where an answer's code is written, and where not: links, folders, pipes, other names, what is swapped meanwhile."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import AskOnTerminal, Run
from tests.scripted import ScriptedGateway
from tests.test_apply import code


def test_a_link_a_folder_and_a_binary_file_are_refused_before_anything_is_sent(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "real").write_text("x\n")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "binary").write_bytes(b"\0\1")
    for name in ("link", "binary", ".", "no/such"):
        ran = ask("fix", "--apply", str(tmp_path / name), "--yes", env=keyed)
        assert ran.code == 2
    assert gateway.received == []


def test_an_option_is_no_file_to_write(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    for option in ("-x", "--code", "--"):
        ran = ask("--apply", option, "fix", "--yes", env=keyed)
        assert (ran.code, "--apply ./-x" in ran.err) == (2, True)
    assert gateway.received == []
    gateway.answers(code("a = 1\n"))
    assert ask("--apply", "./-x", "fix", "--yes", env=keyed).code == 0


def test_a_second_file_to_write_is_refused_and_not_dropped(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    for words in (("fix",), ("up",)):
        ran = ask(*words, "--apply", "a.py", "--apply", "b.py", "--yes", env=keyed)
        assert (ran.code, "--apply is for one file" in ran.err) == (2, True)
    assert gateway.received == []


def _parent_link(folder: Path) -> Path:
    (folder / "outside").mkdir()
    (folder / "outside" / "a.py").write_text("precious\n")
    (folder / "src").symlink_to(folder / "outside")
    return folder / "src" / "a.py"


def _parent_link_for_a_new_file(folder: Path) -> Path:
    return _parent_link(folder).with_name("new.py")


def _link_above(folder: Path) -> Path:
    (folder / "outside" / "deep").mkdir(parents=True)
    (folder / "outside" / "deep" / "a.py").write_text("precious\n")
    (folder / "src").symlink_to(folder / "outside")
    return folder / "src" / "deep" / "a.py"


def _link_to_nothing(folder: Path) -> Path:
    (folder / "a.py").symlink_to(folder / "outside.py")
    return folder / "a.py"


def _link_to_itself(folder: Path) -> Path:
    (folder / "a.py").symlink_to(folder / "a.py")
    return folder / "a.py"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "a.py")
    return folder / "a.py"


@pytest.mark.parametrize(
    "prepare",
    [
        _parent_link,
        _parent_link_for_a_new_file,
        _link_above,
        _link_to_nothing,
        _link_to_itself,
        _pipe,
        lambda _: Path("/dev/null"),
    ],
)
def test_what_a_link_leads_to_and_what_is_no_file_is_refused_before_anything_is_sent(
    prepare: Callable[[Path], Path], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    path = prepare(tmp_path)
    for name in (str(path), os.path.relpath(path, tmp_path)):
        ran = ask("fix", "--apply", name, "--yes", env=keyed)
        assert ran.code == 2
        assert "is a link" in ran.err or "is not a regular file" in ran.err
    assert gateway.received == []
    written = (
        [file for file in (tmp_path / "outside").rglob("*") if file.is_file()] if path.name == "a.py" else []
    )
    assert all(file.read_text() == "precious\n" for file in written)
    assert not (tmp_path / "outside.py").exists()
    assert not (tmp_path / "outside" / "new.py").exists()


def test_another_name_of_the_same_file_stays_as_it_was(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "other").write_text("a = 1\n")
    os.link(tmp_path / "other", tmp_path / "a.py")
    gateway.answers(code("a = 2\n"))
    assert ask("fix", "--apply", "a.py", "--yes", env=keyed).code == 0
    assert (tmp_path / "a.py").read_text() == "a = 2\n"
    assert (tmp_path / "other").read_text() == "a = 1\n"


def test_the_file_as_it_was_is_kept_once(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(code("a = 2\n"))
    for before, kept in (("1", "a.py~"), ("3", "a.py.~1~"), ("1", "a.py~"), ("3", "a.py.~1~")):
        (tmp_path / "a.py").write_text(before)
        ran = ask("fix", "--apply", "a.py", "--yes", env=keyed)
        assert ran.err.endswith(f"wrote a.py; as it was: {kept}\n")
        assert (tmp_path / kept).read_text() == before
    assert sorted(file.name for file in tmp_path.glob("a.py*")) == ["a.py", "a.py.~1~", "a.py~"]


def test_a_backup_that_is_a_link_is_not_followed(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text("a = 1\n")
    (tmp_path / "victim").write_text("precious\n")
    (tmp_path / "a.py~").symlink_to(tmp_path / "victim")
    gateway.answers(code("a = 2\n"))
    assert ask("fix", "--apply", "a.py", "--yes", env=keyed).code == 0
    assert (tmp_path / "victim").read_text() == "precious\n"
    assert (tmp_path / "a.py.~1~").read_text() == "a = 1\n"


def test_a_folders_name_is_no_files(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text("a = 1\n")
    for name in ("a.py/", "a.py/.", "new.py/"):
        ran = ask("fix", "--apply", name, "--yes", env=keyed)
        assert (ran.code, f"{name} is a folder's name" in ran.err) == (2, True)
    assert gateway.received == []


def test_lines_and_a_glob_are_no_file_to_write(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text("a = 1\n")
    (tmp_path / "b.py").write_text("b = 1\n")
    there = sorted(tmp_path.iterdir())
    gateway.answers(code("a = 2\n"))
    for name, said in (
        ("a.py:1-2", "a.py:1-2 names lines of a file, and code takes the place of a whole one"),
        ("new.py:7", "name the file, and the lines in the question: new.py"),
        ("*.py", "*.py is a glob, and code takes the place of one file"),
        ("[ab].py", "name that file"),
        ("**/*.py", "**/*.py is a glob"),
    ):
        ran = ask("fix", "--apply", name, "--yes", env=keyed)
        assert (ran.code, said in ran.err) == (2, True), ran.err
    assert gateway.received == []
    ask("fix", env=keyed)
    for name in ("a.py:1-2", "*.py"):
        assert ask("apply", name, "--yes").code == 2
    assert sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize("name", ["a.py:1-2", "*.py", "[id].py"])
def test_a_file_whose_name_reads_like_lines_or_a_glob_is_written(
    name: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    if name != "[id].py":  # a name with brackets may be new
        (tmp_path / name).write_text("a = 1\n")
    gateway.answers(code("a = 2\n"))
    assert ask("fix", "--apply", name, "--yes", env=keyed).code == 0
    assert (tmp_path / name).read_text() == "a = 2\n"


def _swap_file_for_link(folder: Path) -> None:
    (folder / "src" / "a.py").unlink()
    (folder / "src" / "a.py").symlink_to(folder / "victim")


def _swap_file_for_pipe(folder: Path) -> None:
    (folder / "src" / "a.py").unlink()
    os.mkfifo(folder / "src" / "a.py")


def _swap_folder_for_link(folder: Path) -> None:
    (folder / "src").rename(folder / "gone")
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "a.py").write_text("a = 1\n")
    (folder / "src").symlink_to(folder / "elsewhere")


def _change(folder: Path) -> None:
    (folder / "src" / "a.py").write_text("a = 7\n")


@pytest.mark.parametrize("swap", [_swap_file_for_link, _swap_file_for_pipe, _swap_folder_for_link, _change])
def test_what_is_swapped_while_the_person_thinks_is_left_alone(
    swap: Callable[[Path], None],
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
    ask_on_terminal: AskOnTerminal,
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("a = 1\n")
    (tmp_path / "victim").write_text("a = 1\n")
    gateway.answers(code("a = 2\n"))
    command = ask_on_terminal("fix", "--apply", "src/a.py", env=keyed)
    command.expect_exact("[y/N]")
    swap(tmp_path)
    command.sendline("y")
    status, shown = command.ended()
    assert status == 5
    assert "has changed since it was read" in shown
    texts = {file: file.read_text() for file in tmp_path.rglob("*.py") if file.is_file()}
    assert "a = 2\n" not in texts.values()
    assert (tmp_path / "victim").read_text() == "a = 1\n"
