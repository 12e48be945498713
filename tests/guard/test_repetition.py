"""What a text repeats is looked at once, and found in every place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_what_stands_behind_a_repeated_stretch_is_found_in_its_line() -> None:
    text = "=" * 100_000 + "\n" + "-\n" * 50_000 + 'password = "tr0ub4dor&3x"\n'
    [found] = scan(text)
    assert text[found.start : found.end] == "tr0ub4dor&3x"
    assert found.line == 50_002
