"""Where a key is found, kept and never shown."""

import stat
import termios
from pathlib import Path

import pytest

from tests.conftest import ASK, Configured, Run
from tests.repl.terminal import Terminal
from tests.scripted import Scripted, ScriptedGateway

SECRET = "sk-stored-9876543210fedcba"


def key_file(environment: dict[str, str]) -> Path:
    return Path(environment["XDG_CONFIG_HOME"]) / "ask" / "keys.json"


def test_a_key_read_from_stdin_is_kept_in_a_private_file(ask: Run, environment: dict[str, str]) -> None:
    ran = ask("key", "set", "--file", stdin=SECRET + "\n")
    assert ran.code == 0
    assert stat.S_IMODE(key_file(environment).stat().st_mode) == 0o600
    status = ask("key", "status")
    assert status.code == 0
    assert SECRET not in ran.out + ran.err + status.out + status.err
    assert "…dcba" in status.out
    assert ask("key", "delete").code == 0
    assert ask("key", "status").code == 3
    again = ask("key", "delete")
    assert (again.code, again.out) == (3, "there was no stored key for https://global-apis.com\n")


@pytest.mark.parametrize(
    "typed", ["", f"{SECRET}\nlogin: me\n", f'"{SECRET}"\n', f"'{SECRET}'", "two words", "k" * 12_000]
)
def test_what_is_no_key_alone_is_not_stored(typed: str, ask: Run, environment: dict[str, str]) -> None:
    ran = ask("key", "set", "--provider", "groq", "--file", stdin=typed)
    assert (ran.code, ran.out, key_file(environment).exists()) == (2, "", False)
    assert "several lines, in quotes" in ran.err
    assert "pass show key | head -n 1 | ask key set --provider groq\n" in ran.err


