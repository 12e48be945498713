"""The commands and settings that say where a password stands: a row for each."""

from assistant.guard.call_table import CALLS
from assistant.guard.command_row import CHOSEN, DIGIT, END, ESCAPED, FILE, LETTER, SAID, VALUE, Command
from assistant.guard.device_table import DEVICES
from assistant.guard.session_table import SESSIONS

_TEXT = rf"""(?:"([^"\n]{{4,100}})"|'([^'\n]{{4,100}})'|((?:{ESCAPED}|[^\s"'`;|&<>,]){{4,200}}))"""
FOLD = r"|(?<=\\)\n"  # a line goes on behind a backslash
_GAP = rf"(?:[^\n;|]{FOLD}){{0,200}}?"
# Other arguments before one that a blank or a comma comes before, in many fewer steps.
_ARGUMENTS = rf"\b(?P<first>)[^\s,;|]*+(?:(?:[^\S\n]|,{FOLD})[^\s,;|]*+)*?(?P<last>)"
_PORT_P = rf"{LETTER}{DIGIT}(?!\S{{0,60}}:\d){VALUE}"  # what "-p" may say besides a port
_READERS = (  # programs that take a password from a pipe
    r"(?:\bsudo\s-\w{0,4}S|secrets?[\s:](?:versions\s)?(?:create|put|set|add|generic)|env\sadd|-stdin|-fd|systemd-creds"
    r"|\b(?:pass\sinsert|kinit|passwd|cryptsetup|smbpasswd|openconnect|gpg|vault|keytool|su)\b)"
)
_ECHOED = (  # what a command is given as a file: <(echo ...)
    r"<\((?:echo|printf)\s(?:-\w{1,3}\s)?(?:[\"']?%s(?:\\n)?[\"']?\s)?"
    r"""(?:"([^"\n$]{4,100})"|'([^'\n]{4,100})'|([^\s"'`;|&<>,()$]{4,200}))\s?\)"""
)
_HERE = r"\s?<<-?\s?[\"']?\w{2,12}[\"']?[^\S\n]*\r?\n[ \t]*"  # behind a command that reads what follows


def _option(flag: str) -> str:
    """Give what follows a program's name up to the value of one of its options."""
    return rf"{_ARGUMENTS}\s{flag}{VALUE}"


