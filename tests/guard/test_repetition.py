"""What a text repeats is looked at once, and found in every place."""

from base64 import b64encode
from hashlib import sha384

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.guard.finding import Allow
from assistant.guard.repetition import Condensed
from assistant.guard.scan import scan
from assistant.guard.vault import Vault
from tests.guard.rows import Row, rows


def test_a_text_that_repeats_nothing_stays_as_it_is() -> None:
    text = "".join(f"line {number}\n" for number in range(10_000))
    assert Condensed(text).text is text


@given(st.text(min_size=1, max_size=200), st.text(max_size=500), st.text(max_size=500))
def test_what_is_left_out_only_repeats_what_is_kept(piece: str, before: str, after: str) -> None:
    text = before + piece * (200_000 // len(piece)) + after
    short = Condensed(text).text
    assert len(short) < len(text) / 2
    assert text.startswith(short[:12_000])
    assert text.endswith(short[-12_000:])


@pytest.mark.parametrize("row", rows("secrets_code.txt"), ids=lambda row: row.name)
def test_no_copy_of_a_repeated_file_shows_its_secrets(row: Row) -> None:
    sent, _ = Vault().redact(row.text * (100_000 // len(row.text)))
    for finding in scan(row.text):
        assert row.text[finding.start : finding.end] not in sent


@given(st.text(max_size=100), st.text("abc \n", max_size=40), st.integers(1_000, 4_000))
def test_every_copy_is_found_in_its_place(before: str, between: str, copies: int) -> None:
    copy = f'password = "tr0ub4dor&3x"\n# {between}\n'
    text = before + "\n" + copy * copies
    starts = [finding.start for finding in scan(text)]
    first = len(before) + 1 + copy.index("tr0u")
    assert starts == list(range(first, len(text), len(copy)))


@given(st.integers(0, 300), st.integers(1, 2_000), st.integers(4, 12))
def test_every_copy_of_a_whole_file_is_found_in_its_place(before: int, lines: int, copies: int) -> None:
    lead = "".join(f"first {number}\n" for number in range(before))
    copy = "".join(f"line {number} of the file\n" for number in range(lines)) + 'password = "tr0ub4dor&3x"\n'
    text = lead + copy * copies
    starts = [finding.start for finding in scan(text)]
    first = len(lead) + copy.index("tr0u")
    assert starts == list(range(first, len(text), len(copy)))


def test_a_long_key_is_found_in_every_copy_of_a_longer_file() -> None:
    body = "\n".join(b64encode(sha384(bytes([number])).digest()).decode() for number in range(120))
    key = f"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{body}\n-----END PGP PRIVATE KEY BLOCK-----"
    copy = "".join(f"line {number} of the file\n" for number in range(500)) + key + "\n"
    assert len(key) > 5_000
    starts = [finding.start for finding in scan(copy * 40) if finding.end - finding.start > 5_000]
    assert starts == list(range(copy.index(body), 40 * len(copy), len(copy)))


def test_a_secret_repeated_thousands_of_times_is_kept_by_the_stretch() -> None:
    before = "".join(f"line {number} of the file\n" for number in range(500))
    text = before + 'password = "tr0ub4dor&3x"\n' * 20_000 + before
    [found] = scan(text)
    assert found.rule == "horde"
    assert text[found.start : found.end] == text[text.index("tr0u") : text.rindex('"')]
    every = scan(text, allow=Allow(frozenset(("horde",))))
    assert {text[each.start : each.end] for each in every} == {"tr0ub4dor&3x"}
    assert len(every) == 20_000


def test_what_stands_behind_a_repeated_stretch_is_found_in_its_line() -> None:
    text = "=" * 100_000 + "\n" + "-\n" * 50_000 + 'password = "tr0ub4dor&3x"\n'
    [found] = scan(text)
    assert text[found.start : found.end] == "tr0ub4dor&3x"
    assert found.line == 50_002
