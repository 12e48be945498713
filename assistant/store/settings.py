"""The user's settings: the configuration file and the environment over what the product knows by itself."""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from assistant.catalog import (
    BASELINE,
    DEFAULT_PROVIDER,
    LINEUPS,
    MODELS,
    Candidate,
    Model,
    Price,
    Provider,
    Tier,
)
from assistant.errors import ConfigError
from assistant.guard.finding import Allow
from assistant.redaction import GuardMode, GuardSettings
from assistant.request_options import BOUNDS, TIMEOUTS, Bounds, Retention, Timeouts
from assistant.routing.lineup import Lineup
from assistant.routing.pattern import fault_in
from assistant.routing.rules import NO_RULES, OwnRoute, Rules
from assistant.shell import Display, Keys
from assistant.spelling import suggestion
from assistant.store.bounds import bounds_from
from assistant.store.display import display_from
from assistant.store.files import dangling_link, own_text
from assistant.store.providers import catalogued, models_from, moved, providers_from
from assistant.store.reading import Table
from assistant.values import dataclass

# How each tier is asked where nothing else is set. On the reasoning tier thinking is counted into max_tokens and takes
# several times the answer, and the first token may be long in coming.
LIMITS = {
    Tier.SIMPLE: Lineup(()),
    Tier.CODE: Lineup(()),
    Tier.REASONING: Lineup((), max_tokens=8192, first_token_timeout=90.0),
}

SECTIONS = (
    "default_provider", "system", "never", "default", "routes", "providers", "models", "tiers", "timeouts", "limits",
    "guard", "display", "ledger", "chat",
)  # fmt: skip
GUARDING = GuardSettings()
DISPLAY = Display()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can set. `models` maps an id, or "provider:id", to what is known of the model."""

    default_provider: str
    providers: Mapping[str, Provider]
    models: Mapping[str, Model]
    lineups: Mapping[Tier, Lineup]
    timeouts: Timeouts = TIMEOUTS
    system: str | None = None
    guarding: GuardSettings = GUARDING
    display: Display = DISPLAY
    keep: Retention = Retention.EVERYTHING
    rules: Rules = NO_RULES
    keys: Keys = Keys.EMACS
    bounds: Bounds = BOUNDS
    allow_lower: bool = False  # whether a lower tier's models may stand in
    notice: str = ""  # what the user should hear about the settings, such as a project's that do not count

    def candidate(self, spec: str) -> Candidate:
        """Give the model that "id" or "provider:id" names.

        Raises KeyError where a bare id is not known; one that names its provider is taken at the user's word.
        """
        provider_name, _, model_id = spec.partition(":")
        if provider_name not in self.providers or not model_id:
            provider_name, model_id = self.default_provider, spec
        known = self.models.get(f"{provider_name}:{model_id}") or self.models.get(model_id)
        bare = known is not None and provider_name == self.default_provider
        if known is None and model_id == spec:
            raise KeyError(model_id)
        if known is None or known is MODELS.get(model_id):
            known = catalogued(provider_name, model_id)
        return Candidate(self.providers[provider_name], replace(known, id=model_id), qualified=not bare)

    @property
    def reported(self) -> Mapping[str, Model]:
        """The field report's models by id, at the prices that hold here."""
        ours = ((name, self.models.get(f"{self.default_provider}:{name}")) for name in MODELS)
        return {
            name: own if own and own.price.output is not None else self.models[name] for name, own in ours
        }

    @property
    def baseline(self) -> Price:
        """The price of the model that everything is held against."""
        return self.reported[BASELINE.id].price

    def name_of(self, candidate: Candidate) -> str:
        """Give the name that what is known of `candidate` stands under in `models`, or what it reads."""
        named = f"{candidate.provider.name}:{candidate.model.id}"
        return named if named in self.models else candidate.spec