_PROGRAMS = (
    Command("CURL_PASSWORD", "curl password", ("curl",),
            rf"{_ARGUMENTS.replace(';', '')}\s(?:-u\s*|--(?:proxy-)?user[ =])"
            r"(?:\"[^\s:\"']{1,80}:([^\"\n]{3,100})\"|'[^\s:\"']{1,80}:([^'\n]{3,100})'"
            r"|[\"']?[^\s:\"']{0,80}[\"']?:[\"']?([^\s\"']{3,200})|[\"']?(?=[A-Za-z_-]*\d)([\w-]{20,200}):[\"'\s])",
            parts=("-u",), most=400),
    Command("HTTP_PASSWORD", "password", ("http ", "https "),
            rf"{_GAP}(?:-a|--auth)[ =][\"']?[^\s:\"']{{1,80}}:([^\s\"']{{3,200}})", parts=("-a",)),
    Command("HTTP_PASSWORD", "htpasswd password", ("htpasswd ",),
            r"(?:[\w.:/-]{1,80}[ \t])?(?=-\w{0,5}b)(?=(-\w{0,5}n)?)-\w{1,6}(?:[ \t]-\w+(?:[ \t]\d{1,2})?){0,2}"
            rf"(?(1)|[ \t]\S{{1,100}})[ \t]\S{{1,80}}[ \t]{CHOSEN}{VALUE}"),
    Command("HTTP_PASSWORD", "password", ("mkpasswd ",),
            rf"(?:(?:-[msSR]|--(?:method|salt|rounds))[ =]\S{{1,40}}[ \t]){{0,3}}(?!-){CHOSEN}{VALUE}"),
    Command("MYSQL_PASSWORD", "MySQL password", ("mysql", "mariadb"),
            rf"(?:-?(?:dump|admin|import|show|check|sh))?{_ARGUMENTS}(?:\s|,\s?[\"'])-p(?!assword){VALUE}",
            parts=("-p",)),
    Command("SSH_PASSWORD", "ssh password", ("sshpass",), rf"\s+-p\s{{0,4}}{VALUE}"),
    Command("DOCKER_PASSWORD", "registry password", ("login",), _option(r"-p\s{1,4}"), parts=("-p",)),
    Command("REGISTRY_PASSWORD", "registry password", ("creds",), rf"[ =][\"']?[\w.@-]{{1,80}}:{VALUE}"),
    Command("REGISTRY_PASSWORD", "registry password", ("http-basic.",), rf"\S{{1,60}}\s\S{{1,80}}\s{VALUE}"),
    Command("MONGO_PASSWORD", "MongoDB password", ("mongo",),
            r"(?:sh|dump|restore|export|import)?" + _option(r"-p\s{1,4}"), parts=("-p",)),
    Command("ARCHIVE_PASSWORD", "archive password", ("7z", "7za", "rar"), _option("-h?p"), parts=("-",)),
    Command("ARCHIVE_PASSWORD", "archive password", ("zip",), _option(r"-P\s{0,4}"), parts=("-P",)),
    Command("REDIS_PASSWORD", "Redis password", ("redis-cli",), _option(r"-a\s{1,4}"), parts=("-a",)),
    Command("SQL_PASSWORD", "SQL Server password", ("sqlcmd", "bcp"), _option(r"-P\s{0,4}"), parts=("-P",)),
    Command("MQTT_PASSWORD", "MQTT password", ("mosquitto_pub", "mosquitto_sub"), _option(r"-P\s{0,4}"), parts=("-P",)),
    Command("IPMI_PASSWORD", "IPMI password", ("ipmitool",), _option(r"-P\s{0,4}"), parts=("-P",)),
    Command("ETCD_PASSWORD", "etcd password", ("etcdctl",),
            rf"{_ARGUMENTS}\s--user[ =][^\s:]{{1,60}}:{VALUE}", parts=("--user",)),
    Command("HIVE_PASSWORD", "Hive password", ("beeline",), _option(r"-p\s{1,4}"), parts=("-p",)),
    Command("DB_PASSWORD", "Db2 password", ("db2 connect to ", 'db2 "connect to ', "SQL CONNECT TO "),
            rf"\S{{1,60}}\s(?:user|USER)\s\S{{1,60}}\s(?:using|USING)\s{VALUE}"),
    Command("DB_PASSWORD", "Teradata password", (".logon ", ".LOGON "), rf"[^\s,]{{1,80}},\s?{VALUE}", parts=(",",)),
    Command("DB_PASSWORD", "Galera password", ("wsrep_sst_auth",), rf"\s?=\s?[\"']?[^\s:\"']{{1,60}}:{VALUE}"),
    Command("WINDOWS_PASSWORD", "Windows password", ("exec.py ", "dump.py ", "client.py "),
            r"(?:-\S{1,30}\s){0,4}[\"']?(?:[\w.-]{1,60}/)?[\w.$-]{1,60}:(?:'([^'\n]{3,100})'|([^\s'\"@]{3,100}))@[\w.-]"),
    Command("SECRET_VALUE", "stored secret", ("secret set", "variable set", "secret:create", "env:create"),
            _option(r"(?:--(?:body|value)[ =]|-b\s?|-v\s)"), parts=("-",)),
    Command("NODE_COOKIE", "cookie of nodes", ("-setcookie ",), VALUE),
    Command("HEX_KEY", "Hex key", ("hex.organization auth", "hex.user auth"), _option(r"--key\s"), parts=("--key",)),
    Command("CERTIFICATE_KEY", "certificate key", ("certificate-key",), r"[ =]([0-9a-f]{64})(?!\w)"),
    Command("DEVICE_PASSWORD", "device password", ("racadm",),
            rf"{_GAP}Password\s{{1,4}}{VALUE}{END}", parts=("Password",)),
    Command("SNMP_PASSWORD", "SNMP password", ("snmpget", "snmpwalk"), _option(r"-A\s{1,4}"), parts=("-A",)),
    Command("SNMP_PASSWORD", "SNMP password", ("snmpget", "snmpwalk"), _option(r"-X\s{1,4}"), parts=("-X",)),
    Command("LDAP_PASSWORD", "LDAP password", ("ldap",),
            "(?:search|modify|add|delete|whoami|passwd)" + _option(r"-w\s{0,4}"), parts=("-w",)),
    Command("SNMP_COMMUNITY", "SNMP community", ("snmpget", "snmpwalk", "snmpset", "snmpbulk"),
            _option(r"-c\s{0,4}(?!public\b|private\b)"), parts=("-c",)),
    Command("KEYCHAIN_PASSWORD", "keychain password", ("add-generic-password",), _option(r"-w\s{0,4}"), parts=("-w",)),
    Command("KEYCHAIN_PASSWORD", "keychain password", ("create-keychain", "unlock-keychain", "security import"),
            _option(r"-[pP]\s{1,4}"), parts=("-",)),
    Command("KEYCHAIN_PASSWORD", "keychain password", ("set-key-partition-list",), _option(r"-k\s{1,4}"), parts=("-k",)),
    Command("SIGNING_PASSWORD", "signing password", ("signtool",), _option(r"/p\s{1,4}"), parts=("/p",)),
    Command("SMB_PASSWORD", "SMB password", ("smbclient",),
            rf"{_ARGUMENTS}\s-U\s{{0,4}}[\"']?[^\s%\"']{{1,80}}%([^\s\"']{{3,200}})", parts=("-U",)),
    Command("FTP_PASSWORD", "FTP password", ("lftp",), _option(r"-u\s{0,4}[^\s,]{1,80},"), parts=("-u",)),
    *(
        Command("KEY_PASSWORD", "passphrase of a key", ("ssh-keygen",), _option(rf"{flag}\s{{0,4}}"), parts=(flag,))
        for flag in ("-N", "-P")
    ),
    Command("OPENSSL_PASSWORD", "openssl password", ("-pass",), rf"(?:in|out)?[ =][\"']?pass:{VALUE}", parts=("pass:",)),
    Command("OPENSSL_PASSWORD", "openssl password", ("openssl passwd",),
            rf"(?:\s-(?:[156]|apr1|crypt|salt\s\S{{1,40}})){{0,3}}\s(?!-){VALUE}"),
    Command("OPENSSL_PASSWORD", "openssl password", ("openssl enc",), _option(r"-k\s{1,4}"), parts=("-k",)),
    Command("ORACLE_PASSWORD", "Oracle password",
            ("sqlplus ", "expdp ", "impdp ", "sqlldr ", "rman target ",
             "jdbc:oracle:thin:", "jdbc:oracle:oci:"),
            r"(?:-\w+\s){0,3}[\"']?[\w$]{1,60}/([^\s@\"'/]{3,100})(?:@|\s(?=\w+=))"),
    Command("WINDOWS_PASSWORD", "Windows password", ("net use",),
            rf"\b(?:(?:\s\S:)?\s\\\\\S{{3,80}}\s(?!/){VALUE}\s|{_GAP}/user:\S{{1,80}}\s(?!/){VALUE})"),
    Command("WINDOWS_PASSWORD", "Windows password", ("net user",), rf"\s\S{{1,80}}\s{VALUE}\s/add"),
    Command("WINDOWS_PASSWORD", "Windows password", ("cmdkey",), rf"\b{_GAP}/pass:{VALUE}", parts=("/pass:",)),
    Command("WINDOWS_PASSWORD", "Windows password", ("schtasks",), _option(r"/rp\s{1,4}"), parts=("/rp",)),
    Command("WINDOWS_PASSWORD", "Windows password", ("netdom",), _option("/(?:password|p)[do]:"), parts=("/p",)),
    Command("WINDOWS_PASSWORD", "Windows password", ("DefaultPassword",),
            rf"[\"']?\s{_GAP}/d\s{{1,4}}{VALUE}", parts=("/d",)),
    Command("WINDOWS_PASSWORD", "Windows password", ("ConvertTo-SecureString",),
            rf"\s(?:-(?:String|AsPlainText|Force)\s){{0,3}}(?:[\"'](?=[^\"'\n]*\d)([^\"'\n$]{{6,100}})[\"']|{VALUE})"),
    Command("RDP_PASSWORD", "RDP password", ("freerdp",), _option("/p:"), parts=("/p:",)),
    Command("USER_PASSWORD", "account password", ("useradd", "usermod"),
            _option(r"(?:-p\s{0,4}|--password[ =])"), parts=("-p",)),
    Command("USER_PASSWORD", "account password", ("echo ",),
            r"(?:-e\s)?[\"']?[\w.-]{1,40}:([^\s\"'|]{3,100})[\"']?\s?\|\s?(?:sudo\s)?chpasswd"),
    Command("AWS_SECRET_KEY", "AWS secret key", ("aws_secret_access_key ",), rf"(?=\S{{0,60}}[A-Z\d]){VALUE}"),
    Command("PARAMETER", "stored parameter", ("put-parameter",),
            rf"(?=(?:[^\n]{FOLD}){{0,400}}?SecureString){_GAP}--value[ =]{VALUE}"),
    Command("RABBITMQ_PASSWORD", "RabbitMQ password", ("rabbitmqctl",),
            rf"\b{_GAP}(?:add_user|change_password)\s\S{{1,60}}\s{VALUE}", parts=("_",)),
    Command("VAULT_TOKEN", "Vault token", ("vault login ",), rf"(?:-\S{{1,40}}\s){{0,3}}{VALUE}"),
    Command("LOGIN_TOKEN", "login token", ("snyk auth ",), r"([0-9a-f]{8}(?:-[0-9a-f]{4,12}){4})(?!\w)"),
    Command("LOGIN_TOKEN", "login token", ("login ", "authtoken ", "shodan init "),
            r"(?:-\S{1,20}\s)?(?=[A-Za-z_-]{0,30}\d)([A-Za-z0-9_-]{32,120})(?![\w./-])"),
    Command("LOGIN_PASSWORD", "login password", (" -u ", " -U "), rf"\S{{1,60}}\s{{1,4}}-p\s{{0,4}}{_PORT_P}"),
    Command("S3_SECRET_KEY", "storage secret key", ("alias set ", "config host add "),
            rf"\S{{1,60}}\shttps?://\S{{3,120}}\s\S{{3,128}}\s{VALUE}"),
    Command("BUNDLER_PASSWORD", "gem source password", ("bundle config",),
            r"\s(?:set\s|--\w+\s){0,3}[\w.-]{3,80}\s[^\s:]{1,60}:([^\s]{4,120})"),
    Command("DIGEST_PASSWORD", "digest password", ("auth digest ", "authProvider digest "), rf"[\w.-]{{1,40}}:{VALUE}"),
    Command("REGISTRY_PASSWORD", "registry password", ("npmAuthIdent",),
            r"[\"']?:\s[\"']?[\w.@-]{1,60}:([^\s\"']{3,200})"),
    Command("CHEF_PASSWORD", "login password", ("knife ",), _option(r"-P\s{1,4}"), parts=("-P",)),
    Command("WIFI_PASSWORD", "wireless password", ("nmcli ",),
            r"(?:[^\n;|'\"]|'[^'\n]*'|\"[^\"\n]*\"){0,120}?\b"
            rf"(?:password|wifi-sec\.psk|802-11-wireless-security\.psk) {_TEXT}"),
    Command("WIFI_PASSWORD", "wireless password", ("Key Content",), rf"\s{{1,20}}: (\S[^\n]{{6,61}}\S){END}"),
    Command("PARAMETER", "stored parameter", ("SecureString",),
            r"(?:\",\s{0,40}\"Value\"\s?:\s?\"([^\"\n]{4,600})\"|\t(\S{4,200})\t\d)"),
    Command("PARAMETER", "stored secret", ('"SecretString"',), r"\s?:\s?\"([^\"\\{\n]{4,200})\""),
    Command("POSTMAN_KEY", "API key", ('"apikey"',),
            r"\s?:\s?\[[^\]]{0,200}?\"key\"\s?:\s?\"value\",\s{0,40}\"value\"\s?:\s?\"([^\"\n{}]{8,200})\""),
    Command("MASTER_PASSWORD", "Maven's master password", ("<master>",), r"\{([A-Za-z0-9+/]{20,200}={0,2})\}"),
    Command("RADIUS_SECRET", "RADIUS secret", ("ipaddr",),
            rf"\s?=\s?\S{{1,60}}\s{{1,40}}(?:\w{{2,20}}\s?=\s?\S{{1,60}}\s{{1,40}}){{0,4}}?secret\s?=\s?{VALUE}"),
    Command("LDAP_PASSWORD", "LDAP password", ("userPassword:: ",), r"(?!e[0-7])([A-Za-z0-9+/]{4,400}={0,2})"),
    Command("ELASTIC_PASSWORD", "Elasticsearch password",
            tuple(f"PASSWORD {user}" for user in ("elastic", "kibana", "logstash", "beats", "apm_", "remote_mon")),
            rf"[a-z_]{{0,30}} = (\S{{8,60}}){END}"),
    Command("ELASTIC_PASSWORD", "Elasticsearch password", ("\nNew value: ",), rf"{CHOSEN}(\S{{8,64}}){END}",
            gate="successfully reset"),
    Command("MYSQL_PASSWORD", "MySQL password", ("A temporary password is generated for ",),
            rf"\S{{1,80}}: (\S{{8,64}}){END}"),
    Command("WALLET_WORDS", "wallet's words",
            ("seed", "SEED", "Seed", "mnemonic", "MNEMONIC", "Mnemonic", "ecovery phrase"),
            r"(?: phrase| words)?[\"']?\s?[:=]\s?[\"'`]?"
            r"(?!abandon abandon|[^\n]{0,200} (?:and|the|from|with|for|who|was) )"
            r"((?:[a-z]{3,8} ){11}(?:(?:[a-z]{3,8} ){3}){0,4}[a-z]{3,8})(?![\w ,;])"),
    Command("GAME_PASSWORD", "login password", ("+login ",), rf"(?!anonymous)[^\s+]{{1,60}} (?![+\"'$]*[$+]){_TEXT}"),
    Command("GAME_PASSWORD", "login password", ("\nlogin ",),
            rf"(?!anonymous)\S{{1,60}} (?=\S{{0,60}}\d)(\S{{6,60}}){END}", gate="app_"),
    Command("PIPED_PASSWORD", "password", ("echo ", "printf "),
            rf"(?:-n\s|[\"']?%s(?:\\n)?[\"']?\s)?{VALUE}\s?\|[^|\n]{{0,160}}?{_READERS}", parts=("|",)),
    Command("PIPED_PASSWORD", "password",
            ("cryptsetup", "zfs ", "with-token", "sudo ", "kinit", "passwd", "password-stdin", "env add ",
             "secret", "secrets", "pass insert"),
            rf"{_ARGUMENTS}\s<<<\s?{VALUE}", parts=("<<<",)),
    Command("PIPED_PASSWORD", "password",
            ("sshpass", "word-file", "phrase-file", "secret-file", "token-file", "key-file"),
            rf"(?:\s-f)?[ =]{_ECHOED}", parts=("<(",)),
    Command("PIPED_PASSWORD", "password", ("-pass", "from-file="),
            rf"(?:(?:in|out)?[ =]|(?<==)[\w.-]{{0,30}}{SAID}=)[\"']?(?:file:)?{_ECHOED}", parts=("<(",)),
    Command("PIPED_PASSWORD", "password", ("printf ",),
            rf"[\"'][^\"'\n]{{0,60}}{SAID}[=: ]%s(?:\\n)?[\"'] (?:\"([^\"\n$]{{4,100}})\"|'([^'\n]{{4,100}})')"),
    Command("PIPED_PASSWORD", "password", ("read -", "su - ", "psql "),
            rf"(?:(?<=read -)[^\n;|<]{{0,60}}?{SAID}|(?<!read -)[^\n;|<]{{0,80}}?)"
            rf"(?: ?<<< ?{VALUE}|{_HERE}([^\s\"'`<>=:]{{6,200}}){END})",
            parts=("<<",)),
    Command("PIPED_PASSWORD", "password", ("passwd", "cryptsetup", "kinit", "zfs "),
            rf"[^\n;|<]{{0,120}}?{_HERE}(?:[a-z_][\w.-]{{0,30}}:)?([^\s\"'`<>=:]{{6,200}}){END}", parts=("<<",)),
    Command("CURL_PASSWORD", "curl password", ('user = "',), rf"[^\s:\"]{{1,80}}:{CHOSEN}([^\"\n]{{4,100}})\""),
    Command("ENCODED_SECRET", "encoded secret", ("echo ",),
            r"(?:-n\s)?[\"']?([A-Za-z0-9+/]{12,400}={0,2})[\"']?\s?\|\s?base64\s-(?:d|D|-decode)"),
    Command("KEY_FILE", "key for a file", ("echo ", "printf "),
            rf"(?:-n\s|-e\s|[\"']%s(?:\\n)?[\"'] )?{_TEXT}\s?(?:>{{1,2}}|\| (?:sudo )?tee(?: -a)?)\s?[\"']?{FILE}"),
    Command("KEY_FILE", "key for a file", ("sudo tee ",), rf"[\"']?{FILE}[\"']? <<<\s?{_TEXT}", parts=("<<<",)),
    Command("KEY_FILE", "key for a file", ("cat >", "sudo tee "),
            rf"\s?[\"']?{FILE}[\"']? <<-?\s?[\"']?\w{{2,12}}[\"']?\r?\n[ \t]*([^\s\"'`<>=:]{{6,200}}){END}",
            parts=("<<",)),
)  # fmt: skip
_SETTINGS = (
    Command("REDIS_PASSWORD", "Redis password", ("requirepass ", "masterauth "), VALUE),
    Command("REDIS_PASSWORD", "Redis password", ("user ", "SETUSER ", "setuser "),
            rf"\S{{1,60}}\son\s(?:[^\s>]{{1,40}}\s){{0,4}}>{VALUE}", gate=" on ", parts=(">",)),
    Command("REDIS_PASSWORD", "Redis password", ('"AUTH" ', '"auth" '), r'(?:"[^"\n]{1,60}" )?"([^"\n]{3,200})"'),
    Command("REDIS_PASSWORD", "Redis password", ("AUTH ", "auth "), rf"(?<=\d> .... )(?:\S{{1,60}} )?{VALUE}{END}"),
    Command("REDIS_PASSWORD", "Redis password", ("\nAUTH",),
            r"\r?\n(?:\$\d{1,3}\r?\n\S{1,60}\r?\n)?\$\d{1,3}\r?\n(\S{3,200})"),
    Command("REDIS_PASSWORD", "Redis password", ('"requirepass"', '"masterauth"'),
            r"\r?\n[ \t]{0,4}\d\) \"([^\"\n]{3,200})\""),
    Command("SQL_PASSWORD", "SQL password", ("IDENTIFIED",),
            r"(?=\s)(?:(?=[^;\n]{0,80}['\"])|(?=[^;\n]{1,80}\d[^;\n]{0,80};))\s{1,4}"
            r"(?:(?:WITH|with)\s{1,4}[\w'\"]{1,40}\s{1,4})?(?:BY|by)\s{1,4}(?:PASSWORD\s{1,4})?['\"]?([^\s'\";]{3,200})"),
    Command("SQL_PASSWORD", "SQL password", ("identified",),
            r"\s{1,4}(?:with\s{1,4}[\w'\"]{1,40}\s{1,4})?by\s{1,4}(?:password\s{1,4})?"
            r"(?:(?=['\"][^'\"]*[^\w'\"]|['\"]\D{0,60}\d)['\"]([^\s'\"]{3,200})['\"]|(?=\S*\d)([^\s'\";]{3,200});)"),
    Command("SQL_PASSWORD", "SQL password", ("PASSWORD '", "with password '"), r"([^'\n]{3,200})'"),
    Command("SQL_PASSWORD", "SQL password", ("PASSWORD FOR ",),
            r"\S{1,80}\s{0,4}=\s{0,4}(?:PASSWORD\()?'([^'\s]{3,200})'"),
    Command("SQL_PASSWORD", "SQL password", ("PASSWORD FROM ",), r"'[^'\n]{1,200}' TO '([^'\n]{3,200})'"),
    Command("PASSWORD", "password", ("MOVE '", 'MOVE "'),  # of COBOL
            rf"{CHOSEN}([^\s'\"]{{4,60}})['\"] TO (?:[\w-]{{0,30}}-)?(?:PASS(?:WD|WORD|PHRASE)?|PWD|SECRET)(?![\w-])"),
    Command("ENCODED_PASSWORD", "encoded password", ("{SAS00", "{sas00"), r"\d\}([A-Za-z0-9+/]{8,400}={0,2})"),
    Command("ENCODED_PASSWORD", "encoded password", ("{xor}",),
            r"(?<=[\"'=>]\{xor\})(?=[a-z+/]*[A-Z\d])([A-Za-z0-9+/]{8,400}={0,2})"),
    Command("JENKINS_SECRET", "Jenkins secret", ("<secretBytes>",), r"\{?([A-Za-z0-9+/]{16,9000}={0,2})"),
    Command("MASKED_SECRET", "masked secret", ("::add-mask::", "issecret=true]", "isSecret=true]"),
            rf"{CHOSEN}{VALUE}"),
    Command("PDF_PASSWORD", "password of a PDF", ("user_pw ", "owner_pw "), rf"(?!PROMPT\b){VALUE}", gate="pdf"),
    *(
        Command("PDF_PASSWORD", "password of a PDF", ("qpdf ",), rf"[^\n]{{0,80}}?--encrypt {first}(?:40|128|256)\s",
                parts=("--encrypt",))
        for first in (rf"{VALUE} \S{{1,80}} ", rf"\S{{1,80}} {VALUE} ")
    ),
    Command("NETRC_PASSWORD", "netrc password", ("machine ",),
            r"\S{1,120}\s{1,8}login\s{1,4}\S{1,120}\s{1,8}(?:account\s\S{1,80}\s{1,8})?password\s{1,4}(\S{3,250})"),
    Command("LDAP_PASSWORD", "LDAP password", ("BindDN ",), r"[\"']?[^\s\"']{1,200}[\"']?\s\"([^\s\"]{4,100})\""),
    Command("LDAP_PASSWORD", "LDAP password", ("bindpw ",), rf"(?!=)[ \t]{{0,8}}{VALUE}{END}"),
    Command("HTTP_PASSWORD", "password", ("Authorization: Basic ",), rf"[\w.@+-]{{1,60}}[ :](\S{{4,100}}){END}"),
    Command("MAIL_PASSWORD", "mail password", ("smtp.", "]:"),  # a line of Postfix's sasl_passwd
            r"(?:(?<=smtp\.)[\w.-]{3,60}\]?:?)?\d{0,5}[ \t]{1,40}(?!https?:)"
            rf"[^\s:\"']{{1,80}}:(?!:)([^\s\"']{{4,200}}){END}"),
    Command("PROXY_PASSWORD", "proxy password", ("login=",), rf"[\w.@-]{{1,80}}:{VALUE}"),
    Command("USER_PASSWORD", "account password", ("chpasswd:",),
            r"\s{1,40}(?:expire:\s\w{1,8}\s{1,20})?list:\s{0,4}\|?\s{1,40}[\w.-]{1,40}:(\S{4,100})"),
    Command("KICKSTART_PASSWORD", "root password", ("rootpw ",), rf"(?!=)(?:--(?:plaintext|iscrypted)\s)?{VALUE}"),
    Command("INSTALLER_PASSWORD", "account password",
            ("root-password password ", "user-password password ", "password-again password "),
            rf"{VALUE}{END}"),
    Command("CHECK_PASSWORD", "password of a check", ("$USER",), rf"\d{{1,2}}\$={CHOSEN}{VALUE}{END}"),
    Command("PROXY_PASSWORD", "proxy password", ("\nhttp ", "\nsocks4 ", "\nsocks5 "),
            rf"[ \t]{{0,20}}\d[\d.]{{6,14}}\s{{1,20}}\d{{2,5}}\s{{1,20}}[^\s:]{{1,60}}\s{{1,20}}{VALUE}{END}"),
    Command("WINDOWS_PASSWORD", "installer's password", ("/Password:", "/password:", "/PASSWORD:"),
            rf"{CHOSEN}{VALUE}"),
    Command("DEVICE_PASSWORD", "device password", ("Password1 ", "Password2 ", "MqttPassword "),  # of Tasmota
            r"([^\s;]{6,64})", gate="ssid"),
    Command("FOUND_PASSWORD", "password", ("] host: ",), r"\S{1,80}\s{1,8}login: \S{1,80}\s{1,8}password: (\S{3,100})"),
    Command("FOUND_PASSWORD", "password", ("john --show",), r"[^\n]{0,80}\r?\n[^\s:]{1,60}:([^\s:]{3,80}):"),
    Command("PASSWORD_HASH", "password hash", ("NTLM ",), r" {0,8}: ([0-9a-f]{32})(?!\w)"),
    Command("SONAR_TOKEN", "SonarQube token", ("sonar.login",),
            r"[\"']?(?:\s{1,4}value)?\s{0,4}[=:,>]\s{0,4}[\"']?([0-9a-f]{40})\b"),
    Command("GEM_TOKEN", "gem source token", ("BUNDLE_",),
            r"[A-Z0-9_]{0,60}__[A-Z0-9_]{1,40}[\"']?(?:\s{0,2}[:=]\s{0,3}|\s)[\"']?"
            r"(?:[\w.@-]{1,60}:([^\s\"'/]{4,100})|((?=[^\s\"'.]*\d)[^\s\"'/.]{16,100}))"),
    Command("OKTA_TOKEN", "Okta token", ("SSWS ",), r"[\"'`]?(00[\w-]{38,40})(?![\w-])"),
    Command("WALLET_KEY", "wallet key", ("importprivkey ",), r"[\"']?([5KLc9][A-Za-z0-9]{50,51})(?!\w)"),
    Command("TURN_PASSWORD", "password", ("\nuser=",), rf"[\w.-]{{1,40}}:{CHOSEN}{VALUE}{END}"),
    Command("WIFI_PASSWORD", "wireless password", ("<keyMaterial>",), r"([^<\n]{8,64})<"),
    Command("HONEYCOMB_KEY", "Honeycomb key", ("honeycomb-team",),
            r"[\"']?\s{0,4}[:=,]\s{0,4}[\"']?([A-Za-z0-9]{22,64})(?!\w)"),
    Command("STATS_PASSWORD", "password", ("stats auth ",), r"[^\s:\"']{1,60}:([^\s\"']{3,100})"),
    Command("STATS_PASSWORD", "password", ("insecure-password ",), VALUE),
    Command("STATS_PASSWORD", "password", ("allow ",), rf"[\w.-]{{1,40}}:{CHOSEN}{VALUE}", gate="httpd"),
    Command("WIFI_PASSWORD", "wireless password", ("wpa_passphrase ",),
            r"[\"']?[\w.-]{1,32}[\"']? [\"']?(?=[^\n\"']{0,60}\d)((?<=[\"'])[^\n\"'$]{8,63}|[^\s\"'$]{8,63})"),
    Command("PLAIN_PASSWORD", "password", ("{PLAIN}",), VALUE),
    Command("DNS_TOKEN", "DNS token", ("dns cloudflare ",), VALUE),
    Command("VPN_PASSWORD", "VPN password", (' EAP "', ' XAUTH "'), r"([^\"\s]{4,100}+)\""),
    Command("PEER_SECRET", "secret of a peer", ("\nsecret=", "\nsecret = "),
            rf"{CHOSEN}([^\s;]{{6,64}}){END}", gate="host"),
    Command("FIX_PASSWORD", "FIX password", ("setField(", "SetField(", "append_pair("),
            rf"(?:554|925),\s?\"{CHOSEN}([^\"\s]{{4,64}})\"\)"),
)  # fmt: skip
COMMANDS = (*_PROGRAMS, *CALLS, *_SETTINGS, *DEVICES, *SESSIONS)
