"""Providers and models as the configuration has them: presets changed or added to, prices true at one of them only."""

import os
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from assistant.catalog import (
    DEFAULT_PROVIDER,
    MODELS,
    Dialect,
    Model,
    Price,
    Provider,
    is_key_header,
    is_loopback,
)
from assistant.errors import ConfigError
from assistant.presets import PRESETS
from assistant.secret import looks_like_key
from assistant.spelling import is_slip_of
from assistant.store.files import LARGEST
from assistant.store.origin import checked_base_url, origin_of, takes_keys
from assistant.store.reading import Table

_FAMILIES = frozenset({"mixtral", "llama", "grok"})  # models' names that are one letter from a provider's
_LONG_ENOUGH = 4  # letters of a name that are no other's by chance
LIMITS = ("max_tokens", "max_completion_tokens")  # the names that the field of an answer's limit goes by


def providers_from(root: Table) -> dict[str, Provider]:
    """Give the presets and what `[providers.…]` adds to them or changes. Raises ConfigError."""
    return dict(PRESETS) | {name: _provider(name, table) for name, table in root.tables("providers")}


def keep_keys_from_children(providers: Iterable[Provider]) -> None:
    """Take the variables that hold the providers' keys out of the environment of this process.

    Whoever needs a key reads it from the copy that was made at the start.
    """
    for provider in providers:
        if provider.key_variable:
            os.environ.pop(provider.key_variable, None)


def keep_named_from_children(config: Path) -> None:
    """Take every variable that a configuration, which could not be read as one, names as a value out of it too."""
    with suppress(OSError):
        if config.is_file():  # a pipe would be waited for
            with config.open("rb") as file:
                text = file.read(LARGEST).replace(
                    b"\0", b""
                )  # what Windows calls Unicode has one in each letter
                for name in re.findall(rb"[=:][^\w=:]*+(\w+)", text):
                    os.environb.pop(name, None)


def models_from(root: Table, providers: Collection[str], default: str) -> dict[str, Model]:
    """Give what is known of models, by id or "provider:id": the catalogue and what the file says over it.

    Raises ConfigError, also where a built-in provider's name is mistyped: the model would be the `default` one's.
    """
    models = dict(MODELS)
    for spec, table in root.tables("models"):
        if fault := fault_in_provider(spec, providers, default):
            raise root.table("models").wrong(spec, fault)
        models[spec] = _model(table, models.get(spec) or catalogued(*_named(spec)))
    for provider, table in root.tables("providers"):
        for model_id, own in table.tables("models"):
            spec = f"{provider}:{model_id}"
            models[spec] = _model(own, models.get(spec) or catalogued(provider, model_id))
    return models


def fault_in_provider(spec: str, providers: Collection[str], default: str) -> str:
    """Say that a model's provider is a slip of a built-in one, "" for an id that only has a colon (qwen2.5-coder:7b)."""
    name, _, model_id = spec.partition(":")
    if (
        name in providers or name in _FAMILIES or not re.match(r"\D", model_id)
    ):  # a tag: llama3:8b, claude-v2:1
        return ""
    digits = re.findall(r"\d", name)
    for known in PRESETS:  # near a name of the user's own is many a model's family
        alike = min(len(name), len(known)) >= _LONG_ENOUGH and re.findall(r"\d", known) == digits
        if alike and is_slip_of(known, name):
            return (
                f'names no provider: "{name}"; did you mean {known}? (a model of {default} with such an id: '
                f"{default}:{spec})"
            )
    return ""


def catalogued(provider: str, model_id: str) -> Model:
    """Give what the catalogue knows of a model at a provider: its prices are those of its own gateway only."""
    known = MODELS.get(model_id, Model(model_id))
    return (
        replace(known, price=Price()) if provider in PRESETS and provider != DEFAULT_PROVIDER.name else known
    )


def moved(provider: Provider, base_url: str) -> Provider:
    """Give `provider` at the address that ASK_BASE_URL names. Raises ConfigError."""
    try:
        checked_base_url(base_url, allow_plain_http=provider.allow_plain_http)
    except ConfigError as error:
        raise ConfigError(f"ASK_BASE_URL {error.message}", hint=error.hint) from error
    return replace(provider, base_url=base_url, needs_key=takes_keys(base_url) and not is_loopback(base_url))


