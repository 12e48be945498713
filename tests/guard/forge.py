"""Strings that look like keys, and the files they stand in.

No literal here has the form of a real key: every one is joined from parts with characters from a seeded generator.
"""

import base64
import random
import string
from dataclasses import dataclass

LETTERS = string.ascii_letters + string.digits
LOWER = string.ascii_lowercase + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"
URLSAFE = LETTERS + "-_"
BASE64 = LETTERS + "+/"


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    text: str
    secret: str = ""


class Forge:
    """Makes strings that look like keys."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def some(self, alphabet: str, length: int) -> str:
        return "".join(self.random.choice(alphabet) for _ in range(length))

    def password(self, length: int = 12) -> str:
        body = self.some(LETTERS, length - 3)
        return body[:4] + self.random.choice("!#%*+?=^~") + body[4:] + self.random.choice("0123456789") + "z"

    def uuid(self) -> str:
        return "-".join(self.some(HEX, size) for size in (8, 4, 4, 4, 12))

    def b64(self, size: int) -> str:
        return base64.b64encode(self.random.randbytes(size)).decode()

    def jwt(self) -> str:
        def part(text: str) -> str:
            return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

        user = self.some(LOWER, 9)
        return ".".join((part('{"alg":"HS256","typ":"JWT"}'), part(f'{{"sub":"{user}","iat":1718000000}}'),
                         self.some(URLSAFE, 42) + "A"))  # fmt: skip

    def pem(self, kind: str = "RSA ") -> str:
        body = self.b64(900)
        lines = "\n".join(body[place : place + 64] for place in range(0, len(body), 64))
        return f"-----BEGIN {kind}PRIVATE KEY-----\n{lines}\n-----END {kind}PRIVATE KEY-----"

    def case(self, name: str, template: str, secret: str) -> Case:
        """Put `secret` in the place of "@@"."""
        assert "@@" in template
        return Case(name, template.replace("@@", secret), secret)
