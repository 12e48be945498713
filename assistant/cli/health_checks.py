"""The checks of `ask doctor`, part by part: each tells what is so, and what to do where it is not well."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from pathlib import Path

from assistant import wiring
from assistant.cap import tightest, way_to_price, worst_case
from assistant.catalog import Provider, Tier
from assistant.cli.cap import accounts
from assistant.cli.check_result import CheckResult, State
from assistant.cli.local_checks import clock, record, terminal
from assistant.cli.models_check import listings_of
from assistant.errors import AskError, ConfigError
from assistant.gateway.listing import Listing
from assistant.gateway.proxies import proxy_variable
from assistant.render.footer import seconds
from assistant.secret import Secret
from assistant.shell import Shell
from assistant.store.paths import ignored_variables
from assistant.store.settings import Settings, settings_of

SLOW = 3.0  # seconds a gateway may take to list its models


def health_checks(shell: Shell, *, offline: bool) -> Iterator[CheckResult]:
    """Check everything, the gateways too unless `offline`; gives each result as soon as it is known."""
    fault = None
    try:
        settings = wiring.settings(shell)
    except ConfigError as error:  # the defaults, so that the rest can be looked at
        fault = error
        settings, located = _defaults(wiring.paths(shell).config, shell.environment.get("ASK_BASE_URL", ""))
        offline = offline or not located
    yield _configuration(wiring.paths(shell).config, fault)
    yield from _notices(settings, ignored_variables(shell.environment))
    lineups = [lineup.candidates for lineup in settings.lineups.values()]
    providers = {one.provider.name: one.provider for candidates in lineups for one in candidates}
    firsts = {candidates[0].provider.name for candidates in lineups if candidates}
    keys: dict[str, Secret] = {}
    for name, provider in providers.items():
        result, keys[name] = _key(shell, provider, needed=name in firsts)
        yield result
    if not offline:
        listings = listings_of(shell, providers.values(), keys)
        for name, listing in listings.items():
            yield _gateway(providers[name], listing, shell, keys[name].origin, needed=name in firsts)
        for tier in Tier:
            yield from _tier(tier, settings, listings)
        yield from _cooling_down(shell, settings, keys)
        if ahead := _ahead(listings):
            yield clock(ahead)
    with suppress(ConfigError):  # the record's check tells of it
        yield from _limits(shell, settings)
    yield terminal(shell, settings.display)
    yield from record(shell)


def _defaults(file: Path, base_url: str) -> tuple[Settings, bool]:
    """Give the settings without the configuration in `file`, and whether `base_url` can be asked as they say."""
    try:
        return settings_of("", file, {"ASK_BASE_URL": base_url}), True
    except ConfigError:
        return settings_of("", file, {}), False


def _configuration(file: Path, fault: ConfigError | None) -> CheckResult:
    if fault is not None:
        fix = fault.hint or f"edit {file}"
        return CheckResult(State.FAIL, "configuration", fault.message, fix, fault.exit_code)
    said = str(file) if os.path.lexists(file) else f"none ({file}): the defaults hold"
    return CheckResult(State.OK, "configuration", said)


def _notices(settings: Settings, ignored: str) -> Iterator[CheckResult]:
    if ignored:
        yield CheckResult(State.WARN, "paths", ignored, "make it an absolute path, or unset it")
    if of_project := settings.notice.removeprefix(ignored).removeprefix("; "):
        yield CheckResult(State.WARN, "project", of_project, "ask trust")


def _key(shell: Shell, provider: Provider, *, needed: bool) -> tuple[CheckResult, Secret]:
    """Check a provider's key, and give it: without one its gateway is asked all the same."""
    try:
        secret = wiring.secret(provider, shell)
    except AskError as error:
        state = State.FAIL if needed else State.WARN
        return CheckResult(state, "key", error.message, error.hint, error.exit_code), Secret(
            "", "", provider.keys_in_headers
        )
    said = f"{provider.name}: found in {secret.origin}" if secret.origin else f"{provider.name} needs none"
    return CheckResult(State.OK, "key", said), secret


