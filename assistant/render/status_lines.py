"""What every view says beside the answer, on stderr: where it goes, what is waited for, how it ended, what it took."""

import signal
import time

from assistant.prompt import Prompt
from assistant.render.footer import NextSteps, ending_line, receipt, tier_line
from assistant.render.notes import Notes
from assistant.reply import THOUGHT, Delta, Idle, Reply, Sent, Thinking, Waiting
from assistant.turn import Capped, Event, FailedOver, InVain, Routed, Shortened

SPINNER = "|/-\\"
SPINNER_DELAY = 0.5  # seconds; an answer that comes sooner needs none
TURNS = 5  # a second


class StatusLines:
    """The lines beside one answer, from its route to its receipt."""

    def __init__(self, notes: Notes, prompt: Prompt, next_steps: NextSteps) -> None:
        self._notes = notes
        self.prompt = prompt
        self._next_steps = next_steps
        self._thinking = ""
        self._answers = False  # a word came: thinking behind it would stand in the rows of the answer
        self._why, self._until = "", 0.0  # a wait that is counted down, and when it ends
        self._since: float | None = None  # when the wait for the first token began

    def show(self, event: Event) -> None:
        """Say what an event means."""
        if isinstance(event, Capped | Delta | FailedOver | InVain | Waiting):
            self._end_thinking()
        if self._why:
            self._count_down(event)
        else:
            self._spin(event)
        match event:
            case Routed(route):
                self._notes.mention(tier_line(route, self.prompt.attachments))
            case Capped(wanted, allowed):
                self._notes.say(
                    f"a limit on spending allows {allowed:,} tokens at most instead of {wanted:,}"
                )
            case Shortened(candidate, wanted, allowed):
                self._notes.say(
                    f"the window of {candidate.spec} allows {allowed:,} tokens at most instead of {wanted:,}"
                )
            case FailedOver(_, following):
                self._notes.say(f"{event.why}; asking {following.spec}")
            case InVain(reply) if reply.cost.amount:
                self._notes.mention(receipt(reply))
            case Waiting(_, why, seconds) if self._notes.rewrites:
                self._why, self._until = why, time.monotonic() + seconds
                self._count_down(Idle())
            case Waiting(_, why, seconds):
                self._notes.say(f"{why}; trying again in {seconds:.1f} s")
            case Thinking(text) if not self._answers:
                self._thinking = text
                self._notes.write_thinking(text)
            case Delta():
                self._answers = True
            case _:
                pass

    def warn(self, line: str) -> None:
        """Say something about the answer."""
        self._notes.say(line)

    def tell(self, text: str) -> None:
        """Write a text that has no other place."""
        self._notes.show(text)

    def finish(self, reply: Reply) -> None:
        """Say why the answer is not whole, where it is not, and what it took."""
        if self._why:
            self._count_down(reply)
        else:
            self._spin(reply)
        self._end_thinking()
        if reply.ended.signal == signal.SIGPIPE:  # like any filter whose reader left: not a word
            return
        if reply.thought:
            self._notes.say(THOUGHT)
        if cut := ending_line(reply, self._next_steps):
            self._notes.say(cut)
        self._notes.mention(receipt(reply))

    def _count_down(self, event: object) -> None:
        left = self._until - time.monotonic()
        if isinstance(event, Idle) and left > 0:
            self._notes.write_over(f"trying again in {left:.0f} s: {self._why}")
        else:
            self._why = ""
            self._notes.write_over("")

    def _spin(self, event: object) -> None:
        """Count the seconds until the first token, where the line can be taken away again."""
        now = time.monotonic()
        if isinstance(event, Idle | Sent):
            if self._since is not None and (waited := now - self._since) >= SPINNER_DELAY:
                self._notes.write_over(f"{SPINNER[int(now * TURNS) % len(SPINNER)]} {waited:.0f} s")
            return
        if self._since is not None and now - self._since >= SPINNER_DELAY:
            self._notes.write_over("")
        waits = isinstance(event, Routed | Capped | Shortened | FailedOver | Waiting)
        self._since = now if waits and self._notes.spins else None

    def _end_thinking(self) -> None:
        if self._thinking:
            self._notes.write_thinking("\n" if self._thinking.endswith("\n") else "\n\n")
        self._thinking = ""
