# ruff: noqa: E501 - tables read best with a row on a line
"""Secrets that show by their own form: private key blocks, web tokens, webhooks, keys with a mark inside."""

import re
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from heapq import merge

from assistant.guard.finding import Hit
from assistant.guard.literals import Literals
from assistant.guard.made_up import made_up
from assistant.guard.values import is_random_secret, looks_random, points_elsewhere
from assistant.guard.words import LongWords

# rule; label; a word that must be there at all; the expression, whose group 1 is the secret.
MARKED = (
    ("TERRAFORM_TOKEN", "Terraform Cloud token", ".atlasv1.", r"\b([A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,80})"),
    ("FIREBASE_KEY", "Firebase server key", ":APA91b", r"\b([\w-]{11}:APA91b[\w-]{100,160})"),
    ("BRAINTREE_TOKEN", "Braintree token", "$production$", r"\b(access_token\$production\$[a-z0-9]{16}\$[0-9a-f]{32})"),
    ("AZURE_CLIENT_SECRET", "Azure client secret", "Q~", r"(?<![\w~.-])([\w~.-]{3}\dQ~[\w~.-]{31,34})"),
    ("AZURE_DEVOPS_TOKEN", "Azure DevOps token", "AZDO", r"\b([A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})\b"),
    ("OPENAI_KEY", "OpenAI key", "T3BlbkFJ", r"\b(sk-[A-Za-z0-9]{16,80}T3BlbkFJ[A-Za-z0-9]{16,80})"),
    ("MAILCHIMP_KEY", "Mailchimp key", "-us", r"(?<!\w)([0-9a-f]{32}-us\d{1,2})(?!\w)"),
    ("NEWRELIC_KEY", "New Relic license key", "NRAL", r"(?<!\w)([0-9a-f]{32,36}(?:FFFF)?NRAL)(?!\w)"),
    ("TELEGRAM_TOKEN", "Telegram bot token", ":AA", r"(\d(?:(?<!\w\d)|(?<=bot\d))\d{7,9}:AA[\w-]{32,34})(?![\w-])"),
    ("DISCORD_TOKEN", "Discord bot token", ".", r"(?<![\w.-])([MNO][A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,38})(?![\w-])"),
    ("SLACK_WEBHOOK", "Slack webhook", "hooks.slack.com/", (r"hooks\.slack\.com/(?:services|workflows|triggers)/"
     r"([A-Za-z0-9+/]{20,90})")),
    ("DISCORD_WEBHOOK", "Discord webhook", "/api/webhooks/", r"/api/webhooks/\d{15,22}/([\w-]{50,80})"),
    ("TEAMS_WEBHOOK", "Teams webhook", "webhook.office.com/", r"webhook\.office\.com/webhookb2/([\w@/-]{60,250})"),
    ("AZURE_SIGNATURE", "Azure signature", "sig=", r"[?&;](?:amp;)?sig=([\w%+/=-]{30,120})"),
    ("AWS_SIGNATURE", "AWS signature", "X-Amz-Signature=", r"X-Amz-Signature=([0-9a-f]{64})"),
    ("ONEPASSWORD_KEY", "1Password secret key", "A3-", (r"\b(A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})"
     r"-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5})\b")),
    ("JWK_PRIVATE", "private JSON web key", '"kty"', r'"(?:d|k)"\s{0,4}:\s{0,4}"([\w-]{40,700})"'),
    ("AZURE_KEY", "Azure storage key", "AccountKey=", r"AccountKey=([A-Za-z0-9+/]{40,90}={0,2})"),
    ("AZURE_KEY", "Azure key", "haredAccessKey=", r"haredAccessKey=([A-Za-z0-9+/]{40,90}={0,2})"),
    ("DOCKER_AUTH", "Docker registry login", '"auth"', r'"auth"\s{0,4}:\s{0,4}"([A-Za-z0-9+/]{8,200}={0,2})"'),
    ("GITHUB_TOKEN", "Composer token", "-oauth\"", r'"git(?:hub|lab)-(?:oauth|token)"\s{0,4}:\s{0,4}\{\s{0,40}"[\w.-]{3,60}"\s{0,4}:\s{0,4}"([\w-]{20,80})"'),
    *(("NODE_KEY", "node provider key", host, re.escape(host) + r"(?:nft/)?(?:ws/)?v\d/([\w-]{32,40})(?![\w-])") for host in (
        ".infura.io/", ".alchemy.com/", ".alchemyapi.io/", ".blastapi.io/")),
    ("NODE_KEY", "node provider key", ".quiknode.pro/", r"\.quiknode\.pro/([0-9a-f]{40})(?!\w)"),
    ("ZAPIER_HOOK", "Zapier webhook", "hooks.zapier.com/", r"hooks\.zapier\.com/hooks/catch/(\d{4,10}/\w{6,12})"),
    ("CHAT_WEBHOOK", "Google Chat webhook", "chat.googleapis.com/", r"chat\.googleapis\.com/v1/spaces/[\w-]{5,20}/messages\?key=[\w-]{20,60}&token=([\w%-]{20,80})"),
    ("DB_PASSWORD", "database password", "@tcp(", r"[\"'`=\s][\w.-]{1,60}:([^\s\"'`]{3,120})@tcp\("),
    ("DB_PASSWORD", "database password", "@/", r"[\"'`=][\w.-]{1,60}:([^\s\"'`/]{3,120})@/\w"),
    ("KAGGLE_KEY", "Kaggle key", '"key"', r'"username"\s{0,4}:\s{0,4}"[^"\n]{1,60}"\s{0,4},\s{0,20}"key"\s{0,4}:\s{0,4}"([0-9a-f]{32})"'),
    ("WEATHER_KEY", "application key", "appid", r"appid[\"']?\s{0,4}[:=]\s{0,4}[\"']?([0-9a-f]{32})(?!\w)"),
    ("TELEGRAM_HASH", "Telegram application hash", "api_hash", r"api_hash[\"']?\s{0,4}[:=,]\s{0,4}[\"']?([0-9a-f]{32})(?!\w)"),
    ("WALLET_KEY", "wallet key", "accounts", r"accounts[\"']?\s{0,4}[:=]\s{0,4}\[\s{0,40}[\"'`]((?:0x)?[0-9a-f]{64})[\"'`]"),
    ("AZURE_FUNCTION_KEY", "Azure function key", ".azurewebsites.net/", r"\.azurewebsites\.net/[^\s\"'<>]{0,200}?[?&]code=([\w%/+=-]{30,120})"),
    ("DB_PASSWORD", "database password", ":1521", r"[\"'=\s][\w$]{1,40}/([^\s@\"'/]{4,60})@[\w.-]{2,60}:1521"),
    ("MAIL_PASSWORD", "mail password", "]:", r"\[[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}\](?::\d{2,5})?[ \t]{1,8}[\w.+@-]{1,80}:([^\s\"']{4,120})"),
    ("VPN_PASSWORD", "VPN password", "<auth-user-pass>", r"<auth-user-pass>\s{1,4}\S{1,80}\s{1,4}([^\s<]{4,120})"),
    ("JWT_SECRET", "signing key", 'Jwt"', r"Jwt\"\s{0,4}:\s{0,4}\{[^{}]{0,400}?\"(?:Secret|Signing)?Key\"\s{0,4}:\s{0,4}\"([^\"\n]{16,200})\""),
    ("AZURE_KEY", "Azure storage key", "keyName", r"keyName[\"']?:[^{}]{0,120}?value[\"']?:\s{1,4}[\"']?([A-Za-z0-9+/]{40,90}={0,2})"),
    ("SESSION_COOKIE", "session cookie", "connect.sid", r"(?<!\w)(s%3A[\w-]{20,40}\.[\w%+/-]{30,80})"),
    ("UNSEAL_KEY", "unseal key", "Unseal Key", r"Unseal Key \d{1,2}: ([A-Za-z0-9+/]{32,88}={0,2})"),
    ("RANDOM_PASSWORD", "random password", "random_password", r"random_password\"(?:(?!random_password\")[^}]){0,600}?\"result\"\s{0,4}:\s{0,4}\"([^\"\n]{6,200})\""),
    *(("LINK_TOKEN", "token in a link", mark, rf"{mark}[\w-]{{0,30}}[/=](?!\d+\b)([A-Za-z0-9_-]{{20,200}})(?![\w.-])") for mark in (
        "/reset", "/invit")),
    ("MAIL_LOGIN", "mail login", "AUTH PLAIN", r"AUTH PLAIN ([A-Za-z0-9+/]{12,400}={0,2})"),
    ("PLAIN_PASSWORD", "password", "password_hash", r"[\"']([^\"'\n]{6,100})[\"']\s?\|\s?password_hash"),
    ("PASSWORD_HASH", "password hash", ":$", r":(?<=\w:)(\${1,2}(?:apr1|[156y])\${1,2}[\w./$=,]{20,120})"),
)  # fmt: skip
_ONE_WORD = frozenset(("TERRAFORM_TOKEN", "AZURE_CLIENT_SECRET", "AZURE_DEVOPS_TOKEN", "OPENAI_KEY", "MAILCHIMP_KEY",
                       "NEWRELIC_KEY", "DISCORD_TOKEN", "ONEPASSWORD_KEY"))  # fmt: skip
