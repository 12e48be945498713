"""What a terminal answers is told from what is typed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.render.palette import Background
from assistant.render.replies import Replies


def expecting() -> Replies:
    replies = Replies()
    replies.expect()
    return replies


@given(st.text(), st.integers(0), st.integers(0), st.lists(st.integers(0)))
def test_no_key_is_lost_to_a_reply_wherever_it_comes_and_however_it_is_cut(
    typed: str, colour: int, attributes: int, cuts: list[int]
) -> None:
    typed = typed.replace("\x1b", "")
    first, last = sorted((colour % (len(typed) + 1), attributes % (len(typed) + 1)))
    read = f"{typed[:first]}\x1b]11;rgb:ffff/ffff/ffff\x1b\\{typed[first:last]}\x1b[?62;22c{typed[last:]}"
    places = sorted({0, len(read), *(cut % (len(read) + 1) for cut in cuts)})
    replies = expecting()
    pieces = (read[start:end] for start, end in pairwise(places))
    assert "".join(map(replies.without, pieces)) == typed
    assert replies.background is Background.LIGHT
    assert not replies.owed


@pytest.mark.parametrize(
    "key", ["\x1b", "\x1b]", "\x1b[", "\x1b[A", "\x1bOP", "\x1b[200~pasted\x1b[201~", "\x1b]12;x\x07"]
)
def test_a_key_that_begins_like_a_reply_is_a_key(key: str) -> None:
    replies = expecting()
    assert replies.without(key) + replies.give_back() == key


def test_a_reply_that_pauses_in_the_middle_is_still_one() -> None:
    replies = expecting()
    assert replies.without("\x1b]11;rgb:1e1e/") == replies.give_back() == ""
    assert replies.without("1e1e/2e2e\x07a\x1b[?6") == "a"
    assert replies.give_back() == replies.without("2c") == ""
    assert replies.background is Background.DARK


def test_what_nobody_asked_for_and_a_second_reply_are_left_as_they_are() -> None:
    assert Replies().without("\x1b[?6c") == "\x1b[?6c"
    assert expecting().without("\x1b[?6c\x1b[?6c") == "\x1b[?6c"


def test_more_than_a_colour_can_be_long_is_no_colour() -> None:
    assert expecting().without("\x1b]11;" + "x" * 61) == "\x1b]11;" + "x" * 61
