"""`ask resume` and `ask up`: a cut answer is continued with what came, a question goes one tier higher."""

import json
import re
import sqlite3
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.cost import Cost, dollars

from .play import Shell
from .server import Act, Script
from .wording import DONE, HELLO, WHOLE, figures, finish, head, say, usage

CUT: Script = [head(), HELLO]
GOOD: Script = [head(), WHOLE]
REST: Script = [head(), say(" and all."), finish(), DONE]
THEIRS = "the gateway's own limit was reached · ask resume"
OURS = "the limit of tokens was reached · ask resume · a longer answer: --max-tokens N"


def test_a_seam_names_the_cause_and_the_way_on(tmp_path: Path) -> None:
    shell = Shell(tmp_path, [head(200, "Content-Length: 9999"), HELLO])
    code, out, err = shell.ask("-0", "hi")
    assert (code, out) == (5, "Hello world\n")
    assert "── cut off after ~2 tokens: connection lost · ask resume · ask up\n" in err


@pytest.mark.parametrize(
    ("counted", "limit", "said"),
    [
        ([figures(usage=usage(9, 10))], "64", f"10 tokens: {THEIRS}\n"),
        ([figures(usage=usage(9, 64))], "64", f"64 tokens: {OURS}\n"),
        ([], "64", f"~2 tokens: {THEIRS}\n"),
        ([], "3", f"3 tokens: {OURS}\n"),
    ],
)
def test_a_limit_is_told_by_what_came_and_only_the_own_can_be_raised(
    counted: Script, limit: str, said: str, tmp_path: Path
) -> None:
    shell = Shell(tmp_path, [head(), HELLO, finish("length"), *counted, DONE])
    code, _, err = shell.ask("-0", "--max-tokens", limit, "hi")
    assert (code, f"── cut off at {said}" in err) == (5, True)


def test_a_cut_answer_is_resumed_with_what_came(tmp_path: Path) -> None:
    shell = Shell(tmp_path, CUT, REST)
    shell.ask("-1", "greet", "the", "world")
    code, out, err = shell.ask("resume")
    assert (code, out) == (0, " and all.\n")
    assert "── resumed after ~2 tokens of turn 1: …Hello world" in err
    said = [(message["role"], message["content"]) for message in shell.sent()["messages"][1:3]]
    assert said == [("user", "greet the world"), ("assistant", "Hello world")]
    assert shell.sent()["messages"][-1]["role"] == "user"
    assert shell.sent()["model"] == shell.sent(0)["model"] == "qwen3-coder-30b"
    assert "it goes on with turn 1" in shell.ask("log", "export")[1]


def test_an_answer_that_was_resumed_is_not_resumed_again(tmp_path: Path) -> None:
    shell = Shell(tmp_path, CUT, REST)
    shell.ask("hi")
    shell.ask("resume")
    code, out, err = shell.ask("resume")
    assert (code, out) == (2, "")
    assert "nothing to resume" in err


def test_an_answer_before_a_whole_one_is_resumed_by_its_number_alone(tmp_path: Path) -> None:
    shell = Shell(tmp_path, CUT, GOOD, GOOD, REST)
    for words in (("-1", "greet"), ("second",), ("-c", "third")):
        shell.ask(*words)
    code, out, err = shell.ask("resume")
    assert (code, out, len(shell.gateway.received)) == (2, "", 3)
    assert "the last answer (turn 3) is whole: there is nothing to resume" in err
    assert "turn 1 was cut off: ask resume 1 (greet)" in err
    for turn, why in (("2", "(turn 2) is whole"), ("9", "there is no turn 9"), ("x", "takes no words")):
        assert (shell.ask("resume", turn)[0], why in shell.ask("resume", turn)[2]) == (2, True)
    assert shell.ask("resume", "1")[:2] == (0, " and all.\n")
    assert [message["content"] for message in shell.sent()["messages"][1:3]] == ["greet", "Hello world"]
    assert "turn 1 cannot be resumed: its conversation went on" in shell.ask("resume", "1")[2]
    assert "(turn 4) is whole: there is nothing to resume" in shell.ask("resume")[2]
    assert len(shell.gateway.received) == 4


