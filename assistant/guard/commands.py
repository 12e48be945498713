# ruff: noqa: E501 - tables read best with a row on a line
"""Passwords on command lines and in request headers: ``curl -u name:password``, ``Authorization: Bearer ...``."""

import re
from base64 import b64decode
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from assistant.guard.finding import Hit
from assistant.guard.labels import are_chosen
from assistant.guard.literals import Literals
from assistant.guard.made_up import made_up
from assistant.guard.names import sense_of, spelled
from assistant.guard.shapes import is_encoded_login
from assistant.guard.transcripts import TRANSCRIPTS, WEIGHED, is_weighty
from assistant.guard.values import is_random_secret, looks_random, points_elsewhere

# What may end a longer word.
_LETTER_BEFORE = frozenset((
    "encode(", "Client(", "CookieStore(", "community ", "community=", "community:", "bindpw ", "sonar.login", "BindDN ",
    "assword", "assphrase",
))  # fmt: skip
_VALUE = r"""(?:"([^"\s]{3,200})"|'([^'\s]{3,200})'|([^\s"'`;|&<>,)]{3,200}))"""
_GAP = r"(?:[^\n;|]|(?<=\\)\n){0,200}?"  # a line goes on behind a backslash
_SECOND = r"(?:Some\()?[\"']([^\"'\s]{3,200}|[A-Za-z\d]{4}(?: [A-Za-z\d]{4}){3})[\"']"
_READERS = "kinit|passwd|cryptsetup|smbpasswd|openconnect|gpg|vault|keytool|su"  # programs that take a password from a pipe
_STRING = rf"[\"'][^\"'\n]{{1,80}}[\"']\s{{0,20}},\s{{0,20}}{_SECOND}"
_WORDS = r"[rbu]{0,2}[\"'`]([^\"'`\n${}]{6,200})[\"'`]"
# A line of Postfix's sasl_passwd.
_RELAY = r"\d{0,5}[ \t]{1,40}[^\s:\"']{1,80}:([^\s\"']{4,200})[ \t]*(?:\r?\n|$)"
_BY = r"(?:(?=[^;\n]{0,80}['\"])|(?=[^;\n]{1,80}\d[^;\n]{0,80};))\s{1,4}(?:(?:WITH|with)\s{1,4}[\w'\"]{1,40}\s{1,4})?(?:BY|by)\s{1,4}(?:PASSWORD\s{1,4})?['\"]?([^\s'\";]{3,200})"
_BY_NAME = r"\s{1,4}(?:with\s{1,4}[\w'\"]{1,40}\s{1,4})?by\s{1,4}(?:password\s{1,4})?(?:(?=['\"][^'\"]*[^\w'\"]|['\"]\D{0,60}\d)['\"]([^\s'\"]{3,200})['\"]|(?=\S*\d)([^\s'\";]{3,200});)"
# kind; label; a word or the flag that the text must hold besides, if any; what it begins with; what follows as a regular expression,
# whose last group that matched is the secret.
COMMANDS = (
    ("CURL_PASSWORD", "curl password", "-u", "curl", r"\b(?:[^\n|]|(?<=\\)\n){0,400}?\s(?:-u\s*|--(?:proxy-)?user[ =])[\"']?[^\s:\"']{0,80}:([^\s\"']{3,200})"),
    ("HTTP_PASSWORD", "password", "-a", "http", rf"s?\s{_GAP}(?:-a|--auth)[ =][\"']?[^\s:\"']{{1,80}}:([^\s\"']{{3,200}})"),
    ("MYSQL_PASSWORD", "MySQL password", "-p", "mysql", rf"(?:dump|admin|import|show|check|sh)?\b{_GAP}(?:\s|,\s?[\"'])-p{_VALUE}"),
    ("MYSQL_PASSWORD", "MariaDB password", "-p", "mariadb", rf"(?:-dump|-admin)?\b{_GAP}\s-p{_VALUE}"),
    ("SSH_PASSWORD", "ssh password", "-p", "sshpass", rf"\s+-p\s{{0,4}}{_VALUE}"),
    ("DOCKER_PASSWORD", "registry password", "-p", "login", rf"\b{_GAP}\s-p\s{{1,4}}{_VALUE}"),
    ("MONGO_PASSWORD", "MongoDB password", "-p", "mongo", rf"(?:sh|dump|restore|export|import)?\b{_GAP}\s-p\s{{1,4}}{_VALUE}"),
    ("ARCHIVE_PASSWORD", "archive password", "-p", "7z", rf"a?\s{_GAP}-p{_VALUE}"),
    ("REDIS_PASSWORD", "Redis password", "-a", "redis-cli", rf"\b{_GAP}\s-a\s{{1,4}}{_VALUE}"),
    ("SQL_PASSWORD", "SQL Server password", "-P", "sqlcmd", rf"\b{_GAP}\s-P\s{{0,4}}{_VALUE}"),
    ("SQL_PASSWORD", "SQL Server password", "-P", "bcp ", rf"{_GAP}\s-P\s{{0,4}}{_VALUE}"),
    ("ARCHIVE_PASSWORD", "archive password", "-P", "zip", rf"\s{_GAP}-P\s{{0,4}}{_VALUE}"),
    ("MQTT_PASSWORD", "MQTT password", "-P", "mosquitto_", rf"(?:pub|sub)\b{_GAP}\s-P\s{{0,4}}{_VALUE}"),
    ("LDAP_PASSWORD", "LDAP password", "-w", "ldap", rf"(?:search|modify|add|delete|whoami|passwd)\b{_GAP}\s-w\s{{0,4}}{_VALUE}"),
    ("SMB_PASSWORD", "SMB password", "-U", "smbclient", rf"\b{_GAP}\s-U\s{{0,4}}[\"']?[^\s%\"']{{1,80}}%([^\s\"']{{3,200}})"),
    ("FTP_PASSWORD", "FTP password", "", "lftp", rf"\b{_GAP}\s-u\s{{0,4}}[^\s,]{{1,80}},{_VALUE}"),
    ("HTTP_PASSWORD", "htpasswd password", "", "htpasswd -", rf"[A-Za-z]{{0,4}}b[A-Za-z]{{0,4}}(?:\s-\w+)?\s\S{{1,100}}\s\S{{1,80}}\s{_VALUE}"),
    ("OPENSSL_PASSWORD", "openssl password", "openssl", "-pass", rf"(?:in|out)?[ =][\"']?pass:{_VALUE}"),
    ("REDIS_PASSWORD", "Redis password", "", "requirepass ", _VALUE),
    ("REDIS_PASSWORD", "Redis password", "requirepass", "masterauth ", _VALUE),
    ("ORACLE_PASSWORD", "Oracle password", "", "sqlplus", r"(?:\s-\w+){0,3}\s[\"']?[\w$]{1,60}/([^\s@\"'/]{3,100})@"),
    ("ORACLE_PASSWORD", "Oracle password", "", "jdbc:oracle:", r"(?:thin|oci):[\w$]{1,60}/([^\s@\"'/]{3,100})@"),
    ("WINDOWS_PASSWORD", "Windows password", "", "net use", rf"\b{_GAP}/user:\S{{1,80}}\s{_VALUE}"),
    ("WINDOWS_PASSWORD", "Windows password", "", "net user", rf"\s\S{{1,80}}\s{_VALUE}\s/add"),
    ("WINDOWS_PASSWORD", "Windows password", "", "cmdkey", rf"\b{_GAP}/pass:{_VALUE}"),
    ("WINDOWS_PASSWORD", "Windows password", "", "ConvertTo-SecureString", rf"\s(?:-String\s)?{_VALUE}"),
    ("WINDOWS_PASSWORD", "Windows password", "", "ConvertTo-SecureString", r"\s(?:-String\s)?[\"'](?=[^\"'\n]*\d)([^\"'\n$]{6,100})[\"']"),
    ("USER_PASSWORD", "account password", "chpasswd", "echo ", r"(?:-e\s)?[\"']?[\w.-]{1,40}:([^\s\"'|]{3,100})[\"']?\s?\|\s?(?:sudo\s)?chpasswd"),
    ("AWS_SECRET_KEY", "AWS secret key", "", "aws_secret_access_key ", _VALUE),
    ("NETRC_PASSWORD", "netrc password", "login", "machine ", r"\S{1,120}\s{1,8}login\s{1,4}\S{1,120}\s{1,8}(?:account\s\S{1,80}\s{1,8})?password\s{1,4}(\S{3,250})"),
    ("RABBITMQ_PASSWORD", "RabbitMQ password", "", "rabbitmqctl", rf"\b{_GAP}(?:add_user|change_password)\s\S{{1,60}}\s{_VALUE}"),
    ("VAULT_TOKEN", "Vault token", "", "vault login ", rf"(?:-\S{{1,40}}\s){{0,3}}{_VALUE}"),
    ("SQL_PASSWORD", "SQL password", "", "IDENTIFIED", _BY),
    ("SQL_PASSWORD", "SQL password", "", "PASSWORD FOR ", r"\S{1,80}\s{0,4}=\s{0,4}(?:PASSWORD\()?'([^'\s]{3,200})'"),
    ("SQL_PASSWORD", "SQL password", "", "identified", _BY_NAME),
    ("LOGIN_PASSWORD", "login password", ",", "auth", rf"(?:[\"']?\s?(?:=>|[:=])\s?[(\[]|(?<=basic_auth)\s)\s{{0,20}}[rbu]?{_STRING}"),
    ("CLIENT_SECRET", "client secret", "", "omniauth :", rf"\w{{2,40}},\s{{0,20}}{_STRING}"),
    ("LOGIN_PASSWORD", "login password", "", ":basic,", rf"\s{{0,20}}{_STRING}"),
    ("KEYCHAIN_PASSWORD", "keychain password", "", "add-generic-password", rf"{_GAP}\s-w\s{{0,4}}{_VALUE}"),
    ("SNMP_PASSWORD", "SNMP password", "", "createUser ", rf"\S{{1,60}}\s(?:MD5|SHA\S{{0,4}})\s{_VALUE}"),
    ("SNMP_PASSWORD", "SNMP password", "", "createUser ", rf"\S{{1,60}}\s(?:MD5|SHA\S{{0,4}})\s\S{{4,100}}\s(?:AES|DES)\S{{0,4}}\s{_VALUE}"),
    ("LDAP_PASSWORD", "LDAP password", "", "BindDN ", r"[\"']?[^\s\"']{1,200}[\"']?\s\"([^\s\"]{4,100})\""),
    ("CLIENT_SECRET", "client secret", "", "provider :", rf"\w{{2,40}},\s{{0,20}}{_STRING}"),
    ("OPENSSL_PASSWORD", "openssl password", "", "openssl enc", rf"\s{_GAP}\s-k\s{{1,4}}{_VALUE}"),
    ("LOGIN_PASSWORD", "login password", "", "encode(", r"\s{0,20}[rbu]?[\"'][^\"'\s:]{1,60}:([^\"'\s{}$]{3,120})[\"']"),
    ("LOGIN_PASSWORD", "login password", "", "btoa(", r"\s{0,20}[\"'`][^\"'\s:]{1,60}:([^\"'`\s{}$]{3,120})[\"'`]"),
    ("JWT_SECRET", "signing key", "", "jwt.", rf"(?:sign|verify|encode|decode)\([^;\n]{{1,200}}?,\s{{0,20}}{_WORDS}\s{{0,4}}[,)]"),
    ("HMAC_KEY", "signing key", "", "hmac.new(", rf"\s{{0,20}}(?=[^\n,]{{0,80}}\d){_WORDS}\s{{0,4}},"),
    ("JWT_SECRET", "signing key", "", "signWith(", r"[\w.]{1,40},\s{0,20}\"([^\"\n]{8,200})\""),
    ("CURL_TOKEN", "curl token", "-u", "curl", r"\b(?:[^\n|]|(?<=\\)\n){0,400}?\s(?:-u\s*|--user[ =])[\"']?(?=[A-Za-z_-]*\d)([\w-]{20,200}):[\"'\s]"),
    ("JWT_SECRET", "signing key", "", "SignedString(", r"\[\]byte\([\"`]([^\"`\n]{6,200})[\"`]\)"),
    ("HMAC_KEY", "signing key", "", "hmac.New(", r"[\w.]{3,20},\s{0,20}\[\]byte\([\"`]([^\"`\n]{6,200})[\"`]\)"),
    ("REGISTRY_PASSWORD", "registry password", "poetry", "http-basic.", rf"\S{{1,60}}\s\S{{1,80}}\s{_VALUE}"),
    ("HMAC_KEY", "signing key", "", "createHmac(", rf"[^,\n]{{1,40}},\s{{0,20}}(?=[^\n,]{{0,80}}\d){_WORDS}\s{{0,4}}\)"),
    ("CIPHER_KEY", "encryption key", "", "Fernet(", rf"\s{{0,20}}{_WORDS}"),
    ("CIPHER_KEY", "encryption key", "", "SecretKeySpec(", rf"\s{{0,20}}{_WORDS}\.getBytes"),
    ("CURL_PASSWORD", "curl password", "", "USERPWD", r",\s{0,4}([\"'])[^\s:\"']{1,80}:([^\"'\n]{3,100})\1"),
    ("TWILIO_TOKEN", "Twilio token", "", "Client(", r"\s{0,20}[\"']AC[0-9a-f]{32}[\"'],\s{0,20}[\"']([0-9a-f]{32})[\"']"),
    ("PROMPTED_PASSWORD", "typed password", "spawn", "send ", r"(?:--\s)?\"((?=[^\"]*\d)(?=[^\"]*[A-Z!@#%^&*+=?-])[^\"\\\s$]{6,80})\\[rn]\""),
    ("LOGIN_TOKEN", "login token", "", "snyk auth ", r"([0-9a-f]{8}(?:-[0-9a-f]{4,12}){4})(?!\w)"),
    ("LOGIN_TOKEN", "login token", "", "login ", r"(?:-\S{1,20}\s)?(?=[A-Za-z_-]{0,30}\d)([A-Za-z0-9_-]{32,120})(?![\w./-])"),
    *(("S3_SECRET_KEY", "storage secret key", "", name, rf"\S{{1,60}}\shttps?://\S{{3,120}}\s\S{{3,128}}\s{_VALUE}") for name in ("alias set ", "config host add ")),
    ("CURL_PASSWORD", "curl password", "-u", "curl", r"\b(?:[^\n|]|(?<=\\)\n){0,400}?\s(?:-u|--(?:proxy-)?user)[ =](?:\"[^\s:\"']{1,80}:([^\"\n]{3,100})\"|'[^\s:\"']{1,80}:([^'\n]{3,100})')"),
    ("LOGIN_PASSWORD", "login password", "-p", " -u ", rf"\S{{1,60}}\s{{1,4}}-p\s{{0,4}}(?=\S{{0,40}}[A-Za-z])(?=\S{{0,40}}\d)(?!\S{{0,60}}:\d){_VALUE}"),
    ("REGISTRY_PASSWORD", "registry password", "", "creds", rf"[ =][\"']?[\w.@-]{{1,80}}:{_VALUE}"),
    ("RELAY_PASSWORD", "relay password", "", "]:", _RELAY),
    ("RELAY_PASSWORD", "relay password", "", "smtp.", rf"[\w.-]{{3,60}}\]?:?{_RELAY}"),
    ("PROXY_PASSWORD", "proxy password", "", "login=", rf"[\w.@-]{{1,80}}:{_VALUE}"),
    ("USER_PASSWORD", "account password", "", "chpasswd:", r"\s{1,40}(?:expire:\s\w{1,8}\s{1,20})?list:\s{0,4}\|?\s{1,40}[\w.-]{1,40}:(\S{4,100})"),
    ("PARAMETER", "stored parameter", "securestring", "put-parameter", rf"(?=[^\n]{{0,400}}SecureString){_GAP}--value[ =]{_VALUE}"),
    *(("PIPED_PASSWORD", "password", "", name, rf"(?:-n\s)?{_VALUE}\s?\|[^|\n]{{0,160}}?(?:\bsudo\s-\w{{0,4}}S|secret\screate|-stdin|-fd|\b(?:{_READERS})\b)") for name in ("echo ", "printf ")),
    *(("KEY_FILE", "key for a file", "", name, rf"(?:-n\s)?(?=\S{{0,100}}\d)(?=\S{{8}}){_VALUE}\s?>{{1,2}}\s?[^\s;|&]{{0,80}}(?:key|token|secrets?|passw\w{{0,5}}|pgpass|credentials?)(?!\w)") for name in ("echo ", "printf ")),
    ("DIGEST_PASSWORD", "digest password", "addauth", "digest ", rf"(?!sha|md5)[\w.-]{{1,40}}:{_VALUE}"),
    ("REDIS_PASSWORD", "Redis password", " on ", "user ", rf"\S{{1,60}}\son\s(?:[^\s>]{{1,40}}\s){{0,4}}>{_VALUE}"),
    ("CHAT_PASSWORD", "nickname password", "nickserv", "identify ", rf"(?=\S{{0,40}}\d){_VALUE}"),
    ("LINE_PASSWORD", "login password", "", "password ", r"(?:(?<=\npassword )|(?<=[\n ] password )|(?<=\tpassword )|(?<=-password )|(?=\S{0,40}[!#$%^*?+~]|\S{0,40}[A-Z]\S{0,40}\d|\S{0,40}\d\S{0,40}[A-Z]))(?!-)(?=\S{0,40}\d|[A-Z]\S{0,40}[a-z][!#%&*+=?@^~.-]+[A-Z])(?=\S{0,40}[A-Za-z])(\S{6,100})[ \t]*(?:\r?\n|$)"),
    ("ENCODED_SECRET", "encoded secret", "base64 -", "echo ", r"(?:-n\s)?[\"']?([A-Za-z0-9+/]{12,400}={0,2})[\"']?\s?\|\s?base64\s-(?:d|D|-decode)"),
    *(("SNMP_COMMUNITY", "SNMP community", "", name, rf"(?:string\s|\s{{1,4}})?(?!public\b|private\b|-)(?=\S{{0,60}}\d){_VALUE}") for name in ("community ", "community=", "community:")),
    ("BUNDLER_PASSWORD", "gem source password", "", "bundle config", r"\s(?:set\s|--\w+\s){0,3}[\w.-]{3,80}\s[^\s:]{1,60}:([^\s]{4,120})"),
    ("SONAR_TOKEN", "SonarQube token", "", "sonar.login", r"\s{0,4}=\s{0,4}([0-9a-f]{40})\b"),
    ("STATS_PASSWORD", "password", "", "insecure-password ", _VALUE),
    *(("VPN_PASSWORD", "VPN password", "", name, r"([^\"\s]{4,100}+)\"") for name in (' EAP "', ' XAUTH "')),
    ("HONEYCOMB_KEY", "Honeycomb key", "", "honeycomb-team", r"[\"']?\s{0,4}[:=,]\s{0,4}[\"']?([A-Za-z0-9]{22,64})(?!\w)"),
    ("STATS_PASSWORD", "password", "", "stats auth ", r"[^\s:\"']{1,60}:([^\s\"']{3,100})"),
    ("LOGIN_PASSWORD", "login password", "", "URLCredential(", r"user:[^,\n]{1,80},\s{0,4}password:\s{0,4}[\"']([^\"'\s]{3,200})"),
    ("LDAP_PASSWORD", "LDAP password", "", "SECURITY_CREDENTIALS", r",\s{0,20}\"([^\"\s]{4,100})\""),
    ("LDAP_PASSWORD", "LDAP password", "", "bindpw ", rf"(?!=)\s{{0,8}}{_VALUE}[ \t]{{0,4}}(?:\r?\n|$)"),
    ("HTTP_PASSWORD", "password", "", "Authorization: Basic ", r"[\w.@+-]{1,60}[ :](\S{4,100})[ \t]*(?:\r?\n|$)"),
    ("DNS_TOKEN", "DNS token", "", "dns cloudflare ", _VALUE),
    ("WINDOWS_PASSWORD", "Windows password", "", "net use", rf"(?:\s\S:)?\s\\\\\S{{3,80}}\s(?!/){_VALUE}\s"),
    ("PLAIN_PASSWORD", "password", "", "{PLAIN}", _VALUE),
    *(("DEVICE_KEY", "device key", "", name, rf"(?:[057]\s)?(?=\S{{0,60}}\d)(?=\S{{0,60}}[A-Za-z]){_VALUE}") for name in (
        "server key ", "authentication-key ", "ascii-text ", "option key ", "chap password ")),
    *(("DEVICE_KEY", "device key", "", name, rf"host\s\S{{1,80}}[^\n]{{0,60}}?\skey\s(?:[057]\s)?{_VALUE}") for name in ("radius-server ", "tacacs-server ")),
    ("ARCHIVE_PASSWORD", "archive password", "-P", "unzip", rf"\s{_GAP}-P\s{{0,4}}{_VALUE}"),
    ("ARCHIVE_PASSWORD", "archive password", "", "rar ", rf"\w\s{_GAP}-h?p{_VALUE}"),
    ("IPMI_PASSWORD", "IPMI password", "-P", "ipmitool", rf"\s{_GAP}-P\s{{0,4}}{_VALUE}"),
    *(("SNMP_PASSWORD", "SNMP password", "", name, rf"\s{_GAP}\s-A\s{{1,4}}{_VALUE}") for name in ("snmpget", "snmpwalk")),
    *(("SNMP_PASSWORD", "SNMP password", "", name, rf"\s{_GAP}\s-X\s{{1,4}}{_VALUE}") for name in ("snmpget", "snmpwalk")),
    ("RDP_PASSWORD", "RDP password", "freerdp", "/u:", rf"\S{{1,60}}{_GAP}\s/p:{_VALUE}"),
    *(("PIPED_PASSWORD", "password", "<<<", name, rf"\b{_GAP}\s<<<\s?{_VALUE}") for name in (
        "cryptsetup", "zfs ", "with-token", "sudo ", "kinit", "passwd", "password-stdin")),
    *(("LOGIN_PASSWORD", "login password", "-p", name, rf"\S{{1,60}}\s{{1,4}}-p\s{{0,4}}(?=\S{{0,40}}[A-Za-z])(?=\S{{0,40}}\d)(?!\S{{0,60}}:\d){_VALUE}") for name in (
        " -U ",)),
    *(("CIPHER_KEY", "signing key", "", name, rf"\s{{0,20}}(?:\[\]byte\()?{_WORDS}") for name in ("cookieParser(", "hmacShaKeyFor(", "CookieStore(")),
    ("FTP_PASSWORD", "FTP password", "user", "PASS ", r"(?=\S{0,60}\d)(?=\S{0,60}[A-Za-z])([^\s/.()]{6,60})[ \t]*(?:\r?\n|$)"),
    ("KICKSTART_PASSWORD", "root password", "", "rootpw ", rf"(?!=)(?:--plaintext\s)?{_VALUE}"),
    *(("DEVICE_PASSWORD", "device password", "", name, rf"(?:0\s)?{_VALUE}[ \t]{{0,4}}(?:\n|$)")
      for name in ("enable password ", "enable secret ")),
    ("DEVICE_PASSWORD", "device password", "", "username ", rf"\S{{1,60}}(?:\sprivilege\s\d{{1,2}})?\s(?:password|secret)\s(?:0\s)?{_VALUE}[ \t]{{0,4}}(?:\n|$)"),
    *TRANSCRIPTS,
)  # fmt: skip
_FLAGS = ("-u", "-a", "-p", "-P", "-w", "-U")
LITERALS = (*(word for row in COMMANDS for word in row[2:4]), "authorization", "bearer ", "ookie:", "basic ")
_REACH = 700  # characters from the command's name in which its password stands
_NEIGHBOURS = 3  # how often the name may come again in its own arguments ("mysql -h mysql.internal -p...")


