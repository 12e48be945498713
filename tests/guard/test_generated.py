"""Passwords as generators make them, of all signs: in the alphabets and the places that people have them in."""

import string
from collections.abc import Iterator
from random import Random

import pytest

from assistant.guard.scan import hits
from assistant.guard.vault import Vault

PLAIN = string.ascii_letters + string.digits
GENERATORS = {  # how long, and of which signs besides letters and digits
    "Secrets Manager": (32, "!#$%&()*+,-.:;<=>?[]^_{|}~"),
    "KeePass": (20, "!#$%&()*+,-./:;<=>?@[]^_{|}~"),
    "Azure": (24, "!@#$%&*()-_=+[]{}<>:?"),
    "Bitwarden": (16, "!@#$%^&*"),
    "1Password": (20, "!@#$%^&*()-_=+.?"),
    "browser": (15, "-_.:!"),
    "short": (14, "!#$%&()*+,-.:;<=>?[]^_{|}~"),
}
PLACES = {  # what stands around the password, and what it may not hold there
    "Python": ('HOST = "db"\ndb_password = "{}"\nPORT = 5432\n', ""),
    "JSON": ('{{"username": "admin", "password": "{}", "engine": "postgres"}}\n', ""),
    "shell": ("DB_USER=app\nDB_PASSWORD='{}'\nDB_PORT=5432\n", ""),
    "properties": ("db.username=app\nspring.datasource.password={}\ndb.pool=5\n", "=:"),
    "YAML": ("db:\n  user: app\n  password: {}\n  port: 5432\n", "!&*[]{}>|%@`#,?:-"),
    "INI": ("[client]\nuser = root\npassword = {}\n[mysqld]\n", ";#="),
    "XML": ("<user>app</user>\n<password>{}</password>\n<port>1</port>\n", "<&>:@"),
    "connection string": ('"Default": "Server=db;User Id=sa;Password={};Encrypt=True;"\n', ";="),
    "arguments": ('args: ["--user=app", "--password={}"]\n', "="),
}
AMONG_OTHERS = {  # and where it stands without quotes, with more in its line
    "log line": ("level=info msg=connect password={} host=db\n", "="),
    "libpq": ("host=db user=app password={} dbname=x sslmode=disable\n", "="),
    "inventory": ("web1 ansible_user=d ansible_ssh_pass={}\n", "="),
    "mount options": ("//nas/x /mnt cifs username=bob,password={},uid=1000 0 0\n", ",="),
    "printed struct": ("{{Host:db Password:{} Port:1}}\n", "=:}"),
    "printed call": ("Config(host=db, password={}, port=5432)\n", ",=)"),
    "sentence": ("Connecting as bob with password {} to db\n", "<>\"'`:/"),
    "command": ("mysql -u root -p'{}' shop\n", ""),
}
PIECE = 5  # characters that are a part of a password
LEFT = 0.1  # share of those among others of which a piece is left
MISSED = 0.05  # share of the passwords that may look like something else by chance


def passwords(random: Random, generator: str, excluded: str) -> Iterator[str]:
    """Give passwords that hold letters of both cases, digits and signs, as generators are told to make them."""
    size, signs = GENERATORS[generator]
    signs = "".join(sign for sign in signs if sign not in excluded)
    while True:
        made = "".join(random.choices(PLAIN + signs, k=size))
        kinds = (str.islower, str.isupper, str.isdigit, lambda sign: sign in signs)
        if all(any(map(kind, made)) for kind in kinds):
            yield made


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("place", PLACES)
def test_a_generated_password_is_found_whole(place: str, generator: str) -> None:
    around, excluded = PLACES[place]
    made = passwords(Random(7), generator, excluded)
    lost = []
    for password in [next(made) for _ in range(200)]:
        text = around.format(password)
        if password not in [text[hit.start : hit.end] for hit in hits(text)]:
            lost.append(password)
    assert len(lost) <= 200 * MISSED, lost


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("place", AMONG_OTHERS)
def test_no_piece_of_a_generated_password_is_left_among_others(place: str, generator: str) -> None:
    around, excluded = AMONG_OTHERS[place]
    made = passwords(Random(7), generator, excluded)
    left = []
    for password in [next(made) for _ in range(200)]:
        sent, _ = Vault().redact(around.format(password))
        if any(password[at : at + PIECE] in sent for at in range(len(password) - PIECE + 1)):
            left.append(password)
    assert len(left) <= 200 * LEFT, left


@pytest.mark.parametrize(
    "value",
    [
        r"^(?=.*[A-Z])(?=.*\d)[A-Za-z\d@$!%*?&]{8,}$",
        "[0-9A-Fa-f]{1,4}",
        "${Db_Pw1:-Xy9#}",
        "{{ .Values.dbPass1 }}",
        "{{Db.Pw1|b64enc}}",
        "$(pass-show Db1)",
        "<%=Cfg.pw1%>",
        "<Your-Pass1-Here!>",
        "ENC[AES256_GCM,data:9Fq==,iv:x1]",
        "K1[i]^S2[j%8]",
        r"\.\(Z2\|gz\|tgz\)$",
        "/opt/App-1.2/bin/x!Y",
        "(Foo|Bar)+baz*?1{2,3}",
        "#{Db['Pass1']}!",
        "@{Db.Pass-1!}",
        "%(ENV_DB_Pass1)s@%H!x",
        "md5Sum(A1,b2.c3)",
        "https://Ab1.example/x?y=Z2",
        "#{Rails.app.cr3ds}",
        "%(Db)s@%(H0st)s:%(P)d",
        "(a1&&B2)||!c[3]",
        "&Cfg{Db1}->{x}",
        "$(Db1.Pw[0])",
        "(a,B)=>{c[1]=D}",
        "input[Type=x]:nth(1)",
        "(?P<Pw1>.+)$",
    ],
)
@pytest.mark.parametrize(
    "around", ['password = "{}"\n', '{{"password": "{}"}}\n', "db.password={}\n", "password: {}\n"]
)
def test_what_points_to_a_password_is_left_alone(around: str, value: str) -> None:
    text = around.format(value)
    assert [text[hit.start : hit.end] for hit in hits(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        'return"password"===i&&(0,t2.jsx)(n.Badge,{variant:"secondary",Q9:1});\n',
        "$pwd = Win32::GetCwd();\n",
        "password=array_map(fn($X)=>$x[1],$Ab2);\n",
    ],
)
def test_code_behind_a_name_is_left_alone(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in hits(text)] == []
