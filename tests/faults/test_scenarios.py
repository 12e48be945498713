"""Every scenario, in a pipe and on a terminal."""

from pathlib import Path

import pytest

from . import cuts, dialects, refusals, retries, transport
from .play import Scenario, faults_in, play

TABLES = (cuts, transport, refusals, retries)
TOLD = [scenario for table in TABLES for scenario in table.SCENARIOS]
ALL = [*dialects.SCENARIOS, *TOLD]
QUICK = {scenario.name for scenario in TOLD[::6]}
USUAL = dialects.SCENARIOS[0].out
# No view can tell dialects of the same text apart: a sixth of them will do. Nor is the longest of answers shown again.
SHOWN = [
    *(s for number, s in enumerate(dialects.SCENARIOS) if number % 6 == 0 or s.out != USUAL),
    *(s for s in TOLD if s.name != "an endless answer"),
]


def _named(scenario: Scenario) -> str:
    return scenario.name.replace(" ", "-")


@pytest.mark.parametrize("scenario", ALL, ids=_named)
def test_what_a_gateway_does_ends_well_in_a_pipe(scenario: Scenario, tmp_path: Path) -> None:
    assert faults_in(scenario, play(scenario, tmp_path, terminal=False), terminal=False) == []


@pytest.mark.parametrize(
    "scenario",
    [
        pytest.param(
            scenario, marks=() if scenario.name in QUICK else (pytest.mark.slow,), id=_named(scenario)
        )
        for scenario in SHOWN
    ],
)
def test_what_a_gateway_does_ends_well_on_a_terminal(scenario: Scenario, tmp_path: Path) -> None:
    assert faults_in(scenario, play(scenario, tmp_path, terminal=True), terminal=True) == []


def test_no_two_scenarios_share_a_name() -> None:
    assert len({scenario.name for scenario in ALL}) == len(ALL)