def commands(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every password that stands where a known command or call wants one."""
    for row, (kind, label, gate, name, _) in enumerate(COMMANDS):
        if gate and not literals.holds_in_any_case(gate):
            continue
        starts = literals.places(name)
        if gate in _FLAGS:
            starts = [start for start in starts if _is_near(literals.places(gate), start)]
        ends = [*starts[_NEIGHBOURS:], *(len(text) + _REACH,) * _NEIGHBOURS]
        crowded = (_NEIGHBOURS + 1) * len(name)
        spans = [span for span in zip(starts, ends, strict=False) if span[1] - span[0] >= crowded]
        if not spans:
            continue
        match = _pattern(row).match
        whole = name[0].isalpha() and name not in _LETTER_BEFORE
        for begin, ahead in spans:
            if whole and text[begin - 1 : begin].isalnum():
                continue
            found = match(text, begin, min(begin + _REACH, ahead))
            value = found[found.lastindex or 0].rstrip("\\") if found else ""
            if found and found.lastindex and _is_secret(kind, value):
                start = found.start(found.lastindex)
                yield Hit(start, start + len(value), "command", label, kind)


def _is_near(flags: list[int], place: int) -> bool:
    """Tell whether the next flag is as near to a command's name as its arguments are."""
    following = bisect_left(flags, place)
    return following < len(flags) and flags[following] - place <= _REACH


def _is_secret(kind: str, value: str) -> bool:
    """Tell a password from what is made up, points elsewhere or, where anything may stand, weighs too little."""
    if made_up(value.strip("\\\"'")) or (kind == "ENCODED_SECRET" and _greets(value)):
        return False
    if kind in WEIGHED or (kind == "LINE_PASSWORD" and not any(map(str.isdigit, value))):
        return is_weighty(value)
    return not points_elsewhere(value) or (kind == "LOGIN_PASSWORD" and are_chosen(value))


def _greets(value: str) -> bool:
    """Tell whether a base64 value holds plain words: "Hello, World!"."""
    try:
        plain = b64decode(value + "=" * (-len(value) % 4)).decode().strip()
    except ValueError:
        return False
    return made_up(plain) or not any(map(str.isdigit, plain))


def headers(text: str, lowered: str, literals: Literals) -> Iterator[Hit]:
    """Find what the Authorization header of a request carries, and bearer tokens anywhere.

    `lowered` is `text` in lower case, character for character.
    """
    if literals.holds_in_any_case("authorization"):
        for found in _authorization().finditer(lowered):
            yield from _credential(text, found.start(2), found.end(2), found[1] or "")
    if literals.holds_in_any_case("bearer "):
        for found in _bearer().finditer(lowered):
            yield from _credential(text, found.start(1), found.end(1), "bearer")
    for place in literals.places("ookie:"):
        line = _cookies().match(text, place)
        for found in _cookie().finditer(text, *line.span(1)) if line else ():
            if sense_of(found[1]) != "nothing" and is_random_secret(found[2]):
                yield Hit(found.start(2), found.end(2), "cookie", found[1], spelled(found[1]))
    if literals.holds_in_any_case("basic "):
        for found in _basic().finditer(lowered):
            value = text[found.start(1) : found.end(1)]
            if is_encoded_login(value) or (_is_opaque(value) and _named().match(_decoded(value))):
                yield from _credential(text, found.start(1), found.end(1), "basic")


def _is_opaque(value: str) -> bool:
    """Tell a base64 value that holds no text at all, but does not look made up either."""
    return not _decoded(value).isascii() and looks_random(value) and not made_up(value)


def _decoded(value: str) -> bytes:
    """Decode as much of a base64 value as is whole, or nothing of another value."""
    plain = value.rstrip("=")
    try:
        return b64decode(plain[: len(plain) // 4 * 4], validate=True)
    except ValueError:
        return b""


def _credential(text: str, start: int, end: int, scheme: str) -> Iterator[Hit]:
    value = text[start:end]
    if scheme == "basic":
        if is_encoded_login(value) or _is_opaque(value):
            yield Hit(start, end, "authorization", "Basic credentials", "BASIC_AUTH")
    elif is_random_secret(value):
        yield Hit(start, end, "authorization", "Authorization header", "AUTH_TOKEN")


@cache
def _pattern(row: int) -> re.Pattern[str]:
    return re.compile(re.escape(COMMANDS[row][3]) + COMMANDS[row][4])


@cache
def _authorization() -> re.Pattern[str]:
    return re.compile(
        r"authorization(?:\\?[\"'\]]){0,3}\s{0,4}(?:=>|[:=,]|(?<=\s)(?=[\"']))\s{0,4}[rbf]?\\?[\"'`]?"
        r"(?:(basic|bearer|token|bot|key|apikey|api-key|splunk|geniekey|negotiate|oauth|sharedkey|zoho-oauthtoken|ssws|pat|[a-z]{2,20}(?:-[a-z]{2,20}){1,3})"
        r"\s{1,4}(?:token=)?[\"']?)?([a-z0-9\-._~+/:|]{8,2000}={0,2})"
    )


@cache
def _bearer() -> re.Pattern[str]:
    return re.compile(r"bearer\s{1,4}([a-z0-9\-._~+/|]{16,2000}={0,2})")


@cache
def _cookies() -> re.Pattern[str]:
    return re.compile(r"ookie:(?<=[Cc]ookie:)[ \t]{0,4}([^\s\"'][^\n\"']{16,4000})")


@cache
def _cookie() -> re.Pattern[str]:
    return re.compile(r"(?<=[ ;:])([\w.-]{2,60})=([\w%.~+/-]{16,2000})(?=[;\s]|$)")


@cache
def _named() -> re.Pattern[bytes]:
    return re.compile(rb"[\w.@+-]{1,60}:")


@cache
def _basic() -> re.Pattern[str]:
    return re.compile(r"basic ([a-z0-9+/]{8,400}={0,2})")
