# ruff: noqa: E501 - an expression reads best with an alternative on a line
"""Secrets that a command printed in the line below it, in a session copied with its prompts."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from assistant.guard.finding import Hit
from assistant.guard.literals import Literals
from assistant.guard.made_up import made_up
from assistant.guard.transcripts import FILE, PRINTED, is_weighty

_PROMPT, _ROOT = "$ ", "root@"
LITERALS = (_PROMPT, _ROOT)
_REACH = 500  # characters of a command and what it printed
_CROWD = 1_000  # prompts of a text that are looked at


def printed(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every secret that stands alone in the line below a prompt and a command that shows one."""
    places = literals.places(_PROMPT)[:_CROWD]
    if literals.holds(_ROOT):
        places += [prompt.start() for prompt in islice(_root_prompt().finditer(text), _CROWD)]
    for place in places:
        found = _shown().match(text, place + len(_PROMPT), place + _REACH)
        value = found[found.lastindex or 0] if found else ""
        if found and is_weighty(value) and not made_up(value):
            start = found.start(found.lastindex or 0)
            yield Hit(start, start + len(value), "command", "printed secret", "PRINTED_SECRET")


@cache
def _root_prompt() -> re.Pattern[str]:
    return re.compile("# ")


@cache
def _shown() -> re.Pattern[str]:
    name = r"[\"']?\{?\w{0,30}(?:PASS|SECRET|TOKEN|KEY|pass|secret|token)\w{0,20}\}?[\"']?"
    return re.compile(
        rf"(?:sudo )?(?:(?:docker|podman|kubectl)[^\n|]{{1,80}} )?(?:(?:pass (?:show )?[\w/-]|op (?:read|item get) |terraform output -raw |tofu output -raw |openssl rand |vault read -field|vault kv get"
        rf"|heroku config:get |aws [^\n]{{1,60}}(?:get-parameter|get-secret-value|get-login-password|get-password)|bw get password |chamber read |pwqgen|diceware|doppler secrets get |gcloud (?:secrets|auth print)|gh auth token|secret-tool lookup|pwgen|htpasswd|argocd admin initial-password"
        rf"|az [^\n]{{1,60}}(?:credential show|secret show|keys list)|security find)[^\n]{{0,300}}+{PRINTED}|(?:printenv |echo \"?\$){name}{PRINTED}"
        rf"|(?:cat|less|more|head -?\d*|tail -?\d*) {FILE}[ \t]*\r?\n(?:[\w.@-]{{1,40}}\r?\n)?(?![$#>%+-] )([^\s\"'`<>=]{{8,200}})[ \t]*(?:\r?\n|$))"
    )
