"""Questions over the model's window: refused with what fits, or cut where the user says, and never in silence."""

import json
import random
import string
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cli.trimming import trimmed
from assistant.prompt import Attachment
from assistant.request_options import Trim
from assistant.tokens import estimated_tokens, first_lines
from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, stream, usage

WINDOW = 4000
LINES = [f"2026-11-01 12:00:{number:04} worker {number} did its work" for number in range(2000)]


@pytest.fixture
def small(keyed: dict[str, str], configured: Configured, tmp_path: Path) -> dict[str, str]:
    windows = {"deepseek-v4-flash": WINDOW, "qwen3-coder-30b": WINDOW, "kimi-k2.5": 200_000}
    (tmp_path / "app.log").write_text("\n".join(LINES) + "\n")
    return keyed | configured(
        "".join(f'[models."{name}"]\nwindow = {window}\n' for name, window in windows.items())
    )


def test_a_secret_file_needs_a_yes_where_its_name_in_a_difference_is_cut(
    ask: Run, gateway: ScriptedGateway, small: dict[str, str]
) -> None:
    difference = "\n".join(
        ("--- a/.env", "+++ b/.env", "@@ -1,3 +1,3 @@", *(f" LEVEL={line}" for line in LINES))
    )
    ran = ask("-0", "--trim", "head", "what is wrong", stdin=difference, env=small)
    assert (ran.code, ".env is an environment file" in ran.err, gateway.received) == (2, True, [])
    assert ask("-0", "--trim", "head", "--guard", "off", "what", stdin=difference, env=small).code == 0


def test_over_the_window_nothing_is_sent_and_what_fits_is_said(
    ask: Run, gateway: ScriptedGateway, small: dict[str, str]
) -> None:
    ran = ask("-0", "what is wrong", "app.log", "-f", "app.log:1-3", env=small)
    assert (ran.code, ran.out, gateway.received) == (2, "", [])
    assert "tokens and deepseek-v4-flash takes 1,952" in ran.err
    assert "-m kimi-k2.5 holds it all" in ran.err
    fits = ran.err.partition("what fits: ")[2].split()[0]
    assert ask("-0", "what is wrong", fits, env=small).code == 0
    last = int(fits.rpartition("-")[2])
    assert LINES[last - 1] in gateway.received[-1].question
    assert LINES[last] not in gateway.received[-1].question