def test_a_key_in_quotes_is_told_where_it_comes_from(ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("hi", env=keyed | {"GLOBAL_API_KEY": f'"{SECRET}"'})
    assert (ran.code, "the key from GLOBAL_API_KEY is in quotes" in ran.err) == (3, True), ran.err


def test_a_key_is_stored_for_a_server_of_this_machine_where_it_wants_one(
    ask: Run, gateway: ScriptedGateway, configured: Configured, environment: dict[str, str]
) -> None:
    local = f'[providers.local]\nbase_url = "{gateway.base_url}"\n'
    store = ("key", "set", "--provider", "local", "--file")
    ran = ask(*store, stdin=SECRET, env=configured(local))
    assert (ran.code, "needs_key = true" in ran.err, key_file(environment).exists()) == (3, True, False)
    env = configured(f"{local}needs_key = true\n")
    assert "ask key set --provider local" in ask("-m", "local:small", "hi", env=env).err
    assert ask(*store, stdin=SECRET, env=env).code == 0
    assert ask("-m", "local:small", "hi", env=env).code == 0
    assert [request.headers["Authorization"] for request in gateway.received] == [f"Bearer {SECRET}"]


def test_no_key_is_stored_for_an_address_that_none_is_sent_to(
    ask: Run, configured: Configured, environment: dict[str, str]
) -> None:
    env = configured('[providers.open]\nbase_url = "http://host.example/v1"\nallow_plain_http = true\n')
    ran = ask("key", "set", "--provider", "open", "--file", stdin=SECRET, env=env)
    assert (ran.code, "plain http to another machine" in ran.err) == (3, True)
    assert not key_file(environment).exists()


def test_a_link_to_the_key_file_stays_one(ask: Run, environment: dict[str, str], tmp_path: Path) -> None:
    link, kept = key_file(environment), tmp_path / "kept.json"
    kept.touch(mode=0o600)
    kept.write_text("{}")
    link.parent.mkdir(parents=True)
    link.symlink_to(kept)
    assert ask("key", "set", "--file", stdin=SECRET).code == 0
    assert SECRET in kept.read_text()
    assert ask("key", "delete").code == 0
    assert (link.is_symlink(), kept.read_text()) == (True, "{}")


def test_a_key_on_the_command_line_is_not_taken_nor_offered_to_a_model(ask: Run) -> None:
    ran = ask("key", "set", SECRET)
    assert (ran.code, ran.out) == (2, "")
    assert "a key is not taken from the command line" in ran.err
    assert SECRET not in ran.err
    assert "as a question" not in ask("key", SECRET).err


def test_what_went_wrong_is_parted_between_words_on_a_terminal(tmp_path: Path) -> None:
    with Terminal(tmp_path, "key", "set", SECRET, columns=40) as terminal:
        assert terminal.ended() == 2
        assert terminal.rows[:2] == [
            "ask: a key is not taken from the command",
            "     line, where others can see it and",
        ]


def test_a_machine_without_a_keyring_gets_the_alternatives(ask: Run) -> None:
    ran = ask("key", "set", stdin=SECRET)
    assert ran.code == 3
    assert "Traceback" not in ran.err
    for way in ("variable", "key_command", "or: ask key set --file"):
        assert way in ran.err


def test_the_alternatives_store_the_key_for_the_provider_that_it_is_of(ask: Run) -> None:
    ran = ask("key", "set", "--provider", "groq", stdin=SECRET)
    assert (ran.code, "or: ask key set --provider groq --file\n" in ran.err) == (3, True), ran.err
    ran = ask("key", "set", "--provider", "groq", SECRET)
    assert (ran.code, "| ask key set --provider groq\n" in ran.err) == (2, True), ran.err


def test_a_key_file_that_others_can_read_is_refused(ask: Run, environment: dict[str, str]) -> None:
    ask("key", "set", "--file", stdin=SECRET)
    key_file(environment).chmod(0o644)
    ran = ask("hi")
    assert ran.code == 2
    assert "chmod 600" in ran.err


def test_the_variable_wins_over_a_command_and_the_command_over_the_file(
    ask: Run, gateway: ScriptedGateway, configured: Configured
) -> None:
    env = configured(
        f'[providers.global-apis]\nbase_url = "{gateway.base_url}"\nkey_env = "GLOBAL_API_KEY"\n'
        'key_command = "echo sk-from-command-1234"\n'
    )
    ask("hi", env=env)
    ask("hi", env={**env, "GLOBAL_API_KEY": "sk-from-variable-1234"})
    sent = [request.headers["Authorization"] for request in gateway.received]
    assert sent == ["Bearer sk-from-command-1234", "Bearer sk-from-variable-1234"]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("false", "it ended with 1"),
        ("sh -c 'kill -9 $$'", "signal 9 ended it"),
        ("/no/such/program", "No such file or directory"),
        ("pass 'global", "No closing quotation"),
        ("  ", "it names no program"),
        ("yes", "it printed more than 64 kB"),
        ("echo", "it printed nothing"),
    ],
)
def test_a_key_command_that_fails_is_told(command: str, why: str, ask: Run, configured: Configured) -> None:
    ran = ask("hi", env=configured(f'[providers.global-apis]\nkey_command = "{command}"\n'))
    assert ran.code == 2
    assert f"ask: the key_command of global-apis failed: {why}\n" in ran.err


