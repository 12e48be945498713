"""The configuration file: what it can change, and what is said of a bad one."""

from pathlib import Path

import pytest

from assistant.catalog import Tier
from assistant.cli.sample_config import SAMPLE_CONFIG
from assistant.errors import ConfigError
from assistant.store.settings import settings_from
from tests.conftest import AskOnTerminal, Run
from tests.scripted import ScriptedGateway


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(text)
    return file


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    settings = settings_from(tmp_path / "none.toml", {})
    assert [candidate.model.id for candidate in settings.lineups[Tier.REASONING].candidates] == [
        "deepseek-r1",
        "deepseek-v4-pro",
        "kimi-k2.5",
    ]
    assert settings.lineups[Tier.REASONING].max_tokens > settings.lineups[Tier.CODE].max_tokens == 2048


def test_a_byte_order_mark_before_the_settings_is_passed_over(tmp_path: Path) -> None:
    file = written(tmp_path, '\ufeffsystem = "x"\n[tiers.code]\nmax_tokens = 0\n')
    with pytest.raises(ConfigError, match="line 3"):
        settings_from(file, {})
    assert settings_from(written(tmp_path, '\ufeffsystem = "x"\n'), {}).system == "x"


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000])
def test_what_the_reader_of_toml_gives_up_on_is_no_toml(value: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not valid TOML"):
        settings_from(written(tmp_path, f"[limits]\nretries = {value}\n"), {})


def test_the_template_is_valid_with_every_line_uncommented(tmp_path: Path) -> None:
    lines = [
        line.removeprefix("# ") if " = " in line or line.startswith("# [") else ""
        for line in SAMPLE_CONFIG.split("\n")
    ]
    settings = settings_from(written(tmp_path, "\n".join(lines)), {})
    assert settings.providers["box"].needs_key is False


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("\n[tiers.code\nmodels = []\n", "line 2", "TOML"),
        ("[tiers.code]\n\nmodels = 3\n", "line 3", "list of texts"),
        ("[tiers.code]\nmodels = []\n", "line 2", "at least one"),
        ('[tiers.code]\nmodels = ["nobody-knows"]\n', "line 2", "nobody-knows"),
        ("[tiers.coding]\nmodels = []\n", "line 1", "did you mean code"),
        ("[tiers.code]\nmax_token = 3\n", "line 2", "did you mean max_tokens"),
        ("[tiers.code]\nmax_tokens = 0\n", "line 2", "above 0"),
        ("[timeouts]\nstall = -1\n", "line 2", "from 0 up"),
        ("[timeouts]\nstall = 0\n", "line 2", "above 0"),
        ('default_provider = "nowhere"\n', "line 1", "global-apis"),
        ('[providers.x]\nbase_url = "http://example.com"\n', "line 2", "plain http"),
        ('[providers.x]\nkey_env = "X"\n', "line 1", "not a URL"),
        ("providers = 3\n", "line 1", "must be a table"),
        ('[guard]\nallow_rules = ["jwt", "github-tokn"]\n', "line 2", "did you mean github-token"),
        ('[guard]\nallow_rules = ["7"]\n', "line 2", 'names no rule: "7"'),
        ('[guard]\nallow_files = [""]\n', "line 2", "must be paths or globs"),
        ('[guard]\nallow_values = ["zz"]\n', "line 2", 'names no value: "zz"'),
        ("colour = true\n", "line 1", "allowed here"),
        ("[display]\ntab = 33\n", "line 2", "up to 32"),
        ('\n[timeouts]\nstall = 9\n[provider.x]\nkey_env = "X"\n', "line 4", "did you mean providers"),
        ("\nstall.x = 9\n", "line 2", "allowed here"),
    ],
)
def test_a_bad_file_is_told_with_its_line(text: str, line: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        settings_from(written(tmp_path, text), {})
    assert line in caught.value.message
    assert told in caught.value.message


@pytest.mark.parametrize("name", ["grok", "mycorp", "llama3"])
def test_a_provider_in_a_tier_that_there_is_not_is_told_and_so_is_how_its_own_colon_is_written(
    name: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as caught:
        settings_from(written(tmp_path, f'[tiers.simple]\nmodels = ["{name}:8b"]\n'), {})
    said = caught.value.message
    assert f'names no provider: "{name}"' in said
    assert f"(a model of global-apis with such an id: global-apis:{name}:8b)" in said


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("olama", "ollama"),
        ("Ollama", "ollama"),
        ("opnerouter", "openrouter"),
        ("lmstuido", "lmstudio"),
        ("groqq", "groq"),
    ],
)
def test_a_provider_that_is_mistyped_is_told_and_no_model_of_the_default_one(
    name: str, meant: str, tmp_path: Path
) -> None:
    asked = f'[tiers.simple]\nmodels = ["{name}:qwen2.5-coder"]\n'
    described = f'[models."{name}:qwen2.5-coder"]\noutput_price = 0\n'
    for text in (asked, described, asked + described):
        with pytest.raises(ConfigError) as caught:
            settings_from(written(tmp_path, text), {})
        assert f'names no provider: "{name}"; did you mean {meant}?' in caught.value.message
    whole = f"global-apis:{name}:qwen2.5-coder"
    settings = settings_from(written(tmp_path, asked.replace(name, f"global-apis:{name}")), {})
    assert settings.lineups[Tier.SIMPLE].candidates[0].spec == whole


