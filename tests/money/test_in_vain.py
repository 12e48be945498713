"""What was asked in vain is paid for too: it is told, kept, and counted against limits before anybody else is asked."""

import json
import re
import signal
import socket
import time
from contextlib import closing

import pytest

from assistant.tokens import estimated_tokens
from tests.conftest import AskOnTerminal, Configured, Run, Start
from tests.scripted import HELD, Scripted, ScriptedGateway, delta, events, finish, stream, usage

EMPTY = Scripted(events(finish(), usage(20, 1600, 1600)))
BROKEN = Scripted([b": nothing came\n\n"])
WHOLE = Scripted(stream("Hello"))
GOING_ON = "did not answer: the answer was empty; asking qwen3-32b"


def log(ask: Run) -> list[dict[str, object]]:
    return [json.loads(line) for line in ask("log", "export", "--json").out.splitlines()]


def test_an_attempt_in_vain_is_on_the_receipt_and_on_record(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(EMPTY, WHOLE)
    ran = ask("-0", "hi", env=keyed)
    assert ran.out == "Hello\n"
    receipt = ran.err.splitlines()[-1]
    assert " · 20 in / 10 out · ~$0.00040 · ~$0.00040 of it without an answer · " in receipt
    (turn,) = log(ask)
    assert (turn["cost_usd"], turn["output_tokens"]) == ("0.0004028", 1610)


def test_where_nobody_answers_the_receipt_says_what_that_cost(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(EMPTY)
    ran = ask("-0", "hi", env=keyed)
    assert (ran.code, len(gateway.received)) == (4, 3)
    assert " · 60 in / 0 out + 4,800 thinking · ~$0.0012 · " in ran.err.splitlines()[-2]
    assert log(ask)[0]["cost_usd"] == "0.001168"


THOUGHT = delta("", reasoning_content="hm, let me see " * 100)
THOUGHT_TOKENS = estimated_tokens("hm, let me see " * 100)


@pytest.mark.parametrize("code", ["overloaded_error", "model_not_found", "invalid_request_error"])
def test_what_was_thought_before_an_error_is_no_part_of_the_answer_and_counts(
    code: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    error = {"error": {"message": "no", "code": code}}
    gateway.answers(Scripted(events(THOUGHT, error)), Scripted(stream("Hello")))
    ran = ask("-0", "hi", env=keyed)
    (turn,) = log(ask)
    if code == "invalid_request_error":
        assert (ran.code, turn["thinking_tokens"]) == (4, THOUGHT_TOKENS)
    else:
        told = " · 20 in / 10 out · ~$0.00012 · ~$0.00012 of it without an answer"
        assert told in ran.err.splitlines()[-1]
        assert turn["output_tokens"] == 10 + THOUGHT_TOKENS


@pytest.mark.parametrize("end", ["cut", "stall", "error", "damage"])
def test_a_stream_that_breaks_while_the_model_thinks_is_tried_again_and_then_has_a_stand_in(
    end: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    pieces = events(THOUGHT, *([finish("error")] if end == "error" else []))[:-1]
    broken = Scripted(
        [*pieces, *([1.0] if end == "stall" else []), *([b"data: {\n\n"] if end == "damage" else [])]
    )
    gateway.answers(broken, broken, broken, WHOLE)
    ran = ask("-0", "--timeout", "0.4", "hi", env=keyed | {"ASK_MAX_BACKOFF": "1"})
    assert (ran.code, ran.out) == (0, "Hello\n")
    assert [each.body["model"] for each in gateway.received] == ["deepseek-v4-flash"] * 3 + ["qwen3-32b"]
    assert "asking qwen3-32b" in ran.err
    assert " of it without an answer" in ran.err.splitlines()[-1]
    assert log(ask)[0]["thinking_tokens"] == 3 * THOUGHT_TOKENS


def test_what_was_spent_in_vain_counts_against_the_limit_of_a_call(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(EMPTY)
    ran = ask("-0", "hi", "--max-cost", "0.0006", env=keyed)
    first, second = (request.body["max_tokens"] for request in gateway.received)
    assert first == 2048
    assert 20 * 0.25e-6 + 1600 * 0.25e-6 + second * 0.28e-6 <= 0.0006
    assert GOING_ON in ran.err
    assert f"a limit on spending allows {second} tokens at most instead of 2,048" in ran.err


@pytest.mark.parametrize("more", [(), ("--no-log",)])
def test_a_limit_that_stops_the_asking_of_stand_ins_is_told(
    more: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(EMPTY)
    assert ask("cap", "0.00058/day").code == 0
    ran = ask("-0", "hi", *more, env=keyed)
    assert (ran.code, len(gateway.received)) == (4, 2)
    assert ask("-0", "hi", *more, env=keyed).code == 6
    assert len(gateway.received) == 2


def test_a_limit_that_has_no_room_for_a_stand_in_says_so(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(finish(), usage(20, 2000, 2000))))
    ran = ask("-0", "hi", "--max-cost", "0.00056", env=keyed)
    assert (ran.code, len(gateway.received)) == (4, 1)
    assert "the answer was empty; asking qwen3-32b may cost up to $0.0006" in ran.err


def test_a_request_that_nobody_counted_is_of_unknown_cost(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted([2.0]))
    assert ask("-0", "hi", "--timeout", "0.3", env=keyed).code == 4
    (turn,) = log(ask)
    assert turn["cost_usd"] is None
    assert "cost unknown" in ask("log").out
    assert "cost unknown for 1 ask: in none of these sums of money\n" in ask("bill").out
    total = json.loads(ask("bill", "--json").out)["total"]
    assert (total["price_unknown"], total["cost_unknown"], total["spent_usd"]) == (0, 1, None)
    gateway.answers(BROKEN, WHOLE)
    receipt = ask("-0", "hi", "-m", "deepseek-v4-flash", env=keyed).err.splitlines()[-1]
    assert "~$0.0000025 · 1 request of unknown cost" in receipt


def test_what_was_refused_costs_nothing_at_any_price(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    environment = keyed | configured('[models."x"]\nname = "X"\n')
    gateway.answers(Scripted([], status=402))
    assert ask("-0", "hi", "-m", "x", env=environment).code == 4
    (turn,) = log(ask)
    assert turn["cost_usd"] == "0"
    total = json.loads(ask("bill", "--json", env=environment).out)["total"]
    assert (total["price_unknown"], total["cost_unknown"], total["spent_usd"]) == (0, 0, "0")
    gateway.answers(WHOLE)
    assert ask("-0", "hi", "-m", "x", env=environment).code == 0
    assert "spent price unknown" in ask("bill", env=environment).out
    heading, row = ask("bill", "--csv", env=environment).out.splitlines()
    assert (heading.split(",")[-1], row.split(",")[:3], row.split(",")[-1]) == (
        "cost_unknown",
        ["simple", "2", "1"],
        "0",
    )
    assert ask("-0", "hi", "-m", "deepseek-v4-flash", env=keyed).code == 0
    assert "spent ~$0.0000" in ask("bill", env=environment).out


def test_a_request_that_nobody_counted_counts_against_a_limit_as_the_most_it_can_be(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted([2.0]), WHOLE)
    ran = ask("-0", "hi", "--timeout", "0.3", "--max-cost", "0.0006", env=keyed)
    assert (ran.code, len(gateway.received)) == (4, 1)
    assert "over the limit of $0.00060 a call, of which $0.0000" in ran.err


def test_input_without_a_price_stays_set_aside_when_the_answer_is_there(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(
        Scripted(events({"choices": [{"index": 0, "delta": {"content": "Hi"}}]}, finish(), usage(4000, 10)))
    )
    assert ask("cap", "0.0010/day").code == 0
    assert ask("-0", "hi", env=keyed).code == 0
    assert log(ask)[0]["cost_usd"] == "0.0000025"
    assert ask("-0", "hi", env=keyed).code == 6


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_is_stopped_between_two_tries_costs_nothing_and_holds_nothing(
    number: int, ask: Run, ask_in_pipes: Start, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted([], status=503, headers={"Retry-After": "19"}))
    assert ask("cap", "0.0008/day").code == 0
    with ask_in_pipes("-0", "hi", env=keyed) as process:
        assert process.stderr
        while b"trying again" not in process.stderr.readline():
            pass
        process.send_signal(number)
        assert " · ~0 in / ~0 out · ~$0 · " in process.stderr.read().decode()
    assert log(ask)[0]["cost_usd"] == "0"
    assert "$0.00080 left" in ask("cap").out


def test_what_is_stopped_before_the_connection_stands_costs_nothing(
    ask: Run, ask_in_pipes: Start, keyed: dict[str, str]
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:  # whose handshake never ends
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/v1"
        with ask_in_pipes("-0", "hi", env=keyed | {"ASK_BASE_URL": url}) as process, silent.accept()[0]:
            process.send_signal(signal.SIGINT)
            assert process.wait() == 130
    assert log(ask)[0]["cost_usd"] == "0"


PRICED = '[models."deepseek-v4-flash"]\noutput_price = 1\ninput_price = 0.5\n'


@pytest.mark.parametrize("text", ["", PRICED])
def test_what_is_stopped_before_the_first_word_counts_as_the_most_it_can_be_at_any_price(
    text: str,
    ask: Run,
    ask_in_pipes: Start,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    configured: Configured,
) -> None:
    env = keyed | configured(text)
    gateway.answers(Scripted([HELD]))
    assert ask("cap", "0.10/day", env=env).code == 0
    with ask_in_pipes("-0", "hi", env=env) as process:
        assert process.stderr
        while not gateway.received:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        receipt = process.stderr.read().decode()
    assert " · ~0 in / ~0 out · cost unknown · " in receipt
    assert "kimi" not in receipt
    (turn,) = [json.loads(line) for line in ask("log", "export", "--json", env=env).out.splitlines()]
    assert turn["cost_usd"] is None
    left = re.search(r"\$([\d.]+) left", ask("cap", env=env).out)
    assert left
    assert float(left[1]) <= 0.10 - 2048 * (1 if text else 0.25) * 1e-6 + 5e-5


def test_what_is_stopped_on_its_way_is_of_unknown_cost_and_no_price_stands_beside_that(
    ask: Run, ask_in_pipes: Start, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    refused = Scripted([], status=503, headers={"retry-after-ms": "10"})
    gateway.answers(refused, Scripted([HELD]))
    with ask_in_pipes("-0", "hi", env=keyed) as process:
        while len(gateway.received) < 2:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
    assert log(ask)[0]["cost_usd"] is None
    assert "spent cost unknown · nothing to compare\n" in ask("bill").out
    assert json.loads(ask("bill", "--json").out)["total"]["baseline_usd"] is None
    assert "1 ask, at no known cost" in ask("swap", "simple", "glm-5", "--dry-run", env=keyed).out


def test_what_nobody_counted_counts_against_a_limit_that_is_set_later(
    ask: Run, ask_in_pipes: Start, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    env = keyed | configured(PRICED) | {"ASK_RETRIES": "0"}
    assert ask("cap", "5/day", "--tier", "code", env=env).code == 0  # of which the question is none
    gateway.answers(WHOLE, Scripted([HELD]))
    assert ask("-m", "deepseek-v4-flash", "hi", env=env).code == 0
    assert ask("-m", "deepseek-v4-flash", "hi", "--timeout", "0.3", env=env).code == 4
    with ask_in_pipes("-m", "deepseek-v4-flash", "hi", env=env) as process:
        before = len(gateway.received)
        while len(gateway.received) == before:
            time.sleep(0.01)
        process.kill()
    assert ask("cap", "0.10/day", env=env).code == 0
    left = re.search(r"\$([\d.]+) left", ask("cap", env=env).out)
    assert left
    assert 0.0945 < float(left[1]) <= 0.10 - 2 * 2048e-6


def test_what_was_shown_of_a_thinking_that_breaks_off_stays_on_the_screen(
    ask_on_terminal: AskOnTerminal, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    broken = Scripted(events(delta("", reasoning_content="what may it be"))[:-1])
    gateway.answers(broken, broken, broken, WHOLE)
    code, shown = ask_on_terminal("-0", "hi", env=keyed).ended()
    assert code == 0
    assert len(re.findall(r"what may it be(\x1b\[\d*m)*\r\n", shown)) == 3


DEAR = "output_price = 10\ninput_price = 0\n"
SHORT = delta("The answer")


@pytest.mark.parametrize(
    ("model", "pieces", "left"),
    [
        ("x", (SHORT,), "$0.97 left"),  # 2,048 tokens at $10
        ("deepseek-r1", (SHORT,), "$0.91 left"),
        ("qwen3-32b", (SHORT,), "$0.99 left"),  # known not to think
        ("x", (delta("", reasoning_content="hm"), SHORT), "$0.99 left"),  # its thinking was heard
        ("x", (SHORT, usage(20, 10)), "$0.99 left"),
        ("x", (SHORT, finish()), "$0.99 left"),
    ],
)
def test_what_may_have_been_thought_unseen_before_an_answer_broke_off_counts_against_limits(
    model: str,
    pieces: tuple[object, ...],
    left: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    configured: Configured,
) -> None:
    names = ("x", "deepseek-r1", "qwen3-32b")
    environment = keyed | configured("".join(f'[models."{name}"]\n{DEAR}' for name in names))
    gateway.answers(Scripted(events(*pieces)[:-1]))
    assert ask("cap", "1/day", env=environment).code == 0
    ran = ask("-m", model, "hi", env=environment)
    assert ran.out == "The answer\n"
    assert left in ask("cap", env=environment).out
    assert float(str(log(ask)[0]["cost_usd"])) < 0.0002  # what is shown is of what came
