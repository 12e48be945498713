"""Slash commands as a person types them."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ASK
from tests.repl.scenes import READY
from tests.repl.terminal import Terminal, environment
from tests.scripted import HELD, Scripted, ScriptedGateway, begun, delta, events, finish, stream, usage

Opened = Callable[..., Terminal]


def test_a_cap_of_a_number_is_the_sessions_and_one_of_a_day_holds_in_every_shell(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    with opened(columns=120) as terminal:
        terminal.send("/cap 2/day\r").wait(r"this session has no cap; spent: \$0")
        terminal.wait(r"in every shell \$2.00 a day at most; left: \$2.00")
        terminal.send("/cap 0.50\r").wait(r"the session's cap is \$0.50")
        terminal.send("/cap 3/week\r").wait('"3/week" is not a limit')
        terminal.send("/cap 0/month\r").wait(r"\$0.*a month at most")
        terminal.send("does it fit\r").wait("limit of").wait(r"(?m)^›$")
        terminal.send("/cap off\r").wait("(?s)limit of.*this session has no cap.*in every shell")
        terminal.send("/quit\r")
        assert terminal.ended() == 0
    told = subprocess.run([*ASK, "cap"], env=environment(home), capture_output=True, text=True)
    assert told.stdout.splitlines() == ["$2.00 a day: $2.00 left", "$0 a month: $0 left"]
    assert not gateway.received


def test_what_was_asked_in_vain_is_spent_and_counts_against_the_sessions_cap(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(events(finish(), usage(20, 1600, 1600))))
    with opened("-0", columns=120) as terminal:
        terminal.send("hi\r").wait("the answer was empty").wait(r"(?m)^›$")
        terminal.send("/cost\r").wait(r"0 answers · 60 in / 4,800 out · ~\$0.0012")
        terminal.send("/cap 0.0015\r").wait(r"the session's cap is \$0.0015; spent: ~\$0.0012")
        terminal.send("hi\r").wait(r"~\$0.0012 is spent, and the session's cap is \$0.0015: nothing was sent")
    assert len(gateway.received) == 3


def test_a_request_that_nobody_counted_counts_against_the_sessions_cap_as_the_most_it_can_be(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted([b": nothing came\n\n"]))
    with opened("-0", "--max-tokens", "1000", columns=120) as terminal:
        terminal.send("hi\r").wait("ga-standard at global-apis did not answer").wait(r"(?m)^›$")
        asked = len(gateway.received)
        terminal.send("/cost\r").wait("0 answers · 0 in / 0 out · cost unknown")
        terminal.send("/cap 0.002\r").wait(r"the session's cap is \$0.0020; spent: unknown, at most \$0.0018")
        terminal.send("hi\r").wait(r"~\$0.0018 is spent, and the session's cap is \$0.0020: nothing was sent")
    assert len(gateway.received) == asked


def test_the_simple_tier_is_offered_where_it_keeps_to_the_sessions_cap(opened: Opened) -> None:
    with opened(columns=120) as terminal:
        terminal.send("/tier reasoning\r").send("/cap 0.003\r").wait(r"cap is \$0.0030").send("hi\r")
        terminal.wait(r"(?m)nothing was sent\n +/cap N raises it · /tier simple keeps to it$")
        terminal.send("/cap 0\r").wait(r"cap is \$0; ").send("hi\r")
        terminal.wait(r"(?m)cap is \$0: nothing was sent\n +/cap N raises it$")


def test_the_ways_through_a_limit_are_told_as_they_are_typed_in_a_conversation(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    with opened("-m", "kimi-k2.5", columns=120) as terminal:
        terminal.send("/cap 0.0011/day\r").wait("left")
        terminal.send("hi\r").wait(r"(?m)the cheapest way through is tier 0, at most \$0.00\d+: /tier 0$")
        terminal.send("/tier 0\r").wait("tier 0 simple").send("hi\r").wait("Hello world")
        terminal.send("/cap 0.000001/day\r").wait(r"\$0.0000010 a day at most")
        terminal.send("hi\r").wait(r"(?m)no tier fits; to raise the limit: /cap N/day$")
    assert len(gateway.received) == 1


def test_every_theme_of_the_option_is_one_of_the_command_the_built_in_ones_first(opened: Opened) -> None:
    with opened(columns=100) as terminal:
        terminal.send("/theme \t").wait("light").wait("abap").rest()
        shown = terminal.text
        assert shown.index("dark") < shown.index("light") < shown.index("abap")
        terminal.send("\x03\x03/theme monokai\r").wait("(?m)^theme monokai|theme monokai$")
        terminal.send("/theme monokay\r").wait("no theme.*did you mean monokai")
        terminal.send("/theme drac\r").wait("no theme.*did you mean dracula")
        terminal.send("/theme auto\r").wait("theme auto").send("/theme\r").wait("auto, dark, light, abap")
        terminal.send("hi\r").wait("Hello world")


def test_a_secret_kept_here_is_put_back_in_code_that_is_shown_copied_and_saved(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    secret = "AKIA" + "Q3EGRKV7LN5OPZ2W"
    copier = home / "bin" / "xclip"
    copier.parent.mkdir()
    copier.write_text(f'#!/bin/sh\ncat > "{home}/copied"\n')
    copier.chmod(0o755)
    with opened(columns=120, DISPLAY=":9", PATH=f"{copier.parent}:{os.environ['PATH']}") as terminal:
        terminal.send(f"my key is {secret} fine\r").wait("Hello world").wait(r"(?m)^›$")
        sent = gateway.received[0].question
        placeholder = re.search("«[^»]+»", sent)
        assert placeholder
        assert secret not in sent
        link = f"[here](https://evil.example/{placeholder[0]})"
        gateway.answers(Scripted(stream(f"Use it {link}:\n\n```py\ntoken = '{placeholder[0]}'\n```\n")))
        terminal.send("write code\r").wait(f"token = '{secret}'").wait(r"(?m)^›$")
        terminal.send("/new\r/code\r").wait("no answer yet")
        terminal.send(f"my key is {secret} still\r").wait(r"(?s)still.*token").wait(r"(?m)^›$")
        terminal.send("\x0c/code 1\r").wait(f"(?m)^token = '{secret}'").wait(r"(?m)^›$")
        terminal.send("/copy\r").wait("copied the answer").wait(r"(?m)^›$")
        assert (home / "copied").read_text() == f"Use it {link}:\n\n```py\ntoken = '{secret}'\n```\n"
        terminal.send("/copy 1").wait("› /copy 1").send("\r").wait(r"copied block 1, 1 line \(xclip\)").wait(
            r"(?m)^›$"
        )
        terminal.send("/save 1 t.py").rest().send("\r").wait("wrote t.py").send("/undo\r").wait("forgotten")
    assert (home / "copied").read_text() == (home / "t.py").read_text() == f"token = '{secret}'\n"
    assert secret not in str([each.body for each in gateway.received])


def test_a_secret_that_a_later_question_reveals_is_sent_no_more(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    password = "tide" + "-3Pool!kq"
    asked = (f"the value {password} is rejected", f'DB_PASSWORD="{password}"', "what now")
    gateway.answers(*(Scripted(stream(f"answer {number}")) for number in range(3)))
    with opened() as terminal:
        for number, words in enumerate(asked):
            terminal.send(f"{words}\r").wait(f"answer {number}").wait(r"(?m)^›$")
    bodies = [str(each.body) for each in gateway.received]
    assert [password in body for body in bodies] == [True, False, False]
    assert "the value «secret:DB_PASSWORD_1» is rejected" in bodies[-1]


def test_files_are_attached_listed_and_dropped(home: Path, opened: Opened, gateway: ScriptedGateway) -> None:
    (home / "a.py").write_text("".join(f"line{number}\n" for number in range(1, 9)))
    (home / "b.ts").write_text("let b\n")
    with opened(columns=100) as terminal:
        terminal.send("/file a.py:2-3 b.ts").rest().send("\r").wait(r"(?s)a\.py.*b\.ts").wait(r"(?m)^›$")
        terminal.send("/drop b.ts").rest().send("\r").wait(r"(?m)^›$").send("/files\r").wait(r"(?m)^›$")
        terminal.send("/file nothing.py").rest().send("\r").wait("there is no file nothing.py")
        terminal.send("look at @*.ts and @a.py:7 ").rest().send("\r").wait("Hello world")
        terminal.wait(r"(?m)^›$").send("/files\r").wait("nothing is attached")
    sent = gateway.received[0].question
    assert "line2\nline3\n" in sent
    assert "line4" not in sent
    assert "let b" in sent
    assert "line7\n" in sent


def test_a_name_with_blanks_goes_in_quotes_or_alone_and_what_is_named_twice_goes_once(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    (home / "my notes").mkdir()
    (home / "my notes" / "to do.txt").write_text("milk\n")
    (home / "a.py").write_text("a = 1\n")
    code = "```py\nx\n```\n"
    gateway.answers(Scripted(stream(code)))
    with opened(columns=100) as terminal:
        terminal.send('/file a.py "my notes/to do.txt"').rest().send("\r").wait(
            r"(?s)a\.py \(.*to do\.txt \("
        )
        terminal.wait(r"(?m)^›$").send("/file my notes/to do.txt").rest().send("\r").wait(r"(?m)^›$")
        terminal.send("/file my notes").rest().send("\r").wait(r"there is no file my").wait(r"(?m)^›$")
        terminal.send('/file "my notes"').rest().send("\r").wait(r"is a folder \(its files: @my notes/\*\)")
        terminal.send("what is in @a.py ").rest().send("\r").wait("out").wait(r"(?m)^›$")
        terminal.send('/save "one two.py"').rest().send("\r").wait("wrote one two.py")
    sent = gateway.received[0].question
    assert sent.count("milk") == sent.count("a = 1") == 1
    assert (home / "one two.py").read_text() == "x\n"


def test_a_file_named_at_the_start_goes_with_the_first_question(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    (home / "a.py").write_text("a = 1\n")
    with opened("-f", "a.py", columns=120) as terminal:
        terminal.wait("1 file for the first question").send("what is @a.py").wait(
            r"session \$0 · 1 file"
        ).rest()
        assert "2 files" not in terminal.text
        terminal.send(" for\r").wait("out").wait(r"(?m)^›$")
    assert "a = 1" in gateway.received[0].question


def test_what_is_attached_goes_once_and_as_it_is_when_the_question_is_sent(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    for name in ("a.py", "b.py", "gone.py"):
        (home / name).write_text(f"{name[0]} = 'old'\n" * 3)
    with opened("-f", "a.py", "-f", "gone.py", columns=100) as terminal:
        terminal.send("/file b.py:2-").rest().send("\r").wait(r"b\.py:2-3").wait(r"(?m)^›$")
        (home / "a.py").write_text("a = 'new'\n")
        (home / "b.py").write_text("b = 'new'\n" * 5)
        (home / "gone.py").unlink()
        terminal.send("/file ./a.py").rest().send("\r").wait(r"a\.py \(Python, 1 line").wait(r"(?m)^›$")
        terminal.send("is it right now\r").wait("out").wait(r"(?m)^›$")
        assert "gone.py could not be read: no such file or directory" in terminal.text.lower()
        assert "it goes as it was attached" in terminal.text
    sent = gateway.received[0].question
    assert [sent.count(f"{name} = ") for name in ("a", "b", "g")] == [1, 4, 3]
    assert sent.count("old") == 3


def test_files_wait_while_a_question_is_asked_again_and_come_back_when_theirs_is_taken_back(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    (home / "a.py").write_text("a = 1\n")
    (home / "b.py").write_text("b = 2\n")
    with opened(columns=100) as terminal:
        terminal.send("/file a.py").rest().send("\r").wait(r"a\.py \(").send("what is it\r").wait("out")
        terminal.wait(r"(?m)^›$").send("/file b.py").rest().send("\r").wait(r"b\.py \(").wait(r"(?m)^›$")
        terminal.send("/retry\r").wait("(?s)out.*out").wait(r"(?m)^›$").send("/undo\r").wait("› what is it")
        terminal.send("\r").wait("(?s)out.*out.*out").wait(r"(?m)^›$")
    first, again, last = (each.question for each in gateway.received)
    assert first == again
    assert "a = 1" in last
    assert "b = 2" in last


def test_an_earlier_conversation_is_listed_opened_and_gone_on_with(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    with opened(columns=100) as terminal:
        terminal.send("what is first\r").wait("Hello world").wait(r"(?m)^›$")
        terminal.send("/new\r").wait("a new conversation").send("/log first\r").wait(
            "1 .*1 turn .*what is first"
        )
        terminal.send("/open\r").wait(r"(?s)/open\n.*1 turn .*what is first.*/open N").send(
            "/open 99\r"
        ).wait(r"(?m)^›$")
        terminal.send("/open 1\r").wait("(?s)conversation 1, 1 turn so far.*last asked: what is first")
        terminal.send("and now\r").wait("(?s)out.*out")
        terminal.wait(r"(?m)^›$").send("/retry\r").wait("(?s)/retry.*out").wait(r"(?m)^›$")
        terminal.send("/cost\r").wait("3 answers").send("/log first\r").wait("2 turns .*what is first")
    asked = [
        [message["content"] for message in each.body["messages"] if message["role"] == "user"]
        for each in gateway.received
    ]
    assert asked == [["what is first"], ["what is first", "and now"], ["what is first", "and now"]]


def test_a_standing_instruction_holds_until_it_is_restored(opened: Opened, gateway: ScriptedGateway) -> None:
    with opened() as terminal:
        terminal.send("/system be brief\r").wait("instruction: be brief").send("one\r").wait("out")
        terminal.wait(r"(?m)^›$").send("/system -\r").wait("usual standing").send("two\r").wait(
            "(?s)out.*out"
        )
    first, second = (each.body["messages"][0]["content"] for each in gateway.received)
    assert first == "be brief"
    assert second != "be brief"


def test_a_tier_lets_go_of_the_model_that_was_chosen_before(opened: Opened, gateway: ScriptedGateway) -> None:
    with opened() as terminal:
        terminal.send("/model foo:bar\r").wait('there is no provider "foo"').wait(r"(?m)^›$")
        terminal.send("/model kimi-k2.5\r").wait("model kimi-k2.5 at").wait(r"(?m)^›$")
        terminal.send("/tier\r").wait("model kimi-k2.5 at global-apis, whatever the tier").wait(r"(?m)^›$")
        terminal.send("/tier code\r").wait("tier 1 code").wait(r"(?m)^›$").send("hi\r").wait("out")
    assert [each.body["model"] for each in gateway.received] == ["qwen3-coder-30b"]


def test_enter_breaks_the_line_and_alt_enter_sends_when_asked_to(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    with opened() as terminal:
        terminal.send("a\x1b\rb\r").wait("out").wait(r"(?m)^›$")
        terminal.send("/multiline\r").wait("Enter breaks the line, Alt-Enter sends")
        terminal.send("c\rd\x1b\r").wait("(?s)out.*out").wait(r"(?m)^›$")
        terminal.send("/etc/hosts is wrong\x1b\r").wait("(?s)/etc/hosts.*out").wait(r"(?m)^›$")
        terminal.send("/multiline\r").wait("Enter sends, Alt-Enter breaks the line")
    said = [each.question for each in gateway.received]
    assert said == ["a\nb", "c\nd", "/etc/hosts is wrong"]


def test_the_code_of_an_answer_is_there_after_a_question_that_failed_and_when_it_is_opened_again(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(stream("```py\nx = 1\n```\n")), Scripted([b"{}"], status=400))
    with opened() as terminal:
        terminal.send("what is first\r").wait("x = 1").wait(r"(?m)^›$")
        terminal.send("and now\r").wait("answered 400").wait(r"(?m)^›$").send("/code\r").wait(
            "1 · py · 1 line"
        )
    with opened() as terminal:
        terminal.send("/open ").wait("1 what is first").send("\t").wait("/open 1").send("\r").wait(
            "1 turn so far"
        ).wait(r"(?m)^›$")
        terminal.send("/save 1 x.py\r").wait("wrote x.py")
    assert (home / "x.py").read_text() == "x = 1\n"


def test_what_takes_up_a_cut_answer_says_so(home: Path, opened: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted(events(delta('```py\ndef f():\n    """doc str'))[:1]))
    cut = r'(?m)^ ?── the answer was cut off · "go on" continues it\n'
    with opened() as terminal:
        terminal.send("write it\r").wait("cut off after").wait(READY)
        terminal.send("\x0c/code\r").wait(f"{cut} ?1 · py · 2 lines$").wait(READY)
        terminal.send("\x0c/copy\r").wait(cut).wait("copied the answer").wait(READY)
    with opened("chat", "-c") as terminal:
        terminal.send("/save q.py").rest().send("\r").wait(rf"{cut} ?wrote q.py \(2 lines\)")
    assert (home / "q.py").read_text() == 'def f():\n    """doc str\n'


