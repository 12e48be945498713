# ruff: noqa: SIM905 - as a list the words would fill five pages
"""Tell words someone chose as a password ("Kumquat-Derrick") from what labels and code say ("Too-Short")."""

from functools import lru_cache

from assistant.pattern import pattern

_LABELS = frozenset(
    (
        "a abc about above accept access account action active add address admin administrator admins aes after again "
        "alert algorithm alias all allow allowed allowlist alpha alphanumeric already altes always an ancien and "
        "anonymous any api app application are argon array as ask at attempt attribute audience auth authenticate "
        "authenticated authentication authenticator authorization auto autofill average aws azure back bad banner bar "
        "base basic bcrypt be bearer before beim below big binary bind blank blob block blocked body bold boolean "
        "border both bottom box btn button by byte bytes cache callback can cancel card case center certificate "
        "challenge change changed char character characters chars check checkbox circle class clave clear click client "
        "clob close closed cluster code codigo col color column command common component confirm confirmation "
        "connection console contain container contains content contrasena control controller cookie copy correct could "
        "create created credential credentials current custom danger dark das data database date db de decimal default "
        "dein delete denied deny der desktop dev develop development dialog dialogs dict die different digest digit "
        "digite digits disable disabled display div django do docker does domain done double drop du duplicate edit "
        "ein eine el element else email embedded empty enable enabled encode encoded encrypt encrypted encryption end "
        "engine enter entered entrez entry enum env environment equal erforderlich error errors event every exact "
        "example exchange exists expire expired expires expiry export external eye eyes facteur factor factory fail "
        "failed failure faktor false feature feld field fields file fill filled filter first flag float flow flows "
        "focus font for forbidden force forgot forgotten form format found from full function geheimnis general "
        "generate generated get github gitlab given global go good google grant green grid group guest hand handler "
        "has hash hashed hashing have header heading hello help helper hex hexadecimal hidden hide hint history hmac "
        "home host html http https icon id identity if ignore ihr image implicit in inactive incorrect index info "
        "inherit init inline inlog input insecure insensitive inserire inside int integer interactive internal invalid "
        "is issuer ist it item java jeton json just jwt kafka keep kennwort kerberos key keychain keycloak keyring "
        "keys keyword kotlin kubernetes la label large last later layout ldap le least leave leer left length les less "
        "letters level life light limit line link list live load local lock locked log logged login logout long lookup "
        "lost lower lowercase mail main manage managed manager managers mandatory manual map mapped mask masked master "
        "match matches max maximum may me medium member menu message meter method mfa min minimum missing mit mixed "
        "mobile modal mode model modify mongo mongodb more mot must mutual my mysql name named names native needed "
        "nested neu neues never new next nil no node none normal not nouveau nova nueva null nullable number numbers "
        "numeric nuova oauth object oder off ohne oidc old on once one only open operator option optional options or "
        "other otp outline outlined output own owner page pam panel parameter partial passed passwordless paste path "
        "pattern pbkdf pem phone phrase pin placeholder plain plaintext please policy popup position post postgres "
        "postgresql preview primary primitive print private process prod production profile prompt prompted property "
        "protected provide provided provider public put python quality query rabbitmq radius rails random rate read "
        "readonly record recover recoverable recovery red redacted redirect redis ref refresh regex register relative "
        "remember remote remove renew repeat replace request requested required requires reset resource response "
        "restricted result retry retype reuse reveal right role root rotate rotated rotation rotationplan route row "
        "rsa rule rules safe saisir salt saml sample save say scala schema schluessel scope scramble screen scripts "
        "scrypt search secondary secret secrets section secure security see select self send senha sensitive separate "
        "server service session set setting settings sha shared shield short should show sie sign signature signed "
        "signin signup simple single size slide small sms social soft some something source space special spring ssh "
        "ssl sso state static status step still storage store stored str strength string strings strong style su sua "
        "submit success swift switch symbol symbols system tab table tag template temporary test text than that the "
        "then there this time title tls to toggle token too tool tooltip top totp transit true try tua turn two type "
        "typed types ui uint und undefined unicode unique unknown unlock unset unverified update upper uppercase url "
        "use used user username users using utf val valid validate validation validator value values varchar variable "
        "variant vault verbose verification verified verify version via view visibility visible votre wacht wachtwoord "
        "wait warning weak web wert widget with within without woord word words work wrong yes you your yubikey "
        "zeichen zero zu zwei azuread"
    ).split()
)
_SPELLING = frozenset("._")  # which join the words of a name in code
_SHORTEST = 9  # characters of two words that are a password
_JOINED = pattern(
    r"(?:[A-Z]{1,2}[a-z]{1,14}|[a-z]{2,14})(?:[-._+&=@~/](?:[A-Z]{1,14}[a-z]{0,14}|[a-z]{2,14}|\d{1,4}(?=[._-]))){1,6}(?:\d{1,4}[a-z]?)?"
)
_WORDS = pattern(r"[^\W\d_][^\W\d_A-Z]*")


@lru_cache(maxsize=2048)
def are_chosen(value: str) -> bool:
    """Tell two words or more that signs join, one with a capital or each long, of which labels say less than half."""
    if len(value) < _SHORTEST or value.isalnum() or not _JOINED.fullmatch(value):
        return False
    return not say_labels(value) and (
        value != value.lower() or value[-1].isdigit() or not _SPELLING.intersection(value)
    )


@lru_cache(maxsize=2048)
def say_labels(value: str) -> bool:
    """Tell whether half of the words in a value or more are such as labels, settings and code say."""
    said, others = _labels_in(value)
    return said >= others


def say_mere_labels(value: str) -> bool:
    """Tell whether more than half of the words in a value are."""
    said, others = _labels_in(value)
    return said > others


def _labels_in(value: str) -> tuple[int, int]:
    """Count the words of labels, and the others."""
    words: list[str] = [word.lower() for word in _WORDS.findall(value)]
    said = sum(word in _LABELS or word.startswith(("pass", "secret", "token", "auth")) for word in words)
    return said, len(words) - said
