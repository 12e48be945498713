"""What the guard finds, and leaves alone, in files written as their authors would: a row a form."""

import pytest

from assistant.guard.scan import scan
from assistant.guard.vault import Vault
from tests.guard.rows import rows


@pytest.mark.parametrize(
    "files",
    [
        ["secrets_ops.txt", "secrets_code.txt"],
        ["secrets_mixed.txt"],
        ["secrets_wide.txt"],
        ["secrets_tools.txt"],
        ["secrets_desks.txt"],
        ["secrets_trades.txt"],
        ["secrets_harbours.txt"],
        ["secrets_cities.txt"],
        ["secrets_markets.txt", "secrets_wild.txt"],
        ["secrets_offices.txt", "secrets_workshops.txt"],
        ["secrets_schools.txt", "secrets_islands.txt"],
        ["secrets_rivers.txt", "secrets_gardens.txt"],
        ["secrets_rooms.txt", "secrets_halls.txt", "secrets_yards.txt"],
        ["secrets_docks.txt"],
        ["secrets_mills.txt", "secrets_ferries.txt"],
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_at_least_97_of_100_rows_are_sent_without_their_secrets(seed: int, files: list[str]) -> None:
    cases = [case for file in files for case in rows(file, seed)]
    missed = []
    for case in cases:
        sent, _ = Vault().redact(case.text)
        if any(secret in sent for secret in case.secrets):
            missed.append(case.name)
    assert len(missed) <= len(cases) * 0.03, missed


@pytest.mark.parametrize(
    "file",
    [
        "lookalikes.txt",
        "lookalikes_mixed.txt",
        "lookalikes_wide.txt",
        "lookalikes_tools.txt",
        "lookalikes_desks.txt",
        "lookalikes_trades.txt",
        "lookalikes_harbours.txt",
        "lookalikes_cities.txt",
        "lookalikes_markets.txt",
        "lookalikes_wild.txt",
        "lookalikes_offices.txt",
        "lookalikes_workshops.txt",
        "lookalikes_schools.txt",
        "lookalikes_islands.txt",
        "lookalikes_gardens.txt",
        "lookalikes_rooms.txt",
        "lookalikes_halls.txt",
        "lookalikes_yards.txt",
        "lookalikes_docks.txt",
        "lookalikes_mills.txt",
        "lookalikes_ferries.txt",
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_at_most_3_of_100_rows_without_secrets_raise_a_false_alarm(seed: int, file: str) -> None:
    cases = rows(file, seed)
    false = [case.name for case in cases if scan(case.text)]
    assert len(false) <= len(cases) * 0.03, false


@pytest.mark.parametrize(
    "file",
    [
        "secrets_ops.txt",
        "secrets_code.txt",
        "secrets_mixed.txt",
        "secrets_wide.txt",
        "secrets_tools.txt",
        "secrets_desks.txt",
        "secrets_trades.txt",
        "secrets_harbours.txt",
        "secrets_cities.txt",
        "secrets_wild.txt",
        "lookalikes.txt",
    ],
)
def test_every_row_is_whole_again_once_restored(file: str) -> None:
    for case in rows(file):
        vault = Vault()
        assert vault.restore(vault.redact(case.text)[0]) == case.text
