"""The calls of code that say where a password or a key stands: a row for each."""

from assistant.guard.command_row import Command
from assistant.guard.phrases import MAIL_WORDS

_WALLET = r"(?:0x)?[0-9a-fA-F]{64}(?!\w)"
_STRING = r"[rbu]{0,2}[\"'`]([^\"'`\n${}]{6,200})[\"'`]"
_TWO_STRINGS = (
    r"[\"'][^\"'\n]{1,80}[\"']\s{0,20},\s{0,20}"
    rf"(?:Some\()?[\"']([^\"'\s]{{3,200}}|{MAIL_WORDS})[\"']"
)
_MARKED = ("=", " = ", ": ", " => ")
_AUTHS = (  # "auth: " without a quote is what many logs say, and so is "auth" in JSON
    *(f"{word}{joint}" for word in ("_AUTH", "_auth", "-auth") for joint in ("=", ": ", " = ", '": ')),
    *(f"{word}{joint}{mark}" for word in ("auth", "Auth") for joint in _MARKED for mark in "\"'"),
    "auth = `", "AUTH=", "cAuth: ", "pAuth: ", 'cAuth": ', 'pAuth": ', "-auth ",
)  # fmt: skip
CALLS = (
    Command("LOGIN_PASSWORD", "login password", ("auth",),
            rf"(?:[\"']?+\s?+(?:=>|[:=])\s?+[(\[]|(?<=basic_auth)\s)\s{{0,20}}[rbu]?{_TWO_STRINGS}", gate=","),
    Command("AUTH_PASSWORD", "login password", _AUTHS,
            r"[\"'`]?(?:[A-Za-z][\w.@+-]{1,60}:"
            r"|(?:(?<=AUTH=)|(?<=AUTH: )|(?<=AUTH=[\"'])|(?<=AUTH: [\"']))[a-z][\w-]{1,30}/)"
            r"(?![0-9a-f]{16,64}\$)([^\s\"'`<>(){},;/]{6,100})(?![^\s\"'`),;}])"),
    Command("LOGIN_PASSWORD", "login password", ("credentials = (", "creds = ("), _TWO_STRINGS, parts=(",",)),
    Command("LOGIN_PASSWORD", "login password", ("mysqli(", "mysqli_connect(", "mysql_connect("),
            r"\s{0,4}(?:[^,;()\n]{1,80},\s{0,20}){2}[\"']([^\"'\n$]{3,100})[\"']"),
    Command("LOGIN_PASSWORD", "login password", ("NetworkCredential ",),
            rf"\w{{1,40}}\s?=\s?new\(\s{{0,20}}(?:[\w.]{{1,60}},\s{{0,20}}[\"']([^\"'\s]{{3,200}})[\"']|{_TWO_STRINGS})"),
    Command("LOGIN_PASSWORD", "login password", (":basic,",), rf"\s{{0,20}}{_TWO_STRINGS}"),
    Command("LOGIN_PASSWORD", "login password", ("encode(", "btoa(", "b64("),
            r"\s{0,20}[rbu]?[\"'`][^\"'\s:]{1,60}:([^\"'`\s{}$]{3,120})[\"'`]"),
    Command("AZURE_DEVOPS_TOKEN", "Azure DevOps token", ('GetBytes(":',), r"([a-z0-9]{52}|[A-Za-z0-9]{84})\""),
    Command("LOGIN_PASSWORD", "login password", ("URLCredential(",),
            r"user:[^,\n]{1,80},\s{0,4}password:\s{0,4}[\"']([^\"'\s]{3,200})"),
    Command("CLIENT_SECRET", "client secret", ("omniauth :", "provider :"), rf"\w{{2,40}},\s{{0,20}}{_TWO_STRINGS}"),
    Command("LDAP_PASSWORD", "LDAP password", ("SECURITY_CREDENTIALS",), r",\s{0,20}\"([^\"\s]{4,100})\""),
    Command("CURL_PASSWORD", "curl password", ("USERPWD",), r",\s{0,4}([\"'])[^\s:\"']{1,80}:([^\"'\n]{3,100})\1"),
    Command("JWT_SECRET", "signing key", ("jwt.",),
            rf"(?:sign|verify|encode|decode)\([^;\n]{{1,200}}?,\s{{0,20}}{_STRING}\s{{0,4}}[,)]"),
    Command("JWT_SECRET", "signing key", ("jwt.", "jwt:"),  # which some libraries take first
            rf"(?:sign|verify)\(\s{{0,20}}(?=[^\n,]{{0,80}}\d){_STRING}\s{{0,4}},"),
    Command("JWT_SECRET", "signing key", ("jwt:",),
            rf"(?:sign|verify|encode|decode)\([^;\n]{{1,200}}?,\s{{0,20}}{_STRING}\s{{0,4}}[,)]"),
    Command("JWT_SECRET", "signing key", ("signWith(",), r"[\w.]{1,40},\s{0,20}\"([^\"\n]{8,200})\""),
    Command("JWT_SECRET", "signing key", ("SignedString(",), r"\[\]byte\([\"`]([^\"`\n]{6,200})[\"`]\)"),
    Command("HMAC_KEY", "signing key", ("hmac.New(",), r"[\w.]{3,20},\s{0,20}\[\]byte\([\"`]([^\"`\n]{6,200})[\"`]\)"),
    Command("HMAC_KEY", "signing key", ("hmac.new(",), rf"\s{{0,20}}(?=[^\n,]{{0,80}}\d){_STRING}\s{{0,4}},"),
    Command("HMAC_KEY", "signing key", ("createHmac(",),
            rf"[^,\n]{{1,40}},\s{{0,20}}(?=[^\n,]{{0,80}}\d){_STRING}\s{{0,4}}\)"),
    Command("CIPHER_KEY", "signing key", ("cookieParser(", "hmacShaKeyFor(", "CookieStore(", "MessageVerifier.new(",
                                           "MessageEncryptor.new("),
            rf"\s{{0,20}}(?:\[\]byte\()?{_STRING}"),
    Command("CIPHER_KEY", "signing key", ("SymmetricSecurityKey(",),
            rf"\s{{0,20}}Encoding\.\w{{3,7}}\.GetBytes\(\s{{0,20}}(?=[^\n)]{{0,80}}\d){_STRING}"),
    Command("WALLET_KEY", "wallet key", ("Wallet(", "KeyToAccount(", "SigningKey("), rf"\s{{0,20}}[\"'`]({_WALLET})"),
    Command("WALLET_KEY", "wallet key", ("rivate key ",), rf"(?:is |was |= )?[\"'`]?({_WALLET})"),
    Command("POSTMARK_TOKEN", "Postmark token", ("ServerClient(", "AccountClient("),
            r"\s{0,20}[\"'`]([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[\"'`]"),
    *(
        Command("FIELD_SECRET", "secret", names,
                rf"[(:]?\s{{0,20}}@?\"(?:\w{{2,12}} )?([^\"\s\\]{{8,400}})\",?\s{{1,20}}{field}\s?@?\""
                r"(?i:[\w-]{0,40}(?:auth|key|token|secret|passw)[\w-]{0,20})\"", parts=(field,))
        for field, names in (("forHTTPHeaderField:", ("etValue", "ddValue")), ("forKey:", (".set(", "etObject")))
    ),
    Command("CIPHER_KEY", "encryption key", ("Fernet(",), rf"\s{{0,20}}{_STRING}"),
    Command("CIPHER_KEY", "encryption key", ("SecretKeySpec(",), rf"\s{{0,20}}{_STRING}\.getBytes"),
)  # fmt: skip
