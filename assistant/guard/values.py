"""Judge a value alone: does it only point at a secret, is it one wherever one is expected."""

from functools import lru_cache

from assistant.guard.labels import say_labels
from assistant.guard.made_up import made_up, may_be_made_up
from assistant.guard.randomness import (
    HEXADECIMAL,
    changes_in,
    digits_in,
    is_generated,
    is_jumbled,
    is_mangled,
    is_tangled,
    is_wordy,
    looks_random,
)
from assistant.pattern import pattern

_FILES = frozenset((
    "pem", "key", "crt", "cer", "json", "yml", "yaml", "txt", "env", "js", "ts", "py", "p12", "pfx", "jks", "go", "rb",
    "toml", "htm", "html", "css", "png", "svg", "jpg", "jpeg", "gif", "pdf", "zip", "gz", "tar", "bin", "csv", "log",
    "xml", "md", "war", "jar", "ova", "iso", "img", "deb", "rpm", "exe", "dll", "whl", "tgz", "xz", "zst", "parquet",
    "mp3", "mp4",
))  # fmt: skip
_FRAMEWORKS = (50, 64)  # characters of Django's keys and of WordPress's salts
_INSECURE = "django-insecure-"  # what Django writes before the keys it makes
_PLAIN_FORMS = ("eyJ", "RW", "0x", "Ag", "Iv23")  # what `_FORM` of letters and digits alone begins with
_ALPHANUMERIC = (*_PLAIN_FORMS, "B")  # or may begin with
_FORMS = (*_PLAIN_FORMS, "x-", "t=", "Iv1.")  # what `_FORM` begins with, or how long it is
_FORM_SIZES = (27, 87)  # characters
_CERTAIN = range(20, 65)  # characters of a word that `is_certain` can judge
_LONG = 20  # digits of a hexadecimal number that is no id
_SHORTER = range(10, 20)  # characters of a word of all kinds that `is_generated` can judge
_VERSION = r"[\^~<>=v]{0,2}\d+\.(?:\d+|(?:second|minute|hour|day|week|month|year)s?\b)"  # or an address
_POINTERS = (
    "{{", "<", "%(", "#{", "@{", "`", "arn:", "vault:", "vault/", "ssm:", "op://", "enc[", "{cipher}", "keyring:",
    "sm://", "secret://", "aws-sm:", "gcp-sm:", "ref+", "file:", "file(", "/run/", "/var/", "/etc/", "/usr/", "/opt/",
    "/home/", "/proc/", "/mnt/", "/srv/", "env:", "env.", "env[", "env(",
    "os.", "process.", "http://", "https://", "data:", "!ref", "!sub", "!vault", "sha1-", "sha1:", "sha256-",
    "sha256:", "sha384-", "sha384:", "sha512-", "sha512:", "md5:", "ssh-rsa", "ssh-ed25519", "ecdsa-", "aaaab3nza",
    "aaaac3nza", "aaaae2vj", "miibijan", "mfkwewyhkoz", "ls0tls1crudjtibdrv", "ls0tls1crudjtibqvu", "ivborw0kggo",
    "/9j/", "r0lgod", "uesdb", "jvberi", "d09gr", "begin:", "-----", "projects/", "secretsmanager:",
    "parameterstore:", "resolve:", "kms:", "age1", "keychain:", "bws:", "doppler:", "infisical:", "conjur:", "akv:",
    "pk.eyj", "pk_live_", "pk_test_", "phc_", "sb_publishable_", "encrypted:", "uuid=", "secret/data", "secrets/",
    "secrets.", "var.", "local.", "module.", "azurerm_", "aws_", "google_", "random_", "lookup(", "self.", "this.",
    "args.", "config.", "settings.", "keyvault", "@microsoft.keyvault", "%env(", "$", "pbkdf2_sha", "pbkdf2:",
    "scrypt:", "{ssha}", "{sha}", "{bcrypt}", "bcrypt_sha", "argon2", "scram-sha-", "crypt$", "*/", "//", "/*", "&",
    "\\u00ab",
)  # fmt: skip
_IDS = (".apps.googleusercontent.com",)  # what ends the id of a client
_WORDED_POINTERS = tuple(pointer for pointer in _POINTERS if any(map(str.isalpha, pointer)))
_BEGINNINGS = frozenset(pointer[:2] for pointer in _POINTERS)
_ALPHANUMERIC_POINTERS = tuple(filter(str.isalnum, _POINTERS))
_KNOWN = (*_ALPHANUMERIC_POINTERS, *map(str.lower, _PLAIN_FORMS))
# What points elsewhere and begins with a sign.
_SIGNED_REFERENCE = pattern(
    r"[%$]\{?[A-Za-z_]\w*[}%]?$"  # $TOKEN, ${TOKEN}, %TOKEN%
    r"|%[sdrv~]|\{[\w.\-]*\}|\{[\w.]+\([\w.,() '\"]*\)\}$|\{\{"  # {token}
    r"|\[[\w .\-]+\]{0,2}$|<[^>]*>"  # [token], <token>
    r"|@\w+$|:\w+$|\?[A-Za-z_\\]+$"  # ?array, a type
    r"|\^|\(|\\[dwsbu]|#[a-z]|#(?:[\da-fA-F]{3,4}){1,2}$|\*"  # a regular expression, a selector
    r"|[,+)][\w.?]*[),]|\.{0,2}/[\w.\-]+/|\.{1,2}/|~/|/[\w\-]+(?:\.\w+)?$"  # a path
    rf"|{_VERSION}"
)
# What hashes, encodes or encrypts a value, or the type of its column.
_METHOD = pattern(
    r"(?:(?:hmac)?sha|md|base|utf|latin|pbkdf|b?crypt|scrypt|argon|aes|rsa|hmac|[ehpr]s|x|ecdh|curve|ed|oauth|u?int|float)"
    r"(?:[1-8]|16|32|58|64|85|128|160|192|224|25[56]|384|512|2048|4096|448|25519)(?:mb\d|url|b|cbc|gcm)?"
    r"|n?varchar\d{1,4}"
)
_PATH = pattern(r"[\w\-./]+")
# What points elsewhere, begins with a letter or a digit and is joined by a sign.
_REFERENCE = pattern(
    r"[A-Za-z_][\w\-]*+(?:\.[A-Za-z_][\w\-]*+)*+(?:\(|\[(?:[^\]]*\]|[\w\[., =@:$-]*$))|[A-Za-z]:\\"  # a call, a path
    r"|[A-Za-z_]\w*+(?:(?:\.|->|::|\?\.)[A-Za-z_]\w*+)++$"  # an attribute
    r"|[a-z_]+(?:\|[a-z_]+(?::[\w,]+)?)+$"  # rules for a form
    r"|[\w./-]+\.html#[\w.-]+$"  # a place in a page
    r"|\d{1,5}/(?:tcp|udp|sctp|dccp)$"  # a port
    r"|[A-Za-z]++(?:\\u[\da-fA-F]{4}[A-Za-z]*+)++$"  # a word with letters that a string escapes
    rf"|{_VERSION}"
)
# What has a form of its own and is no secret.
_FORM = pattern(
    r"[A-Z]{14}-[A-Z]{10}-[A-Z]$"  # the name of a chemical
    r"|eyJ[\w-]{10,60}\.?$"  # the head of a web token alone
    r"|Ag(?:[A-D][A-Za-z0-9+/]{24}|[A-Za-z0-9+/]{300})"  # what a SealedSecret holds: the length of its key first
    r"|RW[A-Za-z0-9+/]{54}$"  # a public key of minisign
    r"|x-[a-z]+(?:-[a-z\d]+)+$"  # the name of a header
    r"|t=\d{9,11},v\d="  # a signature and its time
    r"|0x(?:[0-9a-fA-F]{1,16}[uUlL]{0,3}|[0-9a-fA-F]{40})(?:,\S*)?$"  # a number, an address on a chain of blocks
    r"|Iv1\.[\da-f]{16}$|Iv23[A-Za-z\d]{16}$"  # a client of GitHub
    r"|B[A-Za-z0-9_-]{86}$"  # a public key of Web Push: the point of an elliptic curve
)
# Words joined by dots, with a digit within one of them, a year behind one or a capital word with a number at the end:
# no attribute.
_DOTTED_PASSWORD = pattern(
    r"(?!(?:oauth2|utf8|[a-z]?\d)\b)(?=(?:[A-Za-z]++\.)*(?:[A-Z]?[a-z]*\d[a-z]{2}|[A-Z][a-z]+(?:_?\d{1,4}$|(?:19|20)\d\d\.)))(?:[A-Za-z][A-Za-z\d]*\.){1,4}"
    r"(?!Password|Secret|Token|Key\d)[A-Za-z]\w*"
)
_PASSWORD_HASH = pattern(r"\$(?:(?:[156y]|1[ac]|apr1)\$[\w./=,]{1,60}\$|[89]\$)[\w./$=,*-]{12,}")
_CHARACTER_CLASS = pattern(
    r"\[(?=[^\[\]\s]{0,200}?(?:\w-\w|\\[dws]))[^\]\s]{0,200}+\](?:\{\d|[+*?$)\[(.]|$)"
)  # of a regular expression
_ATTRIBUTE = pattern(r"\w{6,}\.\w{12,}")
_NUMBERED_WORDS = pattern(
    r"[a-z]{4,}\.[a-z]{4,}\d{2,4}(?<![a-z]16|[a-z]32|[a-z]64)(?<![a-z]128|[a-z]256|[a-z]384|[a-z]512)"
)  # no size
_FRAMEWORK_KEY = pattern(
    r"[a-z0-9!@#$%^&*(\-_=+)]{50}|(?=(?:\D*\d){3})(?=(?:\w*[^\w\s]){5})(?!.*[${]\{)[ -~]{64}"
)
_DOLLAR_PASSWORD = pattern(
    r"[$&](?![{(]|\d?[abxy]?\$|[a-z]\w{4,12}\$)(?=[^\s]*\d)(?=[^\s]*[!@#%^&*?+=~-])[^\s{}]{8,}$"
)
_DOLLAR_WORD = pattern(
    r"\$(?:[A-Za-z][a-z]{2,20}(?:19|20)\d\d[!?]?|(?=[A-Za-z]*\d)[A-Za-z\d]{4,20}!)$"
)  # no variable
# What a generator made may begin with a sign: "*JPD3sTLdx7!4ddJ", "@y1gO48p1aV7rkuQ".
_SIGNED_PASSWORD = pattern(
    r"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=.[^\d!@#%^*+=?~&-]*[\d!@#%^*+=?~&-])[@*:^#%.][\w!@#%^*+=?~&-]{7,60}"
)
_DIGIT_IN_WORD = pattern(r"[A-Za-z]\d[A-Za-z]")  # "@nch0rTide33"


