"""Realistic files with secrets made up at run time: what the guard must find."""

import base64
from collections.abc import Iterator

from tests.guard.forge import BASE64, HEX, LETTERS, LOWER, URLSAFE, Case, Forge
from tests.guard.service_keys import keys


def secrets(seed: int = 7) -> list[Case]:
    """Files that hold one secret each."""
    forge = Forge(seed)
    kinds = (keys, _blocks, _addresses, _named, _commands)
    return [case for kind in kinds for case in kind(forge)]


def _blocks(forge: Forge) -> Iterator[Case]:
    """Blocks, tokens, and what they are wrapped in."""
    case, some = forge.case, forge.some
    yield case("rsa", "@@\n", forge.pem())
    yield case("pkcs8 in yaml", "tls:\n  key: |\n    @@\n", forge.pem("").replace("\n", "\n    "))
    yield case("openssh", "$ cat id_ed25519\n@@\n", forge.pem("OPENSSH "))
    yield case("ec in a string", 'const pem = "@@";\n', forge.pem("EC ").replace("\n", "\\n"))
    yield case("pgp", "@@\n", forge.pem("PGP ").replace("KEY-----", "KEY BLOCK-----"))
    yield case("jwt", "curl -H 'Authorization: Bearer @@' https://api\n", forge.jwt())
    yield case("jwt in code", "const t = '@@';\n", forge.jwt())
    yield case("jwt cookie", "Cookie: sid=1; access=@@; Path=/\n", forge.jwt())
    yield case(
        "kubeconfig",
        "users:\n- name: a\n  user:\n    client-key-data: @@\n",
        base64.b64encode(forge.pem().encode()).decode(),
    )
    yield case(
        "k8s data",
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ntype: Opaque\ndata:\n  username: YWRtaW4=\n  value: @@\n",
        base64.b64encode(forge.password().encode()).decode(),
    )
    yield case(
        "k8s string data",
        "kind: Secret\nmetadata:\n  name: a\nstringData:\n  db: 'x'\n  pass: @@\n",
        forge.password(),
    )
    yield case(
        "docker config",
        '{"auths": {"ghcr.io": {"auth": "@@"}}}\n',
        base64.b64encode(("me:" + some(LETTERS, 20)).encode()).decode(),
    )
    yield case("jwk", '{"kty":"EC","crv":"P-256","x":"a","d":"@@"}\n', some(URLSAFE, 42) + "A")
    yield case("wireguard", "[Interface]\nPrivateKey = @@\nAddress = 10.0.0.2/32\n", some(BASE64, 43) + "=")


def _addresses(forge: Forge) -> Iterator[Case]:
    """Addresses."""
    case, some = forge.case, forge.some
    yield case("postgres", "DATABASE_URL=postgres://app:@@@db.internal:5432/app\n", some(LETTERS, 16))
    yield case(
        "postgres at", 'url = "postgresql+psycopg2://app:@@@10.0.0.5/app"\n', "p@" + some(LETTERS, 9) + "1"
    )
    yield case(
        "mysql",
        "spring.datasource.url=jdbc:mysql://h/db?user=root&password=@@&useSSL=false\n",
        forge.password().replace("#", "9"),
    )
    yield case(
        "mongo", "mongoose.connect('mongodb+srv://admin:@@@cluster0.x.mongodb.net/test')\n", some(LETTERS, 14)
    )
    yield case("redis", "redis://:@@@cache:6379/0\n", some(LETTERS, 32))
    yield case("amqp", "broker_url = 'amqp://celery:@@@rabbit:5672//'\n", some(LOWER, 12) + "4")
    yield case(
        "basic url",
        "pip install --index-url https://deploy:@@@pypi.corp.example.com/simple x\n",
        some(LETTERS, 18),
    )
    yield case("git url", "url = https://@@@github.com/o/r\n", some(HEX, 40))
    yield case(
        "smtp", "EMAIL_URL=smtp://postmaster:@@@smtp.mailgun.org:587\n", some(HEX, 32) + "-" + some(HEX, 8)
    )


