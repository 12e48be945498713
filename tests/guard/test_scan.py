"""The guard finds what it should, and leaves alone what only looks like it."""

import pytest

from assistant.guard.files import guarded_file
from assistant.guard.finding import Allow, fingerprint
from assistant.guard.rules import rules
from assistant.guard.scan import scan
from assistant.guard.vault import Vault
from tests.guard.corpus import secrets
from tests.guard.forge import BASE64, HEX, LOWER, Case, Forge
from tests.guard.lookalikes import lookalikes


def _core(case: Case) -> str:
    """The part of a secret that must be gone: a key block keeps its first and last line."""
    return case.secret[40:-40] if "BEGIN" in case.secret else case.secret


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_at_least_97_of_100_secrets_are_gone_from_what_is_sent(seed: int) -> None:
    cases = secrets(seed)
    missed = [case.name for case in cases if _core(case) in Vault().redact(case.text)[0]]
    assert len(missed) <= len(cases) * 0.03, missed


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_at_most_3_of_100_lookalikes_are_taken_for_secrets(seed: int) -> None:
    cases = lookalikes(seed)
    false = [case.name for case in cases if scan(case.text)]
    assert len(false) <= len(cases) * 0.03, false


@pytest.mark.parametrize("case", secrets(3), ids=lambda case: case.name)
def test_what_was_replaced_comes_back(case: Case) -> None:
    vault = Vault()
    assert vault.restore(vault.redact(case.text)[0]) == case.text


def test_only_the_password_of_an_address_is_replaced_and_the_variable_names_it() -> None:
    password = Forge(1).password()
    text = f"A=1\nDATABASE_URL=postgres://app:{password}@db/x\n"
    redacted, findings = Vault().redact(text)
    assert redacted == "A=1\nDATABASE_URL=postgres://app:«secret:DB_PASSWORD_1»@db/x\n"
    assert [(finding.label, finding.line) for finding in findings] == [("DATABASE_URL", 2)]


def test_a_key_block_keeps_its_first_and_last_line() -> None:
    redacted, _ = Vault().redact(f"a\n{Forge(2).pem()}\nb\n")
    assert (
        redacted
        == "a\n-----BEGIN RSA PRIVATE KEY-----\n«secret:PRIVATE_KEY_1»\n-----END RSA PRIVATE KEY-----\nb\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "\n"),
        ("+", "\n"),
        ("-", "\n"),
        (" ", "\n"),
        ("> ", "\r\n"),
        ("", "\\n"),
        ('  "', '\\n" +\n'),
        ("# ", "\n"),
    ],
)
@pytest.mark.parametrize("kind", ["RSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK", "OpenVPN Static key V1"])
def test_the_end_of_a_key_block_is_a_key_without_its_beginning(kind: str, before: str, after: str) -> None:
    block = [
        *Forge(2).pem().replace("+", "x").splitlines()[1:-1],
        "kQ3x/aB==",
        "=Xy1z",
        f"-----END {kind}-----",
    ]
    for lines in range(4, len(block) + 1):
        shown = "".join(f"{before}{line}{after}" for line in block[-lines:])
        sent = f"{before}«secret:PRIVATE_KEY_1»{after}{before}{block[-1]}{after}"
        assert Vault().redact(f"a word, then\n{shown}b\n")[0] == f"a word, then\n{sent}b\n"


def difference(*lines: str) -> str:
    return "\n".join(
        ("--- a/k", "+++ b/k", "@@ -9,7 +9,7 @@ of", *lines, "--- a/a.py", "+++ b/a.py", "@@ -1 +1 @@", "+a")
    )


@pytest.mark.parametrize("length", [64, 70])
@pytest.mark.parametrize("marks", ["   -+   ", "+", "-+", "++++"])
@pytest.mark.parametrize("indent", ["", "    "])
def test_a_hunk_in_the_middle_of_a_key_shows_no_line_of_it(length: int, marks: str, indent: str) -> None:
    forge = Forge(length + len(marks))
    lines = [forge.some(BASE64, length) for _ in marks]
    text = difference(*(f"{mark}{indent}{line}" for mark, line in zip(marks, lines, strict=True)))
    sent, found = Vault().redact(text)
    assert [finding.label for finding in found] == ["private key"]
    assert not any(line[8:-8] in sent for line in lines)
    assert sent.startswith(text[:36])
    assert sent.endswith(text[-37:])


@pytest.mark.parametrize("marks", ["   ", "-+ ", "+++"])
def test_a_hunk_of_an_encrypted_key_shows_no_line_of_it(marks: str) -> None:
    forge = Forge(len(marks))
    lines = [forge.some(BASE64, 64) for _ in range(5)]
    head = ("Proc-Type: 4,ENCRYPTED", f"DEK-Info: AES-256-CBC,{forge.some(HEX, 32)}", "")
    for kept in (head, head[1:], head[2:]):
        text = difference(*map("".join, zip(marks, kept, strict=False)), *(f"+{line}" for line in lines))
        sent, found = Vault().redact(text)
        assert [finding.label for finding in found] == ["private key"]
        assert not any(line[8:-8] in sent for line in lines)


