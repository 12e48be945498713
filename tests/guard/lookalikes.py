# ruff: noqa: S608 - tables read best with a row on a line
"""What looks like a secret and is none."""

import base64

from tests.guard.forge import BASE64, HEX, LETTERS, Case, Forge


def lookalikes(seed: int = 11) -> list[Case]:
    """Files that hold nothing to hide."""
    forge = Forge(seed)
    some = forge.some
    example = "EXAMPLE"
    texts = {
        "uuid": f'id: "{forge.uuid()}"\n', "uuid request": f"X-Request-Id: {forge.uuid()}\n", "uuid sql": f"INSERT INTO t VALUES ('{forge.uuid()}');\n",
        "commit": f"commit {some(HEX, 40)}\nAuthor: A <a@b.c>\n", "short commits": f"{some(HEX, 7)}..{some(HEX, 7)} main\n",
        "git pin": f"uses: actions/checkout@{some(HEX, 40)} # v4\n", "submodule": f"160000 {some(HEX, 40)} 0\tlib\n",
        "integrity": f'"integrity": "sha512-{forge.b64(64)}"\n', "sri": f'<script src="a.js" integrity="sha384-{forge.b64(48)}"></script>\n',
        "yarn": f'js-tokens@^4.0.0:\n  version "4.0.0"\n  resolved "https://registry.example.org/js-tokens/-/js-tokens-4.0.0.tgz#{some(HEX, 40)}"\n',
        "go sum": f"github.com/a/b v1.2.3 h1:{forge.b64(32)}\n", "cargo": f'checksum = "{some(HEX, 64)}"\n',
        "pip hash": f"--hash=sha256:{some(HEX, 64)}\n", "poetry": f'{{file = "token-1.0.whl", hash = "sha256:{some(HEX, 64)}"}}\n',
        "docker digest": f"FROM python@sha256:{some(HEX, 64)}\n", "etag": f'ETag: "{some(HEX, 32)}"\n', "md5": f"md5sum: {some(HEX, 32)}  file\n",
        "png": f'src="data:image/png;base64,iVBORw0KGgo{forge.b64(900)}"\n', "font": f"url(data:font/woff2;base64,d09GMgAB{forge.b64(600)})\n",
        "image key": f'"key": "iVBORw0KGgo{forge.b64(60)}"\n',
        "aws doc": "aws_access_key_id = AKIAIOSFODNN7" + example + "\n", "aws doc secret": "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + example + "KEY\n",
        "stripe placeholder": 'stripe.api_key = "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx"\n', "openai placeholder": 'OPENAI_API_KEY="sk-your-key-here"\n',
        "openai dots": "export OPENAI_API_KEY=sk-...\n", "github placeholder": "GITHUB_TOKEN=ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX\n",
        "changeme": "DB_PASSWORD=changeme\n", "your": "API_KEY=<your-api-key>\n", "your 2": 'api_key: "YOUR_API_KEY_HERE"\n', "xxxx": "SECRET=xxxxxxxxxxxx\n",
        "stars": "password: ********\n", "shell variable": "password: ${DB_PASSWORD}\n", "dollar": 'TOKEN="$GITHUB_TOKEN"\n', "actions": "token: ${{ secrets.GITHUB_TOKEN }}\n",
        "template": 'password: "{{ vault_db_password }}"\n', "environ": 'password = os.environ["DB_PASSWORD"]\n', "getenv": 'token = os.getenv("API_TOKEN")\n',
        "process env": "const apiKey = process.env.STRIPE_SECRET_KEY;\n", "go getenv": 'secret := os.Getenv("JWT_SECRET")\n', "env call": "'password' => env('DB_PASSWORD', ''),\n",
        "vault ref": "password: vault:secret/data/app#password\n", "op": "token: op://prod/github/token\n", "arn": "secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf\n",
        "ssm": "DB_PASSWORD: ssm:/prod/db/password1\n", "sops": "password: ENC[AES256_GCM,data:" + forge.b64(20) + ",type:str]\n", "secret ref": "secretKeyRef:\n  name: db-secret-v2\n  key: password\n",
        "secret file": "POSTGRES_PASSWORD_FILE: /run/secrets/db_password1\n", "call": "token = generate_token(user.id, 3600)\n", "attribute": "password = request.form.password\n", "index": 'pw = data["password1"]\n',
        "type": "interface Login { password: string; token?: string | null }\n", "python type": "def login(user: str, password: str) -> Token:\n", "none": "password = None\n", "empty": 'password = ""\n',
        "compare": "if token == other_token2:\n    pass\n", "input": '<input type="password" name="password" autocomplete="current-password" id="password-field-1">\n', "label": '"password": "Enter your password (8 characters)"\n',
        "message": '"invalid_token": "Token expired at 12:00, log in again"\n', "german": '"forgot_password": "Passwort vergessen?"\n', "url": "TOKEN_URL=https://auth.corp.com/oauth2/v1/token\n", "path": "password_path: /reset-password/v2/form\n",
        "route": "password: '/api/v1/password/:id'\n", "css": ".token.keyword-1 { color: #0af; }\n", "tokens": "max_tokens=4096, total_tokens: 18234\n", "tokenizer": 'tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased-v2")\n',
        "key": 'key: "user:profile:1234:settings"\n', "cache key": f'cache-key: deps-v2-{some(HEX, 40)}\n', "public key": f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{some(BASE64, 43)} me@host\n", "public rsa": f"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ{some(BASE64, 360)} me\n",
        "known hosts": f"github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{some(BASE64, 43)}\n", "certificate": f"-----BEGIN CERTIFICATE-----\n{forge.b64(700)}\n-----END CERTIFICATE-----\n", "public pem": f"-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0B{forge.b64(270)}\n-----END PUBLIC KEY-----\n",
        "cert data": "certificate-authority-data: " + base64.b64encode(b"-----BEGIN CERTIFICATE-----\n" + forge.b64(400).encode()).decode() + "\n", "pem talk": "It must begin with -----BEGIN PRIVATE KEY----- and end with -----END PRIVATE KEY-----.\n", "pem dots": "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----\n",
        "public key name": f'public_key = "{some(BASE64, 43)}="\n', "stripe public": f"STRIPE_PUBLISHABLE_KEY=pk_live_{some(LETTERS, 24)}\n", "recaptcha": f'data-sitekey="6Lc{some(LETTERS, 37)}"\n', "sentry": f"SENTRY_DSN=https://{some(HEX, 32)}@o1234.ingest.sentry.io/5678\n",
        "url template": "postgres://user:password@localhost:5432/db\n", "url variable": "postgres://${DB_USER}:${DB_PASS}@${DB_HOST}/app\n", "url same": "postgresql://postgres:postgres@localhost/test\n", "url stars": "redis://:****@cache:6379\n", "port": "http://localhost:3000/@scope/pkg\n",
        "at path": "https://unpkg.com/react@18.2.0/umd/react.js and https://medium.com:443/@user\n", "mail": "mailto:first.last@company.com?subject=token\n", "bcrypt": '"password": "$2b$12$' + some(LETTERS, 53) + '"\n', "argon": "password_hash: $argon2id$v=19$m=65536,t=3,p=4$" + some(LETTERS, 22) + "$" + some(LETTERS, 43) + "\n",
        "jwt example": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ." + some(LETTERS, 43) + "\n", "basic example": "Authorization: Basic <credentials>\n", "bearer variable": "headers = {'Authorization': f'Bearer {token}'}\n",
        "bearer shell": 'curl -H "Authorization: Bearer $TOKEN" https://api\n', "mysql prompt": "mysql -u root -p app\n", "curl user": "curl -u $USER:$PASS https://h\n", "curl next option": "curl -u deploy: --fail https://h\ncurl -u deploy:--fail https://h\n", "aws words": "give aws_secret_access_key below\n", "docker port": "docker run -p 8080:80 nginx login\n", "flag": "--password-stdin --token-file /etc/token1\n", "minified": "!function(e){var t=e.token,n={key:\"k\",password:e.p};t&&n.secret(a1)}(window);\n" * 5,
        "regex": 'password_pattern = "^(?=.*[0-9])(?=.*[!@#]).{8,}$"\n', "hash name": f'commit_hash = "{some(HEX, 40)}"\n', "checksum name": f"TOKEN_SHA256={some(HEX, 64)}\n", "enum": 'PASSWORD_RESET_2 = "password_reset_2"\n', "constant": 'TOKEN_KEY = "access_token_v2"\n', "feature": 'secret_name = "prod-db-credentials-2"\n',
        "test": 'password = "test1234"\n', "test token": 'token = "test-token-123"\n', "dummy": 'SECRET_KEY = "dummy-secret-key-for-tests"\n', "fake": 'api_key = "fake_api_key_0123456789"\n', "counting": 'token = "1234567890abcdef1234567890abcdef"\n', "prose": "Use a strong password, e.g. one with 12 characters. Tokens expire after 3600s.\n",
        "makefile": "KEYS := $(shell cat keys.txt)\n", "nonce": 'nonce="abc123def456"\n', "color": "--token-color: #ff00aa11;\n", "aria": "aria-keyshortcuts='Control+Shift+K1'\n", "long path": "key_file=/etc/ssl/private/my-server-2048.key\n", "version": '"token-types": "^4.2.1"\n',
        "k8s public": "kind: ConfigMap\ndata:\n  LOG: ZGVidWc=\n", "random id": f'"traceId": "{some(HEX, 32)}"\n', "bucket": 's3_key = "uploads/2024/05/report-final-v2.pdf"\n', "sort key": 'sort_key: "USER#12345#ORDER#67890"\n', "java": "String token = tokenizer.nextToken();\n", "react": "<Item key={`row-${index}-v2`} />\n", "swagger": "securitySchemes:\n  apiKey:\n    type: apiKey\n    name: X-API-Key\n    in: header\n",
        "oauth": "grant_type=authorization_code&token_endpoint_auth_method=client_secret_post\n", "kv": "keyboard: us-intl-2\nkeymap: dvorak1\n", "sql column": "ALTER TABLE users ADD COLUMN password VARCHAR(255) NOT NULL DEFAULT '';\n", "log": "2024-05-01T12:00:00Z INFO auth: token refreshed for user 12345 in 20ms\n", "pass": "pass = 12 / fail = 3, passed: 240\n",
    }  # fmt: skip
    return [Case(name, text) for name, text in texts.items()]
