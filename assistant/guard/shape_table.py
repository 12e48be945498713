"""The secrets that have a mark inside or before them, wherever they stand: a row for each."""

from typing import NamedTuple

from assistant.guard.command_row import CHOSEN


class Shape(NamedTuple):
    """What `expression` finds, whose last group is the secret, in a text that holds one of `marks`.

    `kind` names the secret in the placeholder and, in small letters, the rule; `label` is for people.
    """

    kind: str
    label: str
    marks: tuple[str, ...]
    expression: str


IN_WORDS = (  # which are looked for in the long words of a text alone
    Shape("TERRAFORM_TOKEN", "Terraform Cloud token", (".atlasv1.",), r"\b([A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,80})"),
    Shape("AZURE_CLIENT_SECRET", "Azure client secret", ("Q~",),
          r"(?<![\w~.])(?<![^\n]-)([\w~.-]{3}\dQ~[\w~.-]{31,34})"),
    Shape("AZURE_DEVOPS_TOKEN", "Azure DevOps token", ("AZDO",), r"\b([A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})\b"),
    Shape("MAILCHIMP_KEY", "Mailchimp key", ("-us",), r"(?<!\w)([0-9a-f]{32}-us\d{1,2})(?!\w)"),
    Shape("NEWRELIC_KEY", "New Relic license key", ("NRAL",),
          r"(?<!\w)((?:[0-9a-f]{32,36}(?:FFFF)?|[a-z]{2}\d\dxx[\da-f]{30})NRAL)(?!\w)"),
    Shape("ONEPASSWORD_KEY", "1Password secret key", ("A3-",),
          r"(A3-(?<!\wA3-)[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3})\b"),
)  # fmt: skip
IN_TEXT = (
    Shape("WINDOWS_PASSWORD", "Windows password", ("ConvertTo-SecureString",),  # given in a variable
          r"\$(?P<name>\w{1,40})\s{0,4}=\s{0,4}[\"']([^\"'\n$]{6,100})[\"'](?=[^\0]{0,600}?ConvertTo-SecureString"
          r"\s{1,4}(?:-String\s{1,4})?\$(?P=name)\b)"),
    Shape("FIREBASE_KEY", "Firebase server key", (":APA91b",), r"\b([\w-]{11}:APA91b[\w-]{100,160})"),
    Shape("GOOGLE_TOKEN", "Google refresh token", ("1//0", "1%2F%2F0"),
          r"(?<![\w+/.-])(1(?://|%2F%2F)0[\w-]{40,200})(?![\w/+-])"),
    Shape("KUBEADM_TOKEN", "kubeadm token", ("kubeadm token",),  # behind a command, or in the line below
          r"kubeadm token[^\n|;&]{0,200}?\s((?=[a-z.]*\d)[a-z0-9]{6}\.[a-z0-9]{16})(?![\w.-])"),
    Shape("KUBEADM_TOKEN", "kubeadm token", ("authentication,signing",),  # in a list of them
          r"\b((?=[a-z.]*\d)[a-z0-9]{6}\.[a-z0-9]{16})[ \t](?=[^\n]{0,120}?authentication,signing)"),
    Shape("BRAINTREE_TOKEN", "Braintree token", ("$production$",),
          r"\b(access_token\$production\$[a-z0-9]{16}\$[0-9a-f]{32})"),
    Shape("TELEGRAM_TOKEN", "Telegram bot token", (":AA",),
          r"(\d(?:(?<!\w\d)|(?<=bot\d))\d{7,9}:AA[\w-]{32,34})(?![\w-])"),
    Shape("SLACK_WEBHOOK", "Slack webhook", ("hooks.slack.com/",),
          r"hooks\.slack\.com/(?:services|workflows|triggers)/([A-Za-z0-9+/]{20,90})"),
    Shape("SLACK_WEBHOOK", "Slack webhook", ("/services/T",),  # in the log of a client, without its host
          r"/services/(T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{20,30})(?!\w)"),
    Shape("DISCORD_WEBHOOK", "Discord webhook", ("/api/webhooks/",), r"/api/webhooks/\d{15,22}/([\w-]{50,80})"),
    Shape("TEAMS_WEBHOOK", "Teams webhook", ("webhook.office.com/", "outlook.office.com/webhook"),
          r"(?:webhook|outlook)\.office\.com/webhook(?:b2)?/([\w@/-]{60,250})"),
    Shape("ZAPIER_HOOK", "Zapier webhook", ("hooks.zapier.com/",),
          r"hooks\.zapier\.com/hooks/catch/(\d{4,10}/\w{6,12})"),
    Shape("IFTTT_KEY", "IFTTT key", ("/with/key/",), r"/with/key/([\w-]{20,60})(?![\w-])"),
    Shape("MAKE_HOOK", "Make webhook", ("//hook.",),
          r"//hook\.(?:[a-z]{2}\d\.)?(?:make|integromat)\.com/([a-z0-9]{32})(?!\w)"),
    Shape("DEPLOY_HOOK", "Render deploy hook", ("api.render.com/deploy/",),
          r"api\.render\.com/deploy/[\w-]{8,40}\?key=([\w-]{8,40})"),
    Shape("CHAT_HOOK", "chat webhook", ("/hooks/",),  # of Mattermost and Rocket.Chat
          r"/hooks/((?=[a-z]*\d)[a-z0-9]{26}|\w{17}/\w{48})(?![\w/.-])"),
    Shape("CHAT_WEBHOOK", "Google Chat webhook", ("chat.googleapis.com/",),
          r"chat\.googleapis\.com/v1/spaces/[\w-]{5,20}/messages\?key=[\w-]{20,60}&token=([\w%-]{20,80})"),
    Shape("NODE_KEY", "node provider key", (".infura.io/", ".alchemy.com/", ".alchemyapi.io/", ".blastapi.io/"),
          r"\.(?:infura\.io|alchemy\.com|alchemyapi\.io|blastapi\.io)/(?:nft/)?(?:ws/)?v\d/([\w-]{32,40})(?![\w-])"),
    Shape("NODE_KEY", "node provider key", (".quiknode.pro/",), r"\.quiknode\.pro/([0-9a-f]{40})(?!\w)"),
    Shape("AZURE_SIGNATURE", "Azure signature", ("sig=",), r"[?&;](?:amp;)?sig=([\w%+/=-]{30,120})"),
    Shape("AZURE_FUNCTION_KEY", "Azure function key", (".azurewebsites.net/",),
          r"\.azurewebsites\.net/[^\s\"'<>]{0,200}?[?&]code=([\w%/+=-]{30,120})"),
    Shape("AZURE_KEY", "Azure storage key", ("AccountKey=",), r"AccountKey=([A-Za-z0-9+/]{40,90}={0,2})"),
    Shape("AZURE_KEY", "Azure storage key", ("keyName",),
          r"keyName[\"']?:[^{}]{0,120}?value[\"']?:\s{1,4}[\"']?([A-Za-z0-9+/]{40,90}={0,2})"),
    Shape("AZURE_KEY", "Azure storage key",
          (".account.key", ".core.windows.net", "AccountKey", "torage account", "torageAccount", "ccount key", "osmosdb"),
          r"(?<![A-Za-z0-9+/=-])([A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])"),
    Shape("AZURE_KEY", "Azure storage key", ("FULL",), r"\bFULL\s{1,20}([A-Za-z0-9+/]{86}==)"),
    Shape("AZURE_KEY", "Azure key", ("haredAccessKey=",), r"haredAccessKey=([A-Za-z0-9+/]{40,90}={0,2})"),
    Shape("AWS_SIGNATURE", "AWS signature", ("X-Amz-Signature=",), r"X-Amz-Signature=([0-9a-f]{64})"),
    Shape("PUSHOVER_KEY", "Pushover key", ("pushover",),
          r"(?:token|user)[\"']?\s{0,4}[:=]\s{0,4}[\"']?([au][a-z0-9]{29})(?!\w)"),
    Shape("STORAGE_SECRET", "Google storage secret", ("GOOG",),
          r"(?<!\w)GOOG[A-Z0-9]{20,57}[\"']?[\s:,;|]{1,20}[\"']?([A-Za-z0-9+/]{40})(?![\w+/=])"),
    Shape("JWK_PRIVATE", "private JSON web key", ('"kty"',),
          r'"(?:[dkr]|[dq]?p|d?q|qi|t)"\s{0,4}:\s{0,4}"([\w-]{40,700})"'),
    Shape("RSA_PRIVATE", "private RSA key", ("<RSAKeyValue>",),
          r"<(P|Q|D|DP|DQ|InverseQ)>([A-Za-z0-9+/=\s]{16,1400})</\1>"),
    Shape("KEY_NUMBERS", "private key in numbers", ("rivateExponent:", "priv:"),  # as OpenSSL prints one
          r"(?:privateExponent|prime\d|exponent\d|coefficient|priv):[^\S\n]*\r?\n\s{0,20}"
          r"((?:[0-9a-f]{2}:(?:\r?\n[ \t]{0,20})?){15,1100}[0-9a-f]{2})(?![0-9a-f:])"),
    Shape("WORDPRESS_KEY", "WordPress key",
          ("AUTH_KEY", "AUTH_SALT", "LOGGED_IN_KEY", "LOGGED_IN_SALT", "NONCE_KEY", "NONCE_SALT"),
          r"(?:AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)[\"']?\s{0,4}(?:[,=:]|=>)\s{0,20}"
          r"(?:'([!-&(-~ ]{64})'|\"([!#-~ ]{64})\")"),
    Shape("TOTP_SEED", "seed of one-time passwords", ('totp"', "totp: ", "TOTP(", "HOTP("),
          r"(?:totp\"?\s?:\s?|[TH]OTP\(\s{0,4})[\"']?(?!JBSWY3DP|GEZDGNBV)((?=[A-Z]*[2-7])[A-Z2-7]{16,64})(?!\w)"),
    Shape("JWT_SECRET", "signing key", ('Jwt"',),
          r"Jwt\"\s{0,4}:\s{0,4}\{[^{}]{0,400}?\"(?:Secret|Signing)?Key\"\s{0,4}:\s{0,4}\"([^\"\n]{16,200})\""),
    Shape("DOCKER_AUTH", "Docker registry login", ('"auth"',), r'"auth"\s{0,4}:\s{0,4}"([A-Za-z0-9+/]{8,200}={0,2})"'),
    Shape("GITHUB_TOKEN", "Composer token", ('-oauth"', '"bearer": {'),
          r'"(?:git(?:hub|lab)-(?:oauth|token)|bearer)"\s{0,4}:\s{0,4}\{\s{0,40}"[\w.-]{3,60}"\s{0,4}:\s{0,4}"([\w-]{20,80})"'),
    Shape("KAGGLE_KEY", "Kaggle key", ('"key"',),
          r'"username"\s{0,4}:\s{0,4}"[^"\n]{1,60}"\s{0,4},\s{0,20}"key"\s{0,4}:\s{0,4}"([0-9a-f]{32})"'),
    Shape("DEVICE_KEY", "device key", ('"key"',),  # of Tuya's devices
          r'"id"\s{0,4}:\s{0,4}"[a-z0-9]{20,22}"\s{0,4},\s{0,20}"key"\s{0,4}:\s{0,4}"([^\s"]{16})"'),
    Shape("WEATHER_KEY", "application key", ("appid",), r"appid[\"']?\s{0,4}[:=]\s{0,4}[\"']?([0-9a-f]{32})(?!\w)"),
    Shape("TELEGRAM_HASH", "Telegram application hash", ("api_hash",),
          r"api_hash[\"']?\s{0,4}[:=,]\s{0,4}[\"']?([0-9a-f]{32})(?!\w)"),
    Shape("WALLET_KEY", "wallet key", ("accounts",),
          r"accounts[\"']?\s{0,4}[:=]\s{0,4}\[\s{0,40}[\"'`]((?:0x)?[0-9a-f]{64})[\"'`]"),
    Shape("DB_PASSWORD", "database password", ("@tcp", "@unix(", "@cloudsql", "@("),
          r"[\"'`=\s][\w.-]{1,60}:([^\s\"'`]{3,120})@(?:(?:tcp[46]?|unix|cloudsql(?:-mysql)?)\(|\([\w.-]{1,80}:\d{2,5}\)/)"),
    Shape("DB_PASSWORD", "database password", ("@/",), r"[\"'`=][\w.-]{1,60}:([^\s\"'`/]{3,120})@/\w"),
    Shape("DB_PASSWORD", "database password", (":1521",),
          r"[\"'=\s][\w$]{1,40}/([^\s@\"'/]{4,60})@[\w.-]{2,60}:1521"),
    Shape("PGPASS", "database password", (":5432:", ":5433:", ":6432:", ":6433:", ":*:"),
          r":(?:\d{4,5}|\*):[\w.*-]{1,60}:[\w.@*-]{1,60}:(?![^\s<]{0,80}</)"
          r"((?:[^\s:\\]|\\(?!n[\"'])\S){4,80})(?<![\"',*])(?:[ \t]*(?:\r?\n|$)|\\n[\"'])"),
    Shape("FIX_PASSWORD", "FIX password", ("FIX.4.", "FIX.5.", "FIXT.1."),
          r"(?:[|;\x01]|\^A|\\x01|\\u0001)(?:554|925)=(?!%\w+%)([^\s|;^\x01\\]{4,64})(?=[|;^\x01\\])"),
    Shape("PGBOUNCER_PASSWORD", "database password", ("pgbouncer", "userlist"),
          rf'(?:\A|\n)"[\w.@*-]{{1,60}}" "{CHOSEN}([^\s"<>]{{6,200}})"(?=[ \t]*(?:\r?\n|\Z))'),
    Shape("PGBOUNCER_PASSWORD", "database password", ('" "md5',),
          r'(?:\A|\n)"[\w.@*-]{1,60}" "(md5[0-9a-f]{32})"(?=[ \t]*(?:\r?\n|\Z))'),
    Shape("NUGET_KEY", "NuGet key", ("<apikeys>", "<apiKeys>"),
          r'<add key="https?://[^"\n]{1,200}" value="(?!https?:|%)([^"\n]{16,600})"'),
    Shape("CONFLUENT_SECRET", "Confluent API secret", ("user.info", "USER_INFO", "user_info"),
          r"(?i:user[._]info)[\"']?\s{0,4}[:=]\s{0,4}[\"']?[A-Z0-9]{16}:([A-Za-z0-9+/]{64})(?![\w+/=])"),
    Shape("VPN_PASSWORD", "VPN password", ("<auth-user-pass>",),
          r"<auth-user-pass>\s{1,4}\S{1,80}\s{1,4}([^\s<]{4,120})"),
    Shape("VPN_PASSWORD", "VPN password", ("l2tpd", "pptpd", "# client"),  # a line of chap-secrets
          r"\n[\"']?[\w.@*-]{1,40}[\"']?[ \t]{1,40}[\"']?(?:l2tpd|pptpd|\*)[\"']?[ \t]{1,40}"
          r"[\"']?([^\s\"'*]{4,60})[\"']?[ \t]{1,40}[\"']?(?:\*|\d{1,3}(?:\.\d{1,3}){3})(?![\w*])"),
    Shape("SESSION_COOKIE", "session cookie", ("connect.sid",), r"(?<!\w)(s%3A[\w-]{20,40}\.[\w%+/-]{30,80})"),
    Shape("WIREGUARD_KEY", "WireGuard key", ("wg",),  # of an interface, and one that a peer shares
          r"=\t(?<=(?<![A-Za-z0-9+/=])([A-Za-z0-9+/]{43}=)\t)(?:[A-Za-z0-9+/]{43}=\t\d{1,5}\t"
          r"|([A-Za-z0-9+/]{43}=)\t(?:\(none\)|[\d\[][\da-f.:\]]{6,60}))"),
    Shape("JAAS_PASSWORD", "password", ("LoginModule",), r'(?<!\w)user_[\w.-]{1,40}\s?=\s?"([^"\n]{3,100})"'),
    Shape("USER_PASSWORD", "account password", ("chpasswd",),
          r"\n[ \t]{0,12}[a-z_][\w-]{0,30}:(?=\S{0,60}\d)(?=\S{0,60}[A-Za-z])([^\s:/\"'`<>]{6,100})(?=[ \t]*\r?\n)"),
    Shape("SAML_RESPONSE", "SAML response", ("SAMLResponse",),  # which logs in
          r"SAMLResponse[\"']?(?:\s{1,4}value)?\s{0,4}[=:]\s{0,4}[\"']?([A-Za-z0-9+/%]{200,}+={0,2})"),
    Shape("KEYSTORE", "keystore", ("keystore", "KEYSTORE", "KEY_STORE", "P12", "p12", "PFX", "pfx"),
          r"(?:keystore|KEY_?STORE|P12|p12|PFX|pfx)[\w.-]{0,20}[\"']?\s{0,4}[=:]\s{0,4}[\"']?([A-Za-z0-9+/]{500,}+={0,2})"),
    Shape("PASSWORD_HASH", "password hash", (":::",), r":\d{3,8}:[0-9a-f]{32}:([0-9a-f]{32}):::"),  # of Windows
    Shape("IDENTITY_KEY", "ZeroTier identity", (":0:",),
          r"(?<!\w)[0-9a-f]{10}:0:[0-9a-f]{128}:([0-9a-f]{128})(?!\w)"),
    Shape("CLUSTER_TOKEN", "cluster token", (":25000/",), r":25000/([0-9a-f]{32})(?!\w)"),
    Shape("NETWORK_KEY", "network key", ("network_key",),
          r"network_key[\"']?\s?:\s?\[?\s{0,20}(?!1,\s?3,)(\d{1,3}(?:,\s{0,20}\d{1,3}){15})(?![\d,])"),
    Shape("KEYSTORE_PASSWORD", "password of a keystore", (".toCharArray()",),
          r"(?:load|getKey|getEntry|PasswordProtection|PBEKeySpec)\([^;\n]{0,80}?\"([^\"\n]{4,100})\"\.toCharArray\(\)"),
    Shape("PLANNED_SECRET", "planned secret", ('" -> "',),
          r"(?i:pass\w{0,20}|pwd|secret(?:_(?:string|value|key|data))?|token|\w{0,20}key)"
          r"\s{0,40}=\s\"[^\"\n]{0,200}\" -> \"([^\"\n]{4,200})\""),
    Shape("FORM_PASSWORD", "login password", ('form-data; name="',),
          r'form-data; name="[\w.\[-]{0,30}(?i:pass(?:word|wd)?|pwd|secret|token|api_?key)\]?"'
          r"\r?\n\r?\n(\S{4,200})\r?\n--"),
    Shape("UNSEAL_KEY", "unseal key", ("Unseal Key",), r"Unseal Key \d{1,2}: ([A-Za-z0-9+/]{32,88}={0,2})"),
    Shape("GOSSIP_KEY", "gossip key", ("encrypt",),
          r"encrypt(?<![^\W_]encrypt)[\"']?\s{0,4}[:=]\s{0,4}[\"']?([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{22}=="
          r"|(?=[^\s\d]{0,31}\d)(?=[^\sA-Z]{0,31}[A-Z])(?=[^\sa-z]{0,31}[a-z])[A-Za-z0-9+/]{32})(?![^\s\"',;}])"),
    Shape("RANDOM_PASSWORD", "random password", ("random_password",),
          r"random_password\"(?:(?!random_password\")[^}]){0,600}?\bresult\"?\s{0,20}[:=]\s{0,4}\"([^\"\n]{6,200})\""),
    Shape("LINK_TOKEN", "token in a link", ("/reset", "/invit"),
          r"/(?:reset|invit)[\w-]{0,30}[/=](?!\d+\b)([A-Za-z0-9_-]{20,200})(?![\w.-])"),
    Shape("MAIL_LOGIN", "mail login", ("AUTH PLAIN",), r"AUTH PLAIN ([A-Za-z0-9+/]{12,400}={0,2})"),
    Shape("PLAIN_PASSWORD", "password", ("|password_hash", "| password_hash"),
          r"[\"']([^\"'\n]{6,100})[\"']\s?\| ?password_hash"),
    Shape("PASSWORD_HASH", "password hash", ("$1$", "$5$", "$6$", "$8$", "$9$", "$y$", "$1a$", "$1c$"),
          r"(?:password|secret|cipher|phash)\s(?:(?:[589]|sha512)\s)?[\"']?"
          r"(\$(?:(?:[156y]|1[ac])\$[\w./=,]{1,60}\$|[89]\$)[\w./$=,*-]{12,160})"),
    Shape("NEON_PASSWORD", "Neon password", ("npg_",), r"(?<!\w)(npg_(?=[A-Za-z]{0,20}\d)[A-Za-z0-9]{10,24})(?!\w)"),
    Shape("RAILS_KEY", "Rails master key", ("master.key",),
          r"master\.key(?: <==)?[ \t]*\r?\n(?:# ?)?([0-9a-f]{32})(?!\w)"),
    Shape("VAULT_SECRET", "secret of a vault", (".vault.azure.net/secrets/",),  # as Azure's az shows one
          r"vault\.azure\.net/secrets/(?:[^{}/]|/(?!secrets)|\{[^{}/]{0,400}\}){0,400}?\"value\":\s\"([^\"\n]{4,400})\""),
    Shape("PASSWORD_HASH", "password hash", (":$",),
          r":(?<=\w:)(\${1,2}(?:apr1|[1567y])\${1,2}[\w./$=,+]{20,160})"),
)  # fmt: skip
