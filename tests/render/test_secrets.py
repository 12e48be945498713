"""Secrets in what is rendered: exact whatever they are and whatever is around them, and read as nothing."""

import io

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from assistant.guard.restorer import Restorer
from assistant.guard.vault import Vault
from assistant.render.palette import Background, Depth, Palette, palette_for
from assistant.render.piped import RowRenderer
from assistant.render.veil import veiled
from tests.render.screens import COLOURLESS, DARK, Window, cut_at_random, played
from tests.render.test_streaming import LOOKS, PIECES, SIZES

SIGN = "«secret:KEY_1»"
DUMB = palette_for(depth=Depth.DUMB, background=Background.DARK)
NASTY = st.text("*_`~|<>&;#\\[]()!$-+=.:/\"'^@{}%ltampxX17é", min_size=8, max_size=30).map("{}7".format)
LINES = st.lists(
    st.sampled_from(["kQ9*zz7*mX4p", "```", "# x", "", "- > a | b", "    in", "日本", "&lt;", "~~~"]),
    min_size=2,
)
AROUND = st.lists(
    st.sampled_from([SIGN, f" {SIGN} ", *(piece for piece in PIECES if "http" not in piece)]), max_size=40
).map("".join)  # fmt: skip


def restorer(secret: str) -> Restorer:
    """Give what puts a secret in the place of SIGN, veiled."""
    vault = Vault(keys={"KEY": secret})
    if vault.redact(secret)[0] != SIGN:  # a rule sees only a part of it
        reject()
    return Restorer(vault, veiled)


def shown(text: str, secret: str, seed: int | None = None, **window: object) -> Window:
    chunks = [text] if seed is None else cut_at_random(text, seed)
    return played(text, chunks, restorer=restorer(secret), **window)


PLACES = {
    "prose": f"The password is {SIGN} here.",
    "bold": f"It is **{SIGN}** and *{SIGN}* and ~~{SIGN}~~.",
    "a word": f"pre{SIGN}post_{SIGN}_",
    "heading": f"# Use {SIGN}\n\nor {SIGN}\n===\n",
    "code span": f"Use `{SIGN}` and ``x {SIGN}``.",
    "link": f"See [{SIGN}](https://a.b/{SIGN}?c).",
    "address": f"See <https://a.b/{SIGN}> and https://u:{SIGN}@a.b/c now.",
    "title": f'![{SIGN}](/a "{SIGN}")',
    "list": f"- {SIGN}\n- [x] {SIGN}\n1. {SIGN}\n   {SIGN}\n",
    "quote": f"> {SIGN}\n{SIGN}\n",
    "table": f"| a {SIGN} | b |\n|---|--:|\n| {SIGN} | `{SIGN}` |\n| x\\|{SIGN} | {SIGN}\n",
    "fence": f"```\n{SIGN}\n  {SIGN}\n```\n~~~ {SIGN}\n{SIGN}\n~~~\n",
    "indented": f"x\n\n    {SIGN}\n",
    "html": f"<div>\n{SIGN}\n</div>\n\na <b>{SIGN}</b> <!-- {SIGN} -->\n",
    "formula": f"${SIGN}$ and \\({SIGN}\\)\n\n$$\n{SIGN}\n$$\n",
    "definition": f"[a]: {SIGN}\n[^1]: {SIGN}\n",
    "signs": f"\\{SIGN} &{SIGN}; &#{SIGN}; #{SIGN} ({SIGN}) \"{SIGN}\"",
}  # fmt: skip
PAINS = {
    "emphasis": "kQ9*zz7*mX4p", "underscores": "__kQ9__zz7__", "strike": "~~kQ9zz7~~", "backticks": "``kQ9`zz7`",
    "escapes": "\\*kQ9\\_zz7\\", "entities": "&lt;kQ9&#42;7&amp;", "pipes": "|kQ9|zz\\|7", "quote": ">kQ9zz7mX",
    "heading": "#kQ9zz7#", "list": "- kQ9zz7", "number": "1. kQ9zz7", "rule": "*******7", "fence": "```kQ9zz7",
    "tilde": "~~~kQ9zz7", "html": "<div>kQ9zz7", "comment": "<!--kQ9zz7", "link": "[kQ9](zz7)x", "brackets": "](kQ9zz7)[",
    "address": "https://kQ9_z_.z7/_x_", "formula": "$kQ9zz7$", "spaces": "kQ9  zz7   x", "setext": "=======7",
    "dashes": "-------7", "box": "[x] kQ9zz7", "indent": "kQ9    zz7", "letters": "lt7kQ9zz",
}  # fmt: skip


