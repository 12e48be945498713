"""What the code that takes a file's place leaves as it was: bytes, line ends and encoding; and how that is shown."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import ScriptedGateway
from tests.test_apply import code


def test_the_difference_shows_every_character(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 1\x0c\x85\u2028 # b\n"))
    ran = ask("fix", "--apply", str(file), "--yes", env=keyed)
    assert "-a = 1\n+a = 1␌<U+0085><U+2028> # b\n" in ran.err
    assert file.read_text() == "a = 1\x0c\x85\u2028 # b\n"


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


def test_code_that_is_no_text_is_written_as_far_as_it_is(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(code("a = '\ud800\x1b[2J'\n"))
    assert ask("fix", "--apply", "a.py", "--yes", env=keyed).code == 0
    assert (tmp_path / "a.py").read_text() in ("a = '?\x1b[2J'\n", "a = '\ufffd\x1b[2J'\n")
