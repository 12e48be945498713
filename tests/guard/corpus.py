"""Realistic files with secrets made up at run time, and look-alikes: what the guard must find and must leave alone.

No literal here has the form of a real key: every one is joined from parts with characters from a seeded generator.
"""

import base64
import random
import string
from dataclasses import dataclass

LETTERS = string.ascii_letters + string.digits
LOWER = string.ascii_lowercase + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"
URLSAFE = LETTERS + "-_"
BASE64 = LETTERS + "+/"


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    text: str
    secret: str = ""


class Forge:
    """Makes strings that look like keys."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def some(self, alphabet: str, length: int) -> str:
        return "".join(self.random.choice(alphabet) for _ in range(length))

    def password(self, length: int = 12) -> str:
        body = self.some(LETTERS, length - 3)
        return body[:4] + self.random.choice("!#%*+?=^~") + body[4:] + self.random.choice("0123456789") + "z"

    def uuid(self) -> str:
        return "-".join(self.some(HEX, size) for size in (8, 4, 4, 4, 12))

    def b64(self, size: int) -> str:
        return base64.b64encode(self.random.randbytes(size)).decode()

    def jwt(self) -> str:
        def part(text: str) -> str:
            return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

        user = self.some(LOWER, 9)
        return ".".join((part('{"alg":"HS256","typ":"JWT"}'), part(f'{{"sub":"{user}","iat":1718000000}}'),
                         self.some(URLSAFE, 42) + "A"))  # fmt: skip

    def pem(self, kind: str = "RSA ") -> str:
        body = self.b64(900)
        lines = "\n".join(body[place : place + 64] for place in range(0, len(body), 64))
        return f"-----BEGIN {kind}PRIVATE KEY-----\n{lines}\n-----END {kind}PRIVATE KEY-----"


def secrets(seed: int = 7) -> list[Case]:
    """Files that hold one secret each."""
    forge = Forge(seed)
    some, cases = forge.some, []

    def add(name: str, template: str, secret: str) -> None:
        assert "@@" in template
        cases.append(Case(name, template.replace("@@", secret), secret))

    # Keys with a form of their own, in code of all kinds.
    add(
        "aws id",
        'aws_access_key_id = "@@"\nregion = "eu-west-1"\n',
        "AKIA" + some("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
    )
    add("aws secret", "[default]\naws_access_key_id = x\naws_secret_access_key = @@\n", some(BASE64, 40))
    add("aws secret in python", 's3 = boto3.client("s3", aws_secret_access_key="@@")\n', some(BASE64, 40))
    add("aws session", 'export AWS_SESSION_TOKEN="@@"\n', forge.b64(180))
    add("gcp key", "const maps = new Maps({ key: '@@' });\n", "AIza" + some(URLSAFE, 34) + "a")
    add(
        "gcp account",
        '{\n "type": "service_account",\n "private_key": "@@",\n "client_email": "a@b.iam"\n}\n',
        forge.pem("").replace("\n", "\\n"),
    )
    add("google oauth", '{"web":{"client_id":"1.apps","client_secret":"@@"}}', "GOCSPX-" + some(URLSAFE, 28))
    add(
        "azure storage",
        'conn = "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=@@;EndpointSuffix=y"\n',
        some(BASE64, 86) + "==",
    )
    add("azure client secret", "AZURE_CLIENT_SECRET=@@\n", some(LETTERS, 3) + "8Q~" + some(URLSAFE, 34))
    add(
        "azure service bus",
        'bus: "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=@@"\n',
        some(BASE64, 43) + "=",
    )
    add(
        "azure sas",
        'url = "https://x.blob.core.windows.net/c/f?sv=2022-11-02&sr=b&sig=@@&se=2025"\n',
        some(LETTERS, 20) + "%2B" + some(LETTERS, 20) + "%3D",
    )
    for start in ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"):
        add("github " + start, "env:\n  GH: @@\n", start + some(LETTERS, 36))
    add(
        "github fine",
        "git clone https://x-access-token:@@@github.com/o/r.git\n",
        "github_pat_" + some(LETTERS, 22) + "_" + some(LETTERS, 59),
    )
    add(
        "gitlab",
        "curl --header 'PRIVATE-TOKEN: @@' https://gitlab.com/api/v4\n",
        "glpat-" + some(URLSAFE, 20),
    )
    add(
        "slack bot",
        'client = WebClient(token="@@")\n',
        f"xoxb-{some('123456789', 12)}-{some('123456789', 12)}-{some(LETTERS, 24)}",
    )
    add("slack app", "SLACK_APP: @@\n", f"xapp-1-A{some(UPPER, 10)}-{some('123456789', 13)}-{some(HEX, 64)}")
    add(
        "slack hook",
        "hook = 'https://hooks.slack.com/services/@@'\n",
        f"T{some(UPPER, 8)}/B{some(UPPER, 8)}/{some(LETTERS, 24)}",
    )
    add(
        "discord hook",
        "url: https://discord.com/api/webhooks/" + some("123456789", 18) + "/@@\n",
        some(URLSAFE, 68),
    )
    add(
        "discord bot",
        "bot.run('@@')\n",
        "M" + some(LETTERS, 25) + ".G" + some(LETTERS, 5) + "." + some(URLSAFE, 37) + "x",
    )
    add("telegram", 'updater = Updater("@@")\n', some("123456789", 10) + ":AA" + some(LETTERS, 33))
    add("stripe", 'stripe.api_key = "@@"\n', "sk_" + "live_" + some(LETTERS, 24))
    add("stripe test", "Stripe.setApiKey('@@');\n", "sk_" + "test_" + some(LETTERS, 99))
    add("stripe hook", 'endpointSecret := "@@"\n', "whsec_" + some(LETTERS, 32))
    add("openai old", "openai.api_key = '@@'\n", "sk-" + some(LETTERS, 20) + "T3BlbkFJ" + some(LETTERS, 20))
    add("openai", "OPENAI=@@\n", "sk-proj-" + some(URLSAFE, 90) + "x")
    add("anthropic", '  -H "x-api-key: @@"\n', "sk-ant-api03-" + some(URLSAFE, 93) + "AA")
    add(
        "deepseek",
        "client = OpenAI(api_key='@@', base_url='https://api.deepseek.com')\n",
        "sk-" + some(HEX, 32),
    )
    add("npm", "//npm.example.org/:_authToken=@@\n", "npm_" + some(LETTERS, 36))
    add("npm legacy", "//npm.example.org/:_authToken=@@\n", forge.uuid())
    add(
        "pypi",
        "[pypi]\nusername = __token__\npassword = @@\n",
        "pypi-AgEIcHlwaS5vcmc" + some(URLSAFE, 120) + "a",
    )
    add("twilio key", "const k = '@@'\n", "SK" + some(HEX, 32))
    add("twilio token", "client = Client(sid, auth_token='@@')\n", some(HEX, 32))
    add(
        "sendgrid",
        'sg = SendGridAPIClient("@@")\n',
        "SG." + some(URLSAFE, 21) + "a." + some(URLSAFE, 42) + "b",
    )
    add("mailgun", "mg = mailgun({apiKey: '@@', domain: d})\n", "key-" + some(HEX, 32))
    add("mailchimp", "mailchimp.set_config({'api_key': '@@'})\n", some(HEX, 32) + "-us12")
    add("digitalocean", 'provider "digitalocean" {\n  token = "@@"\n}\n', "dop_v1_" + some(HEX, 64))
    add("heroku", "HEROKU_API_KEY=@@\n", forge.uuid())
    add("shopify", "access_token: @@\n", "shpat_" + some(HEX, 32))
    add("square", "sq = Square(access='@@')\n", "sq0atp-" + some(URLSAFE, 21) + "x")
    add("datadog", "api_key: @@\nsite: datadoghq.eu\n", some(HEX, 32))
    add("datadog header", "headers = {'DD-API-KEY': '@@'}\n", some(HEX, 32))
    add("new relic", "license_key: '@@'\n", some(HEX, 36) + "NRAL")
    add("new relic user", "NEW_RELIC=@@\n", "NRAK-" + some(UPPER, 27))
    add("cloudflare", "CLOUDFLARE_API_TOKEN=@@\n", some(URLSAFE, 39) + "a")
    add("cloudflare global", 'cloudflare_api_key = "@@"\n', some(HEX, 37))
    add("hugging face", "login(token='@@')\n", "hf_" + some(string.ascii_letters, 34))
    add("databricks", "token = @@\nhost = https://x.cloud.databricks.com\n", "dapi" + some(HEX, 32))
    add(
        "atlassian",
        "jira = JIRA(u, basic_auth=('a@b.c', '@@'))\n",
        "ATATT3" + some(URLSAFE, 180) + "=" + some(UPPER, 8),
    )
    add("linear", "LINEAR: '@@'\n", "lin_api_" + some(LETTERS, 40))
    add("notion", "const notion = new Client({ auth: '@@' })\n", "secret_" + some(LETTERS, 43))
    add("doppler", "doppler run --token @@ -- ./x\n", "dp.st.prd." + some(LETTERS, 43))
    add("vault", "VAULT=@@\n", "hvs." + some(URLSAFE, 95) + "a")
    add("vault old", "$ vault login @@\n", "s." + some(LETTERS, 23) + "7")
    add(
        "terraform",
        'credentials "app.terraform.io" {\n  token = "@@"\n}\n',
        some(LETTERS, 14) + ".atlasv1." + some(LETTERS, 67),
    )
    add("docker", "echo @@ | docker login -u me --password-stdin\n", "dckr_pat_" + some(URLSAFE, 26) + "a")
    add(
        "age",
        "# created: 2024-01-01\n# public key: age1x\n@@\n",
        "AGE-SECRET-KEY-1" + some("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58),
    )
    add("grafana", "grafana_token=@@\n", "glsa_" + some(LETTERS, 32) + "_" + some(HEX, 8))
    add("supabase", "const key = '@@'\n", "sbp_" + some(HEX, 40))
    add(
        "algolia",
        "const index = algoliasearch('APPID', '@@')\n".replace("'APPID', '", "{adminApiKey: '").replace(
            "')", "'})"
        ),
        some(HEX, 32),
    )

    # Blocks, tokens, and what they are wrapped in.
    add("rsa", "@@\n", forge.pem())
    add("pkcs8 in yaml", "tls:\n  key: |\n    @@\n", forge.pem("").replace("\n", "\n    "))
    add("openssh", "$ cat id_ed25519\n@@\n", forge.pem("OPENSSH "))
    add("ec in a string", 'const pem = "@@";\n', forge.pem("EC ").replace("\n", "\\n"))
    add("pgp", "@@\n", forge.pem("PGP ").replace("KEY-----", "KEY BLOCK-----"))
    add("jwt", "curl -H 'Authorization: Bearer @@' https://api\n", forge.jwt())
    add("jwt in code", "const t = '@@';\n", forge.jwt())
    add("jwt cookie", "Cookie: sid=1; access=@@; Path=/\n", forge.jwt())
    add(
        "kubeconfig",
        "users:\n- name: a\n  user:\n    client-key-data: @@\n",
        base64.b64encode(forge.pem().encode()).decode(),
    )
    add(
        "k8s data",
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ntype: Opaque\ndata:\n  username: YWRtaW4=\n  value: @@\n",
        base64.b64encode(forge.password().encode()).decode(),
    )
    add(
        "k8s string data",
        "kind: Secret\nmetadata:\n  name: a\nstringData:\n  db: 'x'\n  pass: @@\n",
        forge.password(),
    )
    add(
        "docker config",
        '{"auths": {"ghcr.io": {"auth": "@@"}}}\n',
        base64.b64encode(("me:" + some(LETTERS, 20)).encode()).decode(),
    )
    add("jwk", '{"kty":"EC","crv":"P-256","x":"a","d":"@@"}\n', some(URLSAFE, 42) + "A")
    add("wireguard", "[Interface]\nPrivateKey = @@\nAddress = 10.0.0.2/32\n", some(BASE64, 43) + "=")

    # Addresses.
    add("postgres", "DATABASE_URL=postgres://app:@@@db.internal:5432/app\n", some(LETTERS, 16))
    add("postgres at", 'url = "postgresql+psycopg2://app:@@@10.0.0.5/app"\n', "p@" + some(LETTERS, 9) + "1")
    add(
        "mysql",
        "spring.datasource.url=jdbc:mysql://h/db?user=root&password=@@&useSSL=false\n",
        forge.password().replace("#", "9"),
    )
    add(
        "mongo", "mongoose.connect('mongodb+srv://admin:@@@cluster0.x.mongodb.net/test')\n", some(LETTERS, 14)
    )
    add("redis", "redis://:@@@cache:6379/0\n", some(LETTERS, 32))
    add("amqp", "broker_url = 'amqp://celery:@@@rabbit:5672//'\n", some(LOWER, 12) + "4")
    add(
        "basic url",
        "pip install --index-url https://deploy:@@@pypi.corp.example.com/simple x\n",
        some(LETTERS, 18),
    )
    add("git url", "url = https://@@@github.com/o/r\n", some(HEX, 40))
    add("smtp", "EMAIL_URL=smtp://postmaster:@@@smtp.mailgun.org:587\n", some(HEX, 32) + "-" + some(HEX, 8))

    # Names that say so.
    add("env password", "DB_HOST=localhost\nDB_PASSWORD=@@\nDB_PORT=5432\n", forge.password())
    add("env odd signs", "DB_PASS=@@\n", "k;9&Vb(2]xQ,7p")
    add("env secret", "SECRET_KEY_BASE=@@\n", some(HEX, 128))
    add("env plain", "STRIPE=@@\n", some(LETTERS, 32))
    add("django 5", "SECRET_KEY = '@@'\n", some(LOWER + "!@#^&*-_=+", 50))
    add("flask", 'app.config["SECRET_KEY"] = "@@"\n', some(HEX, 48))
    add("yaml", "database:\n  user: app\n  password: @@  # rotate\n", forge.password().replace("#", "9"))
    add("yaml quoted", 'smtp:\n  password: "@@"\n', forge.password())
    add("json", '{"db": {"user": "app", "password": "@@"}}\n', forge.password())
    add("escaped json", '"{\\"password\\": \\"@@\\"}"\n', some(LETTERS, 14))
    add("toml", '[auth]\nclient_secret = "@@"\n', some(LETTERS, 40))
    add("properties", "spring.datasource.password=@@\n", forge.password())
    add(
        "xml element",
        "<server><username>a</username><password>@@</password></server>\n",
        some(LETTERS, 14) + "9",
    )
    add("xml attribute", '<add key="ApiSecret" value="@@" />\n', some(LETTERS, 30))
    add("android", '<string name="api_key">@@</string>\n', some(LETTERS, 32))
    add("plist", "<key>ApiToken</key>\n<string>@@</string>\n", some(LETTERS, 32))
    add(
        "adonet",
        '<add name="d" connectionString="Server=s;Database=d;User Id=sa;Password=@@;" />\n',
        forge.password().replace("=", "9"),
    )
    add(
        "odbc",
        'cnx = pyodbc.connect("DRIVER={SQL};SERVER=s;UID=u;PWD=@@")\n',
        forge.password().replace("=", "9"),
    )
    add("libpq", 'psycopg2.connect("host=h dbname=d user=u password=@@")\n', forge.password())
    add("hcl", 'resource "aws_db_instance" "d" {\n  username = "a"\n  password = "@@"\n}\n', forge.password())
    add(
        "hcl variable",
        'variable "db_password" {\n  type    = string\n  default = "@@"\n}\n',
        forge.password(),
    )
    add("docker env", "FROM python\nENV API_TOKEN @@\n", some(LETTERS, 32))
    add("docker env =", "ENV DB_PASSWORD=@@\n", forge.password())
    add("compose", "environment:\n  - POSTGRES_PASSWORD=@@\n", forge.password())
    add("k8s env", 'env:\n  - name: DB_PASSWORD\n    value: "@@"\n', forge.password())
    add("ecs", '[{"name": "JWT_SECRET", "value": "@@"}]\n', some(LETTERS, 40))
    add("shell", "export GITHUB_WEBHOOK_SECRET='@@'\n", some(HEX, 40))
    add("fish", "set -gx API_KEY @@\n", some(LETTERS, 32))
    add("powershell", '$password = ConvertTo-SecureString "@@" -AsPlainText -Force\n', forge.password())
    add("powershell env", '$env:API_TOKEN = "@@"\n', some(LETTERS, 32))
    add("php define", "define('DB_PASSWORD', '@@');\n", forge.password())
    add("php array", "'password' => '@@',\n", forge.password())
    add("laravel default", "'key' => env('APP_KEY', 'base64:@@'),\n", some(BASE64, 43) + "=")
    add("go", 'const apiKey string = "@@"\n', some(LETTERS, 32))
    add("go short", 'token := "@@"\n', some(LETTERS, 40))
    add("go setenv", 'os.Setenv("DB_PASSWORD", "@@")\n', forge.password())
    add("js default", "const secret = process.env.JWT_SECRET || '@@';\n", some(LETTERS, 24))
    add("ts typed", "private readonly apiSecret: string = '@@';\n", some(LETTERS, 30))
    add("python default", 'KEY = os.environ.get("API_KEY", "@@")\n', some(LETTERS, 32))
    add("python typed", 'db_password: str = "@@"\n', forge.password())
    add("java", 'private static final String PASSWORD = "@@";\n', forge.password())
    add("java call", 'config.setPassword("@@");\n', forge.password())
    add("kotlin", 'val clientSecret: String = "@@"\n', some(LETTERS, 32))
    add("rust", 'const API_KEY: &str = "@@";\n', some(LETTERS, 32))
    add("ruby", "  password: '@@',\n  host: 'x'\n", forge.password())
    add("ruby hash", ":secret_access_key => '@@'\n", some(BASE64, 40))
    add("csharp", 'var apiKey = @"@@";\n', some(LETTERS, 32))
    add("c", '#define API_KEY "@@"\n', some(LETTERS, 32))
    add("c array", 'static const char wifi_password[] = "@@";\n', forge.password())
    add("arduino", 'const char* password = "@@";\n', some(LOWER, 9) + "7")
    add("perl", 'my $password = "@@";\n', forge.password())
    add(
        "sql user",
        "CREATE USER app WITH ENCRYPTED PASSWORD '@@';\n".replace("ENCRYPTED ", ""),
        forge.password(),
    )
    add("sql identified", "CREATE USER 'a'@'%' IDENTIFIED BY '@@';\n", forge.password())
    add(
        "sql identified with",
        "ALTER USER 'root'@'localhost' IDENTIFIED WITH mysql_native_password BY '@@';\n",
        forge.password(),
    )
    add(
        "diff",
        "+++ b/.env\n@@ -1 +1 @@\n".replace("@@", "%%") + "-API_TOKEN=\n+API_TOKEN=@@\n",
        some(LETTERS, 36),
    )
    add("ansible", "ansible_become_pass: @@\n", forge.password())
    add("netrc", "machine api.heroku.com\n  login me@x.y\n  password @@\n", some(HEX, 36))
    add("pgpass", "db.prod:5432:app:app_user:@@\n", forge.password())
    add("git credentials", "https://me:@@@github.com\n", some(LETTERS, 40))
    add("npm auth", "_auth=@@\n", base64.b64encode(("me:" + some(LETTERS, 14)).encode()).decode())
    add(
        "maven",
        "<servers><server><id>n</id><passphrase>@@</passphrase></server></servers>\n",
        forge.password().replace("<", "9"),
    )
    add("gradle", "signing.keyPassword=@@\n", some(LETTERS, 12) + "3")
    add("rails", "production:\n  secret_key_base: @@\n", some(HEX, 128))
    add("env note", "My key stopped working, api key: @@ - why?\n", some(LETTERS, 32))

    # Command lines and headers.
    add("curl -u", "curl -u admin:@@ https://h/api\n", forge.password())
    add("curl --user", "curl -s --user 'deploy:@@' https://h\n", forge.password())
    add("mysql -p", "mysql -h h -u root -p@@ app < dump.sql\n", forge.password())
    add("mysqldump", "mysqldump --user=root --password=@@ app\n", forge.password())
    add("pgpassword", "PGPASSWORD=@@ psql -h h -U app\n", forge.password())
    add("sshpass", "sshpass -p '@@' ssh root@h\n", forge.password())
    add("docker login", "docker login -u ci -p @@ registry.x.io\n", some(LETTERS, 20) + "3")
    add("redis-cli", "redis-cli -h h -a @@ PING\n", some(LETTERS, 16) + "1")
    add("--password", "./deploy.sh --user a --password @@ --force\n", forge.password())
    add("--token", "gh-release --token=@@ v1\n", some(LETTERS, 40))
    add("keytool", "keytool -list -keystore k.jks -storepass @@\n", some(LETTERS, 11) + "5")
    add("openssl", "openssl rsa -in k.pem -passin pass:@@\n", some(LETTERS, 11) + "5")
    add(
        "basic header",
        "Authorization: Basic @@\n",
        base64.b64encode(("svc:" + some(LETTERS, 12)).encode()).decode(),
    )
    add("bearer header", 'headers = {"Authorization": "Bearer @@"}\n', some(LETTERS, 40))
    add("token header", "Authorization: token @@\n", some(HEX, 40))
    add("api key header", "fetch(u, {headers: {'X-Api-Key': '@@'}})\n", some(LETTERS, 32))
    add("query", "GET https://api.weather.com/v1?q=x&api_key=@@&units=m\n", some(HEX, 32))
    add("query token", "wss://stream.x.io/ws?token=@@\n", some(LETTERS, 36))
    add("gpg", "gpg --batch --passphrase @@ -d f.gpg\n", forge.password())
    return cases
