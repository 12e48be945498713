"""What fills many screens is shown in part, and sent and remembered whole."""

from collections.abc import Callable

from tests.repl.scenes import READY
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
    assert gateway.received[0].question == f"the start {LINE}the very end"


def test_of_many_lines_both_ends_stay_on_the_screen_and_all_are_remembered(
    opened: Opened, gateway: ScriptedGateway
) -> None:
    lines = "\n".join(f"row {number}" for number in range(100))
    with opened() as terminal:
        terminal.paste(lines).wait("row 99").send("\r").wait(" out ").wait(READY)
        terminal.wait(r"(?s)^.*\n› row 0\n.*· row 5\n· … 88 lines …\n· row 94\n")
        terminal.rest().send("\x1b[A").wait("row 99").send("\r").wait("(?s) out .* out ")
    assert [each.question for each in gateway.received] == [lines, lines]
