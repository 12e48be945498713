"""Texts in which nearly every line gives a value to a name that sounds secret, each name and each value once."""

import re
import string
from collections.abc import Iterator
from functools import cache
from itertools import count
from random import Random

_LETTERS = string.ascii_letters + string.digits
_SERVICES = (
    "billing",
    "search",
    "mailer",
    "auth",
    "gateway",
    "orders",
    "ledger",
    "images",
    "reports",
    "metrics",
)
_NAMES = ("password", "api_key", "secret", "token", "access_key", "client_secret", "private_key_path", "token_ttl",
          "session_cookie", "auth_url", "passphrase", "webhook_secret")  # fmt: skip


def dense(size: int, *, secret: bool) -> dict[str, str]:
    """Give a text of `size` characters by the name of its form; its values are all secrets, or hardly any of them."""
    return {
        name: _cut(lines, size)
        for name, lines in (
            (".env", _env(secret=secret)),
            ("Helm values", _helm(secret=secret)),
            ("docker-compose", _compose(secret=secret)),
            ("code", _code(secret=secret)),
            ("JSON lines", _json(secret=secret)),
        )
    }


def repeated() -> dict[str, str]:
    """Give what may be found slow, in about 1,000 characters, to be said over and over."""
    return {
        "quotes": "\"'`" * 330,
        "equals": "=" * 1_000,
        "colons": ":" * 1_000,
        "brackets": "[" * 500 + "{" * 500,
        "key key key": "key " * 250,
        "password=": "password=" * 110,
        "password=\\n": "password=\n" * 100,
        "key blocks": "-----BEGIN RSA PRIVATE KEY-----\n" * 31,
        "addresses": "https://a:b@c/" * 70,
        "one word": "tokenpassword_" * 70,
        "CJK": "密码是秘密" * 200,
        "combining": "pa\u0301ssword\u0301=e\u0301" * 60,
        "line ends": "\n" * 1_000,
        "blanks": " " * 1_000,
        "tabs and blanks": "token \t " * 120,
        "escaped quotes": '\\"password\\":\\"' * 60,
        "XML": "<password><value>" * 60,
        "hyphens": "--token-key-" * 80,
    }


def _given(random: Random, *, secret: bool) -> str:
    harmless = (
        f"${{{random.choice(_NAMES).upper()}}}",
        "changeme",
        f"https://{random.choice(_SERVICES)}.corp.example/v1",
        f"/run/secrets/{random.choice(_SERVICES)}",
        str(random.randrange(9999)),
        f"{random.choice(_SERVICES)}-{random.randrange(99)}",
    )
    return "".join(random.choices(_LETTERS, k=24)) if secret else random.choice(harmless)


def _lines(seed: int) -> Iterator[tuple[int, str, str, Random]]:
    random = Random(seed)
    for at in count():
        service = random.choice(_SERVICES)
        yield at, service, f"{service}_{at}_{random.choice(_NAMES)}", random


def _env(*, secret: bool) -> Iterator[str]:
    for _, _, name, random in _lines(1):
        yield f"{name.upper()}={_given(random, secret=secret)}\n"


def _helm(*, secret: bool) -> Iterator[str]:
    for at, service, name, random in _lines(2):
        yield (
            f"{service}{at}:\n  image: registry.corp.example/{service}:1.{at}\n  replicas: {at % 5}\n  auth:\n"
            f"    existingSecret: {service}-{at}\n    secretKey{at}: {_given(random, secret=secret)}\n    passwordKey: password\n"
            f"  env:\n    - name: {name.upper()}\n      value: {_given(random, secret=secret)}\n    - name: S{at}_TOKEN\n"
            f"      valueFrom:\n        secretKeyRef:\n          name: {service}-secret-{at}\n          key: token\n"
        )


def _compose(*, secret: bool) -> Iterator[str]:
    for at, service, name, random in _lines(3):
        yield (
            f"  {service}{at}:\n    image: {service}:1.{at}\n    command: redis-server --requirepass {_given(random, secret=secret)}\n"
            f"    environment:\n      {name.upper()}: {_given(random, secret=secret)}\n      DB{at}_PASSWORD: {_given(random, secret=secret)}\n"
            f"      DATABASE_URL: postgres://app:{_given(random, secret=secret)}@db{at}:5432/{service}\n"
        )


def _code(*, secret: bool) -> Iterator[str]:
    for _, _, name, random in _lines(4):
        given = _given(random, secret=secret)
        yield random.choice(
            (
                f'    {name} = config.get("{name}", "{given}")\n',
                f"    self.{name} = '{given}'\n",
                f"    if {name} == other.{name}:\n",
                f'    client.login(user, {name}="{given}")\n',
            )
        )


def _json(*, secret: bool) -> Iterator[str]:
    for at, _, name, random in _lines(5):
        yield f'{{"id":{at},"{name}":"{_given(random, secret=secret)}","session":"s{at}"}}\n'


def _cut(lines: Iterator[str], size: int) -> str:
    pieces, total = [], 0
    while total < size:
        pieces.append(next(lines))
        total += len(pieces[-1])
    return "".join(pieces)[:size]


def flooded(line: str, size: int) -> str:
    """Give a text of a line over and over, each time with other letters and digits in its long words with a digit."""
    random = Random(3)
    return _cut((_long_word().sub(lambda word: _varied(word[0], random), line) for _ in count()), size)


def _varied(word: str, random: Random) -> str:
    """Give a word of the same form, but for its beginning."""
    kinds = (string.digits, string.ascii_lowercase, string.ascii_uppercase)
    return word[:4] + "".join(
        random.choice(next(kind for kind in kinds if character in kind)) for character in word[4:]
    )


@cache
def _long_word() -> re.Pattern[str]:
    return re.compile(r"(?=[A-Za-z]*\d)[A-Za-z0-9]{9,}")