TYPED = "q7Zk" + "W3xT" * 7


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f'key_env = "sk-{TYPED}"', "key_env must be the name of a variable, and looks like a key"),
        (f'key_env = "gsk_{TYPED}"', "key_env must be the name of a variable, and looks like a key"),
        (f'headers = "Authorization: Bearer {TYPED}"', "headers must be a table, not what looks like a key"),
        (f'preset = "{TYPED}"', "not what looks like a key"),
        (f'limit = "{TYPED}"', "not what looks like a key"),
        (f'key_command = "{TYPED}"', ""),
    ],
)
def test_a_key_that_is_typed_into_the_wrong_setting_is_neither_shown_nor_kept(
    line: str, told: str, ask: Run, configured: Configured, tmp_path: Path
) -> None:
    box = f'[providers.box]\nbase_url = "http://127.0.0.1:1/v1"\nneeds_key = true\n{line}\n'
    env = configured(f'{box}[tiers.simple]\nmodels = ["box:m"]\n')
    for command in (("-0", "hi"), ("doctor",), ("key", "status"), ("config", "show"), ("--json", "-0", "hi")):
        ran = ask(*command, env=env)
        assert TYPED not in ran.out + ran.err
        assert not told or (ran.code == 2 and told in " ".join((ran.out + ran.err).split()))
    for file in (file for file in (tmp_path / "home").rglob("*") if file.is_file()):
        assert TYPED.encode() not in file.read_bytes(), file


@pytest.mark.parametrize(
    "name", ["$BOX_KEY", "${BOX_KEY}", "A=B", "BOX KEY", "1X", "a-b", "KEY\\n", "schlüssel"]
)
def test_a_variable_that_no_shell_can_set_is_told(name: str, ask: Run, configured: Configured) -> None:
    box = f'[providers.box]\nbase_url = "http://127.0.0.1:1/v1"\nkey_env = "{name}"\n'
    ran = ask("-m", "box:m", "hi", env=configured(box) | {"BOX_KEY": "word"})
    what = ", without the $" if "$" in name else ": letters, digits and _"
    assert ran.code == 2
    assert f"line 3: providers.box.key_env must be the name of a variable{what}\n" in ran.err


@pytest.mark.parametrize("name", ["BOX_KEY", "_x", "my_openai_key_2026_prod", ""])
def test_any_name_of_a_variable_will_do(name: str, ask: Run, configured: Configured) -> None:
    box = f'[providers.box]\nbase_url = "http://127.0.0.1:1/v1"\nkey_env = "{name}"\n'
    assert ask("config", "show", env=configured(box)).code == 0


def test_a_key_command_is_run_once_a_question_and_anew_for_the_next(
    ask: Run, gateway: ScriptedGateway, configured: Configured, tmp_path: Path
) -> None:
    command = tmp_path / "command"
    command.write_text(f"#!/bin/sh\necho run >> {tmp_path}/runs\necho key-$(wc -l < {tmp_path}/runs)\n")
    command.chmod(0o755)
    env = configured(f'[providers.global-apis]\nbase_url = "{gateway.base_url}"\nkey_command = "{command}"\n')
    assert ask("chat", stdin="one\ntwo\n", env=env).code == 0
    assert [each.headers["Authorization"] for each in gateway.received] == ["Bearer key-1", "Bearer key-2"]
    assert ask("--dry-run", "three", env=env).code == 0
    command.write_text(f"#!/bin/sh\necho run >> {tmp_path}/runs\nexit 1\n")
    assert ask("four", env=env).code == 2
    assert (tmp_path / "runs").read_text() == "run\n" * 4


def test_a_key_command_that_reads_stdin_takes_no_question(
    ask: Run, gateway: ScriptedGateway, configured: Configured
) -> None:
    command = "sh -c 'cat > /dev/null; echo sk-from-command-1234'"
    env = configured(f'[providers.global-apis]\nbase_url = "{gateway.base_url}"\nkey_command = "{command}"\n')
    second = "more than is read at once" * 1000
    assert ask("chat", "-q", stdin=f"first\n{second}\n", env=env).code == 0
    assert [each.question for each in gateway.received] == ["first", second]


def test_a_key_command_is_not_run_again_to_ask_which_models_there_are(
    ask: Run, gateway: ScriptedGateway, configured: Configured, tmp_path: Path
) -> None:
    gateway.answers(Scripted([], status=404))
    command = f"sh -c 'echo run >> {tmp_path}/runs; echo key-1'"
    env = configured(f'[providers.global-apis]\nbase_url = "{gateway.base_url}"\nkey_command = "{command}"\n')
    assert ask("-m", "kimi-k2.5", "one", env=env).code == 4
    assert (tmp_path / "runs").read_text() == "run\n"


