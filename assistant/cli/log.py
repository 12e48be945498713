"""`ask log`: the turns on record."""

from dataclasses import replace
from sqlite3 import Connection

import click

from assistant import showing, wiring
from assistant.bill import conversation_name
from assistant.catalog import DEMO, spec_of
from assistant.cli.group import Group
from assistant.cli.lenient_settings import lenient_settings
from assistant.cli.parameters import Count
from assistant.cli.period import named_day
from assistant.errors import UsageError, quoted
from assistant.record import Record, markdown_of, on_the_askers_clock, plain_record
from assistant.render.notes import rows, terminal_columns
from assistant.render.widths import columns_of, cut
from assistant.safe import json_text, visible_in_a_row, visible_on_one_line
from assistant.shell import Display, Shell
from assistant.store.database import opened_to_change
from assistant.store.log import continued, delete, found, latest, purge, since, turn_of, wipe

NARROWEST = 24  # columns for the words of a turn beside its figures
BELOW = " " * 7


@click.group("log", cls=Group, default="list")
def log() -> None:
    """Read, search, export and delete what was asked and answered."""


@log.command("list")
@click.option("-n", "count", type=Count(), default=20, help="How many (20).")
@click.pass_obj
def listed(shell: Shell, *, count: int) -> None:
    """List the last turns, the newest first."""
    turns = wiring.on_record(
        shell, lambda log: [(turn, continued(log, turn)[0]) for turn in latest(log, count)] or None
    )
    provider = lenient_settings(shell, read=wiring.users_settings).default_provider
    for record, asked in turns:
        shell.stdout.write(_line(shell, record, asked.prompt or _trial(record), provider) + "\n")


@log.command("show")
@click.argument("turn", type=Count())
@click.pass_obj
def shown(shell: Shell, *, turn: int) -> None:
    """Show one turn, question and answer."""
    from assistant.cli.show import put

    record = _turn(shell, turn)
    text = wiring.on_record(shell, lambda log: _section_in(log, record))
    put(shell, text, lenient_settings(shell).display)


@log.command("last")
@click.pass_obj
def last(shell: Shell) -> None:
    """Show the turn that was answered last, question and answer."""
    from assistant.cli.last import last_answer
    from assistant.cli.show import put

    put(shell, _section(last_answer(shell)), lenient_settings(shell).display)


@log.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("-n", "count", type=Count(), default=20, help="How many (20).")
@click.pass_obj
def search(shell: Shell, *, words: tuple[str, ...], count: int) -> None:
    """Find turns by their words, the newest first."""
    hits = wiring.on_record(shell, lambda log: found(log, " ".join(words), count=count + 1))
    if not hits:
        raise UsageError("no turn on record has these words")
    settings = lenient_settings(shell, read=wiring.users_settings)
    for hit in hits[:count]:
        shell.stdout.write(_line(shell, hit.record, hit.extract, settings.default_provider) + "\n")
    if len(hits) > count:
        notes = showing.notes(shell, settings.display)
        notes.say(f"more turns than these {count} have these words: -n {2 * count} shows older ones too")


@log.command("export")
@click.option("--md", "as_markdown", is_flag=True, help="Markdown; JSON lines if not given.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines.")
@click.option("--since", "day", metavar="DAY", default="0001-01-01", help="From this day on: 2026-11-01.")
@click.pass_obj
def export(shell: Shell, *, as_markdown: bool, as_json: bool, day: str) -> None:
    """Write every turn to stdout, the oldest first."""
    if as_markdown and as_json:
        raise UsageError("an export is Markdown or JSON")
    from assistant.cli.show import put_unrendered

    first = named_day(day)

    def write(log: Connection) -> bool:
        records = since(log, first)
        if as_markdown:
            put_unrendered(shell, (f"{_section_in(log, record)}\n" for record in records), Display())
        else:
            for record in records:
                shell.stdout.write(f"{json_text(plain_record(record))}\n")
        return True

    wiring.on_record(shell, write)


