"""Placeholders are stable, nothing is lost on the way there and back, however an answer is cut."""

import json
import re
from collections.abc import Callable
from itertools import pairwise
from textwrap import indent, wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.guard.restorer import Restorer
from assistant.guard.vault import Vault
from tests.guard.corpus import secrets
from tests.guard.forge import LETTERS, UPPER, Forge

_CASES = secrets(5)
_TEXTS = st.lists(
    st.one_of(st.sampled_from([case.text for case in _CASES]), st.text(max_size=30),
              st.sampled_from(["«", "«secret:", "«secret:DB_PASSWORD_1»", "«secret:X_9»", "»", "password=", "\n", '"'])),
    max_size=6,
).map("".join)  # fmt: skip


@settings(max_examples=150)
@given(_TEXTS)
def test_what_is_redacted_and_restored_is_the_text_itself(text: str) -> None:
    vault = Vault()
    redacted, findings = vault.redact(text)
    assert vault.restore(redacted) == text
    assert list(findings) == sorted(findings, key=lambda finding: finding.start)


@settings(max_examples=150)
@given(_TEXTS, st.lists(st.integers(0, 2000), max_size=12))
def test_an_answer_is_restored_the_same_in_any_chunks(text: str, cuts: list[int]) -> None:
    vault = Vault()
    redacted, _ = vault.redact(text)
    answer = f"{redacted} and ««{redacted}"
    places = sorted({0, len(answer), *(min(cut, len(answer)) for cut in cuts)})
    restorer = Restorer(vault)
    shown = [restorer.feed(answer[left:right]) for left, right in pairwise(places)]
    assert "".join([*shown, restorer.close()]) == vault.restore(answer)


def test_an_answer_cut_at_every_character_is_restored_and_little_is_held_back() -> None:
    vault = Vault()
    redacted, _ = vault.redact(f"DB_PASSWORD={Forge(1).password()}\n")
    answer = f"use «quotes» and {redacted} «secret:OTHER_1» «secret:DB"
    restorer, shown = Restorer(vault), ""
    for count, character in enumerate(answer, 1):
        shown += restorer.feed(character)
        behind = len(vault.restore(answer[:count])) - len(shown)
        assert behind <= len("«secret:DB_PASSWORD_1»")
    assert shown + restorer.close() == vault.restore(answer)


def test_nothing_is_held_back_where_no_placeholder_begins() -> None:
    restorer = Restorer(Vault())
    assert restorer.feed("«bonjour") == "«bonjour"
    assert restorer.feed("«") == "«"


def test_a_value_keeps_its_placeholder_in_later_texts_and_is_known_without_its_name() -> None:
    vault, password = Vault(), Forge(2).password()
    vault.redact(f"DB_PASSWORD={password}\n")
    later, findings = vault.redact(f"why is {password} refused?")
    assert later == "why is «secret:DB_PASSWORD_1» refused?"
    assert len(findings) == 1
    assert len(vault) == 1


def test_a_placeholder_of_an_earlier_conversation_is_not_given_again() -> None:
    vault = Vault()
    vault.redact("the value was «secret:DB_PASSWORD_1»")
    assert vault.redact(f"DB_PASSWORD={Forge(3).password()}\n")[0] == "DB_PASSWORD=«secret:DB_PASSWORD_2»\n"


@pytest.mark.parametrize("order", [1, -1])
def test_a_secret_is_gone_from_every_text_that_is_sent_with_the_one_that_reveals_it(order: int) -> None:
    vault, password = Vault(), Forge(3).password()
    texts = (f"the value {password} is rejected", f'DB_PASSWORD="{password}"\n', "no secret")
    redacted = vault.redact_all(texts[::order])[::order]
    assert [text for text, _ in redacted] == [
        "the value «secret:DB_PASSWORD_1» is rejected",
        'DB_PASSWORD="«secret:DB_PASSWORD_1»"\n',
        "no secret",
    ]
    assert [[finding.label for finding in found] for _, found in redacted] == [["DB_PASSWORD"]] * 2 + [[]]


@pytest.mark.parametrize("order", [1, -1])
def test_a_placeholder_that_one_of_the_texts_holds_is_given_to_no_secret_of_another(order: int) -> None:
    vault, password = Vault(), Forge(3).password()
    texts = ("Write «secret:DB_PASSWORD_1» here", f"DB_PASSWORD={password}\n")
    redacted = [text for text, _ in vault.redact_all(texts[::order])]
    assert redacted[::order] == [texts[0], "DB_PASSWORD=«secret:DB_PASSWORD_2»\n"]
    assert [vault.restore(text) for text in redacted] == [*texts[::order]]


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"{name}=kq9ZxvB7mW2pLr8TnY4c"
            for name in ("K8S_TOKEN", "NPM_TOKEN_V2", "p4passwd", "4f3a9b_password", "i-0abc123def.password")
        ),
        f"git clone https://{'gh'}p_{Forge(8).some(LETTERS, 36)}@github.com/a/b",
        f'curl -u "{Forge(9).some(LETTERS, 24)}:" https://api.example.com',
    ],
)
def test_a_placeholder_is_no_secret(text: str) -> None:
    redacted, found = Vault().redact(text)
    assert found
    assert Vault().redact(redacted) == (redacted, ())