@pytest.mark.parametrize(
    "trap", ["sleep 0.05; stty echo; exit 1", "", "exit 1"], ids=["shows", "stays", "leaves"]
)
def test_what_is_typed_is_shown_again_where_a_key_command_is_interrupted(trap: str, tmp_path: Path) -> None:
    command, config = tmp_path / "command", tmp_path / "config.toml"
    command.write_text(f"#!/bin/sh\ntrap '{trap}' INT TERM\nstty -echo\necho Passphrase? >&2\nread -r word\n")
    command.chmod(0o755)
    config.write_text(f'[providers.global-apis]\nkey_command = "{command}"\n')
    with Terminal(tmp_path, "hi", ASK_CONFIG=str(config)) as terminal:
        terminal.wait("Passphrase").send("\x03")
        assert terminal.ended() == 130
        assert termios.tcgetattr(terminal.slave)[3] & termios.ECHO


def test_what_is_typed_is_shown_again_where_a_key_command_fails(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[providers.global-apis]\nkey_command = \"sh -c 'stty -echo; exit 1'\"\n")
    with Terminal(tmp_path, "hi", ASK_CONFIG=str(config)) as terminal:
        assert terminal.ended() == 2
        assert termios.tcgetattr(terminal.slave)[3] & termios.ECHO