def _gateway(provider: Provider, listing: Listing, shell: Shell, origin: str, *, needed: bool) -> CheckResult:
    """Check a provider by what it lists to a key that came from `origin`."""
    where = f"{provider.name}: {provider.base_url}"
    through = proxy_variable(provider.base_url, shell.environment)
    bad = State.FAIL if needed else State.WARN
    if listing.status == 0 and listing.fault:
        fix = "check the network, the address" + (f" and the proxy of {through}" if through else "")
        return CheckResult(bad, "gateway", f"{where}: {listing.fault}", fix, 4)
    if listing.status in {401, 403}:
        return CheckResult(bad, "gateway", f"{where}: {listing.fault}", provider.another_key(origin), 3)
    if listing.status >= 500:
        return CheckResult(
            bad, "gateway", f"{where}: {listing.fault}", "try later, or ask another one: ask swap", 4
        )
    said = f"{where}: answered in {seconds(listing.seconds)}" + (f", through {through}" if through else "")
    if listing.fault:
        return CheckResult(State.WARN, "gateway", f"{said}; {listing.fault}")
    if listing.seconds > SLOW:
        return CheckResult(State.WARN, "gateway", said, "a slow network, proxy or gateway: try another one")
    return CheckResult(State.OK, "gateway", said)


def _tier(tier: Tier, settings: Settings, listings: Mapping[str, Listing]) -> Iterator[CheckResult]:
    candidates = settings.lineups[tier].candidates
    area = f"tier {tier.label}"
    silent = [one for one in candidates if listings[one.provider.name].fault]
    listed = [one for one in candidates if one not in silent]
    missing = [one for one in listed if not listings[one.provider.name].has(one.id_there)]
    for one in missing:
        spec, near = one.spec, listings[one.provider.name].nearest(one.id_there)
        said = f"{spec} is not there" + (f"; {one.provider.name} has {', '.join(near)}" if near else "")
        if one is candidates[0]:
            other = settings.candidate(f"{one.provider.name}:{near[0] if near else 'MODEL'}")
            fix = f"ask swap {tier.label} {other.spec} · see: ask models --check"
            yield CheckResult(State.FAIL, area, said, fix, 2)
        else:
            yield CheckResult(State.WARN, area, f"{said}; it may not stand in", "ask models --check")
    if silent and any(listings[one.provider.name].status not in {0, 401, 403} for one in silent):
        spec = ", ".join(one.spec for one in silent)
        yield CheckResult(State.WARN, area, f"cannot tell whether there is: {spec}")
    if not missing and not silent:
        yield CheckResult(State.OK, area, ", then ".join(one.spec for one in candidates))


def _limits(shell: Shell, settings: Settings) -> Iterator[CheckResult]:
    limited = accounts(shell)
    for tier, lineup in settings.lineups.items():
        first, account = lineup.candidates[0], tightest(limited, tier)
        if account and worst_case(first, input_tokens=0, max_tokens=1) is None:
            said = (
                f"the price of {first.spec} is not known: under the limit of {account.limit} nothing is sent"
            )
            yield CheckResult(State.WARN, f"tier {tier.label}", said, way_to_price(first))


def _cooling_down(shell: Shell, settings: Settings, keys: Mapping[str, Secret]) -> Iterator[CheckResult]:
    from assistant.gateway.client import cooldown_name

    cooldowns = wiring.cooldowns(shell)
    for one in dict.fromkeys(one for lineup in settings.lineups.values() for one in lineup.candidates):
        if left := cooldowns.left(cooldown_name(one, keys[one.provider.name])):
            said = f"{one.spec} failed a moment ago and is left alone for {seconds(left)}"
            yield CheckResult(State.WARN, "models", said, "ask it again at once: ask drill --reset")


def _ahead(listings: Mapping[str, Listing]) -> list[float]:
    """Give by how many seconds this machine's clock is ahead of each gateway's that told its own."""
    found = []
    for listing in listings.values():
        with suppress(ValueError, TypeError, OverflowError):
            found.append(time.time() - parsedate_to_datetime(listing.date).timestamp())
    return found
