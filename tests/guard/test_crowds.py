"""Values in such numbers that they are judged at a glance: none of them leaves, and the text around them stays."""

import json
import string
from random import Random

import pytest

from assistant.guard.crowds import CROWD
from assistant.guard.scan import scan
from assistant.guard.vault import Vault

_LETTERS = string.ascii_letters + string.digits


def _values(count: int, seed: int = 1) -> list[str]:
    random = Random(seed)
    return ["".join(random.choices(_LETTERS, k=random.randrange(12, 19))) + "7" for _ in range(count)]


@pytest.mark.parametrize(
    "form",
    [
        "DB_PASSWORD={}\n",
        "  client_secret: {}\n",
        '{{"password":"{}","user":"edi"}},',
        "api_token = '{}'\n",
        "Server=db;User Id=sa;Password={};Encrypt=true\n",
        "<password>{}</password>\n",
        "https://example.com/?token={}&page=2\n",
        "docker run -e API_TOKEN={} image\n",
        "login --auth-token {} --verbose\n",
        "Authorization: Bearer x8Kd{}\n",
        "Authorization: Basic x8Kd{}\n",
        "Cookie: theme=dark; session=x8Kd{}\n",
        "postgres://app:{}@db/app\n",
        "https://x8Kd{}@git.example.com/app.git\n",
        "SHOP_STRIPE={}0123456789\n",
        "kind: Secret\nstringData:\n  first: {}\n---\n",
        "jwt.sign(claims, '{}')\n",
    ],
)
def test_no_value_of_a_crowd_leaves_and_all_come_back(form: str) -> None:
    values = _values(CROWD + 600)
    text = "".join(map(form.format, values))
    vault = Vault()
    sent, _ = vault.redact(text)
    assert [value for value in values[-300:] if value in sent] == []
    assert vault.restore(sent) == text


@pytest.mark.parametrize(
    "line",
    [
        "DB_PASSWORD=$DB_PASSWORD\n",
        "DB_PASSWORD=${DB_PASSWORD}\n",
        "DB_PASSWORD=${DB_PASSWORD:?missing}\n",
        "password: {{ vault_password }}\n",
        "client_secret = get_secret(name, 12)\n",
        "token=settings.TOKEN, timeout=5\n",
        "key: user.name.first\n",
        "the password is whatever you like best.\n",
        'session: "a name of a session"\n',
        '"secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret"\n',
    ],
)
def test_what_is_plainly_no_secret_stays_in_a_crowd(line: str) -> None:
    crowd = "".join(map("DB_PASSWORD={}\n".format, _values(CROWD + 400)))
    text = crowd + line * 3
    assert max(finding.end for finding in scan(text)) < len(crowd)


@pytest.mark.parametrize("form", ["%40{}", "%{}", "${}#", "(q4{}", "[q4{}", "{{q4{}", "*{}"])
def test_a_password_that_begins_with_a_sign_does_not_leave_in_a_crowd(form: str) -> None:
    values = list(map(form.format, _values(CROWD + 300)))
    sent, _ = Vault().redact("".join(map("postgres://app:{}@db/app\n".format, values)))
    assert [value for value in values[-300:] if value in sent] == []


@pytest.mark.parametrize(
    "reference",
    [
        "${DB_PASSWORD}", "${DB_PASSWORD:-none}", "$(pass db)", "$DB_PASSWORD", "$DB2_PASSWORD", "$dbPassword2",
        "$config.password", "$row[password]", "{{ password }}", "{{password}}", "{password}", "{%password%}", "%(password)s",
        "%DB_PASSWORD%", "%{password}", "%s", "<password>", "<your password>", "<?=$password", "[password]", "(password)",
        "(?:password)", "*password", "********",
    ],
)  # fmt: skip
def test_a_reference_in_the_place_of_a_password_stays_in_a_crowd(reference: str) -> None:
    crowd = "".join(map("postgres://app:{}@db/app\n".format, _values(CROWD + 10)))
    text = f"{crowd}postgres://app:{reference}@db/app\n"
    assert not [finding for finding in scan(text) if finding.start > len(crowd)]


def test_the_cells_of_a_crowd_do_not_leave() -> None:
    values = _values(CROWD + 300)
    target = "INTO users (id, password) VALUES"
    rows = ", ".join(f"({at}, '{value}')" for at, value in enumerate(values))
    sent, _ = Vault().redact(f"INSERT {target} {rows};\n")
    assert [value for value in values[-300:] if value in sent] == []


def test_a_table_is_looked_at_to_its_last_row() -> None:
    values = _values(3 * CROWD)
    sent, _ = Vault().redact(
        "id,email,password\n" + "".join(f"{at},u@corp.com,{value}\n" for at, value in enumerate(values))
    )
    assert [value for value in values if value in sent] == []


def test_a_crowd_of_secrets_takes_no_names_of_what_follows() -> None:
    rows = [{"password": value, "username": f"u{at}"} for at, value in enumerate(_values(CROWD + 500))]
    sent, _ = Vault().redact(json.dumps(rows))
    assert sent.count('"username"') == len(rows)


def test_a_phrase_in_a_connections_string_is_kept_among_thousands_of_sentences() -> None:
    lines = "".join(
        f'  "error.password.{at}": "Wrong password, try again {at}",\n' for at in range(CROWD + 500)
    )
    phrase = "copper-anchor-meadow"
    text = f'{{\n{lines}  "dsn": "host=db user=crm password={phrase} sslmode=require"\n}}\n'
    assert phrase in {text[found.start : found.end] for found in scan(text)}
