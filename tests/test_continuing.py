"""Going on with an earlier conversation from the shell."""

import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

from tests.conftest import Configured, Run, Start
from tests.guard.forge import Forge
from tests.scripted import Scripted, ScriptedGateway, begun, stream

UNFILLED = "«secret:DB_PASSWORD_1» in the answer could not be filled: its secret is not of this run; ask in a new conversation, with the file"
CODE = "It is:\n\n```py\np = '«secret:DB_PASSWORD_1»'\n```\n"


def said(gateway: ScriptedGateway) -> list[tuple[str, str]]:
    messages = gateway.received[-1].body["messages"]
    return [(message["role"], message["content"]) for message in messages if message["role"] != "system"]


def test_c_goes_on_with_the_last_conversation(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("what is a monad", env=keyed)
    ask("-c", "and in rust", env=keyed)
    assert said(gateway) == [
        ("user", "what is a monad"),
        ("assistant", "Hello world"),
        ("user", "and in rust"),
    ]
    ask("-c", "shorter", env=keyed)
    assert [text for role, text in said(gateway) if role == "user"] == [
        "what is a monad",
        "and in rust",
        "shorter",
    ]


def test_a_conversation_is_named_by_any_of_its_turns(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("first", env=keyed)
    ask("second", env=keyed)
    ask("--conversation", "1", "more", env=keyed)
    assert said(gateway) == [("user", "first"), ("assistant", "Hello world"), ("user", "more")]


def test_without_anything_on_record_nothing_is_sent(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-c", "more", env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert "there is no conversation on record yet" in ran.err


FIGURES = "[ledger]\nstore_text = false\n"


def test_no_earlier_turn_takes_the_place_of_one_that_was_not_kept(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured, tmp_path: Path
) -> None:
    gateway.answers(*[Scripted(stream(CODE))] * 9)
    ask("what is old", env=keyed)
    figures = keyed | configured(FIGURES)
    ask("what is new", env=figures)
    for arguments in (
        ("-c", "and more"),
        ("--conversation", "2", "and more"),
        ("chat", "-c"),
        ("last", "-x"),
        ("log", "last"),
        ("up",),
        ("apply", "a.py", "--yes"),
    ):
        ran = ask(*arguments, stdin="and more\n" if arguments[0] == "chat" else b"", env=keyed)
        assert (ran.code, ran.out, "the words of turn 2 were not kept" in ran.err) == (2, "", True), arguments
    assert (len(gateway.received), (tmp_path / "a.py").exists()) == (2, False)
    assert ask("--conversation", "1", "and more", env=figures).code == 0
    ran = ask("--conversation", "1", "and then", env=keyed)
    assert "the words of turn 3 were not kept: this goes on without them\n" in ran.err
    assert [text for role, text in said(gateway) if role == "user"] == ["what is old", "and then"]
    ran = ask("-c", "at last", env=keyed)
    assert (ran.code, "the words of turn 3 were not kept" in ran.err) == (0, True)


def test_a_question_in_vain_is_passed_over_whether_it_was_kept_or_not(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    ask("first", env=keyed)
    gateway.answers(Scripted([b"{}"], status=400))
    assert ask("second", env=keyed | configured(FIGURES)).code == 4
    ran = ask("-c", "more", env=keyed)
    assert "turn 2 got no answer: this goes on from turn 1: first\n" in ran.err
    assert said(gateway)[0] == ("user", "first")


def test_c_tells_which_conversation_it_goes_on_with(ask: Run, keyed: dict[str, str]) -> None:
    ask("what is a monad\nin Haskell", env=keyed)
    ask("--no-log", "what is a list", env=keyed)
    line = "── going on from turn 1: what is a monad"
    assert ask("-c", "more", env=keyed).err.startswith(f"{line}\ntier ")
    assert ask("-c", "--conversation", "1", "more", env=keyed).err.startswith("── going on from turn ")
    for quiet in (("-q", "-c"), ("--conversation", "1")):
        assert "── going on" not in ask("again", *quiet, env=keyed).err


def test_up_tells_which_question_it_asks_again_past_one_that_was_not_kept(
    ask: Run, keyed: dict[str, str]
) -> None:
    ask("-0", "what is a monad\nin Haskell", env=keyed)
    ask("--no-log", "what is a list", env=keyed)
    line = "── asking turn 1 again, up from simple to code: what is a monad\n"
    assert ask("up", env=keyed).err.startswith(line)


def test_up_with_a_model_from_the_top_tier_names_the_model(ask: Run, keyed: dict[str, str]) -> None:
    ask("-2", "what is a monad", env=keyed)
    line = "── asking turn 1 again, of glm-5: what is a monad\n"
    assert ask("up", "-m", "glm-5", env=keyed).err.startswith(line)


def test_it_is_said_that_a_question_without_an_answer_is_passed_over(
    ask: Run, ask_in_pipes: Start, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    whole = gateway.replies[0]
    ask("first", env=keyed)
    for arguments, line in (
        (("-c", "second"), "turn 2 (second) got no answer: this goes on from turn 1: first\n"),
        (
            ("third",),
            "turn 5 (third) got no answer: this goes on from turn 4: more · ask resume 5 asks it\n",
        ),
    ):
        asked = len(gateway.received)
        gateway.answers(Scripted(begun("It")), whole)
        with ask_in_pipes(*arguments, env=keyed) as process:
            while len(gateway.received) == asked:
                time.sleep(0.01)
            awaited = ask("-c", "--dry-run", "more", env=keyed)
            process.kill()
        ran, again = (ask("-c", "more", env=keyed) for _ in range(2))
        assert line in ran.err
        assert "── going on" not in ran.err
        assert "got no answer" not in awaited.err + again.err
    assert said(gateway)[0] == ("user", "first")


def test_what_takes_up_the_last_answer_says_that_a_later_question_got_none(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    whole, none = Scripted(stream("```py\nb = 2\n```\n")), Scripted([b"{}"], status=400)
    gateway.answers(whole, none, whole)
    file = tmp_path / "a.py"
    assert ask("-q", "what is b", env=keyed).code == 0
    assert (ask("last", env=keyed).err, ask("apply", "b.py", "--yes", env=keyed).code) == ("", 0)
    assert ask("-q", "fix a", env=keyed).code == 4
    told, way = "turn 2 (fix a) got no answer: {} turn 1: what is b", " · ask resume 2 asks it\n"
    for arguments in (("last",), ("last", "-x")):
        ran = ask(*arguments, env=keyed)
        assert (ran.code, ran.err) == (0, told.format("this is") + way)
    ran = ask("apply", "a.py", "--yes", env=keyed)
    assert (ran.code, file.exists()) == (5, False)
    assert ran.err.startswith(told.format("this is") + way)
    assert "this is not the answer to the question asked last: nothing was written" in ran.err
    ran = ask("apply", "a.py", "--force", env=keyed)
    assert (ran.code, file.read_text(), told.format("this is") in ran.err) == (0, "b = 2\n", True)
    going_on = told.format("this goes on from") + way
    assert ask("chat", "-c", env=keyed).err.startswith(going_on)
    assert ask("-q", "-c", "and?", env=keyed).err == going_on
    assert ask("-q", "-c", "and?", env=keyed).err == ""


def test_what_goes_on_with_an_answer_in_vain_is_no_question_that_got_none(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    none = Scripted([b"{}"], status=400)
    gateway.answers(
        Scripted(stream("begun")[:1]), none, Scripted(stream("whole")), none, Scripted(stream("so"))
    )
    ask("-q", "write x", env=keyed)
    assert ask("resume", env=keyed).code == 4
    assert "got no answer" not in ask("last", env=keyed).err + ask("-c", "--dry-run", "so", env=keyed).err
    ask("-q", "write y", env=keyed)
    assert ask("resume", "2", env=keyed).code == 4
    told = ask("-c", "so", env=keyed).err
    assert "turn 4 got no answer: this goes on from turn 3: write y · ask resume 4 asks it\n" in told


def test_what_is_asked_again_or_gone_on_with_keeps_the_standing_instruction_of_its_question(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured, tmp_path: Path
) -> None:
    def system(*arguments: str) -> str:
        assert ask(*arguments, env=keyed).code in (0, 5)
        return str(gateway.received[-1].body["messages"][0]["content"])

    (tmp_path / "a.py").write_text("a = 1\n")
    usual = system("hello")
    cut = Scripted(stream("begun")[:1])
    gateway.answers(cut, Scripted(stream("whole")))
    system("--system", "In French.", "what is a monad")
    assert system("resume") == system("up") == "In French."
    assert system("up", "--system", "In German.", "-m", "glm-5") == "In German."
    code = Scripted(stream("```py\na = 2\n```\n"))
    gateway.answers(code)
    whole = system("--system", "In French.", "double it", "--apply", "a.py", "--yes")
    assert whole.startswith("In French. The code in your answer becomes the file a.py: ")
    assert system("up", "--apply", "a.py", "--yes") == system("up", "-m", "glm-5") == whole
    assert system("-c", "why") == "In French."
    assert system("-c", "double it", "--apply", "a.py", "--yes") == whole
    system("double it", "--apply", "a.py", "--yes")
    assert system("-c", "why") == usual


def test_a_conversation_keeps_its_standing_instruction_until_another_is_given(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured, tmp_path: Path
) -> None:
    def instruction() -> str:
        first = gateway.received[-1].body["messages"][0]
        return str(first["content"]) if first["role"] == "system" else ""

    ask("hello", env=keyed)
    usual = instruction()
    ask("--system", "In French.", "write a story", env=keyed)
    told = ask("-c", "and more", env=keyed).err
    assert told.startswith("── going on from turn 2: write a story · its instruction goes along\n")
    assert instruction() == "In French."
    going_on = "── going on with the conversation · its instruction goes along\n"
    for arguments in (("chat", "-c"), ("--conversation", "2", "and more")):
        told = ask(
            *arguments, stdin="and more\n" if "chat" in arguments else subprocess.DEVNULL, env=keyed
        ).err
        assert (told.startswith(going_on), instruction()) == (True, "In French."), arguments
    templates = tmp_path / "home" / ".config" / "ask" / "templates"
    templates.mkdir(parents=True)
    (templates / "german.toml").write_text('system = "In German."\nprompt = "go on"\n')
    for arguments, wanted in (
        (("-t", "german", "and more"), "In German."),
        (("and more",), "In German."),
        (("--system", "In Latin.", "and more"), "In Latin."),
        (("--system", "", "and more"), ""),
        (("and more",), ""),
    ):
        told = ask("-c", *arguments, env=keyed).err
        assert instruction() == wanted, arguments
    assert told.startswith("── going on from turn 9: and more · no instruction goes along, as before\n")
    ask("chat", "-c", "--system", "In Greek.", stdin="and more\n", env=keyed)
    assert instruction() == "In Greek."
    gateway.answers(Scripted([b"{}"], status=400), Scripted(stream("Hello")))
    ask("-c", "why", env=keyed)
    assert (
        "this goes on from turn 11: and more · its instruction goes along\n" in ask("-c", "so", env=keyed).err
    )
    assert "instruction" not in ask("--conversation", "1", "and more", env=keyed).err
    assert instruction() == usual
    standing = keyed | configured('system = "In Dutch."\n')
    ask("-c", "and more", env=standing)
    assert instruction() == "In Dutch."
    assert "its instruction" not in ask("-c", "and more", env=standing).err


def test_an_instruction_of_the_configuration_holds_as_long_as_it_stands_there(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured, tmp_path: Path
) -> None:
    def asked(*arguments: str) -> str:
        ran = ask(*arguments, env=env, stdin="and more\n" if arguments[0] == "chat" else subprocess.DEVNULL)
        told.append(ran.err)
        return str(gateway.received[-1].body["messages"][0]["content"])

    def whole(instruction: str) -> str:
        return f"{instruction} The code in your answer becomes the file a.py: "

    told: list[str] = []
    env = keyed
    usual = asked("hello")
    env = keyed | configured('system = """\nIn Dutch.\n"""\n')
    assert asked("write a story") == "In Dutch.\n"
    (tmp_path / "a.py").write_text("a = 1\n")
    gateway.answers(Scripted(stream("```py\na = 2\n```\n")))
    assert asked("double it", "--apply", "a.py", "--yes").startswith(whole("In Dutch.\n"))
    assert asked("up").startswith(whole("In Dutch.\n"))
    env = keyed | configured('system = "In Latin."\n')
    assert asked("up").startswith(whole("In Latin."))
    for arguments in (("-c", "and more"), ("chat", "-c"), ("up", "-m", "glm-5"), ("-c", "and more")):
        assert asked(*arguments) == "In Latin.", arguments
    configured("")
    assert asked("-c", "and more") == asked("up") == usual
    assert "instruction" not in "".join(told)
    assert asked("-c", "--system", "In Greek.", "and more") == asked("-c", "and more") == "In Greek."
    env = keyed | configured('system = "In Dutch."\n')
    assert asked("-c", "and more") == "In Greek."


def test_the_standing_instruction_of_a_turn_is_on_record_without_its_secrets(
    ask: Run, keyed: dict[str, str], configured: Configured, tmp_path: Path
) -> None:
    password = Forge(3).password()
    ask("--system", f'DB_PASSWORD = "{password}"', "hello", env=keyed)
    ask("--system", "In French.", "hello", env=keyed | configured(FIGURES))
    (file,) = tmp_path.rglob("ledger.db")
    with closing(sqlite3.connect(file)) as ledger:
        kept = ledger.execute("SELECT system FROM turns ORDER BY id").fetchall()
    assert kept == [('DB_PASSWORD = "«secret:DB_PASSWORD_1»"',), (None,)]


def test_no_placeholder_of_an_instruction_of_before_is_taken_for_the_users_own(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(*[Scripted(stream(CODE))] * 4)
    ask("-q", "--system", f'DB_PASSWORD = "{Forge(3).password()}"', "hello", env=keyed)
    ran = ask("-c", "-x", "code", env=keyed)
    assert ran.err.startswith(
        "── going on from turn 1: hello · its instruction goes along, without its secrets\n"
    )
    assert (ran.code, "the code holds placeholders of secrets" in ran.err) == (5, True)
    assert UNFILLED in ask("-c", "and?", env=keyed).err
    assert UNFILLED in ask("chat", "-c", stdin="and?\n", env=keyed).err


def test_a_placeholder_of_an_earlier_run_that_could_not_be_filled_is_told_once(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    password = Forge(3).password()
    (tmp_path / "app.py").write_text(f'DB_PASSWORD = "{password}"\n')
    gateway.answers(*[Scripted(stream(CODE[:25], CODE[25:30], CODE[30:] + CODE))] * 7)
    first = ask("-0", "-x", "fix this", "app.py", env=keyed)
    assert (first.out, "filled" in first.err) == (f"p = '{password}'\n" * 2, False)
    (tmp_path / "app.py").write_text("p = 1\n")
    left = "p = '«secret:DB_PASSWORD_1»'\n" * 2
    for arguments, code, out in (
        (("up", "-x"), 5, left),
        (("last", "-x"), 5, left),
        (("last",), 0, CODE * 2),
        (("-c", "-x", "and print 3", "app.py"), 5, left),
        (("-c", "and print 4"), 0, CODE * 2),
        (("-c", "-q", "--guard", "off", "and print 5"), 0, CODE * 2),
    ):
        ran = ask(*arguments, env=keyed)
        assert (ran.code, ran.out) == (code, out), ran.err
        assert [line for line in ran.err.splitlines() if "«" in line] == [UNFILLED], arguments
    ran = ask("-c", "--json", "and print 6", env=keyed)
    assert ("«secret:DB_PASSWORD_1»" in ran.out, ran.err.count(UNFILLED)) == (True, 1)


def test_a_placeholder_that_the_question_or_its_file_holds_is_meant(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "guide.md").write_text(f"Write {CODE}")
    (tmp_path / "app.py").write_text(f'DB_PASSWORD = "{Forge(3).password()}"\n')
    gateway.answers(*[Scripted(stream(CODE))] * 5)
    for arguments, lines in (
        (("why so", "guide.md"), ""),
        (("-x", "what is", "«secret:DB_PASSWORD_1»", "app.py"), ""),
        (("--system", CODE, "why so"), ""),
        (("chat",), "what is «secret:DB_PASSWORD_1»\nand then\n"),
    ):
        ran = ask(*arguments, stdin=lines, env=keyed)
        assert (ran.code, "filled" in ran.err) == (0, False), ran.err
    gateway.answers(Scripted(stream("«secret:A_1» and «secret:B_2»")))
    told = "«secret:A_1», «secret:B_2» in the answer could not be filled: their secrets are not of this run"
    assert told in ask("why", env=keyed).err


def test_a_follow_up_keeps_the_tier_that_was_chosen_for_the_question_before(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    for chosen, words, tier in (
        ("-2", "what is a monad", "tier 2 reasoning"),
        ("-0", "prove that there are infinitely many primes", "tier 0 simple"),
    ):
        ask(chosen, words, env=keyed)
        for follow_up in ("why?", "go on"):
            assert ask("-c", follow_up, env=keyed).err.splitlines()[1].startswith(tier)
    assert ask("-c", "prove it", env=keyed).err.splitlines()[1].startswith("tier 2 reasoning")
