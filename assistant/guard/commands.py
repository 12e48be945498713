"""Passwords on command lines and in request headers: ``curl -u name:password``, ``Authorization: Bearer ...``."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.guard.finding import Hit
from assistant.guard.shapes import is_encoded_login
from assistant.guard.values import looks_random, made_up, points_elsewhere

_VALUE = r"""(?:"([^"\s]{3,200})"|'([^'\s]{3,200})'|([^\s"'`;|&<>,)]{3,200}))"""
_GAP = r"[^\n;|]{0,200}?"
# kind; label; a word that must be there at all; the expression, whose last group that matched is the secret.
_COMMANDS = (
    ("CURL_PASSWORD", "curl password", "curl", rf"\bcurl\b[^\n|]{{0,400}}?\s(?:-u\s*|--(?:proxy-)?user[ =])[\"']?[^\s:\"']{{0,80}}:([^\s\"']{{3,200}})"),
    ("HTTP_PASSWORD", "password", "http", rf"\bhttps?\b{_GAP}\s(?:-a|--auth)[ =][\"']?[^\s:\"']{{1,80}}:([^\s\"']{{3,200}})"),
    ("MYSQL_PASSWORD", "MySQL password", "mysql", rf"\bmysql(?:dump|admin|import|show|check|sh)?\b{_GAP}\s-p{_VALUE}"),
    ("MYSQL_PASSWORD", "MariaDB password", "mariadb", rf"\bmariadb(?:-dump|-admin)?\b{_GAP}\s-p{_VALUE}"),
    ("SQL_PASSWORD", "SQL password", "IDENTIFIED", r"\bIDENTIFIED\s+(?:WITH\s+[\w'\"]{1,40}\s+)?(?:BY|AS)\s+(?:PASSWORD\s+)?['\"]?([^\s'\";]{3,200})"),
    ("SQL_PASSWORD", "SQL password", "identified", r"\bidentified\s+(?:with\s+[\w'\"]{1,40}\s+)?(?:by|as)\s+(?:password\s+)?['\"]?([^\s'\";]{3,200})"),
    ("LOGIN_PASSWORD", "login password", "auth", r"\b(?:auth|basic_auth)\s*=\s*(?:aiohttp\.BasicAuth)?\(\s*[rbu]?[\"'][^\"'\n]{1,80}[\"']\s*,\s*[\"']([^\"'\s]{3,200})[\"']"),
    ("LOGIN_PASSWORD", "login password", "BasicAuth", r"BasicAuth\(\s*[\"'][^\"'\n]{1,80}[\"']\s*,\s*[\"']([^\"'\s]{3,200})[\"']"),
    ("LOGIN_PASSWORD", "login password", "login(", r"\blogin\(\s*[\w.]{0,40}[\"']?[^\"'\n()]{0,80}[\"']?\s*,\s*[\"']([^\"'\s]{3,200})[\"']\s*\)"),
    ("LOGIN_PASSWORD", "login password", "Credential", r"Credentials?\(\s*[\"'][^\"'\n]{1,80}[\"']\s*,\s*[\"']([^\"'\s]{3,200})[\"']"),
    ("DB_PASSWORD", "database password", "onnect", r"[cC]onnect(?:ion)?\(\s*[^,\n()]{1,200},\s*[\"'][^\"'\n]{1,80}[\"']\s*,\s*[\"']([^\"'\s]{3,200})[\"']"),
    ("MQTT_PASSWORD", "MQTT password", "mosquitto_", rf"\bmosquitto_(?:pub|sub)\b{_GAP}\s-P\s*{_VALUE}"),
    ("FTP_PASSWORD", "FTP password", "lftp", rf"\blftp\b{_GAP}\s-u\s*[^\s,]{{1,80}},{_VALUE}"),
    ("WINDOWS_PASSWORD", "Windows password", "net user", rf"\bnet user\s+\S{{1,80}}\s+{_VALUE}\s+/add"),
    ("KICKSTART_PASSWORD", "root password", "rootpw", rf"\brootpw\s+(?:--plaintext\s+)?{_VALUE}"),
    ("ENABLE_PASSWORD", "device password", "password ", rf"(?m)^\s*(?:enable|username\s+\S{{1,60}}(?:\s+privilege\s+\d+)?)\s+(?:password|secret)\s+(?:0\s+)?{_VALUE}\s*$"),
    ("SSH_PASSWORD", "ssh password", "sshpass", rf"\bsshpass\s+-p\s*{_VALUE}"),
    ("REDIS_PASSWORD", "Redis password", "redis-cli", rf"\bredis-cli\b{_GAP}\s-a\s+{_VALUE}"),
    ("REDIS_PASSWORD", "Redis password", "requirepass", rf"\b(?:requirepass|masterauth)\s+{_VALUE}"),
    ("DOCKER_PASSWORD", "registry password", "login", rf"\b(?:docker|podman|helm|az|oras|skopeo|crane|buildah|nerdctl|oc|cf)\b[^\n;|]{{0,60}}?"
     rf"\blogin\b{_GAP}\s-p\s+{_VALUE}"),
    ("MONGO_PASSWORD", "MongoDB password", "mongo", rf"\bmongo(?:sh|dump|restore|export|import)?\b{_GAP}\s-p\s+{_VALUE}"),
    ("SQL_PASSWORD", "SQL Server password", "sqlcmd", rf"\bsqlcmd\b{_GAP}\s-P\s*{_VALUE}"),
    ("SQL_PASSWORD", "SQL Server password", "bcp ", rf"\bbcp\s{_GAP}\s-P\s*{_VALUE}"),
    ("LDAP_PASSWORD", "LDAP password", "ldap", rf"\bldap(?:search|modify|add|delete|whoami|passwd)\b{_GAP}\s-w\s*{_VALUE}"),
    ("SMB_PASSWORD", "SMB password", "smbclient", rf"\bsmbclient\b{_GAP}\s-U\s*[\"']?[^\s%\"']{{1,80}}%([^\s\"']{{3,200}})"),
    ("ORACLE_PASSWORD", "Oracle password", "sqlplus", r"\bsqlplus\b(?:\s+-\w+){0,3}\s+[\"']?[\w$]{1,60}/([^\s@\"'/]{3,100})@"),
    ("ORACLE_PASSWORD", "Oracle password", "jdbc:oracle", r"jdbc:oracle:(?:thin|oci):[\w$]{1,60}/([^\s@\"'/]{3,100})@"),
    ("WINDOWS_PASSWORD", "Windows password", "net use", rf"\bnet use\b{_GAP}/user:\S{{1,80}}\s+{_VALUE}"),
    ("WINDOWS_PASSWORD", "Windows password", "cmdkey", rf"\bcmdkey\b{_GAP}/pass:{_VALUE}"),
    ("WINDOWS_PASSWORD", "Windows password", "ConvertTo-SecureString", rf"ConvertTo-SecureString\s+(?:-String\s+)?{_VALUE}"),
    ("ARCHIVE_PASSWORD", "archive password", "7z", rf"\b7za?\b{_GAP}\s-p{_VALUE}"),
    ("ARCHIVE_PASSWORD", "archive password", "zip", rf"\b(?:un)?zip\b{_GAP}\s-P\s*{_VALUE}"),
    ("OPENSSL_PASSWORD", "openssl password", "pass:", rf"\s-?-?(?:pass|passin|passout)[ =][\"']?pass:{_VALUE}"),
    ("HTTP_PASSWORD", "htpasswd password", "htpasswd", rf"\bhtpasswd\s+-[A-Za-z]*b[A-Za-z]*(?:\s+-\w+)?\s+\S{{1,100}}\s+\S{{1,80}}\s+{_VALUE}"),
    ("SUDO_PASSWORD", "sudo password", "sudo -", rf"\becho\s+(?:-n\s+)?{_VALUE}\s*\|\s*sudo\s+-\w*S"),
    ("USER_PASSWORD", "account password", "chpasswd", r"\becho\s+(?:-e\s+)?[\"']?[\w.-]{1,40}:([^\s\"'|]{3,100})[\"']?\s*\|\s*(?:sudo\s+)?chpasswd"),
    ("AWS_SECRET_KEY", "AWS secret key", "aws_secret", rf"\baws_secret_access_key\s+{_VALUE}"),
    ("NETRC_PASSWORD", "netrc password", "machine", rf"\bmachine\s+\S{{1,120}}\s+login\s+\S{{1,120}}\s+(?:account\s+\S{{1,80}}\s+)?password\s+(\S{{3,250}})"),
    ("RABBITMQ_PASSWORD", "RabbitMQ password", "rabbitmqctl", rf"\brabbitmqctl\b{_GAP}(?:add_user|change_password)\s+\S{{1,60}}\s+{_VALUE}"),
    ("VAULT_TOKEN", "Vault token", "vault login", rf"\bvault\s+login\s+(?:-\S+\s+){{0,3}}{_VALUE}"),
)  # fmt: skip


