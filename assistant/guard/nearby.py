"""Random words in quotes that stand beside a word such as "token": the arguments of a call that logs in somewhere."""

from collections.abc import Iterator, Mapping

from assistant.guard.crowds import Judge, may_be_random
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals, holds_any
from assistant.guard.made_up import made_up
from assistant.guard.names import spelled
from assistant.guard.randomness import looks_hexadecimal
from assistant.guard.values import is_random_secret
from assistant.guard.words import LongWords
from assistant.pattern import pattern

_BEFORE = 120  # characters of a line before a random word, in which what makes it a secret stands
_TOLD_BEFORE = 160  # characters before one in backticks, as people quote in chats
_BESIDE = 60  # characters from one random word to a neighbour, or to what follows
_SHORTEST, _LONGEST = 24, 200  # characters of a random word
_NAMED = 40  # characters before a word in which its name stands
_QUOTES = frozenset("\"'`")
_MARKED = 27  # characters of a word that says what it is: "sk_" and 24 more
_HINTS = ("secret", "token", "passw", "credential", "oauth", "auth(", "_auth", "apikey", "api_key", "login", "signin",
          "algolia", "twilio", "client(", "cookieparser(", "_live_")  # fmt: skip
_ID = 'id"'  # in most objects of JSON: to ask for it first takes a fifth of the time
_HARMLESS = (
    "_id", "id:", "id'", "id=", "http", "url", "class", "hash", "test", "state", "page", "next", "version",
    "sha1", "sha2", "sha3", "sha5", "sha-", "_sha", "integrity", "checksum", "digest", "etag", "commit", "rev\"",
    "revision", "uuid",
    "nonce", "csrf", "xsrf", "fingerprint", "public", "md5", "cache", "trace", "cursor", "kid\"", "uri", "encrypted",
    "signature", "continuation", "example", "assert", "expect", "src", "href", "pk_", "address", "contract",
    "algorithm", "authors", "accessor", "build:", "build'", "build\"", "build=",
)  # fmt: skip
# What the key ids of stores such as Amazon's follow, of twenty capitals; and 32 hexadecimal digits that are a key.
_KEY_IDS = ("accesskeyid", "accessid")
_KEY_ENDS = ("?key=", "&key=", "apikey=", "steamaccount ", 'steamaccount "')
# What ends a line that tells of the next.
_TELLS = tuple(f"{verb}{end}" for verb in ("is", "was", "to") for end in ("\n", ":\n", "\r\n", ":\r\n"))
_COLONS = (":\n", ":\r\n")  # or does so if it says one of these: "The key for the archive:"
_SAID = ("secret", "token", "key")  # one of which the line above says
_OWNED = ("secret for", "secret of", "token for", "token of", "key for", "key of")
LITERALS = (*_TELLS, *_OWNED, *_HINTS)
_LAST = frozenset(end.rstrip("\n")[-1] for end in (*_TELLS, *_COLONS))
_BLANKS = frozenset("\n\t `")
_SIZES = (20, 30, 32, 52)  # characters of words that `_kind_of` knows
_MARGIN = 24  # characters before a word, of blanks and the end of the line above
_JOINTS = str.maketrans("", "", " \t\"'=:>_-")
# Whoever gave it out wrote in front of it what it is: "acme_sk_...", "ptk_...".
_MARKED_WORD = pattern(
    r"(?:(?:[a-z]{1,8}_)?(?:[srat]k|[a-z]tk|key|tok|token|pat|secret|apikey)_(?:live_|prod_|v\d_)?|(?!pk_)[a-z]{2,10}_live_)([A-Za-z0-9]{24,80})"
)
_OBJECTS = ("ch_", "cus_", "evt_", "pi_", "price_", "sub_", "acct_")  # what ids of Stripe's begin with
_WALLET_KEY = pattern(
    r"(?=\D*\d)(?=[^A-Z]*.[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[1-9A-HJ-NP-Za-km-z]{52}"
)  # of Bitcoin
# Of Twilio, of Asana
_ACCOUNT = pattern(r"(?<![\w/.])(?:ac[0-9a-f]{32}|[12]/\d{13,19}(?:/\d{13,19})?):$")
# In quotes or right before some: in a list of files, what one is called makes no secret of its hash.
_FILE_NAME = pattern(
    r"(?<![\w./@-])[\w./@-]+\.(?:css|html|js|map|php|png|svg|ts)(?=[ \t:=>]{0,4}(?:[\"'`]|$))"
)
_SAID_ABOVE = pattern(
    rf"(?:{'|'.join(_SAID)})[ \t](?:[^\n=\"]{{0,60}}\b(?:is|was|to):?|(?:for|of)[ \t][^\n=\"(){{}}\[\]:]{{1,60}}:)"
    r"[ \t]{0,4}\r?\n[ \t]{0,20}`?$"
)