@lru_cache(maxsize=4096)
def points_elsewhere(value: str) -> bool:
    """Tell whether a value is only a way to the secret: a variable, a template, a path, a call; or a hash of it.

    Hashes of passwords but those of Unix and of network devices, which are soon undone, integrity hashes, certificates,
    public keys and images are taken for harmless too.
    """
    if len(value) in _FRAMEWORKS and _FRAMEWORK_KEY.fullmatch(value):
        return False
    if value.startswith(_INSECURE):
        return False
    if value.endswith(_IDS):
        return True
    if value.isalnum() and not value.startswith(_ALPHANUMERIC):
        lowered = value.lower()
        return lowered.startswith(_ALPHANUMERIC_POINTERS) or _METHOD.fullmatch(lowered) is not None
    if value.startswith("$") and (_PASSWORD_HASH.match(value) or _DOLLAR_WORD.match(value)):
        return False
    lowered = value.lower().lstrip("\"'")
    if (lowered[:2] in _BEGINNINGS or lowered[:1] in _BEGINNINGS) and lowered.startswith(_POINTERS):
        chosen = value[:1] in ("$", "&") and value[1:2] not in ("{", "(") and _DOLLAR_PASSWORD.match(value)
        if not chosen:
            return True
    if "${" in value or "{{" in value or "](" in value or "$(" in value.replace("$$(", ""):
        return True
    if "[" in value and _CHARACTER_CLASS.search(value):
        return True
    if value.startswith("/") and looks_random(value) and "." not in value and len(value) >= 24:
        return False  # base64 with a slash in front
    return _refers(value)


