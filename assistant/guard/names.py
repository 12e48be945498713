# ruff: noqa: E501 - tables read best with a row on a line
"""Judge a name: whether what is assigned to it would be a secret."""

from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.guard.randomness import is_tangled, looks_random
from assistant.pattern import pattern

# What a name promises: nothing, a password, a key that may be a phrase, a token, a secret only if random.
Sense = Literal["nothing", "password", "secret", "token", "maybe"]


class Name(NamedTuple):
    """What a name says of the value it is given to.

    `worded`: it ends in a word for a password, which is no property of one; `shared`: two machines share the secret,
    and people choose it as they do a password; `phrase`: it asks for words; `constant`: it is all in capitals.
    """

    sense: Sense
    worded: bool = False
    shared: bool = False
    phrase: bool = False
    pin: bool = False
    constant: bool = False
    auth: bool = False


PROMISES = frozenset(("password", "secret", "token"))  # senses of names whose value need not be random
_NOTHING = Name("nothing")
_PASSWORD_ENDS = ("password", "passwords", "passwd", "passphrase", "pwd", "passwort", "passcode", "kennwort", "pword")  # fmt: skip
# "Password" in German, French, Spanish, Portuguese, Dutch, Swedish, Polish, Czech, Finnish, Russian, Japanese, Chinese, Korean,
# Norwegian, Danish, Romanian, Turkish, Hungarian, Croatian, Slovenian, Lithuanian, Catalan, Bulgarian, Greek, Vietnamese,
# Arabic, Hebrew.
FOREIGN = ("kennwort", "mot_de_passe", "motdepasse", "mdp", "contrasena", "contraseña", "senha", "wachtwoord", "lösenord", "losenord",
           "haslo", "hasło", "heslo", "salasana", "пароль", "パスワード", "密码", "密碼", "口令", "비밀번호", "passord", "adgangskode",
           "parola", "şifre", "jelszó", "lozinka", "geslo", "slaptažodis", "contrasenya", "парола", "κωδικός", "khẩu", "المرور",
           "סיסמה")  # fmt: skip
_NO_PASSWORDS = ("compass", "bypass", "surpass", "trespass", "overpass", "underpass", "renderpass", "subpass",
                 "minipass", "lowpass", "highpass", "bandpass", "allpass", "onepass", "twopass", "firstpass", "secondpass")  # fmt: skip
