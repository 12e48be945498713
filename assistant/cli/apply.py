"""`ask apply`, and `--apply`: an answer's code takes the place of a file, after its difference was shown and a yes."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import click

from assistant import showing, wiring
from assistant.cli.asking import agreed
from assistant.cli.blocks import blocks_of
from assistant.cli.conversations import passed_over
from assistant.cli.foreign import foreign, is_alike
from assistant.cli.guarding import reading_guard
from assistant.cli.last import last_answer
from assistant.cli.lenient_settings import lenient_settings
from assistant.cli.loss import is_difference, loss
from assistant.cli.parameters import Count
from assistant.cli.refilling import AS_NOW
from assistant.cli.target import attachment_of, target_at
from assistant.errors import AnswerCut, AnswerUnused, UsageError, quoted
from assistant.guard.altered import altered_in
from assistant.guard.finding import PLACEHOLDER_OPENING
from assistant.prompt import language_of
from assistant.record import Record
from assistant.render.difference import difference, in_colours
from assistant.render.extraction import UNCLEAR, Block, code_blocks
from assistant.render.notes import is_terminal
from assistant.safe import visible, visible_on_one_line
from assistant.shell import Display, Shell
from assistant.store.place import Place, replaced
from assistant.store.rewriting import Rewritten, rewritten
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer whose code, of block `block` or of the only one, is to take the place of a file.

    `asked` are the texts that it answers, `restored` puts secrets back into the code. `record` is its turn, None where
    the file was read for it; `doubt` says why a yes ahead is not enough, "" where it may be; `kept` whether `ask apply`
    finds the answer on record.
    """

    answer: str
    block: int | None
    asked: tuple[str, ...]
    restored: Callable[[str], str]
    record: Record | None = None
    doubt: str = ""
    kept: bool = True


@click.command("apply")
@click.argument("path")
@click.argument("block", type=Count(), required=False)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--force", is_flag=True, help="As --yes, even if much of the file would go.")
@click.pass_obj
def apply(shell: Shell, *, path: str, block: int | None, yes: bool, force: bool) -> int:
    """Put the code of the last answer, or its Nth BLOCK, in the place of the file PATH.

    The difference is shown first and written after a yes; the file as it was is kept beside it as PATH~,
    or numbered, PATH.~1~, where PATH~ is another file. Code that much of the file is not in, or of
    another language, or where the file has changed since, or a later question got no answer or was undone, is
    written after a yes at the terminal or with --force alone, that of an answer that was cut off with --force
    alone, and a difference never.
    """
    record = last_answer(shell)
    if record.cut and not force:
        raise AnswerCut(
            f"the last answer was {record.cut}; nothing was written",
            hint="ask resume · ask up · or anyway: --force",
        )
    target = target_at(path)
    if line := passed_over(shell, record):
        _say(shell, line)
    proposal = Proposal(
        record.answer,
        block,
        asked=(record.question, target.text),
        restored=_restored(shell, record, target),
        record=record,
        doubt="this is not the answer to the question asked last" if line else "",
    )
    return put_in_place(shell, target, proposal, lenient_settings(shell).display, yes=yes, force=force)


def _restored(shell: Shell, record: Record, target: Place) -> Callable[[str], str]:
    """Give what puts the secrets of the file that is to be replaced back into code, where its turn was asked with it."""
    file = attachment_of(target)
    if PLACEHOLDER_OPENING not in record.answer or file is None:
        return str
    settings = wiring.settings(shell)
    guard = reading_guard(settings, shell.environment, showing.notes(shell, settings.display))
    asked = [turn.question for turn in wiring.turns_on_record(shell, record.conversation)]
    if guard.recall(asked, [file]):
        if target.status and record.is_before(target.status.st_mtime):
            _say(shell, f"secrets are put back out of {target.path}, {AS_NOW}")
    else:  # it may have the answer's code already
        guard.recall([block.text.strip("\n") for block in code_blocks(record.answer)], [file])
    return guard.restored


def put_in_place(
    shell: Shell, target: Place, proposal: Proposal, display: Display, *, yes: bool, force: bool
) -> int:
    """Show what the code of an answer would change and write it after a yes, or with `yes`.

    `force` is a yes in spite of a doubt, too, to code that most of the file is not in, and to code of another language.
    Gives the exit code: 0 where the file is as the code. Raises AnswerUnused where that is not one block, where it is a
    difference, where nobody said yes, where the file changed meanwhile, where its encoding lacks a character, or where it
    cannot be written.
    """
    try:
        return _put(shell, target, proposal, display, yes=yes, force=force)
    except UsageError as error:  # but the question was sent
        raise AnswerUnused(error.message, hint=error.hint) from error


