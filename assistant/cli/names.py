"""Tiers and models by the name that was typed; for a name that is not known, the nearest one is offered."""

from typing import TYPE_CHECKING

from assistant.catalog import Candidate, Tier
from assistant.errors import UsageError
from assistant.spelling import suggestion

if TYPE_CHECKING:
    from assistant.store.settings import Settings


def named_tier(name: str) -> Tier:
    """Give the tier of a name or a number. Raises UsageError naming the nearest."""
    for tier in Tier:
        if name.lower() in {tier.label, str(tier.value)}:
            return tier
    labels = [tier.label for tier in Tier]
    raise UsageError(
        f'there is no tier "{name}"{suggestion(name, labels)}', hint=f"tiers: {', '.join(labels)}; or 0, 1, 2"
    )


def named_model(spec: str, settings: "Settings", *, named_at: str = "") -> Candidate:
    """Give the model of an id. Raises UsageError naming the nearest, and `named_at`, where it was not typed."""
    where = named_at and f"{named_at}: "
    try:
        return settings.candidate(spec)
    except KeyError:
        provider, colon, _ = spec.partition(":")
        if colon and provider not in settings.providers:
            raise UsageError(
                f'{where}there is no provider "{provider}"{suggestion(provider, settings.providers)}',
                hint=f"its name comes before the model's, as ollama:{spec} · "
                f"providers: {', '.join(settings.providers)}",
            ) from None
        raise UsageError(
            f'{where}unknown model "{spec}"{_nearest_model(spec, settings)}',
            hint="see them: ask models"
            + (f" · to take it anyway: {settings.default_provider}:{spec}" if spec and not colon else ""),
        ) from None


def _nearest_model(spec: str, settings: "Settings") -> str:
    model_id = spec.partition(":")[2]
    if not model_id:
        return suggestion(spec, settings.models)
    return suggestion(spec, (*settings.models, *(f"{known}:{model_id}" for known in settings.providers)))
