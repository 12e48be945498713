"""What Tab offers for a line that is being typed."""

from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from assistant.repl.completion import EntryCompleter
from assistant.repl.mentions import Mention, mentions_in


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a few files, which paths are relative to."""
    monkeypatch.chdir(tmp_path)
    for name in ("a name.py", "app.js", "my src/b.py", "src/m2.py", "src/m10.py", "src/m1.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("before", "completed"),
    [
        ("see @src/", ["see @src/m1.py", "see @src/m10.py", "see @src/m2.py"]),
        ("(@apj", ["(@app.js"]),
        ('see @"a n', ['see @"a name.py"']),
        ("see @a n", []),
        ("see @mys", ['see @"my src/', 'see @"my src/b.py"']),
        ('see @"my src/', ['see @"my src/b.py"']),
        ("see @app.js:3", []),
        ("/file src/m2", ["/file src/m2.py"]),
        ("/file ana", ['/file "a name.py"']),
        ('/file app.js "my src/', ['/file app.js "my src/b.py"']),
        ("/drop a n", ["/drop a name.py"]),
        ("/open ", ["/open 12", "/open 3"]),
        ("/open mut", ["/open 3"]),
        ("/thi", ["/think"]),
        ("/tier s", ["/tier simple", "/tier reasoning"]),
    ],
)
def test_a_line_is_completed(before: str, completed: list[str]) -> None:
    names = {
        "TIERS": ["simple", "reasoning"],
        "ATTACHED": ["app.js", "a name.py"],
        "CONVERSATIONS": ["12 a lock", "3 a mutex"],
    }
    completer = EntryCompleter(lambda takes: names[takes.name])
    found = completer.get_completions(Document(before), CompleteEvent(completion_requested=True))
    assert [before[: len(before) + each.start_position] + each.text for each in found] == completed


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["@u.ts", 'say "hi".py', "a:12", "x)", "tab\there", "it's.py", "[id].tsx"])
def test_a_file_that_is_completed_is_the_one_that_is_read(name: str) -> None:
    Path("t").mkdir()
    Path("t", name).touch()
    before = f"see @t/{name[0]}"
    (found,) = EntryCompleter(lambda _: ()).get_completions(Document(before), CompleteEvent())
    line = before[: len(before) + found.start_position] + found.text
    assert mentions_in(line) == (Mention(f"t/{name}"),)


@pytest.mark.usefixtures("here")
def test_a_file_is_found_behind_thousands_of_others(tmp_path: Path) -> None:
    for folder in ("a", "b", "c/d"):
        (tmp_path / folder).mkdir(parents=True)
    for number in range(5_000):
        (tmp_path / "a" / f"{number}.py").touch()
    (tmp_path / "c" / "d" / "needle.py").touch()
    completer = EntryCompleter(lambda _: ())
    (found,) = completer.get_completions(Document("see @needle"), CompleteEvent(completion_requested=True))
    assert found.text == "c/d/needle.py"
