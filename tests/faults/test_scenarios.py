"""Every scenario, in a pipe and on a terminal."""

from collections.abc import Callable

import pytest

from . import cuts, dialects, refusals, retries, transport
from .play import Outcome, Scenario, faults_in

TABLES = (dialects, cuts, transport, refusals, retries)
ALL = [scenario for table in TABLES for scenario in table.SCENARIOS]
SHOWN_AT_ONCE = 6  # every sixth is played on a terminal in the quick run, all of them in the slow one


def _named(scenario: Scenario) -> str:
    return scenario.name.replace(" ", "-")


@pytest.mark.parametrize("mode", ["pipe"])
@pytest.mark.parametrize("scenario", ALL, ids=_named)
def test_what_a_gateway_does_ends_well_in_a_pipe(
    scenario: Scenario, mode: str, played: Callable[[Scenario, str], Outcome]
) -> None:
    assert faults_in(scenario, played(scenario, mode), terminal=False) == []


@pytest.mark.parametrize("mode", ["terminal"])
@pytest.mark.parametrize(
    "scenario",
    [
        pytest.param(
            scenario, marks=() if number % SHOWN_AT_ONCE == 0 else (pytest.mark.slow,), id=_named(scenario)
        )
        for number, scenario in enumerate(ALL)
    ],
)
def test_what_a_gateway_does_ends_well_on_a_terminal(
    scenario: Scenario, mode: str, played: Callable[[Scenario, str], Outcome]
) -> None:
    assert faults_in(scenario, played(scenario, mode), terminal=True) == []


def test_no_two_scenarios_share_a_name() -> None:
    assert len({scenario.name for scenario in ALL}) == len(ALL)