def commands(text: str) -> Iterator[Hit]:
    """Find every password that stands where a known command wants one."""
    for row, (kind, label, mark, _) in enumerate(_COMMANDS):
        if mark not in text:
            continue
        for found in _pattern(row).finditer(text):
            group = found.lastindex or 0
            value = found[group].rstrip("\\")
            if group and not made_up(value) and not points_elsewhere(value):
                start = found.start(group)
                yield Hit(start, start + len(value), "command", label, kind)


def headers(text: str, lowered: str) -> Iterator[Hit]:
    """Find what the Authorization header of a request carries, and bearer tokens anywhere.

    `lowered` is `text` in lower case, character for character.
    """
    if "authorization" in lowered:
        for found in _authorization().finditer(lowered):
            yield from _credential(text, found.start(2), found.end(2), found[1] or "")
    if "bearer " in lowered:
        for found in _bearer().finditer(lowered):
            yield from _credential(text, found.start(1), found.end(1), "bearer")
    if "basic " in lowered:
        for found in _basic().finditer(lowered):
            if is_encoded_login(text[found.start(1) : found.end(1)]):
                yield from _credential(text, found.start(1), found.end(1), "basic")


def _credential(text: str, start: int, end: int, scheme: str) -> Iterator[Hit]:
    value = text[start:end]
    if made_up(value) or points_elsewhere(value):
        return
    if scheme == "basic":
        if is_encoded_login(value):
            yield Hit(start, end, "authorization", "Basic credentials", "BASIC_AUTH")
    elif looks_random(value):
        yield Hit(start, end, "authorization", "Authorization header", "AUTH_TOKEN")


@cache
def _pattern(row: int) -> re.Pattern[str]:
    return re.compile(_COMMANDS[row][3])


@cache
def _authorization() -> re.Pattern[str]:
    return re.compile(
        r"authorization(?:\\?[\"'\]]){0,3}\s{0,4}(?:=>|[:=,])\s{0,4}[rbf]?\\?[\"'`]?"
        r"(?:(basic|bearer|token|bot|key|apikey|api-key|splunk|geniekey|negotiate|oauth|sharedkey|zoho-oauthtoken|ssws|pat)"
        r"\s{1,4}(?:token=)?[\"']?)?([a-z0-9\-._~+/:|]{8,2000}={0,2})"
    )


@cache
def _bearer() -> re.Pattern[str]:
    return re.compile(r"bearer\s{1,4}([a-z0-9\-._~+/|]{16,2000}={0,2})")


@cache
def _basic() -> re.Pattern[str]:
    return re.compile(r"basic ([a-z0-9+/]{8,400}={0,2})")
