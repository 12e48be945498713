"""The one verb of both doors: answer a prompt, showing it as it comes, and record it. The reply is the sum of events."""

import re
import signal
import time
from dataclasses import replace
from io import StringIO
from typing import Protocol

from assistant.cap import most_usage
from assistant.catalog import BASELINE, Candidate, Price
from assistant.conversation import GO_ON, NOTHING_SAID, Conversation, messages_for, tokens_for
from assistant.cost import Usage
from assistant.errors import AnswerCut, AskError, cause_of
from assistant.interrupt import Uninterrupted, signal_of
from assistant.prompt import Prompt
from assistant.reply import Charge, Delta, Ended, Ending, Failure, Reply, Sent, Served, Thinking, Waiting
from assistant.request_options import BOUNDS, Bounds
from assistant.routing.lineup import Choices, Route
from assistant.tokens import estimated_tokens
from assistant.turn import Budget, Event, FailedOver, Gateway, InVain, Routed, take_turn

# A count of tokens is not believed where the text that came has by an estimate so many times, and so many, more.
FAR_MORE, A_FEW = 3, 20

_FENCE_OR_TAG = r"(?m)^(?P<fence>[ \t>]*(?:`{3,}|~{3,}))(?P<info>.*)$|^(?P<closing></think>)[ \t\r]*$|<think>"


class View(Protocol):
    """Shows an answer while it comes."""

    def show(self, event: Event) -> None:
        """Show one event."""

    def finish(self, reply: Reply) -> None:
        """Show the end of an answer: what is still held back, and the receipt."""


class Ledger(Protocol):
    """Keeps a record of what was asked and answered.

    A record that cannot be written is the ledger's own affair: neither method raises for it, so that no answer is lost.
    """

    def begin(self, prompt: Prompt, route: Route) -> None:
        """Record a question before it is sent."""

    def settle(self, reply: Reply) -> None:
        """Complete the record of the question begun last."""


class Assistant:
    """Answers prompts through a gateway, and has every answer shown and recorded."""

    def __init__(
        self,
        gateway: Gateway,
        ledger: Ledger,
        *,
        budget: Budget | None = None,
        bounds: Bounds = BOUNDS,
        baseline: Price = BASELINE.price,
    ) -> None:
        self._gateway = gateway
        self._ledger = ledger
        self._budget = budget
        self._bounds = bounds
        self._baseline = baseline

    def answer(
        self, prompt: Prompt, view: View, *, choices: Choices, earlier: Conversation = NOTHING_SAID
    ) -> Reply:
        """Answer `prompt` after `earlier`; a reply that is not whole says so in `reply.ended`.

        A KeyboardInterrupt ends the answer and is a reply as well, unless nothing had been settled yet.
        Raises AskError where not a word came from any model, OverCap among them where nothing may be sent, and what
        the view raises where it cannot show any more. What was heard is on record in every case.
        """
        tally = _Tally(prompt, earlier, self._baseline)
        try:
            for event in take_turn(prompt, earlier, choices, self._gateway, self._budget, self._bounds):
                tally.add(event)
                if isinstance(event, Routed):
                    self._ledger.begin(prompt, event.route)
                view.show(event)
        except KeyboardInterrupt as interrupt:
            if tally.route is None:
                raise
            tally.add(_stopped(interrupt))
        except AnswerCut as error:  # the view can write no more of it
            self._record_failure(tally, Ended(Ending.CUT, cause=error.message))
            raise
        except AskError as error:
            failed = self._record_failure(tally, Ended(Ending.FAILED, cause=error.message))
            if failed and failed.charges:
                view.show(InVain(failed))
            raise
        except OSError as closed:
            cause = f"the output was closed: {cause_of(closed)}"
            self._record_failure(tally, Ended(Ending.STOPPED, cause=cause))
            raise
        return self._finished(tally, view)

    def _finished(self, tally: "_Tally", view: View) -> Reply:
        """Show and record the end of an answer: a second Ctrl-C cuts its showing short, and takes nothing from it."""
        reply = None
        try:
            with Uninterrupted():
                reply = tally.reply()
                try:
                    view.finish(reply)
                finally:
                    self._ledger.settle(reply)
        except KeyboardInterrupt as interrupt:
            if reply is None or signal_of(interrupt) != signal.SIGINT:
                raise
        return reply

    def _record_failure(self, tally: "_Tally", ended: Ended) -> Reply | None:
        """Complete the record of a turn that gives no reply, if it was begun; gives what it holds."""
        if tally.route is None:
            return None
        tally.add(ended)
        reply = tally.reply()
        self._ledger.settle(reply)
        return reply


def _stopped(interrupt: KeyboardInterrupt) -> Ended:
    number = signal_of(interrupt)
    cause = "interrupted" if number == signal.SIGINT else f"ended by {signal.Signals(number).name}"
    return Ended(Ending.STOPPED, cause=cause, signal=number)


