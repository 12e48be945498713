"""What shows the answer to a question: the whole of it, or its code alone."""

from functools import partial
from typing import TYPE_CHECKING

from assistant import showing
from assistant.cli.call import Call
from assistant.prompt import Prompt
from assistant.render.footer import NextSteps
from assistant.request_options import Retention

if TYPE_CHECKING:
    from assistant.answer import View
    from assistant.cli.guarding import Guard
    from assistant.render.code_view import CodeView
    from assistant.render.status_lines import StatusLines


def whole_view(call: Call, prompt: Prompt, guard: "Guard", before: str) -> "View":
    """Give the view that shows a whole answer, after what came `before` of it."""
    status, display = _status(call, prompt), call.settings.display
    return showing.view(call.shell, status, call.options.shape, display, guard, before=before)


def code_view_for(call: Call, prompt: Prompt, guard: "Guard", before: str) -> "CodeView | None":
    """Give the view that writes the code that is wanted, None where the whole answer is."""
    code = call.options.code
    if code is None:
        return None
    from assistant.cli.foreign import is_alike, language_wanted

    status, shape, language = _status(call, prompt), call.options.shape, language_wanted(prompt)
    return showing.code_view(
        call.shell,
        status,
        shape,
        wanted=code or None,
        restored=guard.restored,
        own=partial(is_alike, language=language) if language else None,
        before=before,
    )


def restoring(view: "CodeView", guard: "Guard", before: str) -> "View":
    """Have the end of an answer reach a view of its code with the secrets put back; which are not is said."""
    from assistant.render.restoring import RestoringView

    return RestoringView(view, guard, answer=showing.going_on(before), before=before)


def _status(call: Call, prompt: Prompt) -> "StatusLines":
    """Give the lines beside an answer; where it is cut, what is not kept cannot be taken up again."""
    from assistant.render.status_lines import StatusLines

    kept = call.keep is Retention.EVERYTHING
    next_steps = NextSteps("ask resume", "ask up", go_on="ask resume") if kept else NextSteps()
    return StatusLines(call.notes, prompt, next_steps)