def _named(forge: Forge) -> Iterator[Case]:
    """Names that say so."""
    case, some = forge.case, forge.some
    yield case("env password", "DB_HOST=localhost\nDB_PASSWORD=@@\nDB_PORT=5432\n", forge.password())
    yield case("env odd signs", "DB_PASS=@@\n", "k;9&Vb(2]xQ,7p")
    yield case("env secret", "SECRET_KEY_BASE=@@\n", some(HEX, 128))
    yield case("env plain", "STRIPE=@@\n", some(LETTERS, 32))
    yield case("django 5", "SECRET_KEY = '@@'\n", some(LOWER + "!@#^&*-_=+", 50))
    yield case("flask", 'app.config["SECRET_KEY"] = "@@"\n', some(HEX, 48))
    yield case(
        "yaml", "database:\n  user: app\n  password: @@  # rotate\n", forge.password().replace("#", "9")
    )
    yield case("yaml quoted", 'smtp:\n  password: "@@"\n', forge.password())
    yield case("json", '{"db": {"user": "app", "password": "@@"}}\n', forge.password())
    yield case("escaped json", '"{\\"password\\": \\"@@\\"}"\n', some(LETTERS, 14))
    yield case("toml", '[auth]\nclient_secret = "@@"\n', some(LETTERS, 40))
    yield case("properties", "spring.datasource.password=@@\n", forge.password())
    yield case(
        "xml element",
        "<server><username>a</username><password>@@</password></server>\n",
        some(LETTERS, 14) + "9",
    )
    yield case("xml attribute", '<add key="ApiSecret" value="@@" />\n', some(LETTERS, 30))
    yield case("android", '<string name="api_key">@@</string>\n', some(LETTERS, 32))
    yield case("plist", "<key>ApiToken</key>\n<string>@@</string>\n", some(LETTERS, 32))
    yield case(
        "adonet",
        '<add name="d" connectionString="Server=s;Database=d;User Id=sa;Password=@@;" />\n',
        forge.password().replace("=", "9"),
    )
    yield case(
        "odbc",
        'cnx = pyodbc.connect("DRIVER={SQL};SERVER=s;UID=u;PWD=@@")\n',
        forge.password().replace("=", "9"),
    )
    yield case("libpq", 'psycopg2.connect("host=h dbname=d user=u password=@@")\n', forge.password())
    yield case(
        "hcl", 'resource "aws_db_instance" "d" {\n  username = "a"\n  password = "@@"\n}\n', forge.password()
    )
    yield case(
        "hcl variable",
        'variable "db_password" {\n  type    = string\n  default = "@@"\n}\n',
        forge.password(),
    )
    yield case("docker env", "FROM python\nENV API_TOKEN @@\n", some(LETTERS, 32))
    yield case("docker env =", "ENV DB_PASSWORD=@@\n", forge.password())
    yield case("compose", "environment:\n  - POSTGRES_PASSWORD=@@\n", forge.password())
    yield case("k8s env", 'env:\n  - name: DB_PASSWORD\n    value: "@@"\n', forge.password())
    yield case("ecs", '[{"name": "JWT_SECRET", "value": "@@"}]\n', some(LETTERS, 40))
    yield case("shell", "export GITHUB_WEBHOOK_SECRET='@@'\n", some(HEX, 40))
    yield case("fish", "set -gx API_KEY @@\n", some(LETTERS, 32))
    yield case(
        "powershell", '$password = ConvertTo-SecureString "@@" -AsPlainText -Force\n', forge.password()
    )
    yield case("powershell env", '$env:API_TOKEN = "@@"\n', some(LETTERS, 32))
    yield case("php define", "define('DB_PASSWORD', '@@');\n", forge.password())
    yield case("php array", "'password' => '@@',\n", forge.password())
    yield case("laravel default", "'key' => env('APP_KEY', 'base64:@@'),\n", some(BASE64, 43) + "=")
    yield case("go", 'const apiKey string = "@@"\n', some(LETTERS, 32))
    yield case("go short", 'token := "@@"\n', some(LETTERS, 40))
    yield case("go setenv", 'os.Setenv("DB_PASSWORD", "@@")\n', forge.password())
    yield case("js default", "const secret = process.env.JWT_SECRET || '@@';\n", some(LETTERS, 24))
    yield case("ts typed", "private readonly apiSecret: string = '@@';\n", some(LETTERS, 30))
    yield case("python default", 'KEY = os.environ.get("API_KEY", "@@")\n', some(LETTERS, 32))
    yield case("python typed", 'db_password: str = "@@"\n', forge.password())
    yield case("java", 'private static final String PASSWORD = "@@";\n', forge.password())
    yield case("java call", 'config.setPassword("@@");\n', forge.password())
    yield case("kotlin", 'val clientSecret: String = "@@"\n', some(LETTERS, 32))
    yield case("rust", 'const API_KEY: &str = "@@";\n', some(LETTERS, 32))
    yield case("ruby", "  password: '@@',\n  host: 'x'\n", forge.password())
    yield case("ruby hash", ":secret_access_key => '@@'\n", some(BASE64, 40))
    yield case("csharp", 'var apiKey = @"@@";\n', some(LETTERS, 32))
    yield case("c", '#define API_KEY "@@"\n', some(LETTERS, 32))
    yield case("c array", 'static const char wifi_password[] = "@@";\n', forge.password())
    yield case("arduino", 'const char* password = "@@";\n', some(LOWER, 9) + "7")
    yield case("perl", 'my $password = "@@";\n', forge.password())
    yield case(
        "sql user",
        "CREATE USER app WITH PASSWORD '@@';\n",
        forge.password(),
    )
    yield case("sql identified", "CREATE USER 'a'@'%' IDENTIFIED BY '@@';\n", forge.password())
    yield case(
        "sql identified with",
        "ALTER USER 'root'@'localhost' IDENTIFIED WITH mysql_native_password BY '@@';\n",
        forge.password(),
    )
    yield case(
        "diff",
        "+++ b/.env\n%% -1 +1 %%\n-API_TOKEN=\n+API_TOKEN=@@\n",
        some(LETTERS, 36),
    )
    yield case("ansible", "ansible_become_pass: @@\n", forge.password())
    yield case("netrc", "machine api.heroku.com\n  login me@x.y\n  password @@\n", some(HEX, 36))
    yield case("pgpass", "db.prod:5432:app:app_user:@@\n", forge.password())
    yield case("git credentials", "https://me:@@@github.com\n", some(LETTERS, 40))
    yield case("npm auth", "_auth=@@\n", base64.b64encode(("me:" + some(LETTERS, 14)).encode()).decode())
    yield case(
        "maven",
        "<servers><server><id>n</id><passphrase>@@</passphrase></server></servers>\n",
        forge.password().replace("<", "9"),
    )
    yield case("gradle", "signing.keyPassword=@@\n", some(LETTERS, 12) + "3")
    yield case("rails", "production:\n  secret_key_base: @@\n", some(HEX, 128))
    yield case("env note", "My key stopped working, api key: @@ - why?\n", some(LETTERS, 32))


