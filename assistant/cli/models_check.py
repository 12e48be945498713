"""Compares the configured models with what their providers say they have."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from types import MappingProxyType

from assistant import wiring
from assistant.catalog import DEFAULT_PROVIDER, MODELS, Candidate, Price, Provider
from assistant.cost import decimal_text, exactly
from assistant.errors import AskError, UsageError
from assistant.gateway.listing import Listing
from assistant.secret import Secret
from assistant.shell import Shell
from assistant.store.settings import Settings
from assistant.values import dataclass

UNKNOWN = Price()
_SHORT = {"output": "out", "input": "in"}
NO_KEYS: Mapping[str, Secret] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one model: `there` is None where its provider did not tell, and `fault` says why.

    `dearer` says why its published price is none to go by (see `Listing`).
    `exit_code` is what a command ends with for it, 0 where the model is there.
    """

    spec: str
    candidate: Candidate
    there: bool | None
    near: tuple[str, ...] = ()
    published: Price = UNKNOWN
    dearer: str = ""
    fault: str = ""
    exit_code: int = 0

    @property
    def differing(self) -> tuple[tuple[str, Decimal, Decimal | None], ...]:
        """The prices in which the provider differs: "output" or "input", its own and ours, US$ per million tokens."""
        known = self.candidate.model.price
        pairs = (
            ("output", self.published.output, known.output),
            ("input", self.published.input, known.input),
        )
        return tuple((side, said, have) for side, said, have in pairs if said is not None and said != have)

    @property
    def changes(self) -> Mapping[str, str]:
        """The prices in which the provider differs from what is configured, as the configuration has them."""
        return {f"{side}_price": f"{said:f}" for side, said, _ in self.differing}


def checked(shell: Shell, settings: Settings) -> tuple[Found, ...]:
    """Ask every provider in use, all at once, and give what came of each configured model."""
    candidates = _in_use(settings)
    providers = {candidate.provider.name: candidate.provider for candidate in candidates.values()}
    listings = listings_of(shell, providers.values())
    return tuple(
        _found(spec, candidate, listings[candidate.provider.name]) for spec, candidate in candidates.items()
    )


def listings_of(
    shell: Shell, providers: Iterable[Provider], keys: Mapping[str, Secret] = NO_KEYS
) -> dict[str, Listing]:
    """Give what each provider lists, by its name; they are asked side by side. `keys` are those known, by provider."""
    kept = tuple(providers)
    with ThreadPoolExecutor(max(len(kept), 1), "listing") as pool:
        listings = pool.map(lambda one: _listing(shell, one, keys.get(one.name)), kept)
        return dict(zip((one.name for one in kept), listings, strict=True))


def _listing(shell: Shell, provider: Provider, key: Secret | None) -> Listing:
    try:
        return wiring.listing(provider, shell, known=key)
    except AskError as error:
        return Listing({}, error.message, exit_code=error.exit_code)


def _in_use(settings: Settings) -> dict[str, Candidate]:
    """Give the models of the line-ups, those the file describes, and the catalogue's where a line-up asks its gateway."""
    found = {
        settings.name_of(candidate): candidate
        for lineup in settings.lineups.values()
        for candidate in lineup.candidates
    }
    asked = {candidate.provider.name for candidate in found.values()}
    ours = settings.default_provider == DEFAULT_PROVIDER.name and DEFAULT_PROVIDER.name in asked
    for spec, model in settings.models.items():
        if ours or model is not MODELS.get(spec):
            candidate = settings.candidate(spec)
            found.setdefault(settings.name_of(candidate), candidate)
    return found


def _found(spec: str, candidate: Candidate, listing: Listing) -> Found:
    if listing.fault:
        return Found(spec, candidate, None, fault=listing.fault, exit_code=listing.exit_code)
    if not listing.has(candidate.id_there):
        near = listing.nearest(candidate.id_there)
        return Found(spec, candidate, there=False, near=near, exit_code=UsageError.exit_code)
    known = candidate.id_there
    published, dearer = listing.prices.get(known, UNKNOWN), listing.dearer.get(known, "")
    return Found(spec, candidate, there=True, published=published, dearer=dearer)


def as_row(found: Found) -> tuple[str, ...]:
    """Give a model's line: its spec, its provider, and what came of it."""
    return found.spec, found.candidate.provider.name, _said(found)


def _said(found: Found) -> str:
    if found.there is None:
        return f"cannot tell: {found.fault}"
    if not found.there:
        return "not there" + (f"; it has {', '.join(found.near)}" if found.near else "")
    if found.dearer:
        return f"ok, but {found.dearer}: its price is not taken over"
    if not found.differing:
        return "ok" if found.published == UNKNOWN else "ok, at the price that is published"
    return "ok, but published at " + " and ".join(
        f"${exactly(said)}/M {_SHORT[side]} (here: {'unknown' if have is None else f'${exactly(have)}'})"
        for side, said, have in found.differing
    )


def plain_found(found: Found) -> dict[str, object]:
    """Give it as plain JSON values; prices in US$ per million tokens as decimal text, null where none is published."""
    return {
        "model": found.spec,
        "provider": found.candidate.provider.name,
        "there": found.there,
        "nearest": list(found.near),
        "fault": found.fault,
        "dearer": found.dearer,
        "published_output_price": decimal_text(found.published.output),
        "published_input_price": decimal_text(found.published.input),
        "changes": dict(found.changes),
    }
