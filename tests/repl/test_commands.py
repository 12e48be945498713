"""Slash commands as a person types them."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ASK
from tests.repl.terminal import Terminal, environment
from tests.scripted import ScriptedGateway

Opened = Callable[..., Terminal]


def test_a_cap_of_a_number_is_the_sessions_and_one_of_a_day_holds_in_every_shell(
    home: Path, opened: Opened, gateway: ScriptedGateway
) -> None:
    with opened(columns=120) as terminal:
        terminal.send("/cap 2/day\r").wait(r"there is no cap; spent: \$0")
        terminal.wait(r"in every shell \$2.00 a day at most; left: \$2.00")
        terminal.send("/cap 0.50\r").wait(r"the session's cap is \$0.50")
        terminal.send("/cap 3/week\r").wait('"3/week" is not a limit')
        terminal.send("/cap 0/month\r").wait(r"\$0.*a month at most")
        terminal.send("does it fit\r").wait("limit of").wait(r"(?m)^›$")
        terminal.send("/cap off\r").wait("(?s)limit of.*there is no cap.*in every shell")
        terminal.send("/quit\r")
        assert terminal.ended() == 0
    told = subprocess.run([*ASK, "cap"], env=environment(home), capture_output=True, text=True)
    assert told.stdout.splitlines() == ["$2.00 a day: $2.00 left", "$0 a month: $0 left"]
    assert not gateway.received


def test_every_theme_of_the_option_is_one_of_the_command_the_built_in_ones_first(opened: Opened) -> None:
    with opened(columns=100) as terminal:
        terminal.send("/theme \t").wait("light").wait("abap").rest()
        shown = terminal.text
        assert shown.index("dark") < shown.index("light") < shown.index("abap")
        terminal.send("\x03\x03/theme monokai\r").wait("(?m)^theme monokai|theme monokai$")
        terminal.send("/theme monokay\r").wait("no theme.*did you mean monokai")
        terminal.send("/theme auto\r").wait("theme auto").send("/theme\r").wait("auto, dark, light, abap")
        terminal.send("hi\r").wait("Hello world")
