"""What the guard and the printing guard cost: python -m tests.perf.guard."""

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import process_time
from timeit import repeat

from assistant.guard.command_table import COMMANDS
from assistant.guard.scan import scan
from assistant.guard.services import SERVICES
from assistant.guard.shape_table import IN_TEXT, IN_WORDS
from assistant.guard.vault import Vault
from assistant.safe import visible
from tests.guard.corpus import secrets
from tests.guard.forge import Case
from tests.perf.guard_texts import dense, flooded, repeated

_SIZE = 1_000_000
_FIRST = """
import sys, time
import assistant.guard.scan
text = sys.stdin.read()
start = time.process_time()
assistant.guard.scan.scan(text)
print((time.process_time() - start) * 1000)
"""


def _least(run: Callable[[], object], times: int = 5) -> float:
    """Give the least milliseconds of the processor in several runs: others may use the machine too."""
    return min(repeat(run, number=1, repeat=times, timer=process_time)) * 1000


def _milliseconds(text: str, times: int = 5) -> float:
    return _least(lambda: scan(text), times)


def _first(text: str) -> float:
    """Give the least milliseconds of the first scan in a process, without the imports: what it needs is compiled."""
    command = (sys.executable, "-c", _FIRST)
    return min(
        float(subprocess.run(command, input=text, text=True, capture_output=True, check=True).stdout)
        for _ in range(5)
    )


def _code(size: int) -> str:
    pieces, total = [], 0
    for path in sorted(Path(sys.modules["timeit"].__file__ or "").parent.glob("*.py")):
        pieces.append(path.read_text(errors="replace"))
        total += len(pieces[-1])
        if total > size:
            break
    return "".join(pieces)[:size]


