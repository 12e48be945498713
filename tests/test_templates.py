"""Templates: what is sent for a name."""

import json
import shlex
import subprocess
from pathlib import Path

import pytest

from assistant.prompt import Attachment
from assistant.store.templates import SHIPPED, sources
from assistant.template import Template
from tests.conftest import AskOnTerminal, Configured, Run
from tests.scripted import ScriptedGateway


def test_twelve_ship_and_every_one_says_what_it_is_for(tmp_path: Path) -> None:
    found = sources(tmp_path, None)
    assert len(found) == len(list(SHIPPED.iterdir())) == 12
    for source in found.values():
        template = source.template()
        assert template.about
        assert "{{" not in template.filled((), Attachment("x\n")).text


def test_braces_in_code_are_untouched() -> None:
    template = Template("x", "see {{input}} and {{other}}")
    assert template.filled((), Attachment("{{args}} {{x}}")).text == "see {{args}} {{x}} and {{other}}"


def test_a_diff_becomes_a_commit_message_on_the_cheapest_tier(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-t", "commit", stdin="diff --git a/x b/x\n", env=keyed)
    assert ran.code == 0
    assert ran.err.startswith("tier 0 simple")
    content = gateway.received[0].question
    assert content.startswith("Write the commit message")
    assert "diff --git" in content


def test_an_argument_is_named_and_the_rest_is_added(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("-t", "port", "to=Rust", "names", "close", "to", "the", "originals", stdin="x = 1\n", env=keyed)
    content = gateway.received[0].question
    assert content.startswith("Port this to Rust")
    assert "names close to the originals" in content
    assert "to=Rust" not in content


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ("tp=Rust", "did you mean to?"),
        ("to=", 'argument "to" of the template "port" is empty'),
        ("lang=Rust", 'takes no argument "lang"; it takes to'),
    ],
)
def test_a_slip_in_an_argument_is_told_and_sends_nothing(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], slip: str, said: str
) -> None:
    ran = ask("-t", "port", slip, stdin="x = 1\n", env=keyed)
    assert (ran.code, said in ran.err, gateway.received) == (2, True, [])
    assert ask("-t", "regex", "key=value", "pairs", env=keyed).code == 0


