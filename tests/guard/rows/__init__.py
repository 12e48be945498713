"""Files with secrets and look-alikes, written as their authors would: one row after another, made whole with a seed.

A row is `### name` and the text under it. `⟦…⟧` stands around what must not leave, `‹alphabet length›` is made up at
run time, so that no literal here has the form of a real key.
"""

import base64
import re
import string
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

_ALPHABETS = {
    "hex": "0123456789abcdef", "HEX": "0123456789ABCDEF", "num": string.digits, "letters": string.ascii_letters,
    "az": string.ascii_lowercase + string.digits, "AZ": string.ascii_uppercase + string.digits,
    "aZ": string.ascii_letters + string.digits, "alnum": string.ascii_letters + string.digits,
    "url": string.ascii_letters + string.digits + "-_", "b64c": string.ascii_letters + string.digits + "+/",
    "A2": string.ascii_uppercase + "234567", "bech": "qpzry9x8gf2tvdw0s3jn54khce6mua7l",
    "BECH": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", "C32": "0123456789ABCDEFGHJKMNPQRSTVWXYZ", "pw": string.ascii_letters + string.digits + "!@#%^*-_+=?",
    "salt": string.ascii_letters + string.digits + "!@#$%^&*()-_[]{}<>`+=~|:;,.?/ ",
}  # fmt: skip
_WORDS = (
    "amber",
    "birch",
    "cobalt",
    "delta",
    "ember",
    "fjord",
    "grove",
    "harbor",
    "indigo",
    "juniper",
    "kelp",
)
_MARK = re.compile("‹([^‹›]*)›")
_ROW = re.compile(r"^### (.+)\n((?:(?!### ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """A file, and what in it must not leave (none in a look-alike)."""

    name: str
    text: str
    secrets: tuple[str, ...]


def rows(file: str, seed: int = 1) -> list[Row]:
    """Give the rows of a file of this folder, made whole; a secret of several lines is given line by line."""
    random = Random(seed)
    return [_row(name, text, random) for name, text in _pieces(file)]


def _pieces(file: str) -> Iterator[tuple[str, str]]:
    for found in _ROW.finditer((Path(__file__).parent / file).read_text(encoding="utf-8")):
        yield found[1], found[2]


def _row(name: str, text: str, random: Random) -> Row:
    whole = text
    while _MARK.search(whole):
        whole = _MARK.sub(lambda mark: _made(mark[1], random), whole)
    values = re.findall("⟦([^⟧]*)⟧", whole)
    secrets = tuple(
        line.strip()
        for value in values
        for line in re.split(r"\\n|\n", value)
        if len(line.strip()) > 2 and "-----" not in line  # the first and last line of a key block may stay
    )
    return Row(name, whole.replace("⟦", "").replace("⟧", ""), secrets)


def _made(mark: str, random: Random) -> str:
    kind, _, rest = mark.partition(" ")
    if kind in _ALPHABETS:
        return _some(_ALPHABETS[kind], int(rest), random)
    if kind == "word":
        return "-".join(random.choices(_WORDS, k=int(rest)))
    if kind == "of":
        return base64.b64encode(rest.encode()).decode()
    if kind in ("uuid", "GUID"):
        made = str(uuid.UUID(int=random.getrandbits(128), version=4))
        return made if kind == "uuid" else made.upper()
    if kind == "bytes":
        return ",".join(map(str, random.randbytes(int(rest))))
    if kind == "jwt":
        return _token(random)
    if kind == "fernet":
        return base64.urlsafe_b64encode(random.randbytes(32)).decode()
    if kind == "b64":
        return base64.b64encode(random.randbytes(int(rest))).decode()
    return _block(kind, rest, random) if rest else ""


def _block(kind: str, rest: str, random: Random) -> str:
    size, _, indent = rest.partition(" ")
    content = random.randbytes(int(size))
    body = content.hex() if kind == "hexlines" else base64.b64encode(content).decode()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    if kind == "pemplus":
        return "\n".join("+" + line for line in lines)
    if kind == "pemjson":
        return "\\n".join(lines)
    return "\n".join(" " * int(indent or 0) + line for line in lines)


def _token(random: Random) -> str:
    subject = _some(_ALPHABETS["az"], 9, random)
    parts = ('{"alg":"HS256","typ":"JWT"}', f'{{"sub":"{subject}","iat":1718000000}}')
    head = ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)
    return f"{head}.{_some(_ALPHABETS['url'], 42, random)}A"


def _some(alphabet: str, length: int, random: Random) -> str:
    return "".join(random.choices(alphabet, k=length))
