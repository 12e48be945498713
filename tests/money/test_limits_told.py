"""What is said of limits on spending: as they were set, how to go on, and what passed them."""

import pytest

from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

OVERFLOWING = Scripted(events(delta("Hello"), finish(), usage(20, 200_000)))


@pytest.mark.parametrize("more", [(), ("--no-log",), ("--demo",)])
def test_a_limit_that_a_gateway_passes_is_told(
    more: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(OVERFLOWING)
    ran = ask("-0", "hi", "--max-cost", "0.001", *more, env=keyed)
    told = "the limit of $0.0010 a call was passed by $0.049: the gateway gave 200,000 tokens where 2,048 were allowed"
    assert ran.code == 0
    assert (told in ran.err) is (more != ("--demo",))


def test_a_limit_of_a_day_that_a_gateway_passes_is_told_once(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(OVERFLOWING)
    assert ask("cap", "0.01/day").code == 0
    ran = ask("-0", "hi", env=keyed)
    assert "the limit of $0.010 a day was passed by $0.040: the gateway gave 200,000 tokens" in ran.err
    assert "was passed" not in ask("-0", "hi", env=keyed).err