@pytest.mark.parametrize(
    "model",
    [
        "qwen2.5-coder:7b", "llama3:instruct", "llama:code", "mixtral:instruct", "mixtral:8x7b", "mistrall:7b",
        "deepseek-r1:latest", "deepseek/deepseek-r1:free", "anthropic.claude-v2:1", "ft:gpt-4o:org::id", "grok:fast",
        "gpt-oss:20b-cloud", "codellama:python", "my-own:model",
    ],
)  # fmt: skip
def test_an_id_with_a_colon_is_one_of_the_default_provider(model: str, tmp_path: Path) -> None:
    text = f'[models."{model}"]\noutput_price = 1\n[tiers.simple]\nmodels = ["{model}"]\n'
    first = settings_from(written(tmp_path, text), {}).lineups[Tier.SIMPLE].candidates[0]
    assert (first.provider.name, first.model.id) == ("global-apis", model)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tiers.code]\nmax_tokens = 1.5\n", "not 1.5"),
        ("[tiers.code]\nmax_tokens = true\n", "not true"),
        ("[tiers.code]\nmodels = [1.5, 'a', false]\n", "not [1.5, 'a', false]"),
        ("default = 1979-05-27\n", "not 1979-05-27"),
        ("providers = 1979-05-27T07:32:00\n", "not 1979-05-27 07:32:00"),
        ("system = { a = 1.5, b = true }\n", "not { a = 1.5, b = true }"),
        ("[timeouts]\nstall = nan\n", "not nan"),
        ("[timeouts]\nstall = -inf\n", "not -inf"),
    ],
)
def test_a_value_of_another_kind_is_told_as_it_stands_in_the_file(
    text: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as caught:
        settings_from(written(tmp_path, text), {})
    assert caught.value.message.endswith(told)


def test_a_family_of_models_is_no_slip_of_a_name_that_the_file_gives(tmp_path: Path) -> None:
    own = '[providers.llama]\nbase_url = "http://127.0.0.1:8080/v1"\n'
    text = f'{own}[models."llava:latest"]\noutput_price = 1\n[tiers.simple]\nmodels = ["llava:latest"]\n'
    first = settings_from(written(tmp_path, text), {}).lineups[Tier.SIMPLE].candidates[0]
    assert (first.provider.name, first.model.id) == ("global-apis", "llava:latest")


def test_a_bad_file_exits_2(ask: Run, tmp_path: Path) -> None:
    ran = ask("hi", env={"ASK_CONFIG": str(written(tmp_path, "x ="))})
    assert ran.code == 2
    assert "line 1" in ran.err


def test_plain_http_is_allowed_where_the_file_says_so(tmp_path: Path) -> None:
    text = '[providers.lan]\nbase_url = "http://10.0.0.5:8000/v1"\nallow_plain_http = true\n'
    assert settings_from(written(tmp_path, text), {}).providers["lan"].base_url == "http://10.0.0.5:8000/v1"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('key_env = "LAN_KEY"', "key_env"),
        ('key_command = "pass lan"', "key_command"),
        ('headers = { X-Api-Key = "k" }', "X-Api-Key"),
    ],
)
def test_no_key_can_be_named_for_plain_http_to_another_machine(line: str, named: str, tmp_path: Path) -> None:
    text = f'[providers.lan]\nbase_url = "http://10.0.0.5:8000/v1"\nallow_plain_http = true\n{line}\n'
    with pytest.raises(ConfigError) as caught:
        settings_from(written(tmp_path, text), {})
    assert named in caught.value.message
    assert "plain http" in caught.value.message


