"""`ask doctor`: looks at everything an answer takes, and says what to do about what is not right."""

from collections import Counter

import click

from assistant import showing
from assistant.cli.check_result import CheckResult, State
from assistant.cli.health_checks import health_checks
from assistant.render.notes import is_terminal
from assistant.safe import json_text, visible_on_one_line
from assistant.shell import Display, Shell

_COLOURS = {State.OK: "32", State.WARN: "33", State.FAIL: "31"}  # SGR: green, yellow, red
_WIDTH = max(len(state.value) for state in State)
_AREA = 15  # columns


@click.command("doctor")
@click.option("--offline", is_flag=True, help="Ask no gateway.")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON list.")
@click.pass_obj
def doctor(shell: Shell, *, offline: bool, as_json: bool) -> int:
    """Look at configuration, keys, gateways, models, terminal, record and clock: ok, warn or fail, each with the fix.

    Nothing is asked of a model, so it costs nothing. It ends with 0 where nothing fails, else with the exit code a
    question would meet: 2 configuration, 3 key, 4 gateway.
    """
    results: list[CheckResult] = []
    styled = is_terminal(shell.stdout) and showing.styled(shell, Display())
    for result in health_checks(shell, offline=offline):
        results.append(result)
        if not as_json:
            shell.stdout.write(_line(result, styled=styled))
            shell.stdout.flush()
    if as_json:
        plain = [_as_plain(result) for result in results]
        shell.stdout.write(json_text(plain, indent=1) + "\n")
    else:
        count = Counter(result.state for result in results)
        shell.stdout.write(", ".join(f"{count[state]} {state.value}" for state in State) + "\n")
    return next((result.code for result in results if result.state is State.FAIL), 0)


def _line(result: CheckResult, *, styled: bool) -> str:
    state = result.state.value.ljust(_WIDTH)
    if styled:
        state = f"\x1b[{_COLOURS[result.state]}m{state}\x1b[0m"
    fix = f"{' ' * (_WIDTH + _AREA + 2)}-> {visible_on_one_line(result.fix)}\n" if result.fix else ""
    return f"{state}  {visible_on_one_line(result.area):<{_AREA}}{visible_on_one_line(result.said)}\n{fix}"


def _as_plain(result: CheckResult) -> dict[str, str]:
    return {
        "state": result.state.value,
        "area": result.area,
        "said": result.said,
        "fix": result.fix,
    }
