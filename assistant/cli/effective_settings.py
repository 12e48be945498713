"""The settings in force, as a configuration file would say them; no key among them."""

from typing import TYPE_CHECKING

from assistant.catalog import COMMON_DIALECT, MODELS, Dialect, Model, Provider, is_key_header
from assistant.presets import PRESETS
from assistant.request_options import Retention
from assistant.routing.lineup import Lineup
from assistant.routing.rules import Rules
from assistant.secret import Secret, looks_like_key
from assistant.store.origin import takes_keys
from assistant.store.settings import Settings

if TYPE_CHECKING:
    from decimal import Decimal

Said = dict[str, object]


def effective_settings(settings: Settings) -> Said:
    """Give the settings by section and name; what is not set and has no default is left out."""
    guarding, display, bounds = settings.guarding, settings.display, settings.bounds
    tiers = {tier.label: _lineup(lineup) for tier, lineup in settings.lineups.items()}
    return _set(
        default_provider=settings.default_provider,
        system=settings.system,
        **_rules(settings.rules),
        providers={provider.name: _provider(provider) for provider in _in_use(settings)},
        models={spec: _model(model) for spec, model in settings.models.items() if MODELS.get(spec) != model},
        tiers={"allow_lower": settings.allow_lower, **tiers},
        timeouts={"connect": _number(settings.timeouts.connect), "stall": _number(settings.timeouts.stall)},
        limits={
            "retries": bounds.retries,
            "requests": bounds.requests,
            "backoff": _number(bounds.backoff),
            "event_mb": bounds.event >> 20,
            "answer_mb": bounds.answer >> 20,
        },
        guard=_set(
            mode=guarding.mode.value,
            allow_rules=sorted(guarding.allow.rules),
            allow_values=sorted(guarding.allow.values),
            allow_files=sorted(guarding.allow.files),
        ),
        display=_set(
            color=display.colour.value,
            theme=display.theme or None,
            background=display.background or None,
            tab=display.tab,
        ),
        ledger={"store_text": settings.keep is Retention.EVERYTHING},
        chat={"keys": settings.keys.value},
    )


def masked_headers(provider: Provider) -> dict[str, str]:
    """Give a provider's headers as they may be shown: the end of what is a key, and nothing of any other."""
    return {
        name: Secret(value, name).masked if is_key_header(name, value) else "…"
        for name, value in provider.headers
    }


def _set(**said: object) -> Said:
    return {name: value for name, value in said.items() if value not in (None, [], {})}


def _rules(rules: Rules) -> Said:
    return _set(
        never=[tier.label for tier in sorted(rules.never)],
        default=None if rules.default is None else rules.default.label,
        routes=[{"when": when, "tier": tier.label} for when, tier in rules.routes],
    )


def _in_use(settings: Settings) -> list[Provider]:
    """Give the default provider, those of the line-ups, and those the file changes; not the other presets."""
    asked = {
        candidate.provider.name for lineup in settings.lineups.values() for candidate in lineup.candidates
    }
    return [
        provider
        for name, provider in settings.providers.items()
        if name in asked or name == settings.default_provider or provider != PRESETS.get(name)
    ]


def _provider(provider: Provider) -> Said:
    from assistant.guard.vault import Vault

    program = provider.key_command.partition(" ")[0]
    command = "…" if "/" not in program and looks_like_key(program) else provider.key_command
    usual = PRESETS.get(provider.name, provider).key_variable
    return _set(
        base_url=provider.base_url,
        key_env=provider.key_variable or ("" if usual and takes_keys(provider.base_url) else None),
        key_command=Vault().redact(command)[0] or None,
        needs_key=provider.needs_key,
        allow_plain_http=provider.allow_plain_http or None,
        headers=masked_headers(provider),
        **_dialect(provider.dialect),
    )


def _dialect(dialect: Dialect) -> Said:
    """Give what is otherwise than most have it."""
    names = ("limit", "stream_options", "usual_temperature", "model_prefix")
    said = {name: getattr(dialect, name) for name in names}
    return {name: value for name, value in said.items() if value != getattr(COMMON_DIALECT, name)}


def _model(model: Model) -> Said:
    return _set(
        name=model.name or None,
        output_price=None if model.price.entry else _number(model.price.output),
        input_price=_number(model.price.input),
        window=model.window,
        score=_number(model.score),
    )


def _lineup(lineup: Lineup) -> Said:
    return {
        "models": [candidate.spec for candidate in lineup.candidates],
        "max_tokens": lineup.max_tokens,
        "temperature": _number(lineup.temperature),
        "first_token": _number(lineup.first_token_timeout),
    }


def _number(value: "Decimal | float | None") -> int | float | None:
    """Give a number as a person would write it."""
    return None if value is None else int(value) if value == int(value) else float(value)
