# ruff: noqa: E501 - tables read best with a row on a line
"""Passwords in what terminals, devices and chats show: typed behind a prompt, set on a device, printed by a command."""

import re
from functools import cache

from assistant.guard.labels import are_chosen, say_labels
from assistant.guard.phrases import is_sentence
from assistant.guard.values import looks_random
from assistant.guard.verdict import is_secret

_CHOSEN = r"(?=\S{0,60}(?:\d|[a-z][-+!#%&*=?@^~._]+[A-Z]|[!#%&*+=?@^~][A-Za-z]))(?=\S{0,60}[A-Za-z])"  # with a digit or a sign
_VALUE = r"""(?:"([^"\n]{4,100})"|'([^'\n]{4,100})'|([^\s"'`;|&<>,]{4,200}))"""
_WORD = r"""["']?([^\s"'`<>|;,]{4,200})["']?"""
_END = r"[ \t]*(?:\r?\n|$)"
PRINTED = r"[ \t]*+\r?\n(?![$#>%+-] |\S+[@:~]\S*[$#] )([^\s\"'`<>=]{8,200})" + _END
_SAID = r"(?:pass\w{0,5}|passphrase|secrets?|tokens?|auth|credentials?|creds|\w{0,12}key)"  # what the name of a secret file or variable says
FILE = rf"[^\s;|&\"']{{0,80}}?{_SAID}(?:\.(?:txt|conf|cfg|env|key|secret|dat))?(?![\w/-])"
# kind; label; a word the text must hold besides, if any; what it begins with; what follows, whose last group that matched is it.
TRANSCRIPTS = (
    *(("DEVICE_KEY", "device key", "", name, rf"(?:[- ]server)?[^\n]{{0,100}}\r?\n(?:[ \t]+[^\n]{{1,100}}\n){{0,6}}?[ \t]+(?:server-)?key (?:[0-9] )?{_CHOSEN}{_WORD}{_END}")
      for name in ("tacacs server", "radius server")),
    *(("DEVICE_KEY", "device key", "", name, rf"(?:host )?[^\n]{{0,60}}?\bkey (?:[057] )?{_CHOSEN}{_WORD}") for name in ("radius-server ", "tacacs-server ")),
    *(("DEVICE_KEY", "device key", "", name, rf"(?:[0-9] )?{_CHOSEN}{_WORD}") for name in (
        "isakmp key ", "key-string ", "shared-secret ", "set secret ", "set psksecret ")),
    *(("DEVICE_PASSWORD", "device password", "", name, rf"\S{{1,60}} password (?:[05-9] )?{_CHOSEN}{_WORD}{_END}") for name in ("neighbor ", "peer ")),
    ("SNMP_COMMUNITY", "SNMP community", "", "snmp-server community ", rf"(?!public\b|private\b)(?=\S*[A-Z\d]|\S{{8}}){_WORD}(?:\s(?:RO|RW|ro|rw|view)\b|{_END})"),
    *(("SNMP_COMMUNITY", "SNMP community", "community", name, rf"(?!public\b|private\b)(?=\S*[A-Z\d_-]|\S{{8}})[\"']?([\w!#%&*+=?@^~.-]{{5,60}})[\"']?(?:\s[\d./]+)?(?:\s\S{{1,60}})?{_END}") for name in ("rocommunity ", "rwcommunity ")),
    *(("CHAT_PASSWORD", "nickname password", "nickserv", name, rf"(?:[\w\[\]|^-]{{2,30}} )?{_CHOSEN}{_WORD}{_END}") for name in ("IDENTIFY ", "identify ")),
    *(("CHAT_PASSWORD", "nickname password", "nickserv", name, rf"{_CHOSEN}{_WORD} \S{{1,60}}@\S{{3,60}}") for name in ("register ", "REGISTER ")),
    *(("CHAT_PASSWORD", "chat password", "oper", name, rf"\S{{1,30}} {_CHOSEN}{_WORD}{_END}") for name in ("/oper ", "/OPER ")),
    ("GAME_PASSWORD", "login password", "", "+login ", rf"(?!anonymous)[^\s+]{{1,60}} (?![+\"'$]*[$+]){_VALUE}"),
    *(("TYPED_PASSWORD", "typed password", "send", name, r"[^\n\"']{0,12}[\"'][\s{}\\;,)]{1,20}(?:-?\w{1,20}\.)?(?:exp_)?send(?:line|_line|command)?[ (]\s?(?:-- ?)?b?[\"']([^\"'\\\s$\[]{5,80})(?:\\[rn]|[\"'])") for name in ("assword", "assphrase")),
    *(("KEY_FILE", "key for a file", "", name, rf"(?:-n\s|-e\s|[\"']%s(?:\\n)?[\"'] )?{_VALUE}\s?(?:>{{1,2}}|\| (?:sudo )?tee(?: -a)?)\s?[\"']?{FILE}") for name in ("echo ", "printf ")),
    ("KEY_FILE", "key for a file", "<<<", "sudo tee ", rf"[\"']?{FILE}[\"']? <<<\s?{_VALUE}"),
    *(("KEY_FILE", "key for a file", "", name, rf"\s?[\"']?{FILE}[\"']? <<-?\s?[\"']?\w{{2,12}}[\"']?\r?\n[ \t]*([^\s\"'`<>=:]{{6,200}}){_END}") for name in ("cat >", "sudo tee ")),
    ("PRINTED_SECRET", "printed secret", "secret", "base64 -", rf"(?:d|D|-decode)(?:[^\S\n]?(?:;|&&) ?echo)?{PRINTED}"),
    *(("PRINTED_SECRET", "printed secret", "", name, rf"[^\n]{{0,200}}+{PRINTED}") for name in ("get-secret-value", "initialAdminPassword")),
    ("GEM_TOKEN", "gem source token", "", "BUNDLE_", r"[A-Z0-9_]{0,60}__[A-Z0-9_]{1,40}[\"']?(?:\s{0,2}[:=]\s{0,3}|\s)[\"']?((?=[^\s\"'.]*\d)[^\s\"'/.]{16,100})"),
)  # fmt: skip
WEIGHED = frozenset(
    ("PRINTED_SECRET", "KEY_FILE", "TYPED_PASSWORD")
)  # kinds whose values may as well be words


def is_weighty(value: str) -> bool:
    """Tell a password, also one of words, from what else a file or a line of output holds."""
    if say_labels(value) or "/" in value or value.endswith(":"):
        return False
    if " " in value:
        return is_sentence(value, 2, alone=True)
    if _in_brackets().fullmatch(value):
        return True
    mixed = sum((any(map(str.isdigit, value)), any(map(str.isupper, value)), any(map(str.islower, value))))
    signed = any(map("!#$%&*+=?@^~(_".__contains__, value[1:]))
    return (
        (mixed + signed >= 3 and is_secret("password", value, "quoted"))
        or looks_random(value)
        or are_chosen(value)
    )


@cache
def _in_brackets() -> re.Pattern[str]:
    return re.compile(r"[A-Z][a-z]{2,14}[(\[][A-Z][a-z]{2,14}[)\]]\d{1,4}")
