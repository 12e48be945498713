"""The code alone, and the events of an answer, for programs."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ASK, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

ANSWER = ["Two ", "files:\n\n``", "`js\nlet a\n``", "`\n\nand\n\n~~~ c++\nint b;\n~~~\nDone.\n"]


def scripted() -> Scripted:
    return Scripted(events(*(delta(piece) for piece in ANSWER), finish()))


def test_x_writes_the_code_of_every_block(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    gateway.answers(scripted())
    ran = ask("-x", "fix this", env=keyed)
    assert (ran.code, ran.out) == (0, "let a\nint b;\n")
    assert gateway.received[0].question == "fix this"


def test_the_code_of_several_blocks_is_told(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    note = "the code is of 2 blocks, one after the other; -x N gives one (of this answer: ask last -x N)\n"
    gateway.answers(scripted())
    assert note in ask("-x", "fix this", env=keyed).err
    assert ask("-qx", "fix this", env=keyed).err == note
    assert ask("last", "-x").err == note
    for words in (("-qx", "1", "fix this"), ("last", "-x", "1")):
        assert ask(*words, env=keyed).err == ""
    gateway.answers(Scripted(events(delta("```\na\n```\n"), finish())))
    assert ask("-qx", "fix this", env=keyed).err == ""


JS = "```js\nlet a\n```\n"
BASH = "Then run:\n\n```bash\nnpm test\n```\n"


@pytest.mark.parametrize(
    ("answer", "out"),
    [
        (JS + BASH, "let a\n"),
        (BASH + JS, "let a\n"),
        (BASH + JS + BASH, "let a\n"),
        (JS.replace("js", "typescript") + BASH, "let a\n"),
        (JS + BASH + JS, "let a\nnpm test\nlet a\n"),
        (BASH + JS + JS, "npm test\nlet a\nlet a\n"),
        (BASH + BASH, "npm test\nnpm test\n"),
        (JS.replace("js", "") + BASH, "let a\nnpm test\n"),
    ],
)
def test_of_several_blocks_the_only_one_in_the_language_that_came_is_taken(
    answer: str, out: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted(events(*map(delta, answer), finish())))
    (tmp_path / "app.js").write_text("let b\n")
    with (tmp_path / "app.js").open("rb") as file:
        ran = ask("-qx", "fix this", stdin=file, env=keyed)
    assert (ran.code, ran.out) == (0, out)
    taken = "is taken, the only one in the language asked about; -x N gives another" in ran.err
    assert taken == (out == "let a\n")
    assert ("one after the other" in ran.err) == (not taken)


@pytest.mark.parametrize(
    "question",
    [
        ("port this to python", "app.js"),
        ("now in go", "app.js"),
        ("write a reader", "app.json"),
        ("fix this",),
    ],
)
def test_where_code_is_wanted_in_another_language_or_in_none_known_every_block_is_given(
    question: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    block = "js" if "app.js" in question else "json"
    gateway.answers(Scripted(events(delta(f"```{block}\n1\n```\n{BASH}"), finish())))
    for name in ("app.js", "app.json"):
        (tmp_path / name).write_text("1\n")
    assert ask("-x", *question, env=keyed).out == "1\nnpm test\n"


BUSY_ONCE = Scripted([b'{"error": {"message": "busy"}}'], status=503)
SETTINGS = 'DB_PASSWORD = "x7Kp2mQ9vLr4Tz8W"\n'


def in_one_file(out: Path, *arguments: str, env: dict[str, str], stdin: str = "") -> tuple[int, str]:
    with out.open("wb") as both:
        ran = subprocess.run(
            [*ASK, *arguments],
            input=stdin.encode(),
            stdout=both,
            stderr=both,
            env=env,
            check=False,
            timeout=60,
        )
    return ran.returncode, out.read_text()


@pytest.mark.parametrize("way", [("-x",), ("--json",)])
def test_no_note_stands_in_code_or_json_that_goes_where_stderr_goes(
    way: tuple[str, ...],
    environment: dict[str, str],
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    variables = environment | keyed | {"ASK_MAX_BACKOFF": "0"}
    gateway.answers(BUSY_ONCE, Scripted(events(delta("```\na\n```\n```\nb\n```\n"), finish())))
    code, written = in_one_file(tmp_path / "out", *way, "fix this", env=variables, stdin=SETTINGS)
    assert code == 0
    assert len(gateway.received) == 2
    if way == ("--json",):
        assert json.loads(written)["ending"] == "whole"
    else:
        assert written == "a\nb\n"
    assert in_one_file(tmp_path / "out", "last", "-x", env=variables) == (0, "a\nb\n")


def test_what_makes_it_a_failure_is_told_where_stderr_goes(
    environment: dict[str, str], gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    variables, out = environment | keyed | {"ASK_MAX_BACKOFF": "0"}, tmp_path / "out"
    gateway.answers(Scripted(events(delta("```\na\n"))[:1]))
    code, written = in_one_file(out, "-x", "fix this", env=variables, stdin=SETTINGS)
    assert (code, "── cut off after" in written, written.count("1 secret kept here")) == (5, True, 1)
    gateway.answers(Scripted(events(delta("No code."), finish())))
    code, written = in_one_file(out, "-x", "fix this", env=variables)
    assert (code, "No code.\nthe answer has no code block" in written) == (5, True)
    gateway.answers(BUSY_ONCE)
    code, written = in_one_file(out, "-x", "fix this", env=variables)
    assert (code, "ask: " in written, "busy" in written) == (4, True, True)
    code, written = in_one_file(out, "--dry-run", "fix this", env=variables, stdin=SETTINGS)
    assert (code, "1 secret kept here" in written) == (0, True)


@pytest.mark.parametrize(
    "sign",
    [
        "secret:DB_PASSWORD_1", "<secret:DB_PASSWORD_1>", "«secret:DB_PASSWORD_9»", "«secret: DB_PASSWORD_1»",
        "{{secret:db_password_1}}", "SECRET:DB_PASSWORD_1", "&laquo;secret:PASSWORD_4&raquo;",
        r"«secret:DB\_PASSWORD\_1»", r"«secret\:db\_password\_1»",
    ],
)  # fmt: skip
def test_a_placeholder_that_came_back_altered_is_printed_and_told(
    sign: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta(f'```py\nDB_PASSWORD = "{sign}"\n```\n'), finish())))
    ran = ask("-x", "fix", stdin=SETTINGS, env=keyed)
    assert (ran.code, ran.out) == (5, f'DB_PASSWORD = "{sign}"\n')
    assert "the code holds placeholders of secrets as they are: " in ran.err


@pytest.mark.parametrize(
    ("stdin", "code"),
    [
        (SETTINGS, "DB_PASSWORD = '«secret:DB_PASSWORD_1»'"),
        ("key: secret:DB_PASSWORD_1\n", "key: secret:DB_PASSWORD_1"),
        ("key = '«secret:API_KEY_1»'\n", "key = '«secret:API_KEY_1»'"),
        (SETTINGS, "secret: KEY_1"),
        (SETTINGS, "secret:my_key_1"),
        (SETTINGS, "secret:KEY"),
    ],
)
def test_what_is_put_back_or_was_there_is_no_altered_placeholder(
    stdin: str, code: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta(f"```py\n{code}\n```\n"), finish())))
    assert ask("-x", "fix", stdin=stdin, env=keyed).code == 0


def test_x_with_a_number_writes_that_block(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    for arguments in (("-x", "2", "fix this"), ("--code=2", "fix this"), ("-qx", "2", "fix this")):
        gateway.answers(scripted())
        ran = ask(*arguments, env=keyed)
        assert (ran.code, ran.out) == (0, "int b;\n")


def test_an_x_at_the_end_of_a_value_is_no_option(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "Makefilex").write_text("all:\n")
    for arguments in (("-tfix",), ("explain this", "-fMakefilex"), ("hi", "-qmqwen3-coder-30b", "-tfix")):
        gateway.answers(scripted())
        assert ask(*arguments, stdin="x = 1\n", env=keyed).code == 0
    assert 'unknown model "x"' in ask("-mx", "hi", env=keyed).err


def test_a_number_that_no_block_has_is_no_word_of_the_question(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    for words in (
        ("-x", "0", "fix"),
        ("-qx", "100", "fix"),
        ("last", "-x", "0"),
        ("-x0", "fix"),
        ("-qx101", "fix"),
        ("--code=0", "fix"),
    ):
        ran = ask(*words, env=keyed)
        number = re.search(r"\d+", " ".join(words))[0]  # type: ignore[index]
        assert (ran.code, f"there is no block {number}\n" in ran.err) == (2, True)
    assert not gateway.received
    gateway.answers(scripted())
    assert ask("-x", "--", "100", "ways", env=keyed).code == 0
    assert gateway.received[0].question == "100 ways"
    gateway.answers(scripted())
    assert ask("-x", "404", "page", "for", "flask", env=keyed).code == 0
    assert gateway.received[1].question == "404 page for flask"


def test_an_answer_without_that_code_stands_on_stderr(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(scripted())
    ran = ask("-x", "3", "fix this", env=keyed)
    assert (ran.code, ran.out) == (5, "")
    assert "int b;" in ran.err
    assert "the answer has 2 code blocks, no block 3" in ran.err


def test_code_that_is_cut_is_kept_and_not_passed_off_as_whole(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta("```py\nx = 1\ny = "))[:1]))
    ran = ask("-x", "fix this", env=keyed)
    assert (ran.code, ran.out) == (5, "x = 1\ny = \n")
    assert "cut off" in ran.err
    for words, out in ((("last", "-x"), ran.out), (("last",), "```py\nx = 1\ny = \n")):
        again = ask(*words)
        assert (again.code, again.out) == (5, out)
        assert re.fullmatch("── cut off after ~?\\d+ tokens: .* · ask resume · ask up\n", again.err)


def test_events_are_written_one_object_a_line(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(scripted())
    ran = ask("--stream-json", "fix this", env=keyed)
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [line["event"] for line in lines] == ["routed", *["delta"] * len(ANSWER), "done"]
    assert "".join(line["text"] for line in lines if line["event"] == "delta") == "".join(ANSWER)
    assert lines[-1]["answer"] == "".join(ANSWER)
    assert lines[-1]["ending"] == "whole"


ROUTED = {"tier", "confidence", "reasons", "provider", "model"}
COUNTED = {"prompt_tokens", "completion_tokens", "reasoning_tokens", "estimated"}
DONE = {
    *ROUTED, "answered_by", "answer", "finish_reason", "usage", "cost_usd", "cost_is_estimate", "ttft_s", "elapsed_s", "ending",
}  # fmt: skip
FIELDS = {
    "routed": ROUTED,
    "failed_over": {"why", "provider", "model"},
    "thinking": {"text"},
    "delta": {"text"},
    "usage": COUNTED,
    "done": DONE,
}
BUSY = Scripted([b"no JSON"], status=500)
WAYS = {
    "a thought": ([Scripted(events(delta("", reasoning_content="hm"), delta("a"), finish(), usage(3, 9, 4)))], "whole"),
    "a thought alone": ([Scripted(events(delta("", reasoning_content="hm"), finish(), usage(3, 4, 4)))], "failed"),
    "another model": ([BUSY, BUSY, BUSY, Scripted(events(delta("a"), finish(), usage(3, 9)))], "whole"),
    "a lost end": ([Scripted(events(delta("\u2028\x1b\ud800"))[:1])], "cut"),
    "an error": ([Scripted(events(delta("a"), {"error": {"message": "boom"}}))], "cut"),
    "a limit": ([Scripted(events(delta("a"), finish("length"), usage(3, 9)))], "length"),
    "a refusal": ([Scripted([b"{}"], status=401)], None),
    "no model": ([BUSY], None),
    "a limit before a word": ([Scripted(events(finish("length"), usage(3, 9)))], None),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_event_is_a_line_with_the_fields_that_are_documented(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], way: str
) -> None:
    replies, ending = WAYS[way]
    gateway.answers(*replies)
    ran = ask("--stream-json", "fix this", env=keyed | {"ASK_MAX_BACKOFF": "0"})
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert all(FIELDS[line["event"]] == set(line) - {"event"} for line in lines)
    assert lines[0]["event"] == "routed"
    assert [line["ending"] for line in lines if "ending" in line] == ([ending] if ending else [])
    assert (lines[-1]["event"] == "done") == (ending is not None)
    assert set(lines[-1].get("usage", COUNTED)) == COUNTED


def test_the_readme_tells_the_fields_of_the_json() -> None:
    rows = (Path(__file__).parent.parent / "README.md").read_text().splitlines()
    (whole,) = (row for row in rows if row.startswith("| `--json` "))
    (lines,) = (row for row in rows if row.startswith("| `--stream-json` "))
    assert set(re.findall(r"`(\w+)`", whole)) == DONE
    assert set(re.findall(r"`(\w+)`", lines)) == {*FIELDS, "event", "why", "text"}


def test_an_answer_has_one_form(ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("-x", "--json", "fix this", env=keyed)
    assert ran.code == 2
    assert ran.err == "ask: choose one of -x, --json and --stream-json\n     ask --help\n"
    assert ask("-m", "", "fix this").err == "ask: -m is empty\n     ask --help\n"


def test_of_code_that_is_cut_and_unclear_both_are_told_again(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta("```markdown\n# T\n```sh\nls\n```\nmore\n"))[:1]))
    ask("-x", "fix this", env=keyed)
    again = ask("last", "-x")
    assert again.code == 5
    assert "leave open where its code ends\n── cut off after" in again.err


def test_the_code_of_the_last_answer_is_given_again(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(scripted())
    ask("fix this", env=keyed)
    assert ask("last", "--code", "2").out == "int b;\n"
    assert ask("last", "-x").out == "let a\nint b;\n"
    ran = ask("last", "--code", "3")
    assert (ran.code, ran.out) == (5, "")
    assert "has 2 code blocks, no block 3" in ran.err
