"""A line that fills many screens is shown in part while it is typed, and sent whole."""

from collections.abc import Callable

from tests.repl.terminal import Terminal
from tests.scripted import ScriptedGateway

Opened = Callable[..., Terminal]
LINE = " ".join(f"word{number:05}" for number in range(4000))


def test_what_is_typed_at_either_end_of_a_long_line_is_shown_and_sent(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    with opened() as terminal:
        terminal.paste(LINE).wait("word03999").rest()
        terminal.send("the end").wait("word03999the end")
        terminal.send("\x01").wait("› word00000")
        terminal.send("the start ").wait("› the start word00000")
        terminal.send("\x05").wait("word03999the end")
        terminal.send("\x1b[D" * 3 + "very ").wait("the very end")
        terminal.send("\r").wait(" out ")
    assert gateway.received[0].body["messages"][-1]["content"] == f"the start {LINE}the very end"
