"""`ask config show` tells all that is in force, in the words of a configuration file."""

import tomllib
from pathlib import Path

import pytest

from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, stream

SET = {
    "default_provider": "box",
    "system": 'Answer "briefly",\nin two lines.',
    "never": ["simple"],
    "default": "code",
    "routes": [{"when": "terraform", "tier": "code"}, {"when": r"proof\s+of", "tier": "reasoning"}],
    "providers": {
        "box": {
            "base_url": "https://box.example/v1",
            "key_env": "BOX_KEY",
            "needs_key": True,
            "headers": {"X-Team": "core"},
            "limit": "max_completion_tokens",
            "usual_temperature": False,
        },
    },
    "models": {"ollama:tiny": {"output_price": 0, "input_price": 0.25, "window": 8192}},
    "tiers": {
        "allow_lower": True,
        **{
            name: {"models": ["ollama:tiny"], "max_tokens": 64, "temperature": 1, "first_token": 2.5}
            for name in ("simple", "code", "reasoning")
        },
    },
    "timeouts": {"connect": 1.5, "stall": 7},
    "limits": {"retries": 0, "requests": 1, "backoff": 2, "event_mb": 3, "answer_mb": 4},
    "guard": {
        "mode": "block",
        "allow_rules": ["jwt"],
        "allow_values": ["0123456789abcdef"],
        "allow_files": ["certs/*.pem"],
    },
    "display": {"color": "never", "theme": "monokai", "background": "light", "tab": 8},
    "ledger": {"store_text": False},
    "chat": {"keys": "vi"},
}


def written(environment: dict[str, str], text: str) -> None:
    file = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_what_is_shown_is_all_that_was_set(ask: Run, environment: dict[str, str]) -> None:
    import tomlkit

    written(environment, tomlkit.dumps(SET))
    shown = tomllib.loads(ask("config", "show").out)
    shown["providers"].pop("ollama")  # which the line-ups name
    headers = shown["providers"]["box"]["headers"]
    assert headers == {"X-Team": "…"}
    headers["X-Team"] = "core"
    assert shown == SET


