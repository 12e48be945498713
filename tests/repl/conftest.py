"""A gateway that answers what a scene needs, and golden screens."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repl.terminal import HAS_TMUX, PATIENCE, Terminal, Tmux
from tests.scripted import ScriptedGateway

GOLDEN = Path(__file__).parent / "golden"
STILL, SHORT = 1.0, 0.1  # seconds without a change: for drawing, for looking
SIZES = ((80, 24), (40, 15), (200, 50))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "h"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(home: Path, gateway: ScriptedGateway) -> Callable[..., Terminal]:
    """Open a session in a pty against the scripted gateway, ready for keys."""

    def open_(*arguments: str, **more: object) -> Terminal:
        terminal = Terminal(home, *arguments, ASK_BASE_URL=gateway.base_url, **more)  # type: ignore[arg-type]
        return terminal.wait(r"(?m)^›").rest(0.15)

    return open_


@pytest.fixture
def tmux(home: Path, gateway: ScriptedGateway) -> Callable[..., Tmux]:
    """Open a session in tmux against the scripted gateway, ready for keys."""
    if not HAS_TMUX:
        pytest.skip("tmux is not installed")

    def open_(*arguments: str, **more: object) -> Tmux:
        return Tmux(home, *arguments, ASK_BASE_URL=gateway.base_url, **more).wait(r"(?m)^›")  # type: ignore[arg-type]

    return open_


def golden(name: str, terminal: Terminal | Tmux, request: pytest.FixtureRequest) -> None:
    """Wait until all that was written is as it is on file; seconds, which vary, are written as 0.0."""
    file = GOLDEN / f"{name}.txt"
    if request.config.getoption("--redraw", default=False) or os.environ.get("REDRAW"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(_seen(terminal.rest(STILL)), encoding="utf-8")
    wanted = file.read_text(encoding="utf-8")
    end = time.monotonic() + PATIENCE
    while _seen(terminal.rest(SHORT, most=3 * SHORT)) != wanted and time.monotonic() < end:
        pass
    assert wanted == _seen(terminal)


def _seen(terminal: Terminal | Tmux) -> str:
    return re.sub(r"\b\d+(\.\d)? s\b", "0.0 s", terminal.scrolled).strip("\n") + "\n"
