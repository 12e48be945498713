"""A question at the terminal that gets no answer: what follows begins a row of its own."""

from pathlib import Path

import pytest

from tests.conftest import AskOnTerminal
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish

QUESTIONS = {
    "Write a.py? [y/N] ": ("fix", "--apply", "a.py"),
    ".env is an environment file. Send it, its secrets replaced? [y/N] ": ("why", "-f", ".env"),
    "Send placeholders, the secrets, or nothing? [P/s/n] ": ("--guard", "ask", "AKIAQ3EGRVNHX5TPLK2M"),
    "go on? [y/N] ": ("bench",),
    "Trust this? [y/N] ": ("trust",),
    "(not shown): ": ("key", "set", "--file"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_follows_a_question_without_an_answer_begins_a_row(
    question: str,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
    ask_on_terminal: AskOnTerminal,
) -> None:
    (tmp_path / "a.py").write_text("a = 1\n")
    (tmp_path / ".env").write_text("A=1\n")
    (tmp_path / ".ask" / "templates").mkdir(parents=True)
    (tmp_path / ".ask" / "templates" / "t.md").write_text("Say {{input}}\n")
    gateway.answers(Scripted(events(delta("```py\na = 2\n```\n"), finish())))
    words = QUESTIONS[question]
    env = {} if words[0] == "key" else keyed  # the gateway's needs none

    command = ask_on_terminal(*words, env=env)
    command.expect_exact(question)
    command.sendintr()
    code, shown = command.ended()
    assert (code, shown.replace("^C", "")) == (130, "\r\n")

    command = ask_on_terminal(*words, env=env)
    command.expect_exact(question)
    command.sendeof()
    code, shown = command.ended()
    sent = words[0] == "fix"
    assert (code, shown.startswith("\r\nask: ")) == (5 if sent else 2, True)
