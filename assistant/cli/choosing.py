"""Where a question may go and how answers look, made up of settings and what was typed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import showing, wiring
from assistant.cli.names import named_model, named_tier
from assistant.cli.options import Options
from assistant.errors import UsageError, quoted
from assistant.prompt import Prompt
from assistant.routing.decision import Decision, Reason
from assistant.routing.lineup import Choices, route
from assistant.shell import Display, Shell, When
from assistant.spelling import suggestion
from assistant.store.settings import Settings

if TYPE_CHECKING:
    from assistant.cli.intake import Material
    from assistant.store.templates import Source
    from assistant.template import Template


def choices_from(options: Options, settings: Settings, environment: Mapping[str, str]) -> Choices:
    """Give the choices that the settings with what was typed, and the environment, make up.

    A tier that is typed wins over the variable's model. Raises UsageError for a model that is not known.
    """
    choices = Choices(
        lineups=settings.lineups,
        rules=settings.rules,
        tier=options.tier,
        only=named_model(options.model, settings) if options.model else None,
        max_tokens=options.max_tokens,
        temperature=options.temperature,
        first_token_timeout=options.timeout,
        allow_lower=settings.allow_lower,
    )
    model = environment.get("ASK_MODEL")
    if not model or options.model or options.tier is not None:
        return choices
    return choices.with_model(named_model(model, settings, named_at="ASK_MODEL"))


def tier_beside_model(choices: Choices, environment: Mapping[str, str]) -> str:
    """Say what a tier does beside a model that is not its own, or is never used, "" where there is nothing to say."""
    wanted, only = choices.tier, choices.only
    if only is None:
        model = environment.get("ASK_MODEL")
        return _not_asked(choices, model, f"ASK_MODEL={model}") if model else ""
    if wanted is None:
        return ""
    served = route(Prompt(""), choices).decision.tier
    if served is not wanted:
        return f"{only.spec} is a model of the {served.label} tier and goes as one, not as {wanted.label}"
    if only in choices.lineups[wanted].candidates:
        return ""
    return f"{only.spec} is asked, as you typed; the {wanted.label} tier gives only its limits"


def _not_asked(choices: Choices, model: str, named: str) -> str:
    why = "you never use the tier of" if choices.tier is None else "the tier you typed wins over"
    return f"{why} {named} (-m {model} asks it)"


def source_from(name: str, shell: Shell) -> "Source":
    """Give the file of a template. Raises UsageError naming the nearest, or the untrusted one of a project."""
    found = wiring.templates(shell)
    if name not in found:
        raise UsageError(
            f'there is no template "{name}"{suggestion(name, found)}',
            hint=ignored_template(name, shell) or f"templates: {', '.join(found)}",
        )
    return found[name]


def ignored_template(name: str, shell: Shell) -> str:
    """Say which templates of this name do not count, the project's or one beside it, "" where there is none."""
    project, source = wiring.project(shell), wiring.templates(shell).get(name)
    notices = (
        [f"{source.twin} is not used: {source.file.name} beside it is"] if source and source.twin else []
    )
    if project is not None:
        files = [f"templates/{name}{ending}" for ending in (".md", ".toml")]
        notices += map(project.link_notice, files)
        if not any(file in project.trusted for file in files):
            notices += map(project.notice, files)
    return "; ".join(filter(None, notices))


def with_template(choices: Choices, template: "Template | None", settings: Settings) -> Choices:
    """Give the choices with a template's tier and model, each where nothing was typed and no variable is set.

    A tier that is typed wins over the model too. Raises UsageError for a model that is not known.
    """
    if template is None:
        return choices
    if template.tier:
        tier = named_tier(template.tier)
        reason = Reason("template", f"the template {template.name} asks for the {tier.label} tier")
        choices = replace(choices, decided=Decision(tier, 1.0, (reason,)))
    if template.model and choices.only is None and choices.tier is None:
        return choices.with_model(named_model(template.model, settings, named_at=template.named_at))
    return choices


def tier_beside_template(template: "Template", choices: Choices) -> str:
    """Say that a template's model is not asked, a tier being typed or never used, "" where there is nothing to say."""
    if not template.model or choices.only is not None:
        return ""
    return _not_asked(choices, template.model, f"{template.model}, the model of the template {template.name}")


def lone_template(material: "Material", shell: Shell, *, awaited: bool) -> "Template | None":
    """Give the template that the words stand for: its name alone or with its arguments, and something to use it on.

    Raises UsageError where that was `awaited`, from a pipe, a file or the terminal, and nothing came, and where all the
    other words are NAME=VALUE and one is no argument of it.
    """
    something = any(text.text.strip() for text in material.texts)
    if material.template or not material.words or not (something or awaited):
        return None
    name, *arguments = material.words
    if not name.replace("-", "").replace("_", "").isalnum() or not all("=" in word for word in arguments):
        return None
    source = wiring.templates(shell).get(name)
    if source is None:
        return None
    template = source.template()
    if unknown := [word for word in arguments if word.partition("=")[0] not in template.arguments]:
        itself = f"to ask the words themselves: ask -- {' '.join(map(quoted, material.words))}"
        for refusal in filter(None, (template.refusal(word, hint=itself) for word in unknown)):
            raise refusal
        return None
    if not something:
        raise UsageError(
            f'nothing was piped in to use the template "{name}" on',
            hint=f"to ask the word itself: ask -- {name}",
        )
    return template


def display_from(color: When | None, theme: str | None, display: Display) -> Display:
    """Give how answers are to look, with what was typed. Raises UsageError for a theme that is not known."""
    chosen = replace(display, colour=color) if color else display
    if theme is None:
        return chosen
    if theme not in (names := showing.themes()):
        raise UsageError(f'there is no theme "{theme}"{suggestion(theme, names)}', hint="see them: ask theme")
    return replace(chosen, theme=theme)