class _Tally:
    """Adds up the events of one turn."""

    def __init__(self, prompt: Prompt, earlier: Conversation, baseline: Price) -> None:
        self.route: Route | None = None
        self._prompt = prompt
        self._earlier = earlier
        self._baseline = baseline
        self._started = time.monotonic()
        self._first: float | None = None
        self._asked: Candidate | None = None
        self._text = StringIO(newline="")  # a list of a million small pieces would take a hundred megabytes
        self._thinking = StringIO(newline="")
        self._usage: Usage | None = None
        self._sent = False  # a request that was not refused so far
        self._reached = False  # whether any request left
        self._failures: list[Failure] = []
        self._charges: list[Charge] = []
        self._served = ""
        self._ended = Ended(Ending.CUT, cause="the stream ended without saying so")

    def add(self, event: Event) -> None:
        """Take one event into account."""
        match event:
            case Routed(route):
                self.route, self._asked = route, route.first
            case FailedOver(failures, following):
                self._failures += failures
                self._asked, self._served, self._sent = following, "", False
            case Sent():
                self._sent = self._reached = True
            case Waiting():
                self._sent = False
            case Charge():
                thinking = self._thinking.getvalue()
                heard = thinking and not event.usage.tells_cost
                self._charges.append(replace(event, usage=self._used("", thinking)) if heard else event)
                self._usage, self._thinking = None, StringIO(newline="")  # they are of what was charged
            case Delta(text):
                self._hear(self._text, text)
            case Thinking(text):
                self._hear(self._thinking, text)
            case Usage():
                self._usage = event
            case Served(model):
                self._served = model
            case Ended(ending):
                self._ended = event
                text, thinking = self._text.getvalue(), self._thinking.getvalue()
                if self._is_uncounted(text, thinking) and self._sent and ending is not Ending.FAILED:
                    self._charge_most()
            case _:
                pass

    def _hear(self, pieces: StringIO, text: str) -> None:
        if self._first is None:
            self._first = time.monotonic()
        pieces.write(text)

    def reply(self) -> Reply:
        """Give the sum."""
        if self.route is None or self._asked is None:
            raise RuntimeError("a turn opens with Routed")
        text, thinking, thought = self._text.getvalue(), self._thinking.getvalue(), ""
        # of the second half of an answer it is not known whether a block of code is open
        if not thinking and "</think>" in text and self._prompt.text != GO_ON:
            came = text
            thinking, text = _parted(came)
            thought = came.removesuffix(text)
        return Reply(
            route=self.route,
            candidate=self._asked,
            text=text,
            thinking=thinking,
            usage=self._used(text, thinking),
            ended=self._ended,
            failures=tuple(self._failures),
            time_to_first_token=None if self._first is None else self._first - self._started,
            elapsed=time.monotonic() - self._started,
            baseline=self._baseline,
            charges=tuple(self._charges),
            served="" if self._asked.is_called(self._served) else self._served,
            thought=thought,
            unheard=self._unheard(self.route, self._asked, text, thinking),
        )

    def _is_uncounted(self, text: str, thinking: str) -> bool:
        return self._usage is None and not (text or thinking or self._ended.finish_reason)

    def _charge_most(self) -> None:
        if self.route is None or self._asked is None:
            return
        messages = messages_for(self._prompt, self._earlier)
        most = most_usage(messages, self.route.longest(self._asked.model))
        self._charges.append(Charge(self._asked, most))
        self._sent = False

    def _unheard(self, route: Route, asked: Candidate, text: str, thinking: str) -> int:
        """Give the most tokens that may have been thought unseen before words that nobody counted broke off."""
        broke_off = self._ended.ending in {Ending.CUT, Ending.STOPPED}
        if self._usage or thinking or not (text and broke_off and asked.model.may_think):
            return 0
        return max(route.longest(asked.model) - estimated_tokens(text), 0)

    def _used(self, text: str, thinking: str) -> Usage:
        told, longest = self._usage, self.route.max_tokens if self.route else 0
        if self._is_uncounted(text, thinking):
            # Nothing else is known to have been charged; where nothing left, that is exact.
            return Usage(0, 0, estimated=self._reached and not self._charges)
        thought = estimated_tokens(thinking)
        written = estimated_tokens(text) + thought
        if told is not None:
            too_few = written > FAR_MORE * told.output + A_FEW
            far_from_heard = told.thinking > 0 or told.output > FAR_MORE * written + A_FEW
            if not (told.estimated or too_few or (told.output > longest and far_from_heard)):
                heard = 0 if told.thinking else thought * told.output // max(written, 1)
                return replace(told, thinking=heard) if heard else told
            given = told.input or tokens_for(self._prompt, self._earlier)
            return replace(
                told,
                input=given,
                output=max(written, told.output, told.together - given),
                thinking=max(thought, told.thinking),
                estimated=True,
            )
        said = tokens_for(self._prompt, self._earlier)
        return Usage(said, written, thought, estimated=True)


def _parted(text: str) -> tuple[str, str]:
    """Part an answer from the thinking before it ("" for none) that a line closes and nothing opens.

    So it comes where a template opens it in the prompt (DeepSeek-R1's) and the server does not part it. In a block of
    code, or behind an opening, the tag is text like any other.
    """
    fence = ""
    for mark in re.finditer(_FENCE_OR_TAG, text):
        if mark["closing"] and not fence:
            answer = text[mark.end() :].lstrip("\r\n")
            return (text[: mark.start()], answer) if answer.strip() else ("", text)
        if mark["fence"] and not fence:
            fence = mark["fence"]
        elif mark["fence"] and mark["fence"].startswith(fence) and not mark["info"].strip():
            fence = ""
        elif not (mark["fence"] or mark["closing"]):
            break
    return "", text
