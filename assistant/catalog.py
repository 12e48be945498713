"""Tiers, models, prices and providers, and the ten models the product knows out of the box.

The figures are those of a startup CTO's field report (2026): US$ per million *output* tokens and a score from 1 to
10. The report gives no input prices, so none are here: a price that is not known is None, never zero.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum
from urllib.parse import urlsplit

from assistant.pattern import pattern
from assistant.values import dataclass

DEMO = "demo"  # the provider that is the built-in gateway: it costs nothing


class Tier(IntEnum):
    """The three price tiers, cheapest first."""

    SIMPLE = 0
    CODE = 1
    REASONING = 2

    @property
    def label(self) -> str:
        """The tier's name as it is typed and shown: "simple", "code" or "reasoning"."""
        return self.name.lower()

    @property
    def title(self) -> str:
        """The tier as it stands in a sentence: "tier 1 code"."""
        return f"tier {self.value} {self.label}"


@dataclass(frozen=True, slots=True)
class Price:
    """US$ per million tokens. None is unknown. `entry` marks a price that is only the lowest it can be."""

    output: Decimal | None = None
    input: Decimal | None = None
    entry: bool = False

    @property
    def bounding(self) -> "Price":
        """The price with an input that is not known at the output's, which no provider is known to ask more for."""
        return self if self.input is not None else Price(self.output, self.output, entry=self.entry)


@dataclass(frozen=True, slots=True)
class Model:
    """A model as a gateway names it.

    `score` is 1 to 10, `category` and `note` are words: all three the field report's (`bench.published`). `window` is the
    context window in tokens. None is unknown.
    """

    id: str
    name: str = ""
    maker: str = ""
    category: str = ""
    price: Price = Price()
    score: Decimal | None = None
    note: str = ""
    window: int | None = None

    @property
    def value(self) -> Decimal | None:
        """Score per dollar: the score over the output price, None where either is unknown or the price is zero."""
        return self.score / self.price.output if self.score is not None and self.price.output else None

    @property
    def may_think(self) -> bool:
        """Whether it may think before it answers: the report calls it a reasoning model, or says nothing of it."""
        return not self.category or self.category.startswith("reasoning")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a provider's requests need otherwise than its neighbours'. Answers need none: every dialect is read.

    `limit` names the field that bounds an answer's tokens, `stream_options` tells whether usage must be asked for,
    `model_prefix` stands before an id that has no "/" of its own, and `usual_temperature` tells whether the usual one is
    sent: where newer models take only theirs, it is not.
    """

    limit: str = "max_tokens"
    stream_options: bool = True
    model_prefix: str = ""
    usual_temperature: bool = True


COMMON_DIALECT = Dialect()


@dataclass(frozen=True, slots=True)
class Provider:
    """A gateway that speaks the OpenAI chat-completions protocol.

    `key_variable` names the environment variable that holds the key, `key_command` a shell-less command line that
    prints it; with neither, and no stored key, the provider is asked without one.
    """

    name: str
    base_url: str
    key_variable: str = ""
    key_command: str = ""
    needs_key: bool = True
    headers: tuple[tuple[str, str], ...] = ()
    allow_plain_http: bool = False
    dialect: Dialect = COMMON_DIALECT

    @property
    def keys_in_headers(self) -> tuple[str, ...]:
        """The keys among the headers: each whole value without a word such as "Bearer" before it, and its parts."""
        return tuple(key for name, value in self.key_headers for key in keys_in(value))

    @property
    def key_headers(self) -> tuple[tuple[str, str], ...]:
        """The headers that carry a key."""
        return tuple((name, value) for name, value in self.headers if value and is_key_header(name, value))

    @property
    def authorizes(self) -> bool:
        """Whether the headers say what stands for the key, so that no other one is sent."""
        return any(name.lower() == "authorization" for name, _ in self.headers)

    @property
    def headers_told(self) -> str:
        """Where a key comes from that stands in the headers, in words; "" where none does."""
        names = ", ".join(name for name, _ in self.key_headers)
        return names and f"{self.name}'s headers ({names})"

    @property
    def key_set(self) -> str:
        """The command that stores a key of this provider's."""
        return "ask key set" + ("" if self.name == DEFAULT_PROVIDER.name else f" --provider {self.name}")

    def another_key(self, origin: str) -> str:
        """Say how a key is changed that came from `origin` (see `store.keys`), or, from "", how there is one."""
        match origin:
            case "the keyring" | "the key file":
                return f"set another one: {self.key_set}{' --file' if origin == 'the key file' else ''}"
            case "key_command" | "" if origin or self.key_command:
                return f"have its key_command print {'another one' if origin else 'one'}"
            case self.headers_told if origin:
                return f"put another one into {origin}: ask config edit"
            case "" if not self.key_variable:
                return f"set one: {self.key_set}"
            case _:
                return f"put {'another one' if origin else 'one'} into {self.key_variable}"


def spec_of(model: str, provider: str, *, default: str) -> str:
    """Give what a person types for a model's id: it alone for a model of the provider `default`, else behind its own."""
    return model if provider == default else f"{provider}:{model}"


