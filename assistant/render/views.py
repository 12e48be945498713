"""The views: how an answer is shown on a terminal, in a pipe, and as one JSON object."""

import errno
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from assistant.cost import Usage
from assistant.errors import AnswerCut
from assistant.interrupt import Interrupted, Undivided
from assistant.prompt import Prompt
from assistant.render.footer import WaysOn, receipt, seam, tier_line
from assistant.render.notes import Notes
from assistant.reply import Delta, Ending, Pulse, Reply, Thinking, Waiting
from assistant.safe import Unseen, json_text
from assistant.turn import Capped, Event, FailedOver, Routed

SPINNER = "|/-\\"
SPINNER_DELAY = 0.5  # seconds; an answer that comes sooner needs none
TURNS = 5  # a second


class Renderer(Protocol):
    """Whoever puts a streamed answer on a terminal."""

    def write(self, text: str) -> None:
        """Show a piece of the answer."""

    def tick(self) -> None:
        """Show what was held back, when nothing comes for a moment."""

    def close(self) -> None:
        """Leave the terminal as it was found."""


@contextmanager
def writing() -> Iterator[None]:
    """Turn what can happen to stdout into an end of the answer: its reader left, or its disk is full."""
    try:
        yield
    except BrokenPipeError:
        raise Interrupted(signal.SIGPIPE) from None
    except OSError as error:
        if error.errno == errno.EIO:  # the terminal is gone
            raise Interrupted(signal.SIGHUP) from None
        raise AnswerCut(f"the answer could not be written: {error.strerror}") from error


class Margin:
    """What every view says beside the answer, on stderr."""

    def __init__(self, notes: Notes, prompt: Prompt, ways_on: WaysOn) -> None:
        self._notes = notes
        self._prompt = prompt
        self._ways_on = ways_on
        self._thinking = ""
        self._why, self._until = "", 0.0  # a wait that is counted down, and when it ends
        self._since: float | None = None  # when the wait for the first token began

    def show(self, event: Event) -> None:
        """Say what an event means."""
        if self._why:
            self._count_down(event)
        else:
            self._spin(event)
        match event:
            case Routed(route):
                self._notes.mention(tier_line(route, self._prompt.attachments))
            case Capped(wanted, allowed):
                self._notes.say(
                    f"a limit on spending allows {allowed:,} tokens at most instead of {wanted:,}"
                )
            case FailedOver(failure, following):
                self._notes.say(f"{failure.why}; asking {following.model.id}")
            case Waiting(_, why, seconds) if self._notes.rewrites:
                self._why, self._until = why, time.monotonic() + seconds
                self._count_down(Pulse())
            case Waiting(_, why, seconds):
                self._notes.say(f"{why}; trying again in {seconds:.1f} s")
            case Thinking(text):
                self._thinking = text
                self._notes.murmur(text)
            case Delta() if self._thinking:
                self._end_thinking()
            case _:
                pass

    def warn(self, line: str) -> None:
        """Say something about the answer."""
        self._notes.say(line)

    def finish(self, reply: Reply) -> None:
        """Say why the answer is not whole, where it is not, and what it took."""
        if self._why:
            self._count_down(reply)
        else:
            self._spin(reply)
        self._end_thinking()
        if reply.ended.signal == signal.SIGPIPE:  # like any filter whose reader left: not a word
            return
        if cut := seam(reply, self._ways_on):
            self._notes.say(cut)
        self._notes.mention(receipt(reply))

    def _count_down(self, event: object) -> None:
        left = self._until - time.monotonic()
        if isinstance(event, Pulse) and left > 0:
            self._notes.pass_by(f"trying again in {left:.0f} s: {self._why}")
        else:
            self._why = ""
            self._notes.pass_by("")

    def _spin(self, event: object) -> None:
        """Count the seconds until the first token, where the line can be taken away again."""
        now = time.monotonic()
        if isinstance(event, Pulse):
            if self._since is not None and (waited := now - self._since) >= SPINNER_DELAY:
                self._notes.pass_by(f"{SPINNER[int(now * TURNS) % len(SPINNER)]} {waited:.0f} s")
            return
        if self._since is not None and now - self._since >= SPINNER_DELAY:
            self._notes.pass_by("")
        waits = isinstance(event, Routed | Capped | FailedOver | Waiting)
        self._since = now if waits and self._notes.spins else None

    def _end_thinking(self) -> None:
        if self._thinking:
            self._notes.murmur("\n" if self._thinking.endswith("\n") else "\n\n")
        self._thinking = ""


