"""`ask bench`: the field report's benchmark, on your models."""

import json

import click

from assistant import wiring
from assistant.bench.published import DATED, TASK_SCORES, blended, plain_published, rows
from assistant.bench.task import tasks_in
from assistant.catalog import BASELINE
from assistant.safe import visible_on_one_line
from assistant.shell import Shell


@click.group("bench", invoke_without_command=True)
@click.option("--published", is_flag=True, help="The field report's own table and task scores; asks nobody.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_context
def bench(context: click.Context, /, *, published: bool, as_json: bool) -> int:
    """Find out which model earns its price on your work."""
    shell: Shell = context.obj
    if context.invoked_subcommand is not None:
        return 0
    if published:
        text = json.dumps(plain_published(), indent=1) if as_json else "\n".join(published_lines())
        shell.stdout.write(f"{text}\n")
        return 0
    raise click.UsageError("nothing to do; see --help")


@bench.command("tasks")
@click.pass_obj
def tasks(shell: Shell) -> None:
    """List the tasks: those that come with ask, and your own folders."""
    folder = wiring.paths(shell).config.parent / "bench"
    found = tasks_in(folder)
    for task in found.values():
        named = ", ".join(one.name for one in task.prompt.attachments) or "-"
        first = task.prompt.text.partition("\n")[0]
        own = " (yours)" if task.own else ""
        line = f"{task.name:<10} checked by {task.means:<8} {named:<9} {first}{own}"
        shell.stdout.write(visible_on_one_line(line) + "\n")
    shell.stdout.write(f"add one: a folder with a prompt.txt under {folder}\n")


def published_lines() -> list[str]:
    """Give the report's table as lines: its own order, with the rank by value."""
    lines = [DATED, "", f"{'rank':>4}  {'model':<18}{'provider':<12}{'$/M out':>8}{'score':>7}{'value':>7}"]
    lines += [
        f"{row.rank:>4}  {row.model.name:<18}{row.model.maker:<12}"
        f"{row.model.price.output:>8.2f}{row.model.score:>7.1f}{row.value:>7.1f}"
        for row in rows()
    ]
    price, saved = blended()
    lines += ["", "Ga-Standard routes on the server: an entry price, score and value vary by task.", ""]
    lines += [
        f"{task:<10}" + ", ".join(f"{name} {score}" for name, score in scores.items())
        for task, scores in TASK_SCORES.items()
    ]
    return [
        *lines,
        "(no other task score is published)",
        "",
        f"tiers blended 70/25/5: ${price.normalize():f}/M, {saved:.0%} below {BASELINE.name}",
    ]