def test_what_continues_an_answer_is_listed_by_its_question(tmp_path: Path) -> None:
    shell = Shell(tmp_path, CUT, CUT, REST)
    for words in (("greet the world",), ("resume",), ("resume",)):
        shell.ask(*words)
    assert [line.endswith("  greet the world") for line in shell.ask("log")[1].splitlines()] == [True] * 3


def test_an_answer_cut_twice_is_resumed_twice(tmp_path: Path) -> None:
    shell = Shell(tmp_path, CUT, CUT, REST)
    shell.ask("hi")
    assert shell.ask("resume")[0] == 5
    assert shell.ask("resume")[:2] == (0, " and all.\n")
    assert sum("Hello world" in message["content"] for message in shell.sent()["messages"]) == 2
    assert shell.ask("last")[1] == "Hello worldHello world and all.\n"


def test_the_last_answer_is_whole_once_it_is_resumed(tmp_path: Path) -> None:
    begun, rest = say("```py\nx = 1\n"), say("y = 2\n```\n")
    shell = Shell(tmp_path, GOOD, [head(), begun], [head(), rest, finish(), DONE])
    shell.ask("hi")
    shell.ask("-c", "write it")
    assert shell.ask("resume")[0] == 0
    assert shell.ask("last", "-x")[1] == "x = 1\ny = 2\n"
    whole = "write it\n\n---\n\n```py\nx = 1\ny = 2\n```\n"
    assert whole in shell.ask("log", "last")[1]
    resumed = shell.ask("log", "show", "3")[1]
    both = json.loads(f"[{','.join(shell.ask('log', 'export')[1].splitlines()[1:])}]")
    given, cost = sum(turn["input_tokens"] for turn in both), sum(Decimal(turn["cost_usd"]) for turn in both)
    took = (
        rf" · ~{given} in / ~?\d+ out · {re.escape(dollars(Cost(cost, estimated=True)))} · continues turn 2"
    )
    assert re.fullmatch(rf"## 3\n\n[^\n]*{took}\n\n{re.escape(whole)}\n", resumed)
    assert shell.ask("log", "export", "--md")[1].endswith(f"\n\n{resumed}\n")
    assert shell.ask("apply", str(tmp_path / "new.py"), "--yes")[0] == 0
    assert (tmp_path / "new.py").read_text() == "x = 1\ny = 2\n"
    shell.ask("log", "delete", "2")  # what is left of it goes on with no other answer
    assert shell.ask("last")[1] == "y = 2\n```\n"


BEGUN: Script = [head(), say("Change it:\n\n```python\ndef f():\n    x = 4")]
CODE = "def f():\n    x = 42\n    return x\n"


def test_a_cut_answer_is_marked_in_the_log_and_its_fence_closed(tmp_path: Path) -> None:
    shell = Shell(tmp_path, BEGUN, [head(), say("- do\n\n  ~~~~\n  x")], GOOD)
    for _ in range(3):
        shell.ask("hi")
    first, second = (shell.ask("log", "show", number)[1] for number in "12")
    cut = r"\n\n[^\n]* · cut off after ~?\d+ tokens: [^\n]+\n\nhi\n\n---\n\n"
    assert re.fullmatch(rf"## 1{cut}Change it:\n\n```python\ndef f\(\):\n    x = 4\n```\n", first)
    assert re.fullmatch(rf"## 2{cut}- do\n\n  ~~~~\n  x\n", second)
    exported = shell.ask("log", "export", "--md")[1]
    assert exported.startswith(f"{first}\n{second}\n## 3")
    assert exported.count("cut off after") == 2


def goes_on(text: str) -> Script:
    return [head(), say(text), finish(), DONE]


