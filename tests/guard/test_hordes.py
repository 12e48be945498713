"""Secrets in such numbers that they are kept by the stretch: none leaves, all come back, and what is far from them stays."""

import json
import string
from random import Random

import pytest

from assistant.guard.finding import Allow
from assistant.guard.scan import scan
from assistant.guard.vault import Vault

_LETTERS = string.ascii_letters + string.digits
_PROSE = "".join(f"Line {at} of a chapter about gardens and what grows in them.\n" for at in range(400))


def _values(count: int) -> list[str]:
    random = Random(4)
    return ["".join(random.choices(_LETTERS, k=11)) + "7" for _ in range(count)]


@pytest.mark.parametrize(
    "form",
    [
        "--password {}\n",
        "password={} ",
        "password: secret={}\n",
        '"token":"{}",',
        "the password of the token is {}\n",
    ],
)
def test_what_is_full_of_names_is_kept_whole(form: str) -> None:
    values = _values(12_000)
    text = _PROSE + "".join(map(form.format, values)) + "\n" + _PROSE
    vault = Vault()
    sent, found = vault.redact(text)
    assert [value for value in values if value in sent] == []
    assert vault.restore(sent) == text
    assert len(found) == 1
    assert sent.startswith(_PROSE[:5_000])
    assert sent.endswith(_PROSE[-5_000:])


def test_what_is_dense_with_names_is_kept_whole_where_a_sample_is_given_secrets() -> None:
    values = _values(24_000)
    rows = "".join(f"retries = {at}; password = '{value}'\n" for at, value in enumerate(values))
    text = _PROSE + rows + _PROSE
    (finding,) = scan(text)
    assert finding.rule == "horde"
    assert text[finding.start : finding.end] == rows[rows.index(values[0]) : rows.rindex("'")]
    assert (
        scan(_PROSE + "".join(f"retries = {at}; password = ask(user, {at})\n" for at in range(24_000))) == ()
    )


@pytest.mark.parametrize(
    "form", ["    - service.api_key = '{}'\n", "docker login -u ci -p k7Qz2Wm9{} registry\n"]
)
def test_a_list_of_keys_is_one_from_the_first_to_the_last(form: str) -> None:
    values = _values(8_000)
    begin, end = form.split("{}")
    begin = begin.removesuffix("k7Qz2Wm9")
    rows = "".join(map(form.format, values))
    text = _PROSE + rows + _PROSE
    (finding,) = scan(text)
    assert text[finding.start : finding.end] == rows[len(begin) : -len(end)]


@pytest.mark.parametrize("count", [100, 250, 350, 450, 600])
def test_short_lists_of_keys_beside_a_long_one_leave_what_is_between_them(count: int) -> None:
    values = _values(9_000)
    code = "".join(f"user_{at} = find(users, name, {at})\n" for at in range(1_000))
    rows = [f"service.api_key = '{value}'\n" for value in values]
    text = code.join(("".join(rows[:count]), "".join(rows[count : 2 * count]), "".join(rows[2 * count :])))
    vault = Vault()
    sent, _ = vault.redact(text)
    assert [value for value in values if value in sent] == []
    assert sent.count(code[:-1]) == 2
    assert vault.restore(sent) == text


def test_a_list_of_keys_leaves_the_code_beside_it() -> None:
    rows = "".join(map("    - service.api_key = '{}'\n".format, _values(8_000)))
    code = "".join(
        f"retries = {at}; password = ask(user, {at}); token = key_of(user)\n" for at in range(4_000)
    )
    text = code + rows + code
    assert all(len(code) < finding.start < len(code) + len(rows) for finding in scan(text))


def test_what_is_crammed_with_names_is_not_looked_into() -> None:
    text = _PROSE + "".join(f"password {at} token key\n" for at in range(9_000)) + _PROSE
    (finding,) = scan(text)
    assert finding.rule == "horde"
    assert _PROSE[:5_000] in text[: finding.start]
    assert _PROSE[-5_000:] in text[finding.end :]


def test_texts_that_speak_of_tokens_all_the_time_stay() -> None:
    users = [
        {"id": at, "auth": "oauth", "token_type": "bearer", "session": f"{at:032x}", "key": None}
        for at in range(9_000)
    ]
    log = "".join(
        f"12:{at % 60:02}:07Z INFO auth: token of user {at} refreshed in {at % 97} ms key=v{at}\n"
        for at in range(12_000)
    )
    prose = " ".join(
        Random(2).choices(
            ["the", "key", "to", "a", "good", "password", "is", "that", "nobody", "knows", "it"], k=160_000
        )
    )
    for text in (json.dumps(users, indent=1), json.dumps(users), log, prose):
        assert scan(text) == ()


def test_a_secret_far_from_what_is_full_of_names_is_found_alone() -> None:
    key = "Zk4" + "".join(Random(5).choices(_LETTERS, k=21))
    text = f"{_PROSE}DB_PASSWORD={key}\n{_PROSE}" + "".join(map("--password {}\n".format, _values(12_000)))
    found = scan(text)
    assert [(finding.rule, text[finding.start : finding.end]) for finding in found[:-1]] == [
        ("assignment", key)
    ]
    assert found[-1].rule == "horde"


def test_secrets_near_each_other_are_one_and_those_apart_are_not() -> None:
    values = _values(6_000)
    lines = "".join(f"https://app:{value}@db.example.com/{'x' * 60}\n" for value in values)
    text = f"https://app:{values[0]}z@db/\n{_PROSE}{lines}"
    vault = Vault()
    sent, found = vault.redact(text)
    assert [finding.rule for finding in found] == ["address", "horde"]
    assert [value for value in values if value in sent] == []
    assert vault.restore(sent) == text


def test_each_secret_is_found_alone_where_that_is_allowed() -> None:
    values = _values(12_000)
    text = "".join(map("--password {}\n".format, values))
    found = scan(text, allow=Allow(frozenset(("horde",))))
    assert [text[finding.start : finding.end] for finding in found] == values


def test_few_names_are_looked_at_however_near_they_are() -> None:
    text = "password: str, token: str, secret: str, key: str\n" * 2 + "".join(
        f"def f{at}(password: str, token: str, secret: str) -> None: ...\n" for at in range(2_000)
    )
    assert scan(text) == ()
