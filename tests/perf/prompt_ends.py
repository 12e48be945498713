"""Measures how soon the command does what it must: ends on Ctrl-C, asks the next model, keeps deadlines, bounds memory.

python -m tests.perf.prompt_ends prints seconds and megabytes, each beside what is aimed at.
"""

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.faults import cuts, transport
from tests.faults.play import Scenario, ask_command, environment_of, play
from tests.faults.server import Act, FaultGateway, Script
from tests.faults.wording import WHOLE, delta, head, response

RUNS = 5
TRANSPORT = {scenario.name: scenario for scenario in transport.SCENARIOS}
CUTS = {scenario.name: scenario for scenario in cuts.SCENARIOS}


def main() -> None:
    """Print every figure."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        waits: dict[str, tuple[Script, str]] = {
            "connecting": ([], transport.BLACKHOLE),
            "looking up a name": ([], "https://slow-name.invalid/v1"),
            "waiting for a head": ([Act.HOLD], ""),
            "waiting for a word": ([head(), Act.HOLD], ""),
            "hearing an answer": ([head(), delta(content="Hello"), Act.HOLD], ""),
            "backing off": ([response(429, "", "Retry-After: 15")], ""),
        }
        for name, (script, url) in waits.items():
            ended = [taken for _ in range(RUNS) if (taken := _interrupted(script, url, home)) is not None]
            figure = f"{median(ended) * 1000:.0f} ms" if ended else "was over"
            _say(f"Ctrl-C while {name}", figure, "200 ms")
        _say("the next model after a refused connection", f"{_next_model(home) * 1000:.0f} ms", "100 ms")
        for status in (400, 401):
            asked = play(Scenario("one", [[response(status, "no")]]), home / f"s{status}", terminal=False)
            _say(f"requests on {status}", str(len(asked.received)), "1")
        for variable, script in (
            ("FIRST_TOKEN", [head(), Act.HOLD]),
            ("STALL", [head(), delta(content="x"), Act.HOLD]),
        ):
            timed = Scenario(
                "t",
                [script],
                arguments=("-m", "qwen3-32b", "hi"),
                environment={f"ASK_{variable}_TIMEOUT": "2"},
            )
            _say(
                f"{variable.lower()} of 2 s",
                f"{play(timed, home / variable, terminal=False).seconds:.2f} s",
                "3 s",
            )
        for scenario in (
            CUTS["an endless answer"],
            CUTS["a line that never ends"],
            CUTS["a gzip bomb"],
            CUTS["an endless json document"],
            TRANSPORT["a header of a megabyte"],
            TRANSPORT["headers without end"],
        ):
            peak = play(replace(scenario, memory=1), home / scenario.name, terminal=False).memory
            _say(f"memory: {scenario.name}", f"{peak} MB", "150 MB")


def _interrupted(script: Script, url: str, home: Path) -> float | None:
    gateway = FaultGateway(lambda _index, _received: script)
    process = subprocess.Popen(
        [ask_command(), "-m", "qwen3-32b", "hi"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment_of(home, url or f"http://127.0.0.1:{gateway.port}/v1"),
    )
    time.sleep(0.8)
    if process.poll() is not None:  # a resolver may have answered at once
        return None
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.wait(10)
    gateway.close()
    return time.monotonic() - start


def _next_model(home: Path) -> float:
    """Give the seconds between a request that is refused by one machine and the one to the next, the launch taken off."""
    configuration = """
[providers.dead]
base_url = "http://127.0.0.1:1/v1"
needs_key = false
[models.gone]
[tiers.simple]
models = [{first}"qwen3-32b"]
"""
    taken = []
    for number in range(RUNS):
        times = []
        for first in ("", '"dead:gone", '):
            scenario = Scenario(
                "next", [[head(), WHOLE]], configuration=configuration.replace("{first}", first)
            )
            start = time.monotonic()
            asked = play(scenario, home / f"next{number}{len(first)}", terminal=False)
            times.append(asked.received[0].moment - start)
        taken.append(times[1] - times[0])
    return median(taken)


def _say(what: str, figure: str, aim: str) -> None:
    sys.stdout.write(f"{what:<45} {figure:>9}   (aim: {aim})\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
