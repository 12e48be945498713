"""What is done with an answer that was shown: it is copied, its code takes a file's place; and the exit code."""

import signal
from typing import TYPE_CHECKING

from assistant.cli.call import Call
from assistant.errors import AnswerUnused
from assistant.reply import Ending, Reply
from assistant.request_options import Retention

if TYPE_CHECKING:
    from assistant.cli.guarding import Guard
    from assistant.cli.question import Question
    from assistant.render.code_view import CodeView
    from assistant.render.extraction import Block
    from assistant.store.place import Place

EXIT_CODES = {Ending.WHOLE: 0, Ending.LENGTH: 5, Ending.FILTERED: 5, Ending.CUT: 5, Ending.FAILED: 4}


def use(
    call: Call,
    question: "Question",
    reply: Reply,
    guard: "Guard",
    *,
    code_view: "CodeView | None",
    asked: tuple[str, ...],
) -> int:
    """Do with an answer as the options say; gives the exit code. `asked` are the texts that it answers.

    Raises AnswerUnused where its code could not be used.
    """
    options, notes = call.options, call.notes
    if code_view and reply.ended.ending is Ending.WHOLE and not code_view.found:
        return EXIT_CODES[Ending.CUT]
    answer, code = reply.text, exit_code(reply)
    if question.before:
        from assistant.render.seam import joined

        answer, known = joined((*question.before, answer))
        if not (known or code) and (code_view or options.copy or question.target):
            notes.say("it is not certain how this goes on with what came before: see ask last")
            code = EXIT_CODES[Ending.CUT]
        if options.copy and not code_view:
            guard.tell_unfilled(guard.answered(answer))
    if code:
        if options.copy:
            notes.say("the answer is incomplete: it was not copied")
        return code
    part = None if code_view is None else code_view.taken or 0
    if part is not None:
        from assistant.cli.blocks import blocks_of

        part = _part_of_answer(reply, part)
        blocks = blocks_of(answer, part or None)
        _refuse_unclear(blocks)
        refuse_altered("".join(block.text for block in blocks), guard, asked)
    copied = _copy(call, answer, guard, part) if options.copy else 0
    if question.target is None:
        return copied
    return _put_in_place(call, question.target, answer, guard, asked=asked) or copied


def _part_of_answer(reply: Reply, part: int) -> int:
    """Give the number that block `part` (0 for all) of what was shown has in the answer without its thinking.

    Raises AnswerUnused where code was written that turned out to be none of the answer's.
    """
    if not reply.thought:
        return part
    from assistant.render.extraction import code_blocks

    before = len(code_blocks(reply.thinking))
    if before and part <= before:
        raise AnswerUnused(
            "the code is that of the model's thinking too, which came before </think>",
            hint="the answer's alone: ask last -x · both: ask last · have the server part them: its reasoning parser",
        )
    return max(part - before, 0)


def _refuse_unclear(blocks: "tuple[Block, ...]") -> None:
    """Raise AnswerUnused where the code that was written may not be all of it, or more."""
    from assistant.render.extraction import UNCLEAR

    if any(block.unclear for block in blocks):
        raise AnswerUnused(UNCLEAR, hint="look at all of it: ask last")


def refuse_altered(code: str, guard: "Guard", asked: tuple[str, ...]) -> None:
    """Raise AnswerUnused where code that was written holds a placeholder in whose place no secret was put."""
    if "secret" in code.lower() and (signs := guard.altered(code, asked)):
        raise AnswerUnused(
            f"the code holds placeholders of secrets as they are: {', '.join(signs)}",
            hint="put the secrets there by hand, or ask again",
        )


def _put_in_place(call: Call, target: "Place", answer: str, guard: "Guard", *, asked: tuple[str, ...]) -> int:
    """Put the answer's code in a file's place; gives the exit code. Raises as `put_in_place` does."""
    from assistant.cli.apply import Proposal, put_in_place

    options, display = call.options, call.settings.display
    kept = call.keep is Retention.EVERYTHING
    proposal = Proposal(answer, options.code or None, asked, guard.restored, kept=kept)
    return put_in_place(call.shell, target, proposal, display, yes=options.yes, force=options.force)


def _copy(call: Call, answer: str, guard: "Guard", part: int | None) -> int:
    """Copy a whole answer, or its code; gives the exit code."""
    from assistant.cli.copying import copy_answer

    restored = guard.answered if part is None else guard.restored
    return copy_answer(call.shell, answer, code=part, restored=restored, notes=call.notes)


def exit_code(reply: Reply) -> int:
    """Give the exit code that tells scripts how an answer ended: 0 is a whole one."""
    if reply.ended.ending is Ending.STOPPED:
        return 128 + (reply.ended.signal or signal.SIGINT)
    return EXIT_CODES[reply.ended.ending]
