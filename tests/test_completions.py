"""Completion: the committed scripts, what they ask the command, and Tab in the real shells."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from assistant.cli.main import COMMANDS
from assistant.cli.scripts import FILES, SCRIPTS
from assistant.cli.tree import Kind, tree
from tests.conftest import Run

HERE = Path(__file__).parent.parent / "completions"
START = {
    "bash": ["--noprofile", "--norc", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "-i"],
}
# what stands before the cursor when Tab is pressed, and what stands there afterwards
TABS = [
    ("ask tem", "ask template "),
    ("ask --tier rea", "ask --tier reasoning "),
    ("ask --no-st", "ask --no-stream "),
    ("ask -m qwen3-coder-30", "ask -m qwen3-coder-30b "),
    ("ask -t comm", "ask -t commit "),
    ("ask why: -t comm", "ask why: -t commit "),
    ("ask log exp", "ask log export "),
    ("ask bill --by conv", "ask bill --by conversation "),
    ("ask why is this slow in unu", "ask why is this slow in unusual.py "),
    ("ask template show doc", "ask template show docstring "),
    ("ask swap rea", "ask swap reasoning "),
    ("ask swap reasoning kim", "ask swap reasoning kimi-k2.5 "),
    ("ask bench --tasks dij", "ask bench --tasks dijkstra "),
    ("ask bench --tasks flatten,dij", "ask bench --tasks flatten,dijkstra "),
    ("ask bench --tasks=race,flatten,dij", "ask bench --tasks=race,flatten,dijkstra "),
    ("ask bench --models glm-5,kim", "ask bench --models glm-5,kimi-k2.5 "),
]


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_committed_script_is_what_the_command_prints(
    shell: str, ask: Run, request: pytest.FixtureRequest
) -> None:
    committed = HERE / FILES[shell]
    if request.config.getoption("--redraw", default=False):
        committed.write_text(SCRIPTS[shell](tree()), "utf-8")
    assert ask("completions", shell).out == committed.read_text("utf-8")


def test_every_command_is_in_the_tree() -> None:
    assert {node.path[0] for node in tree().commands} == set(COMMANDS)


def test_a_tab_is_told_what_there_is(ask: Run) -> None:
    ask("--demo", "--no-stream", "flatten", "a", "list")
    assert ask("__complete", "turns").out == "1\tflatten a list\n"
    assert "commit" in ask("__complete", "templates").out.split()
    assert "deepseek-r1" in ask("__complete", "models").out.split()
    assert ask("__complete", "nonsense").out == ""
    others = [line.split()[0] for line in ask("__complete", "listed-tasks", "race,flatten,").out.splitlines()]
    assert others == ["race,flatten,dijkstra", "race,flatten,go-review", "race,flatten,express"]


def test_a_tab_offers_no_name_that_a_shell_would_run(ask: Run, environment: dict[str, str]) -> None:
    folder = Path(environment["XDG_CONFIG_HOME"]) / "ask"
    (folder / "templates").mkdir(mode=0o700, parents=True)
    for name in ("$(id)", "`id`", "a;id", "a|id", "a>b", "plain-1.2_ü", "'", "*"):
        (folder / "templates" / f"{name}.md").write_text("x")
    (folder / "config.toml").write_text('[models."$(id)"]\n[models."qwen2.5-coder:7b"]\n')
    templates = ask("__complete", "templates").out.split()
    assert "plain-1.2_ü" in templates
    models = ask("__complete", "models").out.split()
    assert "qwen2.5-coder:7b" in models
    assert not set("$(`;|>'*") & set("".join(templates + models))


@pytest.mark.parametrize("content", [b"", b"no database" * 400, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_tab_is_silent_where_nothing_can_be_known(
    content: bytes, ask: Run, environment: dict[str, str]
) -> None:
    file = Path(environment["XDG_DATA_HOME"]) / "ask" / "ledger.db"
    file.parent.mkdir(mode=0o700, parents=True)
    file.write_bytes(content)
    ran = ask("__complete", "turns")
    assert (ran.out, ran.err) == ("", "")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.WORDS, Kind.FILES, Kind.FREE}])
def test_a_tab_loads_no_command_line(kind: str, environment: dict[str, str]) -> None:
    loaded = "import sys, assistant.cli.complete as c; from assistant.shell import Shell; import os"
    told = "print(*sorted(sys.modules), file=sys.stderr)"
    script = (
        f"{loaded}; c.complete(Shell(dict(os.environ), None, sys.stdout, sys.stderr), {str(kind)!r}); {told}"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert {"click", "httpx", "assistant.wiring", "assistant.cli.main"} & set(ran.stderr.split()) == set()
    assert bool(ran.stdout) == (kind != Kind.TURNS)


@pytest.mark.slow
@pytest.mark.parametrize("shell", SCRIPTS)
def test_tab_completes_in_the_shell_itself(shell: str, environment: dict[str, str], tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "home").mkdir()
    (tmp_path / "unusual.py").write_text("x = 1\n")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "ask"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m assistant "$@"\n')
    command.chmod(0o755)
    path = f"{command.parent}:{environment['PATH']}"
    played = pexpect.spawn(
        program,
        START[shell],
        env=environment | {"PATH": path, "TERM": "dumb" if shell != "fish" else "xterm", "PS1": "> "},  # type: ignore[arg-type]
        cwd=os.fspath(tmp_path),
        encoding="utf-8",
        dimensions=(40, 200),
        timeout=30,
    )
    try:
        if shell == "zsh":
            played.sendline("autoload -Uz compinit; compinit -u -D; PS1='> '")
        seen = tmp_path / "seen"
        played.sendline(f"source '{HERE / FILES[shell]}'; echo ready > '{seen}'")
        _wait_for(played, seen, "ready\n")
        show = {
            "bash": "_seen() { printf '%s' \"$READLINE_LINE\" > seen.new; mv seen.new seen; READLINE_LINE=; READLINE_POINT=0; }; bind -x '\"\\C-g\":_seen'",
            "zsh": "_seen() { printf '%s' \"$BUFFER\" > seen.new; mv seen.new seen; BUFFER=; }; zle -N _seen; bindkey '^G' _seen",
            "fish": "function _seen; printf '%s' (commandline) > seen.new; mv seen.new seen; commandline ''; end; bind \\cg _seen",
        }[shell]
        seen.unlink()
        played.sendline(f"{show}; echo ready > '{seen}'")
        _wait_for(played, seen, "ready\n")
        for typed, expected in TABS:
            seen.unlink()
            played.send(f"{typed}\t\x07")
            _wait_for(played, seen, expected)
    finally:
        played.close(force=True)


@pytest.mark.parametrize(
    ("words", "offered", "of_readline"),
    [
        ("ask -m ollama :", set(), False),
        ("ask swap code global-apis :", set(), False),
        ("ask why unusual.py :", set(), False),
        ("ask why unu", set(), True),
        ("ask -m no-such-model", set(), False),
        ("ask --tier nothing", set(), True),
        ("ask tem", {"template"}, True),
        ("ask -q tem", set(), True),
        ("ask -q cha", {"chat"}, True),
        ("ask --diff=main tem", set(), True),
        ("ask help bi", {"bill"}, True),
        ("ask help log s", {"search", "show"}, True),
        ("ask help log show unu", set(), False),
        ("ask help me unu", set(), True),
    ],
)
def test_a_tab_in_bash_offers_the_files_of_readline_only_where_a_file_may_stand(
    words: str, offered: set[str], *, of_readline: bool, environment: dict[str, str], tmp_path: Path
) -> None:
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    (tmp_path / "unusual.py").touch()
    script = f"""
        . '{HERE / FILES["bash"]}'; ask() {{ '{sys.executable}' -m assistant "$@"; }}
        command() {{ "$@"; }}; compopt() {{ [[ "$*" != *+o* ]] || echo without; }}
        COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _ask; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    ran = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    told = set(ran.stdout.split())
    assert (told - {"without"}, "without" not in told, ran.stderr) == (offered, of_readline, "")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ask", ""], ["command", "templates", "files"]),
        (["ask", "-f", "a.py", ""], ["templates", "files"]),
        (["ask", "-f", "a.py", "cha"], ["command", "templates", "files"]),
        (["ask", "-t", "port", "t"], ["templates", "files"]),
        (["ask", "help", "bi"], ["command"]),
        (["ask", "help", "log", "s"], ["command"]),
    ],
)
def test_a_tab_in_zsh_offers_no_command_behind_an_option_that_it_does_not_take(
    words: list[str], offered: list[str], environment: dict[str, str]
) -> None:
    if not shutil.which("zsh"):
        pytest.skip("zsh is not installed")
    script = f"""
        compdef() {{ }}; . '{HERE / FILES["zsh"]}'; ask() {{ echo one; }}; command() {{ "$@"; }}
        _describe() {{ print -r -- $@[-2]; }}; _files() {{ print files; }}
        words=({shlex.join(words)}); PREFIX=$words[-1]; CURRENT=$#words; _ask
    """
    ran = subprocess.run(["zsh", "-fc", script], env=environment, capture_output=True, text=True, check=True)
    assert (ran.stdout.split(), ran.stderr) == (offered, "")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("", True), ("-q ", False), ("-t port ", False), ("-q bil", False), ("--json bil", True), ("why ", False),
        ("-- ", False), ("help bi", True), ("help me ", False),
    ],
)  # fmt: skip
def test_a_tab_in_fish_offers_no_command_behind_an_option_that_it_does_not_take(
    words: str, environment: dict[str, str], tmp_path: Path, *, offered: bool
) -> None:
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    (tmp_path / "ask").symlink_to("/bin/true")
    script = f"set -p PATH '{tmp_path}'; source '{HERE / FILES['fish']}'; complete -C 'ask {words}'"
    ran = subprocess.run(["fish", "-Nc", script], env=environment, capture_output=True, text=True, check=True)
    assert ("bill" in {line.partition("\t")[0] for line in ran.stdout.splitlines()}, ran.stderr) == (
        offered,
        "",
    )