def test_what_no_window_holds_is_not_sent_to_one_that_is_not_known(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    text = "".join(f"def f{number}(x): return x + {number}\n" for number in range(150_000))
    ran = ask("-0", "what is wrong", stdin=text, env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert (
        "deepseek-v4-flash takes 1,997,952 (not known, at most 2,000,000, 2,048 of it for the answer)"
        in ran.err
    )
    assert "a larger window is told in the configuration" in ran.err
    known = configured('[models."deepseek-v4-flash"]\nwindow = 10000000\n')
    assert ask("-q", "--no-log", "-0", "what is wrong", stdin=text, env=keyed | known).code == 0


def test_an_answer_that_leaves_too_little_of_the_window_is_told_how_to_shorten(
    ask: Run, gateway: ScriptedGateway, small: dict[str, str]
) -> None:
    question = ("-0", "what is wrong", "-f", "app.log:1-40")
    ran = ask("--max-tokens", str(WINDOW * 3 // 4), *question, env=small)
    assert (ran.code, gateway.received) == (2, [])
    way = ran.err.partition("--max-tokens ")[2].split()[0]
    assert f"--max-tokens {way} leaves room for it" in ran.err
    assert ask("--max-tokens", way, *question, env=small).code == 0


def test_an_answer_that_would_take_the_whole_window_gets_half_of_it(
    ask: Run, gateway: ScriptedGateway, small: dict[str, str]
) -> None:
    ran = ask("-0", "--max-tokens", str(WINDOW), "what is wrong", env=small)
    assert (ran.code, gateway.received[-1].body["max_tokens"]) == (0, WINDOW // 2)
    said = "the window of deepseek-v4-flash allows 2,000 tokens at most instead of 4,000"
    assert said in " ".join(ran.err.split())
    shown = ask("--dry-run", "--json", "-0", "--max-tokens", str(WINDOW), "what is wrong", env=small)
    assert json.loads(shown.out)["body"]["max_tokens"] == WINDOW // 2


def test_a_stand_in_with_a_small_window_gets_a_shorter_answer_and_the_others_the_whole(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    windows = "".join(f'[models."{name}"]\nwindow = 2048\n' for name in ("qwen3-32b", "ga-standard"))
    gone = Scripted([b"{}"], 404)
    gateway.answers(gone, Scripted(events(delta("cut"), finish("length"), usage(9, 1000))))
    ran = ask("-0", "hi", env=keyed | configured(windows))
    assert [each.body["max_tokens"] for each in gateway.received] == [2048, 1024]
    assert "the window of qwen3-32b allows 1,024 tokens" in ran.err
    assert "the limit of tokens was reached" in ran.err


def test_a_line_of_a_conversation_over_the_window_is_not_sent_and_the_next_is(
    ask: Run, gateway: ScriptedGateway, small: dict[str, str]
) -> None:
    ran = ask("chat", "-q", "-0", "-f", "app.log", stdin="what is wrong\n", env=small)
    assert (ran.code, ran.out, gateway.received) == (2, "", [])
    once = ask("-0", "what is wrong", "app.log", env=small)
    said, _, ways = " ".join(once.err.split()).partition("ask: ")[2].partition("nothing was sent")
    told, _, others = " ".join(ran.err.split()).partition("line 1: ")[2].partition("nothing was sent")
    assert (told, others.split(" · ")) == (said, [way for way in ways.split(" · ") if "--trim" not in way])
    long = "why " * 2 * WINDOW
    assert ask("chat", "-q", "-0", stdin=f"{long}\nand this\n", env=small).code == 2
    assert [each.question for each in gateway.received] == ["and this"]


@pytest.mark.parametrize("door", [(), ("chat",)])
def test_a_stand_in_that_does_not_hold_the_question_is_passed_over_which_is_said(
    door: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    window = configured('[models."qwen3-32b"]\nwindow = 1000\n')
    gateway.answers(Scripted([b"{}"], 404), Scripted(stream("Because.")))
    ran = ask(*door, "-0", stdin=f"{'why ' * 2000}\n", env=keyed | window)
    assert ran.code == 0
    assert [each.body["model"] for each in gateway.received] == ["deepseek-v4-flash", "ga-standard"]
    said = " ".join(ran.err.split())
    assert "; the question has ~1,999 tokens and qwen3-32b takes 500; asking ga-standard" in said


def test_where_no_other_holds_the_question_both_reasons_are_told(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    window = configured('[tiers.simple]\nmodels = ["qwen3-32b", "glm-5"]\n[models."glm-5"]\nwindow = 1000\n')
    gateway.answers(Scripted([b"{}"], 404))
    ran = ask("-0", "why " * 2000, env=keyed | window)
    assert (ran.code, [each.body["model"] for each in gateway.received]) == (4, ["qwen3-32b"])
    said = " ".join(ran.err.split())
    assert "has no model qwen3-32b" in said
    assert "; the question has ~1,999 tokens and glm-5 takes 500" in said


def test_a_stand_in_that_holds_no_question_takes_nothing_of_a_conversation(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    env = keyed | configured('[models."qwen3-32b"]\nwindow = 1000\n')
    ask("-0", "what is a monad", env=env)
    ran = ask("-c", "-0", "why " * 2000, env=env)
    assert "no longer fit" not in ran.err
    assert len(gateway.received[-1].body["messages"]) == 4


@pytest.mark.parametrize(
    ("trim", "kept", "gone"), [("head", -1, 0), ("tail", 0, -1), ("middle", 0, 1000), ("middle", -1, 1000)]
)
def test_trim_cuts_the_part_that_is_named_and_says_how_much(
    trim: str, kept: int, gone: int, ask: Run, gateway: ScriptedGateway, small: dict[str, str]
) -> None:
    ran = ask("-0", "--trim", trim, "what is wrong", stdin="\n".join(LINES) + "\n", env=small)
    assert ran.code == 0
    assert f"of 2,000 lines cut from its {trim}, to fit the window" in ran.err
    assert LINES[kept] in gateway.received[-1].question
    assert LINES[gone] not in gateway.received[-1].question
    assert "lines cut out here …]" in gateway.received[-1].question
    assert 1700 < estimated_tokens(gateway.received[-1].question) < 1952


@pytest.mark.parametrize("trim", ["head", "tail", "middle"])
def test_what_was_read_are_the_lines_that_were_left(trim: str, ask: Run, small: dict[str, str]) -> None:
    ran = ask("-0", "--trim", trim, "what is wrong", "app.log", env=small)
    cut = int(ran.err.partition("app.log: ")[2].split()[0].replace(",", ""))
    lines = f":{cut + 1}-2000" if trim == "head" else ""
    assert f"read app.log{lines} (a log, {2000 - cut} lines, " in ran.err


def test_lines_behind_a_cut_head_keep_their_numbers(
    ask: Run, gateway: ScriptedGateway, small: dict[str, str]
) -> None:
    ask("-0", "--trim", "head", "what is wrong", "app.log", env=small)
    heading, _, text = gateway.received[-1].question.partition("\n\n")[2].partition("\n")
    first = int(heading.partition("lines ")[2].split()[0])
    assert text.splitlines()[1].startswith("[… ")
    assert text.splitlines()[2] == LINES[first]


@pytest.mark.parametrize(("trim", "last"), [("tail", -2), ("middle", -1)])
def test_the_line_that_tells_of_a_cut_is_none_of_those_that_are_named(
    trim: str, last: int, ask: Run, gateway: ScriptedGateway, small: dict[str, str]
) -> None:
    ran = ask("-0", "--trim", trim, "what is wrong", "app.log:4-1500", env=small)
    heading, *_ = gateway.received[-1].question.partition("\n\n")[2].partition("\n")
    number = LINES.index(gateway.received[-1].question.splitlines()[last - 1]) + 1
    assert heading == f"app.log, lines 4 to {number}:"
    assert f"read app.log:4-{number} (" in ran.err


def test_what_goes_into_a_template_and_what_is_the_question_is_cut_as_well(
    ask: Run, gateway: ScriptedGateway, small: dict[str, str]
) -> None:
    ran = ask("-0", "-t", "commit", stdin="\n".join(LINES), env=small)
    assert (ran.code, gateway.received) == (2, [])
    assert ask("-0", "-t", "commit", "--trim", "tail", stdin="\n".join(LINES), env=small).code == 0
    assert LINES[0] in gateway.received[-1].question
    assert ask("-0", "--trim", "tail", stdin="word " * 9000, env=small).code == 0
    assert "characters cut out here" in gateway.received[-1].question


def test_a_file_that_is_to_be_replaced_is_never_cut(
    ask: Run, gateway: ScriptedGateway, small: dict[str, str]
) -> None:
    ran = ask("-0", "--trim", "tail", "--apply", "app.log", "--yes", "fix", env=small)
    assert (ran.code, gateway.received) == (2, [])


def test_a_window_nobody_knows_is_said_and_nothing_is_cut(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-0", "--trim", "tail", "why", stdin="\n".join(LINES), env=keyed)
    assert (ran.code, "is not known" in ran.err) == (0, True)
    assert LINES[-1] in gateway.received[-1].question


def test_a_gateway_that_says_its_window_is_too_small_gets_a_way_out(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    said = b'{"error":{"message":"This model\'s maximum context length is 65536 tokens, you sent 70012."}}'
    gateway.replies = [Scripted([said], status=400, headers={"Content-Type": "application/json"})]
    ran = ask("-0", "why", env=keyed)
    assert '[models."deepseek-v4-flash"] window = 65536' in ran.err


def test_a_window_that_is_told_as_the_hint_names_it_counts(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    said = b'{"error":{"message":"This model\'s maximum context length is 4096 tokens."}}'
    gateway.replies = [Scripted([said], status=400, headers={"Content-Type": "application/json"})]
    box = f'[providers.box]\nbase_url = "{gateway.base_url}"\nneeds_key = false\n[models."box:qwen"]\noutput_price = 0\n'
    ran = ask("-m", "box:qwen", "why", env=keyed | configured(box))
    _, _, told = " ".join(ran.err.split()).partition('[models."box:qwen"] ')
    assert told.startswith("window = 4096")
    asked = ("-m", "box:qwen", "--trim", "tail", "what is wrong")
    ran = ask(
        *asked, stdin="\n".join(LINES), env=keyed | configured(box + told.partition("window = 4096")[1])
    )
    assert "cut from its tail, to fit the window" in ran.err


@given(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=3000), min_size=1, max_size=4),
    st.sampled_from(Trim),
    st.integers(40, 400),
)
@settings(max_examples=60)
def test_what_is_left_fits_and_what_was_cut_is_always_told(texts: list[str], trim: Trim, tokens: int) -> None:
    attachments = [Attachment(text) for text in texts]
    found = trimmed(attachments, trim, tokens=tokens)
    assert sum(estimated_tokens(left.text) for left, _ in found) <= tokens
    for before, (left, cut) in zip(attachments, found, strict=True):
        assert bool(cut) == (before != left)


@given(st.text(alphabet="ab\n\r\f\u2028"))
def test_the_lines_that_fit_are_counted_as_editors_count_them(text: str) -> None:
    assert first_lines(text, 10**6) == Attachment(text).line_count


def test_what_fits_of_megabytes_is_counted_in_about_the_time_of_their_tokens() -> None:
    text = "some words of text\n" * 100_000

    def least(work: Callable[[], int]) -> float:
        spent = []
        for _ in range(3):
            begun = time.process_time()
            work()
            spent.append(time.process_time() - begun)
        return min(spent)

    tokens = estimated_tokens(text)
    lines = first_lines(text, tokens * 3 // 4)
    assert 74_900 < lines <= 75_000
    assert estimated_tokens("some words of text\n" * lines) <= tokens * 3 // 4
    assert least(lambda: first_lines(text, tokens * 3 // 4)) < 6 * least(lambda: estimated_tokens(text))


def letters(count: int, seed: int) -> str:
    return "".join(random.Random(seed).choices(string.ascii_letters + string.digits, k=count))


@pytest.mark.parametrize("trim", ["head", "tail", "middle"])
@pytest.mark.parametrize("mode", ["redact", "off"])
@pytest.mark.parametrize(
    ("before", "secret", "after"),
    [
        ('"token":"', "ghp_" + letters(36, 1), '",'),
        ('"password":"', "hunT3r" + "!kq9Zx", '",'),
        ("postgres://app:", "hunT3r" + "!kq9Zx", "@db/x "),
    ],
)
def test_no_secret_is_cut_in_two(
    before: str, secret: str, after: str, mode: str, trim: str, ask: Run, gateway: ScriptedGateway,
    small: dict[str, str], tmp_path: Path,
) -> None:  # fmt: skip
    for shift in (0, 9, 19):
        text = "x" * shift + " " + f"{before}{secret}{after}" * 3000
        assert ask("-0", "--guard", mode, "--trim", trim, "why", stdin=text, env=small).code == 0
        sent = gateway.received[-1].question
        assert "characters cut out here" in sent
        assert (secret in sent) is (mode == "off")
        sent = sent.replace(secret, "")
        assert not any(secret[at : at + 5] in sent for at in range(len(secret) - 4))
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert not any(secret[at : at + 8].encode() in kept for at in range(len(secret) - 7))


def test_nothing_of_a_key_is_sent_whose_beginning_is_cut_off(
    ask: Run, gateway: ScriptedGateway, small: dict[str, str], tmp_path: Path
) -> None:
    key = [letters(64, line) for line in range(25)]
    block = ["-----BEGIN RSA " + "PRIVATE KEY-----", *key, "-----END RSA " + "PRIVATE KEY-----"]
    for behind in range(40, 95, 6):
        lines = [*LINES[:200], *block, *LINES[:behind]]
        (tmp_path / "keyed.log").write_text("\n".join(lines) + "\n")
        assert ask("-0", "--trim", "head", "what is wrong", "keyed.log", env=small).code == 0
        sent = gateway.received[-1].question
        assert not any(line[:20] in sent for line in key)
        first = int(sent.partition("lines ")[2].split()[0])
        assert sent.partition("out here …]\n")[2].partition("\n")[0] in (
            lines[first],
            "«secret:PRIVATE_KEY_1»",
        )