class Passage(Protocol):
    """What an answer goes through on its way into a pipe."""

    def feed(self, chunk: str) -> str:
        """Give what of the text so far may be written."""

    def close(self) -> str:
        """Give what was held back."""


class AsItIs:
    """A passage that changes nothing."""

    def feed(self, chunk: str) -> str:
        """Give the text."""
        return chunk

    def close(self) -> str:
        """Give nothing: nothing was held back."""
        return ""


class PipeView:
    """The model's text as it comes, but for control characters; one newline at the end where there was none."""

    def __init__(self, out: TextIO, margin: Margin, passage: Passage) -> None:
        self._out = out
        self._margin = margin
        self._passage = passage
        self._unseen = Unseen()
        self._last = ""

    def show(self, event: Event) -> None:
        """Show one event."""
        self._margin.show(event)
        if isinstance(event, Delta):
            self._unseen.feed(event.text)
            self._write(self._passage.feed(event.text))

    def finish(self, reply: Reply) -> None:
        """End the last line and say what the answer took."""
        self._write(self._passage.close())
        if self._last and self._last != "\n":
            self._write("\n")
        if self._unseen.notice:
            self._margin.warn(self._unseen.notice)
        self._margin.finish(reply)

    def _write(self, text: str) -> None:
        if not text:
            return
        self._last = text[-1]
        with writing():
            self._out.write(text)
            self._out.flush()


class TerminalView:
    """The answer rendered on a terminal; the renderer is made when there is time: while the first token is awaited.

    `settle` is called when all is shown, before anybody else reads from the terminal.
    """

    def __init__(self, margin: Margin, renderer: Callable[[], Renderer], settle: Callable[[], None]) -> None:
        self._margin = margin
        self._make = renderer
        self._settle = settle
        self._renderer: Renderer | None = None

    def show(self, event: Event) -> None:
        """Show one event."""
        self._margin.show(event)
        with writing():
            match event:
                case Delta(text):
                    renderer = self._ready()
                    with Undivided():
                        renderer.write(text)
                case Pulse():
                    renderer = self._ready()
                    with Undivided():
                        renderer.tick()
                case _:
                    pass

    def finish(self, reply: Reply) -> None:
        """Put the terminal in order and say what the answer took."""
        if self._renderer is not None:
            with writing():
                self._renderer.close()
        self._margin.finish(reply)
        self._settle()

    def _ready(self) -> Renderer:
        if self._renderer is None:
            self._renderer = self._make()
        return self._renderer


class JsonView:
    """One JSON object when the answer is over; nothing before."""

    def __init__(self, out: TextIO, margin: Margin) -> None:
        self._out = out
        self._margin = margin

    def show(self, event: Event) -> None:
        """Say beside it what happens."""
        self._margin.show(event)

    def finish(self, reply: Reply) -> None:
        """Write the object."""
        with writing():
            self._out.write(json_text(reply_as_json(reply)) + "\n")
            self._out.flush()
        if reply.ended.ending is not Ending.WHOLE:
            self._margin.finish(reply)


def reply_as_json(reply: Reply) -> dict[str, object]:
    """Give a reply as plain JSON values; times in seconds, `cost_usd` null where it is unknown."""
    usage, cost, decision = reply.usage, reply.cost, reply.route.decision
    return {
        "answer": reply.text,
        "tier": decision.tier.label,
        "confidence": decision.confidence,
        "reasons": [str(reason) for reason in decision.reasons],
        "provider": reply.candidate.provider.name,
        "model": reply.candidate.model.id,
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
