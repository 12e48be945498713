"""When there are colours: what the environment wishes, in a pipe and on a terminal, and what an option overrides."""

import os
import subprocess
from pathlib import Path

import pexpect
import pytest

from assistant.shell import When, wanted_colour
from tests.conftest import ASK, Run
from tests.scripted import Scripted, ScriptedGateway, stream

WISHES = [
    ({}, When.AUTO),
    ({"NO_COLOR": ""}, When.AUTO),
    ({"NO_COLOR": "1"}, When.NEVER),
    ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, When.NEVER),
    ({"CLICOLOR": "0"}, When.NEVER),
    ({"CLICOLOR": "1"}, When.AUTO),
    ({"CLICOLOR": "0", "FORCE_COLOR": "3"}, When.ALWAYS),
    ({"FORCE_COLOR": "0"}, When.NEVER),
    ({"CLICOLOR_FORCE": "1"}, When.ALWAYS),
    ({"CLICOLOR_FORCE": "0"}, When.AUTO),
]


@pytest.mark.parametrize(("environment", "when"), WISHES)
def test_the_environment_wishes_by_the_conventions(environment: dict[str, str], when: When) -> None:
    assert wanted_colour(environment) is when


@pytest.mark.parametrize("force", ["FORCE_COLOR", "CLICOLOR_FORCE"])
def test_what_forces_colours_does_so_in_a_pipe_and_not_in_code_or_json(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], force: str
) -> None:
    gateway.answers(Scripted(stream("# Hi\n\n```js\nlet a\n```\n")))
    env = keyed | {force: "1", "TERM": "xterm-256color"}
    assert "\x1b[" in ask("hello", env=env).out
    for options in (("-x",), ("--json",), ("--color", "auto"), ("--color", "never")):
        assert "\x1b" not in ask(*options, "hello", env=env).out


@pytest.mark.parametrize(("options", "coloured"), [((), False), (("--color", "always"), True)])
def test_a_file_gets_the_models_text_whatever_the_environment_forces(
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
    options: tuple[str, ...],
    coloured: bool,
) -> None:
    text = "**Hi**\n\n```js\nlet a\n```\n"
    gateway.answers(Scripted(stream(text)))
    env = keyed | {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    with (tmp_path / "a.md").open("wb") as file:
        subprocess.run(
            [*ASK, "-q", *options, "hello"], env=env, stdout=file, stdin=subprocess.DEVNULL, check=True
        )
    written = (tmp_path / "a.md").read_text()
    assert ("\x1b" in written) is coloured
    assert coloured or written == text


def test_a_dumb_terminal_gets_no_escape_whatever_is_wished(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("# Hi\n\n**bold** `code`\n")
    environment |= {"TERM": "dumb", "FORCE_COLOR": "1"}
    for options in ((), ("--color", "always")):
        words = [*ASK[1:], "show", *options, os.fspath(tmp_path / "a.md")]
        shown = pexpect.run(" ".join([ASK[0], *words]), env=environment, timeout=60)
        assert b"bold" in shown
        assert b"\x1b" not in shown
