"""Going on with an earlier conversation from the shell."""

from tests.conftest import Run
from tests.scripted import ScriptedGateway


def said(gateway: ScriptedGateway) -> list[tuple[str, str]]:
    messages = gateway.received[-1].body["messages"]
    return [(message["role"], message["content"]) for message in messages if message["role"] != "system"]


def test_c_goes_on_with_the_last_conversation(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("what is a monad", env=keyed)
    ask("-c", "and in rust", env=keyed)
    assert said(gateway) == [
        ("user", "what is a monad"),
        ("assistant", "Hello world"),
        ("user", "and in rust"),
    ]
    ask("-c", "shorter", env=keyed)
    assert [text for role, text in said(gateway) if role == "user"] == [
        "what is a monad",
        "and in rust",
        "shorter",
    ]


def test_a_conversation_is_named_by_any_of_its_turns(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("first", env=keyed)
    ask("second", env=keyed)
    ask("--conversation", "1", "more", env=keyed)
    assert said(gateway) == [("user", "first"), ("assistant", "Hello world"), ("user", "more")]


def test_without_anything_on_record_nothing_is_sent(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-c", "more", env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert "there is no conversation on record yet" in ran.err