def _commands(forge: Forge) -> Iterator[Case]:
    """Command lines and headers."""
    case, some = forge.case, forge.some
    yield case("curl -u", "curl -u admin:@@ https://h/api\n", forge.password())
    yield case("curl --user", "curl -s --user 'deploy:@@' https://h\n", forge.password())
    yield case("mysql -p", "mysql -h h -u root -p@@ app < dump.sql\n", forge.password())
    yield case("mysqldump", "mysqldump --user=root --password=@@ app\n", forge.password())
    yield case("pgpassword", "PGPASSWORD=@@ psql -h h -U app\n", forge.password())
    yield case("sshpass", "sshpass -p '@@' ssh root@h\n", forge.password())
    yield case("docker login", "docker login -u ci -p @@ registry.x.io\n", some(LETTERS, 20) + "3")
    yield case("redis-cli", "redis-cli -h h -a @@ PING\n", some(LETTERS, 16) + "1")
    yield case("--password", "./deploy.sh --user a --password @@ --force\n", forge.password())
    yield case("--token", "gh-release --token=@@ v1\n", some(LETTERS, 40))
    yield case("keytool", "keytool -list -keystore k.jks -storepass @@\n", some(LETTERS, 11) + "5")
    yield case("openssl", "openssl rsa -in k.pem -passin pass:@@\n", some(LETTERS, 11) + "5")
    yield case(
        "basic header",
        "Authorization: Basic @@\n",
        base64.b64encode(("svc:" + some(LETTERS, 12)).encode()).decode(),
    )
    yield case("bearer header", 'headers = {"Authorization": "Bearer @@"}\n', some(LETTERS, 40))
    yield case("token header", "Authorization: token @@\n", some(HEX, 40))
    yield case("api key header", "fetch(u, {headers: {'X-Api-Key': '@@'}})\n", some(LETTERS, 32))
    yield case("query", "GET https://api.weather.com/v1?q=x&api_key=@@&units=m\n", some(HEX, 32))
    yield case("query token", "wss://stream.x.io/ws?token=@@\n", some(LETTERS, 36))
    yield case("gpg", "gpg --batch --passphrase @@ -d f.gpg\n", forge.password())
