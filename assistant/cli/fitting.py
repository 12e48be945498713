"""A question and the window of the model it goes to: over it nothing is sent, unless the user says what to cut."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.cli.trimming import trimmed
from assistant.conversation import NOTHING_SAID, tokens_for
from assistant.errors import UsageError
from assistant.prompt import Attachment
from assistant.request_options import Trim
from assistant.routing.lineup import Route, route
from assistant.routing.window import fitted_to, left_out_notice, room_in, too_long, too_small

if TYPE_CHECKING:
    from assistant.cli.guarding import Guard
    from assistant.cli.intake import Material
    from assistant.cli.question import Question
    from assistant.store.settings import Settings

SPARE = 20  # one token in so many is left free where texts are cut: their number is an estimate


def fitting(
    asked: "Question", settings: "Settings", guard: "Guard", *, trim: Trim | None, say: Callable[[str], None]
) -> "Question":
    """Give a question that its models' windows hold: as it is, without its oldest turns, or cut as `trim` wants it.

    What is left out is said, and no secret that `guard` finds is cut in two. Raises UsageError where the first model's
    window is too small, which the turn would do after all else: here no megabytes are looked through before.
    """
    chosen = route(asked.prompt, asked.choices, asked.earlier.last_questions())
    model, question = chosen.first.model, asked
    if chosen.first in too_small(chosen, asked.prompt):
        if trim is None or asked.material is None:
            raise _refusal(asked, chosen, settings)
        question = _cut_to_window(asked, asked.material, chosen, settings, guard, trim=trim, say=say)
    elif trim is not None and model.window is None:
        say(f"the window of {chosen.first.spec} is not known (window, in the configuration): nothing was cut")
    fit = fitted_to(chosen, question.prompt, question.earlier)
    if fit.left_out:
        say(left_out_notice(fit, chosen, question.prompt))
    return replace(question, earlier=fit.conversation)


def _cut_to_window(
    asked: "Question",
    material: "Material",
    chosen: Route,
    settings: "Settings",
    guard: "Guard",
    *,
    trim: Trim,
    say: Callable[[str], None],
) -> "Question":
    texts, system = material.texts, asked.prompt.system
    hidden = guard.hidden(replace(asked.prompt, attachments=texts)).attachments
    whole = [replace(text, text=each.text) for text, each in zip(texts, hidden, strict=True)]
    empty = material.with_texts(tuple(replace(text, text="") for text in texts)).prompt(system)
    room = room_in(chosen.first.model, chosen)
    left = room - tokens_for(empty, NOTHING_SAID)
    over = 0
    while True:
        left -= over
        cuts = trimmed(whole, trim, tokens=left - left // SPARE)
        shorter = tuple(rest for rest, _ in cuts)
        kept = tuple(_revealed(*each, guard) for each in zip(texts, shorter, strict=True))
        prompt = material.with_texts(kept).prompt(system)
        cut = replace(asked, prompt=prompt, material=material.with_texts(shorter))
        sent = prompt if guard.lets_go else material.with_texts(shorter).prompt(system)
        over = tokens_for(sent, NOTHING_SAID) - room
        if over <= 0 or left <= 0:
            break
    for text, (_, gone) in zip(texts, cuts, strict=True):
        if gone:
            say(f"{text.name or 'stdin'}: {gone} cut from its {trim.value}, to fit the window")
    if over > 0:
        raise _refusal(replace(cut, prompt=sent), chosen, settings)
    return cut


def _revealed(text: Attachment, cut: Attachment, guard: "Guard") -> Attachment:
    """Give what is left of `text` with its secrets put back; one of many lines shifts what is numbered from its end."""
    kept = replace(cut, text=guard.revealed(cut.text))
    if cut.first_line == text.first_line:
        return kept
    return replace(kept, first_line=(text.first_line or 1) + text.line_count - kept.line_count)


def _refusal(asked: "Question", chosen: Route, settings: "Settings") -> UsageError:
    texts = asked.material.texts if asked.material else asked.prompt.attachments
    ways = ("--trim head, tail or middle cuts that part",) if asked.material and texts else ()
    if asked.target is not None:  # no part of it will do
        texts, ways = (), ("part the file",)
    known = map(settings.candidate, settings.models)
    return too_long(chosen, asked.prompt, known, texts=texts, ways=ways)
