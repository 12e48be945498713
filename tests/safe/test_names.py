"""Names from outside, of files, folders, models, templates and turns, reach a terminal or a pipe harmless."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.loopback import listing_models
from tests.safe.hostile import ATTACKS, NAME, on_terminal, raw_in_pipe, raw_on_terminal
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, stream, usage

MODEL = "evil" + "".join(NAME.split())  # a completion has no spaces
BYTES = b"b\xff\x9b5;41m\x80\x1b]52;c;eA==\x07.py"
Both = Callable[..., str]


@pytest.fixture
def both(
    ask: Run, gateway: ScriptedGateway, environment: dict[str, str], keyed: dict[str, str], tmp_path: Path
) -> Both:
    """Run a command on a terminal and in a pipe, assert that neither got anything raw, and give what the terminal got."""

    def run(
        *arguments: str, stdin: Path | None = None, env: dict[str, str] | None = None, typed: bytes = b""
    ) -> str:
        more = keyed | (env or {})
        if stdin is None:
            ran = ask(*arguments, env=more)
        else:
            with stdin.open("rb") as file:
                ran = ask(*arguments, stdin=file, env=more)
        assert raw_in_pipe(ran.raw) == []
        assert raw_on_terminal(ran.err.encode()) == []
        assert "Traceback" not in ran.err
        assert "bug in ask" not in ran.err
        written = on_terminal(*arguments, env=environment | more, cwd=tmp_path, typed=typed)
        assert raw_on_terminal(written) == []
        assert b"bug in ask" not in written
        return ran.out + ran.err + written.decode()

    return run


def configured(tmp_path: Path, gateway: ScriptedGateway) -> dict[str, str]:
    """Write a configuration that names hostile things, and give what points the command at it."""
    file = tmp_path / "own.toml"
    name = json.dumps(MODEL).replace("\x7f", "\\u007f")  # as TOML wants it
    file.write_text(
        f'default_provider = "global-apis"\n[tiers.simple]\nmodels = [{name}]\n[models.{name}]\noutput_price = 1\n'
    )
    return {"ASK_CONFIG": str(file)}


@pytest.mark.parametrize("name", [NAME + ".py", os.fsdecode(BYTES), "a\nask: all is well.py"])
def test_a_file_may_be_named_anything(name: str, both: Both, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text("x = 1\n")
    both("-0", "explain", "-f", name)
    both("-0", "explain", stdin=file)
    both("-0", "explain", "-f", f"./{name}:1-1")
    both("-0", "explain", "-f", f"{name}.missing")
    both("show", name)
    both("show", f"{name}.missing")
    both("--dry-run", "explain", "-f", name)


def test_the_path_of_apply_may_be_anything(both: Both, gateway: ScriptedGateway, tmp_path: Path) -> None:
    gateway.answers(Scripted(stream("```python\nx = 2\n```\n")))
    (tmp_path / NAME).write_text("x = 1\n")
    both("-0", "--apply", NAME, "--yes", "hello")
    both("-0", "--apply", f"{NAME}/missing", "--yes", "hello")
    (tmp_path / f"{NAME}l").symlink_to(tmp_path / NAME)
    both("-0", "--apply", f"{NAME}l", "--yes", "hello")
    both("apply", NAME, "--yes")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--tier", "@", "hi"), ("-m", "@", "hi"), ("-f", "@", "hi"), ("-t", "@", "hi"), ("--theme", "@", "hi"), ("log", "show", "@"), ("cap", "@"), ("up", "@"), ("template", "show", "@"),
        ("-0", "--apply", "@", "--yes", "hello"),
    ],
)  # fmt: skip
def test_no_name_forges_a_line(
    arguments: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("```python\nx = 2\n```\n")))
    ran = ask(*(argument.replace("@", "x\nask: all is well") for argument in arguments), env=keyed)
    assert "all is well" in ran.err
    assert "\nask: all is well" not in ran.err


def test_a_folder_and_git_may_be_named_anything(both: Both, tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / NAME / NAME).write_text("x = 1\n")
    subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
    (tmp_path / NAME / NAME).write_text("x = 2\n\x1b]52;c;eA==\x07")
    both("-0", "explain", "-f", f"{NAME}/")
    both("-0", "explain", "--diff")
    both("-0", "explain", f"--diff={NAME}")
    both("--dry-run", "explain", "--diff")


def test_a_model_may_be_named_anything_in_every_list(
    both: Both, gateway: ScriptedGateway, tmp_path: Path
) -> None:
    env = configured(tmp_path, gateway)
    for arguments in (
        ("-0", "hello"), ("--json", "hello"), ("-m", MODEL, "hello"), ("-m", f"{MODEL}x", "hello"), ("models",), ("models", "--json"),
        ("route", "hello"), ("route", "--json", "hello"), ("bill", "--by", "model"), ("bill", "--json"), ("bill", "--csv", "--by", "model"), ("log", "list"), ("log", "last"),
        ("config", "show"), ("swap", "code", MODEL, "--dry-run"), ("swap", "code", f"{MODEL}x"), ("--tier", MODEL, "hello"), ("--theme", MODEL, "hello"),
        ("key", "status", "--provider", MODEL), ("-t", MODEL, "hello"), (f"--{MODEL}", "hello"), ("template", "show", MODEL), ("template", "new", MODEL), ("cap", MODEL),
        ("__complete", "models"), ("__complete", MODEL), ("log", "search", MODEL), ("log", "purge", "--before", MODEL), ("bill", "--since", MODEL), ("up", MODEL), ("resume", MODEL),
        ("bench", "--task", MODEL), ("completions", MODEL),
    ):  # fmt: skip
        both(*arguments, env=env)


def test_a_template_may_be_named_and_say_anything(both: Both, environment: dict[str, str]) -> None:
    folder = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "templates"
    folder.mkdir(parents=True)
    text = "".join(attack for name, attack in ATTACKS.items() if "surrogate" not in name)
    (folder / f"{NAME}.md").write_text(f"+++\nabout = {json.dumps(NAME)}\n+++\n{text}\n")
    (folder / "mine.md").write_text(text)
    (folder / "broken.toml").write_text(text)
    for arguments in (("list",), ("show", NAME), ("show", "mine"), ("show", "broken")):
        both("template", *arguments)
    both("-t", NAME, "hello")
    both("-t", "mine", "hello")
    both("__complete", "templates")


def test_a_projects_folder_may_hold_anything(both: Both, tmp_path: Path) -> None:
    folder = tmp_path / ".ask" / "templates"
    folder.mkdir(parents=True)
    text = "".join(attack for name, attack in ATTACKS.items() if "surrogate" not in name)
    (folder / f"{NAME}.md").write_text(text)
    (tmp_path / ".ask" / "config.toml").write_text("x = " + text)
    both("-0", "hello")
    both("trust", "--yes")
    both("trust", "--list")


def test_a_recorded_turn_may_hold_anything(both: Both, gateway: ScriptedGateway) -> None:
    text = "".join(ATTACKS.values())
    gateway.answers(Scripted(events(delta(text), finish(text), usage(1, 1))))
    both("-0", "what \x1b]52;c;eA==\x07 \x9b5;41m \u202e is")
    for arguments in (
        ("list",),
        ("show", "1"),
        ("last",),
        ("search", "what"),
        ("export",),
        ("export", "--md"),
    ):
        both("log", *arguments)
    assert "nobody sees" in both("last")
    assert "nobody sees" in both("log", "export", "--md")
    gateway.answers(Scripted(events(delta(f"```\n{text}\n```\n"), finish(), usage(1, 1))))
    both("-0", "again")
    assert "nobody sees" in both("last", "-x")
    both("__complete", "turns")
    both("-c", "go on")


def test_a_listed_model_may_be_named_anything(both: Both) -> None:
    with listing_models() as lister:
        lister.lists({"id": "deepseek-v4-flasch\x1b]52;c;eA==\x07\u202e\x9b"}, {"id": MODEL})
        env = {"ASK_BASE_URL": lister.base_url}
        both("models", "--check", env=env)
        both("models", "--check", "--json", env=env)


@pytest.mark.parametrize(
    "variable",
    [
        "ASK_BASE_URL",
        "ASK_CONFIG",
        "ASK_MODEL",
        "ASK_TIER",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "COLUMNS",
        "GLOBAL_API_KEY",
    ],
)
def test_a_variable_may_hold_anything(variable: str, both: Both) -> None:
    both("-0", "hello", env={variable: NAME})
    both("config", "path", env={variable: NAME})
