"""A conversation while it is held: what was said, what goes with the next question, what the user insists on."""

import signal
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import View
from assistant.catalog import Candidate, Tier
from assistant.conversation import Conversation, fenced, tokens_for
from assistant.cost import dollars, exactly
from assistant.errors import AskError, OverCap
from assistant.interrupt import signal_of
from assistant.prompt import Attachment, Prompt
from assistant.render.difference import in_colours
from assistant.render.notes import PLAIN
from assistant.repl.attaching import absence, each_once, gathered, is_folder, read_again
from assistant.repl.context import SessionContext
from assistant.repl.hints import hint_here
from assistant.repl.mentions import mentions_in
from assistant.repl.spending import Spent, most
from assistant.repl.thinking import ThinkingView
from assistant.reply import Reply
from assistant.routing.decision import Decision
from assistant.routing.lineup import Choices, Route, first_provider, route
from assistant.routing.window import fitted_to, left_out_notice
from assistant.safe import visible
from assistant.turn import Event, InVain
from assistant.values import dataclass

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, what was said before it, and what came of it: None where nothing did, or in an earlier session.

    `attached` is what was to go with it before it was typed, `row` the one it has on record, if any. `decided` is where
    an earlier session took it. `before` is the turn with a reply that it follows, while it has none itself.
    """

    prompt: Prompt
    earlier: Conversation
    reply: Reply | None = None
    attached: tuple[Attachment, ...] = ()
    row: int | None = None
    decided: Decision | None = None
    before: "Turn | None" = None

    @property
    def answered(self) -> "Turn | None":
        """The turn that was answered last: this one or the one it follows, None for neither."""
        return self.before if self.reply is None else self


class Session:
    """Holds a conversation. Commands change its public attributes; `ask` is the only way to a model.

    `system` is the session's standing instruction, `own_system` the one that a conversation of before brought with it.
    `code` is None until the session is to end, and then its exit code. `draft` is what the next input line starts
    with. `answering` surrounds each answer and gives what shows it by a view, `lending` a program that uses the
    terminal; `confirm` puts a yes-or-no question.
    """

    def __init__(
        self,
        context: SessionContext,
        *,
        answering: Callable[[View], AbstractContextManager[View]] = nullcontext,
        lending: Callable[[], AbstractContextManager[None]] = nullcontext,
        confirm: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self.context = context
        self.choices = context.choices
        self.conversation = context.earlier
        self.system = context.system
        self.own_system = context.instruction
        self.theme = ""
        self.attached = context.attached
        self.last: Turn | None = None
        self.spent: dict[str, Spent] = {}
        self.total = Spent()
        self.cap: Decimal | None = None
        self.draft = ""
        self.lines_break = False
        self.code: int | None = None
        self.confirm = confirm
        self.lending = lending
        self._answering = answering
        self._left_out = 0
        self._usual_output: dict[Candidate, int | None] = {}

    @property
    def instruction(self) -> str | None:
        """The standing instruction, None for the usual one: what the conversation brought with it goes before."""
        return self.system if self.own_system is None else self.own_system

    def say(self, *lines: str) -> None:
        """Write lines beside the answers."""
        for line in lines:
            self.context.notes.say(line)

    def show(self, text: str) -> None:
        """Write text that was asked for, made harmless, ending in a newline."""
        self.context.out.write(visible(text if text.endswith("\n") else f"{text}\n"))
        self.context.out.flush()

    def show_code(self, code: str, language: str) -> None:
        """Write code as it stands in an answer."""
        self.context.put(fenced(Attachment(code, language=language)), self.theme)

    def show_styled(self, line: str, colour: str) -> None:
        """Write a line in a colour, given as the sequence that starts it; "" is none."""
        self.context.out.write(f"{colour}{visible(line)}{PLAIN if colour else ''}\n")
        self.context.out.flush()

    def show_difference(self, lines: Iterable[str]) -> None:
        """Write the lines of a unified diff, coloured where colours are seen."""
        for line in in_colours(lines) if self.context.coloured else map(visible, lines):
            self.context.out.write(f"{line}\n")
        self.context.out.flush()

    def fail(self, error: AskError) -> None:
        """Say what went wrong and what to do, in this door's words."""
        hint = hint_here(error.hint)
        self.say(error.message, *([f"  {hint}"] if hint else []))

    def prompt(self, text: str) -> Prompt:
        """Make the question that `text` and what is attached make up. Raises AskError where it may not go."""
        found = gathered(mentions_in(text))
        for mention in found.missing:
            if mention.looks_like_a_file or is_folder(mention.path):
                self.say(f"{absence(mention)}: it is sent as words")
        self.say(*found.notices)
        self.attached_now()
        prompt = self.with_files(text, found.attachments)
        first = first_provider(prompt, self.choices, self.conversation.last_questions())
        return self.context.outgoing(prompt, first, self.conversation)

    def with_files(self, text: str, mentioned: tuple[Attachment, ...]) -> Prompt:
        """Give the question of `text`, what is attached and the files it mentions, each once; no secret is kept back."""
        return Prompt(text, each_once((*self.attached, *mentioned)), self.instruction)

    def attached_now(self) -> tuple[Attachment, ...]:
        """Read again what is attached, so that it goes as it is now; what cannot be read any more is told."""
        self.attached = read_again(self.attached, self.say)
        return self.attached

    def usual_output(self, candidate: Candidate) -> int | None:
        """Give the median of the output tokens of a model's latest whole answers, None where there is none."""
        if candidate not in self._usual_output:
            self._usual_output[candidate] = self.context.records.usual_output(candidate)
        return self._usual_output[candidate]

    def ask(
        self,
        prompt: Prompt,
        *,
        earlier: Conversation | None = None,
        tier: Tier | None = None,
        decided: Decision | None = None,
        instead_of: int | None = None,
    ) -> Reply | None:
        """Answer `prompt`, by default after all that was said; None where no answer came. What came is remembered.

        Once a word came, it stands on record in place of the question in the row `instead_of`.
        """
        before = self.context.mended(self.conversation if earlier is None else earlier)
        choices = replace(self.choices, decided=decided)
        if tier is not None:
            choices = replace(choices, tier=tier, only=None)
        answered = None if self.last is None else self.last.answered
        self.last = turn = Turn(prompt, before, attached=self.attached, decided=decided, before=answered)
        self.conversation = before
        self.context.records.expect(instead_of)
        try:
            reply = self._answer(prompt, before, choices)
        except AskError as error:
            self.fail(error)
            return None
        except KeyboardInterrupt as interrupt:
            self._end(signal_of(interrupt))
            return None
        finally:
            self.last = turn = replace(turn, row=self.context.records.row)
        self._remember(turn, reply)
        self.show("")
        self._end(reply.ended.signal)
        return reply

    def ask_instead(self, turn: Turn, *, tier: Tier | None = None) -> Reply | None:
        """Ask a turn again in its place; where not a word comes, everything stays as it was."""
        before, waiting = (self.conversation, self.last), self.attached
        self.attached = turn.attached
        reply = self.ask(
            turn.prompt, earlier=turn.earlier, tier=tier, decided=turn.decided, instead_of=turn.row
        )
        self.attached = waiting
        if reply is None or not reply.text:
            self.conversation, self.last = before
        return reply

    def _answer(self, prompt: Prompt, before: Conversation, choices: Choices) -> Reply:
        chosen = route(prompt, choices, before.last_questions())
        fit = fitted_to(chosen, prompt, before)
        if fit.left_out > self._left_out:
            self.say(left_out_notice(fit, chosen, prompt))
        self._left_out = fit.left_out
        self._keep_to_cap(chosen, tokens_for(prompt, fit.conversation))
        view = ThinkingView(
            _CountingView(self.context.view(prompt, self.theme), self._count),
            self.context.out,
            dumb=self.context.dumb,
        )
        with self._answering(view) as shown:
            try:
                return self.context.assistant().answer(
                    prompt, shown, choices=choices, earlier=fit.conversation
                )
            finally:
                view.settle()

    def _keep_to_cap(self, chosen: Route, tokens: int) -> None:
        if self.cap is None:
            return
        worst, left = most(chosen, tokens), self.cap - self.total.most
        if worst.amount is None or worst.amount > left:
            simple = most(route(Prompt(""), replace(self.choices, tier=Tier.SIMPLE)), tokens).amount
            way = "" if simple is None or simple > left else " · /tier simple keeps to it"
            raise OverCap(
                f"the question may cost {dollars(worst)}, {dollars(self.total.against_cap)} is spent, "
                f"and the session's cap is ${exactly(self.cap)}: nothing was sent",
                hint=f"/cap N raises it{way}",
            )

    def _remember(self, turn: Turn, reply: Reply) -> None:
        self.last = replace(turn, reply=reply, before=None)
        self._usual_output.pop(reply.candidate, None)
        self._count(reply)
        self.attached = ()
        self.conversation = reply.after(turn.earlier, turn.prompt)

    def _count(self, reply: Reply) -> None:
        name = reply.candidate.spec
        self.spent[name] = self.spent.get(name, Spent()).plus(reply)
        self.total = self.total.plus(reply)

    def _end(self, number: int) -> None:
        if number and number != signal.SIGINT:
            self.code = 128 + number


class _CountingView:
    """Another view, beside which what was asked in vain is counted: no reply of it comes."""

    def __init__(self, inner: View, count: Callable[[Reply], None]) -> None:
        self._inner = inner
        self._count = count

    def show(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, InVain):
            self._count(event.reply)
        self._inner.show(event)

    def finish(self, reply: Reply) -> None:
        """Show the end of an answer."""
        self._inner.finish(reply)