def _wait_for(played: "pexpect.spawn[str]", seen: Path, expected: str) -> None:
    for _ in range(300):
        if seen.exists() and (
            seen.read_text("utf-8") or not expected
        ):  # a shell makes a file before it writes to it
            break
        try:
            played.expect("\x00", timeout=0.1)
        except pexpect.TIMEOUT:
            continue
    assert seen.exists(), played.before
    assert seen.read_text("utf-8") == expected


def test_an_install_goes_by_what_the_start_up_file_of_bash_really_loads(ask: Run, tmp_path: Path) -> None:
    start = tmp_path / "home" / ".bashrc"
    start.write_text("if [ -f /nowhere/bash_completion ]; then\n  . /nowhere/bash_completion\nfi")
    assert "added a line" in ask("completions", "install", "bash", "--yes").out
    assert start.read_text().count("\nfi\n. '") == 1
    installed = tmp_path / "bash_completion"
    installed.touch()
    start.write_text(f". {installed}\n")
    assert "added" not in ask("completions", "install", "bash", "--yes").out


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_second_install_changes_nothing_and_a_linked_start_up_file_stays_a_link(
    shell: str, ask: Run, tmp_path: Path
) -> None:
    home, kept = tmp_path / "home", tmp_path / "dotfiles" / "rc"
    kept.parent.mkdir()
    kept.write_text("# mine\n")
    start = home / {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}[shell]
    start.parent.mkdir(parents=True, exist_ok=True)
    start.symlink_to(kept)
    assert ask("completions", "install", shell, "--yes").code == 0
    once = kept.read_text()
    assert (once == "# mine\n") == (shell == "fish")
    assert ask("completions", "install", shell, "--yes").code == 0
    assert (start.is_symlink(), kept.read_text()) == (True, once)


