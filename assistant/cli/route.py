"""`ask route`: where a question would go and why, offline and free."""

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import click

from assistant import showing, wiring
from assistant.catalog import Candidate, Tier
from assistant.cli.arguments import LITERAL
from assistant.cli.choosing import (
    choices_from,
    ignored_template,
    lone_template,
    tier_beside_model,
    tier_beside_template,
    with_template,
)
from assistant.cli.guarding import Guard, keys_in
from assistant.cli.intake import Sources, material_from
from assistant.cli.names import named_tier
from assistant.cli.options import Options
from assistant.cli.stdin import piped_lines, unnamed
from assistant.conversation import question_text
from assistant.cost import exactly
from assistant.errors import UsageError
from assistant.prompt import Prompt
from assistant.render.notes import rows, terminal_columns
from assistant.routing.decision import Decision
from assistant.routing.lineup import Route
from assistant.routing.lineup import route as route_of
from assistant.routing.report import Mark, report_of
from assistant.routing.rules import decide
from assistant.safe import json_text, opening, visible_lines
from assistant.shell import Shell
from assistant.store.marks import add_mark, marks_in
from assistant.store.settings import Settings

INDENT = " " * 4  # of what follows a row that a terminal is too narrow for


@click.command("route")
@click.argument("words", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option(
    "--feedback",
    metavar="VERDICT",
    help="Mark the decision on WORDS, without any that on the last question asked: right, or the right tier.",
)
@click.option(
    "--report", is_flag=True, help="How right the router was by your own marks, and which reasons mislead."
)
@click.option("--jsonl", is_flag=True, help='Read {"prompt","stdin"} lines, write one decision a line.')
@click.pass_obj
def route(
    shell: Shell, words: tuple[str, ...], *, as_json: bool, feedback: str | None, report: bool, jsonl: bool
) -> None:
    """Show which tier a question would go to, why, and what each tier costs. Nothing is sent."""
    if report + jsonl + (feedback is not None) + (as_json and not jsonl) > 1:
        raise click.UsageError("choose one of --json, --jsonl, --feedback and --report")
    if words and (report or jsonl):
        raise UsageError(f"ask route {'--report' if report else '--jsonl'} takes no words")
    if report:
        shell.stdout.write(visible_lines(*report_of(marks_in(wiring.paths(shell).marks))))
        return
    settings = wiring.settings(shell)
    if feedback is not None:
        _mark(shell, feedback, words, settings)
        return
    if jsonl:
        for line in _decided(shell, settings):
            shell.stdout.write(line)
        return
    _, found = _routed(shell, words, settings)
    decision = found.decision
    asked = {tier: lineup.candidates for tier, lineup in settings.lineups.items()}
    asked |= {decision.tier: found.candidates}
    if as_json:
        tiers = {tier.label: _tier_as_plain(candidates) for tier, candidates in asked.items()}
        shell.stdout.write(json_text(as_plain(decision) | {"tiers": tiers}) + "\n")
        return
    tier = decision.tier
    lines = [f"{tier.title}, {decision.confidence:.0%} sure"]
    lines += [f"  - {reason}" for reason in decision.reasons]
    lines.append("")
    lines += [_tier_line(each, candidates, tier) for each, candidates in asked.items()]
    width = terminal_columns(shell.stdout)
    shell.stdout.write(visible_lines(*(row.rstrip() for line in lines for row in rows(line, width, INDENT))))


def _routed(shell: Shell, words: tuple[str, ...], settings: Settings) -> tuple[Prompt, Route]:
    """Decide on what is typed and piped in, as for a question that is sent: what may be missing is no reason to refuse.

    Gives the question too, without its secrets. What is not heeded of a project's settings and templates is said.
    """
    notes = showing.notes(shell, settings.display)
    notices = [settings.notice]
    material = material_from(words, Sources(shell.stdin, literal=True, say=notes.say))
    choices = choices_from(Options(), settings, shell.environment)
    literal = click.get_current_context().meta[LITERAL]
    notices.append(tier_beside_model(choices, shell.environment))
    if not literal and (lone := lone_template(material, shell, awaited=False)):
        material = replace(material, words=material.words[1:]).using(lone)
        choices = with_template(choices, lone, settings)
        notices += (ignored_template(lone.name, shell), tier_beside_template(lone, choices))
    for line in filter(None, notices):
        notes.say(line)
    prompt = _guard(shell, settings).foreseen(material.prompt(None))
    return prompt, route_of(prompt, choices)


def _guard(shell: Shell, settings: Settings) -> Guard:
    notes = showing.notes(shell, settings.display)
    return Guard(settings.guarding, notes, lambda _: None, keys=keys_in(shell.environment, settings))


def _mark(shell: Shell, verdict: str, words: tuple[str, ...], settings: Settings) -> None:
    """Mark the decision on `words`, without any that on the last question asked. Raises UsageError for none."""
    question, which, decision = _typed(shell, words, settings) if words else _last(shell)
    right = decision.tier if verdict == "right" else named_tier(verdict)
    rules = tuple(reason.rule for reason in decision.reasons)
    add_mark(wiring.paths(shell).marks, Mark(decision.tier, decision.confidence, rules, right, which))
    shown, went = opening(question), "goes" if words else "(asked last) went"
    shell.stdout.write(
        visible_lines(f"marked: “{shown}” {went} to {decision.tier.label}, {right.label} is right")
    )


def _typed(shell: Shell, words: tuple[str, ...], settings: Settings) -> tuple[str, str, Decision]:
    """Give what was typed, what tells it and what came with it from other questions, and the decision on them."""
    prompt, found = _routed(shell, words, settings)
    sent = question_text(prompt).encode("utf-8", "replace")
    return " ".join(words), sha256(sent).hexdigest()[:16], found.decision


def _last(shell: Shell) -> tuple[str, str, Decision]:
    """Give the last question asked, when that was, and the decision on it. Raises UsageError where there is none."""
    from assistant.store.unfinished import last_asked

    record = wiring.from_log(shell, last_asked)
    if record is None:
        raise UsageError("no question is on record", hint='mark a decision: ask route --feedback TIER "…"')
    return record.prompt, record.asked_at, Decision(record.tier, record.confidence, record.reasons)


def as_plain(decision: Decision) -> dict[str, object]:
    """Give a decision as plain JSON values."""
    return {
        "tier": decision.tier.label,
        "confidence": round(decision.confidence, 3),
        "reasons": [str(reason) for reason in decision.reasons],
    }


def _decided(shell: Shell, settings: Settings) -> Iterator[str]:
    if shell.stdin is None:
        raise UsageError("there is no stdin to read questions from")
    guard = _guard(shell, settings)
    for number, line in piped_lines(shell.stdin):
        try:
            prompt, piped = _texts_of(json.loads(line.text))
        except (ValueError, RecursionError) as error:
            raise UsageError(f'line {number} of stdin is no {{"prompt","stdin"}} object of texts') from error
        asked = guard.foreseen(Prompt(prompt, (unnamed(piped),) if piped else ()))
        decision = decide(asked, (), settings.rules)
        yield json_text(as_plain(decision)) + "\n"


def _texts_of(row: object) -> tuple[str, str]:
    """Give a row's prompt and what is piped in beside it, "" for nothing. Raises ValueError for any other row."""
    match row:
        case {"prompt": str(prompt), "stdin": str(piped)}:
            return prompt, piped
        case {"prompt": str(prompt), **rest} if rest.get("stdin") is None:
            return prompt, ""
        case _:
            raise ValueError("no question")


def _tier_line(tier: Tier, candidates: tuple[Candidate, ...], chosen: Tier) -> str:
    first, *others = candidates
    arrow = "→" if tier is chosen else " "
    behind = f"  then {', '.join(candidate.spec for candidate in others)}" if others else ""
    return f"{arrow} {tier.value} {tier.label:<10}{first.spec:<18}  {_price(first):<14}{behind}".rstrip()


def _price(candidate: Candidate) -> str:
    price = candidate.model.price.output
    return "price unknown" if price is None else f"${exactly(price)}/M out"


def _tier_as_plain(candidates: tuple[Candidate, ...]) -> dict[str, object]:
    first = candidates[0]
    price = first.model.price.output
    return {
        "provider": first.provider.name,
        "model": first.model.id,
        "output_price": None if price is None else float(price),
        "fallbacks": [candidate.spec for candidate in candidates[1:]],
    }