@pytest.mark.parametrize(
    "text",
    [
        "",
        'system = ""\n[providers.openai]\nkey_env = ""\n',
        "[models.ga-standard]\nwindow = 30000\n",
        '[providers.openai]\nbase_url = "http://box.example/v1"\nallow_plain_http = true\n',
    ],
)
def test_what_is_shown_sets_the_same(text: str, ask: Run, environment: dict[str, str]) -> None:
    written(environment, text)
    shown = ask("config", "show").out.split("\n", 1)[1]
    assert all(line in shown for line in text.splitlines())
    assert "price" not in shown
    written(environment, shown)
    assert ask("config", "show").out.split("\n", 1)[1] == shown


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("X-Api-Key", "sk-live-0123456789abcdef"),
        ("X-Client-Thing", "q7Zk" * 10),
        ("X-Pin", "4711"),
        ("X-Tenant", "acme;pw=plain-word-7"),
        ("X-Forwarded-User", "somebody"),
    ],
)
def test_what_a_header_says_is_not_shown(name: str, key: str, ask: Run, environment: dict[str, str]) -> None:
    written(
        environment,
        f'[providers.box]\nbase_url = "https://box.example/v1"\n[providers.box.headers]\n{name} = "{key}"\n',
    )
    for command in (("config", "show"), ("--dry-run", "-m", "box:small", "hello")):
        shown = ask(*command).out
        assert name in shown
        assert key not in shown
        assert key[-7:] not in shown


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ('"X A" = "some-word-7"', "is no name of a header"),
        ('"X-A:" = "some-word-7"', "is no name of a header"),
        ('"" = "some-word-7"', "is no name of a header"),
        ('X-A = "b\\nsome-word-7"', "must be one line of ASCII characters"),
        ('X-A = "some-word-7\\u0000"', "must be one line of ASCII characters"),
        ('X-A = "some-word-7é"', "must be one line of ASCII characters"),
        ('X-A = ["some-word-7"]', "must be a text in quotes"),
        ('content-length = "7"', "is told by ask itself"),
    ],
)
def test_a_header_that_cannot_be_sent_is_told_with_its_line(
    header: str, told: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    env = keyed | configured(f"[providers.global-apis.headers]\n{header}\n")
    ran = ask("-0", "hello", env=env)
    assert (ran.code, ran.out, gateway.received) == (2, "", [])
    assert (
        f"line 2: providers.global-apis.headers.{header.partition(' =')[0].strip(chr(34))} {told}" in ran.err
    )
    assert "some-word-7" not in ran.err
    assert not list(Path(env["ASK_CONFIG"]).parent.rglob("cooldowns*"))


def test_the_blanks_around_a_header_are_no_part_of_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    headers = 'X-Title = " my app\\t"\nX-Empty = " "\nX-Line = "last\\n"'
    env = keyed | configured(f"[providers.global-apis.headers]\n{headers}\n")
    assert ask("-0", "hello", env=env).code == 0
    sent = gateway.received[0].headers
    assert [sent[name] for name in ("X-Title", "X-Empty", "X-Line")] == ["my app", "", "last"]


def test_a_file_that_is_named_and_not_there_is_told_and_can_be_written(ask: Run, tmp_path: Path) -> None:
    named = {"ASK_CONFIG": str(tmp_path / "typo.toml")}
    for command in (("--demo", "hello"), ("config",), ("models",), ("bill",)):
        ran = ask(*command, env=named)
        assert (ran.code, ran.out) == (2, "")
        assert f"{named['ASK_CONFIG']}, which ASK_CONFIG names, is not there" in ran.err
    assert "is not there" in ask("doctor", env=named).out
    assert ask("config", "path", env=named).out == f"{named['ASK_CONFIG']}\n"
    assert ask("config", "init", env=named).code == 0
    assert ask("config", env=named).code == 0


@pytest.mark.parametrize("name", ["config.toml", ""])
def test_a_link_to_nothing_is_a_configuration_that_cannot_be_read(
    name: str, ask: Run, environment: dict[str, str]
) -> None:
    folder = Path(environment["XDG_CONFIG_HOME"], "ask")
    link = folder / name
    link.parent.mkdir(parents=True)
    link.symlink_to("nowhere")
    ran = ask("--demo", "hello")
    told = f"ask: the configuration {folder}/config.toml could not be read: {link} is a link to nothing\n"
    assert (ran.code, ran.out, ran.err.splitlines()[0]) == (2, "", told.rstrip())
    assert "or remove the link" in ran.err


def test_editing_writes_a_file_that_is_named(ask: Run, tmp_path: Path) -> None:
    named = {"ASK_CONFIG": str(tmp_path / "new.toml"), "EDITOR": "true"}
    assert ask("config", "edit", env=named).code == 0
    assert ask("config", env=named).code == 0


BROKEN = "the configuration does not count here: "


def test_what_is_here_is_shown_whatever_the_configuration_is(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted(stream("```python\na = 1\n```\n")))
    assert ask("-1", "write a", env=keyed).code == 0
    commands = (
        ("last",), ("last", "-x"), ("log",), ("log", "show", "1"), ("log", "last"), ("log", "search", "write"),
        ("route", "--report"), ("show", "a.md"), ("theme",),
    )  # fmt: skip
    (tmp_path / "a.md").write_text("# A\n")
    sound = [ask(*command) for command in commands]
    written(environment, "[tiers\n")
    for command, before in zip(commands, sound, strict=True):
        ran = ask(*command)
        assert (ran.code, ran.out) == (0, before.out), command
        told = "" if command[-1] == "--report" else BROKEN
        assert (ran.err.startswith(told), len(ran.err.splitlines())) == (True, bool(told)), command
    assert ask("apply", "a.py", "--yes").code == 0
    assert (tmp_path / "a.py").read_text() == "a = 1\n"
    for command in (
        ("bill",),
        ("bill", "--project"),
        ("route", "write a"),
        ("key", "status"),
    ):  # it decides there
        assert (ask(*command).code, BROKEN in ask(*command).err) == (2, False)


def test_no_secret_is_put_back_while_it_is_not_known_what_the_configuration_lets_pass(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("```\n«secret:TOKEN_1»\n```\n")))
    ask("-1", "write it", env=keyed)
    assert ask("last", "-x").code == 5
    written(environment, "[tiers\n")
    ran = ask("last", "-x")
    assert (ran.code, ran.out, "is not valid TOML" in ran.err) == (2, "", True)