def is_loopback(url: str) -> bool:
    """Tell whether a URL's host is this machine; a name under .localhost may be looked up elsewhere."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    from ipaddress import ip_address  # noqa: PLC0415 - 1 ms, and a provider's host is seldom an address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_key_header(name: str, value: str) -> bool:
    """Tell whether a header carries a key: by its name, or because no name, date or number is written as its value."""
    named = r"auth|cookie|cred|jwt|key|pass|pwd|secret|session|\bsig\b|signature|token"
    long = r"(?<![^\s;,=\"'])(?=[\w~.+/]*\d)(?=[\w~.+/]*[A-Za-z])[\w~.+/]{32,}={0,2}(?![^\s;,\"'])"
    return bool(re.search(named, name, re.IGNORECASE) or re.search(long, value))


def keys_in(value: str) -> tuple[str, ...]:
    """Give what is a key in a header's value, which is one: the whole, then its parts that are no short words."""
    whole = re.sub(r"(?i)^(?:basic|bearer|token|api-?key)\s+", "", value.strip())
    parts = re.findall(r"[^\s,:;=\"'{}]{8,}|(?=[^\s,:;=\"'{}]*\d)[^\s,:;=\"'{}]{4,}", whole)
    return tuple(dict.fromkeys((whole, *parts)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One model at one provider: what a tier's line-up is made of. `qualified` is one whose bare id is not known."""

    provider: Provider
    model: Model
    qualified: bool = False

    @property
    def spec(self) -> str:
        """What a person types for it, and reads: the model's id, behind its provider's name where it takes one."""
        return f"{self.provider.name}:{self.model.id}" if self.qualified else self.model.id

    @property
    def id_there(self) -> str:
        """The model's id as the provider knows it."""
        prefix = "" if "/" in self.model.id else self.provider.dialect.model_prefix
        return f"{prefix}{self.model.id}"

    def is_called(self, name: str) -> bool:
        """Tell whether `name` can mean this model to a gateway: with a maker before it, or a version or build behind."""
        asked, told = _bare(self.model.id), _bare(name)
        shorter, longer = sorted((asked, told), key=len)
        return longer.startswith(shorter) and bool(_BUILD.fullmatch(longer[len(shorter) :]))


# What may stand behind a model's name: dates and numbers of versions, and how it was trained or packed.
_BUILD = pattern(
    r"(-(v?\d+|latest|preview|exp|beta|free|nitro|floor|online|it|chat|instruct|a\d+b|fp\d+|bf16|int\d|awq|gptq|gguf|mlx|q\d\w*|k|[sml]|\dbit))*"
)


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().rstrip("/").rpartition("/")[2]).strip("-")


DEFAULT_PROVIDER = Provider("global-apis", "https://global-apis.com/v1", key_variable="GLOBAL_API_KEY")


def _model(
    model_id: str, name: str, maker: str, output: str, category: str, score: str, note: str = ""
) -> Model:
    price = Price(output=Decimal(output), entry=note.startswith("entry price"))
    return Model(model_id, name, maker, category, price, Decimal(score), note)


MODELS: Mapping[str, Model] = {
    model.id: model
    for model in (
        _model("deepseek-v4-flash", "DeepSeek V4 Flash", "DeepSeek", "0.25", "general (strong code)", "8.7"),
        _model("deepseek-coder", "DeepSeek Coder", "DeepSeek", "0.25", "code-specialized", "8.6"),
        _model("qwen3-coder-30b", "Qwen3-Coder-30B", "Qwen", "0.35", "code-specialized", "8.8"),
        _model("deepseek-v4-pro", "DeepSeek V4 Pro", "DeepSeek", "0.78", "premium general", "9.1"),
        _model("deepseek-r1", "DeepSeek-R1", "DeepSeek", "2.50", "reasoning (code thinking)", "9.4"),
        _model("kimi-k2.5", "Kimi K2.5", "Moonshot", "3.00", "premium general", "9.0"),
        _model("glm-5", "GLM-5", "Zhipu", "1.92", "premium general", "8.0"),
        _model("qwen3-32b", "Qwen3-32B", "Qwen", "0.28", "general purpose", "8.3"),
        _model("hunyuan-turbo", "Hunyuan-Turbo", "Tencent", "0.57", "general purpose", "7.5"),
        _model("ga-standard", "Ga-Standard", "GA Routing", "0.20", "smart routing", "8.5",
               "entry price; routes on the server, so score and value vary by task"),
    )
}  # fmt: skip

# What everything would cost on one model: the field report's yardstick.
BASELINE = MODELS["kimi-k2.5"]

# Each tier's models in order of preference: the first is asked, the others stand in for it.
LINEUPS: Mapping[Tier, tuple[str, ...]] = {
    Tier.SIMPLE: ("deepseek-v4-flash", "qwen3-32b", "ga-standard"),
    Tier.CODE: ("qwen3-coder-30b", "deepseek-coder", "ga-standard"),
    Tier.REASONING: ("deepseek-r1", "deepseek-v4-pro", "kimi-k2.5"),
}
