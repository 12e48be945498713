"""Files with the keys of services, made up at run time.

No literal here has the form of a real key: every one is joined from parts with characters from a seeded generator.
"""

import string
from collections.abc import Iterator

from tests.guard.forge import BASE64, HEX, LETTERS, UPPER, URLSAFE, Case, Forge


def keys(forge: Forge) -> Iterator[Case]:
    """Keys with a form of their own, in code of all kinds."""
    case, some = forge.case, forge.some
    yield case(
        "aws id",
        'aws_access_key_id = "@@"\nregion = "eu-west-1"\n',
        "AKIA" + some("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
    )
    yield case(
        "aws secret", "[default]\naws_access_key_id = x\naws_secret_access_key = @@\n", some(BASE64, 40)
    )
    yield case(
        "aws secret in python", 's3 = boto3.client("s3", aws_secret_access_key="@@")\n', some(BASE64, 40)
    )
    yield case("aws session", 'export AWS_SESSION_TOKEN="@@"\n', forge.b64(180))
    yield case("gcp key", "const maps = new Maps({ key: '@@' });\n", "AIza" + some(URLSAFE, 34) + "a")
    yield case(
        "gcp account",
        '{\n "type": "service_account",\n "private_key": "@@",\n "client_email": "a@b.iam"\n}\n',
        forge.pem("").replace("\n", "\\n"),
    )
    yield case(
        "google oauth", '{"web":{"client_id":"1.apps","client_secret":"@@"}}', "GOCSPX-" + some(URLSAFE, 28)
    )
    yield case(
        "azure storage",
        'conn = "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=@@;EndpointSuffix=y"\n',
        some(BASE64, 86) + "==",
    )
    yield case(
        "azure client secret", "AZURE_CLIENT_SECRET=@@\n", some(LETTERS, 3) + "8Q~" + some(URLSAFE, 34)
    )
    yield case(
        "azure service bus",
        'bus: "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=@@"\n',
        some(BASE64, 43) + "=",
    )
    yield case(
        "azure sas",
        'url = "https://x.blob.core.windows.net/c/f?sv=2022-11-02&sr=b&sig=@@&se=2025"\n',
        some(LETTERS, 20) + "%2B" + some(LETTERS, 20) + "%3D",
    )
    for start in ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"):
        yield case("github " + start, "env:\n  GH: @@\n", start + some(LETTERS, 36))
    yield case(
        "github fine",
        "git clone https://x-access-token:@@@github.com/o/r.git\n",
        "github_pat_" + some(LETTERS, 22) + "_" + some(LETTERS, 59),
    )
    yield case(
        "gitlab",
        "curl --header 'PRIVATE-TOKEN: @@' https://gitlab.com/api/v4\n",
        "glpat-" + some(URLSAFE, 20),
    )
    yield case(
        "slack bot",
        'client = WebClient(token="@@")\n',
        f"xoxb-{some('123456789', 12)}-{some('123456789', 12)}-{some(LETTERS, 24)}",
    )
    yield case(
        "slack app", "SLACK_APP: @@\n", f"xapp-1-A{some(UPPER, 10)}-{some('123456789', 13)}-{some(HEX, 64)}"
    )
    yield case(
        "slack hook",
        "hook = 'https://hooks.slack.com/services/@@'\n",
        f"T{some(UPPER, 8)}/B{some(UPPER, 8)}/{some(LETTERS, 24)}",
    )
    yield case(
        "discord hook",
        "url: https://discord.com/api/webhooks/" + some("123456789", 18) + "/@@\n",
        some(URLSAFE, 68),
    )
    yield case(
        "discord bot",
        "bot.run('@@')\n",
        "M" + some(LETTERS, 25) + ".G" + some(LETTERS, 5) + "." + some(URLSAFE, 37) + "x",
    )
    yield case("telegram", 'updater = Updater("@@")\n', some("123456789", 10) + ":AA" + some(LETTERS, 33))
    yield case("stripe", 'stripe.api_key = "@@"\n', "sk_" + "live_" + some(LETTERS, 24))
    yield case("stripe test", "Stripe.setApiKey('@@');\n", "sk_" + "test_" + some(LETTERS, 99))
    yield case("stripe hook", 'endpointSecret := "@@"\n', "whsec_" + some(LETTERS, 32))
    yield case(
        "openai old", "openai.api_key = '@@'\n", "sk-" + some(LETTERS, 20) + "T3BlbkFJ" + some(LETTERS, 20)
    )
    yield case("openai", "OPENAI=@@\n", "sk-proj-" + some(URLSAFE, 90) + "x")
    yield case("anthropic", '  -H "x-api-key: @@"\n', "sk-ant-api03-" + some(URLSAFE, 93) + "AA")
    yield case(
        "deepseek",
        "client = OpenAI(api_key='@@', base_url='https://api.deepseek.com')\n",
        "sk-" + some(HEX, 32),
    )
    yield case("npm", "//npm.example.org/:_authToken=@@\n", "npm_" + some(LETTERS, 36))
    yield case("npm legacy", "//npm.example.org/:_authToken=@@\n", forge.uuid())
    yield case(
        "pypi",
        "[pypi]\nusername = __token__\npassword = @@\n",
        "pypi-AgEIcHlwaS5vcmc" + some(URLSAFE, 120) + "a",
    )
    yield case("twilio key", "const k = '@@'\n", "SK" + some(HEX, 32))
    yield case("twilio token", "client = Client(sid, auth_token='@@')\n", some(HEX, 32))
    yield case(
        "sendgrid",
        'sg = SendGridAPIClient("@@")\n',
        "SG." + some(URLSAFE, 21) + "a." + some(URLSAFE, 42) + "b",
    )
    yield case("mailgun", "mg = mailgun({apiKey: '@@', domain: d})\n", "key-" + some(HEX, 32))
    yield case("mailchimp", "mailchimp.set_config({'api_key': '@@'})\n", some(HEX, 32) + "-us12")
    yield case("digitalocean", 'provider "digitalocean" {\n  token = "@@"\n}\n', "dop_v1_" + some(HEX, 64))
    yield case("heroku", "HEROKU_API_KEY=@@\n", forge.uuid())
    yield case("shopify", "access_token: @@\n", "shpat_" + some(HEX, 32))
    yield case("square", "sq = Square(access='@@')\n", "sq0atp-" + some(URLSAFE, 21) + "x")
    yield case("datadog", "api_key: @@\nsite: datadoghq.eu\n", some(HEX, 32))
    yield case("datadog header", "headers = {'DD-API-KEY': '@@'}\n", some(HEX, 32))
    yield case("new relic", "license_key: '@@'\n", some(HEX, 36) + "NRAL")
    yield case("new relic user", "NEW_RELIC=@@\n", "NRAK-" + some(UPPER, 27))
    yield case("cloudflare", "CLOUDFLARE_API_TOKEN=@@\n", some(URLSAFE, 39) + "a")
    yield case("cloudflare global", 'cloudflare_api_key = "@@"\n', some(HEX, 37))
    yield case("hugging face", "login(token='@@')\n", "hf_" + some(string.ascii_letters, 34))
    yield case("databricks", "token = @@\nhost = https://x.cloud.databricks.com\n", "dapi" + some(HEX, 32))
    yield case(
        "atlassian",
        "jira = JIRA(u, basic_auth=('a@b.c', '@@'))\n",
        "ATATT3" + some(URLSAFE, 180) + "=" + some(UPPER, 8),
    )
    yield case("linear", "LINEAR: '@@'\n", "lin_api_" + some(LETTERS, 40))
    yield case("notion", "const notion = new Client({ auth: '@@' })\n", "secret_" + some(LETTERS, 43))
    yield case("doppler", "doppler run --token @@ -- ./x\n", "dp.st.prd." + some(LETTERS, 43))
    yield case("vault", "VAULT=@@\n", "hvs." + some(URLSAFE, 95) + "a")
    yield case("vault old", "$ vault login @@\n", "s." + some(LETTERS, 23) + "7")
    yield case(
        "terraform",
        'credentials "app.terraform.io" {\n  token = "@@"\n}\n',
        some(LETTERS, 14) + ".atlasv1." + some(LETTERS, 67),
    )
    yield case(
        "docker", "echo @@ | docker login -u me --password-stdin\n", "dckr_pat_" + some(URLSAFE, 26) + "a"
    )
    yield case(
        "age",
        "# created: 2024-01-01\n# public key: age1x\n@@\n",
        "AGE-SECRET-KEY-1" + some("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58),
    )
    yield case("grafana", "grafana_token=@@\n", "glsa_" + some(LETTERS, 32) + "_" + some(HEX, 8))
    yield case("supabase", "const key = '@@'\n", "sbp_" + some(HEX, 40))
    yield case(
        "algolia",
        "const index = algoliasearch({adminApiKey: '@@'})\n",
        some(HEX, 32),
    )