def test_a_start_up_file_that_cannot_be_written_is_said_with_the_line_it_needs(
    ask: Run, tmp_path: Path
) -> None:
    (tmp_path / "home" / ".zshrc").mkdir(parents=True)
    ran = ask("completions", "install", "zsh", "--yes")
    assert (ran.code, ".zshrc could not be written" in ran.err, "add: (( $+functions" in ran.err) == (
        2,
        True,
        True,
    )


def test_an_install_changes_a_start_up_file_only_when_told_to_and_once(ask: Run, tmp_path: Path) -> None:
    start = tmp_path / "home" / ".bashrc"
    assert "wrote" in ask("completions", "install", "zsh").out
    assert not start.exists()
    for _ in range(2):
        assert ask("completions", "install", "bash", "--yes").code == 0
    file = tmp_path / "home/.local/share/bash-completion/completions/ask"
    assert start.read_text("utf-8") == f". '{file}'\n"
    assert file.read_text("utf-8") == (HERE / "ask.bash").read_text("utf-8")
    assert ask("completions", "install", env={"SHELL": "/bin/ksh"}).code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_name_of_a_home_runs_nothing_in_a_start_up_file(shell: str, ask: Run, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    home = tmp_path / "o'; touch pwned; 'brien"
    home.mkdir()
    env = {"HOME": str(home), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}
    assert ask("completions", "install", shell, "--yes", env=env).code == 0
    subprocess.run([shell, str(home / f".{shell}rc")], cwd=tmp_path, check=False, capture_output=True)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_folder_that_is_no_absolute_path_is_ignored(shell: str, ask: Run, tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": "here", "XDG_CONFIG_HOME": "here"}
    assert ask("completions", "install", shell, "--yes", env=env).code == 0
    assert not (tmp_path / "here").exists()


def test_a_new_start_up_file_is_the_users_alone(environment: dict[str, str], tmp_path: Path) -> None:
    home = tmp_path / "new"
    home.mkdir()
    command = [sys.executable, "-m", "assistant", "completions", "install", "bash", "--yes"]
    subprocess.run(command, env=environment | {"HOME": str(home)}, umask=0, check=True, capture_output=True)
    assert (home / ".bashrc").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("home", ["", "here"])
def test_a_home_that_is_no_absolute_path_is_refused(home: str, ask: Run, tmp_path: Path) -> None:
    ran = ask("completions", "install", "bash", "--yes", env={"HOME": home, "XDG_DATA_HOME": ""})
    assert (ran.code, "set HOME" in ran.err) == (2, True)
    assert not (tmp_path / "here").exists()