@log.command("delete")
@click.argument("turns", type=Count(), nargs=-1, required=True)
@click.pass_obj
def deleted(shell: Shell, *, turns: tuple[int, ...]) -> None:
    """Delete turns for good; what they cost still counts against a limit."""
    wiring.on_record(shell, lambda _: True)
    with opened_to_change(wiring.paths(shell).ledger) as connection:
        count = delete(connection, turns)
        shell.stdout.write(f"deleted {count} of {len(turns)}\n")
        wipe(connection)  # also where nothing was deleted: an earlier wipe may have failed
    _tell_of_runs(shell)
    if missing := len(turns) - count:
        which = f"turn {turns[0]}" if len(turns) == 1 else f"{missing:,} of these turns"
        raise UsageError(
            f"{which} {'is' if missing == 1 else 'are'} not on record; of what was deleted before no word is left here",
            hint="see them: ask log list",
        )


@log.command("purge")
@click.option("--before", "day", metavar="DAY", required=True, help="2026-11-01")
@click.pass_obj
def purged(shell: Shell, *, day: str) -> None:
    """Delete every turn asked before a day."""
    before = named_day(day)
    wiring.on_record(shell, lambda _: True)
    with opened_to_change(wiring.paths(shell).ledger) as connection:
        shell.stdout.write(f"deleted {purge(connection, before)}\n")
        wipe(connection)
    _tell_of_runs(shell)


def _tell_of_runs(shell: Shell) -> None:
    """Say which runs of the benchmark hold questions that were on record."""
    from assistant.bench.journal import with_own_questions

    if files := with_own_questions(wiring.paths(shell).runs):
        removing = f"rm {' '.join(map(quoted, files))}"
        line = f"what ask bench --mine asked again stays in its runs, with the answers; to remove these: {removing}"
        showing.notes(shell, Display()).say(line)


def _turn(shell: Shell, turn: int) -> Record:
    record = wiring.from_log(shell, lambda log: turn_of(log, turn))
    if record is None:
        raise UsageError(f"there is no turn {turn} on record", hint="see them: ask log list")
    return record


def _section_in(log: Connection, record: Record) -> str:
    """Write a record as `_section` does, one that goes on with an answer with its question and all of it."""
    from assistant.cli.last import joined_in_one

    turns = continued(log, record)
    first = turns[0].id
    if first == record.id or not turns[0].question:
        return _section(record)
    whole = joined_in_one(turns)
    return _section(
        replace(
            record,
            question=whole.question,
            thought=whole.thought,
            answer=whole.answer,
            usage=whole.usage,
            cost=whole.cost,
            ending=whole.ending,
            cause=whole.cause,
        ),
        continues=first,
    )


def _section(record: Record, *, continues: int | None = None) -> str:
    """Write a record as a Markdown section in which no fence is left open, for others follow."""
    from assistant.render.extraction import closed

    fenced = replace(record, question=closed(record.question), answer=closed(record.answer))
    return markdown_of(fenced, continues=continues)


def _trial(record: Record) -> str:
    """Say what asked a turn that is no person's question and has no words; "" for any other."""
    return f"({conversation_name(record.conversation)})" if record.conversation < 0 else ""


def _ending(record: Record) -> str:
    return "no end" if record.ending is None else record.ending.value


def _line(shell: Shell, record: Record, text: str, provider: str) -> str:
    """Give a turn's row; on a terminal its words end at the edge, and stand below where there is no room for them.

    The models of `provider` go by their id alone, as those of the built-in gateway do.
    """
    model = record.model
    if record.provider != DEMO:
        model = spec_of(model, record.provider, default=provider)
    ending = "set aside" if record.withdrawn else _ending(record)
    when = on_the_askers_clock(record.asked_at)
    words = visible_in_a_row(text)[:80]
    figures = visible_on_one_line(
        f"{record.id:>5}  {when}  {record.tier.label:<9}  {model:<18}  {record.charge:>10}  {ending:<9}  "
    )
    columns = terminal_columns(shell.stdout)
    if not columns:
        return f"{figures}{words}".rstrip()
    if columns - columns_of(figures) < NARROWEST:
        above = rows(figures.rstrip(), columns, BELOW)
        return "\n".join(row.rstrip() for row in (*above, f"{BELOW}{cut(words, columns - len(BELOW))}"))
    return f"{figures}{cut(words, columns - columns_of(figures))}".rstrip()