def test_code_that_was_cut_goes_on_as_code(tmp_path: Path) -> None:
    rest = "2\n    return x\n```\n\nThat is it.\n"
    again = f"```python\n    x = 4{rest}"
    for number, text in enumerate((rest, again)):
        shell = Shell(home := tmp_path / str(number), *(BEGUN, goes_on(text)) * 2)
        home.mkdir()
        old = home / "m.py"
        old.write_text("old\n")
        shell.ask("-x", "mend it")
        code, out, _ = shell.ask("resume", "-x", "--apply", str(old), "--yes")
        assert (code, out, old.read_text()) == (0, CODE, CODE)
        assert shell.ask("last", "-x")[1] == CODE
        shell.ask("-c", "mend it")
        code, out, _ = shell.ask("resume", "--color", "always")
        assert (code, "def f" in out, re.sub(r"\x1b\[[\d;]*m", "", out)) == (
            0,
            False,
            f"    x = 4{rest}".replace("```\n", ""),
        )


def test_an_answer_whose_parts_meet_at_a_guess_is_not_passed_off_as_whole(tmp_path: Path) -> None:
    shell = Shell(tmp_path, BEGUN, goes_on(f"```python\n{CODE}```\n"))
    old = tmp_path / "m.py"
    old.write_text("old\n")
    shell.ask("mend it")
    code, _, err = shell.ask("resume", "-x", "--apply", str(old), "--yes")
    assert (code, "not certain how this goes on" in err) == (5, True)
    code, _, err = shell.ask("apply", str(old), "--yes")
    assert (code, "not certain how it goes on" in err) == (5, True)
    assert old.read_text() == "old\n"


def test_an_answer_cut_twice_tells_the_last_cause_and_all_that_came(tmp_path: Path) -> None:
    again = [head(), say("2\n    return"), finish("length"), figures(usage=usage(9, 4)), DONE]
    shell = Shell(tmp_path, BEGUN, again)
    shell.ask("mend it")
    first = int(re.findall("cut off after ~(\\d+) tokens", shell.ask("last")[2])[0])
    shell.ask("resume")
    for words in (("last",), ("last", "-x"), ("log", "show", "2")):
        _, out, err = shell.ask(*words)
        assert f"cut off after ~{first + 4} tokens: the limit of tokens was reached" in out + err


def test_an_answer_cut_twice_goes_on_from_all_that_came(tmp_path: Path) -> None:
    shell = Shell(tmp_path, BEGUN, [head(), say("2\n    return")], goes_on(" x\n```\n"))
    shell.ask("mend it")
    shell.ask("resume")
    assert shell.ask("resume", "-x")[:2] == (0, CODE)


def test_with_nothing_on_record_there_is_nothing_to_resume_or_to_ask_higher(tmp_path: Path) -> None:
    shell = Shell(tmp_path, GOOD)
    for command in ("resume", "up"):
        code, out, err = shell.ask(command)
        assert (code, out) == (2, "")
        assert "no " in err
    shell.ask("hi")
    assert "nothing to resume" in shell.ask("resume")[2]
    assert len(shell.gateway.received) == 1


@pytest.mark.parametrize("before", ["", "of an earlier release"])
def test_a_killed_turn_is_resumed_though_its_number_is_another_processs_by_now(
    before: str, tmp_path: Path
) -> None:
    shell = Shell(tmp_path, [head(), say("1\n"), Act.HOLD], REST)
    asking = shell.start("-q", "count")
    assert asking.stdout
    assert asking.stdout.readline() == b"1\n"
    assert "no answer is on record yet" in shell.ask("resume")[2]
    asking.kill()
    asking.communicate()
    with subprocess.Popen(["sleep", "60"]) as other:
        ledger = sqlite3.connect(next(tmp_path.rglob("ledger.db")))
        if before:
            asked_at = "2026-01-01T12:00:00.000+02:00"
            ledger.execute("UPDATE turns SET process = ?, asked_at = ?", (other.pid, asked_at))
        else:
            ledger.execute("UPDATE turns SET process = replace(process, ?, ?)", (asking.pid, other.pid))
        ledger.commit()
        ledger.close()
        code, out, _ = shell.ask("resume")
        other.kill()
    assert (code, out) == (0, " and all.\n")


