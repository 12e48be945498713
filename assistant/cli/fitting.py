"""A question and the window of the model it goes to: over it nothing is sent, unless the user says what to cut."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.cli.trimming import first_lines, trimmed
from assistant.conversation import NOTHING_SAID, tokens_for
from assistant.errors import UsageError
from assistant.prompt import Attachment, Prompt
from assistant.request_options import Trim
from assistant.routing.lineup import Route, route
from assistant.routing.window import LARGEST_WINDOW, fitted_to, is_long, left_out_notice, room_in
from assistant.tokens import estimated_tokens

if TYPE_CHECKING:
    from assistant.cli.guarding import Guard
    from assistant.cli.intake import Material
    from assistant.cli.question import Question
    from assistant.store.settings import Settings

LEAST = 100  # tokens that an answer is worth asking for
SPARE = 20  # one token in so many is left free where texts are cut: their number is an estimate


def fitting(
    asked: "Question", settings: "Settings", guard: "Guard", *, trim: Trim | None, say: Callable[[str], None]
) -> "Question":
    """Give a question that its models' windows hold: as it is, without its oldest turns, or cut as `trim` wants it.

    What is left out is said, and no secret that `guard` finds is cut in two. Raises UsageError where the first model's
    window is too small; one whose size is unknown takes what the largest takes.
    """
    chosen = route(asked.prompt, asked.choices, asked.earlier.last_questions())
    question = _within_window(asked, chosen, settings, guard, trim=trim, say=say)
    fit = fitted_to(chosen, question.prompt, question.earlier)
    if fit.left_out:
        say(left_out_notice(fit, chosen))
    return replace(question, earlier=fit.conversation)


def _within_window(
    asked: "Question",
    chosen: Route,
    settings: "Settings",
    guard: "Guard",
    *,
    trim: Trim | None,
    say: Callable[[str], None],
) -> "Question":
    model = chosen.first.model
    room = room_in(model, chosen)
    tokens = _tokens(asked.prompt) if room is not None or is_long(asked.prompt) else 0
    if room is None and tokens > LARGEST_WINDOW:
        room = LARGEST_WINDOW - chosen.max_tokens
    if room is None:
        if trim is not None:
            say(f"the window of {model.id} is not known (window, in the configuration): nothing was cut")
        return asked
    if tokens <= room:
        return asked
    if trim is None or asked.material is None:
        raise _too_long(asked, chosen, settings, room=room, tokens=tokens)
    texts = asked.material.texts
    hidden = guard.hidden(replace(asked.prompt, attachments=texts)).attachments
    whole = asked.material.with_texts(
        tuple(replace(text, text=each.text) for text, each in zip(texts, hidden, strict=True))
    )
    shorter = _cut(whole, asked.prompt.system, trim, room=room, say=say)
    cut = replace(asked, prompt=shorter.prompt(asked.prompt.system), material=shorter)
    if (tokens := _tokens(cut.prompt)) > room:
        raise _too_long(cut, chosen, settings, room=room, tokens=tokens)
    kept = tuple(_revealed(*each, guard) for each in zip(texts, shorter.texts, strict=True))
    return replace(asked, prompt=shorter.with_texts(kept).prompt(asked.prompt.system))


def _cut(
    material: "Material", system: str | None, trim: Trim, *, room: int, say: Callable[[str], None]
) -> "Material":
    texts = material.texts
    empty = material.with_texts(tuple(replace(text, text="") for text in texts))
    left = room - _tokens(empty.prompt(system))
    cuts = trimmed(texts, trim, tokens=left - left // SPARE)
    for text, cut in zip(texts, cuts, strict=True):
        if cut.cut:
            say(f"{text.name or 'stdin'}: {cut.cut} cut from its {trim.value}, to fit the window")
    return material.with_texts(tuple(cut.attachment for cut in cuts))


def _revealed(text: Attachment, cut: Attachment, guard: "Guard") -> Attachment:
    """Give what is left of `text` with its secrets put back; one of many lines shifts what is numbered from its end."""
    kept = replace(cut, text=guard.revealed(cut.text))
    if cut.first_line == text.first_line:
        return kept
    return replace(kept, first_line=(text.first_line or 1) + text.line_count - kept.line_count)


def _too_long(
    asked: "Question", chosen: Route, settings: "Settings", *, room: int, tokens: int
) -> UsageError:
    model = chosen.first.model
    texts = asked.material.texts if asked.material else asked.prompt.attachments
    left = (model.window or 0) - tokens
    whole = asked.target is not None  # and neither a part of it nor a shorter answer will do
    ways = [f"--max-tokens {left} leaves room for it"] if left >= LEAST and not whole else []
    ways += [_what_fits(texts, tokens - room)] if texts and not whole else []
    ways += ["--trim head, tail or middle cuts that part"] if asked.material and texts else []
    larger = [
        each.id
        for each in settings.models.values()
        if each.window and each.window - chosen.longest(each) >= tokens
    ]
    ways += [f"-m {larger[0]} holds it all"] if larger else []
    ways += [] if model.window else ["a larger window is told in the configuration (window)"]
    window = f"a window of {model.window:,}" if model.window else f"not known, at most {LARGEST_WINDOW:,}"
    return UsageError(
        f"the question has ~{tokens:,} tokens and {model.id} takes {room:,} "
        f"({window}, {chosen.longest(model):,} of it for the answer): nothing was sent",
        hint=" · ".join(ways) or ("part the file" if whole else "ask with fewer words"),
    )


def _what_fits(texts: tuple[Attachment, ...], over: int) -> str:
    longest = max(texts, key=lambda text: len(text.text))
    lines = first_lines(longest.text, estimated_tokens(longest.text) - over)
    first = longest.first_line or 1
    if not lines:
        return (
            "not one line of the longest text fits" if longest.line_count > 1 else "its one line is too long"
        )
    if longest.name:
        return f"what fits: {longest.name}:{first}-{first + lines - 1}"
    return f"what fits: the first {lines:,} of {longest.line_count:,} lines"


def _tokens(prompt: Prompt) -> int:
    return tokens_for(prompt, NOTHING_SAID)