def _put(shell: Shell, target: Place, proposal: Proposal, display: Display, *, yes: bool, force: bool) -> int:
    code = _code(shell, target, proposal)
    if signs := altered_in(code.text, proposal.asked):
        raise UsageError(
            f"the code holds placeholders of secrets as they are, {', '.join(signs)}: nothing was written",
            hint="ask again, or put the code and the secrets there by hand",
        )
    new = rewritten(target, code.text)
    if new.content == target.content:
        _say(shell, f"{target.path} already has the answer's code")
        return 0
    _show(shell, target, new, display)
    if not force:
        changed = (
            "it has changed since the question was asked" if _has_changed(target, proposal.record) else ""
        )
        doubt = proposal.doubt or (UNCLEAR if code.unclear else "")
        doubt = doubt or foreign(code.language, code.text, target.path.name) or loss(new.before, new.after)
        _agree(target, proposal, "; ".join(filter(None, (changed, doubt))), yes=yes)
    backup = replaced(target, new.content)
    _say(shell, f"wrote {target.path}" + (f"; as it was: {backup}" if backup else ""))
    return 0


def _agree(target: Place, proposal: Proposal, doubt: str, *, yes: bool) -> None:
    """Have the person at the terminal agree, unless `yes` did and there is no `doubt`. Raises UsageError else."""
    if yes and doubt:
        block = f" {proposal.block}" if proposal.block else ""
        way = f"ask apply {quoted(target.path)}{block}" if proposal.kept else "without --yes"
        raise UsageError(
            f"{doubt}: nothing was written to {target.path}, for --yes is not enough",
            hint=f"to be asked: {way} · to write it all the same: --force",
        )
    if yes:
        return
    warning = f" {visible_on_one_line(doubt)}" if doubt else ""
    if not agreed(f"Write {visible_on_one_line(str(target.path))}?{warning} [y/N] "):
        way = "--force" if doubt else "--yes"
        nothing = f"nothing was written to {target.path}"
        raise UsageError(
            f"{doubt}: {nothing}" if doubt else nothing, hint=f"answer y on a terminal, or: {way}"
        )


def _has_changed(target: Place, record: Record | None) -> bool:
    """Tell whether there is a file that was written since the question of a turn was asked, and was not sent with it."""
    if record is None or target.status is None or not record.is_before(target.status.st_mtime):
        return False
    return target.text not in record.question


def _code(shell: Shell, target: Place, proposal: Proposal) -> Block:
    """Give the code of the block that is named, or of the only one, or of the one in the file's language, as is said.

    Raises AnswerUnused for no block, UsageError for several and for a difference that a file which is none would become.
    """
    blocks = blocks_of(proposal.answer, proposal.block, about=target.text)
    own = [block for block in blocks if is_alike(block.language, language_of(target.path.name))]
    if len(blocks) > 1 and len(own) == 1:
        _say(shell, f"of {len(blocks)} code blocks the one in {own[0].language} is taken")
        blocks = tuple(own)
    if len(blocks) > 1:
        raise UsageError(
            f"the answer has {len(blocks)} code blocks: nothing was written",
            hint=f"choose one: {'ask apply PATH N' if proposal.kept else '--code N'}",
        )
    (block,) = blocks
    if is_difference(block.language, block.text) and not is_difference(
        language_of(target.path.name), target.text
    ):
        raise UsageError(
            f"the answer is a difference and not the file: nothing was written to {target.path}",
            hint="ask for the whole file, or: ask last -x | git apply --recount",
        )
    code = proposal.restored(block.text)
    if PLACEHOLDER_OPENING in code:
        raise UsageError(
            "the code contains placeholders of secrets: nothing was written",
            hint='ask again with --apply, which puts the secrets back: ask --apply PATH "…"',
        )
    return replace(block, text=code)


def _show(shell: Shell, target: Place, new: Rewritten, display: Display) -> None:
    name = str(target.path)
    names = ("/dev/null" if target.content is None else name, name)
    lines = difference(new.before, new.after, names=names, changes=new.changes)
    if shell.stderr is not None:
        coloured = is_terminal(shell.stderr) and showing.styled(shell, display)
        with suppress(OSError, ValueError):
            for line in in_colours(lines) if coloured else lines:
                shell.stderr.write(f"{line if coloured else visible(line)}\n")
            shell.stderr.flush()


def _say(shell: Shell, line: str) -> None:
    if shell.stderr is not None:
        with suppress(OSError, ValueError):
            shell.stderr.write(f"{visible_on_one_line(line)}\n")
            shell.stderr.flush()