def test_a_line_of_a_key_that_heads_a_hunk_is_kept_here() -> None:
    lines = [Forge(seed).some(BASE64, 64) for seed in range(8)]
    for hunk in (("+def a():",), [f"+{line}" for line in lines[1:]]):
        text = difference(*hunk).replace("@@ of", f"@@ {lines[0]}")
        sent, found = Vault().redact(text)
        assert {finding.label for finding in found} == {"private key"}
        assert not any(line[8:-8] in sent for line in lines)


@pytest.mark.parametrize(
    ("alphabet", "length", "more"),
    [(HEX, 64, ""), (BASE64, 76, ""), (LOWER[:26], 64, ""), (BASE64, 64, "+def a():")],
)
def test_a_hunk_of_hashes_an_image_or_code_is_no_key(alphabet: str, length: int, more: str) -> None:
    forge = Forge(3)
    text = difference(*(f"+{forge.some(alphabet, length)}" for _ in range(5)), *((more,) if more else ()))
    assert "private key" not in [finding.label for finding in scan(text)]


@pytest.mark.parametrize("value", ['"@', "'@", "\"'@", "'x\"@"])
def test_a_quotation_mark_in_a_variable_ends_no_secret(value: str) -> None:
    forge = Forge(5)
    before, after = forge.some(LOWER, 5), forge.some(LOWER, 5)
    secret = before + "Q7" + value.replace("@", after + "K3")
    for text in ("DB_PASSWORD=@", "A=1\nexport DB_PASSWORD=@\nDEBUG=1\n"):
        assert Vault().redact(text.replace("@", secret))[0] == text.replace("@", "«secret:DB_PASSWORD_1»")


@pytest.mark.parametrize(
    "text", ['css/login.css\t"@"\n', '{"/js/oauth.js": "@", "app.js": "@"}\n', "login.css: '@'\n"]
)
def test_what_a_file_is_called_makes_no_secret_of_its_hash(text: str) -> None:
    value = Forge(5).some(HEX, 32)
    assert scan(text.replace("@", value)) == ()
    for other in (f"The token in {text}", text.replace("css", "user").replace("js", "user")):
        assert value not in Vault().redact(other.replace("@", value))[0]


def test_a_rule_or_a_value_can_be_allowed() -> None:
    password = Forge(3).password()
    text = f"DB_PASSWORD={password}\n"
    (finding,) = scan(text)
    assert scan(text, allow=Allow(rules=frozenset({finding.rule}))) == ()
    assert scan(text, allow=Allow(values=frozenset({fingerprint(password)}))) == ()


def test_every_rule_that_finds_something_has_a_name_that_can_be_allowed() -> None:
    found = {finding.rule for case in secrets(3) for finding in scan(case.text)}
    assert len(found) > 40
    assert found <= rules()


def test_positions_hold_in_a_text_where_lower_case_is_longer() -> None:
    password = Forge(4).password()
    text = f"İİİ = 1\nDB_PASSWORD={password}\n"
    (finding,) = scan(text)
    assert text[finding.start : finding.end] == password


SECRET_FILES = """.env a/.env.local id_rsa C:\\k\\server.PEM ~/.aws/credentials .netrc .env~ .env.bak .env-prod .ENV~
#.env# .#.env .env.swp .id_rsa.swp prod.env.old id_rsa.bak id_rsa~ id_ed25519.old id_ed25519_work id_rsa.bak.2 .netrc.1
server.key.orig server.pem.~3~ vault.kdbx.bak shadow- .kube/config.bak ~/.ssh/work .ssh/id_rsa-old kubeconfig.yaml
db-secrets.yaml client_secret_12.json .credentials.json .psql_history krb5.keytab prod.auto.tfvars.json .vault_pass.txt
env env.bak .env% id_rsa% .env.production"""
ORDINARY_FILES = """app.py .env.example .env.sample .env.template .env.example~ sample.env id_rsa.pub id_rsa.pub.bak
.env.sample% env.example env.sh env.py venv
environment.ts tokenizer.py tokens.json kubeconfig.go secrets.example.yml .ssh/config .ssh/known_hosts.old
~/.ssh/authorized_keys ~/.ssh/work.pub .ssh/ shadow.css auth.json copy.txt .environment backup.py ~ .bak # ##"""


@pytest.mark.parametrize("name", SECRET_FILES.split())
def test_a_file_that_is_secret_as_a_whole_has_a_reason(name: str) -> None:
    assert guarded_file(name)


@pytest.mark.parametrize("name", [*ORDINARY_FILES.split(), "", "/"])
def test_an_ordinary_file_has_none(name: str) -> None:
    assert guarded_file(name) is None
