"""Every reader of what a person writes, typed or configured, given anything."""

from contextlib import chdir, suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cap import parsed_limit
from assistant.catalog import DEFAULT_PROVIDER, Tier, is_loopback
from assistant.cli.as_words import missing_files
from assistant.cli.files import attached, named_files
from assistant.cli.period import first_day
from assistant.errors import AskError
from assistant.repl.commands.table import NAMES
from assistant.repl.entry import entry_of
from assistant.repl.mentions import mentioned, mentions_in
from assistant.secret import Secret
from assistant.store.editing import priced, swapped
from assistant.store.keys import Sources, find_key
from assistant.store.origin import checked_base_url
from assistant.store.settings import settings_of
from assistant.store.templates import Source
from tests.safe.anything import ODD_NUMBER, ODD_TEXT, SOME, TOML, only_our_errors


@settings(SOME, max_examples=250)
@given(
    TOML,
    st.dictionaries(
        st.sampled_from(
            [
                "ASK_BASE_URL",
                "ASK_FIRST_TOKEN_TIMEOUT",
                "ASK_CONNECT_TIMEOUT",
                "ASK_STALL_TIMEOUT",
                "ASK_MAX_RETRIES",
            ]
        ),
        ODD_TEXT | ODD_NUMBER.map(str),
    ),
)
def test_any_text_can_be_a_configuration(source: str, environment: dict[str, str]) -> None:
    only_our_errors(lambda: settings_of(source, Path("config.toml"), environment))


@settings(SOME, max_examples=100)
@given(TOML, st.dictionaries(ODD_TEXT, st.fixed_dictionaries({"output_price": st.just("0.1")}), max_size=2))
def test_any_configuration_can_be_given_prices_and_models(
    tmp_path: Path, source: str, prices: dict[str, dict[str, str]]
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(source, errors="replace")
    file.chmod(0o600)
    with suppress(AskError):
        settings_of(source, file, {})
        priced(file, prices, {})
        swapped(file, Tier.CODE, ["deepseek-coder", "ga-standard"], {})


@settings(SOME, max_examples=120)
@given(
    TOML | ODD_TEXT | st.tuples(TOML, ODD_TEXT).map(lambda pair: f"+++\n{pair[0]}\n+++\n{pair[1]}"),
    st.sampled_from(["x.md", "x.toml"]),
    st.lists(ODD_TEXT, max_size=3),
)
def test_any_text_can_be_a_template(text: str, name: str, words: list[str]) -> None:
    only_our_errors(lambda: Source("x", Path(name), "yours", text).template().filled(tuple(words), None))


@SOME
@given(
    st.lists(
        ODD_TEXT
        | st.sampled_from(
            [
                "a.txt",
                "a.txt:1-2",
                "a.txt:9-1",
                "a.txt:0",
                "a.txt:99999999999999999999",
                "Notes",
                "Notes:2",
                "*.txt",
                "**",
                "[",
                "[!",
                "{a,b}",
                "~",
                "~nobody/x",
                "/",
                "./",
                "\0",
                "a" * 300,
            ]
        )
    )
)
def test_any_word_can_stand_beside_a_question(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "a.txt").write_text("one\ntwo\n")
    (tmp_path / "Notes").write_text("one\ntwo\n")
    with chdir(tmp_path):
        for beside in (True, False):
            only_our_errors(lambda beside=beside: named_files(tuple(words), print, beside=beside))  # type: ignore[misc]
        only_our_errors(lambda: missing_files(tuple(words)))
        for word in words:
            if word not in {"~", "/", "~nobody/x", "**"}:
                only_our_errors(lambda word=word: attached((word,), print))  # type: ignore[misc]
            mentioned(word)
            mentions_in(word)
            mentions_in(f"look at @{word} and")
            entry_of(f"/{word}", NAMES, lambda _: False)


@SOME
@given(ODD_TEXT | ODD_NUMBER.map(str), ODD_TEXT)
def test_any_text_can_be_typed_as_a_limit_a_day_or_an_address(text: str, other: str) -> None:
    for words in (text, f"{text}/day", f"{other}/month"):
        only_our_errors(lambda words=words: parsed_limit(words))  # type: ignore[misc]
    only_our_errors(lambda: first_day(day=False, week=False, since=text))
    for url in (text, f"http://{text}", f"https://{text}:{other}/v1", f"http://[{text}]/"):
        with suppress(AskError):
            checked_base_url(url, allow_plain_http=False)
            is_loopback(url)


@SOME
@given(st.text(st.characters() | st.sampled_from("\x00\n\x1b\ud800é "), max_size=20))
def test_any_text_can_be_the_key_that_is_kept(key: str) -> None:
    sources = Sources(command=lambda _: "", keyring=lambda _: key, file=lambda _: None)
    with suppress(AskError):
        secret = find_key(DEFAULT_PROVIDER, environment={}, sources=sources)
        assert secret.key.isascii()
        assert secret.key.isprintable()
    assert not key.strip() or "…" in key or key not in Secret(key, "a test").masked_in(f"x{key}y")