def test_a_key_command_in_the_background_leaves_the_terminal_to_who_has_it(
    gateway: ScriptedGateway, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    key = "sh -c 'touch begun; until [ -e go_on ]; do sleep 0.05; done; echo key-1'"
    config.write_text(
        f'[providers.global-apis]\nbase_url = "{gateway.base_url}"\nneeds_key = true\nkey_command = "{key}"\n'
    )
    script = """
    set -m; "$@" hi & until [ -e begun ]; do sleep 0.05; done
    stty -icanon; touch go_on; wait $!; echo "ended with $?"
    """
    shell = ["sh", "-c", script, "sh", *ASK]
    with Terminal(tmp_path, command=shell, ASK_CONFIG=str(config)) as terminal:
        terminal.wait(r"ended with \d").wait("ended with 0")
    assert gateway.received


@pytest.mark.parametrize(
    ("setting", "variable", "way"),
    [
        ('key_env = "BOX_KEY"', "sk-wrong-000000000000", "put another one into BOX_KEY"),
        ('key_env = "BOX_KEY"', "", "set another one: ask key set --provider box --file"),
        ('key_command = "echo sk-wrong-000000000000"', "", "have its key_command print another one"),
        ('key_env = "BOX_KEY"', "sk-ключ", "put another one into BOX_KEY"),
        ('key_command = "echo sk ключ"', "", "have its key_command print another one"),
    ],
)
def test_another_key_goes_where_the_one_that_is_refused_came_from(
    setting: str, variable: str, way: str, ask: Run, gateway: ScriptedGateway, configured: Configured
) -> None:
    gateway.answers(Scripted([b"{}"], 401))
    env = configured(f'[providers.box]\nbase_url = "{gateway.base_url}"\nneeds_key = true\n{setting}\n')
    assert ask("key", "set", "--provider", "box", "--file", stdin=SECRET, env=env).code == 0
    ran = ask("-m", "box:m", "hi", env=env | {"BOX_KEY": variable})
    assert (ran.code, way in " ".join(ran.err.split())) == (3, True), ran.err


def test_a_key_with_odd_characters_never_reaches_a_header(ask: Run, gateway: ScriptedGateway) -> None:
    ran = ask("hi", env={"ASK_BASE_URL": gateway.base_url, "GLOBAL_API_KEY": "sk-ключ"})
    assert ran.code == 3
    assert gateway.received == []


def keyring(folder: Path, does: str) -> dict[str, str]:
    """Write a keyring each of whose ways does as Python says; gives the variables that make it the system's."""
    (folder / "odd_keyring.py").write_text(
        "import time\nfrom keyring.backend import KeyringBackend\nfrom keyring.errors import KeyringLocked\n"
        "class Odd(KeyringBackend):\n    priority = 9\n"
        f"    def get_password(self, *_): {does}\n    set_password = delete_password = get_password\n"
    )
    return {"PYTHON_KEYRING_BACKEND": "odd_keyring.Odd", "PYTHONPATH": str(folder)}


LOCKED = "raise KeyringLocked('by its owner')"


@pytest.mark.parametrize(
    ("does", "told"), [(LOCKED, "the keyring refused: by its owner"), ("time.sleep(60)", "did not answer")]
)
@pytest.mark.parametrize("command", [("key", "set"), ("key", "status"), ("key", "delete"), ("-0", "hi")])
def test_a_keyring_that_is_locked_or_silent_is_told(
    does: str, told: str, command: tuple[str, ...], ask: Run, tmp_path: Path
) -> None:
    ran = ask(*command, stdin=SECRET, env=keyring(tmp_path, does), timeout=10)
    assert (ran.code, told in ran.err, "unlock it, or" in ran.err) == (3, True, True), ran.err


def test_a_key_in_the_file_is_used_and_deleted_where_the_keyring_is_locked(
    ask: Run, tmp_path: Path, environment: dict[str, str]
) -> None:
    env = keyring(tmp_path, LOCKED)
    assert ask("key", "set", "--file", stdin=SECRET, env=env).code == 0
    assert "from the key file" in ask("key", "status", env=env).out
    ran = ask("key", "delete", env=env)
    assert (ran.code, ran.out, key_file(environment).read_text()) == (3, "", "{}")
    assert "the key file's key is deleted; the keyring refused: by its owner" in ran.err


def test_a_key_that_is_kept_behind_another_one_is_told_to_be(ask: Run, tmp_path: Path) -> None:
    for env, told in (
        (keyring(tmp_path, "return 'sk-of-the-keyring-1234'"), "the keyring"),
        ({"GLOBAL_API_KEY": "sk-of-the-variable-1234"}, "GLOBAL_API_KEY"),
    ):
        ran = ask("key", "set", "--file", stdin=SECRET, env=env)
        assert (ran.code, ran.out.splitlines()[1:]) == (0, [f"another one is used before it, from {told}"])


@pytest.mark.parametrize("text", ["{", "[1]"])
def test_a_damaged_key_file_is_told_and_not_written_over(
    text: str, ask: Run, environment: dict[str, str]
) -> None:
    assert ask("key", "set", "--file", stdin=SECRET).code == 0
    key_file(environment).write_text(text)
    for command in ("set", "--file"), ("delete",), ("status",):
        ran = ask("key", *command, stdin=SECRET)
        assert (ran.code, "delete it, then: ask key set --file" in ran.err) == (2, True), ran.err
    assert key_file(environment).read_text() == text


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        ("b'sk-1'", 3, "the keyring gave no text"),
        ("7", 3, "gave no text"),
        ("exec('raise KeyboardInterrupt')", 130, ""),
    ],
)
def test_a_keyring_that_gives_no_text(given: str, code: int, told: str, ask: Run, tmp_path: Path) -> None:
    ran = ask("hi", env=keyring(tmp_path, f"return {given}"))
    assert (ran.code, told in ran.err, "Traceback" in ran.err) == (code, True, False)


def test_no_key_is_kept_where_others_could_swap_its_file(ask: Run, environment: dict[str, str]) -> None:
    folder = key_file(environment).parent
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o777)
    ran = ask("key", "set", "--file", stdin=f"{SECRET}\n")
    assert (ran.code, "folder that anyone can change" in ran.err) == (2, True)
    assert not key_file(environment).exists()
