"""Texts in the encodings of yesterday, and files that are no text."""

import gzip
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.store.decoding import decoded

CODE = '// {0}\nfunction f(a) {{ // {1}\n  return a + "{2}";\n}}\n'
TEXTS = {
    "latin-1": [
        ("größe der Tür", "schön", "naïve"),
        ("façade", "élève à côté", "Ñandú"),
        ("não", "coração", "é"),
    ],
    "cp1252": [("“quoted” – price 5 €", "it’s", "…"), ("naïve “x”", "€", "œuvre")],
    "cp932": [
        ("日本語のコメント", "変数", "こんにちは"),
        ("計算する", "テスト", "エラー"),
        ("ソート", "表示", "能力"),
    ],
    "big5": [("中文註解", "變數", "你好")],
    "cp1251": [("комментарий", "переменная", "привет мир")],
    "cp1253": [("σχόλιο", "μεταβλητή", "γειά σου")],
    "cp1250": [("zażółć gęślą jaźń", "Příliš žluťoučký", "kůň")],
    "utf-16": [("größe", "日本", "x")],
    "utf-16-le": [("größe", "a 変数", "x")],
    "utf-32": [("größe", "日本", "x")],
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_code_and_words_are_read_in_the_encoding_they_were_written_in(encoding: str) -> None:
    for words in TEXTS[encoding]:
        for text in (CODE.format(*words), CODE.format(*words) * 3000, words[1]):
            assert decoded(text.encode(encoding), "x").text == text


@pytest.mark.parametrize("encoding", ["euc_jp", "gb18030", "euc_kr", "koi8_r"])
def test_code_with_words_of_two_bytes_a_character_is_read(encoding: str) -> None:
    words = {
        "euc_jp": ("日本語のコメント", "変数", "こんにちは"),
        "gb18030": ("中文注释", "变量", "你好，世界"),
        "euc_kr": ("한국어 주석", "변수", "안녕하세요"),
        "koi8_r": ("комментарий", "переменная", "привет мир"),
    }[encoding]
    text = CODE.format(*words)
    assert decoded(text.encode(encoding), "x").text == text


def test_utf_8_with_a_broken_end_stays_utf_8_and_is_called_damaged() -> None:
    found = decoded("日本語テキスト".encode()[:-1], "x")
    assert (found.text, found.label) == ("日本語テキス\ufffd", "damaged UTF-8")


def test_a_text_that_holds_the_sign_of_a_lost_character_is_not_damaged() -> None:
    assert decoded('BAD = "\ufffd"\n'.encode(), "x").label == ""
    assert decoded('BAD = "\ufffd"\n# \ufffd caf'.encode() + b"\xc3\n", "x").label == "damaged UTF-8"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
@settings(max_examples=200)
def test_every_text_in_utf_8_is_read_as_it_is(text: str) -> None:
    found = decoded(text.encode(), "x")
    assert found.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    "content",
    [
        b"text\n" * 20_000 + b"\0\x01\x02" + b"text\n" * 99,
        b"%PDF-1.7\n1 0 obj\n",
        b"\x89PNG\r\n",
        gzip.compress(b"x" * 9000),
        b"\x7fELF\x02\x01\x01" + bytes(9),
        os.urandom(2000),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    ],
    ids=["text with a zero late", "pdf", "png begun", "gzip", "elf", "random", "png"],
)
def test_what_is_no_text_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"photo\.raw is not text"):
        decoded(content, "photo.raw")
