"""An answer that is interrupted before anything of it is on the screen."""

import io

import pytest

from assistant.prompt import Prompt
from assistant.render.footer import NextSteps
from assistant.render.notes import Loudness, Notes
from assistant.render.status_lines import StatusLines
from assistant.render.views import TerminalView
from assistant.reply import Delta, Ending
from tests.money.scenes import a_reply


class Shown:
    """A renderer that shows what it is given as it is."""

    def __init__(self) -> None:
        self.text = ""
        self.is_closed = False

    def write(self, text: str) -> None:
        self.text += text

    def tick(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True


def test_the_first_piece_is_shown_where_an_interrupt_ended_the_making_of_the_renderer() -> None:
    shown, makings = Shown(), iter((KeyboardInterrupt(),))

    def making() -> Shown:
        for interrupt in makings:
            raise interrupt
        return shown

    notes = Notes(io.StringIO(), Loudness.USUAL, styled=False)
    view = TerminalView(StatusLines(notes, Prompt("hi"), NextSteps()), making, lambda: None)
    with pytest.raises(KeyboardInterrupt):
        view.show(Delta("Hello wor"))
    view.finish(a_reply(ending=Ending.STOPPED))
    assert (shown.text, shown.is_closed) == ("Hello wor", True)
