"""`ask chat` without terminals: a line is a question, for scripts."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.conversation import CUT
from tests.repl.terminal import PROGRAM, Terminal, environment
from tests.scripted import Scripted, ScriptedGateway, delta, events, stream


@pytest.fixture
def variables(home: Path, gateway: ScriptedGateway) -> Mapping[str, str]:
    return environment(home, ASK_BASE_URL=gateway.base_url)


def _ask(
    variables: Mapping[str, str], *arguments: str, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *arguments], env=variables, input=stdin, capture_output=True, timeout=30)


def test_no_line_is_no_question(variables: Mapping[str, str], gateway: ScriptedGateway) -> None:
    done = _ask(variables, "chat")
    assert (done.returncode, done.stdout, gateway.received) == (0, b"", [])


def test_a_last_line_without_an_end_is_asked_and_each_answer_comes_before_the_next_line(
    variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(stream("One.")), Scripted(stream("Two.")))
    with subprocess.Popen(
        [*PROGRAM, "chat", "-q"],
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        chat.stdin.write(b"first\n")
        chat.stdin.flush()
        assert chat.stdout.readline() == b"One.\n"
        rest, told = chat.communicate(b"second", timeout=30)
    assert (rest, told, chat.returncode) == (b"Two.\n", b"", 0)


def test_the_exit_code_tells_of_the_answer_that_was_not_whole(
    variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(events(delta("Half an an"))[:1]))
    done = _ask(variables, "chat", stdin=b"why\n")
    assert (done.returncode, done.stdout) == (5, b"Half an an\n")


def test_an_answer_that_broke_off_is_told_to_the_model_and_by_the_exit_code_whatever_follows(
    variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(events(delta("Half an an"))[:1]), Scripted(stream("Whole.")))
    done = _ask(variables, "chat", stdin=b"why\nand now\n")
    assert (done.returncode, done.stdout) == (5, b"Half an an\nWhole.\n")
    assert [message["content"] for message in gateway.received[1].body["messages"]][-3:] == [
        "why",
        f"Half an an{CUT}",
        "and now",
    ]


def test_a_question_that_fails_is_told_by_its_line_and_the_next_is_asked(
    variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted([b"{}"], status=400), Scripted(stream("Two.")))
    variables = {**variables, "GLOBAL_API_KEY": "plain-word-7"}
    done = _ask(variables, "chat", "-q", "--guard", "block", stdin=b"why\n\nfix plain-word-7\nand\n")
    assert (done.returncode, done.stdout) == (4, b"Two.\n")
    told = [line for line in done.stderr.decode().splitlines() if line.startswith("ask: ")]
    assert [line[:12] for line in told] == ["ask: line 1:", "ask: line 3:"]
    assert "nothing was sent: 1 secret found" in told[1]
    assert [each.question for each in gateway.received] == ["why", "and"]
    assert len(gateway.received[1].body["messages"]) == 2


@pytest.mark.parametrize(("shape", "event"), [("--json", {}), ("--stream-json", {"event": "failed"})])
def test_a_question_that_fails_has_an_object_with_its_line_in_the_place_of_an_answer(
    shape: str, event: dict[str, str], variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(stream("One.")), Scripted([b"{}"], status=400), Scripted(stream("Three.")))
    done = _ask(variables, "chat", shape, stdin=b"one\n\ntwo\nthree\n")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    whole = [each for each in found if "answer" in each or "error" in each]
    assert [each.get("answer") for each in whole] == ["One.", None, "Three."]
    assert (whole[1].pop("error") in done.stderr.decode(), whole[1]) == (
        True,
        {**event, "line": 3, "exit_code": 4},
    )
    assert done.returncode == 4


def test_a_key_that_is_refused_ends_it(variables: Mapping[str, str], gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted([b"{}"], status=401))
    done = _ask(variables, "chat", stdin=b"why\nand\n")
    assert (done.returncode, done.stdout, len(gateway.received)) == (3, b"", 1)


def test_a_limit_that_is_reached_ends_it_and_a_question_over_max_cost_does_not(
    home: Path, variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(stream("Two.")))
    config = home / "config.toml"
    config.write_text("[models.deepseek-v4-flash]\ninput_price = 10\n")
    variables = {**variables, "ASK_CONFIG": str(config)}
    long = b"why " * 20_000
    done = _ask(variables, "chat", "-q", "-0", "--max-cost", "0.01", stdin=long + b"\nand\n")
    assert (done.returncode, done.stdout) == (6, b"Two.\n")
    assert _ask(variables, "cap", "0.01/day").returncode == 0
    done = _ask(variables, "chat", "-q", "-0", stdin=long + b"\nand\n")
    assert (done.returncode, done.stdout, len(gateway.received)) == (6, b"", 1)


def test_a_line_in_another_encoding_is_read_as_what_it_is_which_is_said(
    variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    done = _ask(variables, "chat", stdin="first\nSchöne Grüße?\n".encode("latin-1"))
    assert (done.returncode, gateway.received[-1].question) == (0, "Schöne Grüße?")
    assert b"line 2 is read as Latin-1\n" in done.stderr


def test_bytes_that_are_no_text_are_not_sent(variables: Mapping[str, str], gateway: ScriptedGateway) -> None:
    done = _ask(variables, "chat", "-q", stdin=b"\0\1\2\xff\0\0\7 what is it\r\n")
    assert (done.returncode, done.stdout, gateway.received) == (2, b"", [])
    assert done.stderr == b"ask: line 1 of stdin is not text but binary\n"


def test_a_conversation_goes_on_from_the_shell_and_by_its_number(
    variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    gateway.answers(*(Scripted(stream(f"Answer {number}.")) for number in range(5)))
    for arguments, stdin in (
        (("chat", "-q"), b"zero\n"),
        (("-q", "-c", "one"), b""),
        (("chat", "-q", "-c"), b"two\n"),
        (("chat", "-q", "-c", "1"), b"three\n"),
    ):
        assert _ask(variables, *arguments, stdin=stdin).returncode == 0
    asked = [
        [message["content"] for message in each.body["messages"] if message["role"] == "user"]
        for each in gateway.received
    ]
    assert asked == [["zero"], ["zero", "one"], ["zero", "one", "two"], ["zero", "one", "two", "three"]]
    missing = _ask(variables, "chat", "-c", "999", stdin=b"x\n")
    assert missing.returncode == 2


def test_a_file_goes_with_the_first_line(
    home: Path, variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    (home / "a.py").write_text("a = 1\n")
    done = _ask(variables, "chat", "-q", "-f", str(home / "a.py"), stdin=b"one\ntwo\n")
    assert done.returncode == 0
    questions = [each.question for each in gateway.received]
    assert "a = 1" in questions[0]
    assert questions[1] == "two"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--dry-run",), "--dry-run goes with a question"),
        (("-x",), "in a conversation: /code"),
        (("--apply", "a.py"), "in a conversation: /save"),
        (("--copy",), "in a conversation: /copy"),
        (("-c", "abc"), '"abc" is not the number of a conversation'),
        (("-c",), "there is no conversation on record yet"),
        (("-f", "nowhere.py"), "there is no file nowhere.py"),
    ],
)
def test_what_a_conversation_cannot_heed_is_refused_and_nothing_is_sent(
    arguments: tuple[str, ...], said: str, variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    done = _ask(variables, "chat", *arguments, stdin=b"why\n")
    assert (done.returncode, done.stdout, gateway.received) == (2, b"", [])
    assert said in done.stderr.decode()


def test_a_command_is_a_question_which_is_said(
    variables: Mapping[str, str], gateway: ScriptedGateway
) -> None:
    done = _ask(variables, "chat", stdin=b"/tier code\r\n/etc/hosts is wrong\n")
    told = done.stderr.decode()
    assert [each.question for each in gateway.received] == [
        "/tier code",
        "/etc/hosts is wrong",
    ]
    assert told.count("/tier is a command on a terminal; here it is sent as a question") == 1
    assert told.count("is a command") == 1


def test_a_file_that_a_line_mentions_is_words_which_is_said(
    variables: Mapping[str, str], gateway: ScriptedGateway, tmp_path: Path
) -> None:
    (tmp_path / "s.py").write_text("s = 1\n")
    done = _ask(variables, "chat", "-q", stdin=f"@{tmp_path}/s.py explain @nobody\n".encode())
    assert gateway.received[0].question == f"@{tmp_path}/s.py explain @nobody"
    told = f"@{tmp_path}/s.py attaches a file on a terminal; here it is sent as words\n"
    assert done.stderr.decode() == told


def test_whoever_types_the_lines_is_told_what_is_read(home: Path, gateway: ScriptedGateway) -> None:
    with Terminal(home, "--json", ASK_BASE_URL=gateway.base_url) as terminal:
        terminal.wait("each line is a question · Ctrl-D leaves").send("why\n").wait(
            '"answer": ?"Hello world"'
        )
        terminal.send("\x04")
        assert terminal.ended() == 0


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-8"])
def test_lines_are_those_of_the_encoding_that_the_first_is_marked_with(
    encoding: str, variables: dict[str, str], gateway: ScriptedGateway
) -> None:
    asked = ["what is go", "ਅਊ\u0a0a\u4100\u0a05 Ċ", "what is rust"]
    done = _ask(
        variables, "chat", "-q", stdin="\ufeff".encode(encoding) + "\r\n".join(asked).encode(encoding)
    )
    assert done.returncode == 0
    assert [received.question for received in gateway.received] == asked
