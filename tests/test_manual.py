"""The manual, the one screen of help, and that both tell what there is."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.cli.help_text import EXIT_CODES, VARIABLES
from assistant.cli.man_page import roff
from assistant.cli.tree import tree
from tests.conftest import Run
from tests.scripted import ScriptedGateway

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "completions" / "ask.1"


def test_the_committed_page_is_what_the_command_prints(ask: Run, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--redraw", default=False):
        PAGE.write_text(roff(tree()), "utf-8")
    assert ask("--help", "man").out == PAGE.read_text("utf-8")


def test_the_page_has_no_fault_that_mandoc_knows() -> None:
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not installed")
    ran = subprocess.run(["mandoc", "-T", "lint", "-W", "style", PAGE], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_help_is_one_screen_that_names_every_command_and_option(ask: Run) -> None:
    shown = ask("--help").out
    assert len(shown.splitlines()) <= 24
    assert max(map(len, shown.splitlines())) <= 80
    words = set(re.split(r"[\s,\[=]+", shown))
    assert {command.name for command in tree().commands} <= words
    assert {name for choice in tree().choices for name in choice.names} <= words


@pytest.mark.parametrize("arguments", [("-h",), ("help",), ("how", "--help"), ("-2", "-h")])
def test_help_is_the_same_however_it_is_asked_for(arguments: tuple[str, ...], ask: Run) -> None:
    assert ask(*arguments).out == ask("--help").out


def test_help_all_tells_of_every_command_and_option(ask: Run) -> None:
    shown = ask("--help", "all").out
    for node in tree().walk():
        assert f"ask {node.name}".strip() in shown
        for choice in node.choices:
            assert choice.typed in shown


def test_help_of_a_command_is_its_own(ask: Run) -> None:
    assert ask("log", "show", "-h").out.startswith("Usage: ask log show")
    for words in ("log", "log show", "log list"):
        assert ask("help", *words.split()).out == ask(*words.split(), "-h").out
    assert ask("help", "man").out == ask("--help", "man").out
    assert ask("help", "log show").out == ask("log", "show", "-h").out


@pytest.mark.parametrize(("words", "meant"), [("bil", "bill"), ("modls", "models"), ("log shwo", "log show")])
def test_a_slip_in_what_help_is_wanted_on_is_told_and_not_sent(
    words: str, meant: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("help", *words.split(), env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert f"ask help {meant} · as a question: ask -- help {words}" in ran.err
    assert ask("help", "me", env=keyed).code == 0


@pytest.mark.parametrize(
    "words", ["help me understand closures", "help models are slow", "help log", "help us", "help rust"]
)
def test_other_words_behind_help_or_quotes_are_a_question(
    words: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    typed = (words,) if words == "help log" else words.split()
    assert ask(*typed, env=keyed).code == 0
    assert gateway.received[0].question == words


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (
            "chat",
            ["--code", "--apply a.py", "--copy", "--dry-run", "--template review", "--trim head", "--yes"],
        ),
        (
            "up",
            [
                "-2",
                "--tier code",
                "--file a.py",
                "--diff",
                "--template review",
                "--conversation 1",
                "--trim head",
            ],
        ),
        ("resume", ["--diff", "--template review", "--conversation 1", "--trim head"]),
    ],
)
def test_a_command_offers_no_option_that_it_refuses(command: str, refused: list[str], ask: Run) -> None:
    offered = set(re.findall(r"(?<=[ ,])--?[\w-]+", ask(command, "--help").out))
    (node,) = (node for node in tree().commands if node.name == command)
    for option in refused:
        ran = ask(command, *option.split())
        assert (ran.code, "no such option" in ran.err.lower()) == (2, False)
        assert option.split()[0] not in offered | {name for choice in node.choices for name in choice.names}


def test_the_usage_of_a_command_names_the_words_that_it_takes(ask: Run) -> None:
    usages = [ask(command, "--help").out.partition("\n")[0] for command in ("chat", "up", "resume")]
    assert usages == [
        "Usage: ask chat [OPTIONS] [-c TURN]",
        "Usage: ask up [OPTIONS]",
        "Usage: ask resume [OPTIONS] [TURN]",
    ]


def test_the_readme_tells_the_same_exit_codes_and_variables() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for code, meaning in EXIT_CODES.items():
        assert f"| {code} | {meaning} |" in text
    for names in VARIABLES:
        assert f"| {', '.join(f'`{name}`' for name in names.split(', '))} |" in text