_INSIDE = (":AA", ":1521")  # marks within what is found, all of it nearer than `_REACH`
_REACH, _CROWD = 200, 200  # characters; places
_BLOCKS = ("PRIVATE KEY", "OpenVPN Static key", "Private-Lines")
_PORTS = ("432:", "433:", ":*:")  # where PostgreSQL and its poolers listen
LITERALS = (
    *_BLOCKS,
    *_PORTS,
    *(row[2] for row in MARKED if row[0] not in _ONE_WORD),
    "LS0tLS1CRUdJTi",
    "eyJ",
)
_LOGIN = 90  # characters of a line in a password file before its password
_HARMLESS_BYTES = ("pub", "test", "example", "rfc", "fips", "nist")
_SHORTEST_KEY = 16  # bytes
_NAMED = 120  # characters before the bytes of a key in which its name stands
_DOTTED = 59  # characters of the shortest token of a Discord bot, which two dots mark
_AWS_ID = 20  # characters
_AWS_NEAR = 200  # characters from an AWS key id in which its secret stands
# The documented payload of jwt.io ("1234567890", "John Doe"), in base64: any token that carries it is an example.
_EXAMPLE_PAYLOAD = "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIi"


def shapes(text: str, words: LongWords, literals: Literals) -> Iterator[Hit]:
    """Find every secret that its own form gives away, in no special order."""
    if any(map(literals.holds, _BLOCKS)):
        yield from _key_blocks(text)
    if literals.holds("LS0tLS1CRUdJTi"):
        yield from _encoded_blocks(text)
    if literals.holds("eyJ"):
        yield from _web_tokens(text)
    yield from _password_files(text, literals)
    yield from _byte_arrays(text)
    if "AKIA" in words.joined or "ASIA" in words.joined:
        yield from _aws_pairs(text, words)
    dotted = any(len(word) >= _DOTTED and word.count(".") > 1 for _, word in words)
    for row, (kind, label, mark, _) in enumerate(MARKED):
        one_word = kind in _ONE_WORD  # much cheaper where it is possible
        within = words.joined if one_word else text
        if not (mark in within if one_word else literals.holds(mark)) or (mark == "." and not dotted):
            continue
        for found in _around(row, text, literals) if mark in _INSIDE else _pattern(row).finditer(within):
            if _is_secret(kind, found[1]):
                start = words.place(found.start(1)) if one_word else found.start(1)
                yield Hit(start, start + len(found[1]), kind.lower().replace("_", "-"), label, kind)