_PASSWORDS = frozenset(
    ("pw", "psw", "psk", "pswd", "bindpw", "adminpw", "rootpw", "userpw", "dbpw", "authtok")
)
_TOKENS = frozenset(["credential", "credentials", "presharedkey", "encryptionkey", "signingkey", "sharedkey", "pat", "instrumentationkey", "apikeys", "bearer", "passkey", "mnemonic", "jsessionid", "phpsessid", "pepper", "passwordsalt"])  # fmt: skip
_KEYS_OF = frozenset(["api", "access", "secret", "private", "auth", "signing", "sign", "signature", "encryption", "encrypt", "decrypt", "crypto", "master", "account", "storage", "shared", "subscription", "app", "application", "service", "license", "integration", "consumer", "client", "deploy", "admin", "write", "session", "jwt", "hmac", "webhook", "server", "root", "cookie", "rails", "preshared", "pre", "ingest", "ingestion", "functions", "function", "ssh", "ssl", "tls", "rsa", "aes", "fernet", "hash", "user", "live", "decryption", "aws", "azure", "gcp", "google", "openai", "stripe", "github", "sendgrid", "mailgun", "datadog", "dd", "twilio", "anthropic", "algolia", "search", "gateway", "bot", "project", "global", "maps", "x", "validation", "machine", "routing", "security", "genie",
                      "agora", "airtable", "alchemy", "binance", "brevo", "cf", "clarifai", "cloudflare", "cohere", "deepgram", "deepl", "elevenlabs", "etherscan",
                      "fastly", "finnhub", "gemini", "giphy", "groq", "hubspot", "infura", "kaggle", "langchain", "linode", "mailchimp", "mistral", "news", "newsapi",
                      "omdb", "openweather", "pexels", "pinecone", "postmark", "qdrant", "rapidapi", "replicate", "resend", "serpapi", "steam", "tavily", "tmdb",
                      "bing", "cognitive", "cosmos", "event", "face", "hub", "luis", "speech", "translator", "vision", "telegram", "pusher", "ably", "mixpanel", "amplitude", "segment", "intercom", "zendesk", "dropbox", "paypal", "braintree", "adyen", "klarna", "mollie", "razorpay", "coinbase", "kraken", "bybit", "polygon", "alpaca", "quandl", "mapbox", "tomtom", "yelp", "spotify", "lastfm", "twitch", "twitter", "facebook", "instagram", "linkedin", "kakao", "naver", "baidu", "qiniu", "aliyun", "tencent", "huawei", "yandex", "ovh", "hetzner", "scaleway", "bunny", "cloudinary", "imgur", "sentry", "rollbar", "bugsnag", "splunk", "loggly", "papertrail", "pagerduty", "opsgenie", "pingdom", "enrollment", "unseal", "recovery", "device", "mesh", "network", "priv", "role", "enc", "cipher", "licence", "activation", "gossip", "rndc", "tsig", "push", "stream", "rtmp", "tacacs", "wifi", "wep", "wpa", "internal", "agent", "replication", "backup", "restic", "validator", "iot", "sas", "geo", "payment", "merchant", "partner", "db", "read", "node", "nwk", "s", "join", "web", "rcon", "zone", "invite", "bridge", "cluster", "relay", "vpn", "radius", "snmp",
                      "local", "unsplash", "vonage", "vultr", "weather", "youtube",
                      "abuseipdb", "accuweather", "activecampaign", "alphavantage", "apify", "appwrite", "assemblyai", "backblaze", "bitrise", "browserstack", "bscscan", "chargebee", "circleci", "clickup", "codecov", "coingecko", "coinmarketcap", "confluent", "contentful", "convertkit", "cryptocompare", "cypressrecord", "deepseek", "digitalocean", "dnsimple", "dynatrace", "easypost", "firebase", "firecrawl", "flutterwave", "freshdesk", "geoapify", "godaddy", "grafana", "graphhopper", "greynoise", "helicone", "heroku", "honeycomb", "huggingface", "imagekit", "infobip", "ipinfo", "ipstack", "jellyfin", "klaviyo", "langfuse", "langsmith", "launchdarkly", "locationiq", "lokalise", "mailjet", "mandrill", "maptiler", "messagebird", "moralis", "namecheap", "netlify", "newrelic", "nexmo", "nvidia", "onesignal", "opencage", "openrouter", "opensea", "paystack", "perplexity", "pinata", "plaid", "planetscale", "plivo", "polygonscan", "porkbun", "posthog", "prowlarr", "pubnub", "pushbullet", "pushover", "quicknode", "radarr", "runpod", "saucelabs", "scraperapi", "scrapingbee", "securitytrails", "sendbird", "sendinblue", "serper", "shippo", "shodan", "shopify", "snyk", "sonarr", "sparkpost", "spoonacular", "supabase", "taxjar", "telnyx", "ticketmaster", "tiingo", "typeform", "uploadcare", "upstash", "uptimerobot", "vercel", "virustotal", "wakatime", "wandb", "weatherapi", "weatherbit", "weaviate", "xai"])  # fmt: skip
_PHRASE_KEYS_OF = frozenset(("secret", "signing", "sign", "encryption", "jwt", "session", "hmac", "cookie", "master",
                             "webhook", "token", "crypt"))  # fmt: skip
_ENDS = ("secret", "token", "apikey", "appkey", "userkey", "secretkey", "accesskey", "privatekey", "authkey", "streamkey", "masterkey",
         "licensekey", "clientkey", "serverkey", "pushkey", "signkey", "devicekey", "hookkey", "writekey", "accountkey")  # fmt: skip
