"""Nothing that steers a terminal gets through, whole or cut anywhere, and nothing disappears."""

import json
import unicodedata

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.safe import (
    PipeText,
    TerminalText,
    Unseen,
    json_text,
    unseen,
    visible,
    visible_in_a_row,
    visible_in_pipe,
    visible_on_one_line,
)

_ATTACKS = {
    "colour": "\x1b[31mred", "clear": "\x1b[2J\x1b[H", "cursor": "\x1b[10A\x1b[5D", "csi 8 bit": "\x9b31mred", "title": "\x1b]0;owned\x07",
    "title st": "\x1b]2;owned\x1b\\", "title 8 bit": "\x9d0;owned\x9c", "clipboard": "\x1b]52;c;ZXZpbA==\x07", "clipboard 8 bit": "\x9d52;c;ZXZpbA==\x9c",
    "link": "\x1b]8;;http://evil/\x1b\\text\x1b]8;;\x1b\\", "icon": "\x1b]1337;File=a\x07", "notify": "\x1b]9;hi\x07", "dcs": "\x1bPq#0\x1b\\", "dcs 8 bit": "\x90q#0\x9c",
    "apc": "\x1b_Gf=100\x1b\\", "apc 8 bit": "\x9fGf\x9c", "pm": "\x1b^x\x1b\\", "pm 8 bit": "\x9ex\x9c", "sos": "\x1bXx\x1b\\", "sos 8 bit": "\x98x\x9c",
    "reset": "\x1bc", "charset": "\x1b(0", "report": "\x1b[6n\x1b[c\x1b[>c", "alternate": "\x1b[?1049h", "paste": "\x1b[201~", "bell": "\x07\x07", "backspace": "abc\x08\x08\x08",
    "delete": "a\x7fb", "return": "safe\revil", "shift out": "\x0e\x0f", "feeds": "\x0b\x0c", "nul": "a\0b", "next line": "a\x85b", "surrogate": "a\ud800\udfffb",
    "bidi": "a\u202eb\u202c\u2066c\u2069\u200f\u061c", "tags": "a\U000e0041\U000e007f", "zero width": "a\u200bb\u2060c\ufeff", "annotation": "a\ufff9b\ufffac\ufffb",
    "selectors": "a\ufe00\U000e0100\U000e01ef", "separators": "a\u2028b\u2029c", "deprecated": "a\u206ab\u206f", "soft hyphen": "a\u00adb", "filler": "a\u3164b\u115f",
}  # fmt: skip


FLAG = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"  # of Scotland


def _dangerous(text: str) -> list[str]:
    return [character for character in text
            if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\n\t"
            and not _a_number_sign(character)]  # fmt: skip


def _a_number_sign(character: str) -> bool:
    """Arabic, Syriac, Kaithi and Egyptian signs are format characters that are seen."""
    return ord(character) in (*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD,
                              *range(0x13430, 0x13460))  # fmt: skip


@pytest.mark.parametrize("attack", _ATTACKS.values(), ids=_ATTACKS)
def test_no_sequence_reaches_a_terminal_whole_or_cut_anywhere(attack: str) -> None:
    whole = visible(f"before {attack} after")
    assert not _dangerous(whole)
    assert len(whole) >= len(f"before {attack} after")
    for cut in range(len(attack) + 1):
        assert visible(f"before {attack[:cut]}") + visible(f"{attack[cut:]} after") == whole


@pytest.mark.parametrize("attack", _ATTACKS.values(), ids=_ATTACKS)
def test_a_terminal_shows_the_text_of_the_sequence_and_obeys_none(attack: str) -> None:
    screen = pyte.Screen(200, 4)
    pyte.Stream(screen).feed(visible(f"before {attack} after").replace("\n", "\r\n"))
    assert screen.title == ""
    assert screen.display[0].startswith("before ")
    assert screen.display[0].rstrip().endswith(" after")
    assert all(cell.fg == "default" for cell in screen.buffer[0].values())


@pytest.mark.parametrize("attack", _ATTACKS.values(), ids=_ATTACKS)
def test_a_pipe_gets_no_control_bytes(attack: str) -> None:
    written = visible_in_pipe(f"before {attack} after").encode()
    allowed = {0x09, 0x0A, 0x0D}
    assert not [byte for byte in written if (byte < 0x20 and byte not in allowed) or byte == 0x7F]
    assert not [character for character in written.decode() if 0x80 <= ord(character) <= 0x9F]


def test_every_character_is_safe_and_none_disappears() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert not _dangerous(visible(everything))
    assert all(map(visible, everything[::7]))