def _around(row: int, text: str, literals: Literals) -> Iterator[re.Match[str]]:
    """Search what lies around the mark of a row: its expression could begin nearly anywhere."""
    places, past = literals.places(MARKED[row][2]), 0
    if len(places) > _CROWD:
        yield from _pattern(row).finditer(text)
        return
    for place in places:
        found = _pattern(row).search(text, max(past, place - _REACH), place + _REACH)
        if found:
            past = found.end()
            yield found


def _aws_pairs(text: str, words: LongWords) -> Iterator[Hit]:
    """Find the secret of an AWS key beside its id, whatever stands between: 40 characters of base64."""
    past = 0
    for start, word in words:
        if len(word) != _AWS_ID or not word.startswith(("AKIA", "ASIA")):
            continue
        near = slice(max(past, start - _AWS_NEAR), start + _AWS_ID + _AWS_NEAR)
        for secret in _aws_secret().finditer(text, near.start, near.stop):
            if is_random_secret(secret[0]) and not secret[0].isalpha():
                yield Hit(secret.start(), secret.end(), "aws-secret", "AWS secret key", "AWS_SECRET_KEY")
        past = max(past, near.stop)


def _byte_arrays(text: str) -> Iterator[Hit]:
    """Find keys that code gives byte by byte."""
    for found in _bytes().finditer(text) if text.count("0x") >= _SHORTEST_KEY else ():
        before = text[max(0, found.start() - _NAMED) : found.start()].lower()
        named = "key" in before or "secret" in before
        if named and not any(map(before.__contains__, _HARMLESS_BYTES)):
            yield Hit(found.start(), found.end(), "byte-array", "key in bytes", "KEY_BYTES")