def test_a_sentence_with_an_equals_sign_is_no_argument(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("-t", "port", "to=Go", "if to==5 stays", stdin="x = 1\n", env=keyed).code == 0
    assert gateway.received[0].question.startswith("Port this to Go")
    assert "if to==5 stays" in gateway.received[0].question


def test_what_is_put_in_keeps_its_indentation(
    ask: Run, gateway: ScriptedGateway, own: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, "first.md", "\n{{input}}\n\nExplain it: {{args}}\n")
    ask("-t", "first", "all", stdin="    x = 1\n    y = 2\n", env=own)
    assert gateway.received[0].question == "    x = 1\n    y = 2\n\n\nExplain it: all"


def test_a_template_that_is_not_there_gets_the_nearest_name(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-t", "reveiw", env=keyed)
    assert ran.code == 2
    assert "did you mean review" in ran.err
    assert gateway.received == []


def test_ones_own_template_wins_over_a_shipped_one(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured, tmp_path: Path
) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "review.md").write_text('+++\nsystem = "Be odd."\n+++\nLook at {{file}}: {{input}}\n')
    ask("-t", "review", stdin="abc", env=keyed | configured(""))
    system, asked = gateway.received[0].body["messages"]
    assert system["content"] == "Be odd."
    assert asked["content"] == "Look at the input: abc"


def test_a_word_in_braces_that_nothing_is_put_in_for_is_told_and_stays(
    ask: Run, gateway: ScriptedGateway, own: dict[str, str], tmp_path: Path
) -> None:
    write(
        tmp_path,
        "slip.md",
        '+++\n[arguments]\nstyle = "x"\n+++\n{{langauge}} {{ style }} {{user}}: {{input}}\n',
    )
    told = "{{langauge}}, {{user}} in the template slip are not filled in and go as they stand; did you mean {{lang}}?"
    ran = ask("-t", "slip", stdin="a", env=own)
    assert ran.err.splitlines()[0] == told
    assert gateway.received[0].question == "{{langauge}} x {{user}}: a"
    assert ask("-q", "-t", "slip", stdin="a", env=own).err == ""
    assert ask("template", "show", "slip", env=own).err == f"{told}\n"
    edited = ask("template", "edit", "slip", env={**own, "EDITOR": "true"}).out
    assert ("is fine" in edited, told in edited) == (False, True)
    assert ask("template", "show", "review", env=own).err == ""


def test_an_empty_instruction_of_a_template_sends_none(
    ask: Run, gateway: ScriptedGateway, own: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, "bare.md", '+++\nsystem = ""\n+++\nLook.\n')
    ask("-t", "bare", stdin="a", env=own)
    assert [message["role"] for message in gateway.received[0].body["messages"]] == ["user"]


def test_what_is_typed_wins_over_the_template(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-2", "--system", "Be terse.", "-t", "commit", stdin="x\n", env=keyed)
    assert ran.err.startswith("tier 2 reasoning")
    assert gateway.received[0].body["messages"][0]["content"] == "Be terse."


def write(folder: Path, name: str, text: str) -> None:
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "templates" / name).write_text(text, "utf-8", newline="")


@pytest.fixture
def own(keyed: dict[str, str], configured: Configured, tmp_path: Path) -> dict[str, str]:
    """The environment with a configuration of the test's own, and a template with a tier and a model."""
    write(tmp_path, "both.toml", 'tier = "reasoning"\nmodel = "glm-5"\nprompt = "Look."\n')
    return keyed | configured("")


@pytest.mark.parametrize(
    ("arguments", "variables", "tier", "model"),
    [
        ((), {}, "tier 2 reasoning", "glm-5"),
        (("-0",), {}, "tier 0 simple", "deepseek-v4-flash"),
        (("-0", "-m", "glm-5"), {}, "tier 0 simple", "glm-5"),
        (("-m", "kimi-k2.5"), {}, "tier 2 reasoning", "kimi-k2.5"),
        ((), {"ASK_MODEL": "kimi-k2.5"}, "tier 2 reasoning", "kimi-k2.5"),
        (("-m", "qwen3-32b"), {"ASK_MODEL": "kimi-k2.5"}, "tier 2 reasoning", "qwen3-32b"),
    ],
)
def test_tier_and_model_come_from_what_is_typed_then_the_variable_then_the_template(
    arguments: tuple[str, ...],
    variables: dict[str, str],
    tier: str,
    model: str,
    ask: Run,
    gateway: ScriptedGateway,
    own: dict[str, str],
) -> None:
    ran = ask(*arguments, "-t", "both", stdin="x\n", env=own | variables)
    told = "the tier you typed wins over glm-5, the model of the template both (-m glm-5 asks it)"
    assert ran.err.count(told) == (arguments == ("-0",))
    assert f"\n{tier}" in f"\n{ran.err}"
    assert gateway.received[0].body["model"] == model


def test_a_model_that_is_not_known_is_told_where_it_is_named(
    ask: Run, gateway: ScriptedGateway, own: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, "odd.md", '+++\nabout = "x"\nmodel = "nosuch"\n+++\nLook.\n')
    ran = ask("-t", "odd", "hi", env=own)
    told = f'{tmp_path / "templates" / "odd.md"}, line 3: unknown model "nosuch"'
    assert f"ask: {told}" in ran.err
    assert f"broken: {told}" in ask("template", "list", env=own).out
    assert told in ask("template", "edit", "odd", env={**own, "EDITOR": "true"}).err
    assert 'ask: ASK_MODEL: unknown model "nosuch"' in ask("hi", env=own | {"ASK_MODEL": "nosuch"}).err
    assert 'ask: unknown model "nosuch"' in ask("-m", "nosuch", "hi", env=own).err
    assert gateway.received == []


def test_of_two_templates_of_one_name_it_is_told_which_is_not_used(
    ask: Run, gateway: ScriptedGateway, own: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, "both.md", "See.")
    told = "both.toml is not used: both.md beside it is\n"
    assert told in ask("-t", "both", stdin="x\n", env=own).err
    assert gateway.received[0].question.startswith("See.")
    assert ask("template", "show", "both", env=own).err == told
    assert "(yours; both.toml is not used)" in ask("template", "list", env=own).out


def test_a_tier_that_a_template_chose_is_not_called_typed(ask: Run, own: dict[str, str]) -> None:
    ran = ask("--json", "-t", "both", stdin="x\n", env=own)
    assert json.loads(ran.out)["reasons"] == ["the template both asks for the reasoning tier"]


def test_a_tier_that_is_never_used_is_a_wall_to_templates_too_which_is_told(
    ask: Run, gateway: ScriptedGateway, own: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text('never = ["reasoning"]\n')
    ran = ask("-t", "both", stdin="x\n", env=own)
    assert ran.err.startswith("tier 1 code")
    assert "you never use reasoning, so code" in ran.err.splitlines()[0]
    assert "\ntier 2 reasoning" in ask("-2", "-t", "both", stdin="x\n", env=own).err


def test_a_markdown_template_may_have_windows_line_ends_a_mark_and_blanks_behind_a_fence(
    ask: Run, gateway: ScriptedGateway, own: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, "dos.md", '\ufeff+++ \r\nsystem = "Be odd."\r\n+++\t\r\nLook at this.\r\n')
    assert ask("-t", "dos", stdin="x\n", env=own).code == 0
    system, asked = gateway.received[0].body["messages"]
    assert system["content"] == "Be odd."
    assert asked["content"].startswith("Look at this.")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("bad.md", '+++\nabout = "x"\ntier = "cheap"\n+++\nx\n', "line 3"),
        ("bad.toml", 'about = "x"\n', "no prompt"),
        ("bad.toml", "prompt = \n", "not valid TOML"),
        ("bad.toml", 'prompt = "', "line 1, the end)\n     change it: ask template edit bad"),
        ("bad.toml", f"prompt = {'9' * 5000}\n", "not valid TOML"),
        ("bad.toml", f"prompt = {'[' * 5000}\n", "not valid TOML"),
        ("bad.md", '+++\nabout = "x"\n', "second line of +++"),
        ("bad.md", '+++\nabuot = "x"\n+++\nx\n', "did you mean about"),
        ("bad.md", '+++\nabout = "x"\n+++\n\n', "has no text"),
        ("bad.md", "", "has no text"),
        *(
            (
                "bad.md",
                f'+++\n[arguments]\n{name} = "5"\n+++\nDo {{{{{name}}}}}.\n',
                f"line 3: arguments.{name} is no",
            )
            for name in ("input", "args", "file", "lang")
        ),
    ],
)
def test_a_broken_template_is_told_where_and_sends_nothing(
    name: str, text: str, told: str, ask: Run, gateway: ScriptedGateway, own: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, name, text)
    ran = ask("-t", "bad", stdin="x\n", env=own)
    assert (ran.code, gateway.received) == (2, [])
    assert told in ran.err
    assert "broken: " in ask("template", "list", env=own).out