def is_random_secret(value: str) -> bool:
    """Tell what looks random, is not made up and points nowhere: a secret wherever one is expected."""
    return is_sure(value) or (looks_random(value) and not made_up(value) and not points_elsewhere(value))


def is_sure(value: str, *, promised: bool = False) -> bool:
    """Tell at a glance some values that are a secret for any name that may mean one, or for one that promises it."""
    if not (value.isalnum() and value.isascii()):
        made = promised and (_is_base64(value) or _is_generated(value))
    elif len(value) in _CERTAIN and is_certain(value):
        return True
    else:
        made = promised and _is_made(value)
    return (
        made and not may_be_made_up(value.lower()) and not (value.startswith(_FORMS) and _FORM.match(value))
    )


def _is_generated(value: str) -> bool:
    return (is_jumbled(value) or is_generated(value)) and not value.lower().startswith(_WORDED_POINTERS)


def _is_made(word: str) -> bool:
    """Tell at a glance letters and digits that are random: a long hexadecimal number, or up to 19 of all kinds."""
    if word.find(word[:3], 3) > 0:
        return False
    if not word.strip(HEXADECIMAL):
        return len(word) >= _LONG and len(set(word)) > 8 and not word.isalpha()
    if len(word) not in _SHORTER or word[1:-5].isalpha() or changes_in(word) <= len(word) * 0.25:
        return False
    lowered = word.lower()
    return not (lowered.startswith(_KNOWN) or "pass" in lowered or "token" in lowered or "secret" in lowered)


