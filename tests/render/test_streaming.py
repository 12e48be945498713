"""What must hold for any text, however it comes in."""

import itertools
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.render.palette import Background, Depth, Links, palette_for
from tests.render.screens import COLOURLESS, DARK, Window, cat, cut_at_random, played

PIECES = [
    "**", "*", "_", "`", "``", "```\n", "~~~\n", "# ", "- ", "1. ", "> ", "| a | b |\n", "|---|---|\n", "\n", "\n\n", " ", "  ",
    "    ", "\t", " \t", "\xa0", "[", "]", "(", "http://a.b/c?d_e", ")", "<", "b>", "<div>\n", "&amp;", "&", "\\", "~~", "$", "$$\n", "word ",
    "foo", "bar baz ", "好的，", "é", "👍", "---\n", "===\n", "***\n", "!", "[x] ", "\r\n", "\r", "\x1b[31m", "```py\n",
    "def f(): pass\n", "x" * 90 + " ", "a long run of plain words that goes on until the row is full and then some more ",
    "$x$", "\\(", "\\)", "](http://a.b \"the ", "](http://a.b 'the ", "](<http://a.b/c ", '") ', "') ", "<!-- ", "-->", "[^1]: ", "](", "it is so ", "because ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)
SIZES = st.sampled_from([(80, 24), (72, 24), (40, 10), (20, 3), (10, 2), (132, 24), (5, 1), (1, 1)])
LOOKS = st.sampled_from(
    [COLOURLESS, DARK, palette_for(depth=Depth.ANSI16, background=Background.LIGHT, links=Links.ON)]
)


@given(TEXTS, SIZES, LOOKS, st.integers(0, 999))
@settings(max_examples=150)
def test_the_screen_does_not_depend_on_the_chunks(
    text: str, size: tuple[int, int], look: object, seed: int
) -> None:
    whole = played(text, columns=size[0], height=size[1], palette=look)
    cut = played(text, cut_at_random(text, seed), columns=size[0], height=size[1], palette=look)
    assert cut.rows() == whole.rows()
    assert cut.screen.cursor.x == whole.screen.cursor.x == 0


@pytest.mark.parametrize(
    "text",
    [
        f"{'word ' * 40}&amp;{'x' * 60}",
        f"{'word ' * 40}\n[^1]: one\n[^2]: two",
        f"{'word ' * 40}{'x' * 40}yhttp://a.b/{'z' * 40}",
        f"1. {'word ' * 450}\n2. > {'word ' * 450}",
        "`` <http://a.b>\n    - \t\na`b ``",
        "<div>\n\xa0`a`  b\n",
        f"{'word ' * 40}see <!-- **{'word ' * 80}--> **more**",
        f"{'word ' * 40}see <data:{'x' * 600}> for more",
        f"{'word ' * 40}see <9{'x' * 62}@{'y' * 245}.org> for more",
        f"{'word ' * 40}~~so {'word ' * 170}` and~~ {'word ' * 30}`` more",
        f"{'word ' * 40}see [so ` ] and ` {'word ' * 20}](http://a.b) for more",
        f"{'word ' * 40}see [so ` [a](http://b.c) and ` {'word ' * 20}](http://a.b) for more",
        *(
            f"{'word ' * 40}see [the docs]({target}) for more. {'word ' * 20}"
            for target in (
                'http://a.b/c "The \\" documentation of"',
                "http://a.b/c 'The documentation \\\\ of'",
                "http://a.b/c (The documentation of)",
                "<http://a.b/c d e f>",
                "http://a.b/c(d(e\\)f(g)))",
            )
        ),
    ],
    ids=[
        "an entity and a long word",
        "footnotes",
        "an address in a long word",
        "long items of a list",
        "a tab at the end of a code span's line",
        "a space that does not break in HTML",
        "a long comment",
        "a long address in <>",
        "a long address of mail",
        "code that may hold the end of what is struck out",
        "code that holds a bracket in a link",
        "code that holds a link in a link",
        *("a title in " + marks for marks in ('""', "''", "()")),
        "an address in <>",
        "an address with brackets",
    ],
)
def test_a_long_text_is_read_the_same_as_it_grows(text: str) -> None:
    whole, growing = (
        [[line[column][:2] for column in range(80)] for line in window.lines()]
        for window in (played(text, palette=DARK), played(text, text, palette=DARK))
    )
    assert growing == whole


@given(TEXTS, st.integers(0, 999))
@settings(max_examples=40)
def test_the_screen_is_what_cat_shows_of_the_finished_rendering(text: str, seed: int) -> None:
    once = Window()
    once.renderer._document.feed(once.renderer._safe.feed(text))
    once.renderer.close()
    assert played(text, cut_at_random(text, seed)).rows() == cat(once.out.getvalue(), 80)


@given(TEXTS)
@settings(max_examples=25)
@example("> | a | b |\n> |---|---|\n> | 1 | 2 |\n")
def test_every_beginning_of_a_text_renders(text: str) -> None:
    for end in range(0, len(text), 3):
        assert played(text[:end]).screen.cursor.x == 0


@given(
    st.lists(
        st.sampled_from(["alpha ", "beta ", "gamma\n", "delta\n\n", "- ", "> ", "**eps** ", "`zeta` ", "\n"]),
        max_size=80,
    )
)
@settings(max_examples=60)
def test_words_are_neither_lost_nor_invented(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert re.findall(r"\w+", "\n".join(played(text, columns=40).rows())) == re.findall(r"\w+", text)


BLOCKS = [
    "word ", "word\n", "|word| ", "word | word\n", "| word | word |\n", "|---|---|\n", "--|--\n", "---\n", "===\n", "\n", "- ",
    "2. ", "> ", "# ", "\t", "  ", "    ", "<div>\n", "<!-- word\n", "-->\n", "<pre>\n", "</pre>\n", "<b>word</b> ", "```\n", "~~~\n",
    "\t```\n", "$$\n", "`word` ", "**word** ", "a run of plain words that goes on until the row is full and the next, too, word\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(BLOCKS), max_size=40).map("".join), st.integers(0, 999))
@settings(max_examples=300)
@example("word\n|word| is it\n---\nword\n", 0)
@example("> |word| is it\n> ===\n", 0)
def test_no_word_is_lost_whatever_the_blocks_are(text: str, seed: int) -> None:
    number = itertools.count()
    text = re.sub("word", lambda _: f"word{next(number)}q", text)
    shown = "\n".join(played(text, cut_at_random(text, seed), columns=200).rows())
    assert sorted(re.findall(r"word\d+q", shown)) == sorted(re.findall(r"word\d+q", text))


@given(st.text(max_size=80), st.integers(0, 999))
@settings(max_examples=80)
def test_nothing_of_a_text_reaches_the_terminal_as_a_control_character(text: str, seed: int) -> None:
    written = played(text, cut_at_random(text, seed)).out.getvalue()
    ours = re.sub(r"\x1b\[[0-9;]*[mAJKC]|\x1b\[\?2026[hl]|\x1b\]8;;[!-~]*\x1b\\", "", written)
    assert not re.search(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]", ours)


def test_the_first_character_is_shown_with_the_first_chunk() -> None:
    window = Window()
    window.write("T")
    assert window.rows() == ["T"]


def test_a_paragraph_grows_chunk_by_chunk() -> None:
    window = Window()
    for chunk in ("Some ", "wor", "ds in **bo", "ld** and"):
        window.write(chunk)
    assert window.rows() == ["Some words in bold and"]


def test_an_update_that_took_a_while_is_followed_by_a_pause_and_what_came_in_it_is_shown_after() -> None:
    seconds = iter((0.0, 1.0, 1.5, 5.0, 5.0))
    window = Window(clock=lambda: next(seconds))
    for chunk in ("Some ", "words"):
        window.write(chunk)
    assert window.rows() == ["Some"]
    window.renderer.tick()
    window.look()
    assert window.rows() == ["Some words"]


def test_code_is_shown_as_it_is_from_column_0() -> None:
    line = "x = [" + "1, " * 60 + "]  "
    assert f"\n{line}\n" in played(f"1. one\n\n   ```\n   {line}\n   ```\n").out.getvalue()


HTML_TREE = """\
 <pre>
  if x:
      y = "  a"

  z
</pre>

<!-- a

b -->

<details>
  <summary>more</summary>

- an item

  <ul>
    <li>deep</li>
  </ul>
"""


@given(st.integers(0, 999))
@settings(max_examples=20)
@example(0)
def test_html_stands_as_its_source_does(seed: int) -> None:
    shown = played(HTML_TREE, cut_at_random(HTML_TREE, seed)).rows()
    assert shown == HTML_TREE.replace("- an", "• an").splitlines()


def test_rows_that_scrolled_are_never_touched() -> None:
    window = Window(40, 6)
    text = "".join(
        f"| {number} | cell {'x' * (number % 9)} |\n" + "|--|--|\n" * (number == 0) for number in range(60)
    )
    ups = []
    for chunk in cut_at_random(text, 1):
        seen = len(window.out.getvalue())
        window.write(chunk)
        ups += [int(up) for up in re.findall(r"\x1b\[(\d+)A", window.out.getvalue()[seen:])]
    assert max(ups, default=0) < 6 - 2
    assert window.close().rows() == played(text, columns=40).rows()


def test_a_terminal_without_a_size_is_taken_to_be_80_columns_wide() -> None:
    window = Window()
    window.columns = window.height = 0
    window.write("word " * 40)
    assert {len(row) for row in window.close().rows()} == {79, 39}


def test_a_dumb_terminal_gets_the_text_without_escape_sequences() -> None:
    dumb = palette_for(depth=Depth.DUMB, background=Background.DARK)
    assert played("# a\x1b[2J\r\n**b**", palette=dumb).out.getvalue() == "# a␛[2J\n**b**\n"


def test_closing_twice_is_closing_once() -> None:
    window = Window()
    window.write("**half")
    window.close()
    written = window.out.getvalue()
    window.close()
    assert window.out.getvalue() == written


JOINED = "- dev 👩\u200d💻 ok and **👩\u200d💻 bold 👍🏽** `🇩🇪🇫🇷` cafe\u0301 **re\u0301** नमस्ते 1\ufe0f\u20e3 ❤\ufe0f\n"


@pytest.mark.parametrize("pause", [0.0, 1.0])
def test_a_joined_character_is_written_as_one_however_it_comes(pause: float) -> None:
    now = 0.0
    window = Window(palette=DARK, clock=lambda: now)
    for piece in JOINED:
        window.write(piece)
        now += pause
        window.renderer.tick()
    window.close()
    assert window.rows() == played(JOINED, palette=DARK).rows()
    for cluster in ("👩\u200d💻", "👍🏽", "🇩🇪", "🇫🇷", "e\u0301", "स्", "ते", "1\ufe0f\u20e3", "❤\ufe0f"):
        written = re.split("\x1b\\[[0-9;]*m", window.out.getvalue().rpartition(cluster[0])[2])[0]
        assert written.startswith(cluster[1:]), (cluster, window.out.getvalue())
    if not pause:
        assert not re.search("👩(?!\u200d💻)|🇩(?!🇪)|👍(?!🏽)", window.out.getvalue())


def test_what_the_next_character_may_join_is_shown_in_a_pause_and_at_the_end() -> None:
    now = 0.0
    window = Window(clock=lambda: now)
    window.write("all done 👍")
    assert window.rows() == ["all done"]
    now = 1.0
    window.renderer.tick()
    window.look()
    assert window.rows() == ["all done 👍"]
    assert played("done 👍").rows() == ["done 👍"]
