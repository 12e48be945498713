"""A conversation without a terminal: each line of stdin is a question. One that fails is told, and the next is asked."""

import gc

from assistant.cli.call import Call
from assistant.cli.chat_parts import ChatParts
from assistant.cli.conversations import brought_along
from assistant.cli.main import complain
from assistant.cli.stdin import file_behind, piped_lines
from assistant.cli.use import exit_code
from assistant.conversation import Conversation
from assistant.errors import AskError, ConfigError, KeyMissing, OverCap
from assistant.prompt import Prompt
from assistant.render.footer import NextSteps
from assistant.render.notes import is_terminal
from assistant.render.views import writing
from assistant.repl.attaching import is_file, read_again
from assistant.repl.mentions import mentions_in
from assistant.reply import Ending, Reply
from assistant.routing.lineup import first_provider, route
from assistant.routing.window import fitted_to, left_out_notice
from assistant.safe import json_text
from assistant.shell import Shape


def answer_lines(parts: ChatParts) -> int:
    """Answer the lines of stdin one by one; gives the exit code of the first that was not answered whole, 0 for none.

    What would stop every other question too ends it: no key, a wrong setting, a limit on spending that is reached.
    """
    gc.freeze()  # what is loaded stays, and need not be looked through
    gc.enable()
    conversation, attached, code = parts.earlier, parts.attached, 0
    system = parts.call.settings.system if parts.instruction is None else parts.instruction
    if along := brought_along(parts.instruction):
        parts.call.notes.mention(f"── going on with the conversation{along}")
    file = file_behind(parts.call.shell.stdin)
    if is_terminal(parts.call.shell.stdin):
        parts.call.notes.say("each line is a question · Ctrl-D leaves")
    for number, read in piped_lines(parts.call.shell.stdin):
        line = read.text
        if read.label:
            parts.call.notes.say(f"line {number} is read as {read.label}")
        if command := _command_in(line):
            parts.call.notes.say(f"/{command} is a command on a terminal; here it is sent as a question")
        for mention in mentions_in(line):
            if is_file(mention.path):
                parts.call.notes.say(f"{mention} attaches a file on a terminal; here it is sent as words")
        attached = read_again(attached, parts.call.notes.say)
        asked = Prompt(line.strip(), attached, system, inserted=(file,))
        try:
            first = first_provider(asked, parts.choices, conversation.last_questions())
            prompt = parts.outgoing(asked, first, conversation)
            conversation = parts.mended(conversation)
            reply = _answered(parts, prompt, conversation)
        except AskError as error:
            _tell(parts.call, number, error)
            code = code or error.exit_code
            if _stops_all(error, parts):
                return code
            continue
        conversation, attached = reply.after(conversation, prompt), ()
        if reply.ended.ending is Ending.STOPPED:
            return exit_code(reply)
        code = code or exit_code(reply)
    return code


def _answered(parts: ChatParts, prompt: Prompt, conversation: Conversation) -> Reply:
    """Have a question answered. Raises AskError."""
    answer = parts.opened().answer
    chosen = route(prompt, parts.choices, conversation.last_questions())
    fit = fitted_to(chosen, prompt, conversation)
    if fit.left_out:
        parts.call.notes.say(left_out_notice(fit, chosen, prompt))
    view = parts.view(prompt, parts.call.settings.display, NextSteps())
    return answer(prompt, view, choices=parts.choices, earlier=fit.conversation)


def _tell(call: Call, number: int, error: AskError) -> None:
    """Say that the line `number` failed; where programs read the answers, they get that in the place of one."""
    complain(call.shell, f"line {number}: {error.message}", error.hint)
    if call.options.shape.is_json:
        event = {"event": "failed"} if call.options.shape is Shape.EVENTS else {}
        failed = {**event, "line": number, "error": error.message, "exit_code": error.exit_code}
        with writing():
            call.shell.stdout.write(json_text(failed) + "\n")
            call.shell.stdout.flush()


def _stops_all(error: AskError, parts: ChatParts) -> bool:
    """Tell whether the next question would fail too; one that may cost more than --max-cost says nothing of the next."""
    if isinstance(error, OverCap):
        return parts.call.options.max_cost is None
    return isinstance(error, (KeyMissing, ConfigError))


def _command_in(line: str) -> str:
    """Give the slash command that a line would be on a terminal, "" for a question."""
    if not line.lstrip().startswith("/"):
        return ""
    from assistant.repl.commands.table import NAMES
    from assistant.repl.entry import Order, entry_of

    entry = entry_of(line, NAMES, lambda _: False)
    return entry.name if isinstance(entry, Order) else ""
