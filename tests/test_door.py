"""Commands and questions told apart, and what happens to input that cannot be taken."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import ScriptedGateway

HEAVY = {"httpx", "keyring", "pygments", "prompt_toolkit", "sqlite3"}


@pytest.mark.parametrize(
    "words",
    [
        ("models", "are", "slow,", "why"),
        ("key", "is", "broken"),
        ("config", "x", "y"),
        ("show", "me", "how", "to", "sort"),
        ("resume", "why", "this"),
        ("up", "or", "down"),
    ],
)
def test_a_command_given_words_it_cannot_take_shows_how_to_ask(
    words: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask(*words, env=keyed)
    assert (ran.code, ran.out) == (2, "")
    assert "ask -- " + words[0] in ran.err
    assert "ask -1 -t port -- " + words[0] in ask("-1", "-t", "port", *words, env=keyed).err
    assert gateway.received == []


def test_a_name_that_is_too_long_for_a_file_is_told_as_none(ask: Run) -> None:
    ran = ask("show", "e" * 300)
    assert (ran.code, ran.err.startswith("ask: there is no file eee")) == (2, True)


def test_after_a_double_dash_it_is_a_question(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("--", "models", "are", "slow,", "why", env=keyed).code == 0
    assert gateway.received[0].question == "models are slow, why"


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("what does gcc -c do", "-c"),
        ("what does rm -q do?", "-q"),
        ("what does head -1 do", "-1"),
        ("what does tar -x do", "-x"),
        ("what does x -qc do", "-qc"),
        ("what does git push --force do", "--force"),
        ("what does svn --diff do", "--diff"),
        ("what does gcc --version print", "--version"),
        ("why does ls -h fail", "-h"),
        ("what is 5 -2", "-2"),
        ("what is (3+4)*5 -1 worth", "-1"),
        ("-q what does gcc -c do", "-c"),
        ("why -m deepseek-r1 does gcc -c fail", "-c"),
    ],
)
def test_an_option_among_the_words_of_a_question_is_no_guess(
    words: str, option: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask(*words.split(), env=keyed)
    assert (ran.code, ran.out, gateway.received) == (2, "", [])
    assert f"{option} stands among words: it may be one of the question or an option\n" in ran.err
    assert f'put it in quotes, or -- before it · an option: ask {option} "…"' in ran.err


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (["fix", "this", "-x"], "fix this"),
        (["fix", "this", "-x", "1"], "fix this"),
        (["fix this", "-q", "now"], "fix this now"),
        (["why", "-q", "src/a.py"], "why src/a.py"),
        (["-q", "what", "does", "a", "-", "b", "mean"], "what does a - b mean"),
        (["--", "what", "does", "gcc", "-c", "do"], "what does gcc -c do"),
        (["-q", "--", "what", "is", "5", "-2"], "what is 5 -2"),
        (["what does gcc -c do", "-q"], "what does gcc -c do"),
        (["why", "--max-tokens", "5", "-2", "-q"], "why"),
        (["port", "it", "--system", "x", "please"], "port it please"),
        (["what", "is", "utf-8", "-2"], "what is utf-8"),
    ],
)
def test_an_option_elsewhere_is_one(
    arguments: list[str], asked: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask(*arguments, env=keyed)
    assert [received.question for received in gateway.received] == [asked]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (["-1 as return value of read?"], "-1 as return value of read?"),
        (["-q", "- a list item"], "- a list item"),
        (["-c what is it"], "-c what is it"),
        (["-x", "--force-with-lease or --force"], "--force-with-lease or --force"),
        (["-type f in find", "-q"], "-type f in find"),
        (["--system", "- be brief", "-la shows what"], "-la shows what"),
        (["--system=be brief", "why"], "why"),
        (["-qfa b.py", "why"], "why\n\na b.py:\n```python\nx = 1\n```"),
        (["--", "-1 why"], "-1 why"),
    ],
)
def test_a_quotation_that_begins_with_a_dash_is_no_option(
    arguments: list[str],
    asked: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / "a b.py").write_text("x = 1\n")
    ask(*arguments, env=keyed)
    assert [received.question for received in gateway.received] == [asked]


def test_a_quotation_is_a_word_of_a_command_that_takes_words_and_a_slip_stays_one(ask: Run) -> None:
    assert ask("route", "-1 as return value of read?").out.startswith("tier 0 simple")
    assert "No such option '--sytem'" in ask("--sytem=be brief", "why").err


@pytest.mark.parametrize("quoted", ["--no-log --max-cost 0", "-m kimi-k2.5", "-f a.py", "--tier=code -q"])
def test_options_in_one_quotation_are_no_words(
    quoted: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask(quoted, "is this kept", env=keyed).code == 2
    assert gateway.received == []


def test_force_alone_is_no_option_of_a_question(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("what", "does", "git", "push", "--force", env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert 'words that start with a dash go after "--"' in ran.err


def test_a_command_name_as_an_options_value_is_no_command(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("--system", "models", "hello", env=keyed).code == 0
    assert 'no template "up"' in ask("-qt", "up", "hello", env=keyed).err  # letters in one word
    assert gateway.received[0].body["messages"][0]["content"] == "models"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--tier", "resoning", "hi"], "did you mean reasoning"),
        (["-m", "qwen3-coder-30", "hi"], "did you mean qwen3-coder-30b"),
        (["-0", "-2", "hi"], "one tier"),
        ([""], "no question"),
        (["--nope", "hi"], "--nope"),
        (["--max-tokens", "0", "hi"], "'0' is not a whole number from 1 to a billion"),
        (["--max-tokens", "9" * 20, "hi"], "is not a whole number from 1 to a billion"),
        (["--max-cost", "1e-400", "hi"], "is not an amount of US$"),
        (["--max-cost", "9000001", "hi"], "is not an amount of US$ above 0 and up to 9 million"),
        (["cap", "9000001/day"], '"9000001/day" is not a limit'),
        (["-f", "", "hi"], "-f is empty"),
        (["-f", "a.py", "-f", "", "hi"], "-f is empty"),
        (["--apply", "", "hi"], "--apply is empty"),
        (["--ca", "", "hi"], "--ca is empty"),
        (["-t", "", "hi"], "-t is empty"),
        (["--temperature", "nan", "hi"], "'nan' is not a number"),
        (["--timeout", "inf", "hi"], "'inf' is not a number"),
        (["bill", "--project", "--thinking", "nan"], "'nan' is not a number"),
        (["-m", "", "hi"], "-m is empty"),
        (["--temperature", "hot", "hi"], "'hot' is not a number of at least 0\n     ask --help"),
        (["--timeout", "0", "hi"], "'0' is not a number above 0"),
        (["bench", "--demo", "--parallel", "65"], "'65' is not a whole number from 1 to 64"),
        (["bench", "--demo", "--yes", "--models", " ,"], "no model is named"),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_2(
    arguments: list[str], told: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask(*arguments, env=keyed)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert gateway.received == []


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://example.com/v1", "plain http"),
        ("ftp://127.0.0.1/v1", "not a URL"),
        ("nonsense", "not a URL"),
        ("https://", "not a URL"),
        ("https://host:port/v1", "not a URL"),
        ("https://sam:hunter2hunter2@host.example/v1", "a name or a password"),
        ("http://127.0.0.1@host.example/v1", "a name or a password"),
        ("https://host.example/v1?key=hunter2hunter2", "a query"),
        ("http://127.0.0.1#@host.example/v1", "a name or a password"),
        ("http://host.example\\@127.0.0.1/v1", "a name or a password"),
    ],
)
def test_a_base_url_that_is_none_or_not_private_is_refused(url: str, told: str, ask: Run) -> None:
    ran = ask("hi", env={"ASK_BASE_URL": url, "GLOBAL_API_KEY": "sk-x"})
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "hunter2hunter2" not in ran.err


def test_a_binary_is_refused_by_name(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    binary = tmp_path / "photo.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    with binary.open("rb") as file:
        ran = ask("explain", stdin=file, env=keyed)
    assert ran.code == 2
    assert "photo.png" in ran.err
    assert gateway.received == []


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("schön".encode(), "schön"),
        (b"\xef\xbb\xbfmark", "mark"),
        ("schön".encode("utf-16"), "schön"),
        ("schön".encode("utf-16-be"), "schön"),
        ("schön".encode("latin-1"), "schön"),
        ("sein “Preis”: 5 €".encode("cp1252"), "sein “Preis”: 5 €"),
        ("x = 1  # 日本語のコメント".encode("cp932"), "x = 1  # 日本語のコメント"),
        (b"a\r\nb", "a\r\nb"),
    ],
)
def test_text_of_any_usual_encoding_is_read(
    content: bytes, text: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("explain", stdin=content, env=keyed)
    assert text in gateway.received[0].question


def test_an_encoding_that_was_guessed_is_said(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "q.py"
    file.write_bytes("a = 1\r\n# 能力\r\nb = 2\x0c\r\n".encode("cp932"))
    ran = ask("why", f"{file}:2-3", env=keyed)
    assert "(Python, 2 lines, Shift-JIS, ~" in ran.err
    assert "# 能力\r\nb = 2\x0c\r\n" in gateway.received[0].question


def test_a_fence_is_longer_than_any_in_the_file(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("explain", stdin="````md\nx\n````\n", env=keyed)
    assert "`````\n````md\nx\n````\n`````" in gateway.received[0].question


def test_what_is_piped_in_is_the_question_where_there_are_no_words(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask(stdin="what is a monad\n", env=keyed)
    assert gateway.received[0].question == "what is a monad"


def test_a_dead_server_is_one_sentence_and_exit_4(ask: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    ran = ask("hi", env={"ASK_BASE_URL": f"http://127.0.0.1:{port}/v1"})
    assert (ran.code, ran.out) == (4, "")
    assert "refused" in ran.err
    assert "Traceback" not in ran.err


def test_a_host_that_can_have_no_name_is_one_sentence_and_exit_4(ask: Run) -> None:
    ran = ask("hi", env={"ASK_BASE_URL": "https://a..b/v1", "GLOBAL_API_KEY": "sk-x", "ASK_RETRIES": "0"})
    assert (ran.code, ran.out) == (4, "")
    assert "did not answer: the host's name could not be found\n" in ran.err


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_the_first_look_imports_nothing_heavy(argument: str) -> None:
    script = (
        "import sys; sys.argv = ['ask', sys.argv[1]]; import os; os._exit = lambda code: sys.exit(code)\n"
        "import assistant.__main__ as program\n"
        "try: program.main()\n"
        "except SystemExit: pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script, argument], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.strip("[]\n").replace("'", "").split(", "))
    assert "assistant" in loaded
    assert not HEAVY & loaded


def test_route_is_offline_and_explains_itself(ask: Run) -> None:
    ran = ask("route", "prove", "that", "quicksort", "terminates")
    assert ran.code == 0
    assert ran.out.startswith("tier 2 reasoning")
    for model in ("deepseek-v4-flash", "qwen3-coder-30b", "deepseek-r1"):
        assert model in ran.out


def test_route_tells_the_model_that_is_asked_and_takes_words_for_words(
    ask: Run, keyed: dict[str, str]
) -> None:
    named = {**keyed, "ASK_MODEL": "deepseek-r1"}
    shown = ask("route", "hi", env=named).out
    assert shown.startswith("tier 2 reasoning, 100% sure\n  - deepseek-r1 is a model of the reasoning tier\n")
    assert "→ 2 reasoning deepseek-r1         $2.50/M out\n" in shown
    plain = json.loads(ask("route", "--json", "hi", env={**keyed, "ASK_MODEL": "qwen3-32b"}).out)
    assert plain["tiers"][plain["tier"]]["model"] == "qwen3-32b"
    assert ask("route", "review", stdin="x = 1\n").out.startswith("tier 1 code")
    assert "template" not in ask("route", "--", "review", stdin="x = 1\n").out
    for option in ("--report", "--jsonl"):
        ran = ask("route", option, "what", "is", "this")
        assert (ran.code, ran.out) == (2, "")
        assert f"ask route {option} takes no words" in ran.err


def test_route_as_json_and_in_bulk(ask: Run) -> None:
    one = json.loads(ask("route", "--json", "git", "rebase", "flag").out)
    assert set(one) >= {"tier", "confidence", "reasons", "tiers"}
    rows = [
        {"prompt": "hi", "stdin": ""},
        {"prompt": "review", "stdin": "x = 1\n" * 20},
        {"prompt": "\ud800"},
    ]
    ran = ask("route", "--jsonl", stdin="".join(json.dumps(row) + "\n" for row in rows))
    decisions = [json.loads(line) for line in ran.out.splitlines()]
    assert len(decisions) == 3
    assert all(set(decision) == {"tier", "confidence", "reasons"} for decision in decisions)


def test_a_text_in_bulk_is_known_by_its_looks_as_a_pipe_is(ask: Run) -> None:
    code = "#!/usr/bin/env python3\n" + "print(total(rows))\n" * 11
    ran = ask("route", "--jsonl", stdin=json.dumps({"prompt": "refactor this", "stdin": code}) + "\n")
    piped = ask("route", "--json", "refactor this", stdin=code)
    assert json.loads(ran.out)["reasons"] == json.loads(piped.out)["reasons"]
    assert "12 lines of python attached" in json.loads(ran.out)["reasons"]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "null", "[]", "{}", '{"prompt": null}', '{"prompt": 7}', '{"prompt": ["x"]}',
        '{"prompt": "x", "stdin": 0}', '{"prompt": "x", "stdin": {}}',
    ],
)  # fmt: skip
def test_a_line_in_bulk_that_is_no_question_is_named(line: str, ask: Run) -> None:
    ran = ask("route", "--jsonl", stdin=f'{{"prompt": "x", "stdin": null}}\n{line}\n')
    assert (ran.code, ran.out.count("\n")) == (2, 1)
    assert ran.err == 'ask: line 2 of stdin is no {"prompt","stdin"} object of texts\n'


def test_a_byte_order_mark_before_the_first_question_is_passed_over(ask: Run) -> None:
    ran = ask("route", "--jsonl", stdin='\ufeff{"prompt": "hello"}\n')
    assert (ran.code, json.loads(ran.out)["tier"]) == (0, "simple")


def test_an_option_that_a_command_has_not_is_told_as_it_was_typed(ask: Run) -> None:
    for option in ("-x", "--code"):
        assert ask("log", "search", option).err.startswith(f"ask: No such option '{option}'\n")
