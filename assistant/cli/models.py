"""`ask models`: the models, ranked by score per dollar."""

from dataclasses import replace
from decimal import Decimal

import click

from assistant import showing, wiring
from assistant.catalog import Model, Tier
from assistant.cost import exactly
from assistant.digits import counted
from assistant.render.columns import aligned, fitted
from assistant.render.notes import rows as in_rows
from assistant.render.notes import terminal_columns
from assistant.safe import json_text, visible_lines
from assistant.shell import Shell
from assistant.store.settings import Settings

HEADER = ("model", "provider", "$/M out", "$/M in", "score", "value", "tiers")
WORDS = (0, 1, 6)  # the columns that are set flush left
SPARE = (1, 4, 3, 6)  # those that a narrow terminal goes without, the first first


@click.command("models")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON list.")
@click.option("--check", is_flag=True, help="Ask the providers which of them exist, and at what price.")
@click.option("--write", is_flag=True, help="With --check: take the published prices into the configuration.")
@click.pass_obj
def models(shell: Shell, *, as_json: bool, check: bool, write: bool) -> int:
    """Show the models ranked by value: the score over the price of a million output tokens.

    --check exits with 2 when a model is missing, with 3 when a key was refused, with 4 when a provider did not answer.
    """
    settings = wiring.settings(shell)
    if check or write:
        return _check(shell, settings, as_json=as_json, write=write)
    ranked = sorted(_named(settings), key=lambda model: model.value or Decimal(-1), reverse=True)
    if as_json:
        plain = [_as_plain(model, settings) for model in ranked]
        shell.stdout.write(json_text(plain, indent=1) + "\n")
        return 0
    rows = [HEADER, *(_row(model, settings) for model in ranked)]
    width = terminal_columns(shell.stdout)
    shell.stdout.write("\n".join(fitted(rows, left=WORDS, width=width, spare=SPARE)) + "\n")
    for model in ranked:
        if model.note:
            shell.stdout.write(visible_lines(*in_rows(f"{model.id}: {model.note}", width)))
    return 0


def _named(settings: Settings) -> list[Model]:
    """Give what is known of models, and the tiers' models that nothing is known of, their ids as they are typed."""
    asked = (candidate for lineup in settings.lineups.values() for candidate in lineup.candidates)
    found = {
        settings.name_of(each): each.model for each in (*map(settings.candidate, settings.models), *asked)
    }
    return [replace(settings.models.get(name, model), id=name) for name, model in found.items()]


def _check(shell: Shell, settings: Settings, *, as_json: bool, write: bool) -> int:
    from assistant.cli.models_check import as_row, checked, plain_found

    found = checked(shell, settings)
    if as_json:
        plain = [plain_found(one) for one in found]
        shell.stdout.write(json_text(plain, indent=1) + "\n")
    else:
        shell.stdout.write("\n".join(aligned([as_row(one) for one in found], left=WORDS)) + "\n")
    changes = {one.spec: one.changes for one in found if one.changes}
    if changes and write:
        from assistant.store.changing import changing
        from assistant.store.editing import priced

        file = wiring.paths(shell).config
        with changing(file):
            priced(file, changes, shell.environment)
        what = "price is" if len(changes) == 1 else "prices are"
        notes = showing.notes(shell, settings.display)
        notes.say(f"{counted(len(changes), 'model')}: the published {what} in {file} now")
    elif changes and not as_json:
        shell.stdout.write("take the published prices into the configuration: ask models --check --write\n")
    return min((one.exit_code for one in found if one.exit_code), default=0)


def _row(model: Model, settings: Settings) -> tuple[str, ...]:
    price = model.price
    return (
        model.id,
        model.maker or "-",
        "unknown" if price.output is None else exactly(price.output),
        "unknown" if price.input is None else exactly(price.input),
        "-" if model.score is None else f"{model.score:.1f}",
        "-" if model.value is None else f"{model.value:.1f}",
        ", ".join(_tiers(model, settings)) or "-",
    )


def _as_plain(model: Model, settings: Settings) -> dict[str, object]:
    """Give a model as plain JSON values; prices in US$ per million tokens, null where they are unknown."""
    return {
        "id": model.id,
        "name": model.name,
        "provider": model.maker,
        "category": model.category,
        "output_price": _number(model.price.output),
        "input_price": _number(model.price.input),
        "score": _number(model.score),
        "value": _number(None if model.value is None else round(model.value, 1)),
        "tiers": _tiers(model, settings),
        "note": model.note,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _tiers(model: Model, settings: Settings) -> list[str]:
    """Give the tiers a model serves; where it only stands in for another, the tier is in parentheses."""
    found = []
    for tier in Tier:
        serving = [model.id == settings.name_of(each) for each in settings.lineups[tier].candidates]
        if any(serving):
            found.append(tier.label if serving[0] else f"({tier.label})")
    return found
