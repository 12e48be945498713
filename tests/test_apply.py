"""An answer's code in the place of a file."""

import json
from pathlib import Path

import pytest

from assistant.tokens import estimated_tokens
from tests.conftest import AskOnTerminal, Configured, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish

TWO = "def f():\n    return 1\n\n\ndef g():\n    return 2\n"

ONE = "def f():\n    return 42\n"


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