def test_the_environment_wins(tmp_path: Path) -> None:
    environment = {
        "ASK_BASE_URL": "http://127.0.0.1:1/v1",
        "ASK_STALL_TIMEOUT": "7",
        "ASK_FIRST_TOKEN_TIMEOUT": "3",
    }
    settings = settings_from(written(tmp_path, "[timeouts]\nstall = 5\n"), environment)
    assert settings.providers["global-apis"].base_url == "http://127.0.0.1:1/v1"
    assert settings.timeouts.stall == 7
    assert settings.lineups[Tier.REASONING].first_token_timeout == 3


def test_ctrl_c_is_the_editors(ask_on_terminal: AskOnTerminal, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\ntrap 'echo caught; exit 0' INT\necho ready\nwhile :; do sleep 0.1; done\n")
    editor.chmod(0o755)
    command = ask_on_terminal("config", "edit", env={"EDITOR": str(editor)})
    command.expect_exact("ready")
    command.sendintr()
    status, shown = command.ended()
    assert (status, "caught" in shown, "is fine" in shown) == (0, True, True)


def test_init_writes_a_file_once_and_path_says_where(ask: Run, environment: dict[str, str]) -> None:
    path = Path(ask("config", "path").out.strip())
    assert path == Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    assert ask("config", "init").code == 0
    assert path.read_text() == SAMPLE_CONFIG
    assert ask("config", "init").code == 2
    assert ask("config", "show").code == 0


def test_edit_checks_what_was_written(ask: Run) -> None:
    assert ask("config", "edit", env={"EDITOR": "true"}).code == 0
    ran = ask("config", "edit", env={"EDITOR": "sed -i '1s/.*/nonsense = 1/'"})
    assert ran.code == 2
    assert "nonsense" in ran.err


def test_the_users_own_rules_route(ask: Run, tmp_path: Path) -> None:
    text = 'never = ["reasoning"]\n[[routes]]\nwhen = "terraform"\ntier = "code"\n'
    env = {"ASK_CONFIG": str(written(tmp_path, text))}
    ruled = ask("route", "what", "is", "terraform", env=env).out
    assert ruled.startswith("tier 1 code, 100% sure")
    assert "by your rule" in ruled
    lowered = ask("route", "prove", "that", "quicksort", "terminates", env=env).out
    assert lowered.startswith("tier 1 code")
    assert "you never use reasoning" in lowered


def test_a_theme_that_there_is_not_is_told_with_its_line(tmp_path: Path) -> None:
    text = '[display]\ntab = 2\ntheme = "{}"\n'
    for theme in ("", "dark", "friendly"):
        assert settings_from(written(tmp_path, text.format(theme)), {}).display.theme == theme
    for theme, meant in (("zzzz", "there are such as dark"), ("monokay", "did you mean monokai?")):
        told = f'display.theme names no theme: "{theme}"; {meant}'
        test_a_bad_file_is_told_with_its_line(text.format(theme), "line 3", told, tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('never = ["costly"]\n', "line 1", "names no tier"),
        (
            'never = ["simple", "code", "reasoning"]\n',
            "line 1: never names every tier",
            "so there is none left",
        ),
        ('[[routes]]\nwhen = "(a+)+$"\ntier = "code"\n', "line 2", "cannot be taken"),
        ('[[routes]]\nwhen = "x"\ntier = "costly"\n', "line 3", "must be one of"),
        (
            '[[routes]]\nwhen = "a"\ntier = "code"\n\n[[routes]]\nwhen = "b"\ntier = "oops"\n',
            "line 7",
            ": routes.tier must be",
        ),
        ('[[routes]]\nwhen = "a"\ntier = "code"\n\n[[routes]]\ntier = "code"\n', "line 5", "is empty"),
        ("[models.kimi-k2.5]\nwindow = 9\n", "line 1", 'a name with a dot in it goes in quotes: "kimi-k2.5"'),
        ("[providers.ollama.models.qwen2.5]\nwindow = 9\n", "line 1", 'goes in quotes: "qwen2.5"'),
        ('[[routes]]\nwhen = "a"\ntier = "code"\n\n[[rutes]]\ntier = "code"\n', "line 5", "is not a setting"),
    ],
)
def test_a_bad_rule_is_told_with_its_line(text: str, line: str, told: str, tmp_path: Path) -> None:
    test_a_bad_file_is_told_with_its_line(text, line, told, tmp_path)


def test_a_home_that_is_no_folder_holds_no_settings(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    nowhere = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), "/dev/null/home")
    ran = ask("hi", env=keyed | nowhere)
    assert (ran.code, len(gateway.received)) == (0, 1)
    assert "the ledger could not be written" in ran.err
    for command in ("config", "template", "models", "bill", "theme"):
        assert "could not be read" not in ask(command, env=nowhere).err