@pytest.mark.parametrize(
    "name",
    [
        *(f"AKIA{Forge(seed).some(UPPER[:26] + '234567', 16)}_SECRET" for seed in range(40)),
        f"ghp_{Forge(1).some(LETTERS, 36)}_token",
        "3Kumquat88_token",
    ],
)
def test_a_name_that_holds_a_secret_is_not_told(name: str) -> None:
    text = f'{name}: "kq9ZxvB7mW2pLr8TnY4c"\nDB_PASSWORD=3Kumquat88\n'
    redacted, found = Vault().redact(text)
    assert '"«secret:SECRET_1»"' in redacted
    assert [*re.findall("«secret:([A-Z_]+)_1»", redacted)][-2:] == ["SECRET", "DB_PASSWORD"]
    assert found[-2].label == "a secret"


def test_a_long_name_is_cut_between_its_words() -> None:
    redacted, _ = Vault().redact("XPACK_ENCRYPTED_SAVED_OBJECTS_ENCRYPTION_KEY=kq9ZxvB7mW2pLr8TnY4c\n")
    assert redacted.endswith("=«secret:ENCRYPTED_SAVED_OBJECTS_ENCRYPTION_KEY_1»\n")


def test_a_placeholder_stays_whole_where_its_name_holds_a_secret() -> None:
    redacted, _ = Vault(keys={"KEY": "PASSWORD_1"}).redact("«secret:DB_PASSWORD_1» is no PASSWORD_1")
    assert redacted == "«secret:DB_PASSWORD_1» is no «secret:KEY_1»"


def _in_code(pem: str) -> str:
    return " +\n  ".join(f'"{line}\\n"' for line in pem.splitlines())


def _wrapped_elsewhere(pem: str) -> str:
    first, *body, last = pem.split()
    return "\n".join([first, *wrap("".join(body), 76), last])


@pytest.mark.parametrize(
    "written",
    [
        str,
        json.dumps,
        _in_code,
        _wrapped_elsewhere,
        lambda pem: indent(pem, "    "),
        lambda pem: indent(pem, "> "),
        lambda pem: pem.replace("\n", "\r\n"),
        lambda pem: "".join(pem.split()),
    ],
)
def test_a_known_key_is_masked_however_its_lines_are_broken(written: Callable[[str], str]) -> None:
    first, second = Forge(6).pem(""), Forge(7).pem("EC ")
    vault = Vault()
    vault.redact(f"{first}\n{second}")
    text = f"Here:\n{written(second)}\nand\n{written(first)}\nso"
    masked = vault.masked(text)
    assert [*re.findall("«[^»]+»", masked)] == ["«secret:PRIVATE_KEY_2»", "«secret:PRIVATE_KEY_1»"]
    assert masked.startswith("Here:\n")
    assert masked.endswith("so")
    words = {word for pem in (first, second) for word in pem.split() if len(word) > 12}
    assert not [word for word in words if word in masked]
    assert vault.masked("nothing of it, or " + text[100:300]) == "nothing of it, or " + text[100:300]


def test_the_vault_does_not_show_its_secrets_when_printed() -> None:
    vault, password = Vault(), Forge(4).password()
    vault.redact(f"DB_PASSWORD={password}\n")
    assert password not in repr(vault)


def test_hundreds_of_secrets_are_known_without_their_names_longest_first_and_short_ones_as_words() -> None:
    forge = Forge(5)
    passwords = [forge.password(length) for length in [7, 12] * 300]
    vault = Vault()
    vault.redact("".join(f"DB_{at}_PASSWORD={password}\n" for at, password in enumerate(passwords)))
    assert len(vault) == 600
    kept = f"x{passwords[0]} {passwords[0]}x"
    later, findings = vault.redact(f"{kept} ({', '.join(passwords)}) x{passwords[1]}x")
    assert later.startswith(kept)
    assert later.endswith("x«secret:DB_1_PASSWORD_1»x")
    assert len(findings) == 601
    assert not [password for password in passwords[1:] if password in later]


@given(st.integers(1, 30), st.sampled_from(["", "-", " "]))
def test_secrets_that_end_alike_are_told_apart_and_the_longest_is_replaced(count: int, joint: str) -> None:
    forge = Forge(6)
    passwords = [f"{forge.password(12)}-2024" for _ in range(count)]
    longer = [f"Zq7{password}" for password in passwords]
    vault = Vault(keys={f"KEY_{at}": secret for at, secret in enumerate([*passwords, *longer])})
    vault.redact(" ".join([*passwords, *longer]))
    masked = vault.masked(joint.join([*passwords, *longer]))
    assert vault.restore(masked) == joint.join([*passwords, *longer])
    assert "2024" not in masked
    assert masked.count("«secret:") == 2 * count
