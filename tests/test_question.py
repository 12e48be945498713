"""The main job: words and a file in, an answer on stdout, everything else on stderr."""

import json
import os
import re
import subprocess
from pathlib import Path
from threading import Event

import pytest

from tests.conftest import ASK, KEY, AskOnTerminal, Configured, Run, Start
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, stream, usage

SAMPLE = Path(__file__).parent / "samples" / "app.js"


def test_a_piped_file_is_sent_fenced_with_its_name_and_language(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    with SAMPLE.open("rb") as file:
        ran = ask("fix", "this", "race condition", stdin=file, env=keyed)
    assert ran.code == 0
    assert ran.out == "Hello world\n"
    sent = gateway.received[0]
    assert sent.path == "/v1/chat/completions"
    assert sent.body["messages"][-1] == {
        "role": "user",
        "content": f"fix this race condition\n\napp.js:\n```javascript\n{SAMPLE.read_text()}```",
    }


def test_the_request_has_the_defaults_of_the_protocol(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("-0", "hello", env=keyed)
    sent = gateway.received[0]
    assert sent.headers["Authorization"] == f"Bearer {KEY}"
    assert {name: sent.body[name] for name in sent.body if name != "messages"} == {
        "model": "deepseek-v4-flash",
        "max_tokens": 2048,
        "temperature": 0.2,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    system = sent.body["messages"][0]
    assert system["role"] == "system"
    assert len(system["content"].encode()) < 400


def test_one_question_is_one_request(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    ask("hello", env=keyed)
    assert len(gateway.received) == 1


def test_tier_and_model_stand_on_stderr_first_and_the_receipt_last(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta("ok"), finish(), usage(212, 431))))
    with SAMPLE.open("rb") as file:
        ran = ask("fix this race condition", stdin=file, env=keyed)
    first, *_, last = ran.err.splitlines()
    assert first.startswith("tier 1 code · qwen3-coder-30b · read app.js (JavaScript, 19 lines, ~")
    assert re.fullmatch(
        r"tier 1 code · qwen3-coder-30b · 212 in / 431 out · ~\$0\.00015 · \d\.\d s(?: · kimi-k2\.5 ~\$0\.0013)?",
        last,
    )


def test_the_tier_is_said_before_the_first_token(
    ask_in_pipes: Start, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted([(looked := Event()), *stream("late")]))
    with ask_in_pipes("-1", "hello", env=keyed) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        assert process.stderr.readline().startswith(b"tier 1 code")
        os.set_blocking(process.stdout.fileno(), False)
        assert process.stdout.read() is None
        os.set_blocking(process.stdout.fileno(), True)
        looked.set()
        assert process.stdout.read() == b"late\n"


def test_the_text_streams_into_a_pipe_as_it_comes(
    ask_in_pipes: Start, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    first, *rest = stream("first ", "second")
    gateway.answers(Scripted([first, (seen := Event()), *rest]))
    with ask_in_pipes("hello", env=keyed) as process:
        assert process.stdout is not None
        assert os.read(process.stdout.fileno(), 100) == b"first "
        seen.set()
        assert process.stdout.read() == b"second\n"


@pytest.mark.parametrize(
    "text",
    [
        "a\r\nb\r\n",
        "tab\there  \n\n\n",
        "no newline",
        "ünïcödé 漢字 🎉\n",
        "# not *rendered*\n```py\nx = 1\n```\n",
        "a\u2028b\n",
    ],
)
def test_a_pipe_gets_the_models_text_byte_for_byte(
    text: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(*text)))
    assert ask("hello", env=keyed).raw == (text if text.endswith("\n") else text + "\n").encode()


def test_control_characters_become_symbols_in_a_pipe_unless_raw(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("\x1b]52;c;eA==\x07 \x9b31m\x7f")))
    shown = ask("hello", env=keyed).out
    assert "\x1b" not in shown
    assert "␛]52;c;eA==␇" in shown
    assert ask("--raw", "hello", env=keyed).out == "\x1b]52;c;eA==\x07 \x9b31m\x7f\n"


def test_invisible_characters_pass_a_pipe_with_a_notice(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("a\u202eb")))
    ran = ask("hello", env=keyed)
    assert ran.out == "a\u202eb\n"
    assert "nobody sees: bidi" in ran.err