@pytest.mark.parametrize("secret", PAINS.values(), ids=PAINS)
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_exact_wherever_it_stands(place: str, secret: str) -> None:
    text = PLACES[place]
    there = "\n".join(shown(text, secret, columns=160).rows()).count(secret)
    word = "k" * len(secret)
    assert there == "\n".join(shown(text, f"{word[:-1]}7", columns=160).rows()).count(f"{word[:-1]}7") > 0


@given(AROUND, NASTY, SIZES)
@settings(max_examples=300)
def test_a_secret_is_shown_as_a_plain_word_of_its_width_would_be(
    text: str, secret: str, size: tuple[int, int]
) -> None:
    word = f"{'ä' * (len(secret) - 1)}7"
    nasty, plain = (
        "".join("".join(shown(text, each, columns=size[0], height=size[1]).rows()).split())
        for each in (secret, word)
    )
    assert nasty == plain.replace(word, secret)


@given(AROUND, NASTY | LINES.map("\n".join).map("{}7".format), SIZES, LOOKS, st.integers(0, 999))
@settings(max_examples=300)
def test_the_screen_with_secrets_does_not_depend_on_the_chunks(
    text: str, secret: str, size: tuple[int, int], look: object, seed: int
) -> None:
    whole, cut = (
        shown(text, secret, each, columns=size[0], height=size[1], palette=look) for each in (None, seed)
    )
    assert cut.rows() == whole.rows()
    assert cut.screen.cursor.x == whole.screen.cursor.x == 0


@pytest.mark.parametrize("look", [DARK, COLOURLESS])
def test_code_with_a_secret_is_coloured_as_if_it_had_been_written(look: object) -> None:
    for secret in (*PAINS.values(), "kQ9'\nx = 7\n"):
        text = f"```py\nx = '{SIGN}'\ny = f(1)  # {SIGN}\n```\n"
        written = text.replace(SIGN, secret)
        assert (
            shown(text, secret, palette=look).out.getvalue() == played(written, palette=look).out.getvalue()
        )


KEY = "MIIE+/abc\nd*e*f==\n\n    g7"


def test_a_secret_of_several_lines_has_rows_of_its_own() -> None:
    text = f"The key is **{SIGN}**, so.\n\n- {SIGN}\n- b\n\n| a | b |\n|---|---|\n| x {SIGN} | y |\n"
    assert shown(text, KEY).rows() == [
        "The key is", "MIIE+/abc", "d*e*f==", "", "    g7", ", so.", "",
        "• MIIE+/abc", "  d*e*f==", "", "      g7", "• b", "",
        "a         │ b", "──────────┼──", "x         │ y", "MIIE+/abc │", "d*e*f==   │", "          │", "    g7    │",
    ]  # fmt: skip


@pytest.mark.parametrize("look", [DARK, DUMB], ids=["pipe", "dumb"])
def test_a_secret_is_exact_where_rows_are_written_once(look: Palette) -> None:
    text = f"- ```\n  {SIGN}\n  ```\n- {SIGN}\n"
    out = io.StringIO()
    renderer = RowRenderer(out, restorer(KEY), columns=80, palette=look, tab=4)
    for piece in cut_at_random(text, 1):
        renderer.write(piece)
    renderer.close()
    assert f"{KEY}\n" in out.getvalue()
    assert f"{KEY}\n" in shown(text, KEY, 1, palette=DUMB).out.getvalue()


def test_no_control_character_comes_with_a_secret_nor_of_what_a_secret_is_written_in() -> None:
    window = shown(f"{SIGN} \ud81b[31m \ud80d\n", "kQ9\x1b[31m\u202e\r7")
    assert window.rows() == ["kQ9␛[31m<U+202E>␍7 �[31m �"]