def test_a_turn_of_an_earlier_release_is_left_to_the_process_that_hears_it(tmp_path: Path) -> None:
    shell = Shell(tmp_path, [head(), say("1\n"), Act.HOLD])
    asking = shell.start("-q", "count")
    assert asking.stdout
    assert asking.stdout.readline() == b"1\n"
    ledger = sqlite3.connect(next(tmp_path.rglob("ledger.db")))
    ledger.execute("UPDATE turns SET process = ?", (asking.pid,))
    ledger.commit()
    ledger.close()
    assert "no answer is on record yet" in shell.ask("resume")[2]
    asking.kill()
    asking.communicate()


def test_a_question_without_a_word_of_answer_is_asked_again(tmp_path: Path) -> None:
    shell = Shell(tmp_path, [head(401), b"{}"], GOOD)
    assert shell.ask("-0", "hi")[0] == 3
    code, out, err = shell.ask("resume")
    assert (code, out) == (0, "Hello world\n")
    assert "asking again" in err
    assert shell.sent()["messages"][1:] == [{"role": "user", "content": "hi"}]


def test_the_last_question_goes_one_tier_higher_until_there_is_none(tmp_path: Path) -> None:
    shell = Shell(tmp_path, GOOD)
    shell.ask("-0", "hi")
    for tier in ("code", "reasoning"):
        code, out, err = shell.ask("up")
        assert (code, out) == (0, "Hello world\n")
        assert f"to {tier}" in err
        assert shell.sent()["messages"][1:] == [{"role": "user", "content": "hi"}]
    assert [json.loads(each.body)["model"] for each in shell.gateway.received] == [
        "deepseek-v4-flash",
        "qwen3-coder-30b",
        "deepseek-r1",
    ]
    code, _, err = shell.ask("up")
    assert code == 2
    assert "none above it" in err
    code, _, err = shell.ask("up", "-0")
    assert (code, "takes no tier" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("--diff",), "--diff"),
        (("-t", "review"), "--template"),
        (("--conversation", "1"), "--conversation"),
    ],
)
def test_what_makes_a_new_question_is_refused_where_the_last_is_taken_up(
    tmp_path: Path, arguments: tuple[str, ...], option: str
) -> None:
    shell = Shell(tmp_path, GOOD)
    for command in ("resume", "up"):
        code, _, err = shell.ask(command, *arguments)
        assert (code, f"{option} goes with a new question: ask {command}" in err) == (2, True), err
    assert "--file goes with a new question: ask up" in shell.ask("up", "-f", "a.py")[2]


