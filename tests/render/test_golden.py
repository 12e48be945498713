"""A dozen scenes at 72 columns, as they look on dark, light and colourless terminals: the files are the reviewed truth."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.render.palette import Background, Depth, Links, palette_for
from tests.render.screens import COLOURLESS, Window, played

HERE = Path(__file__).parent
SCENES = sorted((HERE / "scenes").glob("*.md"))
LOOKS = {
    "dark": palette_for(depth=Depth.TRUECOLOR, background=Background.DARK, links=Links.ON),
    "light": palette_for(depth=Depth.ANSI16, background=Background.LIGHT),
    "colourless": COLOURLESS,
}


def source_of(scene: Path) -> str:
    return scene.read_bytes().decode("utf-8")


def drawn(window: Window) -> str:
    """The rows, and under each that has styles a row of letters; a legend tells what they stand for."""
    legend: dict[str, str] = {}
    rows = []
    for line in window.lines():
        cells = [line[x] for x in range(window.screen.columns)]
        rows.append("|" + "".join(cell.data for cell in cells).rstrip())
        letters = ""
        for cell in cells:
            names = [
                name for name in ("bold", "italics", "underscore", "strikethrough") if getattr(cell, name)
            ]
            style = " ".join(names + [cell.fg] * (cell.fg != "default"))
            letters += legend.setdefault(style, "abcdefghijklmnopqrstuvwxyz"[len(legend)]) if style else " "
        if letters.strip():
            rows.append(":" + letters.rstrip())
    while rows and rows[-1] == "|":
        rows.pop()
    return (
        "\n".join([*rows, "", *(f"{letter} = {style}" for style, letter in legend.items())]).rstrip() + "\n"
    )


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.stem)
def test_a_scene_looks_as_reviewed(scene: Path, look: str, request: pytest.FixtureRequest) -> None:
    golden = HERE / "golden" / f"{scene.stem}.{look}.txt"
    screen = drawn(played(source_of(scene), columns=72, palette=LOOKS[look]))
    if request.config.getoption("--redraw", default=False):
        golden.write_text(screen, "utf-8")
    assert screen == golden.read_text("utf-8")


PLAYER = """
import shutil, sys, time
from assistant.render.palette import Background, Depth, palette_for
from assistant.render.terminal import TerminalRenderer
text = open(sys.argv[1], encoding="utf-8").read()
renderer = TerminalRenderer(
    sys.stdout, size=lambda: tuple(shutil.get_terminal_size()), palette=palette_for(depth=Depth.NONE, background=Background.DARK)
)
for place in range(0, len(text), 5):
    renderer.write(text[place : place + 5])
renderer.close()
print("(finished)")
time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not here")
@pytest.mark.parametrize("scene", ["answer", "lists", "tables"])
def test_a_scene_looks_the_same_in_tmux(scene: str, tmp_path: Path) -> None:
    source = HERE / "scenes" / f"{scene}.md"
    player = tmp_path / "player.py"
    player.write_text(PLAYER)
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    command = f"cd {HERE.parent.parent} && PYTHONPATH=. {sys.executable} {player} {source}"
    subprocess.run(
        [*tmux, "new-session", "-d", "-x", "72", "-y", "24", command],
        check=True,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TERM": "xterm-256color"},
    )
    try:
        for _ in range(100):
            shown = subprocess.run(
                [*tmux, "capture-pane", "-p", "-S", "-"], check=True, capture_output=True, text=True
            ).stdout
            if "(finished)" in shown:
                break
            time.sleep(0.1)
    finally:
        subprocess.run([*tmux, "kill-session"], check=False)
    rows = [row.rstrip() for row in shown.partition("(finished)")[0].rstrip("\n").split("\n")]
    assert rows == played(source_of(source), columns=72).rows()