def test_invisible_characters_of_a_text_pass_raw_with_a_notice(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a\u202eb\x1b")
    ran = ask("show", "--raw", "a.md")
    assert (ran.out, "the text holds characters that nobody sees: bidi" in ran.err) == ("a\u202eb\x1b", True)


def test_several_texts_are_shown_one_behind_the_other_without_those_that_cannot_be_read(
    ask: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("# a\n")
    (tmp_path / "b.md").write_text("b\n")
    (tmp_path / "c.bin").write_bytes(b"\0\1")
    assert ask("show", "a.md", "-", "b.md", stdin="piped\n").out == "# a\npiped\nb\n"
    ran = ask("show", "a.md", "c.bin", "d.md", "b.md")
    assert (ran.code, ran.out) == (2, "# a\nb\n")
    absent = "ask: d.md could not be read: No such file or directory\n"
    assert ran.err == f"ask: c.bin is not text but binary\n{absent}"


def test_an_empty_instruction_sends_none(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    usual = keyed | configured('system = "Be odd."\n')
    for arguments, env in (
        (("--system", "", "hello"), usual),
        (("hello",), keyed | configured('system = ""\n')),
    ):
        assert ask(*arguments, env=env).code == 0
        assert [message["role"] for message in gateway.received[-1].body["messages"]] == ["user"]


def test_quiet_leaves_stderr_empty(ask: Run, keyed: dict[str, str]) -> None:
    assert ask("-q", "hello", env=keyed).err == ""


def test_thinking_is_counted_and_never_in_the_answer(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    thought = {"choices": [{"index": 0, "delta": {"reasoning_content": "hmm, let me see"}}]}
    gateway.answers(Scripted(events(thought, delta("42"), finish(), usage(10, 30, 25))))
    ran = ask("-2", "hello", env=keyed)
    assert ran.out == "42\n"
    assert "10 in / 5 out + 25 thinking" in ran.err


def test_thinking_amid_an_answer_is_not_written_into_its_rows(
    ask_on_terminal: AskOnTerminal, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    hm, but = (delta("", reasoning_content=text) for text in ("hm", "but wait"))
    first, second, third = events(hm, delta("One and "), but)[:3]
    gateway.answers(Scripted([first, second, 0.3, third, 0.3, *events(delta("two."), finish())]))
    code, shown = ask_on_terminal("-0", "hi", env=keyed).ended()
    assert (code, "hm" in shown, "but wait" in shown) == (0, True, False)


def test_what_ends_as_a_key_begins_stays_before_the_answer(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    thought = delta("", reasoning_content=f"so it is {KEY[:3]}")
    gateway.answers(Scripted([b"".join(events(thought, delta("Hello"), finish()))]))
    told = [json.loads(line) for line in ask("-0", "--stream-json", "hi", env=keyed).out.splitlines()]
    pieces = [(each["event"], each["text"]) for each in told if "text" in each]
    assert pieces == [("thinking", "so it is "), ("thinking", KEY[:3]), ("delta", "Hello")]


def test_an_answer_that_could_not_be_written_was_cut_off_and_no_models_failure(
    ask: Run, environment: dict[str, str], keyed: dict[str, str]
) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*ASK, "-0", "hi"]
        assert (
            subprocess.run(command, env=environment | keyed, stdin=subprocess.DEVNULL, stdout=full).returncode
            == 5
        )
    turn = json.loads(ask("log", "export", "--json").out)
    assert (turn["ending"], turn["answer"], turn["attempts"][0]["why"]) == ("cut", "Hello", "")
    assert turn["cause"].startswith("the answer could not be written: ")


def test_options_reach_the_request(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    ask(
        "--tier",
        "reasoning",
        "--temperature",
        "0.7",
        "--max-tokens",
        "99",
        "--system",
        "Be odd.",
        "hi",
        env=keyed,
    )
    body = gateway.received[0].body
    assert (body["model"], body["temperature"], body["max_tokens"]) == ("deepseek-r1", 0.7, 99)
    assert body["messages"][0] == {"role": "system", "content": "Be odd."}


def test_options_may_follow_the_words(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    ask("hello", "there", "-m", "glm-5", env=keyed)
    assert gateway.received[0].body["model"] == "glm-5"
    assert gateway.received[0].question == "hello there"


def test_a_whole_answer_can_be_asked_for_at_once(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    message = {
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "all"}, "finish_reason": "stop"}]
    }
    gateway.answers(Scripted([json.dumps(message).encode()], headers={"Content-Type": "application/json"}))
    assert ask("--no-stream", "hi", env=keyed).out == "all\n"
    assert gateway.received[0].body["stream"] is False
    assert "stream_options" not in gateway.received[0].body


def test_json_is_one_object_with_everything_known(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta("x"), finish(), usage(212, 431))))
    ran = ask("--json", "-1", "hi", env=keyed)
    told = json.loads(ran.out)
    assert set(told) >= {
        "answer", "tier", "confidence", "reasons", "provider", "model", "finish_reason", "usage", "cost_usd",
        "cost_is_estimate", "ttft_s", "elapsed_s", "ending",
    }  # fmt: skip
    assert (told["answer"], told["tier"], told["ending"]) == ("x", "code", "whole")
    assert told["cost_usd"] == pytest.approx(431 * 0.35 / 1e6)
    assert told["cost_is_estimate"] is True


def test_without_a_key_there_are_three_ways_on(ask: Run) -> None:
    ran = ask("hello")
    assert (ran.code, ran.out) == (3, "")
    for way in ("ask key set", "GLOBAL_API_KEY", "--demo"):
        assert way in ran.err


def test_a_local_model_needs_no_key_and_costs_nothing_by_configuration(
    ask: Run, gateway: ScriptedGateway, configured: Configured
) -> None:
    env = configured(
        f'[providers.local]\nbase_url = "{gateway.base_url}"\n'
        '[models."local:tiny"]\noutput_price = 0\ninput_price = 0\n[tiers.simple]\nmodels = ["local:tiny"]\n'
    )
    ran = ask("-0", "hello", env=env)
    assert ran.code == 0
    assert gateway.received[0].body["model"] == "tiny"
    assert "Authorization" not in gateway.received[0].headers
    assert "· $0 ·" in ran.err


def test_a_price_nobody_told_us_is_unknown(ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("-m", "global-apis:brand-new", "hello", env=keyed)
    assert "price unknown" in ran.err
    assert "$0" not in ran.err.split("price unknown")[0]


def test_the_models_variable_names_the_model(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("hello", env={**keyed, "ASK_MODEL": "kimi-k2.5"})
    assert gateway.received[0].body["model"] == "kimi-k2.5"


def test_a_cut_answer_is_kept_and_said_to_be_cut(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("half an ans")[:1]))
    ran = ask("hello", env=keyed)
    assert (ran.code, ran.out) == (5, "half an ans\n")
    assert "── cut off" in ran.err


def test_a_reader_that_leaves_ends_it_quietly(
    environment: dict[str, str], gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    pieces: list[bytes | float] = []
    for piece in stream(*(f"line {number}\n" for number in range(30))):
        pieces += [piece, 0.02]
    gateway.answers(Scripted(pieces))
    done = subprocess.run(
        ["sh", "-c", f"{' '.join(ASK)} hello | head -n 1"],
        env=environment | keyed,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    assert done.stdout == b"line 0\n"
    assert b"Traceback" not in done.stderr
    assert "──" not in done.stderr.decode()
