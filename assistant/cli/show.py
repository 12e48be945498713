"""`ask show`: renders Markdown as an answer is rendered."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant import showing
from assistant.cli.choosing import display_from
from assistant.cli.lenient_settings import lenient_settings
from assistant.cli.parameters import display_parameters
from assistant.cli.stdin import piped_text, read_whole
from assistant.errors import UsageError, cause_of
from assistant.render.notes import is_terminal
from assistant.render.views import writing
from assistant.safe import Unseen, visible_on_one_line
from assistant.shell import Display, Shape, Shell, When
from assistant.store.decoding import decoded

if TYPE_CHECKING:
    from assistant.render.restoring import Keeper


@click.command("show", params=display_parameters())
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--raw", is_flag=True, help="Keep control characters; in a pipe only.")
@click.pass_obj
def show(shell: Shell, *, files: tuple[str, ...], color: When | None, theme: str | None, raw: bool) -> int:
    """Render Markdown from each FILE, or stdin; in a pipe the texts pass as they are."""
    display = display_from(color, theme, lenient_settings(shell).display)
    if files and not any(file == "-" or os.path.exists(file) for file in files):  # noqa: PTH110 - raises for no name
        raise click.UsageError(f"there is no file {', '.join(files)}")
    code = 0
    for file in files or ("-",):
        try:
            text = _piped(shell) if file == "-" else _text_of(file)
        except UsageError as error:  # the others can be shown
            from assistant.cli.main import complain

            complain(shell, error.message, error.hint)
            code = error.exit_code
        else:
            put(shell, text, display, Shape.RAW if raw else Shape.FITTING)
    return code


def put(
    shell: Shell,
    text: str,
    display: Display,
    shape: Shape = Shape.FITTING,
    *,
    keeper: "Keeper | None" = None,
) -> None:
    """Write Markdown: rendered on a terminal or where colour is wanted, else as it is; `keeper` fills in its secrets."""
    with writing():
        if is_terminal(shell.stdout) or (display.colour is When.ALWAYS and shape is not Shape.RAW):
            from assistant.render.veil import veiled

            restorer = keeper.restorer(veiled) if keeper else None
            renderer = showing.renderer(shell, showing.detected(shell, display).display(), restorer)
            try:
                renderer.write(text)
            finally:
                renderer.close()
        else:
            put_unrendered(shell, [keeper.answered(text) if keeper else text], display, shape)


def put_unrendered(
    shell: Shell, texts: Iterable[str], display: Display, shape: Shape = Shape.FITTING
) -> None:
    """Write texts as they are, one behind the other; what nobody sees of them in a pipe is told of."""
    passage, unseen = showing.passage(shell, shape), Unseen("the text")
    for text in texts:
        unseen.feed(text)
        shell.stdout.write(passage.feed(text))
    shell.stdout.write(passage.close())
    shell.stdout.flush()
    if unseen.notice and not is_terminal(shell.stdout):
        showing.notes(shell, display).say(unseen.notice)


def _text_of(file: str) -> str:
    try:
        with Path(file).open("rb") as opened:
            return decoded(read_whole(opened, visible_on_one_line(file)), visible_on_one_line(file)).text
    except OSError as error:
        raise UsageError(f"{visible_on_one_line(file)} could not be read: {cause_of(error)}") from error


def _piped(shell: Shell) -> str:
    piped = piped_text(shell.stdin)
    if piped is None and (shell.stdin is None or is_terminal(shell.stdin)):
        raise UsageError(
            "there is nothing to show", hint="ask show README.md · git show HEAD:README.md | ask show"
        )
    return piped.text if piped else ""
