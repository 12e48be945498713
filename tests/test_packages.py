"""The wheel and the source archive: built, and installed as people do, on every Python that is named and found here."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VERSIONS = ("3.11", "3.12", "3.13")
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
TOOLS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # pipx and uv come with the tests
SHARED = {
    "ask.1": "man/man1/ask.1",
    "ask.bash": "bash-completion/completions/ask",
    "_ask": "zsh/site-functions/_ask",
    "ask.fish": "fish/vendor_completions.d/ask.fish",
}

pytestmark = pytest.mark.slow


def python_of(version: str) -> str:
    """Give an interpreter of a version; skips the test where none is found."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    named = shutil.which(f"python{version}")
    found = [sys.executable, *([named] if named else []), *map(str, pyenv.glob(f"{version}.*/bin/python3"))]
    tell = (
        "import sys; print('%d.%d' % sys.version_info[:2], getattr(sys, '_base_executable', sys.executable))"
    )
    for candidate in found:
        ran = subprocess.run([candidate, "-c", tell], capture_output=True, text=True)
        told, _, python = ran.stdout.strip().partition(" ")
        if ran.returncode == 0 and told == version:
            return python
    pytest.skip(f"Python {version} is not installed")


def run(*command: str | Path, **variables: str | Path) -> None:
    ran = subprocess.run(
        [os.fspath(part) for part in command],
        env={**os.environ, "PATH": TOOLS, **{name: os.fspath(value) for name, value in variables.items()}},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel, built from the source archive, and the archive."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--installer", "uv", "--outdir", folder, ROOT)
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz"))}


def with_pip(package: Path, python: str, folder: Path) -> Path:
    run(python, "-m", "venv", "--without-pip", folder / "ask")
    owner = sys.executable if find_spec("pip") else python  # an environment that uv made has none
    run(owner, "-m", "pip", "--python", folder / "ask/bin/python", "install", "--no-compile", package)
    return folder / "ask"


def with_pipx(package: Path, python: str, folder: Path) -> Path:
    places = {
        name: folder / name for name in ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR", "PIPX_COMPLETION_DIR")
    }
    run("pipx", "install", "--python", python, package, **places)
    assert (folder / "PIPX_MAN_DIR/man1/ask.1").exists()
    assert (folder / "PIPX_BIN_DIR/ask").exists()
    return folder / "PIPX_HOME/venvs/ask-cli"


def with_uv(package: Path, python: str, folder: Path) -> Path:
    places = {name: folder / name for name in ("UV_TOOL_DIR", "UV_TOOL_BIN_DIR")}
    run("uv", "tool", "install", "--python", python, package, **places)
    assert (folder / "UV_TOOL_BIN_DIR/ask").exists()
    return folder / "UV_TOOL_DIR/ask-cli"


@pytest.mark.parametrize(
    ("install", "kind", "version"),
    [
        *((with_uv, "wheel", version) for version in VERSIONS),
        *((with_pip, kind, HERE) for kind in ("wheel", "sdist")),
        (with_pipx, "wheel", HERE),
    ],
)
def test_it_installs_with_its_manual_and_completions_and_answers(
    install: object,
    kind: str,
    version: str,
    built: dict[str, Path],
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    python = python_of(version)
    assert callable(install)
    place = install(built[kind], python, tmp_path)
    for name, shared in SHARED.items():
        assert (place / "share" / shared).read_bytes() == (ROOT / "completions" / name).read_bytes()
    ran = subprocess.run(
        [place / "bin/ask", "--demo", "flatten a nested list in python"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert (ran.returncode, "def flatten" in ran.stdout) == (0, True), ran.stderr
