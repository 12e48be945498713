"""Plays all selected scenarios at once in a few threads: most of them only wait."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from .play import Outcome, Scenario, play

AT_ONCE = 6


@pytest.fixture(scope="session")
def played(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Scenario, str], Outcome]]:
    """Give what came of a scenario in a mode: "pipe" or "terminal"."""
    folder = tmp_path_factory.mktemp("faults")
    outcomes: dict[tuple[str, str], Future[Outcome]] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for item in request.session.items:
            values = getattr(item, "callspec", None) and item.callspec.params
            if values and "scenario" in values and "mode" in values:
                scenario, mode = values["scenario"], values["mode"]
                home = folder / f"{len(outcomes)}"
                outcomes[scenario.name, mode] = pool.submit(play, scenario, home, terminal=mode == "terminal")
        yield lambda scenario, mode: outcomes[scenario.name, mode].result()
        for outcome in outcomes.values():
            outcome.cancel()