def _is_base64(value: str) -> bool:
    """Tell at a glance base64 with a slash or a plus sign that changes as no path does."""
    word = value.rstrip("=").replace("/", "").replace("+", "")
    if not 30 <= len(word) < 100 or not word.isalnum() or not word.isascii():
        return False
    return changes_in(word) > len(word) * 0.27 and not value.lower().startswith(_POINTERS)


def is_certain(word: str) -> bool:
    """Tell at a glance letters and digits, 20 to 64, that are a secret for any name that promises one.

    They change from one kind to another more often than those of words do, and hold nothing that is known.
    """
    if changes_in(word) < len(word) * 0.2 or word[1:-5].isalpha() or word.find(word[:3], 3) > 0:
        return False
    # Behind two letters a hexadecimal number is an id, such as those of messages.
    if len(word.strip(HEXADECIMAL)) <= 2 or word.islower() or word.isupper():
        return False
    lowered = word.lower()
    return not (lowered.startswith(_KNOWN) or (may_be_made_up(lowered) and made_up(word)))


def _refers(value: str) -> bool:
    """Tell the path of a file, or a reference that no password looks like."""
    signed = not (value[:1].isalnum() or value[:1] == "_")
    file = value.rpartition(".")[2] in _FILES and _PATH.fullmatch(value)
    if not file and not (_SIGNED_REFERENCE.match(value) if signed else _is_reference(value)):
        return False
    spelled = signed and digits_in(value) > 2 and _DIGIT_IN_WORD.search(value)
    if signed and _SIGNED_PASSWORD.fullmatch(value) and (spelled or not is_wordy(value, 0.5)):
        return False
    if "." in value and _DOTTED_PASSWORD.fullmatch(value):
        return False
    if "." in value and not value.startswith("eyJ") and (is_tangled(value) or is_mangled(value)):
        return False
    if _NUMBERED_WORDS.fullmatch(value) and not say_labels(value):
        return False
    return not (digits_in(value) >= 4 and _ATTRIBUTE.fullmatch(value) and looks_random(value))


def _is_reference(value: str) -> bool:
    """Tell what points elsewhere and begins with a letter or a digit: joined by a sign, or of a form of its own."""
    if _REFERENCE.match(value):
        return True
    return (value.startswith(_FORMS) or len(value) in _FORM_SIZES) and _FORM.match(value) is not None
