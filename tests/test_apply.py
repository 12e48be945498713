"""An answer's code in the place of a file."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.tokens import estimated_tokens
from tests.conftest import AskOnTerminal, Configured, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish


def code(text: str) -> Scripted:
    return Scripted(events(delta(f"Here:\n\n```py\n{text}```\n"), finish()))


def test_the_file_is_sent_shown_as_a_difference_and_written(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"a = 1\r\nb = 2\r\n")
    file.chmod(0o750)
    gateway.answers(code("a = 1\nb = 3\n"))
    ran = ask("fix", "--apply", str(file), "--yes", env=keyed)
    assert ran.code == 0
    assert "a = 1" in gateway.received[0].question
    assert "-b = 2\n+b = 3\n" in ran.err
    assert file.read_bytes() == b"a = 1\r\nb = 3\r\n"
    assert file.stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "a.py~").read_bytes() == b"a = 1\r\nb = 2\r\n"


def test_the_difference_shows_every_character(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 1\x0c\x85\u2028 # b\n"))
    ran = ask("fix", "--apply", str(file), "--yes", env=keyed)
    assert "-a = 1\n+a = 1␌<U+0085><U+2028> # b\n" in ran.err
    assert file.read_text() == "a = 1\x0c\x85\u2028 # b\n"


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        (
            "def a():\n    return 1\n\n\ndef b():\n    return 2\n",
            " " * 100_000,
            "1 of 2 definitions would go: b",
        ),
        (
            "def a():\n    return 1\n\n\ndef b():\n    return 2\n",
            f"{'*' * 99} " * 9,
            "1 of 2 definitions would go",
        ),
        (
            json.dumps(dict.fromkeys("abcdefghijklmn"), indent=0),
            '{"a": "' + r"\"\\" * 50_000,
            "13 of 14 keys would go",
        ),
    ],
)
def test_what_goes_is_told_beside_a_line_of_any_kind_and_length(
    file: str, line: str, told: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a").write_text(file)
    before = "" if line.startswith("{") else "def a():\n    return 1\n"
    gateway.answers(code(f"{before}{line}\n"))
    ran = ask("fix", "--apply", "a", "--yes", env=keyed)
    assert (ran.code, told in ran.err) == (5, True)


@pytest.mark.parametrize("before", [None, "old\n"])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("#!/bin/sh\n: ;:\n#\0 \0t\0i\0d\0y\0 \0u\0p\0 \0\n", "+: ;:\n+#␀ ␀t␀i␀d␀y␀ ␀u␀p␀ ␀\n"),
        ("\ufeff: ;\n", "+<U+FEFF>: ;\n"),
        ("%PDF-1.4\n", "+%PDF-1.4\n"),
        ("\x1f\x8b\n", "+␟<U+008B>\n"),
    ],
)
def test_the_difference_is_of_what_is_written_whatever_it_looks_like(
    before: str | None,
    text: str,
    shown: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    file = tmp_path / "a"
    if before is not None:
        file.write_text(before)
    gateway.answers(code(text))
    ran = ask("fix", "--apply", str(file), "--yes", env=keyed)
    assert (ran.code, shown in ran.err) == (0, True)
    assert file.read_bytes() == text.encode()


def test_the_difference_of_a_file_in_another_encoding_is_read_as_it_is_written(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_bytes("a = 'ü'\n".encode("utf-16"))
    gateway.answers(code("\ufeffa = 'ö'\n"))
    ran = ask("fix", "--apply", str(file), "--yes", env=keyed)
    assert "-a = 'ü'\n+<U+FEFF>a = 'ö'\n" in ran.err
    assert file.read_bytes() == "\ufeffa = 'ö'\n".encode("utf-16")


ENCODINGS = {
    "latin-1": b"",
    "utf-8": b"\xef\xbb\xbf",
    "utf-16-be": b"\xfe\xff",
    "utf-16-le": b"\xff\xfe",
    "utf-32-be": b"\0\0\xfe\xff",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_keeps_its_encoding_and_its_mark(
    encoding: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file, mark = tmp_path / "a.py", ENCODINGS[encoding]
    file.write_bytes(mark + "# café\na = 1\n# naïve\n".encode(encoding))
    gateway.answers(code("# café\na = 'ü'\n# naïve\n"))
    ran = ask("fix", "--apply", "a.py", "--yes", env=keyed)
    assert " # café\n-a = 1\n+a = 'ü'\n # naïve\n" in ran.err
    assert file.read_bytes() == mark + "# café\na = 'ü'\n# naïve\n".encode(encoding)


def test_a_character_that_the_files_encoding_lacks_is_named_and_nothing_written(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_bytes("# café\na = 1\n".encode("latin-1"))
    gateway.answers(code("# café\na = '→'\n"))
    for option in ("--yes", "--force"):
        ran = ask("fix", "--apply", "a.py", option, env=keyed)
        assert (ran.code, 'a.py is in Latin-1, which has no "→": nothing was written' in ran.err) == (5, True)
        assert "save the file in UTF-8 first (the answer is kept)" in ran.err
    assert file.read_bytes() == "# café\na = 1\n".encode("latin-1")
    file.write_text("# café\na = 1\n")
    assert ask("apply", "a.py", "--yes").code == 0
    assert file.read_text() == "# café\na = '→'\n"


def test_a_broken_character_in_a_line_that_stays_stays(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"# caf\xc3\n# caf\xc3\xa9 \xe2\x86\x92\na = 1\n")
    gateway.answers(code("# caf\ufffd\n# café →\na = 2\n"))
    assert ask("fix", "--apply", "a.py", "--yes", env=keyed).code == 0
    assert file.read_bytes() == b"# caf\xc3\n# caf\xc3\xa9 \xe2\x86\x92\na = 2\n"


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        (b"a\r\nb\nc\r\nd\r\n", "a\nb\nc\ne\n", b"a\r\nb\nc\r\ne\r\n"),
        (b"a\r\nb\nc\n", "e\na\nb\nf\nc\n", b"e\r\na\r\nb\nf\nc\n"),
        (b"a\rb\r", "a\nc\nd\n", b"a\rc\rd\r"),
        (b"a\r\nb", "a\r\nb\r\nc\r\n", b"a\r\nb\r\nc"),
    ],
)
def test_a_line_that_stays_keeps_its_end_and_a_new_one_takes_that_of_its_neighbour(
    before: bytes,
    answer: str,
    after: bytes,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / "a").write_bytes(before)
    gateway.answers(code(answer))
    assert ask("fix", "--apply", "a", "--yes", env=keyed).code == 0
    assert (tmp_path / "a").read_bytes() == after


@pytest.mark.parametrize("before", ["a\nb", "a\nb\n", "b", ""])
def test_the_difference_is_what_git_would_apply(
    before: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(before)
    gateway.answers(code("a\nb\nc\n"))
    ran = ask("fix", "--apply", "a", "--yes", env=keyed)
    assert (r"\ No newline at end of file" in ran.err) is bool(before and not before.endswith("\n"))
    shown = ran.err[ran.err.index("--- a\n") : ran.err.index("wrote a")]
    (tmp_path / "its.patch").write_text(shown.replace("--- a\n+++ a\n", "--- b\n+++ b\n"))
    subprocess.run(["git", "apply", "-p0", "its.patch"], cwd=tmp_path, check=True)
    assert (tmp_path / "b").read_bytes() == (tmp_path / "a").read_bytes()


def test_without_a_yes_nothing_is_written(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 2\n"))
    ran = ask("fix", "--apply", str(file), env=keyed)
    assert ran.code == 5
    assert "nothing was written" in ran.err
    assert file.read_text() == "a = 1\n"


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


def test_a_cut_answer_is_never_written(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(Scripted(events(delta("```py\na = 2\n"))[:1]))
    ran = ask("fix", "--apply", str(file), "--yes", env=keyed)
    assert ran.code == 5
    assert file.read_text() == "a = 1\n"
    for options in ((), ("--yes",)):
        ran = ask("apply", str(file), *options)
        assert (ran.code, "the last answer was cut off after" in ran.err) == (5, True)
        assert "ask resume · ask up · or anyway: --force" in ran.err
    assert file.read_text() == "a = 1\n"
    assert ask("apply", str(file), "--force").code == 0
    assert file.read_text() == "a = 2\n"


@pytest.mark.parametrize("answer", ["a = 1\nb = 2\n```", "```py\n\n```\n"])
def test_a_block_with_nothing_in_it_is_no_code(
    answer: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(*[Scripted(events(delta(answer), finish()))] * 2)
    ran = ask("write it", "--apply", str(tmp_path / "new.py"), "--yes", env=keyed)
    assert (ran.code, "there is nothing in the code" in ran.err) == (5, True)
    assert not (tmp_path / "new.py").exists()
    ran = ask("write it", "-x", env=keyed)
    assert (ran.code, ran.out.strip()) == (5, "")
    assert f"{answer.strip()}\nthere is nothing in the code" in ran.err
    ran = ask("last", "-x", env=keyed)
    assert (ran.code, ran.out) == (5, "")


def test_apply_takes_the_code_of_the_last_answer(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(code("new = 1\n"))
    ask("write it", env=keyed)
    ran = ask("apply", str(tmp_path / "new.py"), "--yes", env=keyed)
    assert ran.code == 0
    assert (tmp_path / "new.py").read_text() == "new = 1\n"


def test_a_file_that_has_the_code_already_is_no_failure(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 2\n"))
    ask("write it", env=keyed)
    assert ask("apply", "a.py", "--yes", env=keyed).code == 0
    for arguments in ((), ("--yes",), ("1",)):
        ran = ask("apply", "a.py", *arguments, env=keyed)
        assert (ran.code, ran.err) == (0, "a.py already has the answer's code\n")
    assert sorted(each.name for each in tmp_path.glob("a.py*")) == ["a.py", "a.py~"]


def test_several_blocks_are_not_guessed_between(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted(events(delta("```\na\n```\n\n```\nb\n```\n"), finish())))
    ask("write it", env=keyed)
    assert ask("apply", str(tmp_path / "new"), "--yes", env=keyed).code == 5
    assert ask("apply", str(tmp_path / "new"), "2", "--yes", env=keyed).code == 0
    assert (tmp_path / "new").read_text() == "b\n"


def test_a_file_that_changed_meanwhile_is_left_alone_but_for_a_yes(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, ask_on_terminal: AskOnTerminal
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 2\n"))
    ask("write it", env=keyed)
    os.utime(file, (4e9, 4e9))
    ran = ask("apply", str(file), env=keyed)
    assert (ran.code, file.read_text()) == (5, "a = 1\n")
    assert "it has changed since the question was asked: nothing was written" in ran.err
    assert "answer y on a terminal, or: --force" in ran.err
    ran = ask("apply", str(file), "--yes", env=keyed)
    assert (ran.code, file.read_text()) == (5, "a = 1\n")
    assert "asked: nothing was written to" in ran.err
    assert "--yes is not enough" in ran.err
    command = ask_on_terminal("apply", str(file))
    command.expect_exact("a.py? it has changed since the question was asked [y/N]")
    assert "-a = 1" in command.before
    command.sendline("y")
    command.ended()
    assert file.read_text() == "a = 2\n"


def test_the_way_out_of_a_doubt_is_one_where_the_file_has_changed_too(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, ask_on_terminal: AskOnTerminal
) -> None:
    file = tmp_path / "a.py"
    file.write_text(TWO)
    gateway.answers(Scripted(events(delta(f"```py\na\n```\n\n```py\n{ONE}```\n"), finish())))
    ask("fix f", env=keyed)
    os.utime(file, (4e9, 4e9))
    ran = ask("apply", "a.py", "2", "--yes")
    assert "to be asked: ask apply a.py 2 ·" in ran.err
    command = ask_on_terminal("apply", "a.py", "2")
    command.expect_exact("it has changed since the question was asked; 1 of 2 definitions would go: g [y/N]")
    command.sendline("y")
    command.ended()
    assert file.read_text() == ONE


def test_an_answer_that_is_not_kept_is_not_looked_for_on_record(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text(TWO)
    two = Scripted(events(delta("```py\na\n```\n\n```py\nb\n```\n"), finish()))
    gateway.answers(code("other = 1\n"), code(ONE), two)
    ask("fix g", env=keyed)
    ran = ask("fix f", "--no-log", "--apply", "a.py", "--yes", env=keyed)
    assert "to be asked: without --yes · to write it all the same: --force" in ran.err
    ran = ask("fix f", "--no-log", "--apply", "a.py", "--yes", env=keyed)
    assert "choose one: --code N" in ran.err
    assert ask("fix f", "--no-log", "--apply", "a.py", "--code", "2", "--force", env=keyed).code == 0
    assert (tmp_path / "a.py").read_text() == "b\n"


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


def test_code_that_is_no_text_is_written_as_far_as_it_is(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(code("a = '\ud800\x1b[2J'\n"))
    assert ask("fix", "--apply", "a.py", "--yes", env=keyed).code == 0
    assert (tmp_path / "a.py").read_text() in ("a = '?\x1b[2J'\n", "a = '\ufffd\x1b[2J'\n")


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


@pytest.mark.parametrize(("answer", "text"), [("y", "a = 2\n"), ("n", "a = 1\n"), ("", "a = 1\n")])
def test_the_person_at_the_terminal_decides(
    answer: str,
    text: str,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
    ask_on_terminal: AskOnTerminal,
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 2\n"))
    command = ask_on_terminal("fix", "--apply", str(file), env=keyed)
    command.expect_exact("[y/N]")
    assert "\x1b[31m-a = 1" in command.before
    command.sendline(answer)
    command.ended()
    assert file.read_text() == text


TWO = "def f():\n    return 1\n\n\ndef g():\n    return 2\n"
ONE = "def f():\n    return 42\n"
DIFFERENCE = (
    "--- a/a.py\n+++ b/a.py\n@@ -1,9 +1,9 @@\n def f():\n-    return 1\n+    return 42\n \n \n def g():\n"
)


def test_the_whole_file_is_asked_for(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text(TWO)
    gateway.answers(code(TWO))
    for options in ((), ("--system", "Answer in verse.")):
        ask("fix", "--apply", "a.py", *options, env=keyed)
        system = gateway.received[-1].body["messages"][0]["content"]
        assert "becomes the file a.py: give that whole file" in system
        assert system.startswith(options[1] if options else "You answer a software engineer")
    ask("fix", "a.py", env=keyed)
    assert "whole file" not in gateway.received[-1].body["messages"][0]["content"]


MANUAL = "# Tool\n\nIt counts.\n\n## Install\n\n```sh\npip install tool\n```\n\n## Licence\n\nMIT.\n"
SCRIPT = "#!/bin/sh\ncat > README.md <<EOF\n```sh\nmake\n```\nmade\nEOF\necho done\n"


def fenced(text: str, language: str, behind: str = "") -> Scripted:
    return Scripted(events(delta(f"Here:\n\n```{language}\n{text}```\n{behind}"), finish()))


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [("R.md", MANUAL, "markdown"), ("h.sh", SCRIPT, "sh"), ("R.md", MANUAL, "md")],
)
def test_a_file_with_fences_in_it_is_written_whole(
    name: str,
    text: str,
    language: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / name).write_text(text)
    new = f"{text}new\n"
    gateway.answers(fenced(new, language))
    ran = ask("change", "--apply", name, "--yes", env=keyed)
    assert (ran.code, (tmp_path / name).read_text()) == (0, new)
    assert "in one fence of 4 backticks, from" in gateway.received[-1].body["messages"][0]["content"]
    assert ask("-x", "change", name, env=keyed).out == new
    (tmp_path / name).write_text(text)
    assert ask("apply", name, "--yes", env=keyed).code == 0
    assert (tmp_path / name).read_text() == new


@pytest.mark.parametrize(
    ("name", "text", "language", "behind"),
    [
        ("R.md", MANUAL.replace("```sh", "```"), "markdown", ""),
        ("R.md", MANUAL.removesuffix("```\n\n## Licence\n\nMIT.\n"), "markdown", ""),
        ("a.py", f'"""{MANUAL}"""\n'.replace("```sh", "```"), "python", ""),
        ("R.md", MANUAL, "markdown", "\n```\nmake\n```\n"),
    ],
)
def test_where_a_fence_in_a_file_may_have_ended_it_yes_is_not_enough(
    name: str,
    text: str,
    language: str,
    behind: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / name).write_text(text)
    gateway.answers(fenced(f"new\n{text}", language, behind))
    for arguments in (("change", "--apply", name), ("apply", name)):
        ran = ask(*arguments, "--yes", env=keyed)
        assert (ran.code, (tmp_path / name).read_text()) == (5, text)
        assert "the fences of the answer leave open where its code ends: nothing was written" in ran.err
    if language == "markdown":
        for arguments in (("-x", "change", name), ("last", "-x")):
            ran = ask(*arguments, env=keyed)
            assert (ran.code, "new" in ran.out) == (5, True)
            assert "the fences of the answer leave open where its code ends" in ran.err
    assert ask("apply", name, "--force", env=keyed).code == 0


def test_the_file_goes_along_beside_what_else_is_sent_and_once(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text(TWO)
    (tmp_path / "b.py").write_text("b = 1\n")
    gateway.answers(code(TWO))
    ask("fix", "--apply", "a.py", "b.py", stdin="E: it fails\n", env=keyed)
    question = gateway.received[-1].question
    assert all(text in question for text in (TWO, "b = 1", "E: it fails"))
    for beside in ("a.py", "a.py:1-2"):
        ask("fix", "--apply", "a.py", beside, stdin=TWO, env=keyed)
        assert gateway.received[-1].question.count(TWO) == 1
        assert f"a.py:\n```python\n{TWO}```" in gateway.received[-1].question


def test_the_file_goes_under_its_own_name_beside_another_of_the_same_text(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    for name in ("c1.py", "c2.py"):
        (tmp_path / name).write_text(TWO)
    gateway.answers(code(TWO))
    with (tmp_path / "c1.py").open("rb") as first:
        for beside, stdin in ((("-f", "c1.py"), b""), ((), first)):
            ask("fix", "--apply", "c2.py", *beside, stdin=stdin, env=keyed)
            question = gateway.received[-1].question
            assert all(f"{name}:\n```python\n{TWO}```" in question for name in ("c1.py", "c2.py"))
    ask("-0", "fix", "c1.py", env=keyed)
    ask("up", "--apply", "c2.py", env=keyed)
    assert f"c2.py:\n```python\n{TWO}```" in gateway.received[-1].question


def test_beside_a_block_in_the_files_language_no_other_counts(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text("a = 1\n")
    answer = "```bash\nnpm i\n```\n```py\na = 2\n```\n```bash\nnpm test\n```\n"
    gateway.answers(Scripted(events(delta(answer), finish())))
    ran = ask("fix", "--apply", "a.py", "--yes", env=keyed)
    assert (ran.code, (tmp_path / "a.py").read_text()) == (0, "a = 2\n")
    assert "of 3 code blocks the one in py is taken" in ran.err
    gateway.answers(Scripted(events(delta(f"{answer}```py\na = 3\n```\n"), finish())))
    assert ask("fix", "--apply", "a.py", "--yes", env=keyed).code == 5


@pytest.mark.parametrize("sign", ["secret:DB_PASSWORD_1", "<secret:DB_PASSWORD_1>", "‹secret:PASSWORD_7›"])
def test_an_altered_placeholder_is_not_written_over_the_secret(
    sign: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    before = 'DB_PASSWORD = "x7Kp2mQ9vLr4Tz8W"\nport = 1\n'
    (tmp_path / "a.py").write_text(before)
    gateway.answers(code(f'DB_PASSWORD = "{sign}"\nport = 2\n'))
    ran = ask("fix", "--apply", "a.py", "--force", env=keyed)
    assert (ran.code, (tmp_path / "a.py").read_text()) == (5, before)
    assert "placeholders of secrets as they are, secret:" in ran.err
    assert ask("apply", "a.py", "--force").code == 5
    assert (tmp_path / "a.py").read_text() == before


LONG = "".join(f"value_{number} = compute({number})\n" for number in range(600))  # ~5,700 tokens


def limit_of(ask: Run, *arguments: str, env: dict[str, str]) -> int:
    ran = ask("--dry-run", "--json", "fix", *arguments, env=env)
    assert ran.code == 0, ran.err
    limit = json.loads(ran.out)["body"]["max_tokens"]
    assert isinstance(limit, int)
    return limit


def test_an_answer_has_room_for_the_whole_file(ask: Run, keyed: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text(LONG)
    (tmp_path / "short.py").write_text("a = 1\n")
    size = estimated_tokens(LONG)
    assert limit_of(ask, "-1", "--apply", "long.py", env=keyed) == size * 5 // 4 + 1024
    assert limit_of(ask, "-2", "--apply", "long.py", env=keyed) == size * 5 // 4 + 4096
    assert limit_of(ask, "-1", "--apply", "short.py", env=keyed) == 2048
    assert limit_of(ask, "-1", "long.py", env=keyed) == 2048
    assert limit_of(ask, "-1", "--apply", "long.py", "--max-tokens", f"{size}", env=keyed) == size


def test_a_file_that_no_answer_could_hold_is_not_sent(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, configured: Configured
) -> None:
    (tmp_path / "long.py").write_text(LONG)
    size = estimated_tokens(LONG)
    apply = ("-1", "fix", "--apply", "long.py", "--yes")
    ran = ask(*apply, "--max-tokens", "2048", env=keyed)
    assert (ran.code, f"long.py has ~{size:,} tokens and its answer 2,048 at most" in ran.err) == (2, True)
    ran = ask(*apply, "--max-cost", "0.0068", env=keyed)  # which has room for a third of it
    assert (ran.code, "nothing was sent" in ran.err) == (6, True)
    assert ask("-1", "fix", "--max-cost", "0.0068", "long.py", env=keyed).code == 0
    assert len(gateway.received) == 1
    for window, sent in ((size * 2, False), (size * 9 // 4 + 700, True)):
        file = configured(f'[models."qwen3-coder-30b"]\nwindow = {window}\n')
        ran = ask(*apply, "--dry-run", "--json", env=keyed | file)
        assert (ran.code == 0) == sent, ran.err
        assert ("--max-tokens" in ran.err, "what fits" in ran.err) == (False, False)
    body = json.loads(ran.out)["body"]
    assert size * 5 // 4 < body["max_tokens"] < size * 5 // 4 + 1024


def test_code_that_most_of_the_file_is_not_in_takes_more_than_yes(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text(TWO)
    gateway.answers(code(ONE))
    ran = ask("fix f", "--apply", "a.py", "--yes", env=keyed)
    assert (ran.code, file.read_text()) == (5, TWO)
    assert "1 of 2 definitions would go: g: nothing was written to a.py, for --yes is not enough" in ran.err
    assert "to be asked: ask apply a.py · to write it all the same: --force" in ran.err
    ran = ask("apply", "a.py", "--yes")
    assert (ran.code, file.read_text()) == (5, TWO)
    assert ask("apply", "a.py", "--force").code == 0
    assert file.read_text() == ONE
    file.write_text(TWO)
    assert ask("fix f", "--apply", "a.py", "--force", env=keyed).code == 0
    assert file.read_text() == ONE


@pytest.mark.parametrize(
    "answer", ["Nothing is to be changed.\n", "```\na\n```\n\n```\nb\n```\n", f"```py\n{ONE}```\n"]
)
def test_an_answer_that_was_paid_for_and_not_written_exits_as_one_that_is_incomplete(
    answer: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text(TWO)
    gateway.answers(Scripted(events(delta(answer), finish())))
    assert ask("-0", "fix", "--apply", "a.py", "--yes", env=keyed).code == 5
    assert ask("up", "--apply", "a.py", "--yes", env=keyed).code == 5
    assert len(gateway.received) == 2
    assert ask("apply", "a.py", "--yes").code == 5
    assert (tmp_path / "a.py").read_text() == TWO


SMALL = {
    "c.js": "const fs = require('fs');\n\nfunction load(path) {\n  const text = fs.readFileSync(path, 'utf8');\n"
    "  return text.split('\\n');\n}\n\nfor (const line of load(process.argv[2])) {\n  console.log(line);\n}\n",
    "Makefile": "all:\n\tpython3 -m pytest src\n",
    "Dockerfile": "FROM python:3.12\nCOPY . /app\n",
    "conf.yaml": "host: localhost\nport: 8080\n",
    "todo.md": "# Notes\n\n- speed\nx\n",
}
SUM = "def total(xs):\n    return sum(xs)\n"


@pytest.mark.parametrize("name", SMALL)
def test_a_small_file_that_the_code_has_next_to_nothing_of_takes_more_than_yes(
    name: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text(SMALL[name])
    gateway.answers(Scripted(events(delta(f"```\n{SUM}```\n"), finish())))
    ran = ask("fix", "--apply", name, "--yes", env=keyed)
    assert (ran.code, file.read_text()) == (5, SMALL[name])
    assert "different words would be left: nothing was written to" in ran.err
    assert ask("apply", name, "--force").code == 0
    assert file.read_text() == SUM


@pytest.mark.parametrize("name", ["c.js", "Makefile", "todo.md", "new.js"])
def test_code_of_another_language_takes_more_than_yes(
    name: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / name
    if name in SMALL:
        file.write_text(SMALL[name])
    gateway.answers(code(SUM))
    for words in (("fix", "--apply", name), ("apply", name)):
        ran = ask(*words, "--yes", env=keyed)
        assert "the code is python, the file's name says" in ran.err
        assert ran.code == 5
    assert not file.exists() or file.read_text() == SMALL[name]
    assert ask("apply", name, "--force").code == 0


def test_the_person_at_the_terminal_is_told_of_another_language(
    gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, ask_on_terminal: AskOnTerminal
) -> None:
    gateway.answers(code(SUM))
    command = ask_on_terminal("fix", "--apply", "a.js", env=keyed)
    command.expect_exact("Write a.js? the code is python, the file's name says javascript [y/N]")
    command.sendline("y")
    assert command.ended()[0] == 0
    assert (tmp_path / "a.js").read_text() == SUM


def test_the_person_at_the_terminal_is_told_what_would_go(
    gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, ask_on_terminal: AskOnTerminal
) -> None:
    (tmp_path / "a.py").write_text(TWO)
    gateway.answers(code(ONE))
    command = ask_on_terminal("fix f", "--apply", "a.py", env=keyed)
    command.expect_exact("Write a.py? 1 of 2 definitions would go: g [y/N]")
    command.sendline("y")
    assert command.ended()[0] == 0
    assert (tmp_path / "a.py").read_text() == ONE


def test_a_difference_takes_no_files_place_and_is_for_git(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    for language in ("diff", "patch", "py"):
        file.write_text(TWO)
        gateway.answers(Scripted(events(delta(f"```{language}\n{DIFFERENCE}```\n"), finish())))
        for words in (("fix", "--apply", "a.py"), ("apply", "a.py"), ("apply", "new.py")):
            ran = ask(*words, "--force", env=keyed)
            assert "is a difference and not the file: nothing was written" in ran.err
            assert ran.code == 5
            assert file.read_text() == TWO
    (tmp_path / "its.patch").write_text(ask("last", "-x").out)
    subprocess.run(["git", "apply", "--recount", "its.patch"], cwd=tmp_path, check=True)  # as is hinted
    assert file.read_text() == TWO.replace("1", "42")


def test_a_difference_takes_the_place_of_another(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "its.txt").write_text(DIFFERENCE)
    gateway.answers(Scripted(events(delta(f"```diff\n{DIFFERENCE}+b\n```\n"), finish())))
    for name in ("its.txt", "new.patch"):
        assert ask("fix", "--apply", name, "--yes", env=keyed).code == 0
        assert (tmp_path / name).read_text() == f"{DIFFERENCE}+b\n"


@pytest.mark.parametrize("first", [("fix", "--apply", "a.py"), ("fix it",)])
def test_the_question_asked_one_tier_higher_takes_the_files_place_as_well(
    first: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 2\n"), code("a = 3\n"))
    ask("-0", *first, env=keyed)
    ran = ask("up", "--apply", "a.py", "--yes", env=keyed)
    assert (ran.code, file.read_text()) == (0, "a = 3\n"), ran.err
    assert gateway.received[-1].question.count("a.py:\n```python\na = 1\n```") == 1
    assert "becomes the file a.py" in gateway.received[-1].body["messages"][0]["content"]
    ran = ask("up", "--apply", ".", env=keyed)
    assert (ran.code, len(gateway.received)) == (2, 2)
