"""A secret is found in a text that is the string of another one, in its place."""

import json

import pytest

from assistant.guard.scan import scan
from assistant.guard.vault import Vault
from tests.guard.forge import LETTERS, Forge
from tests.guard.rows import rows

_KEY = Forge(31).some(LETTERS, 26) + "7c"
_TEXTS = (
    'env:\n  - name: "LOG_LEVEL"\n    value: "info"\n  - name: "HOOK_SECRET"\n    value: "@@"\n',
    'session.auth = ("svc-report", "@@")\n',
    '{"key": "client_secret", "value": "@@", "type": "string"}',
    'AuthLDAPBindDN "cn=www,dc=lumen"\nAuthLDAPBindPassword "@@"\n',
    'request.setValue("@@", forHTTPHeaderField: "X-Relay-Token")\n',
)


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("text", _TEXTS)
def test_a_secret_is_found_in_a_string_within_strings(text: str, times: int) -> None:
    whole = text.replace("@@", _KEY)
    for _ in range(times):
        whole = json.dumps({"level": "info", "body": whole})
    assert _KEY in {whole[found.start : found.end] for found in scan(whole)}


def test_a_string_of_which_a_log_shows_neither_end_is_one() -> None:
    text = rf"\"key\":\"client_secret\",\"value\":\"{_KEY}\",\"type\":\"default\""
    assert _KEY in {text[found.start : found.end] for found in scan(text)}


def test_a_password_with_quotes_is_found_whole() -> None:
    text = rf'{{"password": "x\"{_KEY}\"y9"}}'
    [found] = scan(text)
    assert text[found.start : found.end] == rf"x\"{_KEY}\"y9"


@pytest.mark.parametrize("file", ["secrets_quarries.txt", "secrets_desks.txt", "secrets_mixed.txt"])
def test_what_is_found_in_strings_is_whole_again_once_restored(file: str) -> None:
    for case in rows(file):
        vault, text = Vault(), json.dumps({"body": case.text})
        assert vault.restore(vault.redact(text)[0]) == text


@pytest.mark.parametrize("text", [r'"a \"b\" c"', r"say(\"\")", r"\"\"" * 3, '"\\"', r'"\\\"\\\""'])
def test_strings_within_strings_that_hold_no_secret_stay_alone(text: str) -> None:
    assert scan(text) == ()


def test_a_long_run_of_backslashes_is_passed_over_once() -> None:
    assert scan(r'"a: \"b\" c: \"d\" ' + "\\" * 300_000 + 'x"') == ()
