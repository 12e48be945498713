"""Judge a value with blanks in it: a passphrase, a wallet's words, a mail program's password, or what a label says."""

import re

from assistant.guard.labels import say_mere_labels
from assistant.guard.names import FOREIGN
from assistant.guard.randomness import digits_in, is_wordy
from assistant.pattern import pattern

MAIL_WORDS = r"[A-Za-z\d]{4}(?: [A-Za-z\d]{4}){3}"  # as Google makes them for programs, in any case
_SIGNS = b"!#$%^&*?+~=@|<>{}[]();:,./-_"
_MARKS = frozenset("0123456789!$@")  # one of which tells a password of words from a label
_SHORTEST = 32  # characters of what a program made
_PROGRAMS = frozenset((
    "npm", "npx", "yarn", "pnpm", "psql", "rails", "rake", "bundle", "python", "python2", "python3", "node", "make", "go",
    "cargo", "docker", "mysql", "exec", "sudo", "sh", "bash", "restic", "borg", "env", "php", "ruby", "java", "mvn",
    "gradle", "pytest", "flask", "uv", "ansible", "terraform", "helm", "kubectl", "curl",
))  # fmt: skip
_SECRET_WORDS = ("pass", " key", "secret", "token")  # which labels say, and no passphrase
_CHOSEN_WORD = r"[^\W_][\w!@%^*~'-]{0,24}"
_LINE_OF_CHOSEN = pattern(
    r"((?:\d{1,4}(?= [A-Z][a-z]+ )|(?!(?:This|The|These|It|An?|In|Is|Has|Was|See|Returns?|Added|Version|Level"
    r"|Step|Page|Part|Section|Figure|Chapter|Table)\b)[^\W\d_][\w!@%^*~'-]{0,24})"
    r"(?: (?!(?:the|an?|of|to|by|be|this|that|which|when|where|as|at|than|then|via|per|are|will|can|may|should|it|you"
    rf"|and|or|in|if|not|else)\b){_CHOSEN_WORD}){{1,7}})"
    r"[ \t]*(?:[ \t]#[^\n]*)?(?:\r?\n|$)"
)
_NUMBERED_WORD = r"[\w&+!#@$%*?^~=',-]{1,24}"
_NUMBERED_WORDS = pattern(
    rf"(?=.{{6}})(?:[^\W\d_](?:{_NUMBERED_WORD})?|\d{{1,4}}(?= [A-Z][a-z]{{2}}))(?: {_NUMBERED_WORD}){{1,9}}(?<![?,'])"
)
_SEED_WORDS = pattern(r"[a-z]{3,8}(?: [a-z]{3,8}){11,23}")
_MAIL_PASSWORD = pattern(r"[a-z\d]{4}(?: [a-z\d]{4}){3}")
_PHRASE_WORDS = pattern(r"(?:[^\W\d_]{2,15}|[^\W\d_](?=\D*\d))(?:[ -][^\W_][^\W_'-]{0,14}){2,11}")
# A digit or a sign between letters ("w0rd", "p@ss", but not "e2e"), both behind a letter ("b9!cd"), or "@" alone.
_WITHIN_WORDS = pattern(
    r"(?<!\S)(?!\S*@\w+\.|(?:utf|sha|md|latin|base|argon|oauth|mp|k|v)\d|[a-z]2[a-z](?![a-z]))"
    r"(?:(?:\S*[^\W\d_])?[^\W\d_][\d!$][^\W\d_]|[^\W\d_]{1,2}@[^\W\d_]|@(?!\S)"
    r"|(?=\S*[!@#$%^&*+~])\S*[^\W\d_]\S*\d)",
    re.IGNORECASE,
)
_LINE_OF_WORDS = pattern(
    r"(?!(?:not|await|yield|new|lambda|if|raise|return)\b)"
    r"([^\W\d_A-Z]{2,15}(?: (?!(?:and|or|in|is|if|not|else)\b)[^\W\d_A-Z]{2,15}){1,7})[ \t]*(?:\r?\n|$)"
)
_LINE_OF_NUMBERED = pattern(
    r"(?!(?:not|await|yield|new|lambda|if|raise|return)\b)([^\W\d_][\w!@%^*~-]{0,24}"
    r"(?: (?!(?:and|or|in|if|not|else)\b)(?:[^\W_][\w!@%^*~#-]{0,24}|&)){1,7})[ \t]*(?:\r?\n|$)"
)
_LINE_OF_PHRASE = pattern(r"([^\W\d_]{3,15} ([A-Za-z0-9]{1,15})(?: [A-Za-z0-9]{1,15}){2,9})[ \t]*(?:\r?\n|$)")
_LABEL_WORDS = pattern(
    r"\b(?:your|must|not|for|if|no|none|new|old(?!\W*$|.*\d)|enter|type|choose|provide|give[ns]?|set|reset|change[ds]?|forgot|remember|please|use[drs]?|with|from|optional|required"
    r"|invalid|valid|wrong|incorrect|missing|empty|match(?:es)?|contains?|least|most|characters?|letters?|digits?|long|short|weak|strong|too|field|value|name"
    r"|account|login|log|email|e-mail|sign|verify|auth\w*|hash\w*|encrypt\w*|store[ds]?|database|string|text|mindestens|zeichen|bitte|eingeben|car[aá]ct\w*|minim\w*|lettres|letras|almeno|tekens|user\w*|same|failed|expired|error)\b"
)
# Of how many characters a password is, how often it is tried, how old it is, where it is told; its name elsewhere.
_COUNTING_WORDS = pattern(
    r"^\s(?:see|ask)\b|\b(?:chars?|numbers?|bytes|minimum|maximum|min|max|between|again|try|tries|attempts?|reject\w*|rotat\w*|(?:un)?locks?|expires?|ago|page|section|step|tab|click"
    r"|mind|ziffern?|zahl(?:en)?|wörter|versuche?|au\smoins|caràct\w*|signes|chiffres?|essais|n[uú]meros?|intentos?|tentativ\w*|m[ií]n|caratter\w*|lettere|cifr[ae]|cijfers?|minst|mindst"
    r"|tecken|tegn|siffr\w*|merkki\w*|vähintään|znak\w*|cyfr\w*|alespoň|karakter\w*|legalább|simbol\w*|märk\w*|rakst\w*|ženkl\w*|ký\stự)\b"
    r"|символ|зна[кц]|цифр|букв|попыт|лозинк|lozink|parol|slaptaž|jelsz|[sş]ifre|mật\skhẩu|κωδικ|χαρακτ|סיסמ|תווים|أحرف|حرف|पासवर्ड|अक्षर|文字|字符|字元|자\s이상|자리|글자|"
    + "|".join(FOREIGN)
)


