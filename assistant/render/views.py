"""The views: how an answer is shown on a terminal, in a pipe, and as one JSON object."""

import errno
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from assistant.cost import Usage
from assistant.errors import AnswerCut, cause_of
from assistant.interrupt import Interrupted, Uninterrupted
from assistant.render.status_lines import StatusLines
from assistant.reply import Delta, Ending, Idle, Reply
from assistant.safe import Unseen, json_text
from assistant.turn import Event


class Renderer(Protocol):
    """Puts a streamed answer on a terminal."""

    def write(self, text: str) -> None:
        """Show a piece of the answer."""

    def tick(self) -> None:
        """Show what was held back, when nothing comes for a moment."""

    def close(self) -> None:
        """Leave the terminal as it was found."""


@contextmanager
def writing() -> Iterator[None]:
    """Run the body, which writes to stdout.

    Raises Interrupted where its reader or its terminal is gone, AnswerCut where it cannot be written: a full disk.
    """
    try:
        yield
    except BrokenPipeError:
        raise Interrupted(signal.SIGPIPE) from None
    except OSError as error:
        if error.errno == errno.EIO:  # the terminal is gone
            raise Interrupted(signal.SIGHUP) from None
        raise AnswerCut(f"the answer could not be written: {cause_of(error)}") from error


class Passage(Protocol):
    """What an answer goes through on its way into a pipe."""

    def feed(self, chunk: str) -> str:
        """Give what of the text so far may be written."""

    def close(self) -> str:
        """Give what was held back."""


class UnchangedText:
    """A passage that changes nothing."""

    def feed(self, chunk: str) -> str:
        """Give the text."""
        return chunk

    def close(self) -> str:
        """Give nothing: nothing was held back."""
        return ""


class PipeWriter:
    """Text on its way into a pipe, through a passage; each piece is flushed. `unseen` looks at what it was given."""

    def __init__(self, out: TextIO, passage: Passage) -> None:
        self.unseen = Unseen()
        self._out = out
        self._passage = passage
        self._last = ""

    def write(self, text: str) -> None:
        """Write what may be written of the text so far."""
        self.unseen.feed(text)
        self._write(self._passage.feed(text))

    def close(self) -> None:
        """Write what was held back, and one newline where there was none at the end."""
        self._write(self._passage.close())
        if self._last and self._last != "\n":
            self._write("\n")

    def _write(self, text: str) -> None:
        if not text:
            return
        self._last = text[-1]
        with writing():
            self._out.write(text)
            self._out.flush()


class PipeView:
    """The model's text as it comes, but for control characters; one newline at the end where there was none."""

    def __init__(self, out: TextIO, status: StatusLines, passage: Passage) -> None:
        self._writer = PipeWriter(out, passage)
        self._status = status

    def show(self, event: Event) -> None:
        """Show one event."""
        self._status.show(event)
        if isinstance(event, Delta):
            self._writer.write(event.text)

    def finish(self, reply: Reply) -> None:
        """End the last line and say what the answer took."""
        self._writer.close()
        if self._writer.unseen.notice:
            self._status.warn(self._writer.unseen.notice)
        self._status.finish(reply)


class TerminalView:
    """The answer rendered on a terminal; the renderer is made when there is time: while the first token is awaited.

    `settle` is called when all is shown, before anybody else reads from the terminal.
    """

    def __init__(
        self, status: StatusLines, renderer: Callable[[], Renderer], settle: Callable[[], None]
    ) -> None:
        self._status = status
        self._make = renderer
        self._settle = settle
        self._renderer: Renderer | None = None
        self._unshown = ""  # what came, until the renderer has it: an interrupt may end the making of that

    def show(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, Delta):
            self._unshown = event.text
        self._status.show(event)
        with writing():
            match event:
                case Delta():
                    renderer = self._ready()
                    with Uninterrupted():
                        text, self._unshown = self._unshown, ""
                        renderer.write(text)
                case Idle():
                    renderer = self._ready()
                    with Uninterrupted():
                        renderer.tick()
                case _:
                    pass

    def finish(self, reply: Reply) -> None:
        """Put the terminal in order and say what the answer took."""
        if self._renderer is not None or self._unshown:
            with writing():
                renderer = self._ready()
                renderer.write(self._unshown)
                renderer.close()
        self._status.finish(reply)
        self._settle()

    def _ready(self) -> Renderer:
        if self._renderer is None:
            self._renderer = self._make()
        return self._renderer


class JsonView:
    """One JSON object when the answer is over; nothing before."""

    def __init__(self, out: TextIO, status: StatusLines) -> None:
        self._out = out
        self._status = status

    def show(self, event: Event) -> None:
        """Say beside it what happens."""
        self._status.show(event)

    def finish(self, reply: Reply) -> None:
        """Write the object."""
        with writing():
            self._out.write(json_text(reply_as_json(reply)) + "\n")
            self._out.flush()
        if reply.ended.ending is not Ending.WHOLE:
            self._status.finish(reply)


def reply_as_json(reply: Reply) -> dict[str, object]:
    """Give a reply as plain JSON values; times in seconds, `cost_usd` null where it is unknown."""
    usage, cost, decision = reply.spent, reply.cost, reply.route.decision
    return {
        "answer": reply.text,
        "tier": decision.tier.label,
        "confidence": decision.confidence,
        "reasons": [str(reason) for reason in decision.reasons],
        "provider": reply.candidate.provider.name,
        "model": reply.candidate.model.id,
        "answered_by": reply.served or None,
        "finish_reason": reply.ended.finish_reason,
        "usage": usage_as_json(usage),
        "cost_usd": None if cost.amount is None else float(cost.amount),
        "cost_is_estimate": cost.estimated,
        "ttft_s": None if reply.time_to_first_token is None else round(reply.time_to_first_token, 4),
        "elapsed_s": round(reply.elapsed, 4),
        "ending": reply.ended.ending.value,
    }


def usage_as_json(usage: Usage) -> dict[str, object]:
    """Give tokens under the names the protocol has for them; `estimated` where nobody counted them."""
    return {
        "prompt_tokens": usage.input,
        "completion_tokens": usage.output,
        "reasoning_tokens": usage.thinking,
        "estimated": usage.estimated,
    }
