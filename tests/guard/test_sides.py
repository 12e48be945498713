"""What is told on two lines is found in a difference, a quotation and a numbered listing as in the file itself."""

import re
from difflib import unified_diff

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.guard.finding import Hit
from assistant.guard.scan import scan
from assistant.guard.sides import sides
from tests.guard.corpus import secrets
from tests.guard.forge import LETTERS, Case, Forge

_OLD, _NEW = (Forge(seed).some(LETTERS, 26) + "7c" for seed in (41, 42))
_TEXTS = (
    "env:\n  - name: HOOK_SECRET\n    value: @@\n",
    '{\n  "name": "HOOK_SECRET",\n  "value": "@@"\n}\n',
    "<key>HOOK_SECRET</key>\n<string>@@</string>\n",
    "hook_secret: |\n  @@\n",
    "user,password\nann,@@\n",
    "INSERT INTO users (name, password)\nVALUES ('ann', '@@');\n",
    'set {\n  name  = "auth.password"\n  value = "@@"\n}\n',
)
_CORPUS = tuple(case for seed in range(3) for case in secrets(seed))


def _found(text: str) -> set[str]:
    return {text[found.start : found.end] for found in scan(text)}


def _difference(before: str, after: str, context: int = 3) -> str:
    return "".join(unified_diff(before.splitlines(True), after.splitlines(True), "a/x", "b/x", n=context))


@pytest.mark.parametrize("text", _TEXTS)
def test_both_values_of_a_change_are_found(text: str) -> None:
    change = _difference("first\n" + text.replace("@@", _OLD), "first\n" + text.replace("@@", _NEW))
    assert _found(change) == {_OLD, _NEW}
    text = text.replace("@@", _NEW)
    for before, after in (("", text), (text, ""), ("", f"\n\n{text}more\n"), (f"{text}\n\nmore", "\n\nmore")):
        assert _found(_difference(before, after)) == {_NEW}


@pytest.mark.parametrize(
    "mark", ["+", "> ", ">", "> > ", "{:6}\t", "{}:", "{}: ", "conf/a.txt:{}:", "  {} │ "]
)
@pytest.mark.parametrize("text", _TEXTS)
def test_what_stands_before_each_line_hides_nothing(text: str, mark: str) -> None:
    lines = text.replace("@@", _NEW).splitlines()
    for above in ("", "so it says:\n\n"):
        shown = above + "".join(f"{mark.format(number)}{line}\n" for number, line in enumerate(lines, 9))
        assert _found(shown) == {_NEW}, shown


@given(st.sampled_from(_CORPUS), st.sampled_from(_CORPUS), st.sampled_from(["", "x = 1\n\n", "# more\n"]))
def test_a_difference_of_whole_files_shows_the_secrets_of_both(
    before: Case, after: Case, between: str
) -> None:
    texts = tuple(
        re.sub(r"[\r\v\f\x1c-\x1e\x85\u2028\u2029]", "", text)
        for text in (f"{before.text}\n{between}tail\n", f"{between}{after.text}\nend\n")
    )
    change = _difference(*texts, context=10**6)
    kept = {at for found in scan(change) for at in range(found.start, found.end)}
    for text, marks in zip(texts, (" -", " +"), strict=True):
        # where each character of this side stands in the difference
        lines = re.finditer(rf"(?m)^[{marks}](?!-- a|\+\+ b)(.*\n)", change)
        places = [place for line in lines for place in range(*line.span(1))]
        assert "".join(change[place] for place in places) == text
        for found in scan(text):
            assert kept.issuperset(places[found.start : found.end]), (change, text[found.start : found.end])


@given(
    st.lists(
        st.sampled_from(["a", "bc", "", "+", "-x", "@@ -1 +1 @@", " ", "\\ No newline"]), max_size=12
    ).map("\n".join)
)
def test_each_character_of_a_side_is_in_its_place(body: str) -> None:
    text = f"d\n@@ -1,9 +1,9 @@ f\n {body}\n+tail"
    for side in sides(text):
        left = side.text()
        for at in range(len(left)):
            [hit] = side.restored([Hit(at, at + 1, "r", "l", "k")])
            assert text[hit.start : hit.end] == left[at]


@pytest.mark.parametrize("mark", "+-")
def test_in_a_difference_of_very_many_hunks_and_in_a_very_large_one_too(mark: str) -> None:
    secret = "".join(f"{mark}{line}\n" for line in _TEXTS[0].replace("@@", _NEW).splitlines())
    small = "".join(f"@@ -{at} +{at} @@\n-x{at}\n+y{at}\n" for at in range(2_001))
    large = "@@ -1,6000 +1,6000 @@\n" + "".join(f"-old {at}\n+new {at}\n same {at}\n" for at in range(2_000))
    for text in (f"{small}@@ -1,3 +1,3 @@\n{secret}commit 12\n    more\n{small}", f"{large}{secret} tail\n"):
        assert _found(text) == {_NEW}
        for side in sides(text):
            for start in range(0, len(side.text()) - 9, 997):
                [hit] = side.restored([Hit(start, start + 1, "r", "l", "k")])
                assert text[hit.start : hit.end] == side.text()[start]
