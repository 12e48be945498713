"""`ask drill`: points each tier's first model at a dead address and shows that the next one answers."""

import socket
from dataclasses import replace

import click

from assistant import showing, wiring
from assistant.answer import Assistant
from assistant.catalog import Tier
from assistant.cost import dollars
from assistant.errors import AskError
from assistant.interrupt import Interrupted
from assistant.prompt import Prompt
from assistant.record import DRILL
from assistant.render.footer import seconds
from assistant.render.notes import Loudness
from assistant.reply import Ending, Reply
from assistant.request_options import Retention
from assistant.routing.lineup import Choices
from assistant.safe import visible_lines
from assistant.shell import Shell
from assistant.turn import Event

WORDS = "Answer with one word: ready"
LONGEST = 512  # tokens: room for a model that thinks first


class _Unseen:
    """A view of nothing: a drill shows who answered, not what."""

    def show(self, event: Event) -> None:
        """Show nothing."""

    def finish(self, reply: Reply) -> None:
        """Show nothing."""


@click.command("drill")
@click.option("--dry-run", is_flag=True, help="On the built-in gateway: no key, no network, no cost.")
@click.option(
    "--reset", is_flag=True, help="Let every model that failed be asked again, and do nothing else."
)
@click.pass_obj
def drill(shell: Shell, *, dry_run: bool, reset: bool) -> int:
    """Ask each tier with its first model at a dead address, and show that the next one answers.

    It costs a few tokens a tier unless --dry-run is given; exit code 4 where nobody stood in.
    """
    if reset:
        wiring.cooldowns(shell).forget()
        shell.stdout.write("every model is asked again\n")
        return 0
    settings = wiring.settings(shell)
    choices = Choices(settings.lineups, max_tokens=LONGEST, allow_lower=settings.allow_lower)
    if dry_run:
        choices = wiring.demo(choices)
    notes = showing.notes(shell, settings.display, Loudness.QUIET)
    keep = Retention.NOTHING if dry_run else Retention.FIGURES
    ledger = wiring.ledger(shell, keep=keep, notes=notes, conversation=DRILL)
    assistant = wiring.assistant(shell, ledger, settings)
    stood_in = [_drilled(shell, assistant, choices, tier=tier) for tier in Tier]
    return 0 if all(stood_in) else 4


def _drilled(shell: Shell, assistant: Assistant, choices: Choices, *, tier: Tier) -> bool:
    """Play a tier's failover, write a line of what came of it, and tell whether another model answered."""
    lineup = choices.lineups[tier]
    first, *others = lineup.candidates
    down = replace(first, provider=replace(first.provider, base_url=_dead_address(), needs_key=False))
    lineups = {**choices.lineups, tier: replace(lineup, candidates=(down, *others))}
    head = f"{tier.title}: {first.spec} is made unreachable"
    try:
        reply = assistant.answer(
            Prompt(WORDS), _Unseen(), choices=replace(choices, lineups=lineups, tier=tier)
        )
    except AskError as error:
        shell.stdout.write(visible_lines(f"{head}, and no stand-in answered: {error.message}"))
        return False
    who = f"{reply.candidate.model.id} at {reply.candidate.provider.name}"
    if reply.ended.ending is Ending.STOPPED:
        raise Interrupted(reply.ended.signal)
    if reply.ended.ending not in {Ending.WHOLE, Ending.LENGTH}:
        shell.stdout.write(visible_lines(f"{head}; {who} did not finish: {reply.ended.cause}"))
        return False
    shell.stdout.write(
        visible_lines(f"{head}; {who} answered in {seconds(reply.elapsed)} · {dollars(reply.cost)}")
    )
    return True


def _dead_address() -> str:
    """Give an address on this machine where no server listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
