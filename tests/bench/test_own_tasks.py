"""Tasks of one's own: what is wrong with one is told, and stops nothing else."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, stream

TWO = 'kind = "python"\nfunction = "span"\n'
CASE = '[[cases]]\naxis = "correctness"\ncall = {!r}\ngives = {!r}\n'


@pytest.fixture
def own(environment: dict[str, str]) -> Path:
    folder = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "bench"
    (folder / "tea").mkdir(parents=True)
    (folder / "tea" / "prompt.txt").write_text("explain tea\n")
    return folder


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("check.toml", b'kind = "nosuch"\n', "kind must be"),
        ("prompt.txt", b"\n", "is empty"),
        ("shot.png", b"\x89PNG\r\n\x1a\n\0\0", "shot.png is not text but binary"),
        ("check.toml", (TWO + CASE.format("neg(1)", "1")).encode(), "the call of case 1 raises NameError"),
    ],
)
def test_a_broken_task_is_named_and_left_out(
    name: str, content: bytes, told: str, own: Path, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    (own / "bad").mkdir()
    (own / "bad" / "prompt.txt").write_text("bad")
    (own / "bad" / name).write_bytes(content)
    gateway.answers(Scripted(stream("Leaves.")))
    ran = ask("bench", "--models", "glm-5", "--yes", env=keyed)
    assert (ran.code, ran.err.count("left out: ")) == (0, 1)
    assert told in ran.err.splitlines()[0]
    assert len(gateway.received) == 6
    for names in ("bad", "tea,bad"):
        ran = ask("bench", "--models", "glm-5", "--tasks", names, "--yes", env=keyed)
        assert (ran.code, told in ran.err, len(gateway.received)) == (2, True, 6)
    ran = ask("bench", "--models", "glm-5", "--tasks", "tea", "--yes", env=keyed)
    assert (ran.code, "left out" in ran.err) == (0, False)
    listed = ask("bench", "tasks")
    assert (listed.code, told in listed.out, "explain tea" in listed.out) == (0, True, True)
    assert "flatten" in ask("__complete", "listed-tasks").out


def test_a_broken_task_stands_before_the_one_of_its_name_that_ships(own: Path, ask: Run) -> None:
    (own / "flatten").mkdir()
    (own / "flatten" / "prompt.txt").write_text("")
    ran = ask("bench", "--demo", "--tasks", "flatten", "--yes")
    assert (ran.code, "flatten/prompt.txt is empty" in ran.err) == (2, True)


def test_a_script_that_does_not_run_is_the_checks_fault(own: Path, ask: Run) -> None:
    (own / "tea" / "check.js").write_text("nosuch();\n")
    (own / "tea" / "check.toml").write_text(
        'kind = "script"\nlanguages = ["js"]\nneeds = "x"\n[[cases]]\naxis = "correctness"\ncall = {}\ngives = "x"\n'
    )
    ran = ask("bench", "--demo", "--tasks", "tea", "--yes")
    assert (ran.code, "check.js does not run: nosuch is not defined" in ran.err) == (2, True), ran.err


def test_what_goes_with_a_task_is_read_as_elsewhere(
    own: Path, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    (own / "tea" / "prompt.txt").write_bytes("Où est le café ? Très élégant.".encode("latin-1"))
    (own / "tea" / "a.py").write_bytes(b"\xef\xbb\xbfx = 1\n")
    (own / "tea" / "a.py~").write_text("x = 0\n")
    (own / "tea" / "src").mkdir()
    (own / "tea" / "src" / "b.py").write_text("y = 1\n")
    gateway.answers(Scripted(stream("Là.")))
    ran = ask("bench", "--models", "glm-5", "--tasks", "tea", "--yes", env=keyed)
    question = gateway.received[0].question
    assert "Où est le café ? Très élégant." in question
    assert ("x = 1" in question, "\ufeff" in question, "x = 0" in question) == (True, False, False)
    assert "tea/prompt.txt was read as " in ran.err
    assert "tea/src/ is left out: " in ran.err


def test_a_check_calls_a_function_of_several_arguments(
    own: Path, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    cases = (
        ("1, 3", "[1,2]"),
        ("1, end=2", "(1,)"),
        ("*(1, 2)", "[1]"),
        ("{}, 0", '{"a" : 1}'),
        ("set(), 0", "{2, 1}"),
    )
    (own / "tea" / "check.toml").write_text(TWO + "".join(CASE.format(*case) for case in cases))
    code = (
        "def span(start, end):\n"
        " if start == {}: return {'a': 1}\n"
        " return {1, 2} if start == set() else tuple(range(start, end))"
    )
    gateway.answers(Scripted(stream(f"```python\n{code}\n```\n")))
    ran = ask("bench", "--models", "glm-5", "--tasks", "tea", "--yes", "--json", env=keyed)
    result = json.loads(ran.out)["results"][0]
    assert (result["correctness"], result["note"]) == ("10", "5/5 cases, 0/0 edge cases")


@pytest.mark.parametrize("name", ["prompt.txt", "check.toml", "more.txt"])
def test_a_run_does_not_go_on_with_a_task_that_was_changed(
    name: str, own: Path, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("Leaves.")), Scripted([b"no"], status=404))
    asked = ("bench", "--models", "glm-5,kimi-k2.5", "--tasks", "tea", "--parallel", "1", "--yes")
    assert ask(*asked, env=keyed).code == 0
    usual = (own / "tea" / name).read_text() if (own / "tea" / name).exists() else None
    (own / "tea" / name).write_text('kind = "review"\n[[faults]]\nname = "a"\npattern = "b"\n')
    before = len(gateway.received)
    ran = ask("bench", "--resume", "--yes", env=keyed)
    assert (ran.code, "the task tea was changed after run 1 asked it" in ran.err) == (2, True)
    assert len(gateway.received) == before
    (own / "tea" / name).unlink() if usual is None else (own / "tea" / name).write_text(usual)
    gateway.answers(Scripted(stream("Leaves.")))
    assert ask("bench", "--resume", "--yes", env=keyed).code == 0
    assert len(gateway.received) == before + 1
    (own / "tea" / name).write_text("changed again")
    if name != "check.toml":  # nothing is left to ask
        assert ask("bench", "--resume", "--yes", env=keyed).code == 0