def _named(spec: str) -> tuple[str, str]:
    provider, colon, model_id = spec.partition(":")
    return (provider, model_id) if colon else ("", spec)


def _provider(name: str, table: Table) -> Provider:
    table.only(
        "preset", "base_url", "key_env", "key_command", "needs_key", "headers", "allow_plain_http", "limit",
        "stream_options", "usual_temperature", "model_prefix", "models",
    )  # fmt: skip
    preset = table.one_of("preset", ["", *PRESETS], name if name in PRESETS else "")
    known = replace(PRESETS.get(preset, Provider(name, "")), name=name)
    plain = table.yes("allow_plain_http", known.allow_plain_http)
    base_url = table.text("base_url", known.base_url)
    try:
        checked_base_url(base_url, allow_plain_http=plain)
    except ConfigError as error:
        raise table.wrong("base_url", error.message) from error
    at_home = not known.base_url or origin_of(base_url) == origin_of(known.base_url)
    headers = table.table("headers")
    if not takes_keys(base_url):
        _refuse_keys(table, headers)
    return Provider(
        name,
        base_url,
        key_variable=_variable(table, "key_env", known.key_variable if at_home else ""),
        key_command=table.text("key_command", known.key_command),
        needs_key=table.yes(
            "needs_key", known.needs_key and takes_keys(base_url) and not is_loopback(base_url)
        ),
        headers=tuple((name, _header(headers, name)) for name in headers.values),
        allow_plain_http=plain,
        dialect=_dialect(table, known.dialect),
    )


def _variable(table: Table, setting: str, default: str) -> str:
    """Give the name of a variable that a shell can set, "" for none; what is none may be a key, and is not quoted."""
    name = table.text(setting, default)
    if looks_like_key(name):
        kept = "the key itself stays out of this file: ask key set"
        raise table.wrong(setting, f"must be the name of a variable, and looks like a key ({kept})")
    if not re.fullmatch(r"(?:[A-Za-z_][A-Za-z0-9_]*)?", name):
        without = ", without the $" if name.startswith("$") else ": letters, digits and _"
        raise table.wrong(setting, f"must be the name of a variable{without}")
    return name


def _dialect(table: Table, known: Dialect) -> Dialect:
    return Dialect(
        limit=table.one_of("limit", LIMITS, known.limit),
        stream_options=table.yes("stream_options", known.stream_options),
        usual_temperature=table.yes("usual_temperature", known.usual_temperature),
        model_prefix=table.text("model_prefix", known.model_prefix),
    )


def _header(headers: Table, name: str) -> str:
    """Give a header's value without the blanks around it, which are no part of it (RFC 9110, 5.5); none is quoted."""
    value = headers.values[name]
    if not isinstance(value, str):
        raise headers.wrong(name, "must be a text in quotes")
    if not re.fullmatch(r"[-!#$%&'*+.^_`|~0-9A-Za-z]+", name):
        raise headers.wrong(name, "is no name of a header: letters, digits and dashes, without a colon")
    if name.lower() in {"content-length", "transfer-encoding"}:
        raise headers.wrong(name, "is told by ask itself, of each request")
    if not value.isascii() or not value.strip().replace("\t", " ").isprintable():
        raise headers.wrong(name, "must be one line of ASCII characters")
    return value.strip()


def _refuse_keys(table: Table, headers: Table) -> None:
    for name in ("key_env", "key_command"):
        if name in table.values:
            raise table.wrong(
                name, "names a key, and none goes over plain http to another machine: use https or a tunnel"
            )
    for name in headers.values:
        if is_key_header(name, _header(headers, name)):
            raise headers.wrong(
                name, "is a key, and none goes over plain http to another machine: use https or a tunnel"
            )


def _model(table: Table, known: Model) -> Model:
    table.only("name", "output_price", "input_price", "window", "score")
    output, given = table.number("output_price"), table.number("input_price")
    price = Price(
        output=known.price.output if output is None else output,
        input=known.price.input if given is None else given,
        entry=known.price.entry and output is None,
    )
    return replace(
        known,
        name=table.text("name", known.name),
        price=price,
        window=table.count("window") or known.window,
        score=known.score if (score := table.number("score")) is None else score,
    )
