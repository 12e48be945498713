"""Whatever is typed into a conversation, and whatever is answered: a line on the screen, never an exception."""

import io
import os
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import wiring
from assistant.answer import Assistant
from assistant.catalog import DEFAULT_PROVIDER, LINEUPS, MODELS, Candidate, Tier
from assistant.cli.chat_parts import Conversations
from assistant.cli.guarding import Guard
from assistant.cli.names import named_tier
from assistant.cost import Usage
from assistant.redaction import GuardSettings
from assistant.render.footer import NextSteps
from assistant.render.notes import Loudness, Notes
from assistant.render.status_lines import StatusLines
from assistant.render.views import PipeView, UnchangedText
from assistant.repl.commands.table import COMMANDS
from assistant.repl.context import SessionContext
from assistant.repl.responding import respond
from assistant.repl.session import Session
from assistant.reply import Delta, Ended, Ending, GatewayEvent, Thinking
from assistant.request_options import Retention
from assistant.routing.lineup import Choices, Lineup
from assistant.shell import Shell
from assistant.turn import Request
from tests.conftest import Run
from tests.places import everywhere
from tests.repl.terminal import Terminal
from tests.safe.anything import ODD_TEXT, SOME
from tests.safe.hostile import raw_on_terminal
from tests.scripted import ScriptedGateway

LINEUP = {
    tier: Lineup(tuple(Candidate(DEFAULT_PROVIDER, MODELS[name]) for name in LINEUPS[tier])) for tier in Tier
}
NOT_TYPED = {"edit", "copy"}  # they start other programs
TYPED = st.tuples(st.sampled_from(sorted(set(COMMANDS) - NOT_TYPED)), ODD_TEXT | st.sampled_from(["", "1", "0", "2 x", "1 out.py", "-1", "off", "auto", "~nobody/x", "9" * 5000, "x" * 300, "1/day", "٣", "²", "² x.py", "9" * 19])).map(
    lambda pair: f"/{pair[0]} {pair[1]}"
)  # fmt: skip


class Gateway:
    """Answers with the texts it was given."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    def ask(self, _: Request) -> Iterator[GatewayEvent]:
        for text in self._texts:
            yield Thinking(text)
            yield Delta(text)
        yield Usage(1, 1)
        yield Ended(Ending.WHOLE)


@settings(SOME, max_examples=40)
@given(st.lists(TYPED | ODD_TEXT, max_size=8), st.lists(ODD_TEXT | st.just("\n```py\nx\n```\n"), max_size=4))
def test_any_entries_end_in_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entries: list[str], answers: list[str]
) -> None:
    for name, folder in everywhere(tmp_path / "d").items():
        monkeypatch.setenv(name, folder)
    out, err = io.StringIO(), io.StringIO()
    shell = Shell({}, None, out, err)
    notes = Notes(err, Loudness.USUAL, styled=False)
    ledger = wiring.ledger(shell, keep=Retention.EVERYTHING, notes=notes)
    context = SessionContext(
        assistant=lambda: Assistant(Gateway(answers), ledger),
        prepare=lambda: None,
        outgoing=lambda prompt, *_: prompt,
        mended=lambda said: said,
        view=lambda prompt, _: PipeView(
            io.StringIO(), StatusLines(notes, prompt, NextSteps()), UnchangedText()
        ),
        put=lambda text, _: notes.show(text),
        notes=notes,
        out=out,
        choices=Choices(LINEUP),
        tier_named=named_tier,
        model_named=lambda _: LINEUP[Tier.SIMPLE].candidates[0],
        models=("deepseek-v4-flash",),
        environment={},
        history=tmp_path / "history",
        records=Conversations(
            shell, lambda: ledger, Guard(GuardSettings(), notes, lambda _: None), notes.say
        ),
    )
    session = Session(context)
    with chdir(tmp_path):
        respond(session, "what is it")
        for entry in entries:
            respond(session, entry)
    ledger.close()
    shown = (out.getvalue() + err.getvalue()).encode()
    assert [raw for raw in raw_on_terminal(shown) if raw != "\r"] == []


HUGE = "9" * 40


@pytest.mark.parametrize(
    "arguments",
    [
        ("cap", f"{HUGE}/day"), ("--max-cost", "1e5000", "--demo", "hello"), ("--max-cost", "1e30", "--demo", "hello"), ("bill", "--project", "--thinking", "1e999"),
        ("bill", "--project", "--engineers", HUGE), ("--max-tokens", HUGE, "--demo", "hello"), ("--conversation", HUGE, "hello"), ("log", "show", HUGE), ("log", "delete", HUGE),
        ("log", "list", "-n", HUGE), ("log", "show", "-1"), ("-m", os.fsdecode(b"global-apis:\xff"), "--demo", "hello"), ("swap", "code", os.fsdecode(b"global-apis:\xff")),
        ("--timeout", "1e400", "--demo", "hello"), ("chat", "-c", HUGE), ("chat", "-c", "9" * 5000), ("log", "show", "²"), ("--system", os.fsdecode(b"\xff"), "--demo", os.fsdecode(b"\xff")), ("apply", "x", HUGE),
    ],
)  # fmt: skip
def test_no_number_and_no_bytes_on_the_command_line_are_a_bug(arguments: tuple[str, ...], ask: Run) -> None:
    ask("--demo", "--no-stream", "hello")
    ran = ask(*arguments)
    assert "a bug" not in ran.err
    assert ran.code in {0, 2, 4}


@pytest.mark.parametrize("argument", ["²", "①", "9" * 19, "9" * 5000])
@pytest.mark.parametrize("command", ["open", "save"])
def test_what_only_looks_like_a_number_is_none(
    command: str, argument: str, tmp_path: Path, gateway: ScriptedGateway
) -> None:
    with Terminal(tmp_path, ASK_BASE_URL=gateway.base_url, GLOBAL_API_KEY="sk-0") as terminal:
        terminal.wait(r"(?m)^›").rest(0.15)
        terminal.send("hello\r").wait("Hello world").wait(r"(?m)^›$")
        terminal.paste(f"/{command} {argument}").send("\r").wait(
            "/log lists them|no conversation|no code|no turn"
        )
        terminal.wait(r"(?m)^›$").send("\x04")
        assert terminal.ended() == 0