def _plain() -> dict[str, str]:
    """Give texts as people pipe them in: a log, prose, JSON in lines and in one."""
    random = Random(2)
    users = [
        {
            "id": at,
            "user": f"user{at}",
            "auth": "oauth",
            "token_type": "bearer",
            "session": f"{random.getrandbits(128):032x}",
        }
        for at in range(_SIZE // 130)
    ]
    log = (
        f"2024-05-01T12:{at % 60:02}:07Z INFO auth: token of user {at} refreshed in {at % 97} ms key=v{at} trace={random.getrandbits(64):016x}\n"
        for at in range(_SIZE // 95)
    )
    words = " ".join(
        random.choices(
            [
                "the",
                "key",
                "to",
                "a",
                "good",
                "password",
                "is",
                "that",
                "nobody",
                "else",
                "knows",
                "it,",
                "so",
                "write",
                "none",
                "down.",
            ],
            k=_SIZE // 5,
        )
    )
    return {
        "log": "".join(log)[:_SIZE],
        "prose": words[:_SIZE],
        "JSON": json.dumps(users, indent=1)[:_SIZE],
        "JSON line": json.dumps(users)[:_SIZE],
    }


def _hostile() -> Iterator[tuple[str, str]]:
    """Give texts of one piece over and over: everything a rule begins with, alone, in quotes, in lines, assigned."""
    for piece in dict.fromkeys((*_PIECES, *_openings())):
        for form in _FORMS:
            yield form.format(piece), form.format(piece) * (_SIZE // len(form.format(piece)))
    for name, text in repeated().items():
        yield name, text * (_SIZE // len(text))
    random = Random(1)
    yield "base64", b64encode(random.randbytes(_SIZE * 3 // 4)).decode()
    yield (
        "words in one line",
        " ".join(random.choices(("word", "key", "x", "=", "password", "a1"), k=_SIZE // 5)),
    )
    pieces = (*_PIECES, *_openings())
    for number in range(20):
        some = [random.choice(_FORMS).format(piece) for piece in random.choices(pieces, k=5)]
        yield f"mixed {number}: {some[0]}", "".join(random.choices(some, k=_SIZE // 5))[:_SIZE]
    for name, some in _LINES.items():
        yield name, "".join(Random(1).choices(some, k=_SIZE // 2))[:_SIZE]
    for head, some in _BEHIND.items():
        yield head, head + "".join(Random(1).choices(some, k=_SIZE // 2))[:_SIZE] + "'b'c)"
    yield "digits", "".join(random.choices("0123456789", k=_SIZE))
    yield "punctuation", "".join(random.choices("\"'=:(){}[]<>,;$%&|\\/", k=_SIZE))
    yield "letters and signs", "".join(random.choices("ab1 =:\"'\n-_", k=_SIZE))


_FORMS = ("{}", "{}\n", "{} ", "{}=", "{}: ", '"{}" ', "{}'", "{}a1 ", '{}("a1b", ', '"{}":"')
_PIECES = ("A", "a ", "\n", " ", '"', "-", "=", "eyJ", "eyJaaaaaaaaaaa.", "://", "://a:b@", "token=aaaa ", "gh" + "p_",
           "sk" + "-", "curl -u ", "mysql -", "-----BEGIN PRIVATE KEY-----", "kind: Secret\ndata:\n", "\nAAAA=", "@",
           "a.token=b,c.key=d,", "\\\"", "«secret:", "password=a1!", "AK" + "IA" + "Q" * 16 + " ", "password,secret\n",
           "| token | x |\n", "password for x: ", "encode('a:b'", "jwt.sign(", "'token', '" + "a1b2" * 8 + "', ", "\\n",
           "%3D", "LS0t", "a.", "insert into a(password) values ('a'),", "://a:", "PWD={a;", "a:5432:b:c:d", "p1a")  # fmt: skip

_LINES = {  # in which a rule could look far back or ahead for each of its words
    "pairs in one line": ["x / abcdef, ", "y / hijklm,", "z "],
    "cookies in one line": ["cookie:", "secrets", "\t"],
    "indented lines": ["radius server", "api-token: \\\n        k6iUCUh0RJCQy"],
    "flags in one word": ["sk-.", "password=a1!-", "a1"],
    "names that must be given": ["key:?", "a1", "b"],
    "parts in one line": ["environment=password=a1;bcd=", "x"],
    "joined strings": ['token=Qx7Zk2Lm9Pq4Rt8Vb3Nw"+"', 'token=h5Tj2Xc8Ye4Us6Wd1Ka9"+"'],
    "names of one length": ["kind: Secret\ndata:\n ", *(letter * 40 for letter in "abcdefgh")],
}
_BEHIND = {  # the same, behind what the rule begins with
    "-----BEGIN PRIVATE KEY-----" + "k6iUCUh0RJCQyAbC" * 4: ["\\n", "\\r", "\n+"],
    "insert into t (password) values (": [" ", "a", "b"],
}


def _openings() -> Iterator[str]:
    """Give what the rules' tables begin with, and the words that names of secrets hold."""
    yield from (service.beginning for service in SERVICES)
    yield from (mark for shape in (*IN_WORDS, *IN_TEXT) for mark in shape.marks)
    yield from (name for command in COMMANDS for name in command.names)
    yield from (
        "password",
        "secret",
        "token",
        "api_key",
        "auth",
        "authorization",
        "bearer",
        "basic",
        "--password",
    )


def _line_of(case: Case) -> str:
    """Give the line of a file that holds the beginning of its secret."""
    begin = case.text.index(case.secret)
    return case.text[case.text.rfind("\n", 0, begin) + 1 :].partition("\n")[0] + "\n"


def main() -> None:
    code = _code(_SIZE)
    mixed = "".join(
        f"{code[at : at + 5000]}\n{case.text}\n"
        for at, case in zip(range(0, _SIZE, 5900), secrets(), strict=False)
    )
    print(f"a prompt         {_milliseconds('fix this race condition in app.js'):9.3f} ms")
    for size in (10_000, 100_000, _SIZE):
        print(f"code {size:9,}   {_milliseconds(code[-size:]):9.3f} ms")
    for name, text in _plain().items():
        print(f"{name:10} 1 MB   {_milliseconds(text):9.3f} ms")
    for secret in (False, True):
        kind = "secrets" if secret else "harmless"
        for name, text in dense(_SIZE, secret=secret).items():
            vault = _least(lambda text=text: Vault().redact(text), 3)  # type: ignore[misc]
            print(
                f"dense {kind:8} {name:14} 1 MB {_milliseconds(text, 3):9.3f} ms, in a vault {vault:9.3f} ms"
            )
        for name, text in dense(10_000, secret=secret).items():
            print(
                f"dense {kind:8} {name:14} 10 kB, first {_first(text):9.3f} ms, again {_milliseconds(text):9.3f} ms"
            )
    print(f"first 10 kB code {_first(code[-10_000:]):9.3f} ms")
    print(f"code and secrets {_milliseconds(mixed):9.3f} ms for {len(mixed):,}")
    ratio = _milliseconds(code) / _milliseconds(code[: _SIZE // 4])
    print(f"four times the text costs {ratio:.1f} times the work")
    print(f"visible, 1 MB    {_least(lambda: visible(code)):9.3f} ms")
    floods = [(case.name, flooded(_line_of(case), _SIZE)) for case in secrets()[::3]]
    kept = [
        (_least(lambda text=text: Vault().redact(text), 3), _milliseconds(text, 3), name)  # type: ignore[misc]
        for name, text in floods
    ]
    for vault, alone, name in sorted(kept, reverse=True)[:8]:
        print(f"1 MB of {name[:26]!r:28} {alone:9.1f} ms, in a vault {vault:9.1f} ms")
    first = sorted(((_milliseconds(text, 1), name, text) for name, text in _hostile()), reverse=True)
    slowest = sorted(((_milliseconds(text, 3), name) for _, name, text in first[:40]), reverse=True)
    for milliseconds, piece in slowest[:20]:
        print(f"hostile {piece[:28]!r:34} {milliseconds:9.1f} ms")


if __name__ == "__main__":
    main()