_CREDENTIALS = frozenset(["credential", "credentials", "creds"])
_SALTS_OF = frozenset(["pin", "hash", "hashid", "hashids", "token", "cookie", "session", "email"])
_SEEDS = frozenset(["otp", "totp", "wallet", "hd", "master", "mfa"])
_PHRASE_KEYS = frozenset(["secretkey", "signingkey", "encryptionkey", "jwtkey", "masterkey"])
_STEPS = frozenset(("client", "request", "action", "lock", "sequence"))  # whose tokens tell one from the next
_PAGES = frozenset(("next", "page", "continuation", "change", "paging", "pagination", "cursor", "sync", "resume"))  # fmt: skip
_MAYBES = frozenset(["key", "auth", "salt", "signature", "sig", "hmac", "cookie", "session", "sid", "seed", "dsn", "sas", "cred", "creds", "nonce", "sessionid", "otp", "totp", "cert", "webhook", "code", "pin", "phrase", "authorization", "keys", "tokens", "secrets", "license", "sapisid", "apisid", "papisid", "psid", "hsid"])  # fmt: skip
_HARMLESS = frozenset(["public", "publishable", "pub", "foreign", "cache", "partition", "sort", "site", "idempotency", "csrf", "xsrf", "csrfmiddlewaretoken", "integrity", "fingerprint", "thumbprint", "checksum", "etag", "max", "min", "num", "total", "count", "prompt", "completion", "input", "output", "css", "class", "keyboard", "tokenizer", "digest", "sha", "encrypted", "encoded", "hashed", "masked", "commit", "crypt", "recaptcha", "socket", "slot", "skiptoken", "existing", "nexttoken", "pagetoken"])  # fmt: skip
_OF_FORMS = frozenset(
    ("csrf", "xsrf", "csrfmiddlewaretoken")
)  # which make a token harmless, but not what signs it
_OF_ROBOTS = frozenset(["recaptcha"])  # which make a key harmless, but not the one that a server keeps
_OF_KEYS = frozenset(["cache", "site", "socket", "keyboard"])  # which make a key harmless, but no password
_ABOUT = frozenset(["accessor", "url", "role", "roles", "with", "positions", "loop", "used", "uri", "endpoint", "name", "id", "ids", "path", "file", "filename", "length", "len", "size", "count", "type", "types", "ttl", "expiry", "expires", "expiration", "exp", "timeout", "field", "fields", "label", "hint", "placeholder", "policy", "regex", "pattern", "min", "max", "hash", "digest", "ref", "arn", "prefix", "suffix", "header", "headers", "format", "required", "enabled", "disabled", "reset", "version", "strength", "algorithm", "alg", "index", "text", "message", "error", "errors", "title", "description", "class", "provider", "issuer", "limit", "limits", "store", "manager", "selector", "input", "element", "el", "form", "validator", "rule", "rules", "changed", "updated", "created", "at", "age", "date", "time", "confirmation", "confirm", "kind", "mode", "location", "dir", "host", "port", "user", "username", "email", "domain", "template", "env", "var", "variable", "link", "page", "route", "usage", "budget", "help", "info", "status", "owner", "scope", "scopes", "audience", "column", "table", "schema", "exists", "valid", "invalid", "match", "mismatch", "generator", "source", "attempts", "rotation", "days", "hours", "minutes", "seconds", "cost", "rounds", "iterations", "iv", "encoding", "decoder", "encoder", "parser", "reader", "factory", "encode", "decode", "strip", "split", "join", "startswith", "endswith", "lower", "upper", "replace", "get", "pop", "append", "incorrect", "msg", "handler", "callback", "function", "method", "keyid", "rev", "revision", "encrypted", "address", "contract", "spec", "within", "mgr", "rotated", "backend", "icon", "icons", "color", "colour", "border", "variant", "style", "styles", "theme", "classname", "visibility", "visible", "toggle", "button", "btn", "modal", "weak", "short", "long", "strong"])  # fmt: skip
_FILES = frozenset(["txt", "json", "yml", "yaml", "pem", "crt", "cer", "pub", "md", "py", "js", "jsx", "ts", "tsx", "go", "rs", "java", "htm", "html", "css", "sh", "rb", "php", "enc", "gz", "tgz", "xz", "zip", "deb", "rpm", "exe", "whl", "jar"])  # fmt: skip
_NUMBERS = bytes.maketrans(b"123456789", b"000000000")
_SPACED = str.maketrans("0123456789", " " * 10)
_SAYING = frozenset((
    *_PASSWORDS, *_TOKENS, *_KEYS_OF, *_PHRASE_KEYS_OF, *_PHRASE_KEYS, *_CREDENTIALS, *_SEEDS, *_STEPS, *_PAGES,
    *_MAYBES, *_HARMLESS, *_SALTS_OF,
))  # fmt: skip
_LASTS = frozenset(word.partition("_")[0][-3:] for word in (*_PASSWORD_ENDS, *_ENDS, *FOREIGN, "pass"))
UNTOLD, UNNAMED = "a secret", "SECRET"  # for a name that may be a secret itself
_LONGEST = 40  # characters of a name that people are told
_SECRET_IDS = frozenset(("secret id", "role secret id"))
_PLAIN_WORD = r"(?:[A-Z]{1,15}+|[a-z]{1,15}+|[0-9]{1,15}+)"  # none is as long as what looks random
_SPELLED = pattern(rf"{_PLAIN_WORD}(?:_{_PLAIN_WORD})*+")
_PARTS = pattern(r"[A-Za-z0-9]{8,}")
_WORDS = pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@lru_cache(maxsize=4096)
def name_of(name: str) -> Name:
    """Judge a name in any of the usual spellings: ``DB_PASSWORD``, ``apiKey``, ``spring.mail.password``."""
    encoded = name.encode("utf-8", "surrogatepass").translate(_NUMBERS)
    return _name_of(encoded.replace(b"00", b"0").replace(b"00", b"0"))


