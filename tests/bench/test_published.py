"""The field report's own figures, and the tasks as data."""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import ScriptedGateway

VALUES = [34.8, 34.4, 25.1, 11.7, 3.8, 3.0, 29.6, 4.2, 13.2, 42.5]


def test_the_published_table_is_reproduced_exactly(ask: Run) -> None:
    published = json.loads(ask("bench", "--published", "--json").out)
    assert [row["value"] for row in published["models"]] == VALUES
    assert [row["rank"] for row in published["models"]] == [2, 3, 5, 7, 9, 10, 4, 8, 6, 1]
    assert published["blended_usd_per_million"] == "0.3875"
    assert published["saved"] == "0.87"


def test_the_published_table_is_dated_and_reads_as_a_table(ask: Run) -> None:
    ran = ask("bench", "--published")
    assert ran.code == 0
    assert "2026" in ran.out.splitlines()[0]
    assert all(f"{value:.1f}" in ran.out for value in VALUES)
    assert "$0.3875/M, 87% below Kimi K2.5" in ran.out


DEMO = ("bench", "--demo", "--models", "deepseek-v4-flash", "--tasks", "flatten", "--yes")


def test_the_published_figures_and_a_comparison_come_as_lines_of_a_table_too(ask: Run) -> None:
    ask(*DEMO)
    published = csv.DictReader(ask("bench", "--published", "--csv").out.splitlines())
    assert [float(row["value"]) for row in published] == VALUES
    assert ask("bench", "--published", "--md").out.startswith("| rank | model |")
    (row,) = csv.DictReader(ask("bench", "--compare", "--csv").out.splitlines())
    assert (row["model"], row["reported"], row["reported value"]) == ("deepseek-v4-flash", "8.7", "34.8")
    assert ask("bench", "--compare", "--md").out.startswith("| model | score |")
    (one,) = json.loads(ask("bench", "--compare", "--json").out)["models"]
    assert (one["reported_score"], one["score"]) == (8.7, float(row["score"]))


def test_a_score_is_rounded_to_one_figure_wherever_it_stands(ask: Run, tmp_path: Path) -> None:
    ran = ask(*DEMO, "--json", "--html", "page.html")
    (one,) = json.loads(ran.out)["models_ranked"]
    assert (one["correctness"], one["edges"]) == (10, 8.5)
    assert (one["score"], one["lowest"], one["highest"]) == (9.3, 9.3, 9.3)
    assert " · 9.3 " in ran.err
    assert "deepseek-v4-flash · 1 · 9.3 " in (tmp_path / "page.html").read_text()


@pytest.mark.parametrize(
    "passed_over",
    [
        "--published --compare",
        "--compare --html page.html",
        "--published --models glm-5",
        "--mine 5 --tasks flatten",
        "--json report",
    ],
)
def test_an_option_that_would_be_passed_over_is_refused(passed_over: str, ask: Run) -> None:
    ran = ask("bench", *passed_over.split())
    assert (ran.code, ran.out, "does not go with" in ran.err) == (2, "", True)


def test_five_tasks_come_with_it_and_a_folder_adds_one(ask: Run, environment: dict[str, str]) -> None:
    own = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "bench" / "reverse"
    own.mkdir(parents=True)
    (own / "prompt.txt").write_text("Reverse a string in Go\n")
    names = [line.split()[0] for line in ask("bench", "tasks").out.splitlines()]
    assert names[:6] == ["flatten", "race", "dijkstra", "go-review", "express", "reverse"]


PYTHON = 'kind = "python"\nfunction = "f"\n'
CASE = '[[cases]]\naxis = "correctness"\ncall = "[]"\ngives = "[]"\n'


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("kind = ", "Invalid value"),
        ("", "kind must be"),
        ('kind = ["python"]', "kind must be"),
        ('kind = "python"\n' + CASE, "needs a function"),
        ('kind = "python"\nfunction = "f"\ncases = "x"', "needs a function and [[cases]]"),
        ('kind = "python"\nfunction = "f"\n' + CASE.replace("gives", "give"), "case 1 needs an axis"),
        (
            'kind = "python"\nfunction = "f"\n' + CASE.replace('call = "[]"', "call = 1"),
            "a call (an expression)",
        ),
        ('kind = "python"\nfunction = "f"\n' + CASE.replace("correctness", "edges"), "no case is of"),
        ('kind = "script"\nneeds = "x"\nlanguages = ["js"]\n' + CASE, "check.js"),
        (PYTHON + CASE.replace('call = "[]"', 'call = "3 +"'), "the call of case 1 is no Python"),
        (PYTHON + CASE.replace('call = "[]"', 'call = "1)(2"'), "the call of case 1 is more than arguments"),
        (PYTHON + CASE.replace('call = "[]"', 'call = "neg(3)"'), "the call of case 1 raises NameError"),
        (PYTHON + CASE.replace('call = "[]"', "call = \"open('/etc/passwd')\""), "of case 1 tried open"),
        (PYTHON + CASE.replace('gives = "[]"', 'gives = "-3("'), "what case 1 gives is no Python"),
        (PYTHON + CASE.replace('gives = "[]"', 'gives = "tea"'), "a text has quotes: 'tea'"),
        ('kind = "review"\nfaults = []', "needs [[faults]]"),
        ('kind = "review"\n[[faults]]\nname = "a"\npattern = "("', "is no pattern"),
        ('kind = "review"\n[[faults]]\nname = "a"', "a name and a pattern"),
    ],
)
def test_a_task_whose_checker_cannot_be_used_is_named_before_anything_is_asked(
    check: str, told: str, ask: Run, environment: dict[str, str]
) -> None:
    own = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "bench" / "odd"
    own.mkdir(parents=True)
    (own / "prompt.txt").write_text("x")
    (own / "check.toml").write_text(check)
    ran = ask("bench", "--demo", "--tasks", "odd", "--yes")
    assert (ran.code, ran.out, "odd" in ran.err, told in ran.err) == (2, "", True, True), ran.err
    listed = ask("bench", "tasks")
    assert (listed.code, "left out: " in listed.out, told in listed.out) == (0, True, True), listed.out


def test_no_task_is_taken_that_another_could_change(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    own = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "bench" / "own"
    own.mkdir(parents=True)
    for name in ("prompt.txt", "a.py"):
        (own / name).write_text("say hello")
    for path, mode in ((own / "prompt.txt", 0o666), (own / "a.py", 0o666), (own, 0o777)):
        usual = path.stat().st_mode
        path.chmod(mode)
        ran = ask("bench", "--tasks", "own", "--models", "glm-5", "--yes", "--no-run", env=keyed)
        assert (ran.code, "the task's " in ran.err) == (2, True)
        assert ("anyone can change" if path == own else "can be changed by others") in ran.err
        path.chmod(usual)
    assert gateway.received == []
    assert ask("bench", "--tasks", "own", "--models", "glm-5", "--yes", "--no-run", env=keyed).code == 0