def settings_from(file: Path, environment: Mapping[str, str]) -> Settings:
    """Read the settings. Raises ConfigError with the line and what is allowed there."""
    source = own_text(file, "the configuration")
    if source is None and environment.get(
        "ASK_CONFIG"
    ):  # a slip would lose what it says of secrets and tiers
        hint = "write it: ask config init · or go without: unset ASK_CONFIG"
        raise ConfigError(f"{file}, which ASK_CONFIG names, is not there", hint=hint)
    if source is None and (link := dangling_link(file)):
        raise ConfigError(
            f"the configuration {file} could not be read: {link} is a link to nothing",
            hint=f"make {os.path.realpath(link)}, or remove the link",
        )
    return _settings(Table({}, (), "", file) if source is None else root_of(source, file), environment)


def settings_of(source: str, file: Path, environment: Mapping[str, str]) -> Settings:
    """Give the settings that `source` comes to as the text of `file`. Raises ConfigError as `settings_from` does."""
    return _settings(root_of(source, file), environment)


def root_of(source: str, file: Path, *, hint: str = "change it: ask config edit") -> Table:
    """Give the settings that `source`, the text of `file`, holds; `hint` says how they are changed.

    Raises ConfigError where it is not valid TOML.
    """
    import tomllib  # noqa: PLC0415 - most users have no file, and it takes 3 ms

    text = source.removeprefix("\ufeff")  # which Windows' editors put there
    try:
        return Table(tomllib.loads(text, parse_float=Decimal), (), text, file, hint)
    except (ValueError, RecursionError) as error:  # no TOMLDecodeError for a number of thousands of digits
        end = f"at line {source.count(chr(10)) + 1}, the end"
        what = str(error).replace("at end of document", end)
        raise ConfigError(f"{file} is not valid TOML: {what}", hint=hint) from error


def _settings(root: Table, environment: Mapping[str, str]) -> Settings:
    root.only(*SECTIONS)
    providers = providers_from(root)
    default = _default_provider(root, providers)
    if base_url := environment.get("ASK_BASE_URL"):
        providers[default] = moved(providers[default], base_url)
    settings = Settings(
        default_provider=default,
        providers=MappingProxyType(providers),
        models=MappingProxyType(models_from(root, providers, default)),
        lineups={},
        timeouts=_timeouts(root.table("timeouts"), environment),
        system=root.text("system") if "system" in root.values else None,
        keys=_keys(root.table("chat")),
        guarding=_guarding(root.table("guard")),
        display=display_from(root.table("display"), environment),
        keep=_kept(root.table("ledger")),
        rules=rules_from(root),
        bounds=bounds_from(root.table("limits"), environment),
        allow_lower=root.table("tiers").yes("allow_lower", default=False),
    )
    tiers = root.table("tiers")
    tiers.only(*(tier.label for tier in Tier), "allow_lower")
    usual = {
        tier: replace(limits, candidates=tuple(map(settings.candidate, LINEUPS[tier])))
        for tier, limits in LIMITS.items()
    }
    return replace(settings, lineups=lineups_from(tiers, replace(settings, lineups=usual), environment))


def _default_provider(root: Table, providers: Mapping[str, Provider]) -> str:
    default = root.text("default_provider", DEFAULT_PROVIDER.name)
    if default not in providers:
        raise root.wrong(
            "default_provider", f'names no provider: "{default}"; there are {", ".join(providers)}'
        )
    return default


def lineups_from(tiers: Table, settings: Settings, environment: Mapping[str, str]) -> Mapping[Tier, Lineup]:
    """Give each tier's line-up: what `tiers` says over what the settings have. Raises ConfigError."""
    override = environment.get("ASK_FIRST_TOKEN_TIMEOUT")
    return MappingProxyType(
        {
            tier: _lineup(tiers.table(tier.label), known, settings, override)
            for tier, known in settings.lineups.items()
        }
    )


