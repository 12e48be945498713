"""What is tried again, how long it waits, and who is asked instead."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from .play import Scenario
from .server import Act
from .wording import WHOLE, head, response

ALONE = ("-m", "qwen3-32b", "hi")
GOOD = [head(), WHOLE]
FIRST, SECOND, THIRD = "deepseek-v4-flash", "qwen3-32b", "ga-standard"


def _no(status: int, *lines: str) -> list[bytes]:
    return [response(status, {"error": {"message": "not now"}}, *lines)]


def _in(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def _given_up(name: str, *headers: str, status: int = 429, says: tuple[str, ...] = ()) -> Scenario:
    """A model that is asked for by name and says to come back too late: nobody else is asked, and not again."""
    return Scenario(
        name, [_no(status, *headers)], out="", code=4, requests=1, arguments=ALONE, says=says, within=4
    )


TWO_PROVIDERS = """
[providers.other]
base_url = "http://127.0.0.1:1/v1"
needs_key = false
[models.local]
[tiers.simple]
models = ["other:local", "qwen3-32b"]
"""

SCENARIOS = (
    *(
        Scenario(
            f"{status}, then whole", [_no(status), GOOD], requests=2, says=("trying again in",), within=5
        )
        for status in (408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529)
    ),
    Scenario("two failures, then whole", [_no(503), _no(503), GOOD], models=(FIRST, FIRST, FIRST), within=7),
    Scenario(
        "three failures, then the next model",
        {FIRST: _no(503), "": GOOD},
        models=(FIRST, FIRST, FIRST, SECOND),
        says=("503.*asking qwen3-32b",),
        within=8,
    ),
    Scenario(
        "two models failing, the third whole",
        {THIRD: GOOD, "": _no(500)},
        models=(FIRST, FIRST, FIRST, SECOND, SECOND, THIRD),
        within=12,
    ),
    Scenario("all failing", [_no(503)], out="", code=4, requests=6, within=15),
    Scenario(
        "no retries wanted",
        [_no(503)],
        out="",
        code=4,
        requests=1,
        arguments=ALONE,
        environment={"ASK_RETRIES": "0"},
        within=4,
    ),
    Scenario(
        "two requests in all, by the configuration",
        [_no(503)],
        out="",
        code=4,
        requests=2,
        configuration="[limits]\nretries = 0\nrequests = 2\n",
        within=4,
    ),
    Scenario(
        "a number of requests that is none",
        [GOOD],
        out="",
        code=2,
        requests=0,
        environment={"ASK_MAX_REQUESTS": "many"},
        says=("ASK_MAX_REQUESTS must be",),
    ),
    Scenario("one model failing", [_no(503)], out="", code=4, requests=3, arguments=ALONE, within=8),
    Scenario(
        "retry-after in seconds",
        [_no(429, "Retry-After: 1"), GOOD],
        requests=2,
        says=("trying again in 1",),
        within=5,
    ),
    Scenario("retry-after as a date", [_no(429, f"Retry-After: {_in(3)}"), GOOD], requests=2, within=9),
    Scenario(
        "retry-after as a date gone by",
        [_no(429, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"), GOOD],
        requests=2,
        within=5,
    ),
    Scenario(
        "retry-after-ms", [_no(429, "Retry-After-Ms: 300", "Retry-After: 15"), GOOD], requests=2, within=4
    ),
    Scenario("retry-after of nothing", [_no(429, "Retry-After: 0"), GOOD], requests=2, within=4),
    Scenario("retry-after below nothing", [_no(429, "Retry-After: -5"), GOOD], requests=2, within=4),
    Scenario("retry-after of nonsense", [_no(429, "Retry-After: soon"), GOOD], requests=2, within=5),
    Scenario("retry-after nan", [_no(429, "Retry-After: nan"), GOOD], requests=2, within=5, unsaid=("nan",)),
    Scenario(
        "retry-after infinite", [_no(429, "Retry-After: inf"), GOOD], requests=2, within=6, unsaid=("inf s",)
    ),
    Scenario(
        "retry-after too long, another model",
        {FIRST: _no(429, "Retry-After: 3600"), "": GOOD},
        models=(FIRST, SECOND),
        within=4,
    ),
    _given_up(
        "retry-after too long, alone",
        "Retry-After: 3600",
        says=("busy.*1 h.*ask again then, or name another model",),
    ),
    _given_up(
        "retry-after too long on a 503",
        "Retry-After: 120",
        status=503,
        says=("(2 min|120 s|at \\d\\d:\\d\\d)",),
    ),
    _given_up(
        "retry-after of a century",
        "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT",
        says=("in more than 30 days",),
    ),
    _given_up(
        "retry-after of a trillion days",
        "Retry-After: 86400000000000000",
        says=(r"busy \(429, free again in more than 30 days\): not now name another model: -m$",),
    ),
    Scenario(
        "busy says who is asked",
        {FIRST: _no(429, "Retry-After: 60"), "": GOOD},
        says=(r"deepseek-v4-flash is busy \(429.*asking qwen3-32b",),
    ),
    Scenario("a reset before a word, then whole", [[0.1, Act.RESET], GOOD], requests=2, within=5),
    Scenario("a close before the head, then whole", [[b""], GOOD], requests=2, within=5),
    Scenario("a head and no word, then whole", [[head()], GOOD], requests=2, within=5),
    Scenario("a reset after the head, then whole", [[head(), 0.1, Act.RESET], GOOD], requests=2, within=5),
    Scenario(
        "never to a model that was not asked for",
        [_no(429, "Retry-After: 60")],
        out="",
        code=4,
        arguments=ALONE,
        models=(SECOND,),
    ),
    Scenario(
        "a refused connection, another provider",
        [GOOD],
        configuration=TWO_PROVIDERS,
        says=("refused.*asking qwen3-32b",),
        models=(SECOND,),
        within=4,
    ),
    Scenario(
        "a lower tier, allowed",
        {"deepseek-v4-flash": GOOD, "": _no(404)},
        arguments=("-1", "--allow-lower", "hi"),
        models=("qwen3-coder-30b", "deepseek-coder", "ga-standard", "deepseek-v4-flash"),
        within=5,
    ),
    Scenario(
        "a lower tier, allowed by the configuration",
        {"deepseek-v4-flash": GOOD, "": _no(404)},
        arguments=("-1", "hi"),
        configuration="[tiers]\nallow_lower = true\n",
        says=("asking deepseek-v4-flash",),
        within=5,
    ),
    Scenario(
        "the reasoning tier stays on its tier",
        [_no(503, "Retry-After: 99")],
        out="",
        code=4,
        arguments=("-2", "hi"),
        models=("deepseek-r1", "deepseek-v4-pro", "kimi-k2.5"),
        within=5,
    ),
)
