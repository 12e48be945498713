"""Every recipe of the README, taken from it and run where it belongs: in the shells, git, vim, tmux, and as CI would."""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pexpect
import pytest

from tests.scripted import Scripted, ScriptedGateway, stream

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
RECIPES = README.partition("## Recipes\n")[2].partition("\n## ")[0]
# the language after the fence and the text, in order
BLOCKS = re.findall(r"^(\S[^\n]*(?:\n\S[^\n]*)*):\n\n```(\w+)\n(.*?)^```", RECIPES, re.MULTILINE | re.DOTALL)
CODE = "let b = answered;\n"
# what a shell or vim makes something of where it is not kept from them
SIGNS = """is `touch ran` 100% right, in C# too! $(touch ran) or is $HOME 'a' "b" \\ | ~ * ; & > ran"""


@dataclass(frozen=True)
class Workspace:
    """A folder with a repository in it, `ask` on the PATH, and a gateway that answers code."""

    folder: Path
    variables: dict[str, str]
    gateway: ScriptedGateway

    def run(self, *command: str, code: int = 0) -> str:
        """Run a command in this workspace; gives its stdout."""
        ran = subprocess.run(
            command,
            cwd=self.folder,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert ran.returncode == code, (command, ran.stdout, ran.stderr)
        return ran.stdout

    def asked(self) -> str:
        """Give the last question that arrived, and forget it."""
        content = self.gateway.received.pop().question
        assert isinstance(content, str)
        return content


@pytest.fixture
def workspace(
    tmp_path: Path, environment: dict[str, str], keyed: dict[str, str], gateway: ScriptedGateway
) -> Workspace:
    gateway.answers(Scripted(stream(f"```js\n{CODE}```\n")))
    folder, tools = tmp_path / "workspace", tmp_path / "bin"
    for made in (folder / "src", folder / "lib", tools, tmp_path / "home"):
        made.mkdir(parents=True)
    (tools / "ask").write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m assistant "$@"\n')
    (tools / "ask").chmod(0o755)
    variables = environment | keyed | {"PATH": f"{tools}:{environment['PATH']}"}
    variables |= {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    found = Workspace(folder, variables, gateway)
    found.run("git", "init", "-q", "-b", "main")
    for name in ("app.js", "gcd.py", "lib/a.ts"):
        (folder / name).write_text("let a = 1;\nlet b = 2;\nlet c = 3;\n")
    (folder / "src" / "q.py").write_text("".join(f"x{number} = {number}\n" for number in range(100)))
    for _ in range(3):
        found.run("git", "add", ".")
        found.run("git", "commit", "-qm", "one", "--allow-empty")
    found.run("git", "update-ref", "refs/remotes/origin/main", "HEAD")
    (folder / "app.js").write_text("let a = 1;\nlet b = 9;\nlet c = 3;\n")
    return found


def recipe(beginning: str, language: str) -> str:
    found = [text for title, kind, text in BLOCKS if title.startswith(beginning) and kind == language]
    assert len(found) == 1, beginning
    return found[0]


def uses(text: str) -> list[str]:
    """Give how a block says that its aliases are used: the comment at the end of each line."""
    return [line.rpartition("# ")[2] for line in text.splitlines() if "# " in line]


def needs(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")


def test_there_is_no_recipe_that_no_test_knows() -> None:
    assert len(BLOCKS) == RECIPES.count("```") / 2 == 9


@pytest.mark.parametrize("line", recipe("In a shell", "sh").splitlines())
def test_a_line_for_the_shell(line: str, workspace: Workspace) -> None:
    if "jq" in line:
        needs("jq")
    if "staged" in line:
        workspace.run("git", "add", ".")
    out = workspace.run("bash", "-c", f"set -o pipefail; {line}")
    assert out or CODE in "".join(
        (workspace.folder / name).read_text()
        for name in ("app.js", "fixed.js")
        if (workspace.folder / name).exists()
    )
    assert len(workspace.gateway.received) == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_aliases_of_a_shell(shell: str, workspace: Workspace) -> None:
    needs(shell)
    text = recipe("fish" if shell == "fish" else "bash and zsh", "fish" if shell == "fish" else "sh")
    (workspace.folder / "rc").write_text(text)
    start = {
        "bash": ["-c", 'shopt -s expand_aliases; . ./rc; eval "$0"'],
        "zsh": ["-fc", 'setopt aliases; . ./rc; eval "$0"'],
        "fish": ["--no-config", "-c", "source rc; eval $argv[1]"],
    }[shell]
    assert len(uses(text)) >= 3
    for use in uses(text):
        workspace.gateway.received.clear()
        out = workspace.run(shell, *start, use)
        assert "answered" in (out or (workspace.folder / "fixed.js").read_text())
        assert len(workspace.gateway.received) == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_function_of_a_shell_passes_words_on_as_they_came(shell: str, workspace: Workspace) -> None:
    needs(shell)
    text = recipe("fish" if shell == "fish" else "bash and zsh", "fish" if shell == "fish" else "sh")
    (workspace.folder / "rc").write_text(text)
    run = {"bash": ("bash", "-c"), "zsh": ("zsh", "-fc"), "fish": ("fish", "--no-config", "-c")}[shell]
    workspace.variables["SIGNS"] = SIGNS
    workspace.run(*run, 'source ./rc; howto "$SIGNS"')
    assert workspace.asked().endswith(f": {SIGNS}")
    workspace.run(*run, 'source ./rc; why printf %s "$SIGNS"')
    assert SIGNS in workspace.asked()
    assert not (workspace.folder / "ran").exists()


def test_the_alias_of_zsh_lets_a_question_end_as_questions_do(workspace: Workspace) -> None:
    needs("zsh")
    alias = recipe("zsh alone", "sh")
    (workspace.folder / "rc").write_text(alias)
    for use in (*uses(alias), "ask -q compare these lib/*.ts"):
        assert "answered" in workspace.run("zsh", "-fc", 'setopt aliases; . ./rc; eval "$0"', use)
        workspace.run("zsh", "-fc", 'eval "$0"', "ask -q why is this slow?", code=1)
    assert [got.question.partition("\n")[0] for got in workspace.gateway.received] == [
        "why is this slow?",
        "compare these",
    ]


def test_the_aliases_of_git(workspace: Workspace) -> None:
    (Path(workspace.variables["HOME"]) / ".gitconfig").write_text(recipe("git (", "gitconfig"))
    assert "answered" in workspace.run("git", "review")
    assert "+let b = 9;" in workspace.asked()
    workspace.run("git", "add", ".")
    assert "answered" in workspace.run("git", "draft")
    assert "+let b = 9;" in workspace.asked()
    assert "answered" in workspace.run("git", "explain", "HEAD~2")
    assert "why was this changed" in workspace.asked()
    assert workspace.run("git", "explain", "no-such-revision", code=128) == ""
    assert not workspace.gateway.received


def test_the_hook_of_git_writes_a_draft_and_lets_a_commit_go_on_without_one(workspace: Workspace) -> None:
    hook = workspace.folder / ".git/hooks/prepare-commit-msg"
    hook.write_text(recipe("A first draft", "sh"))
    hook.chmod(0o755)
    workspace.run("git", "-c", "core.editor=true", "commit", "-qa")
    assert "b = answered" in workspace.run("git", "log", "-1", "--format=%B")
    workspace.gateway.answers(Scripted([b"{}"], status=400))
    (workspace.folder / "gcd.py").write_text("x\n")
    workspace.run("git", "-c", "core.editor=echo by hand >", "commit", "-qa")
    assert workspace.run("git", "log", "-1", "--format=%B").startswith("by hand")
    assert not list(workspace.folder.glob(".git/*.draft"))


@pytest.mark.parametrize(
    "typed", [re.findall(r"`:'<,'>(!ask .*?)`", RECIPES)[0], re.findall(r"`:'<,'>(Ask .*?)`", RECIPES)[0]]
)
def test_lines_in_vim_become_the_answers_code(typed: str, workspace: Workspace) -> None:
    needs("vim")
    (workspace.folder / "rc.vim").write_text(recipe("vim", "vim"))
    workspace.run("vim", "-N", "-es", "-u", "rc.vim", "-c", f"2,3{typed}", "-c", "wq", "app.js")
    assert (workspace.folder / "app.js").read_text() == f"let a = 1;\n{CODE}"
    assert "let b = 9;\nlet c = 3;" in workspace.asked()


@pytest.mark.parametrize("shell", ["sh", "bash", "zsh", "fish"])
def test_the_command_of_vim_asks_the_words_as_they_are_typed(shell: str, workspace: Workspace) -> None:
    needs("vim")
    needs(shell)
    (workspace.folder / "rc.vim").write_text(recipe("vim", "vim"))
    workspace.variables["SHELL"] = shutil.which(shell) or shell
    workspace.run("vim", "-N", "-es", "-u", "rc.vim", "-c", f"2,3Ask {SIGNS}", "-c", "wq", "app.js")
    assert (workspace.folder / "app.js").read_text() == f"let a = 1;\n{CODE}"
    assert workspace.asked().startswith(f"{SIGNS}\n")
    assert not (workspace.folder / "ran").exists()


def test_a_key_in_vim_explains_the_rest_of_the_file(workspace: Workspace) -> None:
    needs("vim")
    (workspace.folder / "rc.vim").write_text(recipe("vim", "vim"))
    workspace.run("vim", "-N", "-es", "-u", "rc.vim", "-c", r'execute "normal 2G\\e"', "-c", "q!", "app.js")
    assert "let b = 9;\nlet c = 3;" in workspace.asked()


def test_a_key_in_tmux_asks_about_what_stands_in_the_pane(workspace: Workspace) -> None:
    needs("tmux")
    (workspace.folder / "tmux.conf").write_text(recipe("tmux", "tmux"))
    tmux = ("tmux", "-S", str(workspace.folder / "socket"))
    played = pexpect.spawn(
        tmux[0],
        [*tmux[1:], "-f", "tmux.conf", "new-session", "sh"],
        cwd=os.fspath(workspace.folder),
        env=workspace.variables | {"TERM": "xterm", "PS1": "> "},  # type: ignore[arg-type]
        dimensions=(40, 160),
        timeout=30,
    )
    try:
        played.expect("[>#$] ")
        played.sendline("cat no-such-file")
        played.expect("No such file")
        played.send("\x02e")
        for _ in range(300):
            if workspace.gateway.received:
                break
            time.sleep(0.1)
        assert "cat no-such-file" in workspace.asked()
        played.expect("answered")
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)
        played.close(force=True)


def test_the_step_of_a_ci_run(workspace: Workspace) -> None:
    step = recipe("CI", "yaml")
    command = re.findall(r"- run: (.*)", step)[0]
    workspace.run("git", "commit", "-qam", "two")
    summary = workspace.folder / "summary.md"
    variables = workspace.variables | {"GITHUB_STEP_SUMMARY": str(summary)}
    Workspace(workspace.folder, variables, workspace.gateway).run("bash", "-eo", "pipefail", "-c", command)
    assert "answered" in summary.read_text()
    assert "+let b = 9;" in workspace.asked()
    assert "GLOBAL_API_KEY" in step


def test_the_template_of_the_readme_is_one(workspace: Workspace) -> None:
    text = README.partition("## Templates\n")[2].partition("```toml\n")[2].partition("```")[0]
    folder = Path(workspace.variables["XDG_CONFIG_HOME"]) / "ask" / "templates"
    folder.mkdir(parents=True)
    (folder / "changelog.toml").write_text(text)
    workspace.run("sh", "-c", "git diff | ask changelog style=terse")
    assert workspace.asked().startswith(
        "Write one changelog line for the input, in the style of terse:\ndiff --git"
    )
