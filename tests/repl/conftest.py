"""A gateway that answers what a scene needs, and golden screens."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repl.terminal import HAS_TMUX, Terminal, Tmux
from tests.scripted import Scripted, ScriptedGateway

GOLDEN = Path(__file__).parent / "golden"
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


def golden(name: str, text: str, request: pytest.FixtureRequest) -> None:
    """Compare a screen with the one on file; seconds, which vary, are written as 0.0."""
    file = GOLDEN / f"{name}.txt"
    seen = re.sub(r"\b\d\.\d s\b", "0.0 s", text).rstrip() + "\n"
    if request.config.getoption("--redraw", default=False) or os.environ.get("REDRAW"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == seen


def slow(*pieces: bytes | float) -> Scripted:
    """An answer with pauses in it."""
    return Scripted(pieces)