def sense_of(name: str) -> Sense:
    """Say what a name promises."""
    return name_of(name).sense


def label_and_kind(name: str) -> tuple[str, str]:
    """Give a name as people are told it, and as a placeholder writes it.

    People are told it as it stands there, unless it is very long; of one that may be a secret itself, nothing is.
    """
    if len(name) <= _LONGEST and _SPELLED.fullmatch(name):
        return name, name.upper()
    return _respelled(name)


def spelled(name: str) -> str:
    """Give the name as a placeholder writes it: upper case, words joined by "_", at most 40 characters."""
    return label_and_kind(name)[1]


@lru_cache(maxsize=1024)
def _respelled(name: str) -> tuple[str, str]:
    if any(looks_random(part) or is_tangled(part) for part in _PARTS.findall(name)):
        return UNTOLD, UNNAMED
    kind = "_".join(_WORDS.findall(name.rpartition("/")[2])).upper()
    if len(kind) > _LONGEST:
        kind = kind[-_LONGEST - 1 :].partition("_")[2]
    kind = kind or UNNAMED
    return name if len(name) <= _LONGEST else kind, kind


@lru_cache(maxsize=4096)
def _name_of(encoded: bytes) -> Name:
    """Judge a name whose numbers are all the same, but very long ones: which it holds says nothing."""
    name = encoded.decode("utf-8", "surrogatepass")
    first, _, rest = name.partition("_")
    service = (first + rest.partition("_")[0]).lower() in _KEYS_OF  # NEW_RELIC_KEY
    if name.isascii() and first.isupper() == rest.isupper() and not service and _says_nothing(first):
        return name_of(rest)
    words = _words_of(name)[-8:]
    if "key" in words:
        words = _with_services(words)
    lowered = name.lower()
    foreign = lowered.endswith(FOREIGN)
    sense = "password" if foreign else _sense_of(name, words)
    if sense == "nothing":
        return _NOTHING
    return Name(
        sense,
        bool(words) and (foreign or _is_password(words[-1])),
        bool(words) and (words[-1].endswith(("secret", "sharedkey")) or words[-2:] == ["shared", "key"]),
        "phrase" in lowered or lowered.endswith("psk"),
        lowered.endswith("pin"),
        name.isupper(),
        name.endswith("AUTH"),
    )


