"""No program that is started from here inherits a provider's key."""

import json
import os
import re
import stat
import subprocess
import termios
from pathlib import Path

import pytest

import assistant
from assistant.cli.main import place_of, way_to
from assistant.errors import quoted
from tests.conftest import KEY, Configured, Run
from tests.repl.terminal import Terminal
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

OWN = "sk-own-5555555555555555"


@pytest.fixture
def spy(tmp_path: Path) -> Path:
    """A program that writes its environment down, under every name that is started from here."""
    folder = tmp_path / "spies"
    folder.mkdir()
    for name in ("spy", "git", "wl-copy", "node"):
        file = folder / name
        file.write_text(f"#!/bin/sh\nenv >> {tmp_path}/{name}.seen\necho sk-printed-1234567890\n")
        file.chmod(stat.S_IRWXU)
    return folder


def seen(spy: Path, name: str) -> str:
    text = (spy.parent / f"{name}.seen").read_text()
    assert "PATH=" in text
    return text


def test_no_child_of_a_command_has_a_key(
    ask: Run, spy: Path, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    config = tmp_path / "own.toml"
    config.write_text(
        '[providers.own]\nbase_url = "https://own.invalid/v1"\nkey_env = "MY_PRIVATE_VALUE"\n'
        f'[providers.told]\nbase_url = "{gateway.base_url}"\nkey_command = "{spy}/spy"\n'
    )
    env = keyed | {
        "ASK_CONFIG": str(config),
        "EDITOR": str(spy / "spy"),
        "PATH": f"{spy}:{os.environ['PATH']}",
        "WAYLAND_DISPLAY": "wayland-0",
        "OPENAI_API_KEY": OWN,
        "MY_PRIVATE_VALUE": OWN,
    }
    ask("config", "edit", env=env)
    ask("template", "edit", "review", env=env)
    ask("-m", "told:x", "hello", env=env)
    ask("hello", "--diff", env=env)
    ask("hello", "--copy", env=env)
    for broken in (
        '[providers.own]\nkey_env = "MY_PRIVATE_VALUE"\nbase_url = oops\n',
        '[providers.own]\nkey_env = "MY_PRIVATE_VALUE"\nno_setting = 1\n',
        'providers.own = {key_evn="MY_PRIVATE_VALUE"}\n',
        "providers.own.key_env = MY_PRIVATE_VALUE\n",
        '[providers.own]\nkey_env = "$MY_PRIVATE_VALUE"\n',
        '[providers.own]\nkey_env = ["MY_PRIVATE_VALUE"]\n',
        '[providers.own]\nkey_env = """\nMY_PRIVATE_VALUE"""\nbase_url = oops\n',
        "[providers.own]\nkey_env = \u201cMY_PRIVATE_VALUE\u201d\n",
    ):
        config.write_text(broken)
        assert ask("config", "edit", env=env).code == 2
        ask("template", "edit", "review", env=env)
    config.write_text('[providers.own]\nbase_url = "https://own.invalid/v1"\nkey_env = "MY_PRIVATE_VALUE"\n')
    config.chmod(0o666)
    assert ask("config", "edit", env=env).code == 2
    for name in ("spy", "git", "wl-copy"):
        assert KEY not in seen(spy, name)
        assert OWN not in seen(spy, name)


@pytest.mark.parametrize(
    ("arguments", "child"),
    [
        (("-q", "--diff", "why"), "git"),
        (("bill", "--diff", "why"), "git"),
        (("bench", "--demo", "--models", "glm-5", "--tasks", "race", "--yes"), "node"),
    ],
)
def test_the_first_child_of_a_command_has_no_key_either(
    arguments: tuple[str, ...],
    child: str,
    ask: Run,
    spy: Path,
    configured: Configured,
    gateway: ScriptedGateway,
) -> None:
    keys = {"GLOBAL_API_KEY": KEY, "OPENAI_API_KEY": OWN, "MY_PRIVATE_VALUE": OWN}
    own = configured('[providers.own]\nbase_url = "https://own.invalid/v1"\nkey_env = "MY_PRIVATE_VALUE"\n')
    path = {"PATH": f"{spy}:{os.environ['PATH']}", "ASK_BASE_URL": gateway.base_url}
    ask(*arguments, env=keys | own | path, timeout=60)
    assert KEY not in seen(spy, child)
    assert OWN not in seen(spy, child)


def test_programs_are_started_in_these_places_alone() -> None:
    package = Path(assistant.__file__).parent
    starting = {
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        if re.search(r"^\s*(import|from) (subprocess|pty|multiprocessing)|os\.(exec|spawn|posix_spawn|fork)",
                     file.read_text("utf-8"), re.MULTILINE)
    }  # fmt: skip
    assert starting == {
        "bench/sandbox.py", "bench/script.py", "bench/wall.py", "cli/folders.py", "cli/git.py", "repl/clipboard.py",
        "repl/editor.py", "store/key_command.py", "store/processes.py",
    }  # fmt: skip


def test_no_child_of_a_conversation_has_a_key(spy: Path, gateway: ScriptedGateway, tmp_path: Path) -> None:
    (home := tmp_path / "h").mkdir()
    with Terminal(home, ASK_BASE_URL=gateway.base_url, GLOBAL_API_KEY=KEY, EDITOR=f"{spy}/spy") as terminal:
        for keys in ("/edit\r", "\x15abc\x18\x05"):
            (tmp_path / "spy.seen").write_text("")
            terminal.wait(r"(?m)^›").send(keys)
            terminal.until(lambda: "PATH=" in (tmp_path / "spy.seen").read_text(), "the editor")
            assert KEY not in seen(spy, "spy")
            terminal.until(
                lambda: not termios.tcgetattr(terminal.slave)[3] & termios.ICANON, "the end of the editor"
            )
        terminal.send("\x15\x04")
        assert terminal.ended() == 0


def test_no_output_has_the_key(ask: Run, keyed: dict[str, str], tmp_path: Path) -> None:
    env = keyed | {"ASK_DEBUG": "1"}
    for arguments in (
        ("--dry-run", "hello"), ("hello",), ("config", "show"), ("key", "status"), ("doctor",), ("models", "--check"), ("drill",), ("--json", "hello"),
    ):  # fmt: skip
        ran = ask(*arguments, env=env)
        assert KEY not in ran.out + ran.err
        assert KEY[:12] not in ran.out + ran.err
    assert subprocess.run(["grep", "-r", KEY, str(tmp_path)], capture_output=True).stdout == b""


def test_a_key_in_a_key_command_is_not_shown(ask: Run, configured: Configured) -> None:
    key = "ghp_" + "x7Kp2mQ9vR4tY8wZ3nB6cD1fG5hJ0aSeLuXo"
    ran = ask(
        "config", "show", env=configured(f'[providers.a]\npreset = "groq"\nkey_command = "echo {key}"\n')
    )
    assert 'key_command = "echo «' in ran.out
    assert key not in ran.out


def test_a_bug_report_tells_the_place_and_quotes_nothing() -> None:
    question, known = f"why so {KEY}", dict[str, str]()

    class Broken:
        def __str__(self) -> str:
            try:
                return known[question]
            except KeyError as error:
                raise ValueError(question) from error

    with pytest.raises(ValueError, match=question) as raised:
        quoted(Broken())
    told = [place_of(raised.value), *way_to(raised.value)]
    assert re.fullmatch(r"ValueError in errors\.py, line \d+", told[0])
    assert [line for line in told if line[0] != " "] == [told[0], "KeyError", "ValueError"]
    assert not [line for line in told if KEY in line or "why so" in line]


@pytest.mark.parametrize(
    "backend", ["keyrings.alt.file.PlaintextKeyring", "own_keyring.Own", "own_file.PlainTextKeyring"]
)
def test_a_keyring_that_keeps_keys_as_plain_text_is_not_taken(backend: str, ask: Run, tmp_path: Path) -> None:
    folder = tmp_path / "lib" / "keyrings" / "alt"
    folder.mkdir(parents=True)
    source = (
        "from keyring.backend import KeyringBackend\n"
        "class PlaintextKeyring(KeyringBackend):\n"
        "    priority = 1\n"
        f"    def set_password(self, *values): open({str(tmp_path / 'stored')!r}, 'w').write(str(values))\n"
        "    def get_password(self, *values): return 'sk-plain-000000000000'\n"
    )
    (folder / "file.py").write_text(source)
    (tmp_path / "lib" / "own_file.py").write_text(source.replace("Plaintext", "PlainText"))
    env = {
        "PYTHONPATH": str(tmp_path / "lib"),
        "PYTHON_KEYRING_BACKEND": backend,
    }
    (tmp_path / "lib" / "own_keyring.py").write_text(
        "from keyrings.alt.file import PlaintextKeyring\nclass Own(PlaintextKeyring): priority = 9\n"
    )
    ran = ask("key", "set", stdin="sk-plain-000000000000", env=env)
    assert ran.code == 3
    assert "plain text" in ran.err
    assert not (tmp_path / "stored").exists()
    assert ask("key", "status", env=env).code == 3


@pytest.mark.parametrize("name", ["X-Credential", "X-Pass", "X-Sig"])
def test_a_key_is_masked_under_less_usual_names_of_headers(
    name: str, ask: Run, configured: Configured
) -> None:
    env = configured(
        f'[providers.box]\nbase_url = "http://127.0.0.1:1/v1"\nheaders = {{ {name} = "{OWN}" }}\n'
    )
    for command in (("config", "show"), ("--dry-run", "-m", "box:m", "hi")):
        ran = ask(*command, env=env)
        assert (ran.code, OWN in ran.out + ran.err, f"…{OWN[-4:]}" in ran.out) == (0, False, True)


def test_a_key_in_a_header_of_its_own_is_masked_as_any_other(
    ask: Run, gateway: ScriptedGateway, environment: dict[str, str]
) -> None:
    path = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(
        f'default_provider = "box"\n[providers.box]\nbase_url = "{gateway.base_url}"\n'
        f'headers = {{ "X-Api-Key" = "{KEY}", "Cookie" = "Bearer {KEY[::-1]}", "X-Team" = "team-of-twelve" }}\n'
        '[tiers.simple]\nmodels = ["box:m"]\n'
    )
    echo = f"bad {KEY} and {KEY[::-1]} of team-of-twelve"
    gateway.answers(
        Scripted([echo.encode()], 401, {"Content-Type": "text/plain"}),
        Scripted(events(*map(delta, echo), finish(), usage(1, 1))),
    )
    for arguments in (("-0", "hi"), ("-0", "hi"), ("--dry-run", "-0", "hi"), ("log", "export")):
        ran = ask(*arguments)
        assert KEY not in ran.out + ran.err
        assert KEY[::-1] not in ran.out + ran.err
        assert ("team-of-twelve" in ran.out + ran.err) is ("--dry-run" not in arguments)
    assert gateway.received[0].headers["X-Api-Key"] == KEY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cookie", f"session={OWN}; theme=dark"),
        ("Cookie", f'theme=dark; session="{OWN}"; pin=p4rk'),
        ("X-Auth", f"{OWN} extra"),
        ("X-Api-Key", f"{OWN}   "),
        ("Authorization", f"Bearer {OWN} "),
        ("Authorization", f"Digest user={OWN}, realm=there"),
        ("X-Thing", "q=" + "q7Zk" * 10 + "; a=b "),
    ],
)
def test_every_part_of_a_header_that_is_a_key_is_masked(
    name: str,
    value: str,
    ask: Run,
    gateway: ScriptedGateway,
    configured: Configured,
    tmp_path: Path,
) -> None:
    key = OWN if OWN in value else "q7Zk" * 10
    env = configured(
        f'default_provider = "box"\n[providers.box]\nbase_url = "{gateway.base_url}"\n'
        f'headers = {{ "{name}" = \'{value}\' }}\n[tiers.simple]\nmodels = ["box:m"]\n'
    )
    echo = f"bad header: {value} {key}, {value!r}"
    gateway.answers(
        Scripted(
            [json.dumps({"error": {"message": echo}}).encode()], 401, {"Content-Type": "application/json"}
        ),
        Scripted(events(*map(delta, echo), finish(), usage(1, 1))),
    )
    shown = [ask(*arguments, env=env) for arguments in (
        ("-0", "hi"), ("-0", "why", value, "is", key), ("--dry-run", "-0", "hi"), ("config", "show"), ("doctor",),
        ("log", "export"),
    )]  # fmt: skip
    for ran in shown:
        assert key not in ran.out + ran.err
        assert "p4rk" not in ran.out + ran.err
    assert all(key not in str(each.body) for each in gateway.received)
    for file in (file for file in (tmp_path / "home").rglob("*") if file.is_file()):
        assert key.encode() not in file.read_bytes(), file