def test_up_passes_over_the_tiers_that_are_never_used(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('never = ["reasoning"]\n')
    shell = Shell(tmp_path, GOOD, ASK_CONFIG=str(tmp_path / "config.toml"))
    shell.ask("-0", "hi")
    assert shell.ask("up")[0] == 0
    code, out, err = shell.ask("up")
    assert (code, out, len(shell.gateway.received)) == (2, "", 2)
    assert "the last question went to the code tier, and you never use one above it" in err
    (tmp_path / "config.toml").write_text('never = ["code"]\n')
    shell.ask("-0", "hi")
    assert "up from simple to reasoning" in shell.ask("up")[2]
    assert shell.sent()["model"] == "deepseek-r1"


def test_up_tells_the_model_that_is_asked_where_one_is_named(tmp_path: Path) -> None:
    for arguments, variables in ((("-m", "kimi-k2.5"), {}), ((), {"ASK_MODEL": "kimi-k2.5"})):
        shell = Shell(tmp_path, GOOD, **variables)
        shell.ask("-0", "hi")
        _, out, err = shell.ask("up", "--json", *arguments)
        assert shell.sent()["model"] == "kimi-k2.5"
        assert "again, of kimi-k2.5: " in err
        assert "up from" not in err
        assert "one tier higher" not in out


def test_an_answer_from_a_tier_that_was_typed_is_resumed_there(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('never = ["reasoning"]\n')
    shell = Shell(tmp_path, CUT, REST, ASK_CONFIG=str(tmp_path / "config.toml"))
    shell.ask("-2", "hi")
    assert shell.ask("resume")[0] == 0
    assert shell.sent()["model"] == shell.sent(0)["model"] == "deepseek-r1"


def test_up_after_a_resumed_answer_asks_the_question_itself(tmp_path: Path) -> None:
    shell = Shell(tmp_path, CUT, REST, GOOD)
    shell.ask("-0", "hi")
    shell.ask("resume")
    assert shell.ask("up")[0] == 0
    assert shell.sent()["messages"][1:] == [{"role": "user", "content": "hi"}]


def test_what_is_not_kept_is_not_offered(tmp_path: Path) -> None:
    shell = Shell(tmp_path, CUT)
    code, _, err = shell.ask("--no-log", "hi")
    assert code == 5
    assert "ask resume" not in err


def test_a_drill_shows_who_stands_in(tmp_path: Path) -> None:
    shell = Shell(tmp_path, GOOD)
    code, out, err = shell.ask("drill")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 3
    assert "deepseek-v4-flash is made unreachable; qwen3-32b at global-apis answered in" in lines[0]
    assert [json.loads(each.body)["model"] for each in shell.gateway.received] == [
        "qwen3-32b",
        "deepseek-coder",
        "deepseek-v4-pro",
    ]


def test_a_drill_can_be_rehearsed_without_a_gateway(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    code, out, _ = shell.ask("drill", "--dry-run")
    assert (code, out.count("at demo answered")) == (0, 3)
    assert shell.gateway.received == []


def test_a_drill_is_rehearsed_with_models_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        "[models.x]\n[models.y]\n[tiers]\n"
        + "".join(f'{tier}.models = ["x", "y"]\n' for tier in ("simple", "code", "reasoning"))
    )
    shell = Shell(tmp_path, ASK_CONFIG=str(tmp_path / "config.toml"))
    code, out, _ = shell.ask("drill", "--dry-run")
    assert (code, out.count("x is made unreachable; y at demo answered")) == (0, 3)


def test_a_drill_is_neither_the_last_question_nor_a_conversation(tmp_path: Path) -> None:
    shell = Shell(tmp_path, GOOD)
    shell.ask("-1", "greet")
    shell.ask("drill")
    assert shell.ask("last")[:2] == (0, "Hello world\n")
    assert "“greet” (asked last) went to code" in shell.ask("route", "--feedback", "right")[1]
    bill = json.loads(shell.ask("bill", "--by", "conversation", "--json")[1])
    assert (bill["total"]["asks"], bill["mix"]["code"]["share"]) == (4, "1.0000")
    assert {line["name"]: line["asks"] for line in bill["lines"]} == {"drill": 3, "1": 1}
    assert "share of asks, without 3 of benchmarks and drills\n" in shell.ask("bill")[1]
    assert shell.ask("log")[1].count("  (drill)\n") == 3
    assert "1 ask in the last 30 days: too few to project from" in shell.ask("bill", "--project", "--own")[2]
    assert "nothing to resume" in shell.ask("resume")[2]
    assert shell.ask("up")[0] == 0
    assert shell.sent()["messages"][-1]["content"] == "greet"
    shell.ask("drill")
    assert shell.ask("-c", "more")[0] == 0
    assert "greet" in [message["content"] for message in shell.sent()["messages"]]


def test_a_drill_in_which_nobody_answered_is_no_question_either(tmp_path: Path) -> None:
    shell = Shell(tmp_path, GOOD, [head(404), b"{}"])
    shell.ask("-1", "greet")
    assert shell.ask("drill")[0] == 4
    assert "nothing to resume" in shell.ask("resume")[2]
    assert "“greet”" in shell.ask("route", "--feedback", "right")[1]


def test_a_drill_in_which_nobody_stands_in_fails(tmp_path: Path) -> None:
    code, out, _ = Shell(tmp_path, [head(404), b"{}"]).ask("drill")
    assert (code, out.count("no stand-in answered")) == (4, 3)


def test_models_that_failed_are_asked_again_after_a_reset(tmp_path: Path) -> None:
    shell = Shell(tmp_path, [head(404), b"{}"], GOOD)
    shell.ask("-0", "hi")
    assert shell.ask("drill", "--reset")[0] == 0
    shell.ask("-0", "hi")
    assert shell.sent()["model"] == "deepseek-v4-flash"
