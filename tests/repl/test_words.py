"""What is typed, taken apart: mentions, fences, commands, the menu's order, the toolbar's words, what fits a window."""

import ast
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import assistant
from assistant.catalog import Tier
from assistant.conversation import NOTHING_SAID, Conversation, fitted
from assistant.cost import Cost
from assistant.errors import UsageError
from assistant.message import Message
from assistant.prompt import Attachment, Prompt
from assistant.render.extraction import Block, code_blocks
from assistant.repl.attaching import gathered
from assistant.repl.blocks import code_differences, has_open_fence
from assistant.repl.commands.table import COMMANDS, ELSEWHERE, NAMES
from assistant.repl.completion import ranked
from assistant.repl.entry import Order, Typo, Words, entry_of, goes_on
from assistant.repl.forecast import Forecast
from assistant.repl.help_layout import laid_out
from assistant.repl.hints import RULES, hint_here
from assistant.repl.history import entries_of
from assistant.repl.mentions import Mention, mentioned, mentions_in
from assistant.repl.menu import wants_menu
from assistant.repl.thinking import tail
from assistant.repl.toolbar import SENDING, figures_of, toolbar


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("why is @src/q.py slow", (Mention("src/q.py"),)),
        ("see @src/q.py:40-80.", (Mention("src/q.py", 40, 80),)),
        ("(@a.py:7) and @lib/*.ts, both", (Mention("a.py", 7, 7), Mention("lib/*.ts"))),
        ('@"a name.py":3-9', (Mention("a name.py", 3, 9),)),
        (
            "@'a name.py':7 and @a\\ name.py:7, @my\\ file\\ \\(1\\).",
            (Mention("a name.py", 7, 7), Mention("my file (1)")),
        ),
        (r"@src\main.py @'90s music", (Mention(r"src\main.py"), Mention("'90s"))),
        ("@a.py:80-40", (Mention("a.py", 40, 80),)),
        ("@a.py:40-", (Mention("a.py", 40),)),
        ("@a.py:40:5 and @b.py:7:", (Mention("a.py", 40, 40), Mention("b.py", 7, 7))),
        ("@a.py:0 and @b.py:5-0", (Mention("a.py", 0, 0), Mention("b.py", 0, 5))),
        ("@a.py and @a.py", (Mention("a.py"),)),
        ("mail me@example.com", ()),
        ("```\n@app.route('/')\n```\n@b.py", (Mention("b.py"),)),
        ("@", ()),
    ],
)
def test_files_are_mentioned_by_an_at_sign_outside_fences(text: str, mentions: tuple[Mention, ...]) -> None:
    assert mentions_in(text) == mentions


@given(st.text("ab./:-0129 ", min_size=1))
@example("0:0:0:")
def test_a_mention_reads_back_as_it_is_written(spec: str) -> None:
    mention = mentioned(spec)
    assert mentioned(str(mention)[1:]) == mention


@given(st.text())
def test_any_text_can_be_looked_through_for_mentions_and_fences(text: str) -> None:
    mentions_in(text)
    assert has_open_fence(text) in {True, False}
    assert not has_open_fence(f"```\n{text.replace('`', '').replace('~', '')}\n```\n")


def test_a_range_becomes_an_attachment_that_knows_its_first_line(tmp_path: Path) -> None:
    file = tmp_path / "q.py"
    file.write_text("".join(f"line {n}\n" for n in range(1, 101)))
    (attachment,) = gathered((Mention(str(file), 40, 41),)).attachments
    assert attachment == Attachment("line 40\nline 41\n", str(file), "python", 40)


def test_a_glob_becomes_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b.ts", "a.ts", "c.py"):
        (tmp_path / name).write_text("x\n")
    found = gathered((Mention(f"{tmp_path}/*.ts"), Mention("nowhere.ts")))
    assert [Path(each.name).name for each in found.attachments] == ["a.ts", "b.ts"]
    assert found.missing == (Mention("nowhere.ts"),)


@pytest.mark.parametrize("lines", ["0", "0-", "0-3"])
def test_a_line_before_the_first_is_refused(lines: str, tmp_path: Path) -> None:
    (tmp_path / "short.py").write_text("one\n")
    with pytest.raises(UsageError, match=r"there is no line 0 in .*: the first is line 1"):
        gathered((mentioned(f"{tmp_path}/short.py:{lines}"),))


