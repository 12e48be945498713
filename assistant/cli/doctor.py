"""`ask doctor`: looks at everything an answer takes, and says what to do about what is not right."""

from collections import Counter

import click

from assistant import showing
from assistant.cli.examining import examined
from assistant.cli.finding import Finding, State
from assistant.render.notes import is_terminal
from assistant.safe import json_text, visible, visible_on_one_line
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
    findings: list[Finding] = []
    styled = is_terminal(shell.stdout) and showing.styled(shell, Display())
    for finding in examined(shell, offline=offline):
        findings.append(finding)
        if not as_json:
            shell.stdout.write(_line(finding, styled=styled))
            shell.stdout.flush()
    if as_json:
        plain = [_as_plain(finding) for finding in findings]
        shell.stdout.write(json_text(plain, indent=1) + "\n")
    else:
        count = Counter(finding.state for finding in findings)
        shell.stdout.write(", ".join(f"{count[state]} {state.value}" for state in State) + "\n")
    return next((finding.code for finding in findings if finding.state is State.FAIL), 0)


def _line(finding: Finding, *, styled: bool) -> str:
    state = finding.state.value.ljust(_WIDTH)
    if styled:
        state = f"\x1b[{_COLOURS[finding.state]}m{state}\x1b[0m"
    fix = f"{' ' * (_WIDTH + _AREA + 2)}-> {visible_on_one_line(finding.fix)}\n" if finding.fix else ""
    return f"{state}  {visible(finding.area):<{_AREA}}{visible_on_one_line(finding.said)}\n{fix}"


def _as_plain(finding: Finding) -> dict[str, str]:
    return {
        "state": finding.state.value,
        "area": finding.area,
        "said": finding.said,
        "fix": finding.fix,
    }
