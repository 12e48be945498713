# ruff: noqa: E501 - tables read best with a row on a line
"""Files that are secret as a whole, told by their names."""

from fnmatch import fnmatchcase

# A pattern for the last part of the name, in lower case; what such a file is.
_FILES = (
    (".env", "an environment file"), (".env.*", "an environment file"), ("*.env", "an environment file"),
    (".envrc", "an environment file"), ("id_rsa", "a private key"), ("id_dsa", "a private key"),
    ("id_ecdsa", "a private key"), ("id_ecdsa_sk", "a private key"), ("id_ed25519", "a private key"),
    ("id_ed25519_sk", "a private key"), ("*_rsa", "a private key"), ("*_ed25519", "a private key"),
    ("*.pem", "a key or a certificate"), ("*.key", "a private key"), ("*.ppk", "a private key"),
    ("*.p12", "a key store"), ("*.pfx", "a key store"), ("*.p8", "a private key"), ("*.jks", "a key store"),
    ("*.keystore", "a key store"), ("*.kdbx", "a password store"), ("*.kdb", "a password store"),
    ("*.agekey", "a private key"), ("*.asc", "a key"), ("*.gpg", "a key"), ("*.ovpn", "a VPN configuration"),
    ("credentials", "a credentials file"), ("credentials.*", "a credentials file"),
    ("*credentials.json", "a credentials file"), ("credentials.toml", "a credentials file"),
    ("secrets.*", "a secrets file"), ("secret.*", "a secrets file"), ("*.secrets", "a secrets file"),
    ("*.secret", "a secrets file"), ("service-account*.json", "a service account key"),
    ("service_account*.json", "a service account key"), ("*-sa.json", "a service account key"),
    (".netrc", "a login file"), ("_netrc", "a login file"), (".pgpass", "a login file"), ("pgpass.conf", "a login file"),
    (".my.cnf", "a login file"), (".npmrc", "a registry login"), (".pypirc", "a registry login"),
    (".dockercfg", "a registry login"), (".git-credentials", "a login file"), ("kubeconfig", "a cluster login"),
    ("*.kubeconfig", "a cluster login"), (".htpasswd", "a password file"), ("shadow", "a password file"),
    ("*.tfstate", "a Terraform state"), ("*.tfstate.backup", "a Terraform state"), ("*.tfvars", "Terraform values"),
    (".vault-token", "a Vault token"), (".bash_history", "a shell history"), (".zsh_history", "a shell history"),
    ("master.key", "a Rails key"), ("wp-config.php", "a WordPress configuration"), ("*.mobileprovision", "a profile"),
    ("token", "a token file"), (".s3cfg", "a login file"), (".boto", "a login file"), ("htpasswd", "a password file"),
)  # fmt: skip
_PATHS = (
    (".aws/config", "a credentials file"), (".docker/config.json", "a registry login"), (".kube/config", "a cluster login"),
    ("gcloud/application_default_credentials.json", "a credentials file"), (".config/gh/hosts.yml", "a GitHub login"),
    (".m2/settings.xml", "a registry login"), (".gem/credentials", "a registry login"),
)  # fmt: skip
_EXAMPLES = (".example", ".sample", ".template", ".dist", ".tpl", ".defaults", ".tmpl")
_PUBLIC = (".pub",)


def guarded_file(name: str) -> str | None:
    """Say why a whole file of this name should only be sent after a yes ("a private key"), or None.

    Examples of such files (``.env.example``) and public keys need none.
    """
    path = name.replace("\\", "/").lower()
    last = path.rsplit("/", 1)[-1]
    if last.endswith((*_EXAMPLES, *_PUBLIC)):
        return None
    for ending, reason in _PATHS:
        if path == ending or path.endswith("/" + ending):
            return reason
    for pattern, reason in _FILES:
        if fnmatchcase(last, pattern):
            return reason
    return None
