"""What nothing has scored is not ranked, and no line says that it was checked."""

from decimal import Decimal
from pathlib import Path

from assistant.bench.run import Result
from assistant.bench.table import axes_said, rows, standings
from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, stream


def heard(task: str, model: str, score: str | None) -> Result:
    correctness = None if score is None else Decimal(score)
    return Result(task, model, 1, "whole", answer="a", correctness=correctness, price=Decimal(1))


def test_a_task_without_a_check_ranks_no_model(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    own = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "bench" / "own"
    own.mkdir(parents=True)
    (own / "prompt.txt").write_text("explain tea\n")
    gateway.answers(Scripted(stream("Leaves.")))
    ran = ask("bench", "--tasks", "own", "--models", "glm-5,kimi-k2.5", "--yes", env=keyed)
    head, *models, said = ran.out.splitlines()
    assert (head.split()[0], [row.split()[0] for row in models]) == ("model", ["glm-5", "kimi-k2.5"])
    assert said == "not scored: no answer was checked; --judge MODEL scores what no check covers"


def test_a_model_without_a_score_stands_below_the_ranked_ones() -> None:
    found = standings([heard("flatten", "a", None), heard("flatten", "b", "7"), heard("flatten", "c", "9")])
    assert [row[:2] for row in rows(found)] == [("1", "c"), ("2", "b"), ("-", "a")]


def test_what_is_scored_by_checks_leaves_out_what_has_none() -> None:
    mixed = axes_said([heard("flatten", "a", "7"), heard("own", "a", None)])
    assert mixed.endswith("documentation are not scored, nor is anything of own")
    assert axes_said([heard("flatten", "a", "7")]).endswith("documentation are not scored")
    assert axes_said([Result("flatten", "a", 1, "failed")]) == "not scored: no answer was checked"
