"""What the guard and the printing guard cost: python -m tests.perf.guard."""

import sys
from base64 import b64encode
from pathlib import Path
from random import Random
from timeit import repeat

from assistant.guard.scan import scan
from assistant.safe import visible
from tests.guard.corpus import secrets

_SIZE = 1_000_000


def _milliseconds(text: str) -> float:
    return min(repeat(lambda: scan(text), number=1, repeat=3)) * 1000


def _code(size: int) -> str:
    pieces, total = [], 0
    for path in sorted(Path(sys.modules["timeit"].__file__ or "").parent.glob("*.py")):
        pieces.append(path.read_text(errors="replace"))
        total += len(pieces[-1])
        if total > size:
            break
    return "".join(pieces)[:size]


def _hostile() -> dict[str, str]:
    pieces = ("A", "a ", "\n", " ", '"', "-", "=", "-----BEGIN PRIVATE KEY-----", "eyJ", "eyJaaaaaaaaaaa.", "://", "://a:b@",
              "password=", "password ", 'password:"', "token=aaaa ", "api_key = ", "gh" + "p_", "AK" + "IA", "sk" + "-",
              "curl -u ", "mysql -", "authorization: ", "bearer ", "--password ", "kind: Secret\ndata:\n", '"auth":"',
              "IDENTIFIED BY ", "a.token=b,c.key=d,", "\\\"", "«secret:", "\nAAAA=", "@", "password=a1!", "AK" + "IA" + "Q" * 16 + " ", "password,secret\n", "| token | x |\n",
              "password for x: ", "encode('a:b'", "jwt.sign(", "client(", "'token', '" + "a1b2" * 8 + "', ", "\\n", "%3D", "LS0t", "a.")  # fmt: skip
    made = {piece: piece * (_SIZE // len(piece)) for piece in pieces}
    made["base64"] = b64encode(Random(1).randbytes(_SIZE * 3 // 4)).decode()
    made["one line of words"] = " ".join(
        Random(1).choices(("word", "key", "x", "=", "password", "a1"), k=_SIZE // 5)
    )
    return made


def main() -> None:
    code = _code(_SIZE)
    mixed = "".join(
        f"{code[at : at + 5000]}\n{case.text}\n"
        for at, case in zip(range(0, _SIZE, 5900), secrets(), strict=False)
    )
    print(f"a prompt         {_milliseconds('fix this race condition in app.js'):9.3f} ms")
    for size in (10_000, 100_000, _SIZE):
        print(f"code {size:9,}   {_milliseconds(code[-size:]):9.3f} ms")
    print(f"code and secrets {_milliseconds(mixed):9.3f} ms for {len(mixed):,}")
    ratio = _milliseconds(code) / _milliseconds(code[: _SIZE // 4])
    print(f"four times the text costs {ratio:.1f} times the work")
    print(f"visible, 1 MB    {min(repeat(lambda: visible(code), number=1, repeat=3)) * 1000:9.3f} ms")
    slowest = sorted(((_milliseconds(text), piece) for piece, text in _hostile().items()), reverse=True)
    for milliseconds, piece in slowest[:12]:
        print(f"hostile {piece[:24]!r:30} {milliseconds:9.1f} ms")


if __name__ == "__main__":
    main()
