"""What a Kubernetes Secret holds is found, however much it is."""

from base64 import b64encode

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import LETTERS, Forge


@pytest.mark.parametrize("mark", ["", "+", "> "], ids=ascii)
@pytest.mark.parametrize("size", [3, 900])
def test_every_value_of_a_long_secret_is_found(size: int, mark: str) -> None:
    forge = Forge(22)
    values = [b64encode(forge.some(LETTERS, 15).encode()).decode() for _ in range(size)]
    lines = ["kind: Secret", "data:", *(f"  site-{place}: {value}" for place, value in enumerate(values))]
    text = "".join(f"{mark}{line}\n" for line in lines)
    covered = "".join(text[found.start : found.end] for found in scan(text))
    assert [value for value in values if value not in covered] == []
