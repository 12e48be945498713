"""Words that look like a file, a folder or a revision and go as words are told of; a sentence is left alone."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import ScriptedGateway


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of one commit on trunk, and a change since."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q", "-b", "trunk"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("a = 1\n")
    subprocess.run([*git, "add", "a.py"], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-qm", "a"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("a = 2\n")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "question", "told"),
    [
        (("mian", "review it"), "mian review it", "there is no revision mian; it goes as a word"),
        (("mian", "-t", "review"), "mian", "there is no revision mian; it goes as a word"),
        (
            ("trunk", "HEAD", "review it"),
            "HEAD review it",
            "HEAD goes as a word (for both revisions: --diff trunk..HEAD)",
        ),
        (("review it",), "review it", ""),
        (("review", "it"), "review it", ""),
        (("why",), "why", ""),
        (("trunk", "review it"), "review it", ""),
        (("trunk", "review", "it"), "review it", ""),
        (("--", "mian", "review it"), "mian review it", ""),
    ],
)
@pytest.mark.usefixtures("repository")
def test_a_word_behind_diff_that_looks_like_a_revision_is_told_to_go_as_a_word(
    words: tuple[str, ...],
    question: str,
    told: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
) -> None:
    ran = ask("--diff", *words, env=keyed)
    sent = gateway.received[-1].question
    assert question in sent
    assert "```diff" in sent
    assert ran.err.count("goes as a word") == bool(told)
    assert told in ran.err
