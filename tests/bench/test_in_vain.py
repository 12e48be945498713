"""A run without an answer: its exit code is that of what stopped it."""

import pytest

from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway

COMMON = ("bench", "--tasks", "flatten", "--models", "glm-5,kimi-k2.5", "--yes")
ERROR = Scripted([b'{"error": {"message": "no"}}'], status=500)


@pytest.mark.parametrize(
    ("typed", "variables", "code", "said"),
    [
        (("--max-cost", "0.000001"), {}, 6, "over --max-cost, nothing was sent"),
        ((), {"ASK_BASE_URL": "http://127.0.0.1:1/v1"}, 4, "refused"),
        ((), {"GLOBAL_API_KEY": "", "ASK_BASE_URL": "https://gateway.invalid/v1"}, 3, "there is no key"),
    ],
)
def test_a_run_without_an_answer_ends_with_the_code_of_what_stopped_it(
    typed: tuple[str, ...], variables: dict[str, str], code: int, said: str, ask: Run, keyed: dict[str, str]
) -> None:
    ran = ask(*COMMON, *typed, env=keyed | variables)
    assert (ran.code, said in ran.err.partition("\nask: ")[2]) == (code, True), ran.err
    assert "glm-5" in ran.out


def test_a_run_that_several_things_stopped_has_no_answer_from_any_model(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(ERROR)
    ran = ask(*COMMON, "--max-cost", "0.01", "--parallel", "1", env=keyed)
    assert (ran.code, "ask: no model gave an answer" in ran.err) == (4, True), ran.err