def test_ordinary_text_of_all_scripts_stays_as_it_is() -> None:
    text = f"naïve → 漢字 नमस्ते क्\u200dष می\u200cخواهم 👩\u200d💻 ❤\ufe0f 1\ufe0f\u20e3 #\ufe0f\u20e3 ©\ufe0e 👁\ufe0f\u200d🗨\ufe0f 🧑🏽\u200d⚕\ufe0f {FLAG}{FLAG}\n\tcode\u00a0= 1 \ue0b0"
    assert visible(text) == text
    assert visible_in_pipe(text + "\r\n") == text + "\r\n"
    assert unseen(text) == ()


def test_a_name_stays_on_one_line() -> None:
    assert visible_on_one_line("a\nb\tc\x1b") == "a␊b␉c␛"


def test_in_a_row_only_blanks_and_line_ends_are_left_out() -> None:
    everything = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)))
    shown = visible_in_a_row(f" a\r\n\tb  c {everything}\n")
    assert shown.startswith("a b c ")
    assert "".join(shown.split()) == "abc" + visible(everything).replace("\n", "").replace("\t", "").replace(
        " ", ""
    )


def test_what_is_unseen_is_named_by_kind() -> None:
    assert unseen("a\u202eb\U000e0041\u200b\ufe01") == ("bidi", "invisible", "tag", "variation")
    assert unseen("plain\x1b") == ()


@pytest.mark.parametrize(
    "text",
    [
        "a\u200db",
        "\u200dx",
        "1\u200d",
        "pass\u200cword",
        "👩\u200d\u200d💻",
        "x\ufe0f",
        " \ufe0e",
        "1\ufe0f",
        "#\ufe0e1",
        "─\ufe0f",
        "─\u200d",
        "👩\u200c",
        "1\ufe0f\u20e3\u200d",
        "a\U00013430b",
    ],
)
def test_a_joiner_or_selector_with_nothing_to_join_or_vary_is_shown(text: str) -> None:
    assert visible(text).count("<U+") == 1
    assert unseen(text)


@pytest.mark.parametrize("text", [FLAG[:-1], FLAG[1:], f"🏴{FLAG[1:-2]}\U000e007f", FLAG.replace("🏴", "🏁")])
def test_tags_that_make_no_flag_are_shown(text: str) -> None:
    assert visible(text).count("<U+") == len(text) - text.count("🏴") - text.count("🏁")
    assert unseen(text) == ("tag",)
    assert visible(f"{FLAG}{FLAG[-1]}") == f"{FLAG}<U+E007F>"


@pytest.mark.parametrize("text", ["a\ufe0f\u200db", "\ufe0f\u200d", "👩\u200d\ufe0f\u200d"])
def test_a_joiner_behind_a_selector_that_varies_nothing_is_shown(text: str) -> None:
    assert not set("\ufe0f\u200d") & set(visible(text.removeprefix("👩\u200d")))
    assert visible("❤\ufe0f\u200d🔥") == "❤\ufe0f\u200d🔥"


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from([FLAG, FLAG[:3], FLAG[3:], FLAG[:-1], FLAG[-1], "🏴"])
        | st.text(
            alphabet=st.sampled_from("a👩\u200d💻❤1\u20e3\ufe0f\u200cم\r\n\x1b\u202e\ud800"), max_size=4
        ),
        max_size=8,
    )
)
def test_a_terminal_shows_the_same_in_any_chunks(chunks: list[str]) -> None:
    stream, noted = TerminalText(), Unseen()
    for chunk in chunks:
        noted.feed(chunk)
    text = "".join(chunks)
    assert "".join([*map(stream.feed, chunks), stream.close()]) == visible(text.replace("\r\n", "\n"))
    assert bool(noted.notice) is bool(unseen(text))


@settings(max_examples=200)
@given(st.text(alphabet=st.characters() | st.sampled_from("\x7f\x9b\u202e\U000e0041\ud800\u200d\x1b")))
def test_json_is_harmless_and_says_the_same(text: str) -> None:
    written = json_text({"text": text})
    assert not _dangerous(written)
    assert json.loads(written) == {"text": text}


@settings(max_examples=200)
@given(st.lists(st.text(alphabet=st.sampled_from("ab\r\n\t\x1b\x9b\u202e\ud800é"), max_size=6), max_size=8))
def test_a_pipe_shows_lone_returns_and_keeps_line_ends_in_any_chunks(chunks: list[str]) -> None:
    pipe = PipeText()
    written = "".join([*map(pipe.feed, chunks), pipe.close()])
    text = "".join(chunks)
    assert written.count("\r\n") == text.count("\r\n")
    assert written.count("\r") == text.count("\r\n")
    assert written.replace("\r\n", "").count("␍") == text.replace("\r\n", "").count("\r")


@settings(max_examples=200)
@given(st.text(), st.text())
def test_each_character_is_judged_alone(left: str, right: str) -> None:
    assert visible(left) + visible(right) == visible(left + right)
    assert visible_in_pipe(left) + visible_in_pipe(right) == visible_in_pipe(left + right)
