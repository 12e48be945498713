"""What is typed at prompts and printed behind them that says where a password stands: a row for each."""

from assistant.guard.command_row import CHOSEN, DIGIT, END, FILE, LETTER, VALUE, WORD, Command

_PRINTED = (
    rf"[ \t]*+\r?\n(?![$#>%+-] |\S+[@:~]\S*[$#] )([^\s\"'`<>=]{{8,200}}={{0,2}}){END}"  # in the line below
)
_SHOWN = (  # a command behind a prompt that shows a secret
    r"(?:sudo )?(?:(?:docker|podman|kubectl)[^\n|]{1,80} )?(?:"
    r"(?:pass (?:show )?[\w/-]|op (?:read|item get) |(?:terraform|tofu) output -raw |vault (?:read -field|kv get)"
    r"|heroku config:get |bw get password |chamber read |doppler secrets get |gh auth token|secret-tool lookup"
    r"|ceph auth (?:get-key|print-key) |pwqgen|pwgen|diceware|openssl rand |htpasswd|security find"
    r"|aws [^\n]{1,60}(?:get-parameter|get-secret-value|get-login-password|get-password)|gcloud (?:secrets|auth print)"
    r"|az [^\n]{1,60}(?:credential show|secret show|keys list))"
    rf"[^\n]{{0,300}}+{_PRINTED}"
    r"|(?:printenv |echo \"?\$)[\"']?\{?\w{0,30}(?:PASS|SECRET|TOKEN|KEY|pass|secret|token)\w{0,20}\}?[\"']?"
    rf"{_PRINTED}"
    rf"|(?:cat|less|more|head -?\d*|tail -?\d*) {FILE}(?:; ?echo)?[ \t]*\r?\n(?:[\w.@-]{{1,40}}\r?\n)?"
    rf"(?![$#>%+-] )([^\s\"'`<>=]{{8,200}}){END})"
)
SESSIONS = (
    Command("CHAT_PASSWORD", "nickname password", ("identify ", "IDENTIFY "),
            rf"(?:[\w\[\]|^-]{{2,30}} )?{CHOSEN}{WORD}", gate="nickserv"),
    Command("CHAT_PASSWORD", "nickname password", ("register ", "REGISTER "),
            rf"{CHOSEN}{WORD} \S{{1,60}}@\S{{3,60}}", gate="nickserv"),
    Command("CHAT_PASSWORD", "chat password", ("/oper ", "/OPER "), rf"\S{{1,30}} {CHOSEN}{WORD}{END}"),
    Command("MAIL_PASSWORD", "mail password", ("LOGIN ",),
            rf"(?<= LOGIN )\"?[\w.@+-]{{1,80}}\"? {CHOSEN}(?:\"([^\"\n]{{4,100}})\"|{VALUE}){END}"),
    Command("MAIL_PASSWORD", "mail password", ("UGFzc3dvcmQ6",),  # "Password:"
            rf"[^\S\n]*\r?\n(?:[<>CS]:? )?([A-Za-z0-9+/]{{4,100}}={{0,2}}){END}"),
    Command("LOGIN_PASSWORD", "login password", (":auth(", ".auth("), r"[\"'](?=[^\"']*\d)([^\"'\s]{6,100})[\"']\)"),
    Command("FTP_PASSWORD", "FTP password", ("PASS ",), rf"{DIGIT}{LETTER}([^\s/.()]{{6,60}}){END}", gate="user"),
    Command("LINE_PASSWORD", "login password", ("password ",),
            r"(?![-\"'])(?=\S{0,40}\d|[A-Z]\S{0,40}[a-z][!#%&*+=?@^~.-]+[A-Z])"
            r"(?:(?<=\npassword )|(?<=[\n ] password )|(?<=\tpassword )|(?<=-password )"
            r"|(?=\S{0,40}[!#$%^*?+~]|\S{0,40}[A-Z]\S{0,40}\d|\S{0,40}\d\S{0,40}[A-Z]))"
            rf"{LETTER}(\S{{6,100}}){END}"),
    Command("FTP_PASSWORD", "FTP password", ("\nuser ",), rf"[\w.@-]{{1,60}} {CHOSEN}{VALUE}{END}", gate="ftp"),
    Command("TYPED_PASSWORD", "typed password", ("{Tab}", "{TAB}"), r"(?<=\w.{5})([^\s{}\"]{5,60})\{(?:Enter|ENTER)\}"),
    Command("TOLD_PASSWORD", "password", ("パスワードは", "密码是", "密碼是", "密码为", "密碼為", "비밀번호는"),
            rf"[\s「『“\"：:]{{0,2}}{CHOSEN}([!-~]{{6,60}})"),
    Command("TOLD_PASSWORD", "password", ("пароль ", "Пароль ", "şifresi ", "parolası "),
            rf"(?:(?:от|для|к) \w{{2,20}} )?(?:это |такой:? |[-–—] )?{CHOSEN}{DIGIT}([!-~]{{6,60}})"),
    Command("PROMPTED_PASSWORD", "typed password", ("send ",),
            r"(?:--\s)?\"((?=[^\"]*\d)(?=[^\"]*[A-Z!@#%^&*+=?-])[^\"\\\s$]{6,80})\\[rn]\""),
    Command("TYPED_PASSWORD", "typed password", ("assword", "assphrase"),
            r"[^\n\"']{0,12}[\"'][\s{}\\;,)]{1,20}(?:-?\w{1,20}\.)?(?:exp_)?send(?:line|_line|command)?[ (]\s?(?:-- ?)?"
            r"b?[\"']([^\"'\\\s$\[]{5,80})(?:\\[rn]|[\"'])", gate="send"),
    Command("TYPED_PASSWORD", "typed password", ("assword", "assphrase"),
            r"[^\n\"']{0,12}[\"'][\s;,)]{1,20}\w{1,20}\.write\(b?[\"']([^\"'\\\s$\[]{5,80})(?:\\[rn]|[\"'])",
            gate="read_until"),
    Command("FORM_PASSWORD", "login password", ("Input Password",),
            rf"[ \t]{{2,20}}\S{{1,80}}[ \t]{{2,20}}{VALUE}{END}"),
    Command("FORM_PASSWORD", "login password", ("PASSWORD}",), rf"[ \t]{{2,20}}{CHOSEN}{VALUE}{END}"),
    Command("PRINTED_SECRET", "printed secret", ("base64 -",),
            rf"(?:d|D|-decode)(?:[^\S\n]?(?:;|&&) ?echo)?{_PRINTED}", gate="secret"),
    Command("PRINTED_SECRET", "printed secret",
            ("get-secret-value", "initialAdminPassword", "argocd admin initial-password"),
            rf"[^\n]{{0,200}}+{_PRINTED}"),
    Command("PRINTED_SECRET", "printed secret", ("$ ",), _SHOWN),
    Command("PRINTED_SECRET", "printed secret", ("root@",), rf"[^\n#]{{0,80}}# {_SHOWN}"),
)  # fmt: skip
