"""What the user insists on, put into values: a tier, a model, limits. A name that is not known gets the nearest one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import showing, wiring
from assistant.catalog import Candidate, Tier
from assistant.cli.options import Options
from assistant.errors import UsageError
from assistant.routing.decision import Decision, Reason
from assistant.routing.lineup import Choices
from assistant.shell import Display, Shell, When
from assistant.store.settings import Settings

if TYPE_CHECKING:
    from assistant.cli.intake import Material
    from assistant.store.templates import Source
    from assistant.template import Template


def choices_from(options: Options, settings: Settings, environment: Mapping[str, str]) -> Choices:
    """Give the choices that the settings with what was typed, and the environment, make up.

    Raises UsageError for a tier or a model that is not known.
    """
    model = options.model or environment.get("ASK_MODEL")
    return Choices(
        lineups=settings.lineups,
        rules=settings.rules,
        tier=named_tier(options.tier) if options.tier is not None else None,
        only=named_model(model, settings) if model else None,
        max_tokens=options.max_tokens,
        temperature=options.temperature,
        first_token_timeout=options.timeout,
        allow_lower=settings.allow_lower,
    )


def template_from(name: str, shell: Shell) -> "Template":
    """Give the template of a name. Raises UsageError naming the nearest."""
    return source_from(name, shell).template()


def source_from(name: str, shell: Shell) -> "Source":
    """Give the file of a template. Raises UsageError naming the nearest, or the untrusted one of a project."""
    found = wiring.templates(shell)
    project = wiring.project(shell)
    hidden = [project.notice(f"templates/{name}{ending}") for ending in (".md", ".toml")] if project else []
    if name not in found:
        raise UsageError(
            f'there is no template "{name}"{nearest(name, found)}',
            hint="; ".join(filter(None, hidden)) or f"templates: {', '.join(found)}",
        )
    return found[name]


def with_template(choices: Choices, template: "Template | None", settings: Settings) -> Choices:
    """Give the choices with a template's tier and model, each where nothing was typed and no variable is set.

    Raises UsageError for a model that is not known.
    """
    if template is None:
        return choices
    if template.tier:
        reason = Reason("template", f"the template {template.name} asks for this tier")
        choices = replace(choices, decided=Decision(named_tier(template.tier), 1.0, (reason,)))
    if template.model and choices.only is None:
        choices = replace(choices, only=named_model(template.model, settings))
    return choices


def lone_template(material: "Material", shell: Shell, *, awaited: bool) -> "Template | None":
    """Give the template that the words stand for: its name alone or with its arguments, and something to use it on.

    Raises UsageError where that was `awaited`, from a pipe, and nothing came.
    """
    if material.template or not material.words or not (material.texts or awaited):
        return None
    name, *arguments = material.words
    if not name.replace("-", "").replace("_", "").isalnum() or not all("=" in word for word in arguments):
        return None
    source = wiring.templates(shell).get(name)
    if source is None:
        return None
    template = source.template()
    if not all(word.partition("=")[0] in template.arguments for word in arguments):
        return None
    if not material.texts:
        raise UsageError(
            f'nothing was piped in to use the template "{name}" on',
            hint=f"to ask the word itself: ask -- {name}",
        )
    return template


def display_from(color: str | None, theme: str | None, display: Display) -> Display:
    """Give how answers are to look, with what was typed. Raises UsageError for a theme that is not known."""
    chosen = replace(display, colour=When(color)) if color else display
    if theme is None:
        return chosen
    if theme not in (names := showing.themes()):
        raise UsageError(f'there is no theme "{theme}"{nearest(theme, names)}', hint="see them: ask theme")
    return replace(chosen, theme=theme)


def named_tier(name: str) -> Tier:
    """Give the tier of a name or a number. Raises UsageError naming the nearest."""
    for tier in Tier:
        if name.lower() in {tier.label, str(tier.value)}:
            return tier
    labels = [tier.label for tier in Tier]
    raise UsageError(
        f'there is no tier "{name}"{nearest(name, labels)}', hint=f"tiers: {', '.join(labels)}; or 0, 1, 2"
    )


def named_model(spec: str, settings: Settings) -> Candidate:
    """Give the model of an id. Raises UsageError naming the nearest."""
    try:
        return settings.candidate(spec)
    except KeyError:
        provider, colon, _ = spec.partition(":")
        if colon and provider not in settings.providers:
            raise UsageError(
                f'there is no provider "{provider}"{nearest(provider, settings.providers)}',
                hint=f"its name comes before the model's, as ollama:{spec} · "
                f"providers: {', '.join(settings.providers)}",
            ) from None
        raise UsageError(
            f'nothing is known of a model "{spec}"{_nearest_model(spec, settings)}',
            hint=f"see them: ask models · to ask it all the same: -m {settings.default_provider}:{spec}",
        ) from None


def _nearest_model(spec: str, settings: Settings) -> str:
    model_id = spec.partition(":")[2]
    if not model_id:
        return nearest(spec, settings.models)
    return nearest(spec, (*settings.models, *(f"{known}:{model_id}" for known in settings.providers)))


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the end of a sentence that names what was probably meant, "" where nothing is near."""
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), list(known), 1, 0.5)
    return f"; did you mean {near[0]}?" if near else ""
