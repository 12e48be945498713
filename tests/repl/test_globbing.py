"""A glob stands for the files that Python's glob finds, and is given up where it stands for too many."""

import glob
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.repl.globbing import files_of
from tests.repl.terminal import Terminal
from tests.scripted import ScriptedGateway

FILES = (
    "a.py",
    "a/a.py",
    "a/b/a.py",
    "a/b/c.txt",
    "a/.h/a.py",
    ".h/a.py",
    "sub dir/x[1].py",
    "sub dir/b/b/a.py",
)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "pattern",
    [
        "*.py",
        "*/*.py",
        "**/*.py",
        "**",
        "a/**",
        "**/b/**/a.py",
        "**/**/*.py",
        "*/**/?.py",
        ".h/**/*",
        "**/.h/*",
        "**/no",
    ],
)
def test_a_glob_stands_for_the_files_that_python_finds(pattern: str, tree: Path) -> None:
    for spelled in (pattern, f"{tree}/{pattern}"):
        names = glob.glob(spelled, recursive=True)  # noqa: PTH207 - what it is compared with
        found = {name for name in names if Path(name).is_file()}
        assert files_of(spelled) == sorted(found)


def test_a_link_to_a_folder_above_is_not_followed(tree: Path) -> None:
    (tree / "a" / "b" / "up").symlink_to(tree)
    assert files_of("a/**/*.py") == ["a/a.py", "a/b/a.py"]


def test_a_glob_over_too_much_is_given_up(tree: Path) -> None:
    for number in range(51):
        (tree / "a" / f"{number}.c").touch()
    with pytest.raises(UsageError, match="stands for more than 50 files"):
        files_of("**/*.c")
    with pytest.raises(UsageError, match="it takes too long to look for"):
        files_of("**/*.no", patience=0)


def test_a_globs_link_that_leads_out_is_left_out_and_named(
    home: Path, opened: Callable[..., Terminal], gateway: ScriptedGateway
) -> None:
    (home.parent / "private.txt").write_text("nobody's business\n")
    (home / "src").mkdir()
    (home / "src" / "a.py").write_text("a = 1\n")
    (home / "src" / "out").symlink_to(home.parent / "private.txt")
    with opened(columns=100) as terminal:
        terminal.send("why @src/*\r").wait("left out, links that lead elsewhere: src/out").wait("Hello world")
        terminal.send("/file src/*\r").wait("(?s)elsewhere: src/out.*elsewhere: src/out").wait("src/a.py")
    assert "a = 1" in gateway.received[0].question
    assert "nobody" not in gateway.received[0].question


def test_a_globs_folder_that_is_a_link_is_read_and_where_it_leads_is_said(
    home: Path, opened: Callable[..., Terminal], gateway: ScriptedGateway
) -> None:
    (home.parent / "elsewhere").mkdir()
    (home.parent / "elsewhere" / "a.txt").write_text("a note\n")
    (home / "docs").symlink_to("../elsewhere")
    with opened(columns=100) as terminal:
        terminal.send("why @docs/*.txt\r").wait("docs is a link to /").wait("Hello world")
    assert "a note" in gateway.received[0].question
