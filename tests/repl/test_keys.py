"""The toolbar while no question is typed: what is settled for the next one, and what the keys do by now."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repl.scenes import CONFIGURED, READY
from tests.repl.terminal import Terminal
from tests.scripted import Scripted, ScriptedGateway, stream

Opened = Callable[..., Terminal]


@pytest.fixture
def vi(home: Path) -> None:
    file = home / CONFIGURED
    file.parent.mkdir(parents=True)
    file.write_text('[chat]\nkeys = "vi"\n')


@pytest.mark.usefixtures("vi")
def test_an_escape_is_vis_normal_mode_and_a_line_that_is_cleared_begins_by_inserting(opened: Opened) -> None:
    with opened() as terminal:
        terminal.send("one").rest(0.1).send("\x1b").wait("normal mode · i inserts")
        terminal.send("\x03").wait(r"(?m)^›$").wait("Enter sends · Alt-Enter breaks")
        terminal.send("two\x1b\rthree").wait(r"(?m)^› two\n· three$").wait("Enter sends · Alt-Enter breaks")


@pytest.mark.usefixtures("vi")
def test_an_escape_that_comes_with_other_keys_is_vis_too(opened: Opened, gateway: ScriptedGateway) -> None:
    with opened() as terminal:
        terminal.send("one two\x1b0dwA three\r").wait("out")
    assert gateway.received[0].question == "two three"


@pytest.mark.usefixtures("vi")
@pytest.mark.parametrize(
    ("line", "keys", "left"),
    [
        ("hello world", "0cwbye", "bye world"),
        ("a b c", "0cwx", "x b c"),
        ("a b c", "02cwx", "x c"),
        ("a(b) c", "0cWx", "x c"),
        ("a  b", "0lcwx", "axb"),
        ("hello world", "0wcwx", "hello x"),
        ("hello world", "0dwix", "xworld"),
        ("hello world", "0dwu0ix", "xhello world"),
    ],
)
def test_a_word_that_is_changed_keeps_the_blank_behind_it(
    line: str, keys: str, left: str, opened: Opened, gateway: ScriptedGateway
) -> None:
    with opened() as terminal:
        terminal.send(f"{line}\x1b{keys}\r").wait("out")
    assert gateway.received[0].question == left


def test_while_a_line_is_found_and_while_a_menu_is_open_the_keys_are_others(opened: Opened) -> None:
    with opened() as terminal:
        terminal.send("first\r").wait("out").wait(READY).rest().send("\x12fi")
        terminal.wait(r"(?s)› first.*› first").wait("Enter takes the line · Ctrl-R")
        terminal.send("\r").wait("Enter sends · Alt-Enter breaks").send("\x03").wait(READY)
        terminal.send("/th").wait("Tab chooses · Enter takes what is chosen")
        terminal.send("\x03").wait("Enter sends · Alt-Enter breaks")


def test_where_nothing_is_found_it_is_said_and_no_line_is_taken(opened: Opened) -> None:
    with opened() as terminal:
        terminal.send("first\r").wait("out").wait(READY).rest().send("\x12fiz").wait("no line has that").send(
            "\r"
        )
        terminal.rest().wait("no line has that").send("\x7f\x7f").wait("Enter takes the line").send("\r")
        terminal.wait(r"(?s)› first.*› first").wait("Enter sends")


def test_what_is_settled_for_the_next_question_stands_there_before_it_is_typed(
    home: Path, opened: Opened
) -> None:
    (home / "b.py").write_text("b = 1\n")
    with opened("-2", "-f", "b.py") as terminal:
        terminal.wait(r"(?m)^ → tier 2 reasoning · session \$0 · 1 file$")
        terminal.send("/drop\r").wait(r"(?m)^ → tier 2 reasoning · session \$0$")
        terminal.send("/model glm-5\r").wait(r"(?m)^ → glm-5 · session \$0$")
        terminal.send("/tier auto\r").wait(r"(?m)^ session \$0$")


def test_the_tier_stands_there_that_the_question_goes_to_without_its_secret(opened: Opened) -> None:
    words = 'why is DEADLOCK_ALGORITHM_PASSWORD="prove-' + 'dijkstra-99!xK" slow'
    with opened() as terminal:
        terminal.send(words).wait(r"→ 0 simple · deepseek-v4-flash · ≤\$").send("\r").wait("tier 0 simple")


def test_a_question_is_likely_to_cost_what_the_answers_before_it_did(opened: Opened) -> None:
    with opened() as terminal:
        terminal.send("what is it").wait(r"→ 0 simple · deepseek-v4-flash · ≤\$").send("\r").wait("out · ")
        terminal.wait(r"(?m)^›$").send("what is it now").wait(r"deepseek-v4-flash · ~\$[\d.]+ · ≤\$")
        terminal.send("\x03").wait(r"(?m)^›$").send("/quit\r")
        assert terminal.ended() == 0
    with opened() as terminal:  # another session: the record tells
        terminal.send("what is it").wait(r"deepseek-v4-flash · ~\$[\d.]+ · ≤\$")


def test_the_model_stands_there_that_is_asked_while_another_is_left_alone(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    gateway.answers(
        Scripted([b"{}"], status=429, headers={"Retry-After": "60"}), Scripted(stream("Hello world"))
    )
    with opened(ASK_RETRIES="0") as terminal:
        terminal.send("what is it").wait("→ 0 simple · deepseek-v4-flash").send("\r").wait("out · ").wait(
            READY
        )
        terminal.send("what is it now").wait(r"→ 0 simple · qwen3-32b · ~\$[\d.]+ · ≤\$")
    with opened("-m", "deepseek-v4-flash") as terminal:
        terminal.send("what is it").wait("→ 0 simple · deepseek-v4-flash")


def test_a_paste_is_one_question_where_the_terminal_does_not_mark_it(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    with opened(TERM="dumb") as terminal:
        terminal.send("one\rtwo\r\rthree\r").wait("out · ").wait(READY).send("/tier 1\r/tier\r").wait(
            "(?s)code.*code"
        )
    assert [each.question for each in gateway.received] == ["one\ntwo\n\nthree"]