def test_a_secret_file_goes_after_a_yes_and_a_ctrl_c_is_a_no(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    (home / ".env").write_text("DEBUG=1\n")
    with opened() as terminal:
        terminal.send("see @.env \r").wait(r"Send it, its secrets replaced\?").rest(0.1).send("\x03")
        terminal.wait("nothing was sent: .env is an environment file").wait(r"(?m)^›$")
        assert not gateway.received
        terminal.send("see @.env \r").wait(r"(?s)replaced\?.*replaced\?").rest(0.1).send("y\r")
        terminal.wait("no secret was found in it: it goes as it is").wait("out")
    assert "DEBUG=1" in gateway.received[0].question


def test_a_question_that_starts_with_a_path_is_forecast_as_any_other(opened: Opened) -> None:
    with opened() as terminal:
        terminal.send("/etc/hosts, what is it").wait("→ 0 simple").send("\x03/tier").wait(r"(?m)^› /tier$")
        terminal.until(lambda: "→" not in terminal.text, "a line without a forecast").rest()
        assert "→" not in terminal.text


def test_the_forecast_goes_with_the_line_that_is_cleared(opened: Opened) -> None:
    with opened() as terminal:
        for clearing in ("\x03", "\x15   \r"):
            terminal.send("what is it").wait("→ 0 simple").send(clearing).wait(r"(?m)^›$").wait(
                r"(?m)^ session \$0$"
            )


def test_a_conversation_gone_on_with_says_how_long_it_is_and_what_was_asked_last(opened: Opened) -> None:
    with opened() as terminal:
        terminal.send("what is first\r").wait("out").wait(r"(?m)^›$").send("/quit\r")
        assert terminal.ended() == 0
    with opened("chat", "-c") as terminal:
        terminal.wait(r"· 1 turn so far · /help · Ctrl-D leaves\n  last asked: what is first\n")


def test_tab_completes_what_has_one_completion_and_enter_sends_it(opened: Opened) -> None:
    with opened() as terminal:
        terminal.send("/model glm").wait("(?m)^ +glm-5$").send("\t").wait("› /model glm-5$|› /model glm-5\n")
        terminal.send("\r").wait("model glm-5 at")


def test_an_answer_that_is_stopped_is_not_compared_with_the_whole_one(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(stream("```\na = 1\n```\n")), Scripted(begun("First the plan")))
    with opened() as terminal:
        terminal.send("what is it\r").wait("out").wait(READY).send("/up\r").wait("First the plan").send(
            "\x03"
        )
        terminal.wait("interrupted").wait(READY).rest()
        assert "-a = 1" not in terminal.text


def test_help_alone_is_the_list_of_commands(opened: Opened, gateway: ScriptedGateway) -> None:
    with opened(rows=50) as terminal:
        terminal.send("help\r").wait("/retry +ask the last question again").wait(READY)
    assert not gateway.received


def test_what_was_stopped_before_a_word_came_is_of_unknown_cost_and_its_price_is_known(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted([HELD]))
    with opened() as terminal:
        terminal.send("hi\r").until(lambda: gateway.received, "the question").rest(0.1).send("\x03")
        terminal.wait("~0 out · cost unknown · ").wait("(?m)^ session cost unknown$")
        assert "~$0" not in terminal.text


def test_code_is_shown_again_as_it_stood_in_the_answer(opened: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(
        Scripted(stream("Two:\n\n```go\nfunc main() {\n\tprintln(1)\n}\n```\n```sh\ngo run .\n```\n"))
    )
    with opened() as terminal:
        terminal.send("how\r").wait("out").wait(READY)
        for command in ("/code", "/code 1"):
            terminal.send("\x0c").wait(r"\A›").send(f"{command}\r").wait(r"(?m)^    println\(1\)$").wait(
                READY
            ).rest()
            row = terminal.rows.index("func main() {")
            assert terminal.screen.buffer[row][0].fg != "default"


def test_each_block_of_a_better_answer_is_held_against_its_own(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(
        Scripted(stream("```py\na = 1\n```\n")), Scripted(stream("```py\na = 2\n```\n```sh\nrun\n```\n"))
    )
    with opened() as terminal:
        terminal.send("what is it\r").wait("out").wait(READY).send("/up\r")
        terminal.wait(r"(?s)-a = 1\n\+a = 2\n--- /dev/null\n\+\+\+ qwen3-coder-30b, block 2\n.*\+run\n›")


def test_what_a_busy_gateway_is_told_of_can_be_typed_here(opened: Opened, gateway: ScriptedGateway) -> None:
    gateway.answers(Scripted([b"{}"], status=429, headers={"Retry-After": "60"}))
    with opened(ASK_RETRIES="0") as terminal:
        terminal.send("hi\r").wait("name another model: /model ID").wait(READY)
