"""What a reader is told of where links lead."""

import pytest

from assistant.render.palette import Background, Depth, Links, palette_for
from tests.render.screens import played

LINKED = palette_for(depth=Depth.NONE, background=Background.DARK, links=Links.ON)


def shown(source: str, **window: object) -> str:
    return "\n".join(played(source, **window).rows())


@pytest.mark.parametrize(
    ("source", "row"),
    [
        ("[text](https://a.b/c)", "text (https://a.b/c)"),
        ("[https://a.b/c](https://a.b/c)", "https://a.b/c"),
        ("[https://a.b](https://c.d)", "https://a.b (https://c.d)"),
        ("[see https://a.b/x[1] too](e)", "see https://a.b/x[1] too (e)"),
        ("[![badge](b.svg)](https://c.d)", "badge (b.svg) (https://c.d)"),
        ("![a [b](/c)](/d)", "a b (/c) (/d)"),
        ("https://a.b/c] d", "https://a.b/c] d"),
        ("[a](b" + "(" * 32 + ")" * 33, "a (b" + "(" * 32 + ")" * 33),
        ("[a](b" + "(" * 33 + ")" * 34, "[a](b" + "(" * 33 + ")" * 34),
        ("[a](b\\(c\\)d)", "a (b(c)d)"),
        ("[a](<b) c", "[a](<b) c"),
        ("[*a](b) *c*", "*a (b) c"),
        ("[*a](b) c*", "*a (b) c*"),
    ],
)
def test_a_target_stands_behind_its_text_once(source: str, row: str) -> None:
    assert shown(source) == row


@pytest.mark.parametrize(
    ("source", "row"),
    [
        ("[![good.example](http://a.b/c.png)](https://c.d)", "good.example (http://a.b/c.png) (https://c.d)"),
        (
            "[good.example ![b](https://a.b/c.png)](https://c.d)",
            "good.example b (https://a.b/c.png) (https://c.d)",
        ),
        ("[a](http://c.d/\u202eq)", "a (http://c.d/<U+202E>q)"),
        ("<https://a.b><https://c.d>", "https://a.bhttps://c.d"),
        ("[one](https://a.b)[two](https://c.d)", "onetwo"),
    ],
)
def test_no_hyperlink_hides_where_it_leads(source: str, row: str) -> None:
    assert shown(source, palette=LINKED) == row


@pytest.mark.parametrize(
    "text",
    [
        "https://a.b",
        "www.a.b/x",
        "me@a.b",
        "go to https://a.b now",
        "good.example",
        "see Docs.rs.",
        "a.b.com:80/c",
        "mybank.bank/login",
        "docs.python.technology",
        "192.168.1.1",
        "localhost:8080",
        "пример.рф",
        "github。com",
        "c.d → github.com",
        "at [::1]:80",
        "c.d, or https://a.b",
    ],
)
def test_a_hyperlink_whose_text_names_another_host_tells_its_target(text: str) -> None:
    assert shown(f"[{text}](https://c.d/e)", palette=LINKED) == f"{text} (https://c.d/e)"


@pytest.mark.parametrize(
    "source",
    [
        "[https://a.b](https://www.a.b/)",
        "[a.js](https://c.d)",
        "[a.example.txt](https://c.d)",
        "[e.g. 3.11](https://c.d)",
        "[version 1.2.3](https://c.d)",
        "[https://localhost:80/a.bc](https://localhost/)",
        "[docs.python.org/3/os.path](https://docs.python.org/3)",
        "[www.C.de/x](https://c.de)",
        "<me@a.b>",
        "[me@a.b](mailto:me@a.b)",
    ],
)
def test_any_other_hyperlink_hides_its_target(source: str) -> None:
    assert "(" not in shown(source, palette=LINKED)


def test_a_picture_in_a_link_leads_where_the_link_leads() -> None:
    written = played("[![badge](https://a.b/b.svg)](https://c.d)", palette=LINKED).out.getvalue()
    assert "\x1b]8;;https://c.d\x1b\\" in written
    assert "\x1b]8;;https://a.b/b.svg\x1b\\" not in written


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example\\\\@a.b/login",
        "https://a.b@evil.example",
        "https://a.b/\\\\x",
        "https://a%2eb/",
        "https://a.b:x@c",
    ],
)
def test_an_address_that_readers_may_take_for_another_is_no_hyperlink(url: str) -> None:
    window = played(f"[https://a.b/login]({url})", palette=LINKED)
    assert "\x1b]8;;h" not in window.out.getvalue()
    assert window.rows() == [f"https://a.b/login ({url.replace(chr(92) * 2, chr(92))})"]