def nearby(
    text: str, lowered: str, words: LongWords, literals: Literals, known: Mapping[int, int]
) -> Iterator[Hit]:
    """Find every random word in quotes that a word before it in its line makes a secret.

    `lowered` is `text` in lower case, character for character; `known` says where other secrets begin and end.
    """
    last, hint = -_BESIDE, None  # where the last one ended: one more beside it is its neighbour
    judge = Judge()
    hints = tuple(filter(literals.holds_in_any_case, _HINTS))
    told = any(map(literals.holds_in_any_case, (*_TELLS, *_OWNED)))
    for start, word in words:
        size = len(word)
        end = start + size
        if known.get(start) == end:
            continue
        if size >= _MARKED and "_" in word and word[-24:].isalnum():
            marked = _MARKED_WORD.fullmatch(word)
            if marked and not text.endswith("sha256=", 0, start) and judge.is_random_secret(marked[1]):
                yield Hit(start, end, "nearby", "a random value", "KEY")
                continue
        before = text[start - 1 : start]
        kind = _kind_of(word, lowered, start, judge) if size in _SIZES else ""
        if not kind and told and before in _BLANKS:
            kind = _told_above(word, lowered, start)
        if kind:
            yield Hit(start, end, "nearby", "a key", kind)
            continue
        if not hints or not _SHORTEST <= size <= _LONGEST:
            continue
        if before not in _QUOTES or text[end : end + 1] != before:
            continue
        line = lowered[max(0, start - (_TOLD_BEFORE if before == "`" else _BEFORE)) : start - 1]
        if before != "`" or looks_hexadecimal(word) or word.startswith(_OBJECTS):
            line = line.rpartition("\n")[2]
        if _ID in line:
            continue
        alone = start - last > _BESIDE or "\n" in text[last:start]
        if alone:
            hint = next(filter(line.__contains__, hints), None)
        if not hint or holds_any(line, _HARMLESS):
            continue
        if alone:
            hint = next(filter(_FILE_NAME.sub("", line).__contains__, hints), None)
        if hint and judge.tells(word, _is_secret, may_be_random):
            if "indexname" in lowered[end : end + _BESIDE]:  # of a search that every page shows
                continue
            last = end
            yield Hit(start, end, "nearby", "a random value", spelled(hint))


def _kind_of(word: str, lowered: str, start: int, judge: Judge) -> str:
    """Name what a word of some length is behind what stands right before it, or nothing."""
    match len(word):
        case 20 if word.isupper() and word.isalnum() and not word.isalpha():
            before = lowered[max(0, start - _NAMED) : start].translate(_JOINTS)
            return "S3_KEY_ID" if before.endswith(_KEY_IDS) and judge.tells(word, _is_real, bool) else ""
        case 30 if lowered.endswith("oauth:", 0, start) and judge.tells(word, _is_real, bool):
            return "CHAT_TOKEN"
        case 32 if (
            lowered.endswith(_KEY_ENDS, 0, start)
            and looks_hexadecimal(word)
            and judge.tells(word, _is_real, bool)
        ):
            return "URL_KEY"
        case 32 if (
            lowered[start - 1 : start] == ":"
            and looks_hexadecimal(word)
            and _ACCOUNT.search(lowered, max(0, start - _NAMED), start)
        ):
            return "ACCOUNT_KEY"
        case 52 if word[0] in "KL" and _WALLET_KEY.fullmatch(word) and judge.tells(word, _is_real, bool):
            return "WALLET_KEY"
        case _:
            return ""


def _is_real(word: str) -> bool:
    return not made_up(word)


def _told_above(word: str, lowered: str, start: int) -> str:
    """Name what a random word in a line of its own is if the line above ends in "The signing secret is"."""
    if lowered[start - 1] == "\n" and lowered[start - 2] not in _LAST:
        return ""
    if not lowered[max(0, start - _MARGIN) : start].rstrip(" \t`").endswith(_TELLS + _COLONS):
        return ""
    before = lowered[max(0, start - _BEFORE) : start]
    if not any(map(before.__contains__, _SAID)) or not _SAID_ABOVE.search(before):
        return ""
    return "KEY" if is_random_secret(word) else ""


def _is_secret(word: str) -> bool:
    identifier = "-" in word and looks_hexadecimal(word)
    account = word.startswith("AC") and looks_hexadecimal(word[2:])  # of Twilio
    return not identifier and not account and is_random_secret(word)
