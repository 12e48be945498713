"""Every scene at every size, in a pty with an emulator behind it; some of them in a real tmux too."""

import re
from pathlib import Path

import pytest

from tests.repl.conftest import GOLDEN, SIZES, golden
from tests.repl.scenes import IN_TMUX, READY, SCENES, Scene
from tests.repl.terminal import HAS_TMUX, Terminal, Tmux
from tests.scripted import ScriptedGateway

only_with_tmux = (pytest.mark.slow, pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *((Terminal, name) for name in SCENES),
        *(pytest.param(Tmux, name, marks=only_with_tmux) for name in IN_TMUX),
    ],
)
def test_the_scene_is_as_on_file(
    kind: type[Terminal | Tmux],
    name: str,
    size: tuple[int, int],
    home: Path,
    gateway: ScriptedGateway,
    request: pytest.FixtureRequest,
) -> None:
    columns, rows = size
    with kind(home, columns=columns, rows=rows, **_set(SCENES[name], home, gateway)) as terminal:
        SCENES[name].play(terminal.wait(READY))
        golden(f"{'tmux/' if kind is Tmux else ''}{name}.{columns}x{rows}", terminal, request)


@pytest.mark.parametrize(
    "file", sorted(GOLDEN.rglob("*.txt")), ids=lambda file: str(file.relative_to(GOLDEN))
)
def test_no_screen_on_file_shows_what_went_wrong_inside(file: Path) -> None:
    assert not re.search("Traceback|Error:|Press ENTER", file.read_text("utf-8"))


def _set(scene: Scene, home: Path, gateway: ScriptedGateway) -> dict[str, str]:
    """Set the stage; gives the environment's variables."""
    gateway.answers(*scene.replies)
    for name, text in scene.files.items():
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return {"ASK_BASE_URL": gateway.base_url, **scene.variables}