def test_a_range_behind_the_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "short.py").write_text("one\n")
    with pytest.raises(UsageError, match="has 1 line: there is no line 9"):
        gathered((Mention(str(tmp_path / "short.py"), 9, 10),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-16-le", "cp932"])
def test_lines_of_a_file_too_large_to_go_whole_are_read(encoding: str, tmp_path: Path) -> None:
    word = "数える値" if encoding == "cp932" else "größe"
    file = tmp_path / "big.log"
    file.write_text("".join(f"{n} {word}\n" for n in range(1, 600_001)), encoding=encoding, newline="\n")
    with pytest.raises(UsageError, match="is larger than 4 MB") as told:
        gathered((Mention(str(file)),))
    assert told.value.hint == f"name lines of it: {file}:1-200"
    read = [gathered((mentioned(f"{file}:{lines}"),)).attachments[0] for lines in ("599999-", "7-8")]
    assert [each.text for each in read] == [f"599999 {word}\n600000 {word}\n", f"7 {word}\n8 {word}\n"]
    assert [each.first_line for each in read] == [599_999, 7]
    with pytest.raises(UsageError, match="has 600,000 lines: there is no line 600,001"):
        gathered((Mention(str(file), 600_001),))


def test_lines_that_are_too_large_or_too_far_away_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "big.json"
    with file.open("wb") as opened:
        opened.write(b"a" * (5 << 20) + b"\nb\n")
        opened.truncate(257 << 20)
    with pytest.raises(UsageError, match=r"what is named of .* is larger than 4 MB"):
        gathered((Mention(str(file), 1, 2),))
    assert gathered((Mention(str(file), 2, 2),)).attachments[0].text == "b\n"
    with pytest.raises(UsageError, match="is read up to 256 MB only") as told:
        gathered((Mention(str(file), 9, 10),))
    assert told.value.hint == "give the lines through a pipe: sed -n 9,10p"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("why", Words("why")),
        ("/tier code", Order("tier", "code")),
        ("/TIER", Order("tier")),
        ("/exit", Order("quit")),
        ("exit", Order("quit")),
        ("quit\n", Order("quit")),
        (":q", Order("quit")),
        ("exit codes", Words("exit codes")),
        ("help", Order("help")),
        ("help me", Words("help me")),
        ("/", Order("help")),
        ("/?", Order("help")),
        ("/ etc", Words("/ etc")),
        ("/teir code", Typo("teir", "tier")),
        ("/h", Typo("h", "help")),
        ("/multi-line", Typo("multi-line", "multiline")),
        ("/clear", Typo("clear", "new")),
        ("/add a.py", Typo("add", "file")),
        ("/resume", Typo("resume", "open")),
        ("/run ls", Typo("run", "")),
        ("/xyzzy", Typo("xyzzy", "")),
        ("/etc/hosts is wrong", Words("/etc/hosts is wrong")),
        ("/srv fills up", Words("/srv fills up")),
        ("/a.txt", Words("/a.txt")),
        ("// is a comment", Words("// is a comment")),
    ],
)
def test_a_slash_begins_a_command_unless_it_begins_a_path(text: str, entry: object) -> None:
    assert entry_of(text, NAMES, lambda path: path in {"/run", "/srv"}, ELSEWHERE) == entry


def test_each_command_is_explained_and_found_by_its_name() -> None:
    assert all(command.help and NAMES[name] == name for name, command in COMMANDS.items())
    wanted = (
        "tier model file files drop system why up retry undo code copy save new log open cost cap theme edit"
    )
    assert {*wanted.split(), "multiline", "think", "help", "quit"} == set(COMMANDS)
    assert "run" not in NAMES


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("a", False),
        ("a\\", True),
        ("C:\\\\", False),
        ("```py\nx", True),
        ("```py\nx\n```", False),
        ("~~~\nx", True),
    ],
)
def test_an_open_fence_or_a_backslash_goes_on(text: str, on: bool) -> None:
    assert goes_on(text) is on


def test_blocks_of_code_come_with_their_language() -> None:
    text = "a\n```python\nx = 1\n```\nb\n~~~\n```\n~~~\n"
    assert code_blocks(text) == (Block("python", "x = 1\n"), Block("", "```\n"))