@pytest.mark.parametrize(
    ("headers", "told", "hint"),
    [
        (
            f'"X-Api-Key" = "{OWN}"',
            "box refused the key (it is in box's headers (X-Api-Key))",
            "put another one into box's headers (X-Api-Key): ask config edit",
        ),
        (
            f'"authorization" = "Bearer {OWN}"',
            "box refused the key (it is in box's headers (authorization))",
            "put another one into box's headers (authorization): ask config edit",
        ),
        (
            f'"Cookie" = "session={OWN}"',
            "(it ends in …cdef, from BOX_KEY; another is in box's headers (Cookie))",
            "put another one into BOX_KEY",
        ),
    ],
)
def test_a_key_that_was_refused_is_told_where_it_stands(
    headers: str, told: str, hint: str, ask: Run, gateway: ScriptedGateway, configured: Configured
) -> None:
    env = configured(
        f'default_provider = "box"\n[providers.box]\nbase_url = "{gateway.base_url}"\nkey_env = "BOX_KEY"\n'
        f"headers = {{ {headers} }}\n"
    )
    env |= {"BOX_KEY": KEY} if "BOX_KEY" in told else {}
    gateway.answers(Scripted([b"no"], 401), Scripted([b"no"], 403))
    ran = ask("-m", "box:m", "hi", env=env)
    assert (ran.code, told in ran.err, hint in ran.err) == (3, True, True)
    assert "the key was sent, from" in ask("-m", "box:m", "hi", env=env).err
    sent = {name.lower(): value for name, value in gateway.received[0].headers.items()}
    assert sent.get("authorization", "").endswith(KEY if "BOX_KEY" in told else OWN * ("auth" in headers))


