"""`ask up`: the last question again, one tier higher."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from assistant.catalog import Tier
from assistant.cli.call import call_of
from assistant.cli.conversations import nothing_left, opening_of, refuse_unkept, system_after
from assistant.cli.options import Options, options_from
from assistant.cli.parameters import question_parameters
from assistant.cli.question import Question, put
from assistant.cli.resume import choices_after, refuse_a_question, turn_on_record
from assistant.cli.target import attachment_of, target_of
from assistant.conversation import Conversation, fenced, for_whole_file
from assistant.errors import UsageError
from assistant.prompt import Prompt
from assistant.record import Record
from assistant.routing.decision import Decision, Reason
from assistant.shell import Shell

if TYPE_CHECKING:
    from assistant.store.place import Place


def ask_higher(shell: Shell, options: Options) -> int:
    """Ask the last question on record one tier higher; gives the exit code. Raises UsageError for the top tier."""
    refuse_a_question(options, "ask up")
    if options.tier is not None:
        raise UsageError(
            "ask up goes one tier higher and takes no tier", hint="to ask another model: ask up -m ID"
        )
    record, earlier = _last_question(shell)
    call = call_of(shell, options)
    tier = call.settings.rules.above(record.tier)
    if tier is None and not options.model:
        none = "there is none above it" if record.tier is max(Tier) else "you never use one above it"
        raise UsageError(
            f"the last question went to the {record.tier.label} tier, and {none}",
            hint="to ask another model: ask up -m ID",
        )
    choices, tier = choices_after(record, call), tier or record.tier
    only = f"of {choices.only.spec}" if choices.only else ""
    way = only or f"up from {record.tier.label} to {tier.label}"
    target = target_of(options)
    reason = Reason("up", f"turn {record.id} asked again, {only or 'one tier higher'}")
    question = Question(
        _asked_again(record.question, system_after(record, call), target),
        replace(choices, decided=Decision(tier, 1.0, (reason,))),
        earlier,
        record.conversation,
        f"── asking turn {record.id} again, {way}: {opening_of(record)}",
        target=target,
        instead_of=record.id,
    )
    return put(call, question)


def _asked_again(question: str, system: str | None, target: "Place | None") -> Prompt:
    """Give a question as it is asked again, with the file whose place its code is to take unless it holds that."""
    if target is None:
        return Prompt(question, system=system)
    file = attachment_of(target)
    files = (file,) if file and fenced(file) not in question else ()
    return Prompt(question, files, for_whole_file(system, str(target.path), target.text))


def _last_question(shell: Shell) -> tuple[Record, Conversation]:
    """Give the last question on record, and what was said before it. Raises UsageError."""
    from assistant.store.unfinished import last_asked

    found = turn_on_record(shell, last_asked)
    if found is None:
        raise nothing_left(
            shell, "no question is on record yet", hint='ask one: ask "why is this slow" < query.sql'
        )
    refuse_unkept(found[0])
    return found


up = click.Command(
    "up",
    params=question_parameters("up", ""),
    callback=click.pass_obj(lambda shell, **values: ask_higher(shell, options_from(**values))),
    help="Ask the last question again, one tier higher.",
)