def _password_files(text: str, literals: Literals) -> Iterator[Hit]:
    """Find the passwords in lines of PostgreSQL's password file: ``host:5432:database:user:password``."""
    for port in _PORTS:
        for place in literals.places(port):
            line = text.rfind("\n", max(0, place - _LOGIN), place) + 1
            found = _password_line().match(text, line) if line or place < _LOGIN else None
            if found and not made_up(found[1]) and not points_elsewhere(found[1]):
                yield Hit(found.start(1), found.end(1), "pgpass", "database password", "PGPASS")


def _is_secret(kind: str, value: str) -> bool:
    if kind == "DOCKER_AUTH":
        return is_encoded_login(value)
    if kind in ("DB_PASSWORD", "JWT_SECRET"):
        return not made_up(value) and not points_elsewhere(value)
    if kind == "PASSWORD_HASH":
        return True
    if kind in ("AZURE_SIGNATURE", "SLACK_WEBHOOK", "LINK_TOKEN"):
        return looks_random(value.replace("%", "").replace("/", "")) and not made_up(value)
    return not made_up(value)


def is_encoded_login(value: str) -> bool:
    """Tell whether a base64 value holds "name:password", with a password that is no example."""
    try:
        login = b64decode(value + "=" * (-len(value) % 4), validate=True).decode()
    except ValueError:
        return False
    name, colon, password = login.partition(":")
    return (
        bool(colon) and login.isprintable() and password != name and not made_up(password) and bool(password)
    )


