# ruff: noqa: E501 - tables read best with a row on a line
"""Files that are secret as a whole, told by their names."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from assistant.pattern import pattern

# A pattern for the last part of the name, in lower case; what such a file is.
_FILES = (
    ("env", "an environment file"), (".env[._-]*", "an environment file"), ("*.env", "an environment file"),
    (".envrc", "an environment file"), (".flaskenv", "an environment file"), (".dev.vars", "an environment file"),
    ("id_rsa*", "a private key"), ("id_dsa*", "a private key"), ("id_ecdsa*", "a private key"),
    ("id_ed25519*", "a private key"), ("*_rsa", "a private key"), ("*_ed25519", "a private key"),
    ("ssh_host_*_key", "a private key"), ("deploy_key", "a private key"), ("*private_key", "a private key"),
    ("*private-key", "a private key"), ("*.keytab", "a private key"), ("wg[0-9]*.conf", "a VPN configuration"),
    ("*.pem", "a key or a certificate"), ("*.key", "a private key"), ("*.ppk", "a private key"),
    ("*.p12", "a key store"), ("*.pfx", "a key store"), ("*.p8", "a private key"), ("*.jks", "a key store"),
    ("*.keystore", "a key store"), ("*.kdbx", "a password store"), ("*.kdb", "a password store"),
    ("*.agekey", "a private key"), ("*.asc", "a key"), ("*.gpg", "a key"), ("*.ovpn", "a VPN configuration"),
    ("credentials", "a credentials file"), ("credentials.*", "a credentials file"),
    ("*credentials.json", "a credentials file"), ("credentials.toml", "a credentials file"),
    ("secrets.*", "a secrets file"), ("secret.*", "a secrets file"), ("*.secrets", "a secrets file"),
    ("*.secret", "a secrets file"), ("*[_-]secret.y*ml", "a secrets file"), ("*[_-]secrets.y*ml", "a secrets file"),
    ("*[_-]secrets.json", "a secrets file"), ("client_secret*.json", "a credentials file"),
    ("*_credentials", "a credentials file"), (".smbcredentials", "a credentials file"), ("token.json", "a token file"),
    ("service-account*.json", "a service account key"), ("service_account*.json", "a service account key"),
    ("serviceaccount*.json", "a service account key"), ("*-sa.json", "a service account key"),
    ("*firebase-adminsdk*.json", "a service account key"), ("passwords.*", "a password file"),
    ("password.txt", "a password file"), ("passwd.txt", "a password file"), ("* passwords.csv", "a password file"),
    (".netrc", "a login file"), ("_netrc", "a login file"), (".pgpass", "a login file"), ("pgpass.conf", "a login file"),
    (".my.cnf", "a login file"), (".npmrc", "a registry login"), (".pypirc", "a registry login"),
    (".dockercfg", "a registry login"), (".git-credentials", "a login file"), ("kubeconfig", "a cluster login"),
    ("kubeconfig.y*ml", "a cluster login"), ("*.kubeconfig", "a cluster login"), (".htpasswd", "a password file"),
    (".htdigest", "a password file"), ("shadow", "a password file"), ("gshadow", "a password file"),
    ("*.tfstate", "a Terraform state"), ("*.tfstate.backup", "a Terraform state"), ("*.tfvars", "Terraform values"),
    ("*.tfvars.json", "Terraform values"), (".terraformrc", "a registry login"), ("terraform.rc", "a registry login"),
    (".vault-token", "a Vault token"), (".vault[_-]pass*", "a password file"), ("vault[_-]pass*.txt", "a password file"),
    (".*_history", "a history"), ("fish_history", "a history"), (".token", "a token file"),
    ("master.key", "a Rails key"), ("wp-config.php", "a WordPress configuration"), ("*.mobileprovision", "a profile"),
    ("token", "a token file"), (".s3cfg", "a login file"), (".boto", "a login file"), ("htpasswd", "a password file"),
    (".mylogin.cnf", "a login file"), (".authinfo", "a login file"), (".msmtprc", "a login file"), ("rclone.conf", "a login file"),
    (".databrickscfg", "a login file"), ("local.settings.json", "a secrets file"), ("logins.json", "a password store"),
)  # fmt: skip
_PATHS = (
    (".aws/config", "a credentials file"), (".docker/config.json", "a registry login"), (".kube/config", "a cluster login"),
    ("gcloud/application_default_credentials.json", "a credentials file"), (".config/gh/hosts.yml", "a GitHub login"),
    (".m2/settings.xml", "a registry login"), (".gem/credentials", "a registry login"),
    (".m2/settings-security.xml", "a registry login"), (".gradle/gradle.properties", "a registry login"),
    (".composer/auth.json", "a registry login"), (".codex/auth.json", "a login file"), (".kaggle/kaggle.json", "a login file"),
    (".azure/accesstokens.json", "a token file"), ("kubernetes/admin.conf", "a cluster login"),
)  # fmt: skip
# Endings of source code and documentation, whose content tells: not of shells, whose files set what they are named for.
_SOURCES = (
    "adoc", "c", "cc", "cjs", "clj", "cpp", "cs", "css", "cxx", "dart", "el", "erl", "ex", "exs", "fs", "gleam", "go",
    "graphql", "groovy", "h", "hpp", "hs", "html", "java", "jl", "js", "jsx", "kt", "kts", "less", "lua", "md", "mjs", "ml",
    "mli", "nim", "nix", "php", "pl", "pm", "proto", "py", "pyi", "r", "rb", "rs", "rst", "sass", "scala", "scss", "svelte",
    "swift", "tex", "tf", "ts", "tsx", "vue", "zig",
)  # fmt: skip
# The longest plain part of each pattern: it is compiled for a name alone that holds this.
_PLAIN = [max(glob.replace("[", "*").replace("]", "*").split("*"), key=len) for glob, _ in _FILES]
_NAMED_FOR_SECRETS = ("credentials.*", "secrets.*", "secret.*", "passwords.*")
_BY_CONTENT = ("*.pem", "*.key")
_EXAMPLES = (".example", ".sample", ".template", ".dist", ".tpl", ".defaults", ".tmpl")
_PUBLIC = (
    ".pub", "example.env", "sample.env", ".example.yml", ".example.yaml", ".example.json", ".example.toml",
)  # fmt: skip
_OF_SSH = ("config", "known_hosts", "authorized_keys", "environment")  # what holds no key in .ssh
# What editors, tools and hands add to the name of a copy.
_COPY = pattern(
    r"\#(.+)\#|\.\#(.+)|(.+)\.sw[a-p]"
    r"|(.+?)(?:[~%]|(?<=shadow)-|\.~?\d+~?|[._ -](?:bac?k|backup|copy|old|orig|original|prev|save|saved|tmp)[._-]?\d*)"
)

_STYLE = r"(?:\x1b\[[\d;]*m)*+"
_NAME = r"([^\t\n\r\x1b]++).*+\n"
_CHANGED = pattern(rf"^{_STYLE}--- {_NAME}{_STYLE}\+\+\+ {_NAME}(?={_STYLE}@@)", re.MULTILINE)
_PUBLIC_BLOCK = pattern(
    r"-----BEGIN ((?:[A-Z0-9]+ )*(?:CERTIFICATE(?: REQUEST)?|PUBLIC KEY|X509 CRL|PARAMETERS))-----[^-]*-----END \1-----"
)
_OF_KEY = pattern(r"[A-Za-z0-9+/=_-]{16}")  # what a line of a key, or a passphrase, may look like
_IN_DIGITS = pattern(
    r"^(?:[0-9a-fA-F]{6,16}: ?)?[0-9a-fA-F]{2,8}(?:[ :][0-9a-fA-F]{2,8}){2}", re.MULTILINE
)  # bytes
_SEVERAL = 3  # words of a line that is no key
_LINE = pattern(r"^[ +-](.*)", re.MULTILINE)
_SIDE = pattern(r"[a-z]/")  # what git puts before the names of the old and the new file


def changed_files(text: str) -> Iterator[tuple[str, str]]:
    """Give the files of which a text shows what changed, as git and diff write it: names (in quotes as they are), lines."""
    headings = list(_CHANGED.finditer(text))
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    for heading, end in zip(headings, ends, strict=False):
        lines = "\n".join(_LINE.findall(text, heading.end(), end))
        for name in map(str.strip, heading.groups()):
            plain = name.strip('"')
            side = _SIDE.match(plain)
            yield plain[side.end() :] if side else plain, lines


def guarded_file(name: str, text: str = "") -> str | None:
    """Say why a whole file of this name should only be sent after a yes ("a private key"), or None.

    A key or a certificate needs none where its `text` is plainly no private key.

    A copy's name (``.env~``, ``id_rsa.bak``, ``.netrc.old.2``) says what the copied file's says. Examples of such
    files (``.env.example``) and public keys need none.
    """
    path = name.replace("\\", "/").lower()
    folder, slash, last = path.rpartition("/")
    while copied := _COPY.fullmatch(last):
        last = copied[copied.lastindex or 0]
    if last.endswith((*_EXAMPLES, *_PUBLIC)):
        return None
    path = f"/{folder}{slash}{last}"
    for ending, reason in _PATHS:
        if path.endswith(f"/{ending}"):
            return reason
    if path.endswith(f"/.ssh/{last}") and last and not last.startswith(_OF_SSH):
        return "a private key"
    for plain, (glob, reason) in zip(_PLAIN, _FILES, strict=True):
        if plain in last and (fnmatchcase(last, glob) or fnmatchcase(last.removeprefix("."), glob)):
            if glob in _NAMED_FOR_SECRETS and last.endswith(tuple(f".{ending}" for ending in _SOURCES)):
                continue
            if glob in _BY_CONTENT and last != "master.key" and _is_no_private_key(text):
                continue
            return reason
    return None


def _is_no_private_key(text: str) -> bool:
    """Tell whether a text holds certificates and public keys alone, or is lines of several words each."""
    outside = _PUBLIC_BLOCK.sub("", text)
    if "-----" in outside or _OF_KEY.search(outside):
        return False
    lines = [line.split() for line in outside.splitlines() if line.strip()]
    if not lines:
        return outside != text
    words = [word.strip(":") for line in lines for word in line]
    if all(word.isalpha() and word.islower() for word in words) or _IN_DIGITS.search(outside):
        return False  # a wallet's words, a dump
    return all(len(words) >= _SEVERAL for words in lines) and (outside != text or len(lines) > 1)