@pytest.mark.parametrize(
    "arguments", [("review",), ("port", "to=Rust"), ("-q", "review"), ("review", "x.go")]
)
def test_a_templates_name_alone_with_something_to_use_it_on_is_the_template(
    arguments: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "x.go").write_text("package x\n")
    ran = ask(*arguments, stdin=b"" if "x.go" in arguments else "package x\n", env=keyed)
    content = gateway.received[0].question
    assert content.startswith(("Review this as", "Port this to Rust"))
    assert ("template " in ran.err) == ("-q" not in arguments)


def test_route_tells_where_a_template_named_alone_would_go(ask: Run) -> None:
    told = json.loads(ask("route", "--json", "commit", stdin="diff --git a/x b/x\n").out)
    assert (told["tier"], told["reasons"]) == ("simple", ["the template commit asks for the simple tier"])


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (("--", "review"), "x\n"),
        (("--", "review"), ""),
        (("review", "this"), "x\n"),
        (("review this",), "x\n"),
        (("fix", "a=b"), "x\n"),
        (("port", "x=1", "bug"), "x\n"),
        (("port", "a==1"), "x\n"),
        (("port", "x=1 is a bug"), "x\n"),
        (("--", "port", "too=Rust"), "x\n"),
        (("Review",), "x\n"),
    ],
)
def test_words_that_could_be_a_question_are_one(
    arguments: tuple[str, ...], stdin: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask(*arguments, stdin=stdin, env=keyed).code == 0
    content = gateway.received[0].question
    assert content.partition("\n")[0] == " ".join(word for word in arguments if word != "--")


@pytest.mark.parametrize("command", [(), ("route",)])
@pytest.mark.parametrize("words", [("port", "too=Rust"), ("port", "too=Rust 2021"), ("port", "to=Go", "x=1")])
def test_beside_a_templates_name_a_word_that_sets_no_argument_of_it_is_a_slip(
    command: tuple[str, ...],
    words: tuple[str, ...],
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
) -> None:
    ran = ask(*command, *words, stdin="x\n", env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert ran.err.startswith('ask: the template "port" takes no argument "')
    assert f"to ask the words themselves: ask -- {shlex.join(words)}" in ran.err


def test_a_templates_name_alone_is_no_question_where_nothing_was_brought(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    ran = ask("review", stdin="", env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert 'nothing was piped in to use the template "review" on' in ran.err
    (tmp_path / "empty.diff").touch()
    with (tmp_path / "empty.diff").open() as nothing:
        ran = ask("review", stdin=nothing, env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert "asking without" not in ran.err
    ran = ask("review", stdin=subprocess.DEVNULL, env=keyed)
    assert (ran.code, gateway.received) == (2, [])


def test_a_templates_name_alone_on_a_terminal_is_a_pipe_that_was_forgotten(
    ask: Run, ask_on_terminal: AskOnTerminal, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    code, shown = ask_on_terminal("review", env=keyed).ended()
    assert (code, gateway.received) == (2, [])
    assert 'nothing was piped in to use the template "review" on' in shown
    ask("hello", env=keyed)
    for words in (("-c", "review"), ("--", "review"), ("review", "this")):
        assert ask_on_terminal(*words, env=keyed).ended()[0] == 0
        assert gateway.received[-1].question.startswith("review")


@pytest.mark.parametrize("arguments", [("fix",), ("-t", "fix")])
def test_the_file_to_be_written_is_what_a_template_is_used_on(
    arguments: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "app.py").write_text("a = 1\n")
    ask(*arguments, "--apply", str(tmp_path / "app.py"), "--yes", env=keyed)
    content = gateway.received[0].question
    assert content.startswith("Find the fault")
    assert content.count("a = 1") == 1


def test_a_projects_template_counts_once_it_is_trusted_and_comes_first(
    ask: Run, gateway: ScriptedGateway, own: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, "review.md", "Mine.\n")
    write(tmp_path / ".ask", "review.md", "The project's.\n")
    write(tmp_path / ".ask", "only.toml", 'prompt = "Only here."\n')
    assert "is not trusted" in ask("-t", "only", stdin="x\n", env=own).err
    ask("-t", "review", stdin="x\n", env=own)
    assert ask("trust", "--yes", env=own).code == 0
    ask("-t", "review", stdin="x\n", env=own)
    first, second = (got.question.partition("\n")[0] for got in gateway.received)
    assert (first, second) == ("Mine.", "The project's.")
    assert "only" in ask("__complete", "templates", env=own).out.split()
    assert ask("template", "show", "only", env=own).out == "Only here.\n"


def test_route_and_show_tell_of_a_template_that_is_not_trusted_as_a_question_does(
    ask: Run, own: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path / ".ask", "review.md", "The project's.\n")
    line = f"{tmp_path / '.ask' / 'templates' / 'review.md'} is not trusted, so it is ignored: ask trust\n"
    asked, shown = ("review",), ("template", "show", "review")
    for arguments in (asked, ("route", *asked), ("route", "--feedback", "right", *asked), shown):
        assert ask(*arguments, stdin="x\n", env=own).err.count(line) == 1, arguments
    (tmp_path / ".ask" / "config.toml").write_text('default = "code"\n')
    for arguments in (("blargh",), ("route", "blargh")):
        assert f"{tmp_path / '.ask' / 'config.toml'} is not trusted" in ask(*arguments, env=own).err
    assert ask("trust", "--yes", env=own).code == 0
    for arguments in (("route", *asked), shown):
        assert ask(*arguments, stdin="x\n", env=own).err == ""


def test_new_and_edit_open_the_editor_and_check_what_it_left(
    ask: Run, own: dict[str, str], tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "Changed.\\n" > "$1"\n')
    editor.chmod(0o755)
    changing, idle = {**own, "EDITOR": str(editor)}, {**own, "EDITOR": "true"}
    assert ask("template", "new", "mine", env=idle).code == 0
    assert "what it is for" in ask("template", "list", env=own).out
    assert ask("template", "new", "mine", "--toml", env=idle).code == 2
    assert ask("template", "new", "other", "--toml", env=idle).code == 0
    assert "{{input}}" in ask("template", "show", "other", env=own).out
    assert "stays as it ships" in ask("template", "edit", "review", env=idle).out
    assert not (tmp_path / "templates" / "review.md").exists()
    assert ask("template", "edit", "review", env=changing).code == 0
    assert ask("template", "show", "review", env=own).out == "Changed.\n"
    assert "ask trust" in ask("template", "new", "ours", "--project", env=idle).out
    assert (tmp_path / ".ask" / "templates" / "ours.md").is_file()
    assert ask("template", "new", "../x", env=idle).code == 2
    swap = ask("template", "new", "swap", env=idle)
    assert (swap.code, "ask swap is a command" in swap.err) == (2, True)


@pytest.mark.parametrize("linked", [".ask", ".ask/templates"])
def test_no_template_is_written_behind_a_link_of_a_project(linked: str, ask: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / linked).parent.mkdir(exist_ok=True)
    (tmp_path / linked).symlink_to(tmp_path / "elsewhere")
    ran = ask("template", "new", "ours", "--project", env={"EDITOR": "true"})
    assert (ran.code, f"{linked} is a link" in ran.err) == (2, True)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_editor_that_fails_leaves_no_copy_and_what_is_no_text_is_told(
    ask: Run, own: dict[str, str], tmp_path: Path
) -> None:
    assert "ended with 1" in ask("template", "edit", "review", env={**own, "EDITOR": "false"}).err
    assert not (tmp_path / "templates" / "review.md").exists()
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "caf\\351\\n" > "$1"\n')
    editor.chmod(0o755)
    ran = ask("template", "edit", "review", env={**own, "EDITOR": str(editor)})
    assert (ran.code, "could not be read" in ran.err) == (2, True)


def test_a_template_on_nothing_sends_nothing(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("-t", "review", env=keyed).code == 2
    assert gateway.received == []


def test_every_template_is_listed_and_can_be_shown(ask: Run) -> None:
    listed = ask("template", "list")
    assert [line.split()[0] for line in listed.out.splitlines()] == list(sources(Path("nowhere"), None))
    assert ask("template", "show", "port").out.startswith("to=Python\nPort this to {{to}}")
    assert ask("template", "show", "prot").code == 2


def test_a_long_name_stands_apart_from_what_it_is_for(ask: Run, own: dict[str, str], tmp_path: Path) -> None:
    write(tmp_path, "review-security.md", '+++\nabout = "security"\n+++\nLook.\n')
    listed = ask("template", "list", env=own).out
    assert "\nreview-security  security  (yours)\n" in listed