def _key_blocks(text: str) -> Iterator[Hit]:
    end = -2  # where the next "-----END" stands: -2 not looked for yet, -1 there is none
    past = 0
    heads = (_block_head().finditer(text), _lines_head().finditer(text) if "Private-Lines" in text else ())
    for head in merge(*heads, key=re.Match[str].start):
        if head.start() < past:
            continue
        if end != -1 and end < head.end():
            end = text.find("-----END", head.end())
        body = _block_body().match(text, head.end())
        stop = body.end() if body else head.end()
        if end != -1 and end - head.end() <= 20_000 and text.find("-----BEGIN", head.end(), end) < 0:
            stop = end
        start = min(stop, _space().match(text, head.end()).end())  # type: ignore[union-attr]
        stop = max(start, start + len(_trimmed(text[start:stop])))
        past = stop
        letters = sum(map(str.isalnum, text[start:stop]))
        if letters >= 40 and len(set(text[start : start + 200])) >= 16:
            yield Hit(start, stop, "private-key", "private key", "PRIVATE_KEY")


def _trimmed(body: str) -> str:
    shorter = body.rstrip().removesuffix("\nPrivate").rstrip()
    while shorter.endswith(("\\n", "\\r", "\n+", "\n-", "\n>")):
        shorter = shorter[:-2].rstrip()
    return shorter


def _encoded_blocks(text: str) -> Iterator[Hit]:
    for found in _encoded_block().finditer(text):
        try:
            head = b64decode(found[0][:64])
        except ValueError:
            continue
        if b"PRIVATE KEY" in head and len(found[0]) > 120:
            yield Hit(found.start(), found.end(), "private-key", "private key", "PRIVATE_KEY")


def _web_tokens(text: str) -> Iterator[Hit]:
    for found in _web_token().finditer(text):
        value = found[0].rstrip(".-")
        parts = value.split(".")
        if len(parts) not in (3, 5) or min(len(parts[0]), len(parts[-1])) < 10 or found[0][3:6] == "eyJ":
            continue
        if (
            (parts[1].startswith("eyJ") or len(parts) == 5)
            and _EXAMPLE_PAYLOAD not in value
            and not made_up(parts[-1])
        ):
            yield Hit(found.start(), found.start() + len(value), "jwt", "web token", "JWT")


@cache
def _pattern(row: int) -> re.Pattern[str]:
    return re.compile(MARKED[row][3], re.ASCII)


@cache
def _bytes() -> re.Pattern[str]:
    return re.compile(r"0x[0-9A-Fa-f]{2}(?:,\s{0,20}0x[0-9A-Fa-f]{2}){15,63}+(?!,?\s{0,20}0x),?")


@cache
def _password_line() -> re.Pattern[str]:
    # An escaped colon belongs to the password.
    return re.compile(
        r"[+ \t]{0,4}[\w.*-]{1,80}:(?:\d{4,5}|\*):[\w.*-]{1,60}:[\w.@*-]{1,60}:((?:[^\s:\\]|\\\S){4,80})[ \t]*(?:\r?\n|$)",
        re.ASCII,
    )


@cache
def _aws_secret() -> re.Pattern[str]:
    return re.compile(
        r"(?<![A-Za-z0-9+/=])(?=[A-Z0-9+/]{0,39}[a-z])(?=[a-z0-9+/]{0,39}[A-Z])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])"
    )


@cache
def _block_head() -> re.Pattern[str]:
    return re.compile(
        r"BEGIN (?:(?<=-----BEGIN )(?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|OpenVPN Static key V1-----)"
        r"|(?<=---- BEGIN )SSH2 ENCRYPTED PRIVATE KEY ----)"
    )


@cache
def _lines_head() -> re.Pattern[str]:
    return re.compile(r"Private-Lines: \d{1,4}")


@cache
def _space() -> re.Pattern[str]:
    return re.compile(r"(?:\s|\\[nr])*+")


@cache
def _block_body() -> re.Pattern[str]:
    return re.compile(r"(?:\\[nr]|[\s+>#\"',]|[A-Za-z0-9+/=])*", re.ASCII)


@cache
def _encoded_block() -> re.Pattern[str]:
    return re.compile(r"LS0tLS1CRUdJTi[A-Za-z0-9+/]+={0,2}")


@cache
def _web_token() -> re.Pattern[str]:
    return re.compile(r"eyJ[A-Za-z0-9_.\-]+")