def test_two_answers_differ_in_their_code_only() -> None:
    old, new = "words\n```\na\nb\n```", "other words\n```\na\nc\n```"
    (lines,) = code_differences(old, new, ("m", "n"))
    assert lines == ["--- m", "+++ n", "@@ -1,2 +1,2 @@", " a", "-b", "+c"]


def test_secrets_are_put_back_into_code_after_it_was_taken_out() -> None:
    old, new = "- ```\n  a\n  ```", "- ```\n  «s»\n  ```\n- b"
    (changed,) = code_differences(old, new, ("m", "n"), lambda text: text.replace("«s»", "x\n```\ny"))
    assert changed == ["--- m", "+++ n", "@@ -1 +1,3 @@", "-a", "+x", "+```", "+y"]


def test_each_block_is_held_against_the_one_of_its_language() -> None:
    old, new = "```py\na\n```\n", "```sh\nrun\n```\n```py\nb\n```\n"
    assert list(code_differences(old, new, ("m", "n"))) == [
        ["--- /dev/null", "+++ n, block 1", "@@ -0,0 +1 @@", "+run"],
        ["--- m, block 1", "+++ n, block 2", "@@ -1 +1 @@", "-a", "+b"],
    ]
    assert list(code_differences(new, old, ("m", "n"))) == [
        ["--- m, block 2", "+++ n, block 1", "@@ -1 +1 @@", "-b", "+a"],
        ["--- m, block 1", "+++ /dev/null", "@@ -1 +0,0 @@", "-run"],
    ]
    assert [lines[0] for lines in code_differences("```\na\n```\n", "```py\nb\n```\n", ("m", "n"))] == [
        "--- m"
    ]


def test_what_begins_with_the_letters_is_named_first() -> None:
    names = ["main_test.py", "test.py", "src/test.py", "the_bpa.py", "other.py"]
    assert ranked("test", names) == ["test.py", "src/test.py", "main_test.py"]
    assert ranked("tbp", names) == ["the_bpa.py"]
    assert ranked("", names) == names


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("/", True),
        ("/ti", True),
        ("/etc/ho", False),
        ("a @sr", True),
        ("a", False),
        ("x /ti", False),
        ("/file src/", True),
        ("one\n/ti", False),
        ("one\n(@sr", True),
        ('see @"a na', True),
        ('see @"a name.py" ', False),
        ("me@sr", False),
    ],
)
def test_a_menu_opens_for_commands_and_files(before: str, wanted: bool) -> None:
    assert wants_menu(before) is wanted


EXPECTED = Forecast(Tier.CODE, "qwen3-coder-30b", Cost(Decimal("0.00072"), estimated=True), 6_400, 64_000, 1)


def test_the_toolbar_says_where_a_question_would_go_and_at_what_cost() -> None:
    figures, keys = toolbar(figures_of(EXPECTED, Cost(Decimal("0.0031"))), SENDING, columns=120, rows=24)
    assert figures == (
        " → tier 1 code · qwen3-coder-30b · at most ~$0.00072 · window 10% · session $0.0031 · 1 file"
    )
    assert keys.startswith(" Enter sends · ")


def test_the_toolbar_says_what_a_question_costs_if_its_answer_is_like_the_ones_before() -> None:
    expected = replace(EXPECTED, likely=Cost(Decimal("0.00011"), estimated=True))
    for columns, costs in ((120, "likely ~$0.00011 · at most ~$0.00072"), (80, "~$0.00011 · ≤$0.00072")):
        figures, _ = toolbar(figures_of(expected, Cost(Decimal(0))), SENDING, columns=columns, rows=24)
        assert f" · {costs} · window 10% · " in figures


@given(st.integers(1, 300), st.integers(1, 60))
def test_the_toolbar_never_outgrows_its_screen(columns: int, rows: int) -> None:
    lines = toolbar(figures_of(EXPECTED, Cost(Decimal(1))), SENDING, columns=columns, rows=rows)
    assert all(len(line) < columns for line in lines)
    assert bool(lines) is (columns >= 60 and rows >= 8)


def _conversation(turns: int) -> Conversation:
    said = NOTHING_SAID
    for number in range(turns):
        said = said.asked(Prompt(f"question {number} " + "x" * 100)).answered("y" * 200)
    return said


