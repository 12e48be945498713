# ruff: noqa: SIM905 - as a list the words would fill a page
"""Judge whether a value is made up: what documentation and tests write where a secret stands."""

from functools import cache, lru_cache

from ahocorasick import Automaton

from assistant.guard.literals import automaton
from assistant.guard.randomness import looks_random, varies
from assistant.pattern import pattern

_COMMON_WORDS = frozenset(
    (
        "password passwd passwort pass pwd pw secret token key apikey api-key api_key test testing tests demo foo bar "
        "baz admin administrator root user username guest default letmein abc none null nil undefined true false string "
        "str changeit change welcome login postgres postgresql mysql redis mongo mongodb rabbitmq docker vagrant "
        "sa dev development prod production staging local localhost empty invalid valid wrong bad good old new "
        "current correct incorrect required optional any text value hello asdf mypass tiger scott asdfgh iloveyou "
        "bearer basic auth digest negotiate raw credential credentials self this db database app api service client "
        "server hunter qwerty qwertz azerty qwertyuiop"
    ).split()
)
_FIRST_LETTERS = frozenset(word[:2] for word in _COMMON_WORDS)
_LONGEST_WORD = max(map(len, _COMMON_WORDS))
_COMMON_BEGINNINGS = ("my", "the", "a", "db", "user", "app", "some", "new", "old", "test", "s")
_MADE_UP = (
    "example", "sample", "dummy", "fake", "placeholder", "changeme", "change_me", "change-me", "change_this",
    "change-this", "replace", "redacted", "your",
    "insert-", "insert_", "insert ", "insertkey", "inserthere", "todo", "fixme", "xxxx", "****", "...", "____",
    "notreal", "not-real", "not_real", "secret:", "deadbeef", "12345678", "87654321", "abcdefgh", "abcd1234",
    "0123456", "foobar", "lorem", "mysecret", "my-secret", "my_secret", "supersecret", "super-secret",
    "mypassword", "secretkey", "secret-key", "some-", "some_", "yyyy", "zzzz", "0000000", "testtest", "test-key",
    "test_key", "test-token", "test_token", "test-secret", "test_secret", "goes-here", "goes_here", "goeshere",
    "minioadmin", "a1b2c3d4", "1a2b3c4d", "donotuse", "generate", "set-via", "set_via", "set-in-", "set-by-", "rollout-",
    "openssl-rand", "openssl rand", "paste-", "paste_", "from-",
    "do-not-use", "do_not_use", "django-insecure-xxx",
    "unittest", "unit-test", "unit_test", "mock-", "mock_", "mocked", "mockp", "mocks", "mockt", "-mock",
    "_mock", "stub-", "stub_", "stubbed", "-stub", "_stub", "hidden", "masked", "\u2026", "\u00ab",
)  # fmt: skip
# Words that secrets in use hold as well, where a year or a number beside "prod" tells them from examples.
_SELF_NAMING = frozenset((
    "mysecret", "my-secret", "my_secret", "supersecret", "super-secret", "mypassword", "secretkey", "secret-key",
))  # fmt: skip
_IN_USE = pattern(
    r"[a-z_-](?:19[89]|20[012])\d(?!\d)|(?<![a-z])prod(?:uction)?(?![a-z])(?=.*\d\w?\d|.*\d[a-z]\d?$)"
    r"|\d\w?\d.*(?<![a-z])prod(?:uction)?(?![a-z])"
)
_NUMBERED = 6  # characters: in more letters and digits a common word has none of these but at its end
_JUDGED = 300  # characters of a long value that are looked at
_OWN_SHARE = 0.75  # of a random key stands outside of its runs, and little of an example
_RUNS = pattern(r"(.)\1{3,}")
_PLAIN_WORD = pattern(r"[\d\W_]?x+|\*+|\.+|-+|\d{1,5}|[<\[{(*]?([a-z][a-z_-]*?)(?:[_-]?\d{0,4}|[!>\])}*])")


@lru_cache(maxsize=4096)
def made_up(value: str) -> bool:
    """Tell whether a value is one that documentation and tests use: "changeme", "xxxx", "1234567890"."""
    lowered = value[:_JUDGED].lower()
    for _, word in _automaton().iter(lowered):
        if _stands_in(value, word) and not (word in _SELF_NAMING and _IN_USE.search(lowered)):
            return True
    if not (len(value) > _NUMBERED and value.isalnum() and not lowered[1:-4].isalpha()) and _is_common(
        lowered
    ):
        return True
    if len(value) < 8:
        return False
    return not varies(value[:_JUDGED], 4 if len(value) < 20 else 7) or _repeats(value[:_JUDGED])


def may_be_made_up(lowered: str) -> bool:
    """Tell whether a value in lower case holds a word that documentation and tests write where a secret stands."""
    return next(_automaton().iter(lowered), None) is not None


@cache
def _automaton() -> Automaton:
    return automaton(_MADE_UP)


def _is_common(value: str) -> bool:
    """Tell one word or two that stand for a password everywhere, with a number or in brackets: "my_password1"."""
    found = _PLAIN_WORD.fullmatch(value)
    if not found or not found[1]:
        return found is not None
    word = found[1]
    if _is_pair(word):
        return True
    if not word.startswith(_COMMON_BEGINNINGS):
        return False
    rests = (word[len(start) :] for start in _COMMON_BEGINNINGS if word.startswith(start))
    return any(_is_pair(rest) or (rest[:1] in "_-" and _is_pair(rest[1:])) for rest in rests)


def _is_pair(text: str) -> bool:
    if text in _COMMON_WORDS or text[:2] not in _FIRST_LETTERS:
        return text in _COMMON_WORDS
    halves = ((text[:cut], text[cut:]) for cut in range(2, min(len(text) - 1, _LONGEST_WORD + 1)))
    return any(
        first in _COMMON_WORDS
        and (second in _COMMON_WORDS or (second[0] in "_-" and second[1:] in _COMMON_WORDS))
        for first, second in halves
    )


def _stands_in(value: str, word: str) -> bool:
    """Tell whether a short word in a long value is one, and no accident of random letters ("qtODo", "k9zzzzQ")."""
    if len(set(word)) == 1:
        rest = _RUNS.sub("", value[:_JUDGED])
        return len(rest) < len(value[:_JUDGED]) * _OWN_SHARE or not looks_random(rest)
    chance = len(word) <= 4 and word.isalpha() and len(value) >= 20
    return not chance or any(form in value for form in (word, word.upper(), word.title()))


def _repeats(value: str) -> bool:
    """Tell whether the value is one short piece over and over ("abc123abc123")."""
    return (
        len(value) >= 12
        and value.find(value[:6], 1) > 0
        and (value + value).find(value, 1) <= len(value) // 2
    )