def test_a_header_that_authorizes_goes_in_place_of_the_key(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    env = keyed | configured(
        f'[providers.global-apis]\nneeds_key = true\nheaders = {{ "authorization" = "Basic {OWN}" }}\n'
    )
    assert ask("-0", "hi", env=env).code == 0
    sent = [text for name, text in gateway.received[0].headers.items() if name.lower() == "authorization"]
    assert sent == [f"Basic {OWN}"]
    assert "Bearer" not in ask("--dry-run", "-0", "hi", env=env).out
    stored = ask("key", "set", "--file", stdin=f"{KEY}\n", env=env)
    assert (stored.code, "its headers have an Authorization of their own" in stored.err) == (3, True)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_takes_the_key_to_another_port(
    status: int, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    with ScriptedGateway() as other:
        gateway.answers(Scripted([b""], status, {"Location": f"{other.base_url}/chat/completions"}))
        ran = ask("-0", "hello", env=keyed | {"ASK_RETRIES": "0"})
        assert ran.code == 4
        assert "redirect" in ran.err
        assert other.received == []


def test_plain_http_beyond_this_machine_is_refused_before_anything_is_sent(ask: Run) -> None:
    for url in (
        "http://192.0.2.1/v1",
        "http://127.0.0.1.example.com/v1",
        "http://localhost.example/v1",
        "http://[2001:db8::1]/v1",
        "HTTP://host.example/v1",
        "http://host.localhost/v1",
        "http://127.0.0.1./v1",
        "http://localhost./v1",
        "http://0x7f.1/v1",
        "http://2130706433/v1",
        "http://[::ffff:192.0.2.1]/v1",
        "http://[fe80::1%25lo]/v1",
        "http://127。0。0。1/v1",
        "http://127.0.0.1%00.host.example/v1",
        "ftp://127.0.0.1/",
    ):
        ran = ask("hello", env={"ASK_BASE_URL": url, "GLOBAL_API_KEY": KEY})
        assert ran.code == 2
        assert KEY not in ran.err


def test_plain_http_that_is_allowed_carries_no_key(
    ask: Run, gateway: ScriptedGateway, environment: dict[str, str]
) -> None:
    """A proxy stands for the other machine, so that what would reach it is seen."""
    path = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text("[providers.global-apis]\nallow_plain_http = true\n")
    at = {"ASK_BASE_URL": "http://lan.example/v1", "http_proxy": gateway.base_url.removesuffix("/v1")}
    ran = ask("-0", "hello", env=at | {"no_proxy": "", "GLOBAL_API_KEY": KEY})
    assert ran.code == 0
    assert len(gateway.received) == 1
    assert KEY not in f"{gateway.received[0].headers}{gateway.received[0].body}"


def test_a_home_of_nobody_is_no_bug(ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("hello", env=keyed | {"ASK_CONFIG": "~nobody-at-all/x.toml"})
    assert (ran.code, "~nobody-at-all/x.toml, which ASK_CONFIG names, is not there" in ran.err) == (2, True)
    assert ask("hello", "-f", "~nobody-at-all/x", env=keyed).code == 2
