"""The settings of network devices that say where a password, a key or a community stands: a row for each."""

from assistant.guard.command_row import CHOSEN, END, VALUE, WORD, Command

DEVICES = (
    Command("SNMP_PASSWORD", "SNMP password", ("createUser ",),
            rf"(?:-e\s\S{{1,80}}\s)?\S{{1,60}}\s(?:MD5|SHA\S{{0,4}})\s{VALUE}"),
    Command("SNMP_PASSWORD", "SNMP password", ("createUser ",),
            rf"(?:-e\s\S{{1,80}}\s)?\S{{1,60}}\s(?:MD5|SHA\S{{0,4}})\s\S{{4,100}}\s(?:AES|DES)\S{{0,4}}\s{VALUE}"),
    Command("SNMP_COMMUNITY", "SNMP community", ("community ", "community=", "community:"),
            rf"(?:string\s|\s{{1,4}}|=\s(?=[\"']))?(?!public\b|private\b|-)(?=\S{{0,60}}\d|[\"']?[a-z]{{2,20}}[-_]?R[OW]\b){VALUE}"),
    Command("SNMP_COMMUNITY", "SNMP community", ("snmp_community", "snmp-community"),
            rf"(?:[\"']?: (?![\"']?(?:public|private)\b)|[\"']?[:=] ?(?=[\"'])(?!.(?:public|private)\b))"
            rf"(?=\S*[A-Z\d_-]|\S{{8}}){WORD}[\"']?,?{END}"),
    Command("SNMP_COMMUNITY", "SNMP community", ("snmp community ",),
            rf"(?!public\b|private\b){WORD} (?:authorization|clients|client-list-name|ro|rw|view|network)\b"),
    Command("SNMP_COMMUNITY", "SNMP community", ("snmp-server host ",),
            r"\S{3,60} (?:(?:traps|informs) )?(?:version (?:1|2c) )(?!public\b|private\b)"
            rf"{WORD}(?: [\w-]{{1,30}}){{0,4}}{END}"),
    Command("SNMP_PASSWORD", "SNMP password", ("auth md5 ", "auth sha "), VALUE, gate="snmp"),
    Command("SNMP_PASSWORD", "SNMP password", ("auth md5 ", "auth sha "),
            rf"\S{{4,100}} priv (?:(?:aes|des)\S{{0,4}} )?{VALUE}", gate="snmp"),
    Command("SNMP_COMMUNITY", "SNMP community",
            ("snmp-server community ", "rocommunity ", "rwcommunity ", "trapcommunity "),
            rf"(?!public\b|private\b)(?=\S*[A-Z\d_-]|\S{{8}}){WORD}(?:\s[\w./:-]{{1,60}}){{0,2}}{END}"),
    *(
        Command("SNMP_COMMUNITY", "SNMP community", ("snmp community",),  # of RouterOS, and the one in the next line
                rf"\s{{1,4}}{line}(?:add|set)\b[^\n]{{0,160}}?\sname=(?!public\b|private\b){WORD}")
        for line in ("", r"(?:add|set)\b[^\n]{0,200}\n")
    ),
    Command("DEVICE_KEY", "device key",
            ("server key ", "authentication-key ", "ascii-text ", "message-digest-key ", "md5-key=",
             "auth-key=", "option key ", "chap password ", "isakmp key ",
             "key-string ", "shared-secret ", "set secret ", "set psksecret ", "pre-shared-key ", "pre-shared-key=",
             "pre-shared-key>", "pre-shared-key key ", "failover key ",
             "irreversible-cipher ", "password cipher ", "password simple ", "read cipher ", "write cipher "),
            rf"(?:\d{{1,5}} (?:(?:md5|sha\w{{0,6}}|hmac-\S{{3,12}}) (?:[07] )?)?)?{CHOSEN}{WORD}"),
    Command("DEVICE_KEY", "device key", ("local_key", "localKey", "localkey", "local-key"),  # of Tuya's devices
            r"[\"']?\s?[:=]\s?([\"']?)((?=\S{0,15}\d)[^\s\"`]{16})\1(?![^\s,}])"),
    Command("DEVICE_KEY", "device key", ("radius-server ", "tacacs-server ", "server-private "),
            rf"(?:host [^\n]{{1,140}}?\bkey (?:[057] )?|[^\n]{{0,60}}?\bkey (?:[057] )?{CHOSEN}){WORD}"),
    Command("DEVICE_KEY", "device key", ("set psksecret ", "set passphrase ", "pre-shared-secret ", "plaintext-password ",
                                        "plain-text-password-value "),
            rf"(?!ENC ){VALUE}{END}"),
    Command("DEVICE_KEY", "device key", ("set-key ascii ",), rf"[0278] {VALUE}"),
    Command("DEVICE_KEY", "device key", ("<pre-shared-key>", "<rocommunity>", "<radius_secret>"),
            r"(?!public<|private<)([^<\s]{6,64})<"),
    Command("DEVICE_KEY", "device key", ("radius server", "tacacs server", "aaa-server"),
            rf"(?:[- ]server)?[^\n]{{0,100}}\r?\n(?:[ \t][^\n]{{1,120}}+\n){{0,6}}?"
            rf"[ \t]+(?:server-)?key (?:[0-9] )?{CHOSEN}{WORD}{END}"),
    Command("DEVICE_PASSWORD", "device password", ("password 7 ", "secret 7 ", "ascii 7 ", "key 7 "),
            r"((?=[A-F]*\d)(?:[0-9A-F]{2}){4,60})(?!\w)"),
    Command("DEVICE_PASSWORD", "device password", ("secret 4 ",), r"([A-Za-z0-9./]{43})(?!\S)"),
    Command("DEVICE_PASSWORD", "device password", ("password ", "passwd "),
            r"(?=\S{0,60}[a-z][A-Z\d])([\w./$+]{13,100}) (?:encrypted|pbkdf2)\b", gate=" encrypted"),
    Command("DEVICE_PASSWORD", "device password", ("ENC ",), r"([A-Za-z0-9+/]{20,200}={0,2})(?![\w+/=])", gate="set "),
    Command("DEVICE_PASSWORD", "device password", ("enable password ", "enable secret "), rf"(?:0\s)?{VALUE}{END}"),
    Command("DEVICE_PASSWORD", "device password", ("username ",),
            rf"(?!and |or )\S{{1,60}}(?:\sprivilege\s\d{{1,2}})?\s(?:password|secret)\s(?:0\s)?(?!prompt\b)"
            rf"{VALUE}(?: user-type \w+)?{END}"),
    Command("DEVICE_PASSWORD", "device password", (" plaintext ",), rf"{CHOSEN}{WORD}{END}", gate="password manager"),
    Command("DEVICE_PASSWORD", "device password", ("/user ", "/ppp ", "/tool "),  # of RouterOS
            rf"[^\n]{{0,200}}?\b(?:password|passphrase|secret)={VALUE}", parts=("=",)),
    Command("WIFI_PASSWORD", "wireless password", ("WLAN-Schlüssel", "etzwerkschlüssel", "Clé WPA", "Clé de sécurité"),
            rf"(?: [^\n:]{{1,20}})?\s?:\s{{1,8}}{CHOSEN}{WORD}{END}"),
    Command("DEVICE_PASSWORD", "device password", ("neighbor ", "peer "),
            rf"\S{{1,60}} password (?:[05-9] )?{CHOSEN}{WORD}{END}"),
    Command("WIFI_PASSWORD", "wireless password", ("AT+CWJAP", "AT+CWSAP"),
            r"(?:_CUR|_DEF)?=\\?\"[^\"\n]{1,64}\",\\?\"([^\"\n\\]{8,64})\\?\""),
    Command("MODEM_PASSWORD", "modem's password",
            ("AT+CSTT", "AT+CGAUTH", "AT+QICSGP", "AT+MQTTUSERCFG", "AT+QMTCONN", "AT+CMQTTCONNECT", "AT+UMQTT"),
            r"=[^\n]{0,200}?[^\",\n\\]\\?\",\\?\"([^\"\n\\]{4,100})\\?\"(?:,(?:\d{1,5}|(?:\\?\"){2}))*+(?![\w,])"),
)  # fmt: skip