def _lineup(table: Table, known: Lineup, settings: Settings, override: str | None) -> Lineup:
    table.only("models", "max_tokens", "temperature", "first_token")
    default = settings.default_provider
    specs = table.texts("models")
    if "models" in table.values and not specs:
        raise table.wrong("models", "must name at least one model")
    try:
        candidates = tuple(map(settings.candidate, specs)) or known.candidates
    except KeyError as unknown:
        what = f"names a model nothing is known of: {unknown}; describe it in a [models.{unknown}] table"
        name, colon, _ = (spec := str(unknown.args[0])).partition(":")
        if colon:
            of_default = f"a model of {default} with such an id: {default}:{spec}"
            what = f'names no provider: "{name}"{suggestion(name, settings.providers)} ({of_default})'
        raise table.wrong("models", what) from unknown
    temperature = table.number("temperature")
    return Lineup(
        candidates,
        max_tokens=table.count("max_tokens") or known.max_tokens,
        temperature=known.temperature if temperature is None else float(temperature),
        first_token_timeout=_seconds(table, "first_token", override, known.first_token_timeout),
    )


def _timeouts(table: Table, environment: Mapping[str, str]) -> Timeouts:
    table.only("connect", "stall")
    return Timeouts(
        connect=_seconds(table, "connect", environment.get("ASK_CONNECT_TIMEOUT"), TIMEOUTS.connect),
        stall=_seconds(table, "stall", environment.get("ASK_STALL_TIMEOUT"), TIMEOUTS.stall),
    )


def rules_from(root: Table) -> Rules:
    """Read the routing rules. Raises ConfigError."""
    if not {"routes", "never", "default"} & set(root.values):
        return NO_RULES
    labels = [tier.label for tier in Tier]
    routes = []
    for table in root.list_of_tables("routes"):
        table.only("when", "tier")
        when = table.text("when")
        if fault := fault_in(when):
            raise table.wrong("when", f"cannot be taken: {fault}")
        routes.append(OwnRoute(when, Tier(labels.index(table.one_of("tier", labels, "")))))
    never = root.texts("never")
    if wrong := [name for name in never if name not in labels]:
        raise root.wrong("never", f'names no tier: "{wrong[0]}"; there are {", ".join(labels)}')
    default = root.one_of("default", [*labels, ""], "")
    rules = Rules(
        tuple(routes),
        frozenset(Tier(labels.index(name)) for name in never),
        Tier(labels.index(default)) if default else None,
    )
    if rules.never.issuperset(Tier):
        raise root.wrong("never", "names every tier, so there is none left to ask")
    return rules


def _kept(table: Table) -> Retention:
    table.only("store_text")
    return Retention.EVERYTHING if table.yes("store_text", default=True) else Retention.FIGURES


def _keys(table: Table) -> Keys:
    table.only("keys")
    return table.member("keys", Keys.EMACS)


def _guarding(table: Table) -> GuardSettings:
    table.only("mode", "allow_rules", "allow_values", "allow_files")
    allow = Allow(*(frozenset(table.texts(key)) for key in ("allow_rules", "allow_values", "allow_files")))
    if not all(Path(file).name for file in allow.files):
        raise table.wrong("allow_files", "must be paths or globs of files, such as certs/dev.pem")
    if allow.rules:
        from assistant.guard.rules import rules  # noqa: PLC0415 - loads the tables, and few people allow a rule

        if unknown := sorted(allow.rules - rules()):
            meant = (
                suggestion(unknown[0], sorted(rules())) or "; there are such as jwt, github-token, assignment"
            )
            raise table.wrong("allow_rules", f'names no rule: "{unknown[0]}"{meant}')
    if wrong := [value for value in allow.values if not re.fullmatch("[0-9a-f]{16}", value)]:
        what = f'names no value: "{wrong[0]}"; one is named by the first 16 digits of its SHA-256 (0-9, a-f)'
        raise table.wrong("allow_values", what)
    return GuardSettings(table.member("mode", GuardMode.REDACT), allow)


def _seconds(table: Table, key: str, override: str | None, default: float) -> float:
    """Give a number of seconds: the environment's, else the file's, else the default."""
    if override:
        return seconds_from(f"ASK_{key.upper()}_TIMEOUT", override)
    value = table.number(key)
    if value == 0:
        raise table.wrong(key, "must be a number of seconds above 0")
    return default if value is None else float(value)


def seconds_from(name: str, text: str) -> float:
    """Read a number of seconds above zero. Raises ConfigError naming the variable."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ConfigError(f"{name} must be a number of seconds above 0, not {text!r}")
    return seconds