def is_made(value: str) -> bool:
    """Tell what a program made: the words of a wallet, or of all signs there are, the blank among them."""
    if len(value) < _SHORTEST:
        return False
    if digits_in(value) < 3:
        return _SEED_WORDS.fullmatch(value) is not None
    encoded = value.encode(errors="surrogatepass")
    return len(encoded) - len(encoded.translate(None, _SIGNS)) >= 5 and not is_wordy(value, 0.35)


def is_mail_password(value: str) -> bool:
    """Tell a password as Google makes them for programs: four times four letters."""
    return bool(_MAIL_PASSWORD.fullmatch(value))


def is_sentence(value: str, least: int, *, alone: bool) -> bool:
    """Tell a passphrase with `least` blanks or more from what a label says about one; `alone`: a constant's value."""
    if alone and is_numbered(value):
        return True
    if not _PHRASE_WORDS.fullmatch(value) or _says_labels(value):
        return False
    return any(map(str.isdigit, value)) or ((alone or value[0].islower()) and value.count(" ") >= least)


def is_numbered(value: str) -> bool:
    """Tell a password of words with numbers or signs in them ("blue Tiger 77!", "p@ss w0rd") from what a label says."""
    if _MARKS.isdisjoint(value) or not _NUMBERED_WORDS.fullmatch(value):
        return False
    within = len(_WITHIN_WORDS.findall(value))
    return within > 1 or ((within > 0 or digits_in(value) > 0) and not _says_labels(value))


def end_of_words(text: str, start: int) -> int:
    """Give where two or more words in small letters end that fill a line from `start`, or `start` if they do not."""
    found = _LINE_OF_WORDS.match(text, start)
    return start if not found or _LABEL_WORDS.search(found[1]) else found.end(1)


def end_of_phrase(text: str, start: int) -> int:
    """Give where four or more words end that fill a line from `start` and are no command, or `start` if they do not."""
    found = _LINE_OF_PHRASE.match(text, start)
    return start if not found or _is_program(found[2]) else found.end(1)


def end_of_numbered(text: str, start: int) -> int:
    """Give where words with numbers or signs in them end that fill a line from `start`, or `start` if none do."""
    found = _LINE_OF_NUMBERED.match(text, start)
    return found.end(1) if found and is_numbered(found[1]) else start


def end_of_chosen(text: str, start: int) -> int:
    """Give where words end that fill a line from `start` as no sentence does ("Blue box 2"), or `start` if none do."""
    found = _LINE_OF_CHOSEN.match(text, start)
    if not found or _MARKS.isdisjoint(found[1]):
        return start
    return start if _says_labels(found[1]) or say_mere_labels(found[1]) else found.end(1)


def _says_labels(value: str) -> bool:
    lowered = f" {value.lower()}"
    if any(map(lowered.__contains__, _SECRET_WORDS)) or _LABEL_WORDS.search(lowered):
        return True
    return any(map(str.isdigit, value)) and _COUNTING_WORDS.search(lowered) is not None


def _is_program(word: str) -> bool:
    return word in _PROGRAMS or (word.startswith("create") and word != "create")