def _says_nothing(first: str) -> bool:
    """Tell at a glance words, and numbers, with which no name is another one than without them."""
    lowered = first.lower()
    words = lowered.translate(_SPACED).split()
    return (
        first.isalnum()
        and (first == lowered or first.isupper())
        and _SAYING.isdisjoint(words)
        and _LASTS.isdisjoint([word[-3:] for word in words])
        and "phrase" not in lowered
    )


def _words_of(name: str) -> list[str]:
    return " ".join(_WORDS.findall(name)).lower().split()


def _sense_of(name: str, words: list[str]) -> Sense:
    last = next((place for place in reversed(range(len(words))) if _bears(words[place])), None)
    if last is None:
        return "nothing"
    own = _words_of(name.rpartition(".")[2]) if "." in name else []
    harmless = _HARMLESS.intersection(own if len(own) > 1 and _bears(own[-1]) else words)
    signs = harmless <= _OF_FORMS and ("secret" in words or words[last] == "key")
    kept = harmless <= _OF_ROBOTS and ("secret" in words or "private" in words)
    if harmless and not (signs or kept or (harmless <= _OF_KEYS and _is_password(words[last]))):
        return "nothing"
    word, before, after = words[last], words[last - 1] if last else "", words[last + 1 :]
    if "." in name and name.rpartition(".")[2] in _FILES:
        return "nothing"
    if word == "token" and before in _PAGES:
        return "nothing"
    if word == "jsonwebtoken" and before == "io":  # who publishes a library: io.jsonwebtoken:jjwt-api:0.12.5
        return "nothing"
    if word == "token" and before in _STEPS:
        return "maybe"
    if not _ABOUT.isdisjoint(after) and " ".join(words[-2:]) not in _SECRET_IDS:
        return "nothing"
    if word == "signature" and after:
        return "nothing"
    if _is_password(word) or (word == "pin" and not after) or (word == "phrase" and before == "pass"):
        return "password"
    if word == "totp" or (word == "seed" and before in _SEEDS) or (word == "code" and before == "recovery"):
        return "token"
    if word == "salt" and before == "signing":  # Phoenix makes them of eight characters
        return "password"
    if word == "key" and before == "shared" and "pre" in words:  # which people choose
        return "password"
    if (
        word.endswith("secret")
        or word in _CREDENTIALS
        or (word == "key" and before in _PHRASE_KEYS_OF)
        or word in _PHRASE_KEYS
    ):
        return "secret"
    if word in _TOKENS or (word == "key" and before in _KEYS_OF) or word.endswith(_ENDS):
        return "token"
    if word == "salt" and before in _SALTS_OF:
        return "secret"
    if any(_is_password(word) or word == "secret" for word in words):
        return "token"
    return "maybe"


def _with_services(words: list[str]) -> list[str]:
    """Give the words, with two before "key" as one where only both name what keys are of: "pager", "duty"."""
    place = words.index("key")
    joined = "".join(words[place - 2 : place])
    if place < 2 or words[place - 1] in _KEYS_OF or joined not in _KEYS_OF:
        return words
    return [*words[: place - 2], joined, *words[place:]]


@lru_cache(maxsize=1024)
def _is_password(word: str) -> bool:
    if word.endswith("pass") and not word.endswith(_NO_PASSWORDS):
        return True
    return word in _PASSWORDS or word.endswith(_PASSWORD_ENDS)


@lru_cache(maxsize=1024)
def _bears(word: str) -> bool:
    return _is_password(word) or word in _TOKENS or word in _MAYBES or word.endswith(_ENDS)