@settings(max_examples=40)
@given(st.integers(0, 8), st.integers(0, 1200))
def test_the_oldest_turns_leave_first_and_whole(turns: int, room: int) -> None:
    said = _conversation(turns)
    fit = fitted(said, Prompt("now", system=""), room)
    kept = len(fit.conversation.messages)
    assert fit.left_out == turns - kept // 2
    assert fit.conversation.messages == said.messages[len(said.messages) - kept :]
    assert fitted(said, Prompt("now"), None).conversation == said


def test_a_turn_is_a_question_and_its_answer() -> None:
    said = Conversation((Message("user", "a"), Message("assistant", "b"), Message("user", "c")))
    assert said.turns == 2
    assert said.without_last_turn().messages == said.messages[:2]
    assert NOTHING_SAID.without_last_turn() == NOTHING_SAID


def test_broken_lines_of_a_history_are_skipped() -> None:
    assert entries_of(b'"old"\n{bro\n"n\\new"\n"old"\n') == ["old", "n\new"]


@given(st.text("ab世界e\u0301 "), st.integers(0, 20))
def test_the_tail_of_a_line_fits_its_columns(line: str, columns: int) -> None:
    from wcwidth import wcswidth

    assert wcswidth(tail(line, columns)) <= columns
    assert line.endswith(tail(line, columns))


EXPLAINED = (("/tier [TIER|auto]", "ask this tier from now on; auto: by the question"), ("/quit", "leave"))


def test_help_stands_in_two_columns_where_there_is_room_and_parts_no_word() -> None:
    assert (
        laid_out(EXPLAINED, 0)
        == laid_out(EXPLAINED, 80)
        == [
            "/tier [TIER|auto]  ask this tier from now on; auto: by the question",
            "/quit              leave",
        ]
    )
    assert laid_out(EXPLAINED, 44) == [
        "/tier [TIER|auto]  ask this tier from now",
        "                   on; auto: by the question",
        "/quit              leave",
    ]
    assert laid_out(EXPLAINED, 40) == [
        "/tier [TIER|auto]",
        "    ask this tier from now on; auto: by",
        "    the question",
        "/quit",
        "    leave",
    ]


@given(st.integers(20, 200))
def test_help_never_outgrows_its_screen(columns: int) -> None:
    every = [(f"/{command.name} {command.usage}".rstrip(), command.help) for command in COMMANDS.values()]
    assert all(len(line) <= columns for line in laid_out(every, columns))


@pytest.mark.parametrize(
    ("hint", "here"),
    [
        ("wait a moment, or name another model: -m", "wait a moment, or name another model: /model ID"),
        ("is it a key of x? ask -m x:y · set another one: ask key set", "is it a key of x? /model x:y · set another one: ask key set"),
        ("the cheapest way through is tier 0, at most $1: --tier 0", "the cheapest way through is tier 0, at most $1: /tier 0"),
        ("no tier fits; to raise the limit: ask cap N/day", "no tier fits; to raise the limit: /cap N/day"),
        ("to raise the limit: ask cap N/day --tier code", "to raise the limit: ask cap N/day --tier code"),
        ("-m big fits, a stand-in of the tier", "/model big fits, a stand-in of the tier"),
        ("/log lists them", "/log lists them"),
        ("--max-tokens 900 leaves room for it · -m big holds it all", "ask --max-tokens 900 leaves room for it · /model big holds it all"),
        ("answer y on a terminal · ask config edit · --guard off sends all", "y sends it · ask config edit · ask --guard off begins a conversation that sends all"),
    ],
)  # fmt: skip
def test_a_hint_names_what_can_be_typed_here(hint: str, here: str) -> None:
    assert hint_here(hint) == here


def test_each_rule_for_hints_meets_one_that_is_given() -> None:
    folder = Path(assistant.__file__).parent
    trees = [ast.parse(path.read_text()) for path in folder.rglob("*.py") if path.name != "hints.py"]
    written = [_written(node) for tree in trees for node in ast.walk(tree)]
    assert [rule.pattern for rule, _ in RULES if not any(map(rule.search, written))] == []


def _written(node: ast.AST) -> str:
    """Give a text of the source, with a figure in each gap of it; "" for what is none."""
    match node:
        case ast.JoinedStr(parts):
            return "".join(_written(part) or "1" for part in parts)
        case ast.Constant(str(text)):
            return text
        case _:
            return ""
