"""Files, folders and pipes beside a question."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ASK, Run
from tests.scripted import ScriptedGateway


def test_a_file_named_beside_the_question_goes_with_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "q.py"
    file.write_text("a = 1\nb = 2\nc = 3\n")
    ran = ask("why is this slow", str(file), env=keyed)
    assert (
        gateway.received[-1].question == f"why is this slow\n\n{file}:\n```python\na = 1\nb = 2\nc = 3\n```"
    )
    assert f"read {file} (Python, 3 lines, ~" in ran.err
    file.write_text("x\n")
    assert f"read {file} (Python, 1 line, ~1 token)\n" in ask("why", str(file), env=keyed).err


def test_a_range_is_told_with_its_line_numbers(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "q.py"
    file.write_text("a = 1\nb = 2\nc = 3\n")
    ran = ask("why", f"{file}:2-3", env=keyed)
    assert f"{file}, lines 2 to 3:\n```python\nb = 2\nc = 3\n```" in gateway.received[-1].question
    assert f"{file}:2-3 (Python, 2 lines" in ran.err


def test_a_range_tells_its_lines_from_the_first_and_to_the_last(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "q.py"
    file.write_text("a = 1\nb = 2\nc = 3\n")
    assert f"{file}:1-2 (Python, 2 lines" in ask("why", f"{file}:1-2", env=keyed).err
    assert f"{file}, lines 1 to 2:\n```python\na = 1\nb = 2\n```" in gateway.received[-1].question
    ask("why", f"{file}:2-", env=keyed)
    assert f"{file}, lines 2 to 3:\n```python\nb = 2\nc = 3\n```" in gateway.received[-1].question
    ask("why", f"{file}:3:7", env=keyed)
    assert f"{file}, line 3:\n```python\nc = 3\n```" in gateway.received[-1].question
    ran = ask("why", f"{file}:4", env=keyed)
    assert (ran.code, "has 3 lines: there is no line 4" in ran.err) == (2, True)
    assert "there is no line 99,999,999,999\n" in ask("why", f"{file}:99999999999", env=keyed).err


def test_a_word_that_can_only_be_a_file_is_told_to_be_none(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("why", "src/nowhere.py:3-9", "and/or", "https://a.example/b.js", env=keyed)
    assert "there is no file src/nowhere.py:3-9; it goes as a word" in ran.err
    assert ran.err.count("there is no file") == 1
    assert gateway.received[-1].question == "why src/nowhere.py:3-9 and/or https://a.example/b.js"


def test_a_file_is_one_without_a_dot_or_a_slash_too(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    for name in ("Makefile", "make", "notes", "justfile"):
        (tmp_path / name).write_text(f"text of {name}\n")
    for words, names in (
        (("explain this", "Makefile"), ["Makefile"]),
        (("compare these", "make", "Makefile:1", "notes"), ["make", "Makefile", "notes"]),
        (("explain", "Makefile"), ["Makefile"]),
        (("explain", "justfile"), ["justfile"]),
        (("-t", "explain", "notes"), ["notes"]),
        (("-t", "port", "to=Go", "make"), ["make"]),
    ):
        ran = ask(*words, env=keyed)
        question = gateway.received[-1].question
        assert [
            name for name in ("make", "Makefile", "notes", "justfile") if f"text of {name}" in question
        ] == (sorted(names, key=["make", "Makefile", "notes", "justfile"].index)), words
        assert "goes as a word" not in ran.err


def test_a_file_that_may_be_a_word_of_a_sentence_is_one(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    for name in ("Makefile", "make"):
        (tmp_path / name).write_text("all:\n")
    (tmp_path / "src").mkdir()
    for words, told in (
        ("what does make do", []),
        ("how do I write a Makefile", ["Makefile"]),
        ("install make", ["make"]),
        ("how do I test src", []),
    ):
        ran = ask(*words.split(), env=keyed)
        assert gateway.received[-1].question == words
        assert ran.err.count("goes as a word") == len(told)
        assert all(
            f"there is a file {name}; it goes as a word (-f {name} attaches it)\n" in ran.err for name in told
        )
    ask("what does make do", "for me", env=keyed)
    assert gateway.received[-1].question == "what does make do for me"


def test_a_name_that_can_only_be_a_files_is_told_to_be_none(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    for words, name in (
        (("why is this slow", "qurey.py"), "qurey.py"),
        (("why is this slow", "qurey.js:7"), "qurey.js:7"),
        (("why", "is", "qurey.py", "slow"), "qurey.py"),
        (("what", "is", "node.js"), ""),
        (("who is at", "example.com", "e.g.", "1.5", "-.c"), ""),
    ):
        ran = ask("--", *words, env=keyed)
        assert (f"there is no file {name}; it goes as a word\n" in ran.err) == bool(name), words
        assert ran.err.count("there is no file") == bool(name)
        assert gateway.received[-1].question == " ".join(words)


def test_a_glob_and_f_attach_files(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    for name in ("a.ts", "b.ts", "notes"):
        (tmp_path / name).write_text(f"text of {name}\n")
    ask("review", f"{tmp_path}/*.ts", "-f", str(tmp_path / "notes"), env=keyed)
    for name in ("a.ts", "b.ts", "notes"):
        assert f"text of {name}" in gateway.received[-1].question


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (("look", "lib/*.py", "lib/a.py"), ""),
        (("look", "lib/", "lib/*.py"), ""),
        (("look", "lib/a.py", "./lib/a.py", "{}/lib/a.py", "-f", "link.py"), ""),
        (("look", "lib/a.py:1", "lib/a.py", "lib/a.py:2-"), ""),
        (("look", "lib/a.py"), "lib/a.py"),
        (("look", "lib/a.py"), "link.py"),
        (("look", "lib/a.py:1-2"), "lib/a.py"),
        (("lib/a.py",), "lib/a.py"),
        (("-t", "review", "notes.txt", "lib/a.py"), "lib/a.py"),
        (("look", "--apply", "lib/a.py", "--yes", "lib/a.py:2"), "lib/a.py"),
    ],
)
def test_a_file_goes_once_however_often_and_by_whatever_name_it_comes(
    words: tuple[str, ...],
    stdin: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "a.py").write_text("first = 1\nsecond = 2\nthird = 3\n")
    (tmp_path / "link.py").symlink_to("lib/a.py")
    (tmp_path / "notes.txt").write_text("see there\n")
    with (tmp_path / stdin if stdin else Path(os.devnull)).open() as opened:
        ask(*(word.format(tmp_path) for word in words), stdin=opened, env=keyed)
    sent = gateway.received[-1].question
    assert [sent.count(f"{word} =") for word in ("first", "second", "third")] == [1, 1, 1]


def test_of_a_file_what_is_left_of_stdin_goes_beside_lines_that_are_not_in_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\nb = 2\nc = 3\n")
    with file.open("rb", buffering=0) as opened:
        opened.readline()
        ask("look", "a.py:1", stdin=opened, env=keyed)
    sent = gateway.received[-1].question
    assert [sent.count(f"{name} =") for name in "abc"] == [1, 1, 1]


@pytest.mark.parametrize(
    "words", [("./~/n.py",), ("./~x.py",), ("-f", "~x.py"), ("./~*.py",), ("./~/",), ("~x.py",)]
)
def test_a_name_may_begin_with_a_tilde(
    words: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "~").mkdir()
    for file in ("~/n.py", "~x.py"):
        (tmp_path / file).write_text("here = 1\n")
    for file in ("n.py", "x.py"):
        (tmp_path / "home" / file).write_text("at_home = 1\n")
    assert ask("what is this", *words, env=keyed).code == 0
    assert "here = 1" in gateway.received[-1].question
    assert ask("what is this", "-f", "~/n.py", env=keyed).code == 0
    assert "at_home = 1" in gateway.received[-1].question


def test_words_in_one_pair_of_quotes_name_no_file(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "q.py"
    file.write_text("a = 1\n")
    ask(f"what does {file} do", env=keyed)
    assert gateway.received[-1].question == f"what does {file} do"


def test_a_file_that_is_missing_is_said_and_nothing_is_sent(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("review", "-f", "missing.py", env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert "there is no file missing.py" in ran.err


def test_a_folder_gives_what_git_does_not_ignore(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / ".gitignore").write_text("built.py\n")
    (folder / "own.py").write_text("own = 1\n")
    (folder / "built.py").write_text("built = 1\n")
    ask("review", f"{folder}/", env=keyed)
    assert "own = 1" in gateway.received[-1].question
    assert "built = 1" not in gateway.received[-1].question


def test_a_binary_in_a_folder_is_left_out_by_name(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.js").write_text("let a;\n")
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "film.bin").write_bytes(bytes(5 << 20))
    assert (
        f"left out, not text: {folder}/film.bin, {folder}/logo.png"
        in ask("review this", f"{folder}/", env=keyed).err
    )
    assert gateway.received[-1].question == f"review this\n\n{folder}/a.js:\n```javascript\nlet a;\n```"
    for name in ("logo.png", "film.bin"):
        ran = ask("review this", f"{folder}/{name}", env=keyed)
        assert (ran.code, f"{name} is not text but binary" in ran.err) == (2, True)


def test_what_is_too_large_or_no_text_is_left_out_of_folders_and_globs(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.js").write_text("let a;\n")
    (folder / "big.txt").write_text("a" * (5 << 20))
    (folder / "film.bin").write_bytes(b"\0\1")
    for name in (f"{folder}/", f"{folder}/*"):
        ran = ask("review this", name, env=keyed)
        assert ran.code == 0
        assert f"left out, not text: {folder}/film.bin\n" in ran.err
        assert f"left out, larger than 4 MB: {folder}/big.txt\n" in ran.err
        assert gateway.received[-1].question == f"review this\n\n{folder}/a.js:\n```javascript\nlet a;\n```"
    gateway.received.clear()
    for name, told in (
        ("big.txt", "big.txt is larger than 4 MB"),
        ("film.bin", "film.bin is not text"),
        ("*.bin", f"there is no text among {folder}/*.bin"),
    ):
        ran = ask("review this", "-f", f"{folder}/{name}", env=keyed)
        assert (ran.code, told in ran.err) == (2, True)
    assert gateway.received == []


def test_a_folder_in_no_repository_keeps_its_ignored_and_hidden_files_too(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "loose" / "inner"
    folder.mkdir(parents=True)
    (folder.parent / ".gitignore").write_text("*.log\n!kept.log\n")
    for name in ("own.py", "a.log", "kept.log", ".hidden"):
        (folder / name).write_text(f"text of {name}\n")
    ask("review", f"{folder.parent}/", env=keyed)
    assert "text of own.py" in gateway.received[-1].question
    assert "text of kept.log" in gateway.received[-1].question
    assert "text of a.log" not in gateway.received[-1].question
    assert "text of .hidden" not in gateway.received[-1].question


def test_diff_attaches_the_changes_of_the_working_tree(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    settings = ["-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("a = 1\n")
    subprocess.run(["git", "add", "a.py"], cwd=tmp_path, check=True)
    subprocess.run(["git", *settings, "commit", "-qm", "a"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("a = 2\n")
    ask("review", "--diff", env=keyed)
    assert "git diff:\n```diff\ndiff --git" in gateway.received[-1].question
    assert "+a = 2" in gateway.received[-1].question
    (tmp_path / "a.py").write_bytes("a = 'schön'\n".encode("latin-1"))
    assert "Latin-1" in ask("review", "--diff", env=keyed).err
    assert "+a = 'schön'" in gateway.received[-1].question


def test_a_revision_follows_diff_with_or_without_an_equals_sign(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    settings = ["-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", "init", "-q", "-b", "trunk"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("a = 1\n")
    subprocess.run(["git", "add", "a.py"], cwd=tmp_path, check=True)
    subprocess.run(["git", *settings, "commit", "-qm", "a"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("a = 2\n")
    for words in (["--diff=trunk", "why"], ["--diff", "trunk", "why"], ["why", "--diff", "trunk"]):
        ask(*words, env=keyed)
        assert gateway.received[-1].question.startswith("why\n\ngit diff trunk:\n```diff\n"), words
    ask("--diff", "why", "this", env=keyed)
    assert gateway.received[-1].question.startswith("why this\n\ngit diff:\n```diff\n")
    assert "HEAD~7" in ask("--diff", "HEAD~7", "why", env=keyed).err


def test_a_file_that_is_empty_is_told_of(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (file := tmp_path / "app.js").touch()
    with file.open("rb") as opened:
        ran = ask("-0", "fix this", stdin=opened, env=keyed)
    assert (ran.code, gateway.received[-1].question) == (0, "fix this")
    assert ran.err.startswith("app.js is empty\n")
    assert "is empty" not in ask("-0", "fix this", stdin=subprocess.DEVNULL, env=keyed).err


@pytest.mark.parametrize("options", [(), ("--stdin",), ("-f", "-")])
def test_a_pipe_that_nothing_came_through_is_told_of(
    options: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-0q", "why was this changed", *options, stdin=b"", env=keyed)
    assert (ran.code, ran.err) == (0, "stdin is empty\n")
    assert gateway.received[-1].question == "why was this changed"
    assert ask("-0q", "why was this changed", stdin=subprocess.DEVNULL, env=keyed).err == ""


@pytest.mark.parametrize("how", ["< app.js", "app.js", "./app.js < /dev/null", "-f app.js"])
def test_a_file_that_the_shell_emptied_for_the_answer_is_not_asked_about(
    how: str, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "app.js").write_text("let a\n")
    ran = subprocess.run(
        ["sh", "-c", f'"$@" {how} > app.js', "sh", *ASK, "-x", "fix this"],
        env=environment | keyed,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, gateway.received) == (2, [])
    assert ran.stderr.startswith("ask: app.js is empty: the shell emptied it for > app.js\n")


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("e.md >> e.md", "read e.md (Markdown, 0 lines"),
        ("-f /dev/null > /dev/null", "/dev/null is neither a file nor a pipe"),
    ],
)
def test_what_was_empty_before_is_told_as_that(
    how: str, told: str, keyed: dict[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "e.md").touch()
    ran = subprocess.run(
        ["sh", "-c", f'"$@" {how}', "sh", *ASK, "fix this"],
        env=environment | keyed,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert told in ran.stderr
    assert "emptied" not in ran.stderr


def test_an_inherited_pipe_that_nobody_writes_to_holds_nothing_up(
    gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    reading, writing = os.pipe()
    try:
        ran = subprocess.run(
            [*ASK, "hello"], stdin=reading, env={**environment, **keyed}, capture_output=True, timeout=60
        )
    finally:
        os.close(reading)
        os.close(writing)
    assert (ran.returncode, len(gateway.received)) == (0, 1)
    assert b"nothing came through stdin" in ran.stderr


def test_a_pair_of_sockets_that_nobody_writes_to_holds_nothing_up(
    gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ran = subprocess.run(
            [*ASK, "hello"], stdin=theirs, env={**environment, **keyed}, capture_output=True, timeout=60
        )
    assert (ran.returncode, len(gateway.received)) == (0, 1)
    assert b"nothing came through stdin" in ran.stderr


@pytest.mark.parametrize("place", ["vA1bC2d/0", "nvim.me/a1B2c3/12"])
def test_what_an_editor_gives_its_filter_goes_without_a_name(
    place: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    for name in (place, "v/0"):
        file = tmp_path / name
        file.parent.mkdir(parents=True)
        file.write_text("one\ntwo\n")
        with file.open() as stdin:
            assert ask("add docs", stdin=stdin, env=keyed).code == 0
    filtered, named = (request.question for request in gateway.received)
    assert filtered == "add docs\n\n```\none\ntwo\n```"
    assert named == "add docs\n\n0:\n```\none\ntwo\n```"


def test_a_slow_neighbour_in_the_pipeline_is_waited_for(
    gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    with subprocess.Popen(["sh", "-c", "sleep 2; echo late"], stdout=subprocess.PIPE) as slow:
        ran = subprocess.run(
            [*ASK, "hello"], stdin=slow.stdout, env={**environment, **keyed}, capture_output=True, timeout=60
        )
    assert ran.returncode == 0
    assert "late" in gateway.received[-1].question


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_pipe_that_the_shell_makes_of_a_command_is_read_as_stdin_is(
    shell: str, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")

    def asked(line: str) -> tuple[str, str]:
        command = [shell, "-c", line, shell, *ASK]
        ran = subprocess.run(
            command, env=environment | keyed, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stderr
        return gateway.received.pop().question, ran.stderr

    words, told = asked('"$@" "compare these" <(echo a) <(echo \'{"b": 1}\')')
    assert words == 'compare these\n\npipe 1:\n```\na\n```\n\npipe 2:\n```json\n{"b": 1}\n```'
    assert "read pipe 1 (text, 1 line, ~1 token), pipe 2 (JSON, 1 line" in told
    assert asked('"$@" why -f <(echo a)')[0] == "why\n\npipe 1:\n```\na\n```"
    assert asked('"$@" review <(git diff --no-index /dev/null /etc/hostname)')[0].startswith("Review this")


@pytest.mark.parametrize("name", ["-", "/dev/stdin", "/dev/fd/0"])
def test_stdin_may_be_named_as_a_file_and_is_read_once(
    name: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    assert ask("why", "-f", name, stdin="a\n", env=keyed).code == 0
    assert gateway.received[-1].question == "why\n\n```\na\n```"
    (tmp_path / "a.py").write_text("a = 1\n")
    with (tmp_path / "a.py").open("rb") as opened:
        ask("why", "-f", name, "-f", name, stdin=opened, env=keyed)
    assert gateway.received[-1].question == "why\n\na.py:\n```python\na = 1\n```"


def test_a_named_pipe_is_read_and_what_is_no_file_is_not_called_missing(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for content, code in (("echo a", 0), ("printf 'a\\0\\001'", 2)):
        with subprocess.Popen(["sh", "-c", f"{content} > pipe"], cwd=tmp_path):
            assert ask("why", "-f", "pipe", "-f", "pipe", env=keyed).code == code
    assert [got.question for got in gateway.received] == ["why\n\npipe:\n```\na\n```"]
    ran = ask("why", "-f", "/dev/zero", env=keyed)
    assert (ran.code, "/dev/zero is neither a file nor a pipe" in ran.err) == (2, True)


def test_a_slow_writer_to_a_named_pipe_is_waited_for(
    gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    with (
        subprocess.Popen(["sh", "-c", f"exec > {pipe}; sleep 6; echo late"]) as slow,
        pipe.open("rb") as reading,
    ):
        ran = subprocess.run(
            [*ASK, "hello"], stdin=reading, env={**environment, **keyed}, capture_output=True, timeout=60
        )
        slow.wait(timeout=60)
    assert ran.returncode == 0
    assert "late" in gateway.received[-1].question


@pytest.mark.parametrize(
    ("word", "encoding", "read"),
    [
        (b"qu'est-ce qu'un caf\xe9 cr\xe8me", "Latin-1", "qu'est-ce qu'un café crème"),
        ("что такое монада".encode("cp1251"), "Windows-1251", "что такое монада"),
    ],
)
def test_words_that_are_no_utf_8_are_read_as_what_they_look_like(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], word: bytes, encoding: str, read: str
) -> None:
    ran = ask("-q", os.fsdecode(word), env=keyed)
    assert ran.err == f"the question is no UTF-8: it was read as {encoding}\n"
    assert gateway.received[-1].question == read
    assert ask("route", os.fsdecode(word)).err == ran.err
    ran = ask("--system", os.fsdecode(word), "hi", env=keyed)
    assert (ran.code, "--system is no UTF-8" in ran.err, len(gateway.received)) == (2, True, 1)


def test_words_that_python_alone_takes_for_no_utf_8_go_as_they_are(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-q", "größer?", env=keyed | {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"})
    assert (ran.code, ran.err, gateway.received[-1].question) == (0, "", "größer?")


def test_a_file_whose_name_is_no_utf_8_is_attached(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    name = os.fsdecode(b"caf\xe9.py")
    (tmp_path / name).write_text("x = 1\n")
    ran = ask("-q", "why is this slow", name, env=keyed)
    assert (ran.code, ran.err) == (0, "")
    assert "x = 1" in gateway.received[-1].question
